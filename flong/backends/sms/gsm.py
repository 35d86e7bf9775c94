"""The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 sections 6.2.1 and 6.2.1.1).

Septets are written one to a byte, unpacked, as message centres expect them. The national language tables of that
standard are not used: a phone may not have them.
"""

from __future__ import annotations

from typing import Final

ESCAPE: Final = 0x1B

_BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION: Final = {
    0x0A: "\f", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~", 0x3E: "]", 0x40: "|", 0x65: "€",
}  # fmt: skip

CODES: Final = {char: bytes([code]) for code, char in enumerate(_BASIC) if code != ESCAPE} | {
    char: bytes([ESCAPE, code]) for code, char in _EXTENSION.items()
}
"""The septets of every character of the alphabet: one, or two with the escape."""

_DECODED: Final = {code: char for char, code in CODES.items()}


def encode(text: str) -> bytes:
    """The septets of `text`. Raises KeyError for a character that the alphabet does not have."""
    return b"".join([CODES[char] for char in text])


def decode(septets: bytes) -> str:
    """The text of unpacked septets. Raises KeyError for what means nothing, an escape at the end among it."""
    found, at = [], 0
    while at < len(septets):
        size = 2 if septets[at] == ESCAPE else 1
        found.append(_DECODED[septets[at : at + size]])
        at += size
    return "".join(found)
