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
_UNKNOWN = "\0"  # stands in `text` for an output, or for branches that differ
_WORD = re.compile(r"(?:\\[0-9A-Fa-f]{0,5}[ \t\n\r\f]{0,2}|\0)?[\w-]*\Z")
_WORDS = re.compile(r"""[^\\"'(){}:;@/*]+""")
_IN_STRING = re.compile(r"""(?:[^\\"'\n\f]+|\\[^\n\f])+""")
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
    property or function name (of an escape, a backslash), `property` the declaration's name, `parens` the open
    functions, `quote` the open string, `holes` whether an output stood here. In the mode `after` branches have met
    that ended between or behind different declarations."""

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
    holes: bool = False

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
            state = state._read(run) if run else state._step(text[i], report)
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
            return replace(self._read("\\"), escape=False)
        if self.comment in ("in", "*"):
            return self._in_comment(char)
        if self.mode == "after" and char not in _AFTER and not (self.comment and char == "*"):
            problem = "the branches before this end in different declarations"
            report(Problem("F0307", problem, "end them all with `;`, or begin this with it"))
            return replace(self, mode="value")._step(char, report)
        if char == "\\":
            return replace(self, escape=True, url=self.url and self.url.escape(report))
        if self.quote:
            return self._in_string(char, report)
        if self.url is not None:
            return self._in_url(char, report)
        if char in "/*" and (self.comment or char == "/"):
            return replace(self, comment="in" if char == "*" else "/", text=self.text and self.text + " ")
        state = replace(self, comment="") if self.comment else self
        return state._token(char, report)

    def _in_comment(self, char: str) -> Css:
        if self.comment == "*" and char == "/":
            return replace(self, comment="")
        return replace(self, comment="*" if char == "*" else "in")

    def _in_string(self, char: str, report: Report) -> Css:
        if char == self.quote or char in "\n\f":
            self.end(report)
            return replace(self, quote="", url=None, text="")
        return self if self.url is None else replace(self, url=self.url.feed(char, report))

    def _in_url(self, char: str, report: Report) -> Css:
        """In `url(` without quotes, or between the parenthesis and the quote."""
        if char == ")":
            self.end(report)
            return replace(self, url=None, parens=self.parens[:-1], text="")
        if char in "\"'" and self.url == Url(image=True):
            return replace(self, quote=char)
        return self if self.url is None else replace(self, url=self.url.feed(char, report))

    def _token(self, char: str, report: Report) -> Css:
        match char:
            case '"' | "'":
                inside = self.parens and self.parens[-1] in _ADDRESSES
                return replace(self, quote=char, url=Url(image=True) if inside else None)
            case "(" if len(self.parens) >= _MAX_PARENS:
                report(Problem("F0315", f"functions nest more than {_MAX_PARENS} deep here", "close them"))
                return self
            case "(":
                return self._function(report)
            case ")":
                return replace(self, parens=self.parens[:-1], text="")
        return self._read(char) if self.parens else self._punctuation(char, report)

    def _read(self, text: str) -> Css:
        return replace(self, text=(self.text + text)[-256:])

    def _function(self, report: Report) -> Css:
        name = lower(_word(self.text))
        if name.startswith((_UNKNOWN, "\\")):
            what = "an escape" if name[0] == "\\" else "an output or branches"
            report(Problem("F0315", f"{what} can't make up a function's name", "write the function out"))
        url = Url(image=True) if name == "url" else None
        return replace(self, parens=(*self.parens, name), url=url, text="")

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
        after = replace(self, holes=not place, comment="", text=_blurred(self.text))
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
        after = replace(self, url=url, holes=True)
        if context.kind == "url":
            return Context("css_url", image=True, attribute=self.attribute), after
        return replace(context, attribute=self.attribute), after

    def join(self, other: Inner) -> Inner | None:
        if not isinstance(other, Css):
            return None
        left, right = self._beside(other), other._beside(self)
        if left == right:
            return left
        return self._after() if self._after() == other._after() else None

    def _beside(self, other: Css) -> Css:
        """Without what may differ from `other`: the words of a value already read, and the part of a URL."""
        url = self.url.meet(other.url) if self.url and other.url else self.url
        text = _met(self.text, other.text) if self.mode in ("value", "after") else self.text
        return replace(self, text=text, url=url, holes=self.holes or other.holes)

    def _after(self) -> Css | None:
        """The state behind a whole declaration, before a `;` or the block's end; None inside of one."""
        done = self.mode in ("value", "after") or (self.mode == "name" and self.depth and not self.text.strip())
        inside = self.parens or self.quote or self.url or self.escape or self.comment
        return Css(self.attribute, self.depth, "after") if done and not inside else None

    def end(self, report: Report) -> None:
        if self.url is not None:
            self.url.end(report)


def _word(text: str) -> str:
    """The name `text` ends in; it begins with a backslash or with `_UNKNOWN` where that makes it doubtful."""
    word: str = _WORD.findall(text)[0]
    return word


def _blurred(*texts: str) -> str:
    """What to remember of texts whose ends are not known: digits behind may still belong to an escape."""
    return "\\" if any(_word(text).startswith("\\") for text in texts) else _UNKNOWN


def _met(left: str, right: str) -> str:
    word = _word(left)
    return word if word == _word(right) else _blurred(left, right)


@lru_cache(maxsize=1024)
def _fed(state: Css, text: str) -> tuple[Css, tuple[Problem, ...]]:
    """Mails say the same few styles again and again."""
    problems: list[Problem] = []
    return state.walk(text, problems.append), tuple(problems)
