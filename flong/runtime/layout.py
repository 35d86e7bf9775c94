"""Row layouts: where in a C struct each field of a record stands.

A row is `Layout.size` bytes. A slot's value stands at `offset`; an optional slot has an int64 flag
(1: present) 8 bytes before it. Storage by kind (bytes):

==========================================  ======================================================
text (16)                                   fl_text: pointer, length
int bool date time datetime duration (8)    int64; days, or µs, since 1970-01-01 or midnight
float (8)                                   double
enum (8)                                    int64, index into `values`
decimal without scale (32, 16-aligned)      fl_dec
decimal(p ≤ 18, s) (8)                      int64, value × 10^s
decimal(p > 18, s) (16, 16-aligned)         int128, value × 10^s
list (16)                                   fl_list: pointer to rows of `item`, their number
record                                      the rows of `record`, inlined
==========================================  ======================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Kind = Literal[
    "text", "int", "bool", "date", "time", "datetime", "duration", "float", "enum", "decimal", "list", "record"
]  # fmt: skip
Storage = Literal["fl_dec", "dec64", "dec128"]
Rules = tuple[tuple[str, int | str], ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """A field as declared. `fields` of a record, `item` (its name is "") of a list, `values` of an
    enum; `rules` are (JSON Schema keyword, value)."""

    name: str
    kind: Kind
    optional: bool = False
    precision: int | None = None
    scale: int | None = None
    values: tuple[str, ...] = ()
    fields: tuple[Spec, ...] = ()
    item: Spec | None = None
    rules: Rules = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A field in its row. `item` is the layout of a list's rows, `record` that of an inlined record."""

    name: str
    kind: Kind
    offset: int
    optional: bool = False
    scale: int | None = None
    precision: int | None = None
    values: tuple[str, ...] = ()
    item: Layout | None = None
    record: Layout | None = None
    rules: Rules = ()

    @property
    def valid_offset(self) -> int:
        """Where an optional slot's flag stands."""
        return self.offset - 8

    @property
    def storage(self) -> Storage:
        """How a decimal is stored."""
        return storage(self.precision, self.scale)


@dataclass(frozen=True, slots=True)
class Layout:
    """A row: its slots, size and alignment in bytes. Equal digests mean equal rows."""

    fields: tuple[Slot, ...]
    size: int
    digest: str
    align: int = 8

    def slot(self, name: str) -> Slot:
        """The slot of field `name`; KeyError without one."""
        for slot in self.fields:
            if slot.name == name:
                return slot
        raise KeyError(name)


def layout(fields: tuple[Spec, ...]) -> Layout:
    """The rows of a record with these fields. A list of records has their layout as its `item`; a
    list of anything else one slot named ""."""
    slots = []
    end, align = 0, 8
    for spec in fields:
        slot, size, own = _place(spec, end)
        slots.append(slot)
        end, align = slot.offset + size, max(align, own)
    size = _up(end, align)
    digest = sha256(repr((slots, size, align)).encode()).hexdigest()
    return Layout(tuple(slots), size, digest, align)


def storage(precision: int | None, scale: int | None) -> Storage:
    """How a decimal of this type is stored."""
    if scale is None:
        return "fl_dec"
    return "dec64" if precision is not None and precision <= 18 else "dec128"


def _place(spec: Spec, end: int) -> tuple[Slot, int, int]:
    """The slot of `spec` after byte `end`, its size and its alignment."""
    record = layout(spec.fields) if spec.kind == "record" else None
    item = _item(spec.item) if spec.item else None
    size, align = _measure(spec, record)
    offset = _up(end + 8 * spec.optional, align)
    slot = Slot(
        spec.name, spec.kind, offset, spec.optional, spec.scale, spec.precision, spec.values, item, record, spec.rules
    )
    return slot, size, align


def _item(spec: Spec) -> Layout:
    plain = spec.kind == "record" and not spec.optional
    return layout(spec.fields if plain else (spec,))


def _measure(spec: Spec, record: Layout | None) -> tuple[int, int]:
    if record:
        return record.size, record.align
    if spec.kind == "decimal":
        return {"fl_dec": (32, 16), "dec64": (8, 8), "dec128": (16, 16)}[storage(spec.precision, spec.scale)]
    return (16, 8) if spec.kind in ("text", "list") else (8, 8)


def _up(value: int, align: int) -> int:
    return -(-value // align) * align
