"""Date patterns as byte programs for `dates.pyx`.

Program: operations of an opcode (one byte), an argument (one byte) and, for names, a list of words.
LITERAL carries as many bytes as its argument says; NAME_… carry as many words as theirs says, each
after its length in one byte, the whole after its length in two. Numbers are padded to their argument.
Programs for datetimes begin with the zone's table, after its length in four bytes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import groupby

from babel import Locale

from flong.runtime.resolve.common import Constants, Settings, nearest, text_of
from flong.runtime.resolve.locales import locale_of
from flong.runtime.resolve.zones import zone_table

(
    LITERAL,
    YEAR,
    YEAR2,
    MONTH,
    DAY,
    DAY_OF_YEAR,
    QUARTER,
    HOUR24,
    HOUR12,
    HOUR_0_11,
    HOUR_1_24,
    MINUTE,
    SECOND,
    FRACTION,
) = range(14)
NAME_MONTH, NAME_WEEKDAY, NAME_HALF, NAME_ERA, NAME_HOUR = range(14, 19)
WIDTHS = {1: "abbreviated", 2: "abbreviated", 3: "abbreviated", 4: "wide", 5: "narrow"}
NAMED = ("short", "medium", "long", "full")
UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
DATE_LETTERS, TIME_LETTERS = "GyMLdDEcQ", "ahHKkmsSB"
NUMERIC = {
    "d": DAY, "D": DAY_OF_YEAR, "H": HOUR24, "h": HOUR12, "K": HOUR_0_11, "k": HOUR_1_24, "m": MINUTE, "s": SECOND,
}  # fmt: skip
MOST = {"y": 9, "D": 3, "S": 6, "G": 5, "E": 5, "c": 5, "M": 5, "L": 5, "a": 5, "B": 5}


def date_format(settings: Settings, constants: Constants) -> bytes:
    """`date(d, pattern)` of a date."""
    return _program(settings, _named(settings, constants, "date"), DATE_LETTERS)


def time_format(settings: Settings, constants: Constants) -> bytes:
    """`time(t, pattern)` of a time."""
    return _program(settings, _named(settings, constants, "time"), TIME_LETTERS)


def datetime_format(settings: Settings, constants: Constants) -> bytes:
    """`date(t, pattern)` of a datetime, in the template's zone."""
    pattern = _named(settings, constants, "date")
    return _zoned(settings.timezone) + _program(settings, pattern, DATE_LETTERS + TIME_LETTERS)


def zoned_time_format(settings: Settings, constants: Constants) -> bytes:
    """`time(t, pattern)` of a datetime, in the template's zone."""
    return _zoned(settings.timezone) + _program(settings, _named(settings, constants, "time"), TIME_LETTERS)


def in_zone(settings: Settings, constants: Constants) -> bytes:
    """`in_zone(t, zone, pattern)`."""
    pattern = text_of(constants, "pattern")
    return _zoned(text_of(constants, "zone")) + _program(settings, pattern, DATE_LETTERS + TIME_LETTERS)


def date_parse(settings: Settings, constants: Constants) -> bytes:
    """`parse_date(s, pattern)`: year, month and day in digits, and literals."""
    pattern = text_of(constants, "pattern")
    letters = [letter for letter, _ in _fields(pattern) if letter]
    if sorted(letters) != ["M", "d", "y"] or "MMM" in pattern:
        raise ValueError(f'parse_date reads one y, one M or MM and one d or dd: pattern "{pattern}"')
    if "yy" in pattern and "yyyy" not in pattern:
        raise ValueError(f'parse_date reads years of four digits, yyyy or y: pattern "{pattern}"')
    return _program(settings, pattern, "yMd")


def zone(settings: Settings, constants: Constants) -> bytes:
    """The table of the template's zone."""
    return zone_table(settings.timezone)


def date_unit(settings: Settings, constants: Constants) -> bytes:
    """One byte: the place of `unit` in UNITS, a day or longer."""
    return _unit(constants, UNITS[3:])


def datetime_unit(settings: Settings, constants: Constants) -> bytes:
    """One byte: the place of `unit` in UNITS; then the zone's table."""
    return _unit(constants, UNITS) + zone_table(settings.timezone)


def difference_unit(settings: Settings, constants: Constants) -> bytes:
    """As `date_unit`."""
    return _unit(constants, UNITS[3:])


def _unit(constants: Constants, allowed: Sequence[str]) -> bytes:
    unit = text_of(constants, "unit")
    if unit.removesuffix("s") not in allowed:
        known = [f"{word}s" for word in allowed]
        raise ValueError(f'"{unit}" is not one of {", ".join(known)}{nearest(unit, known)}')
    return bytes((UNITS.index(unit.removesuffix("s")),))


def _zoned(name: str) -> bytes:
    table = zone_table(name)
    return struct.pack("<I", len(table)) + table


def _named(settings: Settings, constants: Constants, kind: str) -> str:
    """A pattern as given, or CLDR's for a name like "medium"."""
    text = text_of(constants, "pattern")
    if text not in NAMED:
        return text
    if kind == "time" and text in ("long", "full"):
        raise ValueError('time has the formats "short" and "medium"; write a pattern for others')
    locale = locale_of(settings.locale)
    return str((locale.date_formats if kind == "date" else locale.time_formats)[text].pattern)


def _fields(pattern: str) -> Iterator[tuple[str, str]]:
    """(letter, run) for fields, ("", text) for literals; quotes as CLDR has them."""
    pieces = pattern.replace("''", "\0").split("'")
    if len(pieces) % 2 == 0:
        raise ValueError(f'a quote is not closed in the date pattern "{pattern}"')
    for at, piece in enumerate(pieces):
        if at % 2:
            yield "", piece.replace("\0", "'")
            continue
        for letter, run in groupby(piece, lambda c: c if c.isascii() and c.isalpha() else ""):
            yield letter, "".join(run).replace("\0", "'")


def _program(settings: Settings, pattern: str, allowed: str) -> bytes:
    if not pattern:
        raise ValueError("a date pattern must not be empty")
    if re.search("%[A-Za-z]", pattern):
        raise ValueError(f'fields are letters, as in "yyyy-MM-dd"; "{pattern}" would print the % signs')
    locale = locale_of(settings.locale)
    return b"".join(_operation(locale, letter, run, pattern, allowed) for letter, run in _fields(pattern))


def _operation(locale: Locale, letter: str, run: str, pattern: str, allowed: str) -> bytes:
    if not letter:
        return b"".join(_literal(run[at : at + 60]) for at in range(0, len(run), 60))
    _refuse(letter, run, pattern, allowed)
    width = len(run)
    if letter in "MLEcGaB" and not (letter in "ML" and width < 3):
        return _names(locale, letter, width)
    if letter == "y":
        return bytes((YEAR2, 2)) if width == 2 else bytes((YEAR, width))
    if letter in "ML":
        return bytes((MONTH, width))
    if letter == "Q":
        return bytes((QUARTER, width))
    return bytes((FRACTION if letter == "S" else NUMERIC[letter], width))


def _literal(text: str) -> bytes:
    data = text.encode()
    return bytes((LITERAL, len(data))) + data if data else b""


def _refuse(letter: str, run: str, pattern: str, allowed: str) -> None:
    if letter == "Y":
        raise ValueError(f'Y is the week year, which differs around New Year: write {run.lower()} in "{pattern}"')
    if letter not in allowed:
        raise ValueError(f'"{run}" can not stand in the pattern "{pattern}"{_hint(letter)}')
    if len(run) > MOST.get(letter, 2):
        raise ValueError(f'"{run}" is longer than its field allows in the pattern "{pattern}"')


def _hint(letter: str) -> str:
    hints = {"D": "; day of the month is d", "n": "; minutes are m", "i": "; minutes are m", "t": "; am and pm are a"}
    if letter in TIME_LETTERS:
        return "; a date has no time of day"
    return hints.get(letter, "; quote letters that stand for themselves: 'at'")


def _names(locale: Locale, letter: str, width: int) -> bytes:
    opcode, words = _words(locale, letter, width)
    data = b"".join(bytes((len(word.encode()),)) + word.encode() for word in words)
    return bytes((opcode, len(words))) + struct.pack("<H", len(data)) + data


def _words(locale: Locale, letter: str, width: int) -> tuple[int, list[str]]:
    """The names a field chooses from: months from January, weekdays from Monday, hours from midnight."""
    form, size = ("stand-alone" if letter in "Lc" else "format"), WIDTHS[width]
    if letter in "ML":
        return NAME_MONTH, [locale.months[form][size][month] for month in range(1, 13)]
    if letter in "Ec":
        return NAME_WEEKDAY, [locale.days[form][size][day] for day in range(7)]
    if letter == "G":
        return NAME_ERA, [locale.eras[size][1]]
    if letter == "a":
        return NAME_HALF, [_period_name(locale, half, size) for half in ("am", "pm")]
    return NAME_HOUR, [_period_name(locale, _period(locale, hour), size) for hour in range(24)]


def _period_name(locale: Locale, period: str, size: str) -> str:
    """CLDR gives some parts of the day in some sizes only; then the next size serves."""
    for form in ("format", "stand-alone"):
        for width in (size, "abbreviated", "wide", "narrow"):
            name = locale.day_periods.get(form, {}).get(width, {}).get(period)
            if name:
                return str(name)
    raise ValueError(f'CLDR has no name for {period} in "{locale}"')


def _period(locale: Locale, hour: int) -> str:
    """The name CLDR gives the part of the day that `hour` is in (morning1, afternoon2 …)."""
    second = hour * 3600
    for name, rules in locale.day_period_rules.get(None, {}).items():
        for rule in rules:
            start, end = rule.get("from", -1), rule.get("before", -1)
            if start <= second < end or (start > end and (second >= start or second < end)):
                return str(name)
    return "am" if hour < 12 else "pm"
