"""PDF encryption: AES-256, revision 6 (ISO 32000-2), by pikepdf."""

from __future__ import annotations

from io import BytesIO
from secrets import token_urlsafe

from flong.bill.keys import Revision

PASSWORD_MIN, PASSWORD_MAX = 6, {4: 32, 6: 127}
"""Characters of a password: below six it is guessed; above the others revision 4 or 6 cuts it."""


def password_problem(password: str | None, revision: Revision = 6) -> str:
    """What is wrong with a bill's password, or "". The password itself is never part of the answer."""
    if not password:
        return "the attachment's password is empty"
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX[revision]:
        return f"the attachment's password has not {PASSWORD_MIN} to {PASSWORD_MAX[revision]} characters"
    if not all(" " <= char <= "~" for char in password):
        return "the attachment's password is not printable ASCII"
    return ""


def encrypt(pdf: bytes, password: str) -> bytes:
    """`pdf` that opens with `password` only.

    The owner password is random and thrown away: with an empty one readers open the file without
    asking. Raises ValueError for a password that `password_problem` refuses.
    """
    import pikepdf

    if problem := password_problem(password):
        raise ValueError(problem)
    out = BytesIO()
    protection = pikepdf.Encryption(user=password, owner=token_urlsafe(32), R=6, aes=True, metadata=True)
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=protection, compress_streams=True)
    return out.getvalue()
