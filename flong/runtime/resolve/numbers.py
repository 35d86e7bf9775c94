"""Number formats as byte programs for `formats.pyx`.

Program: eight bytes (least integer digits, least and most fraction digits, first and further group
size, rounding mode, power of ten, 1 when the singular has affixes of its own), then ten strings, each
after its length in one byte: decimal point, group separator, prefix and suffix of positive numbers, of
negative numbers, of one, of minus one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from babel import Locale
from babel.numbers import NumberPattern, get_currency_precision, list_currencies, parse_pattern

from flong.runtime.resolve.common import Constants, Settings, int_of, nearest, one_of, text_of
from flong.runtime.resolve.locales import locale_of, number_symbols

ROUNDING = ("half_even", "half_up", "half_down", "up", "down", "ceiling", "floor")  # decimal.Mode's order
NEGATIVE = ("minus", "paren", "triangle")
STYLES = ("symbol", "code", "name", "none")
HOUSE_DIGITS = {"TWD": 0}  # Taiwan's bills print whole dollars; CLDR says 2
MAX_DIGITS = 33


@dataclass(frozen=True, slots=True)
class Format:
    """A number's shape before it becomes bytes. Affixes are final text."""

    decimal: str
    group: str
    prefix: str = ""
    suffix: str = ""
    negative_prefix: str = "-"
    negative_suffix: str = ""
    one: tuple[str, str, str, str] | None = None
    least_integer: int = 1
    least_fraction: int = 0
    most_fraction: int = 3
    groups: tuple[int, int] = (3, 3)
    mode: int = 0
    power: int = 0

    def program(self) -> bytes:
        """The bytes that `formats.pyx` reads."""
        one = self.one or ("", "", "", "")
        head = (self.least_integer, self.least_fraction, self.most_fraction, *self.groups, self.mode, self.power)
        words = (self.decimal, self.group, self.prefix, self.suffix, self.negative_prefix, self.negative_suffix, *one)
        return bytes((*head, self.one is not None)) + b"".join(_word(word) for word in words)


def _word(text: str) -> bytes:
    data = text.encode()
    if len(data) > 255:
        raise ValueError(f'"{text[:20]}…" is too long for a number format')
    return bytes((len(data),)) + data


def rounding(settings: Settings, constants: Constants) -> bytes:
    """One byte: the place of `mode` in ROUNDING."""
    return bytes((one_of(constants, "mode", ROUNDING),))


def number(settings: Settings, constants: Constants) -> bytes:
    """The program of `number`."""
    locale = locale_of(settings.locale)
    text = constants["pattern"]
    pattern = locale.decimal_formats[None] if text is None else _user_pattern(text_of(constants, "pattern"))
    shape = _digits(_shape(pattern, locale), constants["digits"], constants)
    if constants["grouping"] is False:
        shape = replace(shape, groups=(0, 0))
    return _told(shape, constants).program()


def percent(settings: Settings, constants: Constants) -> bytes:
    """The program of `percent`."""
    locale = locale_of(settings.locale)
    shape = _shape(locale.percent_formats[None], locale)
    return _told(_digits(shape, constants["digits"], constants), constants).program()


def money(settings: Settings, constants: Constants) -> bytes:
    """The program of `money`. ValueError for an unknown currency, or when none is given anywhere."""
    locale = locale_of(settings.locale)
    currency = _currency(settings, constants)
    digits = constants["digits"]
    if digits is None:
        digits = currency_digits(currency, settings)
    shape = _digits(_money_shape(locale, currency, constants), digits, {**constants, "digits": digits})
    return _told(shape, constants).program()


def currency_digits(currency: str, settings: Settings) -> int:
    """Decimals of `currency`: the template's own, else the house table, else CLDR."""
    if currency == settings.currency and settings.currency_digits is not None:
        return settings.currency_digits
    return HOUSE_DIGITS.get(currency, get_currency_precision(currency))


def _currency(settings: Settings, constants: Constants) -> str:
    currency = constants["currency"] or settings.currency
    if currency is None:
        raise ValueError('money needs a currency: "Currency: TWD" in the head, or currency="TWD"')
    known = list_currencies()
    if currency not in known:
        code = str(currency).upper()
        close = nearest(code, [name for name in known if name[0] == code[:1]])
        raise ValueError(f'"{currency}" is not a currency code of ISO 4217{close}')
    return str(currency)


def _user_pattern(text: str) -> NumberPattern:
    for letter, why in (("E", "an exponent"), ("@", "significant digits"), ("¤", "a currency; use money")):
        if letter in text:
            raise ValueError(f'number can\'t print {why}: pattern "{text}"')
    wrong = f'"{text}" is not a number pattern; one looks like "#,##0.00"'
    cores = re.findall(r"[#0,.]+", re.sub(r"'[^']*'", "", text))
    if not cores or not all(re.fullmatch(r"[#,]*[0,]*(\.0*#*)?", core) for core in cores):
        raise ValueError(wrong)
    try:
        return parse_pattern(text)
    except ValueError:
        raise ValueError(wrong) from None


def _shape(pattern: NumberPattern, locale: Locale) -> Format:
    """A CLDR pattern; its affixes lose their quotes, `-` and `%` become the locale's."""
    symbols = number_symbols(locale)
    affixes = [_affix(text, symbols) for text in (*pattern.prefix, *pattern.suffix)]
    prefix, negative_prefix, suffix, negative_suffix = affixes
    first, further = pattern.grouping
    groups = (0, 0) if first > 100 else (first, further)
    least, most = pattern.frac_prec
    return Format(
        symbols["decimal"], symbols["group"], prefix, suffix, negative_prefix, negative_suffix,
        least_integer=min(max(pattern.int_prec[0], 1), MAX_DIGITS), least_fraction=least, most_fraction=most,
        groups=groups, power=pattern.scale,
    )  # fmt: skip


def _affix(text: str, symbols: dict[str, str]) -> str:
    """Quoted stretches stay as they are; `''` is an apostrophe."""
    pieces = text.replace("''", "\0").split("'")
    for at in range(0, len(pieces), 2):
        pieces[at] = pieces[at].replace("-", symbols["minusSign"]).replace("%", symbols["percentSign"])
    return "".join(pieces).replace("\0", "'")


def _money_shape(locale: Locale, currency: str, constants: Constants) -> Format:
    style = STYLES[one_of(constants, "style", STYLES)]
    shape = _shape(locale.currency_formats["standard"], locale)
    symbol = constants["symbol"]
    if symbol is None and style == "name":
        return _named(shape, locale, currency)
    if symbol is None:
        symbol = {"symbol": locale.currency_symbols.get(currency, currency), "code": currency, "none": ""}[style]
    return _with_symbol(shape, str(symbol))


def _with_symbol(shape: Format, symbol: str) -> Format:
    """Puts `symbol` for ¤. A letter beside a digit takes a no-break space (CLDR's currencySpacing)."""
    before = symbol + ("\u00a0" if symbol and unicodedata.category(symbol[-1])[0] not in "SZ" else "")
    after = ("\u00a0" if symbol and unicodedata.category(symbol[0])[0] not in "SZ" else "") + symbol
    return replace(
        shape,
        prefix=_put(shape.prefix, before, symbol, end=True), suffix=_put(shape.suffix, after, symbol, end=False),
        negative_prefix=_put(shape.negative_prefix, before, symbol, end=True),
        negative_suffix=_put(shape.negative_suffix, after, symbol, end=False),
    )  # fmt: skip


def _put(affix: str, spaced: str, symbol: str, *, end: bool) -> str:
    beside = affix.endswith("¤") if end else affix.startswith("¤")
    put = affix.replace("¤", spaced if beside else symbol)
    return put if symbol else put.strip("\u00a0 ")


def _named(shape: Format, locale: Locale, currency: str) -> Format:
    """`1,234.50 US dollars`, and `1 US dollar` where the language has a singular."""
    plain = _with_symbol(shape, "")
    minus = number_symbols(locale)["minusSign"]
    prefix, suffix = _unit(locale, currency, "other")
    one = None
    if "one" in locale.plural_form.tags:
        first, last = _unit(locale, currency, "one")
        one = (first, last, first + minus, last)
    return replace(plain, prefix=prefix, suffix=suffix, negative_prefix=prefix + minus, negative_suffix=suffix, one=one)


def _unit(locale: Locale, currency: str, count: str) -> tuple[str, str]:
    patterns = locale._data["currency_unit_patterns"]
    names = locale._data["currency_names_plural"].get(currency, {})
    name = names.get(count) or names.get("other") or locale.currencies.get(currency, currency)
    before, _, after = patterns.get(count, patterns["other"]).replace("{1}", name).partition("{0}")
    return before, after


def _digits(shape: Format, digits: object, constants: Constants) -> Format:
    if digits is None:
        return shape
    count = int_of(constants, "digits", 0, MAX_DIGITS)
    return replace(shape, least_fraction=count, most_fraction=count)


def _told(shape: Format, constants: Constants) -> Format:
    """With the rounding and the negative style the call asks for."""
    style = NEGATIVE[one_of(constants, "negative", NEGATIVE)]
    shape = replace(shape, mode=one_of(constants, "rounding", ROUNDING))
    if style == "minus":
        return shape
    before, after = ("(", ")") if style == "paren" else ("▲", "")
    one = shape.one and (*shape.one[:2], before + shape.one[0], shape.one[1] + after)
    prefix, suffix = before + shape.prefix, shape.suffix + after
    return replace(shape, negative_prefix=prefix, negative_suffix=suffix, one=one)
