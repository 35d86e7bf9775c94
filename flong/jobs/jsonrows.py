"""JSON Lines and JSON arrays, cut into the texts of their records, one at a time, whatever the size of the file.

What a record may hold is `flong.runtime.jsonrecord`'s concern; here an array must be one (RFC 8259).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from flong.errors import DataError
from flong.runtime.jsonrecord import MAX_DEPTH, parse

__all__ = ["parse", "texts"]

_READ: Final = 1 << 20
_SIGN: Final = re.compile(r"[^ \t\r\n]")
_DECODER: Final = json.JSONDecoder(parse_float=len, parse_int=len)
"""Finds where values end; numbers are read where records are."""


def texts(path: Path) -> Iterator[bytes]:
    """The text of every record of a file: lines (blank ones don't count), or the items of one array."""
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return _items(path) if head.startswith(b"[") and path.suffix == ".json" else _lines(path)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for number, line in enumerate(file):
            text = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
            if text := text.strip():
                yield text


def _items(path: Path) -> Iterator[bytes]:
    """The items of a top-level array. Raises DataError for what is none."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            window = _Window(file)
            window.take("[")
            while window.sign() != "]":
                yield window.item().encode()
                if window.sign() != "]":
                    window.take(",")
                    window.need_item()
            window.take("]")
            if window.sign(required=False):
                raise DataError(f"{path}: there is something behind the array")
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8") from None


class _Window:
    """What was read of a file; what stands before `at` is used. Never more than an item and what was read with it."""

    def __init__(self, file: TextIO) -> None:
        self.file, self.text, self.at = file, "", 0

    def sign(self, *, required: bool = True) -> str:
        """The next character that is not white, still to be taken; nothing at the end of the file."""
        while not (found := _SIGN.search(self.text, self.at)):
            self.at = len(self.text)
            if not self._more(_READ):
                if required:
                    raise DataError(f"{self.file.name}: the JSON array is not closed")
                return ""
        self.at = found.start()
        return found[0]

    def take(self, sign: str) -> None:
        if self.sign() != sign:
            raise DataError(f"{self.file.name}: not valid JSON: expected `{sign}` between or behind the records")
        self.at += 1

    def need_item(self) -> None:
        if self.sign() in ",]":
            raise DataError(f"{self.file.name}: not valid JSON: a record is missing behind a comma")

    def item(self) -> str:
        """The next value, taken."""
        while True:
            try:
                _, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if not self._more(max(_READ, len(self.text))):
                    raise DataError(f"{self.file.name}: not valid JSON: {error.msg}") from None
            except RecursionError:
                raise DataError(f"{self.file.name}: a record is nested more than {MAX_DEPTH} deep") from None
            else:
                if end < len(self.text) or not self._more(_READ):  # a number may go on
                    item, self.at = self.text[self.at : end], end
                    return item

    def _more(self, size: int) -> bool:
        """Reads on; what is used is dropped, if there was more."""
        if more := self.file.read(size):
            self.text, self.at = self.text[self.at :] + more, 0
        return bool(more)
