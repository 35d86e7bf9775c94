"""What the folder of fonts can show: scripts, families that style sheets name, fonts that may be embedded."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flong.bill import fonts, sfnt
from flong.bill.cast import draw
from flong.errors import FontError

SCRIPTS: Final = {
    "Latin": "Statement Ångström façade œuvre Straße № €",
    "繁體中文": "臺灣電信帳單請於期限內繳費",
    "简体中文": "账单总额请于期限内缴费",
    "日本語": "請求書ひらがなカタカナ々込",
    "한국어": "청구서 납부 금액 괜찮습니다",
}
"""Text of each language that flong promises, in characters that others of them lack."""
_SUFFIXES: Final = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_GENERIC: Final = frozenset(
    (
        *("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji", "fangsong"),
        *("inherit", "initial", "unset", "revert"),
    )
)
_FAMILY: Final = r"""(?:"[^"]+"|'[^']+'|[\w-][\w -]*)"""
_LIST: Final = rf"\s*({_FAMILY}(?:\s*,\s*{_FAMILY})*)"
_SIZE: Final = r"[\d.](?:r?em|e?x|p[xtc]|[cm]m|in|ch|q|v[wh]|%)(?:\s*/\s*[\d.]+[a-z%]*)?\s"
_NAMED: Final = re.compile(rf"\bfont(?:-family\s*:|\s*:[^;{{}}<>]*?{_SIZE}){_LIST}", re.IGNORECASE)
_DEFINED: Final = re.compile(rf"@font-face\s*\{{[^}}]*font-family\s*:{_LIST}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Installed:
    """A font of the folder: its families in all languages, and why it may not be embedded, or ""."""

    families: frozenset[str]
    licence: str


def unshown() -> dict[str, list[str]]:
    """The scripts that bills can't show, with the characters that no font has. Raises as `cast_bill` does."""
    missing = {name: draw(f"<p>{text}</p>", None, _no_pictures)[1].missing for name, text in SCRIPTS.items()}
    return {name: characters for name, characters in missing.items() if characters}


def installed() -> list[Installed]:
    """The fonts of the folder; what can't be read is left out."""
    return [
        font for path in sorted(fonts.folder().rglob("*")) if path.suffix.lower() in _SUFFIXES for font in _of(path)
    ]


def unknown_families(texts: Iterable[str], known: Iterable[Installed]) -> list[str]:
    """The families that style sheets in `texts` name, but neither define by `@font-face` nor find among the fonts."""
    texts = list(texts)
    there = {family.lower() for font in known for family in font.families}
    there |= {family.lower() for text in texts for found in _DEFINED.findall(text) for family in _families(found)}
    named = dict.fromkeys(family for text in texts for found in _NAMED.findall(text) for family in _families(found))
    return [family for family in named if family.lower() not in there | _GENERIC]


def _families(value: str) -> Iterator[str]:
    return (family.strip(" \"'") for family in re.findall(_FAMILY, value))


def _of(path: Path) -> Iterator[Installed]:
    """The fonts of a file."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for index in range(sfnt.count_fonts(data)):
                tables = sfnt.read_tables(data, index)
                yield Installed(sfnt.read_families(data, tables), sfnt.read_licence(data, tables))
    except (FontError, OSError, ValueError):
        return


def _no_pictures(cid: str) -> bytes:
    raise KeyError(cid)
