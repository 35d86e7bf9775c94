/* JSON numbers: read once, then taken exactly as what the field is. */
#ifndef FLONG_JSON_NUMBER_H
#define FLONG_JSON_NUMBER_H
#include <math.h>
#include "decimal.h"
#include "json_text.h"

/* As jsonrecord.py has it: characters of a whole number. Longer exponents may be beyond Python's Decimal. */
#define JSON_MAX_DIGITS 4300
#define JSON_MAX_EXPONENT 9
/* So many digits fit 64 bits. */
#define JSON_EXACT 19

/* (-1)^neg * c * 10^e where `exact`; otherwise `text` has more than 19 digits. `whole`: no point, no exponent. */
typedef struct { fl_text text; uint64_t c; int64_t e; int neg, whole, exact; } json_number;

/* Behind digits. */
static inline const char *json_digits(const char *p, const char *end, uint64_t *c) {
    uint64_t value = *c;
    for (unsigned digit; p < end && (digit = (unsigned char)*p - '0') < 10; p++) value = 10 * value + digit;
    *c = value;
    return p;
}

static inline const char *json_exponent(const char *p, const char *end, int64_t *e) {
    uint64_t x = 0;
    int neg = json_at(p, end, '-');
    p += neg || json_at(p, end, '+');
    const char *stop = json_digits(p, end, &x);
    if (stop == p || stop - p > JSON_MAX_EXPONENT) return NULL;
    *e += neg ? -(int64_t)x : (int64_t)x;
    return stop;
}

static inline const char *json_take_number(const char *p, const char *end, json_number *out) {
    const char *start = p, *whole;
    out->c = 0;
    out->e = 0;
    out->neg = json_at(p, end, '-');
    out->whole = 1;
    whole = p += out->neg;
    p = json_at(p, end, '0') ? p + 1 : json_digits(p, end, &out->c);
    if (p == whole) return NULL;
    int64_t digits = p - whole;
    if (json_at(p, end, '.')) {
        whole = ++p;
        p = json_digits(p, end, &out->c);
        if (p == whole) return NULL;
        out->e = whole - p;
        out->whole = 0;
    }
    out->exact = digits - out->e <= JSON_EXACT;
    if (p < end && (*p | 0x20) == 'e') {
        p = json_exponent(p + 1, end, &out->e);
        if (!p) return NULL;
        out->whole = 0;
    }
    out->text.p = start;
    out->text.n = p - start;
    return out->whole && out->text.n > JSON_MAX_DIGITS ? NULL : p;
}

/* c * 10^n, or 0 when that needs more than 64 bits. */
static inline int json_times(uint64_t c, int64_t n, uint64_t *out) {
    return n < JSON_EXACT + 1 && !__builtin_mul_overflow(c, (uint64_t)fl_pow10((int)n), out);
}

/* An int64, also from 5.0 and 1E+2. */
static inline int json_to_int(const json_number *x, int64_t *out) {
    uint64_t c = x->c;
    int64_t e = x->e;
    if (!x->exact || (c == 0 && e > 18)) return 0;
    for (; c && e < 0; e++, c /= 10) if (c % 10) return 0;
    if (c && e > 0 && !json_times(c, e, &c)) return 0;
    if (c > (uint64_t)INT64_MAX + (unsigned)x->neg) return 0;
    *out = (int64_t)(x->neg ? 0 - c : c);
    return 1;
}

static inline int json_to_dec(const json_number *x, fl_dec *out) {
    if (!x->exact) return fl_dec_parse(x->text.p, x->text.n, out) == FL_OK;
    if (x->e < FL_ETINY || x->e + fl_count_digits(x->c) - 1 > FL_EMAX) return 0;
    *out = fl_dec_make(x->c, (int)x->e, x->neg && !(x->whole && x->c == 0));
    return 1;
}

/* A number of `scale` places as the int64 that its slot holds. */
static inline int json_to_dec64(const json_number *x, int precision, int scale, int64_t *out) {
    fl_dec number;
    fl_i128 scaled;
    uint64_t c;
    int64_t shift = x->e + scale;
    if (x->exact && shift >= 0 && shift <= scale) {
        if (!json_times(x->c, shift, &c) || c >= (uint64_t)fl_pow10(precision)) return 0;
        *out = x->neg ? -(int64_t)c : (int64_t)c;
        return 1;
    }
    if (!json_to_dec(x, &number) || fl_dec_scaled(number, precision, scale, &scaled) != FL_SCALED_OK) return 0;
    *out = (int64_t)scaled;
    return 1;
}

static inline int json_to_dec128(const json_number *x, int precision, int scale, fl_i128 *out) {
    fl_dec number;
    return json_to_dec(x, &number) && fl_dec_scaled(number, precision, scale, out) == FL_SCALED_OK;
}

/* c * 10^e for |e| <= 27, rounded once: 10^e is 5^e * 2^e, 5^27 fits 64 bits, and a quotient of at least 64 bits with
   a sticky last one decides the rounding of 53. */
static inline double json_rounded(uint64_t c, int e) {
    uint64_t five = 1;
    for (int i = e < 0 ? -e : e; i; i--) five *= 5;
    if (e >= 0) return ldexp((double)((fl_u128)c * five), e);
    int shift = 64 + __builtin_clzll(c);
    fl_u128 high = (fl_u128)c << shift, quotient = high / five;
    return ldexp((double)(quotient | (quotient * five != high)), e - shift);
}

static inline int json_to_double(const json_number *x, double *out) {
    if (!x->exact || x->e < -27 || x->e > 27) return 0;
    *out = x->c ? json_rounded(x->c, (int)x->e) : 0.0;
    if (x->neg && !(x->whole && x->c == 0)) *out = -*out;
    return 1;
}
#endif
