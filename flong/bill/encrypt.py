"""Files of WeasyPrint encrypted and signed, by the writer that all bills share."""

from __future__ import annotations

from flong.bill.keys import Keys
from flong.bill.pdf import Signer, write_pdf
from flong.bill.rewrite import objects_of
from flong.bill.signature import signable


def protect(pdf: bytes, *, keys: Keys | None = None, signer: Signer | None = None, seed: bytes | None = None) -> bytes:
    """`pdf` written anew: encrypted when there are `keys`, signed on its first page when there is a `signer`. See
    `pdf.Document.write`."""
    objects, root, info, page = objects_of(pdf)
    if signer:
        objects = signable(objects, root, page)
    return write_pdf(objects, root, info=info, keys=keys, signer=signer, seed=seed)
