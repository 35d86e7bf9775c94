/* Decimals, the inline part: text, comparison of signs, and the 128-bit path of + - *. Each fast routine says whether
   it could; what it can't goes to the wide routines of decimal_wide.h. Rules: General Decimal Arithmetic
   (M. Cowlishaw), precision 34, round half even, Emin -6143, Emax 6144, clamp 0. */
#ifndef FLONG_DECIMAL_H
#define FLONG_DECIMAL_H
#include "core.h"

#define FL_PRECISION 34
#define FL_EMAX 6144
#define FL_ETINY (-6176) /* Emin - (precision - 1) */

#define FL_10_9 1000000000ULL
#define FL_10_18 ((fl_u128)1000000000000000000ULL)
#define FL_10_34 (FL_10_18 * 10000000000000000ULL)

/* 10 ** n for 0 <= n <= 38. */
static inline fl_u128 fl_pow10(int n) {
    static const uint64_t p[20] = {
        1ULL, 10ULL, 100ULL, 1000ULL, 10000ULL, 100000ULL, 1000000ULL, 10000000ULL, 100000000ULL, 1000000000ULL,
        10000000000ULL, 100000000000ULL, 1000000000000ULL, 10000000000000ULL, 100000000000000ULL,
        1000000000000000ULL, 10000000000000000ULL, 100000000000000000ULL, 1000000000000000000ULL,
        10000000000000000000ULL};
    return n < 20 ? (fl_u128)p[n] : (fl_u128)p[19] * p[n - 19];
}

/* Decimal digits of `v`; 1 for 0. */
static inline int fl_count_digits(fl_u128 v) {
    uint64_t high = (uint64_t)(v >> 64);
    if (v == 0) return 1;
    int bits = high ? 128 - __builtin_clzll(high) : 64 - __builtin_clzll((uint64_t)v);
    int n = (bits * 1233) >> 12;
    return n > 38 || v < fl_pow10(n) ? n : n + 1;
}

static inline fl_dec fl_dec_make(fl_u128 c, int e, int neg) {
    fl_dec d = {c, e, neg};
    return d;
}

static inline fl_dec fl_dec_of_int(int64_t v) {
    return fl_dec_make(v < 0 ? 0 - (uint64_t)v : (uint64_t)v, 0, v < 0);
}

static inline fl_dec fl_dec_of_dec64(int64_t v, int scale) {
    return fl_dec_make(v < 0 ? 0 - (uint64_t)v : (uint64_t)v, -scale, v < 0);
}

static inline fl_dec fl_dec_of_dec128(fl_i128 v, int scale) {
    return fl_dec_make(v < 0 ? 0 - (fl_u128)v : (fl_u128)v, -scale, v < 0);
}

/* A finite number as text, `[+-]digits[.digits][E[+-]digits]` with a digit somewhere, exactly: more than 34
   significant digits are FL_DECIMAL_DIGITS, an exponent out of range FL_DECIMAL_OVERFLOW, all else FL_BAD_NUMBER. */
static inline int fl_dec_parse(const char *p, int64_t n, fl_dec *out) {
    const char *end = p + n;
    fl_u128 c = 0;
    int64_t e = 0, x = 0;
    int neg = 0, seen = 0, point = 0, xneg = 0;
    if (p < end && (*p == '-' || *p == '+')) neg = *p++ == '-';
    for (; p < end && (*p == '.' || (*p >= '0' && *p <= '9')); p++) {
        if (*p == '.') { if (point++) return FL_BAD_NUMBER; continue; }
        if (c >= FL_10_34 / 10) return FL_DECIMAL_DIGITS;
        c = 10 * c + (unsigned)(*p - '0');
        seen = 1;
        e -= point;
    }
    if (!seen) return FL_BAD_NUMBER;
    if (p < end && (*p == 'e' || *p == 'E')) {
        if (++p < end && (*p == '-' || *p == '+')) xneg = *p++ == '-';
        if (p == end) return FL_BAD_NUMBER;
        for (; p < end && *p >= '0' && *p <= '9'; p++) if (x < 1000000) x = 10 * x + (*p - '0');
        e += xneg ? -x : x;
    }
    if (p != end) return FL_BAD_NUMBER;
    if (e < FL_ETINY || e + fl_count_digits(c) - 1 > FL_EMAX) return FL_DECIMAL_OVERFLOW;
    *out = fl_dec_make(c, (int32_t)e, neg);
    return FL_OK;
}

static inline int fl_dec_is_zero(fl_dec d) { return d.c == 0; }

/* value * 10^scale as a whole number of at most `precision` (<= 38) digits. */
enum { FL_SCALED_OK, FL_SCALED_PLACES, FL_SCALED_DIGITS };

static inline int fl_dec_scaled(fl_dec d, int precision, int scale, fl_i128 *out) {
    int shift = d.e + scale;
    fl_u128 c = d.c;
    *out = 0;
    if (c == 0) return FL_SCALED_OK;
    if (shift < 0) {
        if (shift < -FL_PRECISION || c % fl_pow10(-shift)) return FL_SCALED_PLACES;
        c /= fl_pow10(-shift);
    } else if (shift) {
        if (fl_count_digits(c) + shift > precision) return FL_SCALED_DIGITS;
        c *= fl_pow10(shift);
    }
    if (c >= fl_pow10(precision)) return FL_SCALED_DIGITS;
    *out = d.neg ? -(fl_i128)c : (fl_i128)c;
    return FL_SCALED_OK;
}

/* The fast routines answer 1 when they could. Exponents are kept well inside the range so that no check of it is due. */
#define FL_NEAR(e) ((e) > -6000 && (e) < 6000)

static inline int fl_shifted_add(fl_dec a, fl_dec b, fl_dec *out) {
    fl_dec hi = a.e >= b.e ? a : b, lo = a.e >= b.e ? b : a;
    int shift = hi.e - lo.e;
    if (!FL_NEAR(lo.e)) return 0;
    if (shift) {
        if (shift > 19 || hi.c >> 63) return 0;
        hi.c *= fl_pow10(shift);
    }
    if (hi.neg == lo.neg) *out = fl_dec_make(hi.c + lo.c, lo.e, lo.neg);
    else if (hi.c == lo.c) *out = fl_dec_make(0, lo.e, 0);
    else if (hi.c > lo.c) *out = fl_dec_make(hi.c - lo.c, lo.e, hi.neg);
    else *out = fl_dec_make(lo.c - hi.c, lo.e, lo.neg);
    return out->c < FL_10_34;
}

/* Equal exponents, the usual case of amounts, without a branch on the signs. A sum of zero is negative only when both
   summands are. */
static inline int fl_fast_add(fl_dec a, fl_dec b, fl_dec *out) {
    if (a.e != b.e || !FL_NEAR(a.e)) return fl_shifted_add(a, b, out);
    fl_i128 minus_a = -(fl_i128)(a.neg != 0), minus_b = -(fl_i128)(b.neg != 0);
    fl_i128 sum = (((fl_i128)a.c ^ minus_a) - minus_a) + (((fl_i128)b.c ^ minus_b) - minus_b), minus = sum >> 127;
    out->c = (fl_u128)((sum ^ minus) - minus);
    out->e = a.e;
    out->neg = (int32_t)-(minus | (sum == 0 ? minus_a & minus_b : 0));
    return out->c < FL_10_34;
}

static inline int fl_fast_mul(fl_dec a, fl_dec b, fl_dec *out) {
    int e = a.e + b.e;
    if ((a.c >> 64) || (b.c >> 64) || !FL_NEAR(e)) return 0;
    *out = fl_dec_make(a.c * b.c, e, a.neg ^ b.neg);
    return out->c < FL_10_34;
}

/* 1 with the order -1, 0, 1 of a and b in *out. */
static inline int fl_fast_compare(fl_dec a, fl_dec b, int *out) {
    if (a.c == 0 || b.c == 0 || a.neg != b.neg) {
        int left = a.c == 0 ? 0 : a.neg ? -1 : 1, right = b.c == 0 ? 0 : b.neg ? -1 : 1;
        *out = (left > right) - (left < right);
        return 1;
    }
    if (a.e != b.e) return 0;
    *out = a.neg ? (b.c > a.c) - (b.c < a.c) : (a.c > b.c) - (a.c < b.c);
    return 1;
}

/* Minus and abs of the specification: a zero comes out positive. */
static inline fl_dec fl_dec_neg(fl_dec d) { return fl_dec_make(d.c, d.e, d.c && !d.neg); }
static inline fl_dec fl_dec_abs(fl_dec d) { return fl_dec_make(d.c, d.e, 0); }

/* 64-bit integers, checked; // and % truncate toward zero. */
static inline int fl_int_add(int64_t a, int64_t b, int64_t *out) {
    return __builtin_add_overflow(a, b, out) ? FL_INT_OVERFLOW : FL_OK;
}

static inline int fl_int_sub(int64_t a, int64_t b, int64_t *out) {
    return __builtin_sub_overflow(a, b, out) ? FL_INT_OVERFLOW : FL_OK;
}

static inline int fl_int_mul(int64_t a, int64_t b, int64_t *out) {
    return __builtin_mul_overflow(a, b, out) ? FL_INT_OVERFLOW : FL_OK;
}

static inline int fl_int_neg(int64_t a, int64_t *out) { return fl_int_sub(0, a, out); }

static inline int fl_int_div(int64_t a, int64_t b, int64_t *out) {
    if (b == 0) return FL_DIVISION_BY_ZERO;
    if (b == -1) return fl_int_neg(a, out);
    *out = a / b;
    return FL_OK;
}

static inline int fl_int_mod(int64_t a, int64_t b, int64_t *out) {
    if (b == 0) return FL_DIVISION_BY_ZERO;
    *out = b == -1 ? 0 : a % b;
    return FL_OK;
}

/* a ** n for n >= 0; a negative n is FL_BAD_ARGUMENT (the power is no integer), 0 ** 0 FL_ZERO_POWER. */
static inline int fl_int_pow(int64_t a, int64_t n, int64_t *out) {
    int64_t result = 1;
    if (n < 0) return FL_BAD_ARGUMENT;
    if (n == 0 && a == 0) return FL_ZERO_POWER;
    for (; n; n >>= 1) {
        if ((n & 1) && __builtin_mul_overflow(result, a, &result)) return FL_INT_OVERFLOW;
        if (n > 1 && __builtin_mul_overflow(a, a, &a)) return FL_INT_OVERFLOW;
    }
    *out = result;
    return FL_OK;
}
#endif
