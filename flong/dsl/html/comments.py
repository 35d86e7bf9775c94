"""The comment states of the HTML machine, and Outlook's conditional comments."""

from __future__ import annotations

import re

from flong.dsl.html.listener import BLANKS, Listener
from flong.dsl.html.names import lower

_CONDITION = re.compile(r"<!--\[if\b[^\]>]*\]>", re.IGNORECASE)
_REVEALED = ("-->", "<!-->", "<!-- -->")
_KEPT = 256


class Comments(Listener):
    """Everything that begins with `<!`, `<?` or `</` and is no tag."""

    def _markup(self, text: str, i: int) -> int:
        held = lower(self.cursor.held + text[i])
        if held == "<!--":
            self._hold(held, "comment_start")
            return i + 1
        if held == "<!doctype":
            self.emit(self.cursor.held + text[i])
            self._hold("", "doctype")
            return i + 1
        if "<!--".startswith(held) or "<!doctype".startswith(held):
            self.cursor.held += text[i]
            return i + 1
        self.cursor.state = "bogus"
        return i

    def _doctype(self, text: str, i: int) -> int:
        at = text.find(">", i)
        stop = len(text) if at < 0 else at + 1
        self.emit(text[i:stop])
        if at >= 0:
            self.cursor.state = "data"
        return stop

    def _bogus(self, text: str, i: int) -> int:
        at = text.find(">", i)
        stop = len(text) if at < 0 else at + 1
        self._keep(text[i:stop])
        if at >= 0:
            self._end_comment()
        return stop

    def _comment_start(self, text: str, i: int) -> int:
        char = text[i]
        if char in "->":
            return self._comment_step(char, i, "comment_start_dash" if char == "-" else "")
        self.cursor.state = "condition" if char == "[" else "comment"
        return i

    def _comment_start_dash(self, text: str, i: int) -> int:
        if text[i] in "->":
            return self._comment_step(text[i], i, "comment_end" if text[i] == "-" else "")
        self.cursor.state = "comment"
        return i

    def _comment_step(self, char: str, i: int, state: str) -> int:
        """Take `char` into the comment; an empty state ends it."""
        self._keep(char)
        if state:
            self.cursor.state = state
        else:
            self._end_comment()
        return i + 1

    def _comment(self, text: str, i: int) -> int:
        at = text.find("-", i)
        stop = len(text) if at < 0 else at + 1
        self._keep(text[i:stop])
        if at >= 0:
            self.cursor.state = "comment_dash"
        return stop

    def _keep(self, text: str) -> None:
        """Of a comment only the beginning matters, and whether it was short enough to be all."""
        self.cursor.held += text[: _KEPT - len(self.cursor.held)]

    def _comment_dash(self, text: str, i: int) -> int:
        if text[i] == "-":
            return self._comment_step("-", i, "comment_end")
        self.cursor.state = "comment"
        return i

    def _comment_end(self, text: str, i: int) -> int:
        if text[i] in "-!>":
            return self._comment_step(text[i], i, {"-": "comment_end", "!": "comment_bang", ">": ""}[text[i]])
        self.cursor.state = "comment"
        return i

    def _comment_bang(self, text: str, i: int) -> int:
        if text[i] in "->":
            return self._comment_step(text[i], i, "comment_dash" if text[i] == "-" else "")
        self.cursor.state = "comment"
        return i

    def _condition(self, text: str, i: int) -> int:
        """In a comment that begins with `[`: does it read `[if …]>`?"""
        cursor = self.cursor
        cursor.held += text[i]
        if text[i] == ">":
            if _CONDITION.fullmatch(cursor.held):
                cursor.state = "condition_end"
            elif cursor.held.endswith(("-->", "--!>")):
                self._end_comment()
            else:
                cursor.state = "comment"
        elif not self._may_be_condition():
            cursor.held = cursor.held[:-1]
            dashes = len(cursor.held) - len(cursor.held[4:].rstrip("-")) - 4
            cursor.state = ("comment", "comment_dash", "comment_end")[min(dashes, 2)]
            return i
        return i + 1

    def _may_be_condition(self) -> bool:
        held = self.cursor.held
        return "[if".startswith(lower(held[4:7])) and "--" not in held[4:-1] and len(held) < _KEPT

    def _condition_end(self, text: str, i: int) -> int:
        """After `<!--[if …]>`: does `<!-->` follow, so that others read it too?"""
        held = self.cursor.held + text[i]
        rest = held[held.index("]>") + 2 :].lstrip(BLANKS)
        if rest in _REVEALED:
            self._hold("", "data")
            self.on_conditional(held, "revealed")
            return i + 1
        if any(form.startswith(rest) for form in _REVEALED):
            self.cursor.held = held
            return i + 1
        self.settle()
        return i

    def settle(self) -> None:
        """Decide what is held after `<!--[if …]>`, because a statement or output follows."""
        if self.cursor.state == "condition_end":
            held = self.cursor.held
            cut = held.index("]>") + 2
            self._hold("", "data")
            self.on_conditional(held[:cut], "hidden")
            position = self.position
            self.feed(held[cut:])
            self.position = position

    def _end_comment(self) -> None:
        held = self.cursor.held
        self._hold("", "data")
        kind = conditional(held)
        if kind:
            self.on_conditional(held, kind)
        else:
            self.on_comment(held)


_BARE_IF = re.compile(r"<!\[if\b[^\]>]*\]>", re.IGNORECASE)
_BARE_END = re.compile(r"<!\[endif\]\s*>", re.IGNORECASE)
_HIDDEN_END = re.compile(r"<!\[endif\]\s*-->", re.IGNORECASE)
_REVEALED_END = re.compile(r"<!--\s*<!\[endif\]\s*-->", re.IGNORECASE)


def conditional(source: str) -> str:
    """What a whole comment other than `<!--[if …]>` says about conditions, as `on_conditional` has it."""
    if _BARE_IF.fullmatch(source):
        return "bare"
    if _BARE_END.fullmatch(source):
        return "/bare"
    if _HIDDEN_END.fullmatch(source):
        return "/hidden"
    return "/revealed" if _REVEALED_END.fullmatch(source) else ""
