"""The states of a URL, and of `srcset`, as far as static text tells them (WHATWG URL, section 4.4).

An output at the start is scheme-checked as a whole when rendered. After static text the part it stands in is
known: in path, query and fragment everything but unreserved characters is encoded; in scheme or
authority, which decide where a link leads, only values that can't hold anything else may stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

from flong.dsl.context import Context
from flong.dsl.html.inner import Inner, Problem, Report
from flong.dsl.html.names import ACTIVE_SCHEMES, SCHEMES, lower
from flong.dsl.types import INT, Enum, Safe, Scalar, Type

Phase = Literal[
    "start",  # nothing yet
    "scheme",  # letters that may become one
    "slash",  # one slash at the start
    "slashes",  # after `https:`: as many as there are
    "authority",
    "path",
    "query",
    "fragment",
    "data",  # after `data:`
    "open",  # after an output at the start
    "open_slash",  # a slash after that
    "unknown",  # branches met that were not in the same part
    "undecided",  # the same, and in one of them a scheme may still begin or go on
]

_CONTROLS = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_LONGEST_SCHEME = 64  # no program knows one of this length
_SLASHES = "/\\"
_PICTURE_TYPE = "image/"
_MIXED = "?"  # a type of `data:` that is not the same in all branches
_MAX_WAYS = 16  # beginnings that branches may leave open
_UNDECIDED = ("start", "scheme", "open", "undecided")


@dataclass(frozen=True, slots=True)
class Url:
    """A URL attribute's value. `scheme` holds what was read of it (of `data:`, the type). In the phase `undecided`
    `ways` are the states branches ended in; there are none where they were too many."""

    image: bool
    phase: Phase = "start"
    scheme: str = ""
    ways: tuple[Url, ...] = ()

    def feed(self, text: str, report: Report) -> Url:
        if self.ways:
            return reduce(Url.meet, [way.feed(text, report) for way in self.ways])
        state, text = self, text.translate(_REMOVED)
        if state.phase == "start":
            text = text.lstrip(_CONTROLS)
        for char in text:
            if state.phase == "fragment":
                break
            state = state._step(char, report)
        return state

    def _step(self, char: str, report: Report) -> Url:
        if self.phase == "data":
            return self if len(self.scheme) == len(_PICTURE_TYPE) else replace(self, scheme=self.scheme + lower(char))
        if char == "#" or (char == "?" and self.phase != "fragment"):
            return replace(self, phase="fragment" if char == "#" else "query", scheme="")
        match self.phase:
            case "start" | "scheme":
                return self._start(char, report)
            case "slash" | "open_slash":
                return replace(self, phase="authority" if char in _SLASHES else "path")
            case "slashes" if char not in _SLASHES:
                return replace(self, phase="authority")
            case "authority" if char in _SLASHES:
                return replace(self, phase="path")
            case "open":
                return self._open(char, report)
            case "undecided":
                return self._of_many(char, report)
        return self

    def _start(self, char: str, report: Report) -> Url:
        if char in _SLASHES:
            return replace(self, phase="path" if self.scheme else "slash", scheme="")
        if char == ":" and self.scheme:
            return self._after_scheme(report)
        scheme = self.scheme + lower(char)
        is_scheme = len(scheme) <= _LONGEST_SCHEME and _SCHEME.fullmatch(scheme)
        return replace(self, phase="scheme", scheme=scheme) if is_scheme else replace(self, phase="path", scheme="")

    def _after_scheme(self, report: Report) -> Url:
        scheme = self.scheme
        if scheme == "data" and self.image:
            return replace(self, phase="data", scheme="")
        if scheme in ACTIVE_SCHEMES:
            report(refused_scheme(scheme, self.image))
        elif scheme not in SCHEMES:
            report(Problem("F0314", f"few mail programs open `{scheme}:` links", warning=True))
        return replace(self, phase="slashes" if scheme in ("http", "https") else "path", scheme="")

    def _open(self, char: str, report: Report) -> Url:
        if char == ":":
            message = "a colon after an output makes the output a scheme"
            report(Problem("F0311", message, "write the scheme out, or make the whole link a value"))
            return replace(self, phase="path")
        return replace(self, phase="open_slash") if char in _SLASHES else self

    def _of_many(self, char: str, report: Report) -> Url:
        if char == ":":
            message = "a loop or too many branches decide what scheme this colon ends"
            report(Problem("F0312", message, "write the scheme with its colon in each branch, or before them"))
        return replace(self, phase="unknown") if char in (":", *_SLASHES) else self

    def escape(self, report: Report) -> Url:
        """The state after an escape of CSS, which may stand for any character."""
        if self.phase in _UNDECIDED:
            message = "an escape here may be a part of the URL's scheme"
            report(Problem("F0312", message, "write the URL's beginning without a backslash"))
            return Url(self.image, "unknown")
        return self.meet(Url(self.image, "unknown"))

    def hole(self, type: Type, report: Report) -> tuple[Context, Url]:
        match self.phase:
            case "start":
                return Context("url", image=self.image), replace(self, phase="open")
            case "scheme" | "slashes" | "authority" | "open":
                return self._authority(type, report)
            case "unknown" | "undecided":
                message = "the branches before this output end in different parts of the URL"
                report(Problem("F0312", message, "end all branches in the path, or all in the query"))
        self.end(report)
        # after `/` the value may be empty, so that a slash behind it would begin a host
        phase: Phase = "path" if self.phase == "open_slash" else self.phase
        return Context("url_part", image=self.image), replace(self, phase=phase)

    def _authority(self, type: Type, report: Report) -> tuple[Context, Url]:
        if not isinstance(type, Enum) and type not in (INT, Safe("url"), Scalar("error")):
            where = "scheme" if self.phase == "scheme" else "host"
            message = f"this {type} stands in the URL's {where}, and decides where the link leads"
            report(Problem("F0311", message, "write the host out, or make the whole link a value"))
        phase: Phase = "open" if self.phase in ("scheme", "open") else "authority"
        return Context("url_authority", image=self.image), replace(self, phase=phase, scheme="")

    def join(self, other: Inner) -> Inner | None:
        return self.meet(other) if isinstance(other, Url) and other.image == self.image else None

    def meet(self, other: Url) -> Url:
        """The state behind two branches. While one may still be before its scheme's end, all are followed on; but
        two groups of them not, so that loops come to rest."""
        if self == other:
            return self
        if self._is_refused_data() or other._is_refused_data():
            return Url(self.image, "data", _MIXED)
        if self.phase not in _UNDECIDED and other.phase not in _UNDECIDED:
            return Url(self.image, "unknown")
        ways = {*(self.ways or (self,)), *(other.ways or (other,))}
        if (self.ways and other.ways) or len(ways) > _MAX_WAYS or Url(self.image, "undecided") in ways:
            return Url(self.image, "undecided")
        return Url(self.image, "undecided", ways=tuple(sorted(ways, key=lambda way: (way.phase, way.scheme))))

    def _is_refused_data(self) -> bool:
        return self.phase == "data" and self.scheme != _PICTURE_TYPE

    def end(self, report: Report) -> None:
        if self._is_refused_data():
            report(refused_scheme("data", self.image))


def refused_scheme(scheme: str, image: bool) -> Problem:
    """The problem of a static URL whose scheme runs or shows something else than a page."""
    message = f"`{scheme}:` is refused in {'pictures' if image else 'links'}"
    return Problem("F0313", message, f"allowed: {', '.join(sorted(SCHEMES))}" + (", data:image/…" if image else ""))


@dataclass(frozen=True, slots=True)
class Srcset:
    """`srcset`: candidates `URL [descriptor]` with commas between; one output in each, in its URL.

    A comma that ends a URL ends the candidate (WHATWG HTML, 4.8.4.2.1); one inside belongs to the URL."""

    url: Url = Url(image=True)
    part: Literal["before", "url", "comma", "descriptor"] = "before"
    holes: int = 0

    def feed(self, text: str, report: Report) -> Srcset:
        state = self
        for char in text:
            state = state._step(char, report)
        return state

    def _step(self, char: str, report: Report) -> Srcset:
        if char in " \t\n\f\r":
            return self._space(report)
        if self.part == "before":
            return self if char == "," else Srcset(Url(image=True).feed(char, report), "url")
        if self.part == "descriptor":
            return Srcset() if char == "," else self
        return replace(self, url=self.url.feed(char, report), part="comma" if char == "," else "url")

    def _space(self, report: Report) -> Srcset:
        if self.part not in ("url", "comma"):
            return self
        self.url.end(report)
        return replace(self, part="descriptor") if self.part == "url" else Srcset()

    def hole(self, type: Type, report: Report) -> tuple[Context, Inner]:
        if self.part == "descriptor":
            report(Problem("F0316", "an output can't be a descriptor of `srcset`", "write `2x` or `600w` out"))
        elif self.holes:
            report(Problem("F0316", "one picture of `srcset` takes one output", "join the values with `~`"))
        elif self.part == "comma":
            message = "where this output is empty, the comma before it ends the picture's address"
            report(Problem("F0316", message, "write something between them, or a space behind the comma"))
        context, url = self.url.hole(type, report)
        return context, replace(self, url=url, part="descriptor" if self.part == "descriptor" else "url", holes=1)

    def join(self, other: Inner) -> Inner | None:
        if not isinstance(other, Srcset) or (other.part, other.holes) != (self.part, self.holes):
            return None
        return replace(self, url=self.url.meet(other.url))

    def end(self, report: Report) -> None:
        if self.part != "descriptor":
            self.url.end(report)
