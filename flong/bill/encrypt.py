"""Files of WeasyPrint encrypted and signed, by the writer that all bills share."""

from __future__ import annotations

from flong.bill.derive import derive_r6
from flong.bill.keys import Keys
from flong.bill.passwords import password_problem
from flong.bill.pdf import Signer, write_pdf
from flong.bill.rewrite import objects_of
from flong.bill.signature import signable

__all__ = ["encrypt", "password_problem", "protect"]


def encrypt(pdf: bytes, password: str) -> bytes:
    """`pdf` that opens with `password` only: nobody holds an owner's.

    Raises ValueError for a password that `password_problem` refuses.
    """
    return protect(pdf, keys=derive_r6(password))


def protect(pdf: bytes, *, keys: Keys | None = None, signer: Signer | None = None, seed: bytes | None = None) -> bytes:
    """`pdf` written anew: encrypted when there are `keys`, signed on its first page when there is a `signer`. See
    `pdf.Document.write`."""
    objects, root, info, page = objects_of(pdf)
    if signer:
        objects = signable(objects, root, page)
    return write_pdf(objects, root, info=info, keys=keys, signer=signer, seed=seed)
