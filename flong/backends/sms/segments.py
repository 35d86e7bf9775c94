"""How many messages a text becomes, and where it is cut (3GPP TS 23.040 section 9.2.3.24.1).

A text of the GSM alphabet has room for 160 septets, or 153 in each of several parts; any other text goes as UTF-16
("UCS-2"), 70 code units, or 67 in each of several. Parts are joined by a header with an 8-bit reference. An escape
stays with its character, a surrogate with its other half, and what a reader sees as one sign (combining marks,
variation selectors, joined emoji, flags, conjoining jamo) stays in one part where it fits into one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from flong.backends.sms import gsm

Encoding = Literal["GSM-7", "UCS-2"]

LIMITS: Final[dict[Encoding, tuple[int, int]]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
"""Units in a message by itself, and in one of several."""

MOST_PARTS: Final = 255
_TOO_LONG: Final = f"the text needs more than {MOST_PARTS} messages, which can't be joined"
_HEADER: Final = bytes([5, 0, 3])
_JOINER: Final = "\u200d"
_TONES: Final = range(0x1F3FB, 0x1F400)
_TAGS: Final = range(0xE0020, 0xE0080)
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_LEADING: Final = range(0x1100, 0x1160)
_FOLLOWING: Final = range(0x1160, 0x1200)
_SYLLABLES: Final = range(0xAC00, 0xD7A4)


class TooLong(ValueError):
    """The text needs more parts than can be numbered."""


@dataclass(frozen=True, slots=True)
class Segments:
    """A text as it is sent: `parts`, each one message. `units` are septets or UTF-16 code units of the whole text;
    `foreign` are the characters that are not of the GSM alphabet, each once, in order."""

    encoding: Encoding
    parts: tuple[str, ...]
    units: int
    foreign: tuple[str, ...]

    @property
    def room(self) -> int:
        """Units that the last part still has."""
        single, several = LIMITS[self.encoding]
        last = _measure(self.encoding)(self.parts[-1])
        return (single if len(self.parts) == 1 else several) - last

    def payloads(self, reference: int) -> list[bytes]:
        """What each part carries: its bytes, behind a header with `reference` (0 to 255) where there are several."""
        encode = gsm.encode if self.encoding == "GSM-7" else _utf16
        if len(self.parts) == 1:
            return [encode(self.parts[0])]
        heads = (_HEADER + bytes([reference, len(self.parts), n]) for n in range(1, len(self.parts) + 1))
        return [head + encode(part) for head, part in zip(heads, self.parts, strict=True)]


def segments(text: str) -> Segments:
    """How `text` is sent. Raises TooLong, and ValueError for half a surrogate pair."""
    if len(text) > MOST_PARTS * LIMITS["GSM-7"][1]:
        raise TooLong(_TOO_LONG)
    foreign = tuple(dict.fromkeys(char for char in text if char not in gsm.CODES))
    encoding: Encoding = "UCS-2" if foreign else "GSM-7"
    measure = _measure(encoding)
    units = measure(text)
    single, several = LIMITS[encoding]
    if units <= single:
        return Segments(encoding, (text,), units, foreign)
    parts = tuple(_cut(text, several, measure)) if units <= MOST_PARTS * several else ()
    if not 0 < len(parts) <= MOST_PARTS:
        raise TooLong(_TOO_LONG)
    return Segments(encoding, parts, units, foreign)


def named(char: str) -> str:
    """A character for people: `U+2019 RIGHT SINGLE QUOTATION MARK`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"


def _measure(encoding: Encoding) -> Callable[[str], int]:
    return _septets if encoding == "GSM-7" else _units


def _septets(text: str) -> int:
    return sum(len(gsm.CODES[char]) for char in text)


def _units(text: str) -> int:
    return len(_utf16(text)) // 2


def _utf16(text: str) -> bytes:
    try:
        return text.encode("utf-16-be")
    except UnicodeEncodeError:
        raise ValueError("the text holds half a surrogate pair") from None


def _cut(text: str, limit: int, measure: Callable[[str], int]) -> Iterator[str]:
    """Full parts of whole signs; a sign longer than a part is cut between characters."""
    part, size = "", 0
    for sign in _signs(text):
        for piece in (sign,) if measure(sign) <= limit else sign:
            width = measure(piece)
            if size + width > limit:
                yield part
                part, size = "", 0
            part, size = part + piece, size + width
    yield part


def _signs(text: str) -> Iterator[str]:
    """What a reader sees as one: the rules of UAX #29 that matter for texts of today."""
    start = 0
    for at in range(1, len(text)):
        if not _sticks(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _sticks(text: str, start: int, at: int) -> bool:
    """Whether the character `at` belongs to the sign that began at `start`."""
    char, before = text[at], text[at - 1]
    code = ord(char)
    if _JOINER in (char, before) or code in _TONES or code in _TAGS or unicodedata.category(char)[0] == "M":
        return True
    if code in _FLAGS:
        return ord(before) in _FLAGS and at - start == 1
    if code in _FOLLOWING:
        return any(ord(before) in jamo for jamo in (_LEADING, _FOLLOWING, _SYLLABLES))
    return (code in _LEADING and ord(before) in _LEADING) or (before == "\r" and char == "\n")
