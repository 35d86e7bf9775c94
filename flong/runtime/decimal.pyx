# cython: boundscheck=False, wraparound=False, cdivision=True
"""Exact arithmetic of the language: the wide routines, and `py_` entries for all.

The entries take and give Python's Decimal and int, and raise Reject where the C routine returns a code.
"""

from flong.runtime.convert cimport dec_of, dec_to
from flong.runtime.core import Reject

cdef extern from "decimal_wide.h" nogil:
    ctypedef int fl_mode
    int wide_dec_add(fl_dec a, fl_dec b, fl_dec *out) noexcept
    int wide_dec_mul(fl_dec a, fl_dec b, fl_dec *out) noexcept
    int wide_dec_compare(fl_dec a, fl_dec b) noexcept
    int wide_dec_div(fl_dec a, fl_dec b, fl_dec *out) noexcept
    int wide_dec_divmod(fl_dec a, fl_dec b, fl_dec *quotient, fl_dec *rest) noexcept
    int wide_dec_pow(fl_dec a, int n, fl_dec *out) noexcept
    int wide_dec_quantize(fl_dec d, int e, fl_mode mode, fl_dec *out) noexcept
    int wide_dec_to_int(fl_dec d, int64_t *out) noexcept


cdef int dec_add_wide(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    return wide_dec_add(a, b, out)


cdef int dec_mul_wide(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    return wide_dec_mul(a, b, out)


cdef int dec_compare_wide(fl_dec a, fl_dec b) noexcept nogil:
    return wide_dec_compare(a, b)


cdef int dec_div(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    return wide_dec_div(a, b, out)


cdef int dec_floordiv(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    cdef fl_dec rest
    return wide_dec_divmod(a, b, out, &rest)


cdef int dec_mod(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    cdef fl_dec quotient
    return wide_dec_divmod(a, b, &quotient, out)


cdef int dec_pow(fl_dec a, int64_t n, fl_dec *out) noexcept nogil:
    return wide_dec_pow(a, <int>max(-65, min(65, n)), out)


cdef int dec_round(fl_dec d, int64_t places, Mode mode, fl_dec *out) noexcept nogil:
    return wide_dec_quantize(d, <int>max(-7000, min(7000, -places)), <fl_mode>mode, out)


cdef int dec_to_int(fl_dec d, int64_t *out) noexcept nogil:
    return wide_dec_to_int(d, out)


cdef object _result(int code, fl_dec *value):
    if code:
        raise Reject(code)
    return dec_to(value[0])


cdef object _whole(int code, int64_t *value):
    if code:
        raise Reject(code)
    return value[0]


cdef fl_dec _operand(object value) except *:
    cdef fl_dec d
    dec_of(value, &d)
    return d


def py_dec_add(a, b):
    cdef fl_dec out
    return _result(dec_add(_operand(a), _operand(b), &out), &out)


def py_dec_add_wide(a, b):
    cdef fl_dec out
    return _result(dec_add_wide(_operand(a), _operand(b), &out), &out)


def py_dec_sub(a, b):
    cdef fl_dec out
    return _result(dec_sub(_operand(a), _operand(b), &out), &out)


def py_dec_mul(a, b):
    cdef fl_dec out
    return _result(dec_mul(_operand(a), _operand(b), &out), &out)


def py_dec_mul_wide(a, b):
    cdef fl_dec out
    return _result(dec_mul_wide(_operand(a), _operand(b), &out), &out)


def py_dec_div(a, b):
    cdef fl_dec out
    return _result(dec_div(_operand(a), _operand(b), &out), &out)


def py_dec_floordiv(a, b):
    cdef fl_dec out
    return _result(dec_floordiv(_operand(a), _operand(b), &out), &out)


def py_dec_mod(a, b):
    cdef fl_dec out
    return _result(dec_mod(_operand(a), _operand(b), &out), &out)


def py_dec_pow(a, int64_t n):
    cdef fl_dec out
    return _result(dec_pow(_operand(a), n, &out), &out)


def py_dec_neg(a):
    return dec_to(dec_neg(_operand(a)))


def py_dec_abs(a):
    return dec_to(dec_abs(_operand(a)))


def py_dec_compare(a, b):
    return dec_compare(_operand(a), _operand(b))


def py_dec_round(a, int64_t places, Mode mode=HALF_UP):
    """`a` with exponent -places. Raises Reject when that takes more than 34 digits."""
    cdef fl_dec out
    return _result(dec_round(_operand(a), places, mode, &out), &out)


def py_dec_to_int(a):
    cdef int64_t out
    return _whole(dec_to_int(_operand(a), &out), &out)


def py_dec_parse(str text):
    """The decimal that `text` writes, exactly: at most 34 significant digits, no blanks, no NaN or infinity."""
    cdef fl_dec out
    cdef bytes data = text.encode()
    return _result(dec_parse(data, len(data), &out), &out)


def py_int_add(int64_t a, int64_t b):
    cdef int64_t out
    return _whole(int_add(a, b, &out), &out)


def py_int_sub(int64_t a, int64_t b):
    cdef int64_t out
    return _whole(int_sub(a, b, &out), &out)


def py_int_mul(int64_t a, int64_t b):
    cdef int64_t out
    return _whole(int_mul(a, b, &out), &out)


def py_int_neg(int64_t a):
    cdef int64_t out
    return _whole(int_neg(a, &out), &out)


def py_int_div(int64_t a, int64_t b):
    cdef int64_t out
    return _whole(int_div(a, b, &out), &out)


def py_int_mod(int64_t a, int64_t b):
    cdef int64_t out
    return _whole(int_mod(a, b, &out), &out)


def py_int_pow(int64_t a, int64_t n):
    cdef int64_t out
    return _whole(int_pow(a, n, &out), &out)
