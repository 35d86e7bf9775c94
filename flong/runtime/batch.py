"""What a renderer gives for a batch of rows: one column per part, in the layout of Arrow's binary arrays."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import cast

from flong.errors import IdentityError, RecordError
from flong.runtime.columns import Column, stamped_texts

PICTURES = {1: "qr", 2: "code128", 3: "code39", 4: "ean13"}
"""The kinds of pictures by the number that the runtime notes."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture to be made from data, printed as `cid:ID@flong`.

    `kind` is one of PICTURES. `size` is a QR code's width or a barcode's height in pixels, `level` a QR code's error
    correction or a barcode's pixels a module.
    """

    kind: str
    id: str
    data: str = field(repr=False)
    size: int
    level: int


@dataclass(slots=True)
class RawBatch:
    """`rows[i]` is the input index of the i-th rendered record; `columns[part][i]` its bytes and
    `assets[i]` its pictures. `errors` tells of all the others, ordered by index."""

    rows: list[int]
    columns: dict[str, Column]
    assets: list[tuple[Asset, ...]]
    errors: list[RecordError]

    @property
    def size(self) -> int:
        """The bytes of all columns."""
        size = 0
        for column in self.columns.values():
            size += len(column.data)
        return size

    def text(self, part: str, i: int) -> str:
        """What `part` says in the i-th rendered record; "" for a part the template does not have. See `value`."""
        return self.value(part, i).decode()

    def texts(self, part: str) -> list[str]:
        """What `part` says in each rendered record; see `text`."""
        column, keys = self.columns.get(part), self.columns.get("key")
        if column is None:
            return [""] * len(self.rows)
        if keys is None or part == "key":
            return [value.decode() for value in column.values()]
        found = stamped_texts(column, keys)
        if None in found:
            raise self._mixed_up(part, found.index(None))
        return cast("list[str]", found)

    def _mixed_up(self, part: str, i: int) -> IdentityError:
        return IdentityError(f"the part {part} of record {self.rows[i]} was rendered for another record")

    def value(self, part: str, i: int) -> bytes:
        """The bytes of `part` in the i-th rendered record.

        A template with a key stamps every part with it. Raises IdentityError when the part was rendered
        for another record than the key.
        """
        column, keys = self.columns.get(part), self.columns.get("key")
        if column is None or keys is None or part == "key":
            return column[i] if column else b""
        value, mark, stamp = column[i].rpartition(b"\0")
        if not mark or stamp != keys[i]:
            raise self._mixed_up(part, i)
        return value

    def without(self, dropped: Collection[int], errors: Iterable[RecordError]) -> RawBatch:
        """The batch without the rendered records at the positions `dropped`; `errors` tell why."""
        kept = [i for i in range(len(self.rows)) if i not in dropped]
        return RawBatch(
            [self.rows[i] for i in kept],
            {name: _picked(column, kept) for name, column in self.columns.items()},
            [self.assets[i] for i in kept],
            sorted([*self.errors, *errors], key=lambda error: error.index),
        )


def _picked(column: Column, kept: Iterable[int]) -> Column:
    data, offsets = bytearray(), array("q", [0])
    for i in kept:
        data += column[i]
        offsets.append(len(data))
    return Column(data, offsets)
