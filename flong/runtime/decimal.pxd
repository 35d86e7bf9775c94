"""Exact arithmetic of the language (docs/language.md, "Numbers"): decimals of 34 digits and checked 64-bit integers.

Every routine returns 0 or a FL_* code. The inline ones try the 128-bit path first and then a wide routine with equal
results.
"""

from libc.stdint cimport int64_t

from flong.runtime.core cimport FL_OK, fl_dec, fl_i128, fl_text, fl_u128

cdef extern from "decimal.h" nogil:
    fl_u128 fl_pow10(int n) noexcept
    int fl_count_digits(fl_u128 v) noexcept
    fl_dec fl_dec_make(fl_u128 c, int e, int neg) noexcept
    fl_dec dec_of_int "fl_dec_of_int"(int64_t v) noexcept
    fl_dec dec_of_dec64 "fl_dec_of_dec64"(int64_t v, int scale) noexcept
    fl_dec dec_of_dec128 "fl_dec_of_dec128"(fl_i128 v, int scale) noexcept
    int dec_parse "fl_dec_parse"(const char *p, int64_t n, fl_dec *out) noexcept
    bint dec_is_zero "fl_dec_is_zero"(fl_dec d) noexcept
    fl_dec dec_neg "fl_dec_neg"(fl_dec d) noexcept
    fl_dec dec_abs "fl_dec_abs"(fl_dec d) noexcept
    enum:
        FL_SCALED_OK, FL_SCALED_PLACES, FL_SCALED_DIGITS
    int dec_scaled "fl_dec_scaled"(fl_dec d, int precision, int scale, fl_i128 *out) noexcept
    bint fl_fast_add(fl_dec a, fl_dec b, fl_dec *out) noexcept
    bint fl_fast_mul(fl_dec a, fl_dec b, fl_dec *out) noexcept
    bint fl_fast_compare(fl_dec a, fl_dec b, int *out) noexcept

    int int_add "fl_int_add"(int64_t a, int64_t b, int64_t *out) noexcept
    int int_sub "fl_int_sub"(int64_t a, int64_t b, int64_t *out) noexcept
    int int_mul "fl_int_mul"(int64_t a, int64_t b, int64_t *out) noexcept
    int int_neg "fl_int_neg"(int64_t a, int64_t *out) noexcept
    int int_div "fl_int_div"(int64_t a, int64_t b, int64_t *out) noexcept
    int int_mod "fl_int_mod"(int64_t a, int64_t b, int64_t *out) noexcept
    int int_pow "fl_int_pow"(int64_t a, int64_t n, int64_t *out) noexcept

cpdef enum Mode:
    HALF_EVEN, HALF_UP, HALF_DOWN, UP, DOWN, CEIL, FLOOR

cdef int dec_add_wide(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil
cdef int dec_mul_wide(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil
cdef int dec_compare_wide(fl_dec a, fl_dec b) noexcept nogil
cdef int dec_div(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil
# `//` and `%`: truncated; a quotient of more than 34 digits is FL_DECIMAL_DIGITS.
cdef int dec_floordiv(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil
cdef int dec_mod(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil
# -64 <= n <= 64; 0 ** 0 is FL_ZERO_POWER.
cdef int dec_pow(fl_dec a, int64_t n, fl_dec *out) noexcept nogil
# `d` with exponent -places; FL_DECIMAL_DIGITS when that takes more than 34 digits.
cdef int dec_round(fl_dec d, int64_t places, Mode mode, fl_dec *out) noexcept nogil
# FL_NOT_WHOLE with a fraction, FL_INT_OVERFLOW beyond 64 bits.
cdef int dec_to_int(fl_dec d, int64_t *out) noexcept nogil


cdef inline int dec_add(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    return FL_OK if fl_fast_add(a, b, out) else dec_add_wide(a, b, out)


cdef inline int dec_sub(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    b.neg = not b.neg
    return FL_OK if fl_fast_add(a, b, out) else dec_add_wide(a, b, out)


cdef inline int dec_mul(fl_dec a, fl_dec b, fl_dec *out) noexcept nogil:
    return FL_OK if fl_fast_mul(a, b, out) else dec_mul_wide(a, b, out)


# -1, 0 or 1.
cdef inline int dec_compare(fl_dec a, fl_dec b) noexcept nogil:
    cdef int order
    return order if fl_fast_compare(a, b, &order) else dec_compare_wide(a, b)
