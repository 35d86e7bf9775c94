"""The states of a style sheet or a `style` attribute (CSS Syntax Level 3, section 4), as far as needed to
say whether an output stands in a declaration's value, in a string or in `url(…)`.

A sheet's blocks hold declarations and nested rules alike; only the `{` or `;` behind tells which it was.
So an output after `name:` counts as a value, and a `{` after it is the error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from flong.dsl.context import Context
from flong.dsl.html.inner import Inner, Problem, Report
from flong.dsl.html.names import lower
from flong.dsl.html.url import Url
from flong.dsl.types import Type

_PROPERTY = re.compile(r"\s*(-{0,2}[A-Za-z_*][\w-]*)\s*")
_BINDINGS = frozenset({"behavior", "-moz-binding"})
_ADDRESSES = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})
_AFTER = frozenset(" \t\n\r\f;}/")
_MAX_PARENS = 64
_WORD = re.compile(r"[\w-]*\Z")
_WORDS = re.compile(r"""[^\\"'(){}:;@/*]+""")
_IN_STRING = re.compile(r"""[^\\"'\n\f]+""")
_ELSEWHERE = {
    "name": "an output can't be a selector or a property's name",
    "at": "an output can't stand in an at-rule",
    "comment": "an output can't stand in a CSS comment",
    "escape": "an output can't follow a backslash",
    "after": "the branches before this output end in different declarations",
}


@dataclass(frozen=True, slots=True)
class Css:
    """`depth` counts open blocks (a `style` attribute is one), `text` is what was read of the selector,
    property or function name, `property` the declaration's name, `parens` the open functions, `quote`
    the open string. In the mode `after` branches have met that ended between or behind different declarations."""

    attribute: bool
    depth: int = 0
    mode: Literal["name", "at", "value", "after"] = "name"
    text: str = ""
    property: str = ""
    parens: tuple[str, ...] = ()
    quote: str = ""
    url: Url | None = None
    escape: bool = False
    comment: Literal["", "/", "in", "*"] = ""
    holes: Literal["", "before", "here"] = ""

    def feed(self, text: str, report: Report) -> Css:
        state, problems = _fed(self, text)
        for problem in problems:
            report(problem)
        return state

    def walk(self, text: str, report: Report) -> Css:
        """What `feed` gives, read anew."""
        state, i = self, 0
        while i < len(text):
            run = state._run(text, i)
            if run:
                state = replace(state, text=(state.text + run)[-256:], holes="before" if state.holes else "")
            else:
                state = state._step(text[i], report)
            i += len(run) or 1
        return state

    def _run(self, text: str, i: int) -> str:
        """The characters from `i` on that change nothing but `text`."""
        if self.escape or self.comment or self.url is not None or self.mode == "after":
            return ""
        run = (_IN_STRING if self.quote else _WORDS).match(text, i)
        return run[0] if run else ""

    def _step(self, char: str, report: Report) -> Css:
        if self.escape:
            return replace(self, escape=False, text=self.text + "\\")
        if self.comment in ("in", "*"):
            return self._in_comment(char)
        if self.mode == "after" and char not in _AFTER and not (self.comment and char == "*"):
            problem = "the branches before this end in different declarations"
            report(Problem("F0307", problem, "end them all with `;`, or begin this with it"))
            return replace(self, mode="value")._step(char, report)
        if char == "\\":
            return replace(self, escape=True, url=self.url and Url(image=True, phase="unknown"))
        if self.quote:
            return self._in_string(char, report)
        if self.url is not None:
            return self._in_url(char, report)
        if char in "/*" and (self.comment or char == "/"):
            return replace(self, comment="in" if char == "*" else "/")
        state = replace(self, comment="") if self.comment else self
        return state._token(char, report)

    def _in_comment(self, char: str) -> Css:
        if self.comment == "*" and char == "/":
            return replace(self, comment="")
        return replace(self, comment="*" if char == "*" else "in")

    def _in_string(self, char: str, report: Report) -> Css:
        if char == self.quote or char in "\n\f":
            return replace(self, quote="", url=None, text="")
        return self if self.url is None else replace(self, url=self.url.feed(char, report))

    def _in_url(self, char: str, report: Report) -> Css:
        """In `url(` without quotes, or between the parenthesis and the quote."""
        if char == ")":
            return replace(self, url=None, parens=self.parens[:-1], text="")
        if char in "\"'" and self.url == Url(image=True):
            return replace(self, quote=char)
        return self if self.url is None else replace(self, url=self.url.feed(char, report))

    def _token(self, char: str, report: Report) -> Css:
        state = self._after_hole(char, report)
        match char:
            case '"' | "'":
                inside = self.parens and self.parens[-1] in _ADDRESSES
                return replace(state, quote=char, url=Url(image=True) if inside else None)
            case "(" if len(self.parens) >= _MAX_PARENS:
                report(Problem("F0315", f"functions nest more than {_MAX_PARENS} deep here", "close them"))
                return state
            case "(":
                name = lower(_WORD.findall(self.text)[0])
                url = Url(image=True) if name == "url" else None
                return replace(state, parens=(*self.parens, name), url=url, text="")
            case ")":
                return replace(state, parens=self.parens[:-1], text="")
        return state._read(char) if self.parens else state._punctuation(char, report)

    def _read(self, char: str) -> Css:
        return replace(self, text=(self.text + char)[-256:])

    def _after_hole(self, char: str, report: Report) -> Css:
        if self.holes == "here" and char == "(":
            report(Problem("F0315", "an output can't be a function's name", "write the function out"))
        return replace(self, holes="before") if self.holes else self

    def _punctuation(self, char: str, report: Report) -> Css:
        if char == ";":
            return self._next(self.depth)
        if char == "{":
            if self.holes:
                report(Problem("F0315", "an output before `{` stands in a selector", "write the selector out"))
            return self._next(self.depth + 1)
        if char == "}":
            return self._next(max(self.depth - 1, 0))
        if self.mode == "name" and char == "@" and not self.text.strip():
            return replace(self, mode="at", text="")
        if self.mode == "name" and char == ":" and self.depth and _PROPERTY.fullmatch(self.text):
            return replace(self, mode="value", property=lower(self.text.strip()), text="")
        return self._read(char)

    def _next(self, depth: int) -> Css:
        return Css(self.attribute, depth)

    def hole(self, type: Type, report: Report) -> tuple[Context, Inner]:
        place = self._place()
        if place:
            remedy = "outputs stand in a declaration's value, in a quoted string or in `url(…)`"
            report(Problem("F0315", _ELSEWHERE[place], remedy))
        after = replace(self, holes="" if place else "here", comment="")
        if self.url is not None:
            return self._url_hole(type, report)
        if self.quote:
            return Context("css_string", attribute=self.attribute), after
        return Context("css_value", attribute=self.attribute), after

    def _place(self) -> str:
        if self.escape:
            return "escape"
        if self.comment in ("in", "*"):
            return "comment"
        if self.mode == "value" and self.property in _BINDINGS:
            return "name"
        return "" if self.mode == "value" else self.mode

    def _url_hole(self, type: Type, report: Report) -> tuple[Context, Inner]:
        if self.url is None:
            raise AssertionError("only called inside a URL")
        context, url = self.url.hole(type, report)
        after = replace(self, url=url, holes="here")
        if context.kind == "url":
            return Context("css_url", image=True, attribute=self.attribute), after
        return replace(context, attribute=self.attribute), after

    def join(self, other: Inner) -> Inner | None:
        if not isinstance(other, Css):
            return None
        if self._settled() == other._settled():
            return self._settled(holes=self.holes or other.holes)
        if self._after() and self._after() == other._after():
            return self._after()
        url = self.url.join(other.url) if self.url and other.url else None
        same = replace(self, url=None)._settled() == replace(other, url=None)._settled()
        return replace(self, url=url) if same and isinstance(url, Url) else None

    def _settled(self, holes: Literal["", "before", "here"] = "") -> Css:
        """Without what does not matter for what follows: the words of a value already read."""
        text = "" if self.mode in ("value", "after") else self.text
        return replace(self, text=text, holes=holes)

    def _after(self) -> Css | None:
        """The state behind a whole declaration, before a `;` or the block's end; None inside of one."""
        done = self.mode in ("value", "after") or (self.mode == "name" and self.depth and not self.text.strip())
        inside = self.parens or self.quote or self.url or self.escape or self.comment
        return Css(self.attribute, self.depth, "after") if done and not inside else None

    def end(self, report: Report) -> None:
        return


@lru_cache(maxsize=1024)
def _fed(state: Css, text: str) -> tuple[Css, tuple[Problem, ...]]:
    """Mails say the same few styles again and again."""
    problems: list[Problem] = []
    return state.walk(text, problems.append), tuple(problems)
