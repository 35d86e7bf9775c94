"""How types relate: what they have in common, how they are named to people."""

from __future__ import annotations

from flong.dsl.types import (
    BOOL,
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    ERROR,
    FLOAT,
    INT,
    NONE,
    TEXT,
    TIME,
    Decimal,
    Enum,
    Field,
    List,
    Optional,
    Record,
    Safe,
    Type,
)

ORDERED = (INT, DECIMAL, FLOAT, TEXT, DATE, TIME, DATETIME, DURATION)
EMPTY_LIST = List(NONE)
MAX_DEPTH = 16  # of lists in lists that a let grows by setting it to a list of itself


def bare(type_: Type) -> Type:
    """`type_` without the optional around it."""
    return type_.inner if isinstance(type_, Optional) else type_


def optional(type_: Type) -> Type:
    """`type_?`, never nested; none and the poison type stay as they are."""
    return type_ if isinstance(type_, Optional) or type_ in (NONE, ERROR) else Optional(type_)


def computed(type_: Type) -> Type:
    """The type a stored value has in expressions: precision and scale constrain data only."""
    if isinstance(type_, Optional):
        return Optional(computed(type_.inner))
    return DECIMAL if isinstance(type_, Decimal) else type_


def is_number(type_: Type) -> bool:
    return type_ == INT or isinstance(type_, Decimal)


def is_ordered(type_: Type) -> bool:
    return type_ in ORDERED or isinstance(type_, Decimal)


def is_comparable(type_: Type) -> bool:
    """Whether `==` is defined: ordered types, bool and enum."""
    return is_ordered(type_) or type_ == BOOL or isinstance(type_, Enum)


def join(left: Type, right: Type) -> Type | None:
    """The least type both widen to; None when there is none."""
    if right in (left, ERROR):
        return left
    if left == ERROR:
        return right
    if NONE in (left, right):
        return optional(left if right == NONE else right)
    if isinstance(left, Optional) or isinstance(right, Optional):
        inner = join(bare(left), bare(right))
        return None if inner is None else optional(inner)
    return _join_values(left, right)


def _join_values(left: Type, right: Type) -> Type | None:
    if is_number(left) and is_number(right):
        return DECIMAL
    if all(t == TEXT or isinstance(t, Enum) for t in (left, right)):
        return TEXT
    if isinstance(left, List) and isinstance(right, List):
        return _join_lists(left, right)
    return None


def _join_lists(left: List, right: List) -> Type | None:
    if EMPTY_LIST in (left, right):
        return left if right == EMPTY_LIST else right
    if _depth(left) > MAX_DEPTH:
        return None
    item = join(left.item, right.item)
    simple = item is not None and not isinstance(item, Optional)
    return List(item) if item is not None and simple else None


def _depth(type_: Type) -> int:
    return 1 + _depth(type_.item) if isinstance(type_, List) else 0


def provides(have: Type, want: Type) -> bool:
    """Whether data declared as `have` serves a reader that declares `want`."""
    if isinstance(want, Optional):
        return provides(bare(have), want.inner)
    if isinstance(want, Record) and isinstance(have, Record):
        return all(_provides_field(have.field(f.name), f) for f in want.fields)
    if isinstance(want, List) and isinstance(have, List):
        return provides(have.item, want.item)
    if isinstance(want, Decimal) and isinstance(have, Decimal):
        return _provides_decimal(have, want)
    return have == want or (want == TEXT and isinstance(have, Enum)) or (isinstance(want, Decimal) and have == INT)


def _provides_field(have: Field | None, want: Field) -> bool:
    if have is None:
        return isinstance(want.type, Optional)
    return provides(have.type, want.type)


def _provides_decimal(have: Decimal, want: Decimal) -> bool:
    if want.precision is None or want.scale is None:
        return True
    if have.precision is None or have.scale is None:
        return False
    return have.scale <= want.scale and have.precision - have.scale <= want.precision - want.scale


def named(type_: Type) -> str:
    """The type as an error names it; long ones are cut."""
    match type_:
        case Record():
            return "a record"
        case List():
            return f"a list of {plural(type_.item)}"
        case Optional():
            return f"an optional {_word(type_.inner)}"
        case Enum():
            return "an enum"
    word = _word(type_)
    return word if type_ == NONE else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def misfit(have: Type, want: Type) -> str:
    """What a label says of a `have` where a `want` is needed."""
    one, other = bare(have), bare(want)
    more = [v for v in one.values if v not in other.values] if isinstance(one, Enum) and isinstance(other, Enum) else []
    return "it may also be " + ", ".join(f'"{value}"' for value in more) if more else f"this is {named(have)}"


def _word(type_: Type) -> str:
    match type_:
        case Record():
            return "record"
        case List():
            return "list"
        case Enum():
            return "enum"
        case Decimal():
            return "decimal"
        case Safe():
            return f"{type_.kind} value"
    return str(type_)


def plural(type_: Type) -> str:
    return "nothing" if type_ == NONE else f"{_word(bare(type_))}s"
