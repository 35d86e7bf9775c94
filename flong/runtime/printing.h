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

static inline int fl_write_int(fl_buf *b, int64_t v) {
    char text[24], *end = text + sizeof text;
    char *p = fl_digits_u64(end, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
    if (v < 0) *--p = '-';
    return fl_write(b, p, end - p);
}

static inline int fl_fill(fl_buf *b, char byte, int64_t n) {
    int r = fl_reserve(b, n);
    if (r) return r;
    memset(b->p + b->n, byte, (size_t)n);
    b->n += n;
    return FL_OK;
}

/* Plain notation: all digits, never an exponent; a zero has no sign. */
static inline int fl_write_plain(fl_buf *b, fl_u128 c, int e, int neg) {
    char text[48], *end = text + sizeof text, *p = fl_digits_u128(end, c);
    int64_t n = end - p, whole = n + e;
    int r = neg && c ? fl_write(b, "-", 1) : FL_OK;
    if (r) return r;
    if (e >= 0) {
        r = fl_write(b, p, n);
        return r || c == 0 ? r : fl_fill(b, '0', e);
    }
    if (whole > 0) {
        if ((r = fl_write(b, p, whole)) || (r = fl_write(b, ".", 1))) return r;
        return fl_write(b, p + whole, n - whole);
    }
    if ((r = fl_write(b, "0.", 2)) || (r = fl_fill(b, '0', -whole))) return r;
    return fl_write(b, p, n);
}

static inline int fl_write_dec(fl_buf *b, fl_dec d) { return fl_write_plain(b, d.c, d.e, d.neg); }

static inline int fl_write_dec64(fl_buf *b, int64_t v, int scale) {
    return fl_write_plain(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, -scale, v < 0);
}

static inline int fl_write_dec128(fl_buf *b, fl_i128 v, int scale) {
    return fl_write_plain(b, v < 0 ? 0 - (fl_u128)v : (fl_u128)v, -scale, v < 0);
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

/* ISO 8601: 2026-11-21. FL_BAD_DATE outside the years 1 to 9999. */
static inline int fl_write_date(fl_buf *b, int64_t days) {
    int64_t y;
    int m, d;
    if (days < FL_MIN_DAYS || days > FL_MAX_DAYS) return FL_BAD_DATE;
    fl_civil(days, &y, &m, &d);
    char t[10] = {(char)('0' + y / 1000), (char)('0' + y / 100 % 10), (char)('0' + y / 10 % 10), (char)('0' + y % 10),
                  '-', (char)('0' + m / 10), (char)('0' + m % 10), '-', (char)('0' + d / 10), (char)('0' + d % 10)};
    return fl_write(b, t, sizeof t);
}
#endif
