"""The charsets that mails really carry, whatever they call them. Decoding never fails.

Labels mean what mail programs mean by them (the WHATWG encoding standard says the same of browsers): ks_c_5601-1987
is cp949, gb2312 is gb18030, big5 has Hong Kong's characters, shift_jis is cp932. Mails in iso-2022-jp hold the
characters of NEC and IBM (①, ㈱), which Python's codecs of that name refuse; `_jis` reads them.
"""

from __future__ import annotations

import re
from typing import Final

_ALIASES: Final = {
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "ks_c_5601-1989": "cp949", "euc-kr": "cp949",
    "euckr": "cp949", "korean": "cp949", "uhc": "cp949", "x-windows-949": "cp949", "windows-949": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "euc-cn": "gb18030", "csgb2312": "gb18030", "chinese": "gb18030",
    "big5": "big5hkscs", "big-5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "euc-jp": "eucjp", "x-euc-jp": "eucjp",
    "us-ascii": "utf-8", "ascii": "utf-8", "ansi_x3.4-1968": "utf-8", "unknown-8bit": "utf-8", "8bit": "utf-8",
    "x-unknown": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "iso-8859-8-i": "iso-8859-8", "iso-8859-6-i": "iso-8859-6",
}  # fmt: skip
_JIS_NAMES: Final = re.compile(r"iso-2022-jp|csiso2022jp|jis\Z")
_ESCAPE: Final = re.compile(rb"\x1b(\$\([BD]|\$[@B]|\([BJI])")
_SECOND_CHOICE: Final = {"big5hkscs": "cp950", "gb18030": "gbk", "cp932": "shift_jisx0213"}


def decode(raw: bytes, label: str = "", hint: str = "") -> str:
    """`raw` as text. `label` is what the part says of itself, `hint` what the mail says elsewhere; what can't
    be read becomes U+FFFD."""
    name = label.strip().strip("\"'").lower()
    if _ESCAPE.search(raw) and (_JIS_NAMES.match(name) or codec(name) in ("", "utf-8")):
        return _jis(raw)
    chosen = codec(name)
    if chosen in ("", "utf-8"):
        return _unlabelled(raw, hint)
    return _read(raw, chosen)


def codec(label: str) -> str:
    """Python's name for a label; "" for none that is known."""
    name = _ALIASES.get(label, label)
    if name == "eucjp":
        return "euc_jp"
    try:
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return name


def _read(raw: bytes, name: str) -> str:
    """By the first of the codecs for this label that reads all of it."""
    for candidate in (name, _SECOND_CHOICE.get(name)):
        if candidate is not None:
            try:
                return raw.decode(candidate)
            except (UnicodeError, ValueError):
                continue
    return raw.decode(name, "replace")


def _unlabelled(raw: bytes, hint: str) -> str:
    """UTF-8 if it is, else what the mail says elsewhere, else replacement characters."""
    try:
        return raw.decode("utf-8")
    except UnicodeError:
        name = codec(hint.lower())
        return _read(raw, name) if name not in ("", "utf-8") else raw.decode("utf-8", "replace")


def _jis(raw: bytes) -> str:
    """ISO-2022-JP (RFC 1468) with the vendors' rows 13 and 89 to 92 and half-width kana, by way of cp932."""
    pieces, at, mode = [], 0, b"(B"
    for escape in _ESCAPE.finditer(raw):
        pieces.append(_segment(raw[at : escape.start()], mode))
        at, mode = escape.end(), escape[1]
    return "".join((*pieces, _segment(raw[at:], mode)))


def _segment(raw: bytes, mode: bytes) -> str:
    """What stands between two escapes; a line that ends ends the mode too, as mails forget the escape."""
    if mode in (b"(B", b"(J"):
        return raw.decode("utf-8", "replace")
    line, end, rest = raw.partition(b"\n")
    after = (end + rest).decode("utf-8", "replace")
    if mode == b"(I":
        return bytes(byte | 0x80 for byte in line).decode("cp932", "replace") + after
    if mode == b"$(D":
        marked = b"".join(b"\x8f" + bytes(b | 0x80 for b in line[i : i + 2]) for i in range(0, len(line), 2))
        return marked.decode("euc_jp", "replace") + after
    pairs = (line[i : i + 2] for i in range(0, len(line), 2))
    return b"".join(_shifted(pair) for pair in pairs).decode("cp932", "replace") + after


def _shifted(pair: bytes) -> bytes:
    """A pair of JIS X 0208 bytes in Shift_JIS; what is none stays."""
    if len(pair) < 2 or not all(0x21 <= byte <= 0x7E for byte in pair):
        return pair
    row, cell = pair[0] - 0x21, pair[1]
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + 0x7E if row % 2 else cell + (0x1F if cell < 0x60 else 0x20)
    return bytes((lead, trail))
