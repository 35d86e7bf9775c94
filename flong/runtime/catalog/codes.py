"""Checks, digests and codes for machines."""

from flong.runtime.catalog.declared import Declared
from flong.runtime.resolve.codes import barcode, barcode_url, qr, qr_svg, qr_url

_SIZES = "module: const int = 2, height: const int = 60"


def _barcode(name: str, more: str, doc: str) -> tuple[Declared, Declared]:
    """A barcode's address, and its picture."""
    url = f'{name}(data: text, {_SIZES}{more}, as: const enum("url")) -> image'
    img = f'{name}(data: text, {_SIZES}{more}, as: const enum("img") = "img", alt: const text = "barcode") -> html'
    return (
        Declared(url, "barcodes.barcode_url", barcode_url(name), "The address of a barcode's picture."),
        Declared(img, "barcodes.barcode", barcode(name), doc),
    )


CODES = (
    Declared(
        "hash(s: text) -> text",
        "codes.sha256_hex",
        None,
        "SHA-256 in hex. Not for addresses or numbers that can be guessed: use hmac.",
        ('"abc" | hash | slice(0, 8)', "ba7816bf"),
    ),
    Declared("hmac(s: text, key: text) -> text", "codes.hmac_hex", None, "HMAC-SHA-256 in hex (RFC 2104)."),
    Declared(
        "crc32(s: text) -> text",
        "codes.crc32_hex",
        None,
        "CRC-32 as eight hex digits.",
        ('"123456789" | crc32', "cbf43926"),
    ),
    Declared(
        "crc16(s: text) -> text",
        "codes.crc16_hex",
        None,
        "CRC-16/CCITT-FALSE as four upper-case hex digits, as EMV payment codes end.",
        ('"123456789" | crc16', "29B1"),
    ),
    Declared(
        'qr(data: text, size: const int = 120, level: const text = "M", as: const enum("url")) -> image',
        "codes.qr_url",
        qr_url,
        "The address of a QR code's picture, for an <img> of your own.",
    ),
    Declared(
        'qr(data: text, size: const int = 120, level: const text = "M", as: const enum("img") = "img", '
        'alt: const text = "QR code") -> html',
        "codes.qr",
        qr,
        "A QR code as picture of `size` pixels; levels L M Q H.",
    ),
    Declared(
        'qr(data: text, size: const int = 120, level: const text = "M", as: const enum("svg"), '
        'alt: const text = "QR code") -> html',
        "qrcodes.qr_svg",
        qr_svg,
        "A QR code as inline drawing, for bills: few mail readers show it.",
    ),
    *_barcode(
        "code128",
        "",
        "Up to 80 ASCII characters as Code 128: `height` pixels high, `module` pixels for the narrowest bar.",
    ),
    *_barcode(
        "code39",
        ", check: const bool = false",
        "Up to 80 digits, capitals and - . $ / + % as Code 39, wide bars 3 modules; `check` adds the check character.",
    ),
    *_barcode(
        "ean13",
        "",
        "An article number as EAN-13: 12 digits, to which the check digit is added, or 13, whose last is checked.",
    ),
)
