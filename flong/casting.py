"""From rendered columns to messages: headers, pictures, attachments and bills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, overload

from flong.bill import Bill, Press
from flong.bill.cast import Pictures
from flong.bill.kept import BillKeys, Kind, Opening
from flong.bill.page import cast_page
from flong.bill.passwords import password_problem
from flong.bill.press import Made
from flong.compiler.failures import output_place
from flong.compiler.files import Folder
from flong.compiler.ir import Module
from flong.dsl.typed import Attachment as Declared
from flong.errors import IdentityError, RecordError
from flong.runtime import barcodes, qr
from flong.runtime.batch import Asset, RawBatch
from flong.runtime.message import Attachment, Image, Message
from flong.runtime.mime import file_name_problem

if TYPE_CHECKING:
    from flong.bill.pdf import Signer

_CID = re.compile(r"cid:([0-9a-f]{32})@flong")
_NOT_HEADERS = frozenset(("key", "document", "preheader", "html", "text", "sms", "sms-to"))


@dataclass(frozen=True, slots=True)
class Caster:
    """Makes the messages of one template. `folder` holds the files its bills show, `files` is what it attaches.
    `keys` are those of its bills, `signer` signs them; `presses` cast them, by the attachments' numbers."""

    module: Module
    folder: Folder | None
    images: tuple[Image, ...]
    files: Mapping[str, bytes]
    keys: BillKeys = field(default_factory=BillKeys)
    signer: Signer | None = None
    presses: dict[int, Press] = field(default_factory=dict)

    def message(self, raw: RawBatch, i: int) -> Message:
        """The i-th rendered record as a message. Raises RecordError when an attachment can't be made."""
        row = Row(raw, i)
        assets = {asset.id: asset for asset in raw.assets[i]}
        headers = tuple((header_name(name), row.text(name)) for name in raw.columns if is_header(name))
        html = row.text("html") if "html" in raw.columns else None
        try:
            return Message(
                key=row.text("key"),
                document=row.text("document"),
                headers=headers,
                html=html,
                text=row.text("text") if "text" in raw.columns else None,
                sms=row.text("sms") if "sms" in raw.columns else None,
                images=(*self.images, *self.codes(dict.fromkeys(_CID.findall(html or "")), row, assets)),
                attachments=tuple(self.attachments(row)),
            )
        except ValueError as error:
            raise RecordError(str(error), index=raw.rows[i], key=row.text("key")) from None

    def codes(self, ids: Iterable[str], row: Row, assets: Mapping[str, Asset]) -> Iterator[Image]:
        """The pictures made from data among those with `ids`, which the mail itself shows (a bill's are inside the
        bill)."""
        own = {image.cid for image in self.images}
        for id_ in ids:
            if id_ in assets:
                asset = assets[id_]
                yield Image(f"{id_}@flong", f"{asset.kind}.png", "image/png", picture(asset), row.text("key"))
            elif f"{id_}@flong" not in own:
                raise IdentityError(f"a picture of record {row.raw.rows[row.i]} was noted for another record")

    def attachments(self, row: Row) -> Iterator[Attachment]:
        for declared in self.module.attachments:
            if self.attaches(row, declared):
                yield self._attachment(declared, row)

    def attaches(self, row: Row, declared: Declared) -> bool:
        """Whether the record has this attachment."""
        return not declared.conditional or bool(row.attached(declared, "if"))

    def pdf(self, row: Row, declared: Declared) -> Made:
        """The record's bill. Raises RecordError, and MismatchError when a stamped one is not the true one."""
        base = self.folder.base if self.folder else None
        if (press := self.presses.get(declared.number)) is None:
            place = partial(output_place, self.module)
            made = Press(base, signer=self.signer, place=place)
            press = self.presses.setdefault(declared.number, made)
        return press.cast(*bill_of(row, declared), self.keys)

    def prepare(self, raw: RawBatch) -> None:
        """Derive the keys of a batch's bills, which takes a fraction of the time when it is done at once."""
        self.keys.prepare(openings(self.module, raw))

    def _attachment(self, declared: Declared, row: Row) -> Attachment:
        name = _name(declared, row)
        if not declared.template:
            return Attachment(name, guess_type(name)[0] or "application/octet-stream", self.files[declared.file])
        key = row.text("key")
        if not _is_page(name):
            return Attachment(name, "application/pdf", self.pdf(row, declared).pdf, key)
        (bill, pictures), base = bill_of(row, declared), self.folder.base if self.folder else None
        locale = self.module.settings.locale
        page = cast_page(bill, base=base, pictures=pictures, keys=self.keys, customer=key, locale=locale)
        return Attachment(name, "text/html", page, key)


@dataclass(frozen=True, slots=True)
class Row:
    """One rendered record: its parts as text."""

    raw: RawBatch
    i: int

    def text(self, part: str) -> str:
        """See `RawBatch.text`."""
        return self.raw.text(part, self.i)

    def attached(self, declared: Declared, part: str) -> str:
        return self.text(f"attach.{declared.number}.{part}")

    def fields(self, declared: Declared) -> bytes:
        """A bill's fields. Raises IdentityError as `text` does."""
        return self.raw.value(f"attach.{declared.number}.fields", self.i)


def bill_of(row: Row, declared: Declared) -> tuple[Bill, Pictures]:
    """The bill that a record attaches, and the pictures in it."""
    password = row.attached(declared, "password") if declared.protected else None
    bill = Bill(row.attached(declared, "body"), password, row.fields(declared), row.text("key"))
    return bill, _Pictures({asset.id: asset for asset in row.raw.assets[row.i]})


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The pictures of one record by their `cid`."""

    assets: Mapping[str, Asset]

    def __call__(self, cid: str) -> bytes:
        return picture(self.assets[cid.removesuffix("@flong")])


def picture(asset: Asset) -> bytes:
    """The PNG of a picture made from data."""
    if asset.kind == "qr":
        return qr.png(asset.data, asset.level, asset.size)
    return barcodes.png(asset.kind, asset.data, asset.level, asset.size)


def attachment_problem(module: Module, raw: RawBatch, i: int) -> tuple[Declared, str] | None:
    """The first attachment of the i-th record that can't be made as asked, and why."""
    row, names = Row(raw, i), set[str]()
    for declared in module.attachments:
        if declared.conditional and not row.attached(declared, "if"):
            continue
        name = _name(declared, row)
        problem = _name_problem(declared, name, names)
        if not problem and declared.protected:
            problem = password_problem(row.attached(declared, "password"))
        if problem:
            return declared, problem
        names.add(name.lower())
    return None


def opening_parts(module: Module) -> list[str]:
    """The parts that `openings` reads; none where no bill has a password."""
    return [f"attach.{declared.number}.{part}" for declared in _protected(module) for part in _parts(declared)]


def openings(module: Module, raw: RawBatch) -> Iterator[Opening]:
    """What opens each of the bills with a password that come with the rendered records, of those that have a key."""
    for i, declared in product(range(len(raw.rows)), _protected(module)):
        row = Row(raw, i)
        if (key := row.text("key")) and (not declared.conditional or row.attached(declared, "if")):
            kind: Kind = "page" if _is_page(_name(declared, row)) else "pdf"
            yield Opening(kind, key, row.attached(declared, "password"))


def _protected(module: Module) -> list[Declared]:
    return [declared for declared in module.attachments if declared.template and declared.protected]


def _parts(declared: Declared) -> list[str]:
    return ["password", *["name"] * declared.named, *["if"] * declared.conditional]


def _name_problem(declared: Declared, name: str, others: set[str]) -> str:
    """What is wrong with an attachment's name beside `others`, or ""."""
    if problem := file_name_problem(name):
        return problem
    if name.lower() in others:
        return "two attachments have the same name"
    if not declared.template or name.lower().endswith(".pdf") or (_is_page(name) and declared.protected):
        return ""
    return (
        "the bill's name ends in .html, but it has no password"
        if _is_page(name)
        else "the bill's name does not end in .pdf"
    )


def _is_page(name: str) -> bool:
    """Whether a bill of this name is a page, not a PDF."""
    return name.lower().endswith(".html")


def _name(declared: Declared, row: Row) -> str:
    return row.attached(declared, "name") if declared.named else _default_name(declared)


def _default_name(declared: Declared) -> str:
    path = PurePosixPath(declared.file)
    return f"{path.stem}.pdf" if declared.template else path.name


def is_header(part: str) -> bool:
    """Whether a part stands in the head of the mail."""
    return part not in _NOT_HEADERS and not part.startswith("attach.")


def header_name(part: str) -> str:
    """A head field's name as it is written."""
    return "-".join(word.capitalize() for word in part.split("-"))


class Messages(Sequence[Message]):
    """The messages of a batch, made when asked for; a slice is a list."""

    __slots__ = ("_caster", "_raw")

    def __init__(self, caster: Caster, raw: RawBatch) -> None:
        self._caster, self._raw = caster, raw

    def __len__(self) -> int:
        return len(self._raw.rows)

    @overload
    def __getitem__(self, i: int) -> Message: ...
    @overload
    def __getitem__(self, i: slice) -> list[Message]: ...
    def __getitem__(self, i: int | slice) -> Message | list[Message]:
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        if not -len(self) <= i < len(self):
            raise IndexError(i)
        return self._caster.message(self._raw, i % len(self))
