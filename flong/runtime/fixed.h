/* Numbers with a fixed count of fraction digits, in groups of three, by formats that were resolved when compiled. */
#ifndef FLONG_FIXED_H
#define FLONG_FIXED_H
#include "decimal.h"
#include "printing.h"

#define FL_AFFIX 8 /* bytes an affix has at most */

/* What stands before and behind a number: [0] of positive ones and zero, [1] of negative ones; `group` 0: no groups. */
typedef struct {
    char before[2][FL_AFFIX], after[2][FL_AFFIX];
    uint8_t n_before[2], n_after[2];
    char group, point;
} fl_fixed;

/* emit/fixed.py asks for 64. */
#define FL_FIXED_ROOM (2 * FL_AFFIX + 20 + 6 + 1 + 16) /* affixes, digits, groups, point; what is written beyond */

/* "ddd\0" for 0 to 999. */
#define FL_ONES(h, t) h t "0\0" h t "1\0" h t "2\0" h t "3\0" h t "4\0" h t "5\0" h t "6\0" h t "7\0" h t "8\0" h t "9\0"
#define FL_TENS(h) FL_ONES(h, "0") FL_ONES(h, "1") FL_ONES(h, "2") FL_ONES(h, "3") FL_ONES(h, "4") \
                   FL_ONES(h, "5") FL_ONES(h, "6") FL_ONES(h, "7") FL_ONES(h, "8") FL_ONES(h, "9")
static const char fl_triples[] = FL_TENS("0") FL_TENS("1") FL_TENS("2") FL_TENS("3") FL_TENS("4")
                                 FL_TENS("5") FL_TENS("6") FL_TENS("7") FL_TENS("8") FL_TENS("9");

/* Three digits and the byte behind them. */
static inline char *fixed_triple(char *w, uint64_t v, char behind) {
    memcpy(w, fl_triples + 4 * v, 4);
    w[3] = behind;
    return w + 4;
}

/* The triple without its leading zeros; one digit stays. */
static inline char *fixed_first(char *w, uint64_t v, char behind) {
    uint64_t skip = (uint64_t)(v < 10) + (v < 100);
    memcpy(w, fl_triples + 4 * v + skip, 4);
    w += 4 - skip;
    w[-1] = behind;
    return w;
}

/* Numbers of more than two groups, from the last group to the first and back. */
static __attribute__((noinline, unused)) char *fixed_long(char *w, uint64_t v, char group, char behind) {
    uint64_t triples[7];
    int n = 0;
    for (; v >= 1000; v /= 1000) triples[n++] = v % 1000;
    w = fixed_first(w, v, group);
    while (--n > 0) w = fixed_triple(w, triples[n], group);
    return fixed_triple(w, triples[0], behind);
}

/* `v` with a group sign after each three digits, and `behind` after the last. */
static inline char *fixed_groups(char *w, uint64_t v, char group, char behind) {
    if (v < 1000) return fixed_first(w, v, behind);
    if (v < 1000000) return fixed_triple(fixed_first(w, v / 1000, group), v % 1000, behind);
    return fixed_long(w, v, group, behind);
}

static inline char *fixed_fraction(char *w, uint64_t v, int digits) {
    if (digits == 2) {
        memcpy(w, fl_triples + 4 * v + 1, 2);
        return w + 2;
    }
    for (int i = digits; i--; v /= 10) w[i] = (char)('0' + v % 10);
    return w + digits;
}

/* The number v / 10^fraction, for fraction <= 19, at `w`, which has FL_FIXED_ROOM; `neg` is 0 for zero. Without
   `suffixed` nothing ever stands behind. */
static inline __attribute__((always_inline)) char *fl_put_fixed(char *w, uint64_t v, int neg, int fraction, int suffixed, const fl_fixed *m) {
    uint64_t unit = (uint64_t)fl_pow10(fraction), whole = v / unit;
    __asm__("" : "+r"(whole)); /* or compilers divide a second time for the rest */
    memcpy(w, m->before[neg], FL_AFFIX);
    w += m->n_before[neg];
    w = m->group ? fixed_groups(w, whole, m->group, m->point) : fl_put_digits(w, whole);
    if (!m->group) *w++ = m->point;
    w = fraction ? fixed_fraction(w, v - whole * unit, fraction) : w - 1;
    if (!suffixed) return w;
    memcpy(w, m->after[neg], FL_AFFIX);
    return w + m->n_after[neg];
}

/* Whether `d` * 10^shift is a whole number of 64 bits for 0 <= shift + d.e <= 19; then it is in *out. */
static inline int fl_fixed_of(fl_dec d, int shift, uint64_t *out) {
    shift += d.e;
    return !(d.c >> 64) && (unsigned)shift < 20 &&
           !__builtin_mul_overflow((uint64_t)d.c, (uint64_t)fl_pow10(shift), out);
}

/* The same for a 64-bit integer. */
static inline int fl_fixed_of64(int64_t v, int shift, uint64_t *out) {
    uint64_t size = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    return (unsigned)shift < 20 && !__builtin_mul_overflow(size, (uint64_t)fl_pow10(shift), out);
}

static inline int fl_fixed_of128(fl_i128 v, int shift, uint64_t *out) {
    return v == (int64_t)v && fl_fixed_of64((int64_t)v, shift, out);
}
#endif
