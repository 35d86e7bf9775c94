# cython: boundscheck=False, wraparound=False, cdivision=True
"""`py_` entries of printing.h: the UTF-8 bytes that a bare {{ }} prints."""

from libc.stdlib cimport free

from flong.runtime.convert cimport dec_of
from flong.runtime.core import Reject


cdef bytes _printed(int code, fl_buf *out):
    try:
        if code:
            raise Reject(code)
        return out.p[:out.n]
    finally:
        free(out.p)


def py_write_int(int64_t value):
    cdef fl_buf out = fl_buf(NULL, 0, 0)
    cdef int code = write_int(&out, value)
    return _printed(code, &out)


def py_write_dec(value):
    """Plain notation of a Decimal: all digits, never an exponent."""
    cdef fl_buf out = fl_buf(NULL, 0, 0)
    cdef fl_dec number
    dec_of(value, &number)
    cdef int code = write_dec(&out, number)
    return _printed(code, &out)


def py_write_scaled(int64_t value, int scale):
    """`value` × 10^-scale."""
    cdef char[64 + 255] room
    if not 0 <= scale < 255:
        raise ValueError(f"a scale is from 0 to 254, not {scale}")
    return room[:fl_put_dec64(room, value, scale) - room]


def py_write_date(int64_t days):
    """ISO 8601 of a day counted from 1970-01-01. Raises Reject outside the years 1 to 9999."""
    cdef fl_buf out = fl_buf(NULL, 0, 0)
    cdef int code = write_date(&out, days)
    return _printed(code, &out)
