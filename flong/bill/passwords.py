"""Which passwords a PDF file may have: those that every reader understands alike."""

from __future__ import annotations

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
