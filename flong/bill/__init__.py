"""HTML bills become PDF files: stamped or laid out, QR codes as 1-bit images, encrypted.

press = Press(base=Path("templates"))
pdf = press.cast(Bill(html, password, fields, key), pictures=lambda cid: png).pdf
"""

from flong.bill.cast import Bill, cast_bill
from flong.bill.press import Press

__all__ = ["Bill", "Press", "cast_bill"]
