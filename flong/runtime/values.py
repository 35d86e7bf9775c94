"""How bound values are named in reasons, and texts that stand for dates, times and durations.

A reason never holds the value itself: reasons go to reject files and logs.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

NULL = "null, and the field is not optional"
MISSING = "missing"
SURROGATE = "the text is not valid Unicode"
FLOAT_FOR_DECIMAL = "a float can't hold a decimal exactly; use render_json(bytes) or parse_float=Decimal"
NOT_FINITE = "NaN and infinity are not allowed"
INT_RANGE = "does not fit a 64-bit integer"
DATE_RANGE = "outside the years 1 to 9999"
NO_TIME = "not a time of day"
NO_ENTRY = "not in the dictionary of its column"
EXPONENT = "a decimal's exponent is beyond ±6144"

_NAMES = {
    "str": "text",
    "NoneType": "null",
    "Decimal": "decimal",
    "timedelta": "duration",
    "tuple": "list",
    "dict": "record",
}
_ARTICLES = {"int": "an", "enum": "an"}
_DURATION = re.compile(
    r"([+-]?)P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,6})0*)?S)?)?", re.ASCII
)


def wanted(kind: str, found: Any) -> str:
    """`a text is wanted, not int`."""
    name = type(found).__name__
    return f"{_ARTICLES.get(kind, 'a')} {kind} is wanted, not {_NAMES.get(name, name)}"


def not_listed(values: tuple[str, ...]) -> str:
    """An enum's reason."""
    return "not one of " + ", ".join(f'"{value}"' for value in values)


def raised(error: Exception) -> str:
    """Reading the value failed; what the exception says may hold it."""
    return f"reading it raised {type(error).__name__}"


def too_precise(scale: int) -> str:
    """More digits after the point than a decimal(p, s) has."""
    return f"more than {scale} decimal places"


def too_long(digits: int) -> str:
    """More digits than a decimal has."""
    return f"more than {digits} digits"


def whole(number: Decimal) -> int | Decimal:
    """The int that `number` is (JSON's 5.0 and 1E+2), or `number` itself; with more than 19 digits always that."""
    if not number.is_finite() or number.adjusted() > 18 or number != number.to_integral_value():
        return number
    return int(number)


def parse_date(text: str) -> date | None:
    """YYYY-MM-DD."""
    return _iso(date, text) if len(text) == 10 and text[4] == "-" else None


def parse_time(text: str) -> time | None:
    """ISO 8601 without zone."""
    value = _iso(time, text)
    return value if value is not None and value.tzinfo is None else None


def parse_datetime(text: str) -> datetime | None:
    """ISO 8601 with date and time, with or without zone."""
    return _iso(datetime, text) if len(text) > 11 and text[10] in "Tt " else None


def parse_duration(text: str) -> timedelta | None:
    """ISO 8601 without years and months, to the microsecond."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.group(2, 3, 4, 5, 6))
    micros = int((match[7] or "").ljust(6, "0"))
    try:
        value = timedelta(days, seconds, micros, 0, minutes, hours, weeks)
    except OverflowError:
        return None
    return -value if match[1] == "-" else value


def _iso(type_: Any, text: str) -> Any:
    try:
        return type_.fromisoformat(text)
    except ValueError:
        return None
