"""Constants of `qr`: a QR code's size and error correction, and the markup around its picture."""

from __future__ import annotations

from html import escape

from flong.runtime.resolve.common import Constants, Settings, int_of, one_of, text_of

LEVELS = ("L", "M", "Q", "H")


def qr_url(settings: Settings, constants: Constants) -> bytes:
    """Two bytes, least first: the size in pixels; one byte: the level."""
    size = int_of(constants, "size", 21, 2000)
    return size.to_bytes(2, "little") + bytes((one_of(constants, "level", LEVELS),))


def qr(settings: Settings, constants: Constants) -> bytes:
    """As `qr_url`, then the markup that follows the picture's address."""
    size, alt = constants["size"], escape(text_of(constants, "alt"))
    return qr_url(settings, constants) + f'" width="{size}" height="{size}" alt="{alt}">'.encode()
