# cython: boundscheck=False, wraparound=False, cdivision=True
"""Python records to rows: dicts and other mappings, and objects with attributes (msgspec structs, dataclasses, …)."""

from cpython.datetime cimport (
    PyDate_Check, PyDateTime_Check, PyDateTime_GET_DAY, PyDateTime_GET_MONTH, PyDateTime_GET_YEAR, import_datetime,
)
from cpython.dict cimport PyDict_GetItemWithError
from cpython.float cimport PyFloat_AS_DOUBLE
from cpython.object cimport PyObject, PyTypeObject
from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_AsUTF8String
from libc.math cimport isfinite
from libc.stdint cimport int64_t
from libc.string cimport memcpy

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, getcontext

from flong.runtime.convert cimport duration_of, instant_of, time_of
from flong.runtime.core cimport FL_BAD_NUMBER, FL_DECIMAL_OVERFLOW, FL_OK, fl_arena, fl_dec, fl_keep, fl_list, fl_text
from flong.runtime.decimal cimport dec_parse
from flong.runtime.printing cimport FL_MAX_INSTANT, FL_MIN_INSTANT, fl_days
from flong.runtime.rows cimport (
    DATE, DATETIME, DEC, DEC64, DEC128, DURATION, ENUM, FLOAT, INT, LIST, RECORD, TEXT, TIME,
    Field, Plan, Rows, broken_rule, fl_plan, fl_slot, new_rows, plan_of, store_scaled,
)

from flong.runtime import values
from flong.runtime.resolve.zones import zone_of

cdef extern from "decimal_peek.h":
    ctypedef struct fl_py_decimal:
        pass
    bint fl_peek_decimal(object value, fl_dec *out) noexcept
    bint fl_decimal_holds_words(object value) noexcept

cdef extern from "pyvalues.h":
    ctypedef struct fl_py_decimals:
        PyTypeObject *type
        bint peeks

    ctypedef struct fl_binding:
        fl_arena *arena
        fl_py_decimals decimals
        bint utc

    Py_ssize_t fl_py_fields(
        const fl_binding *b, const fl_plan *plan, Py_ssize_t i, object source, Py_ssize_t *walk, char *row,
    ) noexcept
    Py_ssize_t fl_py_items(
        const fl_binding *b, const fl_plan *plan, object items, Py_ssize_t i, Py_ssize_t n, char *rows,
    ) noexcept
    bint fl_py_slot(const fl_binding *b, const fl_slot *slot, PyObject *value, char *row) noexcept

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
    binder.how = fl_binding(&binder.rows.arena, _decimals_by(), binder.zone is UTC)
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


cdef object _items(Plan plan, object value):
    """The items of a list's rows as an exact list or tuple."""
    if type(value) is list or type(value) is tuple:
        return value
    if isinstance(value, dict) and _is_map(plan):
        return [{"key": key, "value": one} for key, one in value.items()]
    if not isinstance(value, (list, tuple)):
        raise BadValue(values.wanted("list", value))
    return list(value)


cdef class Binder:
    cdef Rows rows
    cdef object zone
    # How records of the type seen last are read.
    cdef object last
    cdef bint by_key
    cdef fl_binding how

    cdef int record(self, Plan plan, object source, char *at) except -1:
        """Fill the row at `at` from a record, or from a bare value where rows are of one."""
        cdef Py_ssize_t i
        cdef bint by_key
        if plan.scalar:
            return self.field(plan.fields[0], source, at)
        if type(source) is dict:
            return self.dict(plan, source, at)
        by_key = self.reads_by_key(source)
        for i in range(plan.flat.n):
            self.named(plan, i, source, by_key, at)
        return 0

    cdef int dict(self, Plan plan, object source, char *at) except -1:
        """Fill the row at `at` from an exact dict."""
        cdef Py_ssize_t i = 0, walk = 0
        while True:
            i = fl_py_fields(&self.how, &plan.flat, i, source, &walk, at)
            if i == plan.flat.n:
                return 0
            self.named(plan, i, source, True, at)
            i += 1

    cdef bint reads_by_key(self, object source) except -1:
        """Whether a record is a mapping, not an object with attributes; the answer is kept for the next of its type."""
        if type(source) is not self.last:
            if not isinstance(source, dict) and isinstance(source, NO_RECORDS):
                raise BadValue(values.wanted("record", source))
            self.by_key = isinstance(source, Mapping)
            self.last = type(source) if source.__class__ is type(source) else None
        return self.by_key

    cdef int named(self, Plan plan, Py_ssize_t i, object source, bint by_key, char *at) except -1:
        """Bind field `i` of a record; its name leads the path of what goes wrong."""
        cdef Field field = plan.fields[i]
        try:
            value = _get(source, field.name, by_key)
            if not fl_py_slot(&self.how, &plan.flat.slots[i], <PyObject *>value, at):
                self.field(field, value, at)
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
        cdef bytes text
        if not isinstance(value, str):
            raise BadValue(values.wanted("text", value))
        text = _utf8(value)
        if fl_keep(&self.rows.arena, text, len(text), out) != FL_OK:
            out.p, out.n = self.rows.alloc(len(text)), len(text)
            memcpy(<char *>out.p, <const char *>text, len(text))
        return 0

    cdef int items(self, Field field, object value, fl_list *out) except -1:
        """Bind a list; one that becomes shorter meanwhile, by code of the caller's own, ends where it then ends."""
        cdef Plan plan = field.inner
        cdef object found = _items(plan, value)
        cdef int64_t i = 0, n = len(found)
        cdef char *rows = self.rows.alloc(max(1, n * plan.size))
        try:
            while i < n:
                i = fl_py_items(&self.how, &plan.flat, found, i, n, rows)
                n = min(n, len(found))
                if i < n:
                    self.record(plan, found[i], rows + i * plan.size)
                    i += 1
        except BadValue as bad:
            bad.within(f"[{i}]")
            raise
        out.p, out.n = rows, n
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


cdef bytes _utf8(object value):
    try:
        return PyUnicode_AsUTF8String(value)
    except UnicodeEncodeError:
        raise BadValue(values.SURROGATE) from None


cdef object _get(object source, str name, bint by_key):
    cdef PyObject *found
    if type(source) is dict:
        found = PyDict_GetItemWithError(source, name)
        return MISSING if found == NULL else <object>found
    return source.get(name, MISSING) if by_key else getattr(source, name, MISSING)


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


cdef fl_py_decimals _decimals_by():
    if not _written_in_c():
        return fl_py_decimals(NULL, False)
    getcontext()  # made here, so that no text of a Decimal has to make it
    return fl_py_decimals(<PyTypeObject *>Decimal, _peeks)


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


cdef bint _written_in_c():
    """Whether Decimal is that of CPython's _decimal, whose methods run no Python code."""
    return sys.implementation.name == "cpython" and getattr(sys.modules.get("_decimal"), "Decimal", None) is Decimal


cdef bint _peeks_well() except -1:
    """Whether Decimal objects are laid out as decimal_peek.h expects: size and inner pointer, and then known values."""
    if not _written_in_c() or Decimal.__basicsize__ != sizeof(fl_py_decimal) or not fl_decimal_holds_words(Decimal(7)):
        return False
    for text in KNOWN:
        if not _peeks_as_printed(Decimal(text)):
            return False
    for value in _shrunk():
        if not _peeks_as_printed(value):
            return False
    for text in REFUSED:
        if _peeks_at_all(Decimal(text)):
            return False
    return True


cdef tuple _shrunk():
    """Short numbers in the memory that longer ones needed while they were computed."""
    many = Context(prec=400, traps=[])
    long = Decimal("9" * 200)
    return many.remainder(long, Decimal(1000)), many.divide_int(long, Decimal(10**180)), many.subtract(long, long)


cdef bint _peeks_as_printed(object value) except -1:
    cdef fl_dec peeked, printed
    if not fl_peek_decimal(value, &peeked) or _print_decimal(value, &printed):
        return False
    return peeked.c == printed.c and peeked.e == printed.e and peeked.neg == printed.neg


cdef bint _peeks_at_all(object value) noexcept:
    cdef fl_dec peeked
    return fl_peek_decimal(value, &peeked)


# Signs, zeros, exponents at both ends, one and two words around their border; then three words and no numbers.
cdef tuple KNOWN = (
    "0", "-0", "1", "-1", "12.50", "-0E-7", "0E+6144", "9" * 18, "9" * 19, "1" + "0" * 19, "-1.2345678901234567890",
    "-" + "7" * 34, "0." + "3" * 34, "1E+6144", "9.999999999999999999999999999999999E+6144", "3E-6176", "-5E-6143",
)
cdef tuple REFUSED = (
    "NaN", "-NaN", "sNaN", "NaN123", "Infinity", "-Infinity", "1" * 35, "-1." + "0" * 34, "1" * 39, "9" * 200,
    "1E+6145", "1E-6177", "10E+6144", "1E+999999",
)
cdef bint _peeks = not os.environ.get("FLONG_SAFE_DECIMAL") and _peeks_well()


def peeks_decimals():
    """Whether Decimals are read from their memory now."""
    return _peeks


def peek_decimals(bint allowed):
    """Whether Decimals are read from their memory (True where that was verified) or through their text.

    FLONG_SAFE_DECIMAL, when it is set as this module is imported, has them read through their text."""
    global _peeks
    _peeks = allowed and _peeks_well()
    return _peeks
