# cython: boundscheck=False, wraparound=False, cdivision=True
"""Functions on numbers.

Decimals follow General Decimal Arithmetic (decimal.pxd). Every function returns 0 or a FL_* code. Rounding
gives exactly the decimals asked for, and a zero without sign.
"""

from libc.stdint cimport INT64_MIN, int64_t

from flong.runtime.convert cimport dec_of, dec_to, text_of
from flong.runtime.core cimport FL_BAD_ARGUMENT, FL_BAD_NUMBER, FL_INT_OVERFLOW, FL_OK, Context, fl_ctx, fl_dec, fl_text
from flong.runtime.decimal cimport (
    Mode, dec_abs, dec_compare, dec_is_zero, dec_of_int, dec_parse, dec_round, dec_to_int,
)

cdef extern from "shortest.h" nogil:
    int fl_dec_of_float(double x, fl_dec *out) noexcept


# --- rounding --------------------------------------------------------------------------------------


cdef int _round(fl_dec x, int64_t digits, Mode mode, fl_dec *out) noexcept nogil:
    cdef int code
    if not -34 <= digits <= 34:
        return FL_BAD_ARGUMENT
    code = dec_round(x, digits, mode, out)
    if code == FL_OK and dec_is_zero(out[0]):
        out.neg = 0
    return code


cdef int round_int(fl_ctx *c, fl_text blob, int64_t x, int64_t digits, int64_t *out) noexcept nogil:
    cdef fl_dec rounded
    cdef int code
    out[0] = x
    if digits >= 0:
        return FL_OK
    code = _round(dec_of_int(x), digits, <Mode>blob.p[0], &rounded)
    return code or dec_to_int(rounded, out)


cdef int round_decimal(fl_ctx *c, fl_text blob, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil:
    return _round(x, digits, <Mode>blob.p[0], out)


cdef int ceil(fl_ctx *c, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil:
    return _round(x, digits, Mode.CEIL, out)


cdef int floor(fl_ctx *c, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil:
    return _round(x, digits, Mode.FLOOR, out)


cdef int trunc(fl_ctx *c, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil:
    return _round(x, digits, Mode.DOWN, out)


# --- signs and order ---------------------------------------------------------------------------------


cdef int abs_int(fl_ctx *c, int64_t x, int64_t *out) noexcept nogil:
    if x == INT64_MIN:
        return FL_INT_OVERFLOW
    out[0] = -x if x < 0 else x
    return FL_OK


cdef int abs_decimal(fl_ctx *c, fl_dec x, fl_dec *out) noexcept nogil:
    out[0] = dec_abs(x)
    return FL_OK


cdef int sign(fl_ctx *c, fl_dec x, int64_t *out) noexcept nogil:
    out[0] = 0 if dec_is_zero(x) else -1 if x.neg else 1
    return FL_OK


cdef int min_int2(fl_ctx *c, int64_t first, int64_t second, int64_t *out) noexcept nogil:
    out[0] = first
    if second < out[0]:
        out[0] = second
    return FL_OK


cdef int min_int3(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t *out) noexcept nogil:
    out[0] = first
    if second < out[0]:
        out[0] = second
    if third < out[0]:
        out[0] = third
    return FL_OK


cdef int min_int4(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t fourth, int64_t *out) noexcept nogil:
    out[0] = first
    if second < out[0]:
        out[0] = second
    if third < out[0]:
        out[0] = third
    if fourth < out[0]:
        out[0] = fourth
    return FL_OK


cdef int min_decimal2(fl_ctx *c, fl_dec first, fl_dec second, fl_dec *out) noexcept nogil:
    out[0] = first
    if dec_compare(second, out[0]) < 0:
        out[0] = second
    return FL_OK


cdef int min_decimal3(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec *out) noexcept nogil:
    out[0] = first
    if dec_compare(second, out[0]) < 0:
        out[0] = second
    if dec_compare(third, out[0]) < 0:
        out[0] = third
    return FL_OK


cdef int min_decimal4(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec fourth, fl_dec *out) noexcept nogil:
    out[0] = first
    if dec_compare(second, out[0]) < 0:
        out[0] = second
    if dec_compare(third, out[0]) < 0:
        out[0] = third
    if dec_compare(fourth, out[0]) < 0:
        out[0] = fourth
    return FL_OK


cdef int max_int2(fl_ctx *c, int64_t first, int64_t second, int64_t *out) noexcept nogil:
    out[0] = first
    if second > out[0]:
        out[0] = second
    return FL_OK


cdef int max_int3(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t *out) noexcept nogil:
    out[0] = first
    if second > out[0]:
        out[0] = second
    if third > out[0]:
        out[0] = third
    return FL_OK


cdef int max_int4(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t fourth, int64_t *out) noexcept nogil:
    out[0] = first
    if second > out[0]:
        out[0] = second
    if third > out[0]:
        out[0] = third
    if fourth > out[0]:
        out[0] = fourth
    return FL_OK


cdef int max_decimal2(fl_ctx *c, fl_dec first, fl_dec second, fl_dec *out) noexcept nogil:
    out[0] = first
    if dec_compare(second, out[0]) > 0:
        out[0] = second
    return FL_OK


cdef int max_decimal3(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec *out) noexcept nogil:
    out[0] = first
    if dec_compare(second, out[0]) > 0:
        out[0] = second
    if dec_compare(third, out[0]) > 0:
        out[0] = third
    return FL_OK


cdef int max_decimal4(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec fourth, fl_dec *out) noexcept nogil:
    out[0] = first
    if dec_compare(second, out[0]) > 0:
        out[0] = second
    if dec_compare(third, out[0]) > 0:
        out[0] = third
    if dec_compare(fourth, out[0]) > 0:
        out[0] = fourth
    return FL_OK


cdef int clamp_int(fl_ctx *c, int64_t x, int64_t low, int64_t high, int64_t *out) noexcept nogil:
    out[0] = low if x < low else high if x > high else x
    return FL_BAD_ARGUMENT if low > high else FL_OK


cdef int clamp_decimal(fl_ctx *c, fl_dec x, fl_dec low, fl_dec high, fl_dec *out) noexcept nogil:
    out[0] = x
    if dec_compare(x, low) < 0:
        out[0] = low
    elif dec_compare(x, high) > 0:
        out[0] = high
    return FL_BAD_ARGUMENT if dec_compare(low, high) > 0 else FL_OK


# --- conversions -------------------------------------------------------------------------------------


cdef int int_decimal(fl_ctx *c, fl_dec x, int64_t *out) noexcept nogil:
    return dec_to_int(x, out)


cdef int int_text(fl_ctx *c, fl_text s, int64_t *out) noexcept nogil:
    """An optional sign and ASCII digits, nothing else."""
    cdef fl_dec value
    cdef int64_t i
    cdef int code
    for i in range(s.n):
        if not (b"0" <= s.p[i] <= b"9" or (i == 0 and s.n > 1 and (s.p[0] == b"-" or s.p[0] == b"+"))):
            return FL_BAD_NUMBER
    code = dec_parse(s.p, s.n, &value)
    if code:
        return FL_BAD_NUMBER if s.n == 0 else FL_INT_OVERFLOW
    return dec_to_int(value, out)


cdef int decimal_decimal(fl_ctx *c, fl_dec x, fl_dec *out) noexcept nogil:
    out[0] = x
    return FL_OK


cdef int decimal_text(fl_ctx *c, fl_text s, fl_dec *out) noexcept nogil:
    """`[+-]digits[.digits][E[+-]digits]`, as Python's Decimal reads it but for blanks and underscores."""
    return dec_parse(s.p, s.n, out)


cdef int decimal_float(fl_ctx *c, double x, int64_t scale, fl_dec *out) noexcept nogil:
    cdef fl_dec shortest
    cdef int code = fl_dec_of_float(x, &shortest)
    return code or _round(shortest, scale, Mode.HALF_UP, out)


# --- entries for Python ------------------------------------------------------------------------------


cdef fl_dec _dec(object value) except *:
    cdef fl_dec d
    dec_of(value, &d)
    return d


cdef object _decimal(Context ctx, int code, fl_dec *out):
    ctx.check(code)
    return dec_to(out[0])


cdef object _int(Context ctx, int code, int64_t *out):
    ctx.check(code)
    return out[0]


cdef fl_text _blob(bytes blob):
    return fl_text(<const char *>blob, len(blob))


def py_round_int(Context ctx, bytes blob, int64_t x, int64_t digits):
    cdef int64_t out
    return _int(ctx, round_int(&ctx.c, _blob(blob), x, digits, &out), &out)


def py_round_decimal(Context ctx, bytes blob, x, int64_t digits):
    cdef fl_dec out
    return _decimal(ctx, round_decimal(&ctx.c, _blob(blob), _dec(x), digits, &out), &out)


def py_ceil(Context ctx, x, int64_t digits):
    cdef fl_dec out
    return _decimal(ctx, ceil(&ctx.c, _dec(x), digits, &out), &out)


def py_floor(Context ctx, x, int64_t digits):
    cdef fl_dec out
    return _decimal(ctx, floor(&ctx.c, _dec(x), digits, &out), &out)


def py_trunc(Context ctx, x, int64_t digits):
    cdef fl_dec out
    return _decimal(ctx, trunc(&ctx.c, _dec(x), digits, &out), &out)


def py_abs_int(Context ctx, int64_t x):
    cdef int64_t out
    return _int(ctx, abs_int(&ctx.c, x, &out), &out)


def py_abs_decimal(Context ctx, x):
    cdef fl_dec out
    return _decimal(ctx, abs_decimal(&ctx.c, _dec(x), &out), &out)


def py_sign(Context ctx, x):
    cdef int64_t out
    return _int(ctx, sign(&ctx.c, _dec(x), &out), &out)


def py_min_int2(Context ctx, int64_t first, int64_t second):
    cdef int64_t out
    return _int(ctx, min_int2(&ctx.c, first, second, &out), &out)


def py_min_int3(Context ctx, int64_t first, int64_t second, int64_t third):
    cdef int64_t out
    return _int(ctx, min_int3(&ctx.c, first, second, third, &out), &out)


def py_min_int4(Context ctx, int64_t first, int64_t second, int64_t third, int64_t fourth):
    cdef int64_t out
    return _int(ctx, min_int4(&ctx.c, first, second, third, fourth, &out), &out)


def py_min_decimal2(Context ctx, first, second):
    cdef fl_dec out
    return _decimal(ctx, min_decimal2(&ctx.c, _dec(first), _dec(second), &out), &out)


def py_min_decimal3(Context ctx, first, second, third):
    cdef fl_dec out
    return _decimal(ctx, min_decimal3(&ctx.c, _dec(first), _dec(second), _dec(third), &out), &out)


def py_min_decimal4(Context ctx, first, second, third, fourth):
    cdef fl_dec out
    return _decimal(ctx, min_decimal4(&ctx.c, _dec(first), _dec(second), _dec(third), _dec(fourth), &out), &out)


def py_max_int2(Context ctx, int64_t first, int64_t second):
    cdef int64_t out
    return _int(ctx, max_int2(&ctx.c, first, second, &out), &out)


def py_max_int3(Context ctx, int64_t first, int64_t second, int64_t third):
    cdef int64_t out
    return _int(ctx, max_int3(&ctx.c, first, second, third, &out), &out)


def py_max_int4(Context ctx, int64_t first, int64_t second, int64_t third, int64_t fourth):
    cdef int64_t out
    return _int(ctx, max_int4(&ctx.c, first, second, third, fourth, &out), &out)


def py_max_decimal2(Context ctx, first, second):
    cdef fl_dec out
    return _decimal(ctx, max_decimal2(&ctx.c, _dec(first), _dec(second), &out), &out)


def py_max_decimal3(Context ctx, first, second, third):
    cdef fl_dec out
    return _decimal(ctx, max_decimal3(&ctx.c, _dec(first), _dec(second), _dec(third), &out), &out)


def py_max_decimal4(Context ctx, first, second, third, fourth):
    cdef fl_dec out
    return _decimal(ctx, max_decimal4(&ctx.c, _dec(first), _dec(second), _dec(third), _dec(fourth), &out), &out)


def py_clamp_int(Context ctx, int64_t x, int64_t low, int64_t high):
    cdef int64_t out
    return _int(ctx, clamp_int(&ctx.c, x, low, high, &out), &out)


def py_clamp_decimal(Context ctx, x, low, high):
    cdef fl_dec out
    return _decimal(ctx, clamp_decimal(&ctx.c, _dec(x), _dec(low), _dec(high), &out), &out)


def py_int_decimal(Context ctx, x):
    cdef int64_t out
    return _int(ctx, int_decimal(&ctx.c, _dec(x), &out), &out)


def py_decimal_decimal(Context ctx, x):
    cdef fl_dec out
    return _decimal(ctx, decimal_decimal(&ctx.c, _dec(x), &out), &out)


def py_decimal_float(Context ctx, double x, int64_t scale):
    cdef fl_dec out
    return _decimal(ctx, decimal_float(&ctx.c, x, scale, &out), &out)


def py_int_text(Context ctx, str s):
    cdef fl_text text
    cdef int64_t out
    text_of(s, &text)
    return _int(ctx, int_text(&ctx.c, text, &out), &out)


def py_decimal_text(Context ctx, str s):
    cdef fl_text text
    cdef fl_dec out
    text_of(s, &text)
    return _decimal(ctx, decimal_text(&ctx.c, text, &out), &out)
