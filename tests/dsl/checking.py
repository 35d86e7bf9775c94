"""What the checker's tests share: a small table of functions, and `checked`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from flong.dsl.check import check
from flong.dsl.parse import parse
from flong.dsl.signature import Signature, parse_signature
from flong.dsl.typed import Program, Settings
from flong.errors import Diagnostic

_WRITTEN = (
    "upper(s: text) -> text",
    "length(s: text) -> int",
    "reverse(s: text) -> text",
    "slice(s: text, start: int, stop: int) -> text",
    "contains(s: text, part: text) -> bool",
    'pad_left(s: text, width: int, fill: text = " ") -> text',
    "round(x: decimal, digits: int = 0) -> decimal",
    "round(x: float, digits: int) -> decimal",
    "min(a: int, b: int) -> int",
    "min(a: decimal, b: decimal) -> decimal",
    "decimal(x: float, scale: int) -> decimal",
    "money(x: decimal, currency: const text = none, digits: const int = none) -> text",
    "date(d: date, pattern: const text) -> text",
    "date(t: datetime) -> date",
    "split(s: text, by: text) -> [text]",
    "total(xs: [decimal]) -> decimal",
    "url(s: text) -> url",
    "safe_html(s: text) -> html",
    "or_dash(s: text?) -> text",
    'qr(data: text, as: const enum("img", "url") = "img") -> html',
)


def functions() -> dict[str, tuple[Signature, ...]]:
    table: dict[str, list[Signature]] = defaultdict(list)
    for text in _WRITTEN:
        signature = parse_signature(text, f"tests.{text.partition('(')[0]}", "const" in text)
        table[signature.name].append(signature)
    return {name: tuple(overloads) for name, overloads in table.items()}


FUNCTIONS = functions()


def refuse_wide_patterns(signature: Signature, constants: dict[str, object], settings: Settings) -> str | None:
    """A stand-in for the runtime's own resolvers."""
    return "the pattern is too long" if len(str(constants.get("pattern", ""))) > 20 else None


def checked(
    source: str, files: Mapping[str, str] | None = None, name: str = "t.html"
) -> tuple[Program, list[Diagnostic]]:
    """The program of `source`, and all that the parser and the checker found."""
    template, found = parse(source, name)
    program, more = check(template, functions=FUNCTIONS, load=(files or {}).get, resolve=refuse_wide_patterns)
    return program, [*found, *more]


def codes(source: str, files: Mapping[str, str] | None = None) -> list[str]:
    return [d.code for d in checked(source, files)[1]]
