"""Locale names as templates write them (`zh-TW`), and CLDR's data behind them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError

from flong.runtime.resolve.common import nearest

KNOWN = ("en", "ja", "ko", "zh-CN", "zh-TW", "en-GB", "en-US", "de", "fr", "es", "it", "zh-HK", "zh-Hant", "zh-Hans")


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    """CLDR's data for `name`; ValueError when there is none, or when it counts with other digits than 0-9."""
    try:
        locale = Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(f'there is no locale "{name}"{nearest(name, KNOWN)}') from None
    if locale.default_numbering_system != "latn":
        raise ValueError(f'locale "{name}" does not write the digits 0-9, which is not supported')
    return locale


def number_symbols(locale: Locale) -> Any:
    """CLDR's separators and signs of Latin digits."""
    return locale.number_symbols["latn"]
