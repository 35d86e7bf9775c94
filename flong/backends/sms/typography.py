"""Typographic signs as plain ones: by policy only, for texts that one curly quote would make twice as dear."""

from __future__ import annotations

from typing import Final

_PLAIN: Final = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"',
    "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"', "\u2010": "-", "\u2011": "-",
    "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-", "\u2026": "...", "\u2022": "-",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u00ad": "", "\u200b": "",
    "\u2060": "", "\ufeff": "", "\t": " ", "\u00b4": "'", "`": "'", "\u00d7": "x", "\u2044": "/",
}  # fmt: skip
_TABLE: Final = str.maketrans(_PLAIN)


def plain(text: str) -> str:
    """`text` with quotes, dashes, dots and spaces of typesetting as those of a typewriter. Letters stay."""
    return text.translate(_TABLE)
