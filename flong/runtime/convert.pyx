# cython: boundscheck=False, wraparound=False, cdivision=True
"""Python values to C values and back."""

from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from flong.runtime.core cimport FL_OK
from flong.runtime.printing cimport fl_digits_u128

cdef extern from "decimal.h" nogil:
    int fl_dec_parse(const char *p, int64_t n, fl_dec *out) noexcept

cdef object EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
cdef object MICROSECOND = timedelta(microseconds=1)

cdef int64_t EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


cdef int text_of(str value, fl_text *out) except -1:
    cdef Py_ssize_t n
    out.p = PyUnicode_AsUTF8AndSize(value, &n)
    out.n = n
    return 0


cdef str text_to(fl_text value):
    return PyUnicode_DecodeUTF8(value.p, value.n, NULL) if value.n else ""


cdef int dec_of(object value, fl_dec *out) except -1:
    cdef fl_text text
    cdef str digits = str(value)
    text_of(digits, &text)
    if fl_dec_parse(text.p, text.n, out) != FL_OK:
        raise ValueError(f"not a decimal of at most 34 digits: {digits}")
    return 0


cdef object dec_to(fl_dec value):
    cdef char[48] digits
    cdef char *end = digits + 48
    cdef char *p = fl_digits_u128(end, value.c)
    cdef str text = PyUnicode_DecodeUTF8(p, end - p, NULL)
    return Decimal(f"{'-' if value.neg else ''}{text}E{value.e}")


cdef int64_t days_of(object value) except? -1:
    return value.toordinal() - EPOCH_ORDINAL


cdef object date_to(int64_t days):
    return date.fromordinal(days + EPOCH_ORDINAL)


cdef int64_t instant_of(object value) except? -1:
    return (value - EPOCH) // MICROSECOND


cdef object instant_to(int64_t micros):
    return EPOCH + timedelta(microseconds=micros)


cdef int64_t time_of(object value) except? -1:
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond


cdef object time_to(int64_t micros):
    cdef int64_t seconds = micros // 1_000_000
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micros % 1_000_000)


cdef int64_t duration_of(object value) except? -1:
    return value // MICROSECOND


cdef object duration_to(int64_t micros):
    return timedelta(microseconds=micros)
