"""Builds expression nodes, and the heads of statements, from derivations."""

from __future__ import annotations

from dataclasses import dataclass

from flong.dsl import syntax as s
from flong.dsl.grammar import texts
from flong.dsl.grammar.replay import Part, Replay
from flong.errors import Span

_CONSTANTS = {"true": True, "false": False, "none": None}
_COMPARISONS = frozenset({"compare", "contains", "contains_not", "test", "test_not"})
# ten thousand years: longer spans fit no date
_LONGEST = {
    "year": 9999, "month": 119_988, "week": 521_722, "day": 3_652_059,
    "hour": 87_649_416, "minute": 5_258_964_960, "second": 315_537_897_600,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoopHead:
    """`x in xs [if guard]`."""

    var: str
    var_span: Span
    source: s.Expr
    guard: s.Expr | None


@dataclass(frozen=True, slots=True)
class GroupHead:
    """`x in xs [if guard] by key`."""

    var: str
    var_span: Span
    source: s.Expr
    guard: s.Expr | None
    key: s.Expr


@dataclass(frozen=True, slots=True)
class ShareHead:
    """`"name" weight`."""

    name: str
    name_span: Span
    weight: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """`name = value`."""

    name: str
    name_span: Span
    value: s.Expr


@dataclass(frozen=True, slots=True)
class IncludeHead:
    """`file [with arguments]`; that `file` is a text and the arguments are named is not checked yet."""

    file: s.Expr
    bindings: tuple[s.Argument, ...]


@dataclass(frozen=True, slots=True)
class AttachHead:
    """`"file" [as name] [if condition] [password password]`."""

    file: str
    file_span: Span
    name: s.Expr | None
    condition: s.Expr | None
    password: s.Expr | None


class Expressions(Replay):
    """One method per alias of the expression rules. `least` is where 9223372036854775808 stands, if it does."""

    least: Span | None = None

    def cond(self, span: Span, parts: list[Part]) -> s.Expr:
        return s.Cond(span, parts[0].value, parts[2].value, parts[4].value)

    def unary(self, span: Span, parts: list[Part]) -> s.Expr:
        sign, operand = parts
        if sign.value.text == "-" and operand.alias == "integer" and self.least == operand.value.span:
            self.problems.pop()  # it is too large only without its sign
            return s.Literal_(span, texts.MIN_INT)
        return s.Unary(span, sign.value.text, operand.value)

    def binary(self, span: Span, parts: list[Part]) -> s.Expr:
        left, op, right = parts
        return s.Binary(span, op.value.text, left.value, right.value, self.part_span(op))

    def coalesce(self, span: Span, parts: list[Part]) -> s.Expr:
        right = parts[2]
        if right.alias == "filter":
            name = right.value.name
            self.report(
                "F0110",
                f"the filter `{name}` would apply to the default only",
                self.part_span(right),
                f"write `(… ?? …) | {name}`",
                f"to filter the default alone write `… ?? (… | {name})`",
            )
        return self.binary(span, parts)

    # comparisons

    def compare(self, span: Span, parts: list[Part]) -> s.Expr:
        return self.chained(span, parts) or self.binary(span, parts)

    def contains(self, span: Span, parts: list[Part]) -> s.Expr:
        return self.chained(span, parts) or s.In(span, parts[0].value, parts[2].value, negated=False)

    def contains_not(self, span: Span, parts: list[Part]) -> s.Expr:
        return self.chained(span, parts) or s.In(span, parts[0].value, parts[3].value, negated=True)

    def test(self, span: Span, parts: list[Part]) -> s.Expr:
        return self.chained(span, parts) or s.Test(span, parts[0].value, parts[2].value.text, negated=False)

    def test_not(self, span: Span, parts: list[Part]) -> s.Expr:
        return self.chained(span, parts) or s.Test(span, parts[0].value, parts[3].value.text, negated=True)

    def chained(self, span: Span, parts: list[Part]) -> s.Missing | None:
        """Reports `a < b < c`, once for a chain."""
        if parts[0].alias not in _COMPARISONS:
            return None
        if not isinstance(parts[0].value, s.Missing):
            note = "write `a < b and b < c`, or put one comparison in parentheses"
            self.report("F0109", "comparisons don't chain", self.part_span(parts[1]), "a second comparison", note)
        return s.Missing(span)

    # postfix

    def field(self, span: Span, parts: list[Part]) -> s.Expr:
        base, op, name = parts
        return s.Field(span, base.value, self.word(name), self.part_span(name), op.value.text == "?.")

    def index(self, span: Span, parts: list[Part]) -> s.Expr:
        return s.Index(span, parts[0].value, parts[2].value)

    def slice(self, span: Span, parts: list[Part]) -> s.Expr:
        return s.Slice(span, parts[0].value, parts[2].value, parts[4].value)

    def call(self, span: Span, parts: list[Part]) -> s.Expr:
        name, arguments = parts
        return s.Call(span, self.word(name), self.part_span(name), self.arguments(arguments.value), piped=False)

    def filter(self, span: Span, parts: list[Part]) -> s.Expr:
        piped = s.Argument(parts[0].value, None, self.part_span(parts[0]))
        rest = parts[3].value if len(parts) > 3 else []
        arguments = self.arguments([piped, *rest])
        return s.Call(span, self.word(parts[2]), self.part_span(parts[2]), arguments, piped=True)

    def arguments(self, arguments: list[s.Argument]) -> tuple[s.Argument, ...]:
        for argument in arguments[1:]:
            if isinstance(argument.value, s.Generator):
                note = "a generator stands first: `sum(l.amount for l in lines)`"
                self.report("F0119", "a generator stands only as the first argument", argument.span, "", note)
        return tuple(arguments)

    def positional(self, span: Span, parts: list[Part]) -> s.Argument:
        return s.Argument(parts[0].value, None, span)

    def named(self, span: Span, parts: list[Part]) -> s.Argument:
        return s.Argument(parts[2].value, self.word(parts[0]), span)

    def generator(self, span: Span, parts: list[Part]) -> s.Argument:
        body, _, var, _, source, guard = parts
        made = s.Generator(span, body.value, self.word(var), self.part_span(var), source.value, guard.value)
        return s.Argument(made, None, span)

    # atoms

    def variable(self, span: Span, parts: list[Part]) -> s.Expr:
        return s.Name(span, self.word(parts[0]))

    def integer(self, span: Span, parts: list[Part]) -> s.Expr:
        value = texts.whole(parts[0].value.text)
        if value is None:
            self.report("F0113", "this whole number does not fit 64 bits", span, f"at most {texts.MAX_INT}")
            self.least = span if texts.is_least(parts[0].value.text) else self.least
        return s.Missing(span) if value is None else s.Literal_(span, value)

    def decimal(self, span: Span, parts: list[Part]) -> s.Expr:
        value = texts.decimal(parts[0].value.text)
        if value is None:
            self.report("F0113", "this number has too many digits", span, f"at most {texts.MAX_DIGITS}")
        return s.Missing(span) if value is None else s.Literal_(span, value)

    def time(self, span: Span, parts: list[Part]) -> s.Expr:
        unit = parts[1].value.text.removesuffix("s")
        count = texts.whole(parts[0].value.text)
        if count is None or count > _LONGEST[unit]:
            self.report("F0113", "this span of time is too long", span, f"at most {_LONGEST[unit]} {unit}s")
            return s.Missing(span)
        return s.TimeLiteral(span, count, unit)

    def string(self, span: Span, parts: list[Part]) -> s.Expr:
        return s.Literal_(span, self.text(parts[0]))

    def text(self, part: Part) -> str:
        value, wrong = texts.unquote(part.value.text)
        for start, end in wrong:
            spot = self.span(part.start + start, part.start + end)
            self.report("F0111", "unknown escape in a text", spot, r"known are \n \t \\ \" \' \u{…}")
        return value

    def constant(self, span: Span, parts: list[Part]) -> s.Expr:
        return s.Literal_(span, _CONSTANTS[parts[0].value.text])

    def group(self, span: Span, parts: list[Part]) -> s.Expr:
        inner: s.Expr = parts[1].value
        return inner

    def list_literal(self, span: Span, parts: list[Part]) -> s.Expr:
        return s.ListLiteral(span, tuple(parts[1].value) if len(parts) > 2 else ())

    # heads of statements

    def loop(self, span: Span, parts: list[Part]) -> LoopHead:
        var, _, source, guard = parts
        return LoopHead(self.word(var), self.part_span(var), source.value, guard.value)

    def grouping(self, span: Span, parts: list[Part]) -> GroupHead:
        var, _, source, guard, _, key = parts
        return GroupHead(self.word(var), self.part_span(var), source.value, guard.value, key.value)

    def share(self, span: Span, parts: list[Part]) -> ShareHead:
        weight = texts.whole(parts[1].value.text)
        return ShareHead(self.text(parts[0]), self.part_span(parts[0]), texts.MAX_INT if weight is None else weight)

    def assignment(self, span: Span, parts: list[Part]) -> Assignment:
        return Assignment(self.word(parts[0]), self.part_span(parts[0]), parts[2].value)

    def include(self, span: Span, parts: list[Part]) -> IncludeHead:
        return IncludeHead(parts[0].value, tuple(parts[2].value) if len(parts) > 1 else ())

    def attach(self, span: Span, parts: list[Part]) -> AttachHead:
        file, name, condition, password = parts
        return AttachHead(self.text(file), self.part_span(file), name.value, condition.value, password.value)
