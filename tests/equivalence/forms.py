"""The forms that an operation has by type: written by turns into the compared templates, and found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flong.compiler.walk import nodes
from flong.dsl import typed, types
from flong.dsl.types import BOOL, DATE, DATETIME, DECIMAL, DURATION, INT, PERIOD, TEXT, List, Optional, Record, Type
from tests.equivalence.data import TIER
from tests.equivalence.expressions import ORDERED, Writer

Maker = Callable[[Writer], str]
COMPARED: tuple[Type, ...] = (*ORDERED, BOOL, TIER)
STEPS = {
    "date + duration": "{day} + 1 day * {n}",
    "date - duration": "{day} - 5 days",
    "date + period": "{day} + 2 months",
    "date - period": "{day} - 1 year",
    "date - date": "{day} - {day}",
    "datetime + duration": "{at} + {long}",
    "datetime - duration": "{at} - 90 minutes",
    "datetime + period": "{at} + 1 month",
    "datetime - period": "{at} - 3 years",
    "datetime + days": "{at} + 2 days",
    "datetime - days": "{at} - 1 week",
    "datetime - datetime": "{at} - {at}",
    "duration + duration": "{long} + {long}",
    "duration - duration": "{long} - 1 hour",
    "duration * int": "{long} * {n}",
}
WRITTEN: tuple[str, ...] = (
    '{{ contact?.home?.zip ?? "-" }}{{ contact?.home?.city ?? "" }}',
    '{% for v in (lines | map(it.note)) %}{{ v ?? "-" }}{{ loop.next ?? "." }}{% endfor %}',
    "{% for v in gaps if v is present %}{{ v + 1 }}{% endfor %}{{ gaps[0] ?? 0 }}",
    '{% for c in people %}{{ c?.phone ?? "" }}{% if c is present %}{{ c.since }}{% endif %}{% endfor %}',
    '{{ join(more ?? [], "+") }}{{ "no" if more is blank else join(more, ",") }}',
    "{{ sum(sum(m.qty for m in lines if m.on == l.on) for l in lines) }}",
    "{{ join(join(t ~ l.qty for t in l.tags) for l in lines) }}",
    "{{ i + 1 if not (i is not present or n < 0) else 0 }}{{ nick ~ i if nick is present and i is present else '-' }}",
    '{% if i is not present %}{% skip "no i" %}{% endif %}{{ i + 1 }}',
    '{{ pad_left(width=12, fill="0", s=name) }}{{ round(mode="floor", digits=1, x=d) }}',
    "{{ name[1:-1] }}{{ name[n:] }}{{ join(words[-2:n]) }}",
)


def _asked(test: str) -> str:
    return f'{{{{ "yes" if {test} else "no" }}}}'


def _comparison(kind: Type) -> Maker:
    operators = ("==", "!=", "<", "<=", ">", ">=") if kind in ORDERED else ("==", "!=")
    return lambda w: _asked(f"{w.operand(kind)} {w.pick(operators)} {w.operand(kind)}")


def _membership(kind: Type) -> Maker:
    return lambda w: _asked(f"{w.operand(kind)} {w.pick(('in', 'not in'))} [{w.operand(kind)}, {w.operand(kind)}]")


def _test(kind: Type) -> Maker:
    return lambda w: "".join(_asked(f"{w.operand(Optional(kind))} is {test}") for test in ("not blank", "present"))


def _step(text: str) -> Maker:
    def write(w: Writer) -> str:
        fields = {name: w.operand(kind) for name, kind in (("day", DATE), ("at", DATETIME), ("long", DURATION))}
        value, name = text.format(n=w.operand(INT), **fields), w.name()
        return f"{{% let {name} = {value} %}}{_asked(f'{name} == {name}')}"

    return write


MAKERS: tuple[Maker, ...] = (
    *map(_comparison, COMPARED),
    *map(_membership, COMPARED),
    *map(_test, (*COMPARED, List(TEXT))),
    *map(_step, STEPS.values()),
    *((lambda w, text=text: text) for text in WRITTEN),
    lambda w: _asked(f"{w.operand(TEXT)} is blank") + _asked("words is blank"),
    lambda w: f"{{{{ ({w.operand(TEXT)})[{w.operand(INT)}:] }}}}{{{{ join(counts[{w.operand(INT)}:]) }}}}",
)


def wanted() -> set[str]:
    """The forms that must be met."""
    names = {f"{what} {_word(kind)}" for what in ("compared", "sought") for kind in COMPARED}
    names |= {f"{what} {_word(kind)}?" for what in ("present?", "blank?") for kind in (*COMPARED, List(TEXT))}
    names |= {"blank? text", "blank? list", "slice of text", "slice of list"}
    return names | set(STEPS) | {"chain of ?.", "fold in a fold", "list of optionals", "list of optional records"}


def held(node: object) -> Iterator[str]:
    """The forms that a node shows."""
    match node:
        case typed.Compare():
            yield f"compared {_word(node.left.type)}"
        case typed.In():
            yield f"sought {_word(node.item.type)}"
        case typed.Present():
            yield f"present? {_word(node.value.type)}"
        case typed.Blank():
            yield f"blank? {_word(node.value.type)}"
        case typed.Slice():
            yield f"slice of {_word(node.base.type)}"
        case typed.Arith():
            yield f"{_word(node.left.type)} {node.op} {_step_word(node.right)}"
        case typed.OptField(base=typed.OptField()):
            yield "chain of ?."
        case typed.Aggregate() if any(isinstance(inner, typed.Aggregate) for inner in nodes(node.body)):
            yield "fold in a fold"
        case typed.Data(type=List(item=Optional(inner=inner))) | typed.Field(type=List(item=Optional(inner=inner))):
            yield "list of optional records" if isinstance(inner, Record) else "list of optionals"


def _step_word(value: typed.Expr) -> str:
    days = isinstance(value, typed.Const) and isinstance(value.value, typed.Days)
    return "days" if days else "period" if value.type == PERIOD else _word(value.type)


def _word(kind: Type) -> str:
    match kind:
        case Optional():
            return f"{_word(kind.inner)}?"
        case types.Decimal():
            return str(DECIMAL)
        case types.Enum():
            return "enum"
        case List():
            return "list"
    return str(kind)
