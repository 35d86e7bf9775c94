/* How a bare {{ }} prints numbers and dates, and the proleptic Gregorian calendar behind it. */
#ifndef FLONG_PRINTING_H
#define FLONG_PRINTING_H
#include "core.h"

/* Decimal digits of `v`, right-aligned before `end`: the first one's address. */
static inline char *fl_digits_u64(char *end, uint64_t v) {
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051"
        "525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    while (v >= 100) {
        end -= 2;
        memcpy(end, pairs + 2 * (v % 100), 2);
        v /= 100;
    }
    if (v < 10) *--end = (char)('0' + v);
    else { end -= 2; memcpy(end, pairs + 2 * v, 2); }
    return end;
}

static inline char *fl_digits_u128(char *end, fl_u128 v) {
    const uint64_t ten19 = 10000000000000000000ULL;
    while (v >> 64) {
        char *start = end - 19, *p = fl_digits_u64(end, (uint64_t)(v % ten19));
        while (p > start) *--p = '0';
        end = start;
        v /= ten19;
    }
    return fl_digits_u64(end, (uint64_t)v);
}

/* The digits of `v` at `w`: behind them. */
static inline char *fl_put_digits(char *w, uint64_t v) {
    char text[20], *end = text + sizeof text, *p = fl_digits_u64(end, v);
    while (p < end) *w++ = *p++;
    return w;
}

#define FL_INT_ROOM 20

static inline char *fl_put_int(char *w, int64_t v) {
    if (v < 0) *w++ = '-';
    return fl_put_digits(w, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

static inline int fl_write_int(fl_buf *b, int64_t v) {
    int r = fl_reserve(b, FL_INT_ROOM);
    if (r == FL_OK) b->n = fl_put_int(b->p + b->n, v) - b->p;
    return r;
}

/* Room for a decimal with exponent `e`. */
#define FL_PLAIN_ROOM(e) (44 + ((e) < 0 ? -(int64_t)(e) : (int64_t)(e)))

static inline char *fl_put_bytes(char *w, const char *p, int64_t n) {
    memcpy(w, p, (size_t)n);
    return w + n;
}

static inline char *fl_put_zeros(char *w, int64_t n) {
    memset(w, '0', (size_t)n);
    return w + n;
}

/* Plain notation: all digits, never an exponent; a zero has no sign. */
static inline char *fl_put_plain(char *w, fl_u128 c, int e, int neg) {
    char text[40], *end = text + sizeof text, *p = fl_digits_u128(end, c);
    int64_t n = end - p, whole = n + e;
    if (neg && c) *w++ = '-';
    if (e >= 0) return fl_put_zeros(fl_put_bytes(w, p, n), c ? e : 0);
    if (whole > 0) {
        w = fl_put_bytes(w, p, whole);
        *w++ = '.';
        return fl_put_bytes(w, p + whole, n - whole);
    }
    w = fl_put_zeros(fl_put_bytes(w, "0.", 2), -whole);
    return fl_put_bytes(w, p, n);
}

static inline char *fl_put_dec(char *w, fl_dec d) { return fl_put_plain(w, d.c, d.e, d.neg); }

static inline char *fl_put_dec64(char *w, int64_t v, int scale) {
    return fl_put_plain(w, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, -scale, v < 0);
}

static inline char *fl_put_dec128(char *w, fl_i128 v, int scale) {
    return fl_put_plain(w, v < 0 ? 0 - (fl_u128)v : (fl_u128)v, -scale, v < 0);
}

static inline int fl_write_dec(fl_buf *b, fl_dec d) {
    int r = fl_reserve(b, FL_PLAIN_ROOM(d.e));
    if (r == FL_OK) b->n = fl_put_dec(b->p + b->n, d) - b->p;
    return r;
}

/* Days since 1970-01-01 of a proleptic Gregorian date, and back (H. Hinnant, "chrono-compatible low-level date
   algorithms"). */
static inline int64_t fl_days(int64_t y, int m, int d) {
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static inline void fl_civil(int64_t days, int64_t *y, int *m, int *d) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *d = (int)(doy - (153 * mp + 2) / 5 + 1);
    *m = (int)(mp < 10 ? mp + 3 : mp - 9);
    *y = yoe + era * 400 + (*m <= 2);
}

#define FL_MIN_DAYS (-719162) /* 0001-01-01 */
#define FL_MAX_DAYS 2932896   /* 9999-12-31 */
#define FL_DAY_MICROS 86400000000LL  /* µs */
#define FL_MIN_INSTANT (FL_MIN_DAYS * FL_DAY_MICROS)
#define FL_MAX_INSTANT ((FL_MAX_DAYS + 1) * FL_DAY_MICROS - 1)

#define FL_DATE_ROOM 10

/* ISO 8601: 2026-11-21; the year is 1 to 9999. */
static inline char *fl_put_date(char *w, int64_t days) {
    int64_t y;
    int m, d;
    fl_civil(days, &y, &m, &d);
    char t[FL_DATE_ROOM] = {
        (char)('0' + y / 1000), (char)('0' + y / 100 % 10), (char)('0' + y / 10 % 10), (char)('0' + y % 10),
        '-', (char)('0' + m / 10), (char)('0' + m % 10), '-', (char)('0' + d / 10), (char)('0' + d % 10)};
    memcpy(w, t, sizeof t);
    return w + sizeof t;
}

static inline int fl_is_day(int64_t days) { return days >= FL_MIN_DAYS && days <= FL_MAX_DAYS; }

/* FL_BAD_DATE outside the years 1 to 9999. */
static inline int fl_write_date(fl_buf *b, int64_t days) {
    int r = fl_is_day(days) ? fl_reserve(b, FL_DATE_ROOM) : FL_BAD_DATE;
    if (r == FL_OK) b->n = fl_put_date(b->p + b->n, days) - b->p;
    return r;
}
#endif
