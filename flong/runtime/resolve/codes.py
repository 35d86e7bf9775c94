"""Constants of codes: how large a picture is, what it adds, and the markup around it."""

from __future__ import annotations

from html import escape

from flong.runtime.barcodes import KINDS
from flong.runtime.resolve.common import Constants, Resolver, Settings, int_of, one_of, text_of

LEVELS = ("L", "M", "Q", "H")


def qr_url(settings: Settings, constants: Constants) -> bytes:
    """Two bytes, least first: the size in pixels; one byte: the level."""
    size = int_of(constants, "size", 21, 2000)
    return size.to_bytes(2, "little") + bytes((one_of(constants, "level", LEVELS),))


def qr(settings: Settings, constants: Constants) -> bytes:
    """As `qr_url`, then the markup that follows the picture's address."""
    size = constants["size"]
    return qr_url(settings, constants) + f'" width="{size}" height="{size}"{_alt(constants)}>'.encode()


def qr_svg(settings: Settings, constants: Constants) -> bytes:
    """As `qr_url`, then the markup that follows the drawing's view box."""
    size, name = constants["size"], escape(text_of(constants, "alt"))
    markup = f'" width="{size}" height="{size}" role="img" aria-label="{name}" shape-rendering="crispEdges">'
    return qr_url(settings, constants) + markup.encode()


def barcode_url(kind: str) -> Resolver:
    """One byte each: the kind and the pixels of a module; two, least first: the height; one: whether to add a check
    character."""

    def resolve(settings: Settings, constants: Constants) -> bytes:
        module, height = int_of(constants, "module", 1, 10), int_of(constants, "height", 10, 500)
        check = bool(constants.get("check", False))
        return bytes((KINDS[kind], module)) + height.to_bytes(2, "little") + bytes((check,))

    return resolve


def barcode(kind: str) -> Resolver:
    """As `barcode_url`, then the markup that follows the picture's width."""
    told = barcode_url(kind)

    def resolve(settings: Settings, constants: Constants) -> bytes:
        markup = f'" height="{constants["height"]}"{_alt(constants)}>'
        return told(settings, constants) + markup.encode()

    return resolve


def _alt(constants: Constants) -> str:
    return f' alt="{escape(text_of(constants, "alt"))}"'
