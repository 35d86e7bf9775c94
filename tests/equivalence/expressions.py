"""Hypothesis strategies for typed expressions of the language, as template text.

`Writer.expression(kind)` writes an expression of type `kind` from what is in scope. Every operand is
parenthesised, so that the text means what was meant; that parentheses may be left out is the parser's test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import strategies as st

from flong.compiler.blobs import signatures
from flong.dsl import types
from flong.dsl.signature import Required, Signature
from flong.dsl.types import (
    BOOL,
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    FLOAT,
    INT,
    TEXT,
    TIME,
    List,
    Optional,
    Record,
    Type,
)
from tests.equivalence.arguments import CONSTANTS, SPECIAL, USUAL
from tests.equivalence.data import TEXTS, TIER

Draw = Callable[[st.SearchStrategy[Any]], Any]
Producer = Callable[["Writer"], str]

ORDERED = (INT, DECIMAL, TEXT, DATE, TIME, DATETIME, DURATION, FLOAT)
JOINABLE = (TEXT, INT, DECIMAL, DATE)
ITEMS: tuple[Type, ...] = (INT, TEXT, types.Decimal(9, 2), DATE, TIER, BOOL)
FUNCTIONS: tuple[tuple[str, Signature], ...] = tuple((name, s) for name, group in signatures().items() for s in group)


def quoted(text: str) -> str:
    """A text literal."""
    plain = {"\n": "\\n", "\t": "\\t", "\\": "\\\\", '"': '\\"'}
    return '"' + "".join(plain.get(c) or (f"\\u{{{ord(c):x}}}" if c < " " else c) for c in text) + '"'


def same(have: Type, want: Type) -> bool:
    """True when a stored `have` reads as a `want`: precision and scale are no longer seen."""
    if isinstance(have, types.Decimal) and isinstance(want, types.Decimal):
        return True
    if isinstance(have, Optional) and isinstance(want, Optional):
        return same(have.inner, want.inner)
    return have == want


class Writer:
    """Draws from Hypothesis and knows what is in scope."""

    def __init__(self, draw: Draw, data: Record) -> None:
        self.draw = draw
        self.scope: dict[str, Type] = {field.name: field.type for field in data.fields}
        self.loops: list[Type] = []
        self.lets: list[str] = []
        self.structure: Any = None
        self._names = 0
        self._depth = 0

    def pick(self, options: Any) -> Any:
        """One of `options`. By number: Hypothesis knows `sampled_from` by the hashes of its elements, which
        differ from process to process, and would draw differently each time."""
        options = list(options)
        return options[self.draw(st.integers(0, len(options) - 1))]

    def chance(self, one_in: int) -> bool:
        """True once in a while."""
        return bool(self.draw(st.integers(0, one_in - 1)) == 0)

    def name(self) -> str:
        """A fresh variable name."""
        self._names += 1
        return f"v{self._names}"

    @contextmanager
    def inner(self, **names: Type) -> Iterator[None]:
        """A scope inside this one."""
        outer, lets = self.scope, list(self.lets)
        self.scope = {**outer, **names}
        yield
        self.scope, self.lets = outer, lets

    # --- what is in scope ------------------------------------------------------------------------

    def paths(self) -> list[tuple[str, Type]]:
        """Every name and field in scope with its type."""
        return [found for name, kind in self.scope.items() for found in _paths(name, kind)]

    def path(self, fits: Callable[[Type], bool]) -> tuple[str, Type] | None:
        """A path whose type fits, if there is one."""
        found = [entry for entry in self.paths() if fits(entry[1])]
        return self.pick(found) if found else None

    def list_path(self) -> tuple[str, Type]:
        """A list and the type of its items."""
        name, kind = self.path(lambda kind: isinstance(kind, List)) or ("words", List(TEXT))
        assert isinstance(kind, List)
        return name, kind.item

    # --- expressions -----------------------------------------------------------------------------

    def expression(self, kind: Type) -> str:
        """An expression of type `kind`."""
        self._depth += 1
        try:
            leaf = self._depth > 4 or self.chance(3)
            found = self.path(lambda have: same(have, kind)) if self.chance(2) else None
            if found:
                return found[0]
            makers = _leaves(kind) if leaf else [*_leaves(kind), *_branches(kind)]
            return self.pick(makers)(self)
        finally:
            self._depth -= 1

    def operand(self, kind: Type) -> str:
        """An expression in parentheses."""
        return f"({self.expression(kind)})"

    def printable(self) -> str:
        """An expression that a bare output prints."""
        return self.expression(self.pick((*JOINABLE, TIER)))

    def call(self, name: str, signature: Signature) -> str:
        """A call with arguments of the right types."""
        arguments = [written for p in signature.parameters if (written := self._argument(name, p)) is not None]
        first = [a for a in arguments if "=" not in a.split("(")[0].split('"')[0]]
        if first and self.chance(2):
            rest = arguments[1:]
            return f"{first[0]} | {name}" + (f"({', '.join(rest)})" if rest else "")
        return f"{name}({', '.join(arguments)})"

    def _argument(self, name: str, parameter: Any) -> str | None:
        optional = not isinstance(parameter.default, Required)
        if parameter.constant and isinstance(parameter.type, types.Enum):
            return f"{parameter.name}={quoted(self.pick(parameter.type.values))}"
        if parameter.constant:
            options = SPECIAL.get((name, parameter.name)) or CONSTANTS.get(parameter.name, ())
            needed = not optional
            if needed and parameter.name in ("one", "other"):
                return f"{parameter.name}={quoted('x')}"
            if not options or (not needed and self.chance(2)):
                return None
            return f"{parameter.name}={self.pick(options)}"
        if optional and self.chance(2):
            return None
        usual = USUAL.get((name, parameter.name)) or (
            ("0", "1", "2", "-2", "(n % 20)") if parameter.type == INT else ()
        )
        value = self.pick(usual) if usual and not self.chance(10) else self.operand(parameter.type)
        return f"{parameter.name}={value}" if optional else value

    def call_of(self, result: Type) -> str:
        """A call of some function with this result."""
        return self.call(*self.pick([f for f in FUNCTIONS if same(f[1].result, result)]))


def _paths(text: str, kind: Type, mark: str = ".") -> Iterator[tuple[str, Type]]:
    yield text, kind
    optional = isinstance(kind, Optional)
    record = kind.inner if isinstance(kind, Optional) else kind
    if isinstance(record, Record):
        for field in record.fields:
            inner = field.type
            if optional and not isinstance(inner, Optional):
                inner = Optional(inner)
            yield from _paths(f"{text}{'?.' if optional else '.'}{field.name}", inner)


# --- makers: leaves need nothing below them ----------------------------------------------------------


def _text_literal(w: Writer) -> str:
    return quoted(w.pick(TEXTS))


def _int_literal(w: Writer) -> str:
    return w.pick(("0", "1", "2", "7", "100", "9223372036854775807"))


def _decimal_literal(w: Writer) -> str:
    return w.pick(("0.0", "1.5", "0.01", "3.14", "100.00", "99999999999999999999999999999999.99"))


def _duration_literal(w: Writer) -> str:
    return f"{w.pick((0, 1, 5, 400))} {w.pick(('days', 'hours', 'weeks', 'seconds', 'minutes'))}"


def _loop_int(w: Writer) -> str:
    return f"loop.{w.pick(('index', 'index0', 'length'))}" if w.loops else "length(words)"


def _loop_bool(w: Writer) -> str:
    return f"loop.{w.pick(('first', 'last'))}" if w.loops else "flag"


LEAVES: dict[Type, tuple[Producer, ...]] = {
    TEXT: (_text_literal,),
    INT: (_int_literal, _loop_int),
    DECIMAL: (_decimal_literal,),
    BOOL: (lambda w: w.pick(("true", "false")), _loop_bool),
    DATE: (lambda w: w.pick(('date("2026-11-21")', 'date("2024-02-29")', "today")),),
    DATETIME: (lambda w: "now",),
    DURATION: (_duration_literal,),
    TIME: (lambda w: "t",),
    FLOAT: (lambda w: "ratio",),
    TIER: (lambda w: "tier",),
}


def _leaves(kind: Type) -> list[Producer]:
    if isinstance(kind, types.Decimal):
        kind = DECIMAL
    if isinstance(kind, types.Safe):
        return [lambda w: w.call_of(kind)]
    if isinstance(kind, List):
        return [lambda w: _list_literal(w, kind.item)]
    if isinstance(kind, Optional):
        return [lambda w: _null_or_not(w, kind.inner)]
    return list(LEAVES[kind])


def _list_literal(w: Writer, item: Type) -> str:
    return "[" + ", ".join(w.expression(item) for _ in range(w.pick((1, 2, 3)))) + "]"


def _null_or_not(w: Writer, inner: Type) -> str:
    return f"{w.operand(inner)} if {w.operand(BOOL)} else none"


# --- makers with operands ---------------------------------------------------------------------------


def _conditional(kind: Type) -> Producer:
    return lambda w: f"{w.operand(kind)} if {w.operand(BOOL)} else {w.operand(kind)}"


def _coalesced(kind: Type) -> Producer:
    return lambda w: f"{w.operand(Optional(kind))} ?? {w.operand(kind)}"


def _narrowed(kind: Type) -> Producer:
    def make(w: Writer) -> str:
        found = w.path(lambda have: isinstance(have, Optional) and same(have.inner, kind))
        if found is None or "?." in found[0] or found[0] in w.lets:
            return w.operand(kind)
        return f"{found[0]} if {found[0]} is present else {w.operand(kind)}"

    return make


def _called(kind: Type) -> Producer:
    return lambda w: w.call_of(kind)


def _arithmetic(kind: Type, ops: tuple[str, ...]) -> Producer:
    return lambda w: f"{w.operand(kind)} {w.pick(ops)} {w.operand(kind)}"


def _mixed(w: Writer) -> str:
    sides = [w.operand(DECIMAL), w.operand(INT)]
    return f" {w.pick(('+', '-', '*', '//', '%'))} ".join(sides if w.chance(2) else sides[::-1])


def _power(kind: Type) -> Producer:
    exponents = ("0", "1", "2", "3", "64") if kind == INT else ("-2", "-1", "0", "2", "5")
    return lambda w: f"{w.operand(kind)} ** {w.pick(exponents)}"


def _folded(kind: str, *results: Type) -> Producer:
    """`sum(body for x in xs if guard)` and its like."""

    def make(w: Writer) -> str:
        source, item = w.list_path()
        name = w.name()
        with w.inner(**{name: item}):
            body = w.operand(w.pick(results))
            guard = f" if {w.operand(BOOL)}" if w.chance(2) else ""
        return f"{kind}({body} for {name} in {source}{guard})"

    return make


def _joined(w: Writer) -> str:
    source, item = w.list_path()
    name = w.name()
    with w.inner(**{name: item}):
        body = w.operand(w.pick(JOINABLE))
    separator = f", sep={w.operand(TEXT)}" if w.chance(2) else ""
    return f"join({body} for {name} in {source}{separator})"


def _tilde(w: Writer) -> str:
    return " ~ ".join(w.operand(w.pick((*JOINABLE, TIER))) for _ in range(w.pick((2, 3))))


def _text_slice(w: Writer) -> str:
    start, stop = (w.operand(INT) if w.chance(2) else w.pick(("", "1", "-2")) for _ in range(2))
    return f"{w.operand(TEXT)}[{start}:{stop}]"


def _compared(w: Writer) -> str:
    kind = w.pick(ORDERED)
    return f"{w.operand(kind)} {w.pick(('==', '!=', '<', '<=', '>', '>='))} {w.operand(kind)}"


def _enum_compared(w: Writer) -> str:
    return f"{w.operand(TIER)} {w.pick(('==', '!='))} {w.pick((w.operand(TIER), quoted('gold')))}"


def _contained(w: Writer) -> str:
    kind = w.pick((INT, TEXT, DATE, TIER))
    return f"{w.operand(kind)} {w.pick(('in', 'not in'))} {w.operand(List(kind))}"


def _logic(w: Writer) -> str:
    return f"{w.operand(BOOL)} {w.pick(('and', 'or'))} {w.operand(BOOL)}"


def _tested(w: Writer) -> str:
    kind = w.pick((TEXT, INT, DATE, DECIMAL, TIER))
    return f"{w.operand(Optional(kind))} is {w.pick(('present', 'not present', 'blank', 'not blank'))}"


def _blank(w: Writer) -> str:
    return f"{w.pick((w.operand(TEXT), w.list_path()[0]))} is {w.pick(('blank', 'not blank'))}"


def _negated(kind: Type) -> Producer:
    return lambda w: f"-{w.operand(kind)}"


def _shifted(kind: Type) -> Producer:
    def make(w: Writer) -> str:
        step = w.pick((w.operand(DURATION), "1 month", "5 years", "40 days", "(-(13 months))"))
        return f"{w.operand(kind)} {w.pick(('+', '-'))} {step}"

    return make


def _durations(w: Writer) -> str:
    return w.pick(
        (
            lambda: f"{w.operand(DURATION)} {w.pick(('+', '-'))} {w.operand(DURATION)}",
            lambda: f"{w.operand(DURATION)} * {w.operand(INT)}",
            lambda: f"{w.operand(DATE)} - {w.operand(DATE)}",
            lambda: f"{w.operand(DATETIME)} - {w.operand(DATETIME)}",
            lambda: f"-{w.operand(DURATION)}",
        )
    )()


def _picked(kind: Type) -> Producer:
    """`xs[i]`, `first(…)` and the like: an optional."""

    def make(w: Writer) -> str:
        found = w.path(lambda have: isinstance(have, List) and same(have.item, kind))
        source = found[0] if found else w.operand(List(kind))
        if w.chance(3):
            return f"{w.pick(('first', 'last'))}({source})"
        return f"{source}[{w.pick(('0', '-1', '1', w.operand(INT)))}]"

    return make


def _neighbour(kind: Type) -> Producer:
    def make(w: Writer) -> str:
        if not w.loops or not same(w.loops[-1], kind):
            return _picked(kind)(w)
        return f"loop.{w.pick(('previous', 'next'))}"

    return make


def _of_record(kind: Type) -> Producer:
    """A field of an optional record that an expression gave."""
    names = {TEXT: "what", INT: "qty", DATE: "on", DECIMAL: "amount"}

    def make(w: Writer) -> str:
        if kind not in names:
            return _picked(kind)(w)
        return f"{w.pick(('first(lines)', 'lines[-1]', 'last(lines | where(it.qty > 1))'))}?.{names[kind]}"

    return make


def refined(kind: Type) -> Producer:
    """A list through one of the list operations."""

    def make(w: Writer) -> str:
        source = w.operand(List(kind))
        with w.inner(it=kind):
            test, key = w.operand(BOOL), w.operand(w.pick((INT, TEXT, DATE, DECIMAL)))
        key = w.pick((key, "it")) if kind in ORDERED else key
        makers = (
            f"where({test})",
            f"sort(by={key}, desc={w.pick(('true', 'false'))})",
            f"unique(by={key})",
            f"take({w.operand(INT)})",
            f"skip({w.pick(('0', '1', '2'))})",
            "reverse",
            f"slice({w.pick(('0', '1', '-2'))}, {w.operand(INT)})",
        )
        return f"{source} | {w.pick(makers)}"

    return make


def mapped(kind: Type) -> Producer:
    def make(w: Writer) -> str:
        source, item = w.list_path()
        with w.inner(it=item):
            return f"{source} | map({w.operand(kind)})"

    return make


def _branches(kind: Type) -> list[Producer]:
    if isinstance(kind, types.Decimal):
        kind = DECIMAL
    if isinstance(kind, Optional):
        inner = kind.inner
        extremes = [_folded(k, inner) for k in ("min", "max")] if inner in ORDERED else []
        averages = [_folded("avg", INT, DECIMAL)] if inner == DECIMAL else []
        return [_picked(inner), _neighbour(inner), _of_record(inner), *extremes, *averages]
    common = [_conditional(kind)]
    if isinstance(kind, List):
        literal = [lambda w: f"range({w.pick(('3', '0, 5', '5, 0, -2', w.operand(INT)))})"] if kind.item == INT else []
        return [*common, refined(kind.item), mapped(kind.item), *literal]
    if any(same(f[1].result, kind) for f in FUNCTIONS):
        common += [_called(kind)] * 2
    if kind not in BRANCHES:
        return [*common, _coalesced(kind)] if kind not in (types.HTML, types.URL, types.IMAGE) else common
    return [*common, _coalesced(kind), _narrowed(kind), *BRANCHES[kind]]


BRANCHES: dict[Type, tuple[Producer, ...]] = {
    TEXT: (_tilde, _joined, _text_slice),
    INT: (
        _arithmetic(INT, ("+", "-", "*", "//", "%")),
        _power(INT),
        _negated(INT),
        _folded("sum", INT),
        _folded("count", BOOL),
        lambda w: f"length({w.list_path()[0]})",
    ),
    DECIMAL: (
        _arithmetic(DECIMAL, ("+", "-", "*", "/", "//", "%")),
        _arithmetic(INT, ("/",)),
        _mixed,
        _power(DECIMAL),
        _negated(DECIMAL),
        _folded("sum", DECIMAL),
        lambda w: "sum(l.amount for l in lines)",
    ),
    BOOL: (
        _compared,
        _enum_compared,
        _contained,
        _logic,
        _tested,
        _blank,
        _folded("any", BOOL),
        _folded("all", BOOL),
        lambda w: f"not {w.operand(BOOL)}",
    ),
    DATE: (_shifted(DATE),),
    DATETIME: (_shifted(DATETIME),),
    DURATION: (_durations,),
}
