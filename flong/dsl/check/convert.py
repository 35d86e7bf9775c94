"""Widening: `adapt(expr, target)` makes an expression one of another type, if it may stand for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flong.dsl.check.fold import fold
from flong.dsl.check.relate import EMPTY_LIST, bare, computed, is_number, join
from flong.dsl.typed import Cond, Const, Convert, Expr, ListOf, ListOp, Var
from flong.dsl.types import DECIMAL, ERROR, INT, NONE, TEXT, Enum, List, Optional, Type

Fresh = Callable[[], int]


def adapt(expr: Expr, target: Type, fresh: Fresh) -> Expr | None:
    """`expr` as a `target`, or None when it does not fit. `fresh` numbers a new variable."""
    if expr.type == target or ERROR in (expr.type, target):
        return expr
    if isinstance(target, Optional):
        return _to_optional(expr, target, fresh)
    match target, expr:
        case Enum(), Const(type=t, value=str(value)) if t == TEXT and value in target.values:
            return replace(expr, type=target)
        case Enum(), Cond():
            return _arms(expr, target, fresh)
        case List(), _:
            return _to_list(expr, target, fresh)
    return fold(Convert(target, expr.span, expr)) if _widens(expr.type, target) else None


def settled(expr: Expr) -> Expr:
    """A value read from data, as expressions see it: a `decimal(p, s)` is a plain decimal."""
    plain = computed(expr.type)
    return expr if plain == expr.type else Convert(plain, expr.span, expr)


def unify(left: Expr, right: Expr, fresh: Fresh) -> tuple[Expr, Expr, Type] | None:
    """Both with the type they have in common; None when there is none."""
    joined = join(left.type, right.type)
    enums = isinstance(bare(left.type), Enum) and isinstance(bare(right.type), Enum)
    for target in (joined,) if enums else (left.type, right.type, joined):
        if target is None or target == NONE:
            continue
        pair = adapt(left, target, fresh), adapt(right, target, fresh)
        if pair[0] and pair[1]:
            return pair[0], pair[1], right.type if target == ERROR else target
    return (left, right, left.type) if left.type == right.type else None


def _widens(source: Type, target: Type) -> bool:
    if target == DECIMAL:
        return is_number(source)
    if isinstance(source, Enum) and isinstance(target, Enum):
        return {*source.values} <= {*target.values}
    return target == TEXT and isinstance(source, Enum)


def _to_optional(expr: Expr, target: Optional, fresh: Fresh) -> Expr | None:
    if expr.type == NONE:
        return Convert(target, expr.span, expr)
    if isinstance(expr.type, Optional):
        return Convert(target, expr.span, expr) if _widens(bare(expr.type), target.inner) else None
    inner = adapt(expr, target.inner, fresh)
    return None if inner is None else Convert(target, expr.span, inner)


def _arms(expr: Cond, target: Type, fresh: Fresh) -> Expr | None:
    yes, no = adapt(expr.yes, target, fresh), adapt(expr.no, target, fresh)
    return replace(expr, type=target, yes=yes, no=no) if yes and no else None


def _to_list(expr: Expr, target: List, fresh: Fresh) -> Expr | None:
    if isinstance(expr, ListOf):
        items = [adapt(item, target.item, fresh) for item in expr.items]
        return replace(expr, type=target, items=tuple(i for i in items if i)) if all(items) else None
    if not isinstance(expr.type, List):
        return None
    if expr.type == EMPTY_LIST or not _widens(expr.type.item, target.item):
        return None
    return _mapped(expr, expr.type.item, target, fresh())


def _mapped(expr: Expr, item: Type, target: List, slot: int) -> Expr:
    body = Convert(target.item, expr.span, Var(item, expr.span, slot, "it"))
    return ListOp(target, expr.span, "map", slot, expr, body)


def number_pair(left: Expr, right: Expr) -> tuple[Expr, Expr]:
    """Two numbers as two ints or two decimals."""
    if left.type == INT and right.type == INT:
        return left, right
    return as_decimal(left), as_decimal(right)


def as_decimal(expr: Expr) -> Expr:
    """An int or a decimal as a decimal."""
    return expr if expr.type == DECIMAL else fold(Convert(DECIMAL, expr.span, expr))
