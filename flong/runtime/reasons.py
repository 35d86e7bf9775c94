"""Why a record fails: one text for each FL_* code of core.h, in the same order. The texts are stable."""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """The FL_* codes."""

    OK = 0
    MEMORY = 1
    INT_OVERFLOW = 2
    DECIMAL_OVERFLOW = 3
    DIVISION_BY_ZERO = 4
    BAD_DATE = 5
    BAD_NUMBER = 6
    NOT_WHOLE = 7
    TOO_LONG = 8
    TOO_MANY_TURNS = 9
    BAD_SCHEME = 10
    BAD_CSS = 11
    BAD_ADDRESS = 12
    CONTROL_CHARACTER = 13
    BAD_ARGUMENT = 14
    REJECTED = 15
    SKIPPED = 16
    DECIMAL_DIGITS = 17
    ZERO_POWER = 18


REASONS: tuple[str, ...] = (
    "",
    "the record's values need too much memory",
    "an integer does not fit 64 bits",
    "a decimal is too large (exponent beyond 6144)",
    "division by zero",
    "not a date of the years 1 to 9999",
    "not a number",
    "not a whole number",
    "a text or list is too long",
    "more than ten million loop turns",
    "the link's scheme is not one of http, https, mailto, tel, sms, cid",
    "a style value holds characters other than letters, digits, # % . , + - and space",
    "not exactly one valid mail address",
    "a head value holds a control or bidirectional formatting character",
    "an argument is out of its range",
    "rejected by the template",
    "skipped by the template",
    "a decimal needs more than 34 digits",
    "0 ** 0 has no value",
)
