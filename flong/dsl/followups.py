"""What only follows from another mistake is not told: `without_follow_ups`.

Most follow-ups never arise: the parser goes on with what was meant, and the checker's poison type is silent. These
do, because a tag that is lost changes where all that stands behind it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flong.dsl.cut import MAX_PROBLEMS
from flong.dsl.mjml import AS_HTML
from flong.errors import Diagnostic, Span

CUT = frozenset({"F0103", "F0104"})
"""A tag that does not end: what stands behind it was read as its inside."""
RUNAWAY = frozenset({"F0621"})
"""The same of an attribute's value."""
NESTING = CUT | RUNAWAY | {"F0105", "F0106", "F0107", "F0114"}
"""Blocks that are not those that were meant."""
BALANCE = frozenset({"F0307", "F0309", "F0310", "F0318", "F0324"})
"""What is said of where blocks begin and end."""
PLACES = BALANCE | {"F0301", "F0302", "F0311", "F0312", "F0315", "F0316", "F0317", "F0319", "F0320"}
"""What is said of where a text stands."""
MARKUP = frozenset({"F0340", "F0341"})
"""What is said of MJML."""
SCOPED = ("loop", "group")
"""Names whose meaning depends on the block around."""


def without_follow_ups(found: Iterable[Diagnostic], sources: Mapping[str, str]) -> list[Diagnostic]:
    """`found` without the complaints about contexts that come of tags lost in the same file."""
    found = list(_translated(list(found)))
    found = _before(found, CUT, PLACES | RUNAWAY)
    found = _before(list(_once(found, RUNAWAY)), RUNAWAY, PLACES)
    nested = {d.span.file for d in found if d.code in NESTING}
    return list(_paired((d for d in found if not (nested & _files(d) and _nests(d, sources))), sources))


def _translated(found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """`found` without what MJML and its translation have to say of a file whose tags do not end or pair."""
    cut = {d.span.file for d in found if d.code in CUT}
    nested = {d.span.file for d in found if d.code in NESTING}
    for one in found:
        file = one.span.file.removesuffix(AS_HTML)
        lost = file in cut if one.code in MARKUP else file in nested and file != one.span.file and one.code in PLACES
        if not lost:
            yield one


def _before(found: list[Diagnostic], cuts: frozenset[str], doubtful: frozenset[str]) -> list[Diagnostic]:
    """`found` without what is `doubtful` and touches a place behind the first of the `cuts` in its file."""
    first: dict[str, int] = {}
    for one in found:
        if one.code in cuts:
            first[one.span.file] = min(one.span.start, first.get(one.span.file, one.span.start))
    return [d for d in found if not (d.code in doubtful and _behind(d, first))]


def _once(found: Iterable[Diagnostic], codes: frozenset[str]) -> Iterator[Diagnostic]:
    """`found` with each place told once, of those that a loop tells again."""
    told = set[Span]()
    for one in found:
        if one.code not in codes or one.span not in told:
            yield one
        if one.code in codes:
            told.add(one.span)


def _nests(diagnostic: Diagnostic, sources: Mapping[str, str]) -> bool:
    """Whether the diagnostic depends on which blocks there are."""
    return diagnostic.code in BALANCE or (
        diagnostic.code in ("F0203", "F0207") and _text(diagnostic, sources).startswith(SCOPED)
    )


def _text(diagnostic: Diagnostic, sources: Mapping[str, str]) -> str:
    place = diagnostic.span
    return sources.get(place.file, "")[place.start : place.end]


def _files(diagnostic: Diagnostic) -> set[str]:
    """The file the diagnostic is in, and those it points at."""
    return {diagnostic.span.file, *(span.file for span, _ in diagnostic.related)}


def _behind(diagnostic: Diagnostic, first: Mapping[str, int]) -> bool:
    places = [diagnostic.span, *diagnostic.chain, *(span for span, _ in diagnostic.related)]
    return any(place.file in first and place.start > first[place.file] for place in places)


def _paired(found: Iterable[Diagnostic], sources: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Of `<b>` that its block leaves open, and the `</b>` that then closes nothing, the first is told."""
    left: dict[str, int] = {}
    for one in found:
        tag = _text(one, sources) if one.code == "F0309" else ""
        if tag.startswith("</") and left.get(tag[2:]):
            left[tag[2:]] -= 1
            continue
        if tag:
            left[tag[1:]] = left.get(tag[1:], 0) + 1
        yield one


def capped(found: list[Diagnostic]) -> list[Diagnostic]:
    """The first thousand of what was `found`; an F0129 behind them says that there is more."""
    told = [d for d in found if d.code != "F0129"]
    if len(told) <= MAX_PROBLEMS:
        return found
    wrong = any(d.severity == "error" for d in found)
    message = f"there are {MAX_PROBLEMS:,} mistakes or more; what follows is not told"
    more = Diagnostic("F0129", message, told[MAX_PROBLEMS].span, severity="error" if wrong else "warning")
    return [*told[:MAX_PROBLEMS], more]
