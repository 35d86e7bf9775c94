"""Which of two forms a count takes."""

from __future__ import annotations

from flong.runtime.resolve.common import Constants, Settings
from flong.runtime.resolve.locales import locale_of


def plural(settings: Settings, constants: Constants) -> bytes:
    """Two bytes: 1 where 0, and where 1, takes `one`. ValueError when the language has more forms."""
    rule = locale_of(settings.locale).plural_form
    ones = {n for n in range(1000) if rule(n) == "one"}
    if rule.tags - {"one", "many"} or not ones <= {0, 1}:
        raise ValueError(f'"{settings.locale}" has more forms than one and other')
    return bytes((0 in ones, 1 in ones))
