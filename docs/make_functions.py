"""Writes docs/functions.md from the catalogue of functions: `python docs/make_functions.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from flong.runtime.registry import GROUPS

TARGET = Path(__file__).with_name("functions.md")


class Entry(NamedTuple):
    """One overload: `example` is an expression and what it prints."""

    signature: str
    doc: str
    example: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        return self.signature.partition("(")[0]


LISTS = (
    Entry("sum(xs: [int]) -> int", "The sum; 0 for an empty list.", ("sum([1, 2, 3])", "6")),
    Entry("sum(xs: [decimal]) -> decimal", "The sum, exactly.", ("sum([0.10, 0.20])", "0.30")),
    Entry("avg(xs: [decimal]) -> decimal?", "The mean; none for an empty list.", ("avg([1, 2]) ?? 0", "1.5")),
    Entry("min(xs: [T]) -> T?", "The smallest item: numbers, texts, dates, times.", ("min([3, 2]) ?? 0", "2")),
    Entry("max(xs: [T]) -> T?", "The largest item.", ("max([3, 2]) ?? 0", "3")),
    Entry("count(xs: [T]) -> int", "The number of items.", ("count(x for x in [1, 2, 3] if x > 1)", "2")),
    Entry(
        "any(xs: [bool]) -> bool",
        "True when one item is true.",
        ('"yes" if any(x > 2 for x in [1, 2, 3]) else "no"', "yes"),
    ),
    Entry(
        "all(xs: [bool]) -> bool",
        "True when no item is false.",
        ('"yes" if all(x > 2 for x in [1, 2, 3]) else "no"', "no"),
    ),
    Entry("first(xs: [T]) -> T?", "The first item.", ("first([7, 8]) ?? 0", "7")),
    Entry("last(xs: [T]) -> T?", "The last item.", ("last([7, 8]) ?? 0", "8")),
    Entry('join(xs: [T], sep: text = "") -> text', "The items as one text.", ('["a", "b"] | join(", ")', "a, b")),
    Entry(
        "where(xs: [T], condition: bool) -> [T]",
        "The items for which the condition holds.",
        ('[1, 2, 3] | where(it > 1) | join(" ")', "2 3"),
    ),
    Entry("map(xs: [T], value: U) -> [U]", "The value for every item.", ('[1, 2] | map(it * 10) | join(" ")', "10 20")),
    Entry(
        "sort(xs: [T], by: U = it, desc: const bool = false) -> [T]",
        "The items in order; equal ones stay as they were.",
        ('["b", "a"] | sort | join(" ")', "a b"),
    ),
    Entry(
        "unique(xs: [T], by: U = it) -> [T]",
        "The first of all that are equal.",
        ('[1, 1.0, 2] | unique | join(" ")', "1 2"),
    ),
    Entry("reverse(xs: [T]) -> [T]", "The items backwards.", ('[1, 2] | reverse | join(" ")', "2 1")),
    Entry("take(xs: [T], n: int) -> [T]", "At most the first `n`.", ('[1, 2, 3] | take(2) | join(" ")', "1 2")),
    Entry("skip(xs: [T], n: int) -> [T]", "All but the first `n`.", ('[1, 2, 3] | skip(2) | join(" ")', "3")),
    Entry(
        "slice(xs: [T], start: int, stop: int = none) -> [T]",
        "From position `start` up to, not including, `stop`; clamps. `xs[1:2]` is the same.",
        ('[1, 2, 3] | slice(1) | join(" ")', "2 3"),
    ),
    Entry("length(xs: [T]) -> int", "The number of items.", ("length([1, 2])", "2")),
    Entry("range(stop: int) -> [int]", "From 0 up to, not including, `stop`.", ('range(3) | join(" ")', "0 1 2")),
    Entry(
        "range(start: int, stop: int, step: int = 1) -> [int]",
        "From `start` up to, not including, `stop`; at most 10,000 items.",
        ('range(6, 0, -2) | join(" ")', "6 4 2"),
    ),
)
MISSING = (
    Entry("default(x: T?, y: T) -> T", "`x`, or `y` where it is missing: `x ?? y`.", ('none | default("-")', "-")),
    Entry(
        "coalesce(x1: T?, x2: T?, …) -> T?",
        "The first that is not missing; optional unless the last one never is.",
        ('coalesce(none, none, "c")', "c"),
    ),
)
CLOCK = (
    Entry("today() -> date", "The day of the rendering, in the template's Timezone; fixed for a whole job."),
    Entry("now() -> datetime", "The instant of the rendering; fixed for a whole job. `now` and `today` need no `()`."),
    Entry("date(s: const text) -> date", "A day written out.", ('date("2026-11-21")', "2026-11-21")),
)
CHOICE = (
    Entry(
        "variant(name: const text, ARM=WEIGHT, …) -> enum",
        'The recipient\'s arm, by its `Key`: `variant("subject", a=70, b=30)` is `a` for seventy of a hundred.',
    ),
)
INTRODUCTION = """# Functions

Made from the catalogue by `python docs/make_functions.py`; do not edit.

`x | f(a)` is `f(x, a)`. Arguments may be named: `money(x, currency="JPY")`. A parameter marked `const` takes a literal,
for it is settled when the template is compiled. Where a name has several signatures the first that fits is taken.
An int stands for a decimal and an enum for a text; nothing else is converted. An optional (`T?`) fits no parameter:
give it a default first, `f(x ?? "")`.
A wrong constant is an error when the template is compiled; a wrong value rejects its record.

The examples are the tests: each prints what stands beside it, with `Locale: en`.
"""
_NOTES = {
    "lists": "`sum avg min max count any all first last join` also read a generator: "
    '`sum(l.amount for l in lines if l.kind == "fee")`. In `where map sort unique` the item is called `it`. '
    "T and U stand for any type that the function can use.",
    "dates": "`date(d, pattern)` takes a CLDR pattern, such as `yyyy年M月d日`, or `short`, `medium`, `long`, `full`. "
    "`YYYY`, the year of the week, is refused where `yyyy` is meant.",
    "links": "A `url` stands wherever a text may, but is not escaped a second time.",
}


def groups() -> dict[str, tuple[Entry, ...]]:
    """All functions by family; the structural ones, which the checker knows itself, among them."""
    told = {name: tuple(Entry(d.signature, d.doc, d.example) for d in declared) for name, declared in GROUPS.items()}
    return {"lists": LISTS, "missing values": MISSING, "choice": CHOICE, **told, "dates": (*CLOCK, *told["dates"])}


def document() -> str:
    """The whole page."""
    parts = [INTRODUCTION, _contents()]
    for title, entries in groups().items():
        note = f"\n{_NOTES[title]}\n" if title in _NOTES else ""
        parts.append(f"## {title.capitalize()}\n{note}\n" + "\n".join(_functions(entries)))
    return "\n".join(parts)


def _contents() -> str:
    lines = []
    for title, entries in groups().items():
        names = dict.fromkeys(entry.name for entry in entries)
        lines.append(f"- [{title}](#{title.replace(' ', '-')}): " + " ".join(f"`{name}`" for name in names))
    return "\n".join(lines) + "\n"


def _functions(entries: Iterable[Entry]) -> Iterator[str]:
    for name, overloads in groupby(entries, lambda entry: entry.name):
        yield f"### {name}\n"
        for entry in overloads:
            yield f"- `{entry.signature}`  \n  {entry.doc}{_example(entry)}"
        yield ""


def _example(entry: Entry) -> str:
    if entry.example is None:
        return ""
    printed = entry.example[1].replace("\n", "\\n")
    return f"  \n  `{{{{ {entry.example[0]} }}}}` prints `{printed}`"


if __name__ == "__main__":
    TARGET.write_text(document(), "utf-8")
