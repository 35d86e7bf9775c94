"""Checks, digests and codes for machines."""

from flong.runtime.catalog.declared import Declared
from flong.runtime.resolve.codes import qr, qr_url

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
)
