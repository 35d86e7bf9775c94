/* Dates, times and durations as texts: the common spellings of ISO 8601; values.py knows them all. */
#ifndef FLONG_JSON_TIME_H
#define FLONG_JSON_TIME_H
#include "json_text.h"
#include "printing.h"
#include "zones.h"

#define JSON_SECOND 1000000 /* µs */

/* Two digits, at most `most`; or -1. */
static inline int json_two(const char *p, int most) {
    unsigned ten = (unsigned char)p[0] - '0', one = (unsigned char)p[1] - '0';
    int value = (int)(10 * ten + one);
    return ten > 9 || one > 9 || value > most ? -1 : value;
}

static inline int json_month_days(int year, int month) {
    static const char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* YYYY-MM-DD, ten bytes. */
static inline int json_to_days(const char *p, int64_t *out) {
    int century = json_two(p, 99), rest = json_two(p + 2, 99), month = json_two(p + 5, 12), day = json_two(p + 8, 31);
    int year = 100 * century + rest;
    if (century < 0 || rest < 0 || month < 1 || p[4] != '-' || p[7] != '-') return 0;
    if (year < 1 || day < 1 || day > json_month_days(year, month)) return 0;
    *out = fl_days(year, month, day);
    return 1;
}

static inline int json_to_date(fl_text t, int64_t *out) { return t.n == 10 && json_to_days(t.p, out); }

/* The fraction of a second at p, one to six digits, in µs; behind it, or NULL. */
static inline const char *json_fraction(const char *p, const char *end, int64_t *micros) {
    int64_t unit = JSON_SECOND, value = 0;
    for (; p < end && (unsigned char)(*p - '0') < 10; p++) {
        if (unit == 1) return NULL;
        value += (unit /= 10) * (*p - '0');
    }
    *micros += value;
    return unit < JSON_SECOND ? p : NULL;
}

/* HH:MM[:SS[.f]] at p, in µs; behind it, or NULL. */
static inline const char *json_clock(const char *p, const char *end, int64_t *micros) {
    int hour, minute, second = 0;
    if (end - p < 5 || p[2] != ':' || (hour = json_two(p, 23)) < 0 || (minute = json_two(p + 3, 59)) < 0) return NULL;
    p += 5;
    int seconds = p < end && *p == ':';
    if (seconds) {
        if (end - p < 3 || (second = json_two(p + 1, 59)) < 0) return NULL;
        p += 3;
    }
    *micros = (int64_t)((hour * 60 + minute) * 60 + second) * JSON_SECOND;
    return seconds && p < end && *p == '.' ? json_fraction(p + 1, end, micros) : p;
}

static inline int json_to_time(fl_text t, int64_t *out) { return json_clock(t.p, t.p + t.n, out) == t.p + t.n; }

/* The offset behind a time: Z, ±HH:MM, or that of the wall clock in `zone`; in µs. */
static inline int json_offset(const char *p, const char *end, fl_text zone, int64_t local, int64_t *out) {
    int hour, minute;
    *out = 0;
    if (p == end) {
        if (zone.n) *out = fl_offset_at(zone, fl_floor_div(local, JSON_SECOND), 1) * JSON_SECOND;
        return 1;
    }
    if (*p == 'Z') return end - p == 1;
    if (end - p != 6 || (*p != '+' && *p != '-') || p[3] != ':') return 0;
    if ((hour = json_two(p + 1, 23)) < 0 || (minute = json_two(p + 4, 59)) < 0) return 0;
    *out = (int64_t)(hour * 60 + minute) * 60 * JSON_SECOND * (*p == '-' ? -1 : 1);
    return 1;
}

static inline int json_to_instant(fl_text t, fl_text zone, int64_t *out) {
    const char *p, *end = t.p + t.n;
    int64_t days, micros, offset;
    if (t.n < 16 || !json_to_days(t.p, &days) || (t.p[10] != 'T' && t.p[10] != ' ')) return 0;
    if (!(p = json_clock(t.p + 11, end, &micros))) return 0;
    micros += days * FL_DAY_MICROS;
    if (!json_offset(p, end, zone, micros, &offset)) return 0;
    *out = micros - offset;
    return *out >= FL_MIN_INSTANT && *out <= FL_MAX_INSTANT;
}

/* One part of a duration, a number and `letter`; there may be none. */
static inline int json_part(const char **p, const char *end, char letter, int64_t unit, int64_t *sum, int *parts) {
    const char *at = *p;
    int64_t n = 0, micros = 0;
    for (; at < end && at - *p < 9 && (unsigned char)(*at - '0') < 10; at++) n = 10 * n + (*at - '0');
    if (at == *p) return 1;
    if (letter == 'S' && at < end && *at == '.' && !(at = json_fraction(at + 1, end, &micros))) return 0;
    if (at == end || *at != letter) return 1;
    *p = at + 1;
    ++*parts;
    return !__builtin_mul_overflow(n, unit, &n) && !__builtin_add_overflow(*sum, n + micros, sum);
}

/* [+-]P[nW][nD][T[nH][nM][n[.f]S]], with a part behind P and behind T. */
static inline int json_to_duration(fl_text t, int64_t *out) {
    const char *p = t.p, *end = t.p + t.n;
    int64_t sum = 0, second = JSON_SECOND;
    int neg = 0, parts = 0, behind;
    if (p < end && (*p == '+' || *p == '-')) neg = *p++ == '-';
    if (p == end || *p++ != 'P') return 0;
    if (!json_part(&p, end, 'W', 7 * FL_DAY_MICROS, &sum, &parts)) return 0;
    if (!json_part(&p, end, 'D', FL_DAY_MICROS, &sum, &parts)) return 0;
    if (p < end) {
        if (*p++ != 'T') return 0;
        behind = parts;
        if (!json_part(&p, end, 'H', 3600 * second, &sum, &parts)) return 0;
        if (!json_part(&p, end, 'M', 60 * second, &sum, &parts)) return 0;
        if (!json_part(&p, end, 'S', second, &sum, &parts) || parts == behind) return 0;
    }
    *out = neg ? -sum : sum;
    return p == end && parts > 0;
}
#endif
