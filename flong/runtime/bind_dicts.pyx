# cython: boundscheck=False, wraparound=False, cdivision=True
"""Python records to rows: dicts and other mappings, and objects with attributes (msgspec structs, dataclasses, …)."""

from cpython.datetime cimport (
    PyDate_Check, PyDateTime_Check, PyDateTime_GET_DAY, PyDateTime_GET_MONTH, PyDateTime_GET_YEAR, import_datetime,
)
from cpython.dict cimport PyDict_GetItemWithError
from cpython.float cimport PyFloat_AS_DOUBLE
from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.math cimport isfinite
from libc.stdint cimport int64_t
from libc.string cimport memcpy

import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from flong.runtime.convert cimport duration_of, instant_of, time_of
from flong.runtime.core cimport FL_BAD_NUMBER, FL_DECIMAL_OVERFLOW, FL_OK, fl_dec, fl_keep, fl_list, fl_text
from flong.runtime.decimal cimport dec_parse
from flong.runtime.printing cimport FL_MAX_INSTANT, FL_MIN_INSTANT, fl_days
from flong.runtime.rows cimport (
    DATE, DATETIME, DEC, DEC64, DEC128, DURATION, ENUM, FLOAT, INT, LIST, RECORD, TEXT, TIME,
    Field, Plan, Rows, broken_rule, new_rows, plan_of, store_scaled,
)

from flong.runtime import values
from flong.runtime.resolve.zones import zone_of

cdef extern from "decimal_peek.h":
    ctypedef struct fl_py_decimal:
        pass
    bint fl_peek_decimal(object value, fl_dec *out) noexcept

cdef extern from "Python.h":
    bint PyUnicode_IS_COMPACT_ASCII(object text) noexcept
    const char *PyUnicode_DATA(object text) noexcept
    Py_ssize_t PyUnicode_GET_LENGTH(object text) noexcept

import_datetime()

cdef object LARGEST = 10**34 - 1
cdef object MISSING = object()
cdef tuple NO_RECORDS = (
    str, bytes, bytearray, int, float, Decimal, date, time, timedelta, list, tuple, set, type(None),
)


class BadValue(Exception):
    """A value that can't be bound; `path` grows on the way out."""

    def __init__(self, reason):
        self.reason = reason
        self.path = ""

    def within(self, step):
        """The value stands in `step`: a field, or an item such as `[3]`."""
        dot = "." if self.path and self.path[0] != "[" else ""
        self.path = f"{step}{dot}{self.path}"


def bind_dicts(layout, records, *, int64_t start=0, str zone="UTC"):
    """Rows of `layout` from an iterable of records, numbered from `start`. A datetime without a zone is in `zone`.

    A record with a bad value becomes an entry of `Rows.errors`; the others are bound."""
    cdef list all_records = list(records)
    cdef Binder binder = Binder.__new__(Binder)
    cdef int64_t i
    binder.rows = new_rows(plan_of(layout), start, len(all_records), None)
    binder.zone = UTC if zone == "UTC" else zone_of(zone)
    for i in range(len(all_records)):
        try:
            binder.record(binder.rows.plan, all_records[i], <char *>binder.rows.row(start + i))
        except BadValue as bad:
            binder.rows.errors.append((start + i, bad.path, bad.reason))
    binder.rows.settle()
    return binder.rows


cdef bint _is_map(Plan inner) except -1:
    """Whether the rows are those of an object with any names (JSON Schema's `additionalProperties`)."""
    return not inner.scalar and [field.name for field in inner.fields] == ["key", "value"]


cdef class Binder:
    cdef Rows rows
    cdef object zone

    cdef int record(self, Plan plan, object source, char *at) except -1:
        """Fill the row at `at` from a record, or from a bare value where rows are of one."""
        cdef Field field = None
        if plan.scalar:
            return self.field(plan.fields[0], source, at)
        if not isinstance(source, dict) and isinstance(source, NO_RECORDS):
            raise BadValue(values.wanted("record", source))
        try:
            for field in plan.fields:
                self.field(field, _get(source, field.name), at)
        except BadValue as bad:
            bad.within(field.name)
            raise
        except MemoryError:
            raise
        except Exception as error:  # from a property, a mapping or a number of the caller's own making
            bad_value = BadValue(values.raised(error))
            bad_value.within(field.name)
            raise bad_value from None
        return 0

    cdef int field(self, Field field, object value, char *at) except -1:
        if value is None or value is MISSING:
            if field.optional:
                return 0
            raise BadValue(values.NULL if value is None else values.MISSING)
        if field.optional:
            (<int64_t *>(at + field.offset - 8))[0] = 1
        self.value(field, value, at + field.offset)
        if field.check is not None:
            reason = broken_rule(field, at)
            if reason is not None:
                raise BadValue(reason)
        return 0

    cdef int value(self, Field field, object value, char *at) except -1:
        if field.kind == TEXT:
            return self.text(value, <fl_text *>at)
        if field.kind == DEC or field.kind == DEC64 or field.kind == DEC128:
            return _decimal(field, value, at)
        if field.kind == LIST:
            return self.items(field, value, <fl_list *>at)
        if field.kind == RECORD:
            return self.record(field.inner, value, at)
        if field.kind == FLOAT:
            (<double *>at)[0] = _float(value)
        else:
            (<int64_t *>at)[0] = self.word(field, value)
        return 0

    cdef int text(self, object value, fl_text *out) except -1:
        cdef Py_ssize_t n
        cdef const char *p
        if not isinstance(value, str):
            raise BadValue(values.wanted("text", value))
        if PyUnicode_IS_COMPACT_ASCII(value):
            p, n = PyUnicode_DATA(value), PyUnicode_GET_LENGTH(value)
        else:
            p = _utf8(value, &n)
        if fl_keep(&self.rows.arena, p, n, out) != FL_OK:
            out.p, out.n = self.rows.alloc(n), n
            memcpy(<char *>out.p, p, n)
        return 0

    cdef int items(self, Field field, object value, fl_list *out) except -1:
        cdef int64_t i = 0
        cdef tuple found
        cdef char *rows
        if isinstance(value, dict) and _is_map(field.inner):
            found = tuple([{"key": key, "value": one} for key, one in value.items()])
        elif isinstance(value, (list, tuple)):
            found = tuple(value)
        else:
            raise BadValue(values.wanted("list", value))
        rows = self.rows.alloc(max(1, len(found) * field.inner.size))
        try:
            for i in range(len(found)):
                self.record(field.inner, found[i], rows + i * field.inner.size)
        except BadValue as bad:
            bad.within(f"[{i}]")
            raise
        out.p, out.n = rows, len(found)
        return 0

    cdef int64_t word(self, Field field, object value) except? -1:
        """A value of a kind that is stored as one int64."""
        if field.kind == INT:
            return _int(value)
        if field.kind == ENUM:
            return _enum(field, value)
        if field.kind == DATE:
            return _date(value)
        if field.kind == DATETIME:
            return self.instant(value)
        if field.kind == TIME:
            return _time(value)
        if field.kind == DURATION:
            return _duration(value)
        if value is not True and value is not False:
            raise BadValue(values.wanted("bool", value))
        return value is True

    cdef int64_t instant(self, object value) except? -1:
        cdef object found = values.parse_datetime(value) if isinstance(value, str) else value
        cdef int64_t micros
        if not isinstance(found, datetime):
            raise BadValue(values.wanted("datetime", value))
        micros = instant_of(found if found.tzinfo is not None else found.replace(tzinfo=self.zone, fold=0))
        if not FL_MIN_INSTANT <= micros <= FL_MAX_INSTANT:
            raise BadValue(values.DATE_RANGE)
        return micros


cdef const char *_utf8(object value, Py_ssize_t *n) except NULL:
    try:
        return PyUnicode_AsUTF8AndSize(value, n)
    except UnicodeEncodeError:
        raise BadValue(values.SURROGATE) from None


cdef object _get(object source, str name):
    cdef PyObject *found
    if type(source) is dict:
        found = PyDict_GetItemWithError(source, name)
        return MISSING if found == NULL else <object>found
    if isinstance(source, Mapping):
        return source.get(name, MISSING)
    return getattr(source, name, MISSING)


cdef int64_t _int(object value) except? -1:
    if isinstance(value, Decimal):
        value = values.whole(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValue(values.wanted("int", value))
    try:
        return value
    except OverflowError:
        raise BadValue(values.INT_RANGE) from None


cdef double _float(object value) except? -1:
    cdef double number
    if isinstance(value, bool) or not isinstance(value, (float, int, Decimal)):
        raise BadValue(values.wanted("float", value))
    try:
        number = PyFloat_AS_DOUBLE(value) if isinstance(value, float) else float(value)
    except OverflowError:
        raise BadValue(values.NOT_FINITE) from None
    if not isfinite(number):
        raise BadValue(values.NOT_FINITE)
    return number


cdef int64_t _enum(Field field, object value) except? -1:
    if not isinstance(value, str):
        raise BadValue(values.wanted("text", value))
    number = field.numbers.get(value)
    if number is None:
        raise BadValue(values.not_listed(field.values))
    return number


cdef int64_t _date(object value) except? -1:
    cdef object found = values.parse_date(value) if isinstance(value, str) else value
    if not PyDate_Check(found) or PyDateTime_Check(found):
        raise BadValue(values.wanted("date", value))
    return fl_days(PyDateTime_GET_YEAR(found), PyDateTime_GET_MONTH(found), PyDateTime_GET_DAY(found))


cdef int64_t _time(object value) except? -1:
    cdef object found = values.parse_time(value) if isinstance(value, str) else value
    if not isinstance(found, time) or found.tzinfo is not None:
        raise BadValue(values.wanted("time", value))
    return time_of(found)


cdef int64_t _duration(object value) except? -1:
    cdef object found = values.parse_duration(value) if isinstance(value, str) else value
    if not isinstance(found, timedelta):
        raise BadValue(values.wanted("duration", value))
    try:
        return duration_of(found)
    except OverflowError:
        raise BadValue(values.INT_RANGE) from None


cdef int _decimal(Field field, object value, char *at) except -1:
    cdef fl_dec number
    _read_decimal(value, &number)
    if field.kind == DEC:
        (<fl_dec *>at)[0] = number
        return 0
    reason = store_scaled(field, number, at)
    if reason is not None:
        raise BadValue(reason)
    return 0


cdef int _read_decimal(object value, fl_dec *out) except -1:
    cdef int code
    if _peeks and type(value) is Decimal and fl_peek_decimal(value, out):
        return 0
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise BadValue(values.FLOAT_FOR_DECIMAL if isinstance(value, float) else values.wanted("decimal", value))
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise BadValue(values.too_long(34))
    code = _print_decimal(value, out)
    if code == FL_BAD_NUMBER:
        raise BadValue(values.NOT_FINITE)
    if code:
        raise BadValue(values.EXPONENT if code == FL_DECIMAL_OVERFLOW else values.too_long(34))
    return 0


cdef int _print_decimal(object value, fl_dec *out) except -1:
    """The way that needs no knowledge of Decimal's memory: through its text."""
    cdef Py_ssize_t n
    cdef str text = str(value)
    cdef const char *p = PyUnicode_AsUTF8AndSize(text, &n)
    return dec_parse(p, n, out)


cdef bint _peeks_well() except -1:
    """Whether Decimal objects are laid out as decimal_peek.h expects: their size, and then known values."""
    cdef fl_dec peeked, printed
    if sys.implementation.name != "cpython" or Decimal.__basicsize__ != sizeof(fl_py_decimal):
        return False
    for text in ("0", "-1", "12.50", "-0E-7", "9" * 19, "1" + "0" * 19, "-" + "7" * 34, "1E+6144", "3E-6176"):
        value = Decimal(text)
        if not fl_peek_decimal(value, &peeked) or _print_decimal(value, &printed):
            return False
        if peeked.c != printed.c or peeked.e != printed.e or peeked.neg != printed.neg:
            return False
    return not fl_peek_decimal(Decimal("NaN"), &peeked) and not fl_peek_decimal(Decimal("-Infinity"), &peeked)


cdef bint _peeks = _peeks_well()


def peek_decimals(bint allowed):
    """Whether Decimals are read from their memory (True where that was verified) or through their text."""
    global _peeks
    _peeks = allowed and _peeks_well()
    return _peeks
