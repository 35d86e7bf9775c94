"""Numbers: rounding, comparing, and printing them by CLDR. Rounding is half away from zero unless told."""

from flong.runtime.catalog.declared import Declared
from flong.runtime.resolve.numbers import money, number, percent, rounding

MONEY = (
    "money(x: decimal, currency: const text = none, digits: const int = none, symbol: const text = none, "
    'style: const text = "symbol", negative: const text = "minus", rounding: const text = "half_up") -> text'
)
NUMBER = (
    "number(x: decimal, digits: const int = none, pattern: const text = none, grouping: const bool = true, "
    'negative: const text = "minus", rounding: const text = "half_up") -> text'
)
PERCENT = (
    'percent(x: decimal, digits: const int = 0, negative: const text = "minus", '
    'rounding: const text = "half_up") -> text'
)

NUMBERS = (
    Declared(
        'round(x: int, digits: int = 0, mode: const text = "half_up") -> int',
        "numbers.round_int",
        rounding,
        "A whole number, rounded when `digits` is negative.",
        ("round(1250, -2)", "1300"),
    ),
    Declared(
        'round(x: decimal, digits: int = 0, mode: const text = "half_up") -> decimal',
        "numbers.round_decimal",
        rounding,
        "Exactly `digits` decimals. Modes: half_up (away from zero), half_even, half_down, up, down, ceiling, floor.",
        ("round(2.345, 2)", "2.35"),
    ),
    Declared(
        "round(x: float, digits: int) -> decimal",
        "numbers.decimal_float",
        None,
        "A float's shortest form, rounded half away from zero.",
    ),
    Declared(
        "ceil(x: decimal, digits: int = 0) -> decimal",
        "numbers.ceil",
        None,
        "Rounded towards plus infinity.",
        ("ceil(1.01)", "2"),
    ),
    Declared(
        "floor(x: decimal, digits: int = 0) -> decimal",
        "numbers.floor",
        None,
        "Rounded towards minus infinity.",
        ("floor(-1.01)", "-2"),
    ),
    Declared(
        "trunc(x: decimal, digits: int = 0) -> decimal",
        "numbers.trunc",
        None,
        "Rounded towards zero.",
        ("trunc(-1.99)", "-1"),
    ),
    Declared("abs(x: int) -> int", "numbers.abs_int", None, "Without its sign.", ("abs(-5)", "5")),
    Declared("abs(x: decimal) -> decimal", "numbers.abs_decimal", None, "Without its sign.", ("abs(-5.50)", "5.50")),
    Declared("sign(x: decimal) -> int", "numbers.sign", None, "-1, 0 or 1.", ("sign(-0.01)", "-1")),
    Declared("min(a: int, b: int) -> int", "numbers.min_int2", None, "The smallest.", ("min(3, 2)", "2")),
    Declared("min(a: int, b: int, c: int) -> int", "numbers.min_int3", None, "The smallest."),
    Declared("min(a: int, b: int, c: int, d: int) -> int", "numbers.min_int4", None, "The smallest."),
    Declared(
        "min(a: decimal, b: decimal) -> decimal", "numbers.min_decimal2", None, "The smallest; of equal ones the first."
    ),
    Declared(
        "min(a: decimal, b: decimal, c: decimal) -> decimal",
        "numbers.min_decimal3",
        None,
        "The smallest; of equal ones the first.",
    ),
    Declared(
        "min(a: decimal, b: decimal, c: decimal, d: decimal) -> decimal",
        "numbers.min_decimal4",
        None,
        "The smallest; of equal ones the first.",
    ),
    Declared("min(a: date, b: date) -> date", "dates.min_date", None, "The earlier date."),
    Declared("max(a: int, b: int) -> int", "numbers.max_int2", None, "The largest.", ("max(3, 2)", "3")),
    Declared("max(a: int, b: int, c: int) -> int", "numbers.max_int3", None, "The largest."),
    Declared("max(a: int, b: int, c: int, d: int) -> int", "numbers.max_int4", None, "The largest."),
    Declared(
        "max(a: decimal, b: decimal) -> decimal", "numbers.max_decimal2", None, "The largest; of equal ones the first."
    ),
    Declared(
        "max(a: decimal, b: decimal, c: decimal) -> decimal",
        "numbers.max_decimal3",
        None,
        "The largest; of equal ones the first.",
    ),
    Declared(
        "max(a: decimal, b: decimal, c: decimal, d: decimal) -> decimal",
        "numbers.max_decimal4",
        None,
        "The largest; of equal ones the first.",
    ),
    Declared("max(a: date, b: date) -> date", "dates.max_date", None, "The later date."),
    Declared(
        "clamp(x: int, low: int, high: int) -> int",
        "numbers.clamp_int",
        None,
        "`x` kept between `low` and `high`.",
        ("clamp(12, 0, 10)", "10"),
    ),
    Declared(
        "clamp(x: decimal, low: decimal, high: decimal) -> decimal",
        "numbers.clamp_decimal",
        None,
        "`x` kept between `low` and `high`.",
    ),
    Declared(
        "int(x: decimal) -> int",
        "numbers.int_decimal",
        None,
        "A decimal without fraction as int; anything else rejects.",
        ("int(12.00)", "12"),
    ),
    Declared(
        "int(s: text) -> int",
        "numbers.int_text",
        None,
        "A text of digits, with sign, as int; anything else rejects.",
        ('int("-7")', "-7"),
    ),
    Declared(
        "decimal(x: decimal) -> decimal", "numbers.decimal_decimal", None, "An int as decimal.", ("decimal(5)", "5")
    ),
    Declared(
        "decimal(s: text) -> decimal",
        "numbers.decimal_text",
        None,
        "A text such as -12.50 as decimal; anything else rejects.",
        ('decimal("12.50")', "12.50"),
    ),
    Declared(
        "decimal(x: float, scale: int) -> decimal",
        "numbers.decimal_float",
        None,
        "A float's shortest form, rounded half away from zero to `scale` decimals.",
    ),
    Declared(
        NUMBER,
        "formats.number",
        number,
        "A number by the locale; without `digits`, at most three decimals.",
        ("1234567.5 | number", "1,234,567.5"),
    ),
    Declared(PERCENT, "formats.percent", percent, "A fraction as percentage.", ("0.256 | percent(digits=1)", "25.6%")),
    Declared(
        MONEY,
        "formats.money",
        money,
        "An amount by locale and currency. `style`: symbol, code, name, none; `negative`: minus, paren, triangle.",
        ('1234.5 | money(currency="USD")', "$1,234.50"),
    ),
)
