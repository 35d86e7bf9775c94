/* Unsigned integers of 384 bits (115 digits): what the coefficients of decimals need on the way. */
#ifndef FLONG_WIDE_H
#define FLONG_WIDE_H
#include "decimal.h"

#define FL_LIMBS 6
typedef struct { uint64_t w[FL_LIMBS]; } fl_wide; /* little endian */

static const uint64_t FL_TEN19 = 10000000000000000000ULL;

static inline fl_wide wide_of(fl_u128 v) {
    fl_wide a = {{(uint64_t)v, (uint64_t)(v >> 64)}};
    return a;
}

static inline fl_u128 wide_low(const fl_wide *a) { return (fl_u128)a->w[1] << 64 | a->w[0]; }

static int wide_compare(const fl_wide *a, const fl_wide *b) {
    for (int i = FL_LIMBS - 1; i >= 0; i--)
        if (a->w[i] != b->w[i]) return a->w[i] > b->w[i] ? 1 : -1;
    return 0;
}

static inline int wide_is_zero(const fl_wide *a) {
    uint64_t any = 0;
    for (int i = 0; i < FL_LIMBS; i++) any |= a->w[i];
    return any == 0;
}

static int wide_bits(const fl_wide *a) {
    int i = FL_LIMBS - 1;
    while (i > 0 && a->w[i] == 0) i--;
    return a->w[i] ? 64 * i + 64 - __builtin_clzll(a->w[i]) : 0;
}

static void wide_add(fl_wide *a, const fl_wide *b) {
    fl_u128 sum = 0;
    for (int i = 0; i < FL_LIMBS; i++) {
        sum += (fl_u128)a->w[i] + b->w[i];
        a->w[i] = (uint64_t)sum;
        sum >>= 64;
    }
}

/* a -= b, for a >= b. */
static void wide_sub(fl_wide *a, const fl_wide *b) {
    uint64_t borrow = 0;
    for (int i = 0; i < FL_LIMBS; i++) {
        fl_u128 difference = (fl_u128)a->w[i] - b->w[i] - borrow;
        a->w[i] = (uint64_t)difference;
        borrow = (uint64_t)(difference >> 64) & 1;
    }
}

static void wide_mul_small(fl_wide *a, uint64_t m) {
    fl_u128 carry = 0;
    for (int i = 0; i < FL_LIMBS; i++) {
        carry += (fl_u128)a->w[i] * m;
        a->w[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

/* a /= d; the remainder is returned. */
static uint64_t wide_div_small(fl_wide *a, uint64_t d) {
    fl_u128 rest = 0;
    for (int i = FL_LIMBS - 1; i >= 0; i--) {
        rest = rest << 64 | a->w[i];
        a->w[i] = (uint64_t)(rest / d);
        rest %= d;
    }
    return (uint64_t)rest;
}

/* The product of two numbers below 2^192. */
static fl_wide wide_mul(const fl_wide *a, const fl_wide *b) {
    fl_wide r = {{0}};
    for (int i = 0; i < 3; i++) {
        fl_u128 carry = 0;
        for (int j = 0; j < 3; j++) {
            carry += (fl_u128)a->w[i] * b->w[j] + r.w[i + j];
            r.w[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        r.w[i + 3] = (uint64_t)carry;
    }
    return r;
}

/* a *= 10^n, which must fit. */
static void wide_scale(fl_wide *a, int n) {
    for (; n >= 19; n -= 19) wide_mul_small(a, FL_TEN19);
    if (n) wide_mul_small(a, (uint64_t)fl_pow10(n));
}

static int wide_digits(const fl_wide *a) {
    int bits = wide_bits(a), n = bits * 30103 / 100000;
    fl_wide limit = wide_of(1);
    if (bits <= 128) return fl_count_digits(wide_low(a));
    wide_scale(&limit, n);
    return wide_compare(a, &limit) < 0 ? n : n + 1;
}

/* What a division by a power of ten left: nothing, less than half, half, more than half a unit. */
typedef enum { REST_NONE, REST_LESS, REST_HALF, REST_MORE } fl_rest;

/* a /= 10^n for n >= 1; `sticky` says that something non-zero stands below a. */
static fl_rest wide_drop(fl_wide *a, int n, int sticky) {
    for (; n > 19; n -= 19) sticky |= wide_div_small(a, FL_TEN19) != 0;
    uint64_t unit = (uint64_t)fl_pow10(n), rest = wide_div_small(a, unit);
    if (rest == unit / 2) return sticky ? REST_MORE : REST_HALF;
    if (rest > unit / 2) return REST_MORE;
    return rest || sticky ? REST_LESS : REST_NONE;
}

/* Knuth, TAOCP 2, 4.3.1, algorithm D in base 2^32. One digit: u[0..n] -= digit * v, for a normalised v of n >= 2. */
static uint32_t knuth_guess(const uint32_t *u, const uint32_t *v, int n) {
    uint64_t top = (uint64_t)u[n] << 32 | u[n - 1], guess = top / v[n - 1], rest = top % v[n - 1];
    while (guess >> 32 || guess * v[n - 2] > (rest << 32 | u[n - 2])) {
        guess--;
        if ((rest += v[n - 1]) >> 32) break;
    }
    return (uint32_t)guess;
}

static uint32_t knuth_digit(uint32_t *u, const uint32_t *v, int n) {
    uint32_t digit = knuth_guess(u, v, n);
    uint64_t carry = 0;
    int64_t borrow = 0;
    for (int i = 0; i <= n; i++) {
        carry += i < n ? (uint64_t)digit * v[i] : 0;
        borrow += (int64_t)u[i] - (int64_t)(uint32_t)carry;
        u[i] = (uint32_t)borrow;
        borrow >>= 32;
        carry >>= 32;
    }
    if (borrow == 0) return digit;
    carry = 0;
    for (int i = 0; i <= n; i++) { /* the guess was one too large: add v back */
        carry += (uint64_t)u[i] + (i < n ? v[i] : 0);
        u[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return digit - 1;
}

static void wide_shift_left(const fl_wide *a, int shift, uint32_t *out) {
    uint64_t carry = 0;
    for (int i = 0; i < 2 * FL_LIMBS; i++) {
        carry |= (uint64_t)(uint32_t)(a->w[i / 2] >> (i % 2 * 32)) << shift;
        out[i] = (uint32_t)carry;
        carry >>= 32;
    }
    out[2 * FL_LIMBS] = (uint32_t)carry;
}

static fl_wide wide_shift_right(const uint32_t *u, int shift) {
    fl_wide a;
    for (int i = 0; i < FL_LIMBS; i++) {
        fl_u128 v = (fl_u128)u[2 * i + 2] << 64 | (uint64_t)u[2 * i + 1] << 32 | u[2 * i];
        a.w[i] = (uint64_t)(v >> shift);
    }
    return a;
}

/* q = a / b, a %= b, for b > 0. */
static void wide_divmod(fl_wide *a, const fl_wide *b, fl_wide *q) {
    uint32_t u[2 * FL_LIMBS + 1], v[2 * FL_LIMBS + 1];
    int n = (wide_bits(b) + 31) / 32, shift = 32 * n - wide_bits(b);
    if (n <= 2) {
        *q = *a;
        *a = wide_of(wide_div_small(q, b->w[0]));
        return;
    }
    memset(q, 0, sizeof *q);
    wide_shift_left(a, shift, u);
    wide_shift_left(b, shift, v);
    for (int j = 2 * FL_LIMBS - n; j >= 0; j--) q->w[j / 2] |= (uint64_t)knuth_digit(u + j, v, n) << (j % 2 * 32);
    *a = wide_shift_right(u, shift);
}
#endif
