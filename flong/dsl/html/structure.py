"""The open elements and conditional comments around a place in a document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flong.dsl.html.inner import Problem
from flong.dsl.html.names import BREAKOUT, CLOSED, FOREIGN, INTEGRATION, VOID
from flong.errors import Span


@dataclass(frozen=True, slots=True)
class Element:
    """An open element. `foreign`: tags in it belong to SVG or MathML; `closed`: the element, it or one around,
    that takes no output, or nothing."""

    name: str
    place: Span
    foreign: bool
    closed: str


@dataclass(frozen=True, slots=True)
class Region:
    """An open conditional comment; `height` is how many elements were open where it began."""

    kind: str
    place: Span
    height: int


@dataclass(frozen=True, slots=True)
class Found:
    """A problem of structure, and the other place it is about."""

    problem: Problem
    place: Span
    related: tuple[Span, str] | None = None


MAX_OPEN = 512
"""As many elements as browsers nest (Chromium and WebKit ignore deeper ones)."""
MAX_REGIONS = 16
_CLOSERS = {"hidden": ("hidden", "revealed"), "revealed": ("revealed", "hidden", "bare"), "bare": ("bare",)}


@dataclass(frozen=True, slots=True)
class Structure:
    """Elements below `floor` belong to the block around; a body may not close them. Inside a hidden
    comment, of which only Outlook sees the tags, nothing has to balance."""

    elements: tuple[Element, ...] = field(default=(), hash=False)  # hundreds, and points are hashed at every block
    regions: tuple[Region, ...] = ()
    floor: int = 0
    strict: bool = False

    @property
    def hidden(self) -> bool:
        return bool(self.regions) and any(region.kind == "hidden" for region in self.regions)

    @property
    def foreign(self) -> bool:
        """Whether a tag here would belong to SVG or MathML."""
        return bool(self.elements) and self.elements[-1].foreign

    @property
    def closed(self) -> str:
        """The element around that takes no output, or nothing."""
        return self.elements[-1].closed if self.elements else ""

    def open(self, name: str, self_closing: bool, place: Span) -> tuple[Structure, Found | None]:
        found = None
        if self.foreign and name in BREAKOUT:
            message = f"<{name}> would end the <{self.closed}> it stands in"
            found = Found(Problem("F0309", message, "close the drawing first"), place)
        single = name in VOID or (self_closing and (":" in name or name in FOREIGN or self.foreign))
        if not single and len(self.elements) >= MAX_OPEN:
            message = f"more than {MAX_OPEN} elements are open here"
            return self, Found(Problem("F0309", message, "close them; few programs read deeper ones"), place)
        return self if single else self._push(name, place), found

    def _push(self, name: str, place: Span) -> Structure:
        foreign = name not in INTEGRATION if self.foreign else name in FOREIGN
        closed = self.closed or (name if name in CLOSED else "")
        element = Element(name, place, foreign, closed)
        return Structure((*self.elements, element), self.regions, self.floor, self.strict)

    def close(self, name: str, place: Span) -> tuple[Structure, Found | None]:
        base = max([self.floor, *(r.height for r in self.regions if r.kind == "hidden")])
        height = len(self.elements)
        at = next((i for i in range(height - 1, base - 1, -1) if self.elements[i].name == name), height)
        found = None if self.hidden or name in VOID else self._unbalanced(name, at, place)
        return Structure(self.elements[:at], self.regions, self.floor, self.strict), found

    def _unbalanced(self, name: str, at: int, place: Span) -> Found | None:
        """What is wrong with closing the element at height `at` (the top: there is none)."""
        height = len(self.elements)
        if at == height - 1 or not (self.strict or self.closed):
            return None
        if at < height:
            inner = self.elements[-1]
            problem = Problem("F0309", f"</{name}> comes before </{inner.name}>", f"close <{inner.name}> first")
            return Found(problem, place, (inner.place, f"<{inner.name}> is opened here"))
        return self._below(name, place)

    def _below(self, name: str, place: Span) -> Found:
        outer = [e for e in self.elements[: self.floor] if e.name == name]
        problem = Problem("F0309", f"</{name}> closes nothing that this block opened", "open and close it in one block")
        related = (outer[-1].place, f"<{name}> is opened here, outside the block") if outer else None
        return Found(problem, place, related)

    def enter(self, kind: str, place: Span) -> tuple[Structure, Found | None]:
        """A conditional comment begins."""
        region = Region(kind, place, len(self.elements))
        found = None
        if self.hidden:
            problem = Problem(
                "F0310", "a conditional comment can't stand in another", "end the first with <![endif]-->"
            )
            found = Found(problem, place, (self.regions[-1].place, "the first begins here"))
        if len(self.regions) >= MAX_REGIONS:
            return self, found or Found(Problem("F0310", "conditional comments nest too deeply", "end them"), place)
        return replace(self, regions=(*self.regions, region)), found

    def leave(self, kind: str, place: Span) -> tuple[Structure, Found | None]:
        """A conditional comment ends."""
        if not self.regions:
            return self, Found(Problem("F0310", "no conditional comment is open here", "remove this end"), place)
        region = self.regions[-1]
        elements = self.elements[: region.height] if region.kind == "hidden" else self.elements
        after = replace(self, elements=elements, regions=self.regions[:-1])
        if kind in _CLOSERS[region.kind]:
            return after, None
        end = {"hidden": "<![endif]-->", "bare": "<![endif]>"}[region.kind]
        problem = Problem("F0310", "this does not end the conditional comment for all programs", f"write {end}")
        return after, Found(problem, place, (region.place, "it begins here"))
