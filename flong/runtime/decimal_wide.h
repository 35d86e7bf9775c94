/* Decimals, the out-of-line part: every operation for every operand, rounded as the specification says. */
#ifndef FLONG_DECIMAL_WIDE_H
#define FLONG_DECIMAL_WIDE_H
#include "wide.h"

typedef enum { FL_HALF_EVEN, FL_HALF_UP, FL_HALF_DOWN, FL_UP, FL_DOWN, FL_CEIL, FL_FLOOR } fl_mode;

/* A number on its way: (-1)^neg * c * 10^e, plus something non-zero below if `sticky`. */
typedef struct { fl_wide c; int64_t e; int neg, sticky; } fl_loose;

static fl_loose loose_of(fl_dec d) {
    fl_loose a = {wide_of(d.c), d.e, d.neg, 0};
    return a;
}

static int round_away(fl_rest rest, fl_mode mode, int odd, int neg) {
    switch (mode) {
        case FL_HALF_EVEN: return rest == REST_MORE || (rest == REST_HALF && odd);
        case FL_HALF_UP: return rest >= REST_HALF;
        case FL_HALF_DOWN: return rest == REST_MORE;
        case FL_UP: return rest != REST_NONE;
        case FL_CEIL: return rest != REST_NONE && !neg;
        case FL_FLOOR: return rest != REST_NONE && neg;
        default: return 0;
    }
}

/* Drop the last `n` digits. */
static void loose_drop(fl_loose *a, int64_t n, fl_mode mode) {
    static const fl_wide one = {{1}};
    fl_rest rest;
    if (n <= 0) return;
    if (n > wide_digits(&a->c)) {
        rest = wide_is_zero(&a->c) && !a->sticky ? REST_NONE : REST_LESS;
        a->c = wide_of(0);
    } else {
        rest = wide_drop(&a->c, (int)n, a->sticky);
    }
    if (round_away(rest, mode, a->c.w[0] & 1, a->neg)) wide_add(&a->c, &one);
    a->e += n;
    a->sticky = 0;
}

/* To at most `precision` digits in the exponent range; FL_DECIMAL_OVERFLOW beyond it. */
static int loose_round(fl_loose *a, int precision) {
    int64_t tiny = FL_ETINY + FL_PRECISION - precision, digits = wide_digits(&a->c), drop = digits - precision;
    if (tiny - a->e > drop) drop = tiny - a->e;
    loose_drop(a, drop, FL_HALF_EVEN);
    if (wide_is_zero(&a->c)) {
        a->e = a->e < tiny ? tiny : a->e > FL_EMAX ? FL_EMAX : a->e;
        return FL_OK;
    }
    digits = wide_digits(&a->c);
    if (digits > precision) { /* 99…9 rounded up */
        wide_div_small(&a->c, 10);
        a->e++;
        digits--;
    }
    return a->e + digits - 1 > FL_EMAX ? FL_DECIMAL_OVERFLOW : FL_OK;
}

static int loose_finish(fl_loose *a, fl_dec *out) {
    int r = loose_round(a, FL_PRECISION);
    if (r == FL_OK) *out = fl_dec_make(wide_low(&a->c), (int32_t)a->e, a->neg);
    return r;
}

/* Lowers the exponent of `hi` to that of `lo`, or of both to one far below the rounding digit. */
static void loose_align(fl_loose *hi, fl_loose *lo) {
    const int64_t far = 2 * FL_PRECISION + 2;
    if (hi->e - lo->e > far && !wide_is_zero(&hi->c)) {
        lo->c = wide_of(!wide_is_zero(&lo->c));
        lo->e = hi->e - far;
    }
    if (!wide_is_zero(&hi->c)) wide_scale(&hi->c, (int)(hi->e - lo->e));
    hi->e = lo->e;
}

static FL_COLD int wide_dec_add(fl_dec a, fl_dec b, fl_dec *out) {
    fl_loose hi = loose_of(a.e >= b.e ? a : b), lo = loose_of(a.e >= b.e ? b : a);
    loose_align(&hi, &lo);
    if (hi.neg == lo.neg) {
        wide_add(&hi.c, &lo.c);
        return loose_finish(&hi, out);
    }
    int order = wide_compare(&hi.c, &lo.c);
    fl_loose *big = order >= 0 ? &hi : &lo, *small = order >= 0 ? &lo : &hi;
    wide_sub(&big->c, &small->c);
    if (order == 0) big->neg = 0;
    return loose_finish(big, out);
}

static int loose_mul(const fl_loose *a, const fl_loose *b, int precision, fl_loose *out) {
    fl_loose r = {wide_mul(&a->c, &b->c), a->e + b->e, a->neg ^ b->neg, 0};
    *out = r;
    return loose_round(out, precision);
}

static FL_COLD int wide_dec_mul(fl_dec a, fl_dec b, fl_dec *out) {
    fl_loose left = loose_of(a), right = loose_of(b), r;
    int code = loose_mul(&left, &right, FL_PRECISION, &r);
    return code ? code : loose_finish(&r, out);
}

/* Takes trailing zeros away while the exponent is below `ideal`. */
static void loose_trim(fl_loose *a, int64_t ideal) {
    while (a->e < ideal) {
        fl_wide shorter = a->c;
        if (wide_div_small(&shorter, 10)) return;
        a->c = shorter;
        a->e++;
    }
}

/* a / b for b != 0. One digit more than `precision` is computed; what is left below it is sticky. */
static int loose_div(const fl_loose *a, const fl_loose *b, int precision, fl_loose *out) {
    int shift = wide_digits(&b->c) - wide_digits(&a->c) + precision + 1;
    int64_t ideal = a->e - b->e;
    fl_wide rest = a->c;
    out->neg = a->neg ^ b->neg;
    out->e = ideal - (shift > 0 ? shift : 0);
    if (shift > 0) wide_scale(&rest, shift);
    wide_divmod(&rest, &b->c, &out->c);
    out->sticky = !wide_is_zero(&rest);
    if (wide_is_zero(&out->c)) out->e = ideal;
    else if (!out->sticky) loose_trim(out, ideal);
    return loose_round(out, precision);
}

static FL_COLD int wide_dec_div(fl_dec a, fl_dec b, fl_dec *out) {
    fl_loose left = loose_of(a), right = loose_of(b), r;
    if (b.c == 0) return FL_DIVISION_BY_ZERO;
    int code = loose_div(&left, &right, FL_PRECISION, &r);
    return code ? code : loose_finish(&r, out);
}

/* The truncated quotient and what it leaves; FL_DECIMAL_DIGITS when the quotient has more than 34. */
static FL_COLD int wide_dec_divmod(fl_dec a, fl_dec b, fl_dec *quotient, fl_dec *rest) {
    fl_loose left = loose_of(a), right = loose_of(b);
    fl_wide q = wide_of(0);
    int64_t gap = (int64_t)a.e - b.e, lead = gap + fl_count_digits(a.c) - fl_count_digits(b.c);
    if (b.c == 0) return FL_DIVISION_BY_ZERO;
    if (a.c && lead > FL_PRECISION) return FL_DECIMAL_DIGITS;
    if (a.c && lead >= 0) {
        if (gap > 0) wide_scale(&left.c, (int)gap); else wide_scale(&right.c, (int)-gap);
        wide_divmod(&left.c, &right.c, &q);
        left.e = a.e < b.e ? a.e : b.e;
    }
    if (wide_digits(&q) > FL_PRECISION) return FL_DECIMAL_DIGITS;
    if (left.e > b.e) loose_align(&left, &right);
    *quotient = fl_dec_make(wide_low(&q), 0, a.neg ^ b.neg);
    return loose_finish(&left, rest);
}

static FL_COLD int wide_dec_compare(fl_dec a, fl_dec b) {
    fl_loose hi = loose_of(a.e >= b.e ? a : b), lo = loose_of(a.e >= b.e ? b : a);
    loose_align(&hi, &lo);
    int order = wide_compare(&hi.c, &lo.c);
    return (a.e >= b.e) == (a.neg == 0) ? order : -order;
}

/* a ** n as libmpdec computes it: square and multiply with 2 digits more than `precision` and n have together,
   and one more for a negative n, each product rounded half even; then one rounding to 34 digits. */
static int loose_power(const fl_loose *base, unsigned n, int precision, fl_loose *r) {
    unsigned bit = 1;
    int code = FL_OK;
    while (bit <= n / 2) bit <<= 1;
    *r = *base;
    while (code == FL_OK && (bit >>= 1)) {
        code = loose_mul(r, r, precision, r);
        if (code == FL_OK && (n & bit)) code = loose_mul(r, base, precision, r);
    }
    r->neg = base->neg && (n & 1);
    return code;
}

/* 1.00 ** n has the zeros that multiplication gives it. */
static fl_dec power_of_one(int n, int e, int neg) {
    int64_t zeros = n < 0 ? 0 : (int64_t)n * -e;
    if (zeros > FL_PRECISION - 1) zeros = FL_PRECISION - 1;
    return fl_dec_make(fl_pow10((int)zeros), (int32_t)-zeros, neg);
}

static int is_one(fl_dec d) { return d.e <= 0 && d.e >= -33 && d.c == fl_pow10(-d.e); }

/* a ** n for -64 <= n <= 64. 0 ** 0 is FL_ZERO_POWER. */
static FL_COLD int wide_dec_pow(fl_dec a, int n, fl_dec *out) {
    static const fl_loose one = {{{1}}, 0, 0, 0};
    int size = n < 0 ? -n : n, neg = a.neg && (n & 1), precision = FL_PRECISION + (size > 9 ? 4 : 3);
    fl_loose base = loose_of(a), r;
    if (size > 64) return FL_BAD_ARGUMENT;
    if (a.c == 0 && n == 0) return FL_ZERO_POWER;
    if (a.c == 0 && n < 0) return FL_DIVISION_BY_ZERO;
    *out = fl_dec_make(n == 0, 0, neg);
    if (n == 0 || a.c == 0) return FL_OK;
    if (is_one(a)) { *out = power_of_one(n, a.e, neg); return FL_OK; }
    if (n < 0) {
        int code = loose_div(&one, &base, ++precision, &r);
        if (code) return code;
        base = r;
    }
    int code = loose_power(&base, (unsigned)size, precision, &r);
    return code ? code : loose_finish(&r, out);
}

/* `d` with exponent `e`; FL_DECIMAL_DIGITS when that takes more than 34, FL_DECIMAL_OVERFLOW beyond the exponents. */
static FL_COLD int wide_dec_quantize(fl_dec d, int e, fl_mode mode, fl_dec *out) {
    fl_loose a = loose_of(d);
    if (e < FL_ETINY || e > FL_EMAX) return FL_DECIMAL_OVERFLOW;
    if (d.c && (int64_t)d.e - e > FL_PRECISION) return FL_DECIMAL_DIGITS;
    if (d.c && d.e > e) wide_scale(&a.c, d.e - e);
    loose_drop(&a, e - d.e, mode);
    int digits = wide_digits(&a.c);
    if (digits > FL_PRECISION) return FL_DECIMAL_DIGITS;
    if (!wide_is_zero(&a.c) && e + digits - 1 > FL_EMAX) return FL_DECIMAL_OVERFLOW;
    *out = fl_dec_make(wide_low(&a.c), e, d.neg);
    return FL_OK;
}

/* The integer a decimal is. */
static FL_COLD int wide_dec_to_int(fl_dec d, int64_t *out) {
    fl_dec whole;
    fl_loose a = loose_of(d);
    if (d.c == 0) { *out = 0; return FL_OK; }
    if (wide_dec_quantize(d, 0, FL_DOWN, &whole)) return FL_INT_OVERFLOW;
    loose_drop(&a, -(int64_t)d.e, FL_UP);
    if (d.e < 0 && wide_low(&a.c) != whole.c) return FL_NOT_WHOLE;
    if (whole.c > (fl_u128)INT64_MAX + (d.neg != 0)) return FL_INT_OVERFLOW;
    *out = (int64_t)(d.neg ? 0 - (uint64_t)whole.c : (uint64_t)whole.c);
    return FL_OK;
}
#endif
