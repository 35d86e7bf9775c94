"""Why a record fails: one text for each FL_* code of core.h, in the same order. The texts are stable."""

from __future__ import annotations

REASONS: tuple[str, ...] = (
    "",
    "the record's values need too much memory",
    "an integer does not fit 64 bits",
    "a decimal is too large (exponent beyond 6144)",
    "division by zero",
    "a date is outside the years 1 to 9999",
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
)
