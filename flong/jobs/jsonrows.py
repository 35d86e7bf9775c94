"""JSON Lines and JSON arrays, read without losing a digit: numbers with a point become Decimal.

One record at a time, whatever the size of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from flong.errors import DataError
from flong.runtime.jsonrecord import parse

__all__ = ["parse", "texts"]

_READ = 1 << 20


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
    """The items of a top-level array, cut one by one from a window over the file."""
    decoder = json.JSONDecoder(parse_float=Decimal)
    try:
        with path.open(encoding="utf-8-sig") as file:
            window = file.read(_READ).lstrip().removeprefix("[")
            while not (window := _filled(file, window)).startswith("]"):
                item, window = _cut(decoder, file, window)
                yield item.encode()
            if window[1:].strip() or file.read().strip():
                raise DataError(f"{path}: there is something behind the array")
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8") from None


def _filled(file: Any, window: str) -> str:
    """The window without what stands before an item, holding at least one character of it."""
    window = window.lstrip(" \t\r\n,")
    while not window:
        if not (more := file.read(_READ)):
            raise DataError(f"{file.name}: the JSON array is not closed")
        window = more.lstrip(" \t\r\n,")
    return window


def _cut(decoder: json.JSONDecoder, file: Any, window: str) -> tuple[str, str]:
    """The first item of the window, and the rest."""
    while True:
        try:
            _, end = decoder.raw_decode(window)
        except json.JSONDecodeError as error:
            if not (more := file.read(max(_READ, len(window)))):
                raise DataError(f"{file.name}: not valid JSON: {error.msg}") from None
            window += more
        else:
            return window[:end], window[end:]
