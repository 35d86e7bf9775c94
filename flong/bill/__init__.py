"""HTML bills become PDF files: laid out, QR codes as 1-bit images, encrypted.

pdf = cast_bill(html, base=Path("templates"), password=secret, pictures=lambda cid: png)
"""

from flong.bill.cast import Bill, cast_bill

__all__ = ["Bill", "cast_bill"]
