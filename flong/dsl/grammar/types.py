"""Builds types from derivations of rule `type`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from flong.dsl import types as t
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.grammar import texts
from flong.dsl.grammar.replay import Part, Replay
from flong.dsl.grammar.tokens import Token
from flong.errors import Diagnostic, Span

_PLAIN: dict[str, t.Type] = {
    "text": t.TEXT, "int": t.INT, "float": t.FLOAT, "bool": t.BOOL, "decimal": t.DECIMAL,
    "date": t.DATE, "time": t.TIME, "datetime": t.DATETIME, "duration": t.DURATION,
}  # fmt: skip
_SAFE: dict[str, t.Type] = {"html": t.HTML, "url": t.URL, "css": t.CSS, "image": t.IMAGE}
_ALIASES = {
    "string": "text", "str": "text", "integer": "int", "number": "decimal", "boolean": "bool",
    "timestamp": "datetime", "list": "[T]", "array": "[T]", "object": "{name: T}",
}  # fmt: skip
MAX_PRECISION = 34
MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Declared:
    """`name: type` of a record."""

    name: str
    name_span: Span
    type: t.Type


class Named(Protocol):
    """A declaration of a name."""

    @property
    def name(self) -> str: ...

    @property
    def name_span(self) -> Span: ...


D = TypeVar("D", bound=Named)


class Types(Replay):
    """One method per alias of the type rules. `safe` permits `html`, `url`, `css`, `image`."""

    def __init__(self, file: str, base: int, problems: list[Diagnostic], *, safe: bool = False) -> None:
        super().__init__(file, base, problems)
        self.safe = safe

    def reduce(self, alias: str, parts: list[Part], here: int) -> Part:
        part = super().reduce(alias, parts, here)
        if not isinstance(part.value, t.List | t.Record):
            return part
        depth = part.depth + 1
        if depth > MAX_DEPTH and not self.too_deep:
            self.too_deep = True
            self.report("F0112", f"this type is nested more than {MAX_DEPTH} deep", self.part_span(part))
        value = t.ERROR if depth > MAX_DEPTH else part.value
        return Part(value, part.start, part.end, depth, alias)

    def named_type(self, span: Span, parts: list[Part]) -> t.Type:
        name = self.word(parts[0])
        if name in _PLAIN:
            return _PLAIN[name]
        if name in _SAFE:
            return self.safe_type(name, span)
        if name == "enum":
            self.report("F0414", "`enum` needs its values", span, 'write `enum("a", "b")`')
            return t.ERROR
        near = _ALIASES.get(name.casefold()) or did_you_mean(name, [*_PLAIN, "enum"])
        label = f"did you mean `{near}`?" if near else ""
        self.report("F0411", f"`{name}` is not a type", span, label, "types are: " + " ".join([*_PLAIN, "enum"]))
        return t.ERROR

    def safe_type(self, name: str, span: Span) -> t.Type:
        if not self.safe:
            note = "only functions make it: declare `text`, and write `safe_html(x)` where you trust it"
            self.report("F0411", f"data can't be of type `{name}`", span, "a safe value", note)
        return _SAFE[name] if self.safe else t.ERROR

    def type_call(self, span: Span, parts: list[Part]) -> t.Type:
        name, params = self.word(parts[0]), parts[2].value
        if name == "decimal":
            return self.decimal_type(span, params)
        if name == "enum":
            return self.enum_type(span, params)
        near = _ALIASES.get(name.casefold())
        label = f"did you mean `{near}`?" if near else ""
        self.report(
            "F0411", f"`{name}(…)` is not a type", span, label, "types with parentheses are `decimal` and `enum`"
        )
        return t.ERROR

    def decimal_type(self, span: Span, params: list[Token]) -> t.Type:
        numbers = [texts.whole(p.text) for p in params if p.kinds == ("INT",)]
        known = [number for number in numbers if number is not None]
        if len(known) == len(params) == 2:
            precision, scale = known
            if 1 <= precision <= MAX_PRECISION and scale <= precision:
                return t.Decimal(precision, scale)
        self.report("F0415", "not the digits of a decimal", span, "write for example `decimal(12, 2)`")
        return t.ERROR

    def enum_type(self, span: Span, params: list[Token]) -> t.Type:
        values = [texts.unquote(p.text) for p in params if p.kinds == ("STRING",)]
        names = tuple(value for value, wrong in values if not wrong)
        if len(names) != len(params) or len(set(names)) != len(names):
            self.report("F0414", "not the values of an enum", span, "texts in quotes, each once")
            return t.ERROR
        return t.Enum(names)

    def optional_type(self, span: Span, parts: list[Part]) -> t.Type:
        return t.Optional(parts[0].value)

    def list_type(self, span: Span, parts: list[Part]) -> t.Type:
        return t.List(parts[1].value)

    def declared(self, span: Span, parts: list[Part]) -> Declared:
        return Declared(self.word(parts[0]), self.part_span(parts[0]), parts[2].value)

    def record_type(self, span: Span, parts: list[Part]) -> t.Type:
        declared = parts[1].value if len(parts) > 2 else []
        return t.Record(tuple(t.Field(d.name, d.type) for d in self.distinct(declared)))

    def distinct(self, declared: list[D]) -> list[D]:
        """The first declaration of each name; the others are reported."""
        seen: dict[str, D] = {}
        for field in declared:
            if field.name in seen:
                again = f"`{field.name}` is declared twice"
                related = ((seen[field.name].name_span, "first declared here"),)
                self.problems.append(Diagnostic("F0412", again, field.name_span, related=related))
            seen.setdefault(field.name, field)
        return list(seen.values())
