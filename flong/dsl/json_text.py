"""JSON with the place of every value, for diagnostics about schema files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

MAX_DEPTH = 64
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and its range in the text; `keys` are the ranges of an object's keys."""

    value: dict[str, Node] | list[Node] | str | Number | bool | None
    start: int
    end: int
    keys: dict[str, tuple[int, int]]


class JsonError(ValueError):
    """The text is not JSON; `at` is the offset of the trouble."""

    def __init__(self, message: str, at: int) -> None:
        self.message, self.at = message, at
        super().__init__(f"{message} at {at}")


def read_json(text: str) -> Node:
    """The value of `text`. Raises JsonError for anything that is not one JSON value (RFC 8259)."""
    reader = _Reader(text)
    node = reader.value(reader.skip(0), 0)
    end = reader.skip(node.end)
    if end < len(text):
        raise JsonError("nothing may follow the value", end)
    return node


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def skip(self, at: int) -> int:
        """Behind the white space at `at`."""
        space = _SPACE.match(self.text, at)
        return space.end() if space else at

    def value(self, at: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise JsonError(f"nested more than {MAX_DEPTH} deep", at)
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._object(at, depth)
        if sign == "[":
            return self._array(at, depth)
        if sign == '"':
            text, end = self._string(at)
            return Node(text, at, end, {})
        return self._plain(at)

    def _plain(self, at: int) -> Node:
        for word, value in _WORDS.items():
            if self.text.startswith(word, at):
                return Node(value, at, at + len(word), {})
        number = _NUMBER.match(self.text, at)
        if number is None:
            raise JsonError("expected a JSON value", at)
        return Node(Number(number.group()), at, number.end(), {})

    def _string(self, at: int) -> tuple[str, int]:
        if not self.text.startswith('"', at):
            raise JsonError("expected a text in double quotes", at)
        try:
            text, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            raise JsonError(error.msg, error.pos) from None
        if _SURROGATE.search(text):
            raise JsonError("half of a surrogate pair is no text", at)
        return text, end

    def _object(self, at: int, depth: int) -> Node:
        found: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        start, at = at, self.skip(at + 1)
        while not self.text.startswith("}", at):
            key, end = self._string(at)
            if key in keys:
                raise JsonError(f"the key `{key}` is there twice", at)
            keys[key] = at, end
            at = self._sign(":", self.skip(end))
            found[key] = self.value(at, depth + 1)
            at = self._next(found[key].end, "}")
        return Node(found, start, at + 1, keys)

    def _array(self, at: int, depth: int) -> Node:
        found: list[Node] = []
        start, at = at, self.skip(at + 1)
        while not self.text.startswith("]", at):
            found.append(self.value(at, depth + 1))
            at = self._next(found[-1].end, "]")
        return Node(found, start, at + 1, {})

    def _next(self, at: int, closer: str) -> int:
        """Behind the comma to the next item, or at the closing bracket."""
        at = self.skip(at)
        if self.text.startswith(closer, at):
            return at
        at = self._sign(",", at, f"expected `,` or `{closer}`")
        if self.text.startswith(closer, at):
            raise JsonError("a comma before the end", at)
        return at

    def _sign(self, sign: str, at: int, message: str = "") -> int:
        if not self.text.startswith(sign, at):
            raise JsonError(message or f"expected `{sign}`", at)
        return self.skip(at + 1)
