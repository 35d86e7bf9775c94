"""Numbers, percentages and amounts by CLDR, against Babel."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision, parse_pattern
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.dsl.typed import Settings
from flong.runtime import formats
from flong.runtime.core import Context
from flong.runtime.resolve import numbers as resolve

LOCALES = ("en", "zh-TW", "zh-CN", "ja", "ko")
CURRENCIES = (
    *("TWD", "USD", "EUR", "JPY", "CNY", "KRW", "GBP", "HKD", "SGD", "MYR", "THB", "VND", "IDR", "PHP", "INR", "AUD"),
    *("NZD", "CAD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "TRY", "ILS", "AED", "SAR", "KWD", "BHD", "ZAR"),
    *("BRL", "MXN", "CLP", "MOP", "KHR", "MMK", "LAK", "RUB"),
)
CALL = {"digits": None, "negative": "minus", "rounding": "half_up"}
NUMBER = {**CALL, "pattern": None, "grouping": True}
MONEY = {**CALL, "currency": None, "symbol": None, "style": "symbol"}
DECIMALS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9),
    st.builds(lambda c, e: Decimal(c).scaleb(e), st.integers(-(10**20), 10**20), st.integers(-22, 3)),
    st.builds(lambda n: Decimal(n) / 2000, st.integers(-4000, 4000)),
)


@pytest.fixture(scope="module")
def ctx():
    return Context()


def rounded(x, digits):
    with localcontext() as context:
        context.prec = 60
        result = x.quantize(Decimal((0, (1,), -digits)), ROUND_HALF_UP)
    return result or result.copy_abs()


def number(ctx, x, locale="en", **constants):
    return formats.py_number(ctx, resolve.number(Settings(locale), NUMBER | constants), x)


def money(ctx, x, currency="USD", locale="en", **constants):
    program = resolve.money(Settings(locale), MONEY | {"currency": currency} | constants)
    return formats.py_money(ctx, program, x)


def percent(ctx, x, locale="en", **constants):
    return formats.py_percent(ctx, resolve.percent(Settings(locale), CALL | {"digits": 0} | constants), x)


def spaced(text, symbol):
    """CLDR's currencySpacing, which Babel leaves out: a no-break space between a letter and a digit."""
    return text.replace(symbol, symbol + "\u00a0") if symbol[-1].isalpha() else text


# --- against Babel -------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
@given(DECIMALS)
@settings(max_examples=60)
def test_numbers_are_babels(ctx, locale, x):
    expected = format_decimal(rounded(x, 3), locale=locale.replace("-", "_"))
    assert number(ctx, x, locale) == expected
    ctx.reset()


@pytest.mark.parametrize("locale", LOCALES)
@given(DECIMALS, st.sampled_from(CURRENCIES))
@settings(max_examples=100)
def test_amounts_are_babels(ctx, locale, x, currency):
    babel = Locale.parse(locale, sep="-")
    digits = 0 if currency == "TWD" else get_currency_precision(currency)
    pattern = parse_pattern("¤#,##0" + ("." + "0" * digits if digits else ""))
    expected = format_currency(rounded(x, digits), currency, pattern, babel, currency_digits=False)
    assert money(ctx, x, currency, locale) == spaced(expected, babel.currency_symbols.get(currency, currency))
    ctx.reset()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_standard_pattern_is_the_one_compared_with(locale):
    assert Locale.parse(locale, sep="-").currency_formats["standard"].pattern == "¤#,##0.00"


@pytest.mark.parametrize("locale", LOCALES)
@given(DECIMALS, st.integers(0, 4))
@settings(max_examples=40)
def test_percentages_are_babels(ctx, locale, x, digits):
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
    expected = format_percent(rounded(x, digits + 2), pattern, locale=locale.replace("-", "_"))
    assert percent(ctx, x, locale, digits=digits) == expected
    ctx.reset()


@given(
    DECIMALS,
    st.sampled_from(["0", "#,##0.00", "0.###", "#,##,##0.0#", "0000", "#,##0.00;(#,##0.00)", "'no.' #,##0", "#.##"]),
)
def test_patterns_are_babels(ctx, x, pattern):
    most = parse_pattern(pattern).frac_prec[1]
    value = rounded(x, most)
    if value or pattern != "#.##":
        assert number(ctx, x, pattern=pattern) == format_decimal(
            value, pattern, locale="en", decimal_quantization=False
        )
    ctx.reset()


@pytest.mark.parametrize("locale", LOCALES)
@given(DECIMALS, st.sampled_from(["USD", "JPY", "EUR", "CNY"]))
@settings(max_examples=30)
def test_names_of_currencies_are_babels(ctx, locale, x, currency):
    value = rounded(x, get_currency_precision(currency))
    expected = format_currency(value, currency, locale=locale.replace("-", "_"), format_type="name")
    if abs(value) != 1:
        assert money(ctx, x, currency, locale, style="name") == expected
    ctx.reset()


# --- what the house decides ----------------------------------------------------------------------


@pytest.mark.parametrize(("call", "expected"), [
    (lambda c: money(c, Decimal("1234.5"), "TWD", "zh-TW"), "$1,235"),
    (lambda c: money(c, Decimal("1234.5"), "TWD", "zh-TW", digits=2), "$1,234.50"),
    (lambda c: money(c, Decimal("1234.5"), "TWD", "zh-TW", symbol="NT$"), "NT$1,235"),
    (lambda c: money(c, Decimal("-1234"), "TWD", "zh-TW", symbol="NT$", negative="paren"), "(NT$1,234)"),
    (lambda c: money(c, Decimal("-1234"), "JPY", "ja", negative="triangle"), "▲￥1,234"),
    (lambda c: money(c, Decimal("-1234"), "KRW", "ko"), "-₩1,234"),
    (lambda c: money(c, Decimal("-0.4"), "JPY", "ja"), "￥0"),
    (lambda c: money(c, 5, "USD", style="code"), "USD\u00a05.00"),
    (lambda c: money(c, 5, "USD", style="none"), "5.00"),
    (lambda c: money(c, 1, "JPY", style="name"), "1 Japanese yen"),
    (lambda c: money(c, 1, "USD", style="name", digits=0), "1 US dollar"),
    (lambda c: money(c, -1, "USD", style="name", digits=0), "-1 US dollar"),
    (lambda c: money(c, -1, "USD", style="name", digits=0, negative="paren"), "(1 US dollar)"),
    (lambda c: money(c, 1, "USD", style="name"), "1.00 US dollars"),
    (lambda c: money(c, 1, "TWD", "zh-TW", style="name"), "1 新台幣"),
    (lambda c: money(c, Decimal("2.5"), "JPY", rounding="half_even"), "¥2"),
    (lambda c: money(c, Decimal("-2.5"), "JPY", rounding="ceiling"), "-¥2"),
    (lambda c: number(c, Decimal("1234.50")), "1,234.5"),
    (lambda c: number(c, Decimal("1234.5"), digits=2, grouping=False), "1234.50"),
    (lambda c: number(c, Decimal("-1234.5"), negative="triangle"), "▲1,234.5"),
    (lambda c: number(c, Decimal("-0.0001")), "0"),
    (lambda c: number(c, 0, pattern="#.##"), "0"),
    (lambda c: number(c, Decimal("1E+20")), "100,000,000,000,000,000,000"),
    (lambda c: number(c, Decimal("0E+20")), "0"),
    (lambda c: percent(c, Decimal("0.256"), digits=1), "25.6%"),
    (lambda c: percent(c, Decimal("0.005")), "1%"),
])  # fmt: skip
def test_formats(ctx, call, expected):
    assert call(ctx) == expected


def test_the_largest_decimal_prints_all_its_digits(ctx):
    assert number(ctx, Decimal("9E+6144"), grouping=False) == "9" + "0" * 6144
    assert len(number(ctx, Decimal("9E+6144"))) == 6145 + 6144 // 3


def test_the_templates_currency_and_digits(ctx):
    settings_ = Settings("zh-TW", "TWD", 2)
    assert formats.py_money(ctx, resolve.money(settings_, MONEY), 5) == "$5.00"
    assert formats.py_money(ctx, resolve.money(settings_, MONEY | {"currency": "JPY"}), 5) == "¥5"
    assert formats.py_money(ctx, resolve.money(Settings("en", "EUR"), MONEY), 5) == "€5.00"


# --- wrong constants -----------------------------------------------------------------------------


@pytest.mark.parametrize(("resolver", "settings_", "constants", "message"), [
    (resolve.money, Settings("en"), MONEY, "money needs a currency"),
    (resolve.money, Settings("en"), MONEY | {"currency": "TWS"}, 'not a currency code.*did you mean "T'),
    (resolve.money, Settings("en"), MONEY | {"currency": "usd"}, 'did you mean "USD"'),
    (resolve.money, Settings("xx"), MONEY | {"currency": "USD"}, 'no locale "xx"'),
    (resolve.money, Settings("zh-TV"), MONEY | {"currency": "USD"}, 'did you mean "zh-TW"'),
    (resolve.money, Settings("en"), MONEY | {"currency": "USD", "negative": "parens"}, 'did you mean "paren"'),
    (resolve.money, Settings("en"), MONEY | {"currency": "USD", "style": "long"}, '"symbol", "code", "name", "none"'),
    (resolve.money, Settings("en"), MONEY | {"currency": "USD", "digits": -1}, "from 0 to 33"),
    (resolve.money, Settings("en"), MONEY | {"currency": "USD", "digits": True}, "from 0 to 33"),
    (resolve.money, Settings("en"), MONEY | {"currency": "USD", "symbol": "$" * 300}, "too long"),
    (resolve.number, Settings("en"), NUMBER | {"pattern": "0.0E0"}, "exponent"),
    (resolve.number, Settings("en"), NUMBER | {"pattern": "¤0"}, "use money"),
    (resolve.number, Settings("en"), NUMBER | {"pattern": "abc"}, "not a number pattern"),
    (resolve.number, Settings("en"), NUMBER | {"pattern": "0.0.0"}, "not a number pattern"),
    (resolve.number, Settings("en"), NUMBER | {"rounding": "bankers"}, "not one of"),
    (resolve.number, Settings("fa"), NUMBER, "digits 0-9"),
])  # fmt: skip
def test_a_wrong_constant_says_what_fits(resolver, settings_, constants, message):
    with pytest.raises(ValueError, match=message):
        resolver(settings_, constants)
