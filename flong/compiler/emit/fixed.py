"""Formatted numbers whose digits generated code writes itself: fixed fraction, groups of three, short affixes.

The format is a constant of the module (fixed.h); values that don't fit it take the runtime's general function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flong.compiler import ir
from flong.compiler.blobs import resolved
from flong.compiler.emit.literals import c_bytes
from flong.compiler.emit.shapes import Value, is_narrow, is_scaled
from flong.compiler.emit.unit import Unit
from flong.dsl import typed, types

ROOM: Final = 64
"""Not less than FL_FIXED_ROOM."""
_AFFIX: Final = 8
_FUNCTIONS = ("formats.money", "formats.number", "formats.percent")
_SPECIAL = {"html": frozenset(b"&<>\"'"), "plain": frozenset[int]()}
_MOST_DIGITS = 19


@dataclass(frozen=True, slots=True)
class Format:
    """`table`: the C expression of its fl_fixed; `fraction` digits; a value is multiplied by 10^power; `suffixed`:
    something may stand behind."""

    table: str
    fraction: int
    power: int
    suffixed: bool


@dataclass(frozen=True, slots=True)
class _Program:
    """A number format as runtime/resolve/numbers.py writes it."""

    least_integer: int
    least_fraction: int
    most_fraction: int
    groups: tuple[int, int]
    power: int
    singular: bool
    words: tuple[bytes, ...]


def _read(program: bytes) -> _Program:
    least_integer, least, most, first, further, _mode, power, singular = program[:8]
    words, at = [], 8
    while at < len(program):
        words.append(program[at + 1 : at + 1 + program[at]])
        at += 1 + program[at]
    return _Program(least_integer, least, most, (first, further), power, bool(singular), tuple(words))


def format_of(node: ir.Emit, unit: Unit) -> Format | None:
    """The format of an output that prints a formatted number, if it is one of the simple ones."""
    call = node.value
    if not isinstance(call, typed.Call) or call.function.symbol not in _FUNCTIONS or node.attribute:
        return None
    programs = [
        _read(blob) for blob in resolved(call.function.name, call.function.symbol, call.static, unit.module.settings)
    ]
    fraction, power = programs[0].least_fraction, programs[0].power
    whole = _whole_number(call.args[0])
    for program in programs:
        if not _simple(program, whole, node.escaper) or (program.least_fraction, program.power) != (fraction, power):
            return None
    suffixed = any(program.words[3] or program.words[5] for program in programs)
    return Format(_table(programs, unit), fraction, power, suffixed)


def _whole_number(value: typed.Expr) -> bool:
    return (value.value if isinstance(value, typed.Convert) else value).type == types.INT


def _simple(program: _Program, whole: bool, escaper: str) -> bool:
    """Whether fixed.h can write it, and `escaper` would leave it as it is."""
    point, group, *affixes = program.words[:6]
    special = _SPECIAL.get(escaper)
    return (
        special is not None
        and program.least_integer == 1
        and (program.least_fraction == program.most_fraction or whole)
        and program.least_fraction <= _MOST_DIGITS
        and program.groups in ((3, 3), (0, 0))
        and not program.singular
        and len(point) == 1
        and (len(group) == 1 or program.groups == (0, 0))
        and all(len(affix) <= _AFFIX for affix in affixes)
        and not any(byte in special or byte < 0x20 for byte in point + group + b"".join(affixes))
    )


def _table(programs: list[_Program], unit: Unit) -> str:
    rows = tuple(map(_row, programs))
    if len(set(rows)) == 1:
        return f"{unit.linkage.format_table(rows[:1])}[0]"
    return f"{unit.linkage.format_table(rows)}[f->v{unit.module.locale}]"


def _row(program: _Program) -> str:
    """The initialiser of an fl_fixed."""
    point, group, before, after, minus_before, minus_after = program.words[:6]
    pairs = (before, minus_before), (after, minus_after)
    texts = [f"{{{', '.join(map(c_bytes, pair))}}}" for pair in pairs]
    sizes = [f"{{{', '.join(str(len(one)) for one in pair)}}}" for pair in pairs]
    sign = ord(group) if program.groups == (3, 3) else 0
    return f"{{{', '.join([*texts, *sizes, str(sign), str(ord(point))])}}}"


def function(call: typed.Call, unit: Unit) -> str:
    """The runtime's general function for `call`."""
    return unit.linkage.function(call.function.symbol, ("fl_ctx *", "fl_text", "fl_dec", "fl_text *"))


def whole(value: Value, format_: Format, digits: str) -> tuple[str, str]:
    """C that says whether `value` × 10^(fraction + power) is a whole number of 64 bits and puts it into `digits`;
    and whether a sign stands before it, which no zero has."""
    shift = format_.fraction + format_.power
    if value.type == types.DECIMAL:
        return f"fl_fixed_of({value.code}, {shift}, &{digits})", f"({value.code}.neg && {digits})"
    scale = value.type.scale if isinstance(value.type, types.Decimal) else 0
    width = 128 if is_scaled(value.type) and not is_narrow(value.type) else 64
    return f"fl_fixed_of{width}({value.code}, {shift - (scale or 0)}, &{digits})", f"{value.code} < 0"
