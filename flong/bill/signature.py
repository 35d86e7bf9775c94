"""Signatures of PDF files: PAdES baseline B-B (ETSI EN 319 142-1), over the bytes as they are sent.

The signature's dictionary is written with room for the signature, which is filled in when all else is written; it alone
stays unencrypted in an encrypted file (ISO 32000-2, 7.6.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from flong.bill.cms import Cms, load_cms
from flong.bill.pdf import SIGNATURE, Object, text_string

_RANGE: Final = b"/ByteRange ["
_NUMBERS: Final = len(b"0 ]") + 3 * 11 - 1  # four numbers, the first of which is 0, and the bracket
_CONTENTS: Final = b"/Contents <"
_ANNOTATIONS: Final = re.compile(rb"/Annots\s*\[")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs files with `cms` until its certificate expires. `reason` is shown by readers; `clock` tells the time."""

    cms: Cms = field(repr=False)
    reason: str = ""
    clock: Callable[[], datetime] = field(default=_now, repr=False)

    def dictionary(self, seal: Callable[[bytes], bytes]) -> bytes:
        """The signature dictionary (12.8.1) with room for what `fill` fills in. `seal` writes a string as the file's
        strings are written. Raises ConfigError when the certificate is not valid now."""
        now = self.clock().astimezone(UTC)
        self.cms.require_valid(now)
        reason = b" /Reason " + seal(text_string(self.reason)) if self.reason else b""
        return b"".join((
            b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M ",
            seal(f"D:{now:%Y%m%d%H%M%S}+00'00'".encode()),
            reason,
            *(b" ", _RANGE, b" " * _NUMBERS),
            *(b" ", _CONTENTS, b"0" * (2 * self.cms.size), b"> >>"),
        ))  # fmt: skip

    def fill(self, file: memoryview, at: int, dictionary: bytes) -> None:
        """Signs the whole `file`, in which `dictionary` stands at `at`."""
        place = at + dictionary.index(_RANGE) + len(_RANGE)
        start = at + dictionary.index(_CONTENTS) + len(_CONTENTS) - 1
        end = start + 2 * self.cms.size + 2
        file[place : place + _NUMBERS] = (b"0 %d %d %d]" % (start, end, len(file) - end)).ljust(_NUMBERS)
        digest = sha256(file[:start])
        digest.update(file[end:])
        signature = self.cms.sign(digest.digest()).hex().encode()
        file[start + 1 : start + 1 + len(signature)] = signature


def load_signer(certificates: Path, key: Path, *, reason: str = "") -> Signer:
    """A signer with the key and the certificates of these files: see `cms.load_cms`."""
    return Signer(load_cms(certificates, key), reason)


def signable(objects: Iterable[Object], root: int, page: int) -> list[Object]:
    """`objects` and two more, an invisible signature field on `page` and its signature: what a Signer needs.

    Raises ValueError when the catalog, `root`, has a form, or the page's annotations are an object of their own.
    """
    made = list(objects)
    number, catalog, shown = len(made) + 1, made[root - 1].head, made[page - 1].head
    if b"/AcroForm" in catalog:
        raise ValueError("the document has a form")
    added, form = signature_field(page, number)
    made[root - 1] = Object(b"%b%b >>" % (catalog.removesuffix(b">>"), form))
    made[page - 1] = Object(_annotated(shown, b"%d 0 R" % number))
    return [*made, *added]


def signature_field(page: int, number: int) -> tuple[list[Object], bytes]:
    """A signature field on the page with this number, and its signature, numbered from `number`; and the catalog's
    entry for them."""
    form = b"/AcroForm << /Fields [%d 0 R] /SigFlags 3 >>" % number
    return [Object(_FIELD % (page, number + 1)), SIGNATURE], form


_FIELD: Final = (
    b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /Rect [0 0 0 0] /F 132 /P %d 0 R /V %d 0 R >>"
)


def _annotated(page: bytes, field: bytes) -> bytes:
    if found := _ANNOTATIONS.search(page):
        return b"%b%b %b" % (page[: found.end()], field, page[found.end() :])
    if b"/Annots" in page:
        raise ValueError("the annotations of the page are an object of their own")
    return b"%b/Annots [%b] >>" % (page.removesuffix(b">>"), field)
