"""Running sums: variables that never hold anything but sums of amounts with the same fraction digits, as in
`{% set balance = balance + e.amount %}`. They are kept as whole 128-bit numbers of the last digit.

That is exact: an amount has at most 18 digits, a variable is added once a turn, and the turns of a record are limited,
so 34 digits are never reached. Their sums have no other exponent and no negative zero either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from flong.compiler import ir
from flong.compiler.emit.body import Body
from flong.compiler.emit.dispatch import expression
from flong.compiler.emit.shapes import Value, is_narrow
from flong.compiler.walk import all_nodes
from flong.dsl import typed, types
from flong.dsl.types import Type

_DIGITS: Final = 38
_Sign = Literal["+", "-"]


def sums_of(module: ir.Module, slots: Mapping[int, Type]) -> dict[int, types.Decimal]:
    """The types of the slots that hold running sums."""
    scales: dict[int, set[int | None]] = {}
    for node in all_nodes(module):
        if isinstance(node, typed.Let | typed.Set) and slots[node.slot] == types.DECIMAL:
            scales.setdefault(node.slot, set()).update(_scales(node))
    return {
        slot: types.Decimal(_DIGITS, *found) for slot, found in scales.items() if len(found) == 1 and None not in found
    }


def _scales(node: typed.Let | typed.Set) -> Iterator[int | None]:
    """The fraction digits of all amounts; None for what is no such sum."""
    terms = list(_terms(node.value, "+"))
    itself = [sign for sign, term in terms if _is(term, node.slot)]
    if itself not in ([], ["+"]):
        yield None
    for _, term in terms:
        if not _is(term, node.slot):
            yield term.type.scale if isinstance(term.type, types.Decimal) and is_narrow(term.type) else None


def _terms(value: typed.Expr, sign: _Sign) -> Iterator[tuple[_Sign, typed.Expr]]:
    """What is added and subtracted, before it is widened."""
    value = value.value if isinstance(value, typed.Convert) else value
    if isinstance(value, typed.Arith) and value.op in ("+", "-") and value.type == types.DECIMAL:
        yield from _terms(value.left, sign)
        yield from _terms(value.right, sign if value.op == "+" else _OTHER[sign])
    else:
        yield sign, value


_OTHER: dict[_Sign, _Sign] = {"+": "-", "-": "+"}


def _is(term: typed.Expr, slot: int) -> bool:
    return isinstance(term, typed.Var) and term.slot == slot


def total(node: typed.Let | typed.Set, body: Body) -> Value:
    """What the running sum of `node` becomes."""
    terms = [
        f"{sign} (fl_i128){body.keep(expression(term, body)).code}"
        for sign, term in _terms(node.value, "+")
        if not _is(term, node.slot)
    ]
    itself = [f"f->v{node.slot}"] if any(_is(term, node.slot) for _, term in _terms(node.value, "+")) else []
    return Value(body.unit.sums[node.slot], " ".join([*itself, *terms]).removeprefix("+ "))
