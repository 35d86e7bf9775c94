"""Control sums: which field is added up, and whether the input holds what its maker said it holds.

An amount is an integer in units of 10^-scale; the scale is that of the declared `decimal(p, s)`, 0 for int.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import msgspec

from flong.dsl import types
from flong.errors import ConfigError, DataError, ReconciliationError

_EXACT = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)


@dataclass(frozen=True, slots=True)
class Control:
    """What the input is said to hold; None: not said."""

    count: int | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """The field whose sum is kept, as a path in the record."""

    path: tuple[str, ...] = ()
    scale: int = 0

    def of(self, record: Any) -> int:
        """The scaled amount of one record (nested dicts); 0 where it is absent or no number."""
        value = record if self.path else None
        for name in self.path:
            value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return 0
        return scaled(Decimal(value), self.scale)


def scaled(value: Decimal, scale: int) -> int:
    """`value` in units of 10^-scale. Raises DataError if digits would be lost or 64 bits exceeded."""
    if value.is_finite() and value.adjusted() + scale <= 18:
        number = value.scaleb(scale, _EXACT)
        if number == number.to_integral_value(context=_EXACT) and abs(number) < 2**63:
            return int(number)
    raise DataError(f"an amount must have at most {scale} digits behind the point, and fit 64 bits")


def plain(total: int, scale: int) -> str:
    """A scaled sum for people: 1234 with scale 2 is 12.34."""
    return f"{Decimal(total).scaleb(-scale, _EXACT):f}"


def amount_field(record: types.Record, path: str) -> Amount:
    """The amount at `path` ("due", "account.balance"). Raises ConfigError unless it is a number with a fixed scale."""
    if not path:
        return Amount()
    names = tuple(path.split("."))
    found: types.Type | None = record
    for name in names:
        field = found.field(name) if isinstance(found, types.Record) else None
        found = _plain(field.type) if field else None
    if found == types.INT:
        return Amount(names)
    if isinstance(found, types.Decimal) and found.scale is not None:
        return Amount(names, found.scale)
    raise ConfigError(f"{path} can't be summed: it must be an int or decimal(p, s) field of the data")


def parse_control(text: str) -> Control:
    """`count=200,sum=12345.67` (either may be absent)."""
    values = dict(part.split("=", 1) for part in text.replace(" ", "").split(",") if "=" in part)
    return _control(values, f"--control {text}")


def own_control(data: Path) -> Control:
    """The totals that came beside the input: `FILE.control.json` with "count" and "sum" (a text); none without it."""
    path = data.with_name(data.name + ".control.json")
    if not path.is_file():
        return Control()
    try:
        values = msgspec.json.decode(path.read_bytes(), type=dict[str, int | str])
    except msgspec.DecodeError:
        raise DataError(f'{path} does not read {{"count": …, "sum": "…"}}') from None
    return _control({name: str(value) for name, value in values.items()}, str(path))


def check_control(control: Control, count: int, total: int, amount: Amount) -> None:
    """Raise ReconciliationError unless the input holds what it is said to hold."""
    if control.count is not None and control.count != count:
        raise ReconciliationError(
            f"the input holds {count} records, its control total says {control.count}; nothing was sent"
        )
    if control.total is None:
        return
    if not amount.path:
        raise ConfigError("a control sum needs the field it is the sum of: --amount FIELD")
    if control.total != Decimal(total).scaleb(-amount.scale, _EXACT):
        raise ReconciliationError(
            f"the input's {'.'.join(amount.path)} sums to {plain(total, amount.scale)}, "
            f"its control total says {control.total}; nothing was sent"
        )


def _control(values: dict[str, str], where: str) -> Control:
    unknown = sorted(values.keys() - {"count", "sum"})
    try:
        count = int(values["count"]) if "count" in values else None
        total = Decimal(values["sum"]) if "sum" in values else None
    except (ValueError, InvalidOperation):
        raise ConfigError(f"{where}: count is an integer and sum a number") from None
    if unknown or not values:
        raise ConfigError(f"{where}: write count=…,sum=…")
    return Control(count, total)


def _plain(type_: types.Type) -> types.Type:
    return type_.inner if isinstance(type_, types.Optional) else type_
