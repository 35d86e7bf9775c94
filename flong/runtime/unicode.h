/* Code points of valid UTF-8, their properties and cases. Texts are validated when bound. */
#ifndef FLONG_UNICODE_H
#define FLONG_UNICODE_H
#include "core.h"
#include "spaces.h"
#include "unicode_tables.h"

#define FL_COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Writes `cp` at `to`: the address behind it. */
static inline char *fl_encode(char *to, int32_t cp) {
    if (cp < 0x80) { *to++ = (char)cp; return to; }
    if (cp < 0x800) *to++ = (char)(0xc0 | cp >> 6);
    else {
        if (cp < 0x10000) *to++ = (char)(0xe0 | cp >> 12);
        else {
            *to++ = (char)(0xf0 | cp >> 18);
            *to++ = (char)(0x80 | (cp >> 12 & 0x3f));
        }
        *to++ = (char)(0x80 | (cp >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (cp & 0x3f));
    return to;
}

/* True for bytes inside a code point. */
static inline int fl_inside(char byte) { return (byte & 0xc0) == 0x80; }

/* The start of the code point that ends before `p`. */
static inline const char *fl_before(const char *p) {
    do p--; while (fl_inside(*p));
    return p;
}

static inline int fl_found(const fl_range *table, int n, int32_t cp) {
    int low = 0;
    while (n > 0) {
        int half = n / 2;
        if (table[low + half].last < cp) { low += half + 1; n -= half + 1; }
        else n = half;
    }
    return table[low].first <= cp && cp <= table[low].last;
}

#define FL_HAS(table, cp) ((cp) <= (table)[FL_COUNT(table) - 1].last && fl_found(table, FL_COUNT(table), cp))

/* Han and Hangul syllables: no case, two columns, never a part of what stands before. */
static inline int fl_is_cjk(int32_t cp) {
    return (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0x3400 && cp <= 0x4dbf);
}

static inline int fl_extends_cp(int32_t cp) { return cp >= 0x300 && !fl_is_cjk(cp) && FL_HAS(fl_extends, cp); }
static inline int fl_is_cased(int32_t cp) { return !fl_is_cjk(cp) && FL_HAS(fl_cased, cp); }
static inline int fl_is_ignorable(int32_t cp) { return !fl_is_cjk(cp) && FL_HAS(fl_ignorable, cp); }

static inline int fl_columns(int32_t cp) {
    if (cp >= 0x20 && cp < 0x7f) return 1;
    if (fl_is_cjk(cp) || FL_HAS(fl_wide, cp)) return 2;
    return !FL_HAS(fl_zero, cp);
}

static inline const fl_run *fl_run_of(const fl_run *table, int n, int32_t cp) {
    int low = 0;
    while (n > 0) {
        int half = n / 2;
        if (table[low + half].last < cp) { low += half + 1; n -= half + 1; }
        else n = half;
    }
    return table + low;
}

static inline int fl_mapped(const fl_run *table, int n, int32_t cp, int32_t *to) {
    if (cp > table[n - 1].last) return 0;
    const fl_run *run = fl_run_of(table, n, cp);
    if (cp < run->first || (cp - run->first) % run->stride) return 0;
    *to = cp + run->distance;
    return 1;
}

static inline const fl_special *fl_special_of(const fl_special *table, int n, int32_t cp) {
    int low = 0;
    while (n > 0) {
        int half = n / 2;
        if (table[low + half].cp == cp) return table + low + half;
        if (table[low + half].cp < cp) { low += half + 1; n -= half + 1; }
        else n = half;
    }
    return NULL;
}

static inline char *fl_encode_special(char *to, const fl_special *s) {
    to = fl_encode(fl_encode(to, s->first), s->second);
    return s->third ? fl_encode(to, s->third) : to;
}

/* Each writes the full case mapping of `cp` at `to`, at most 12 bytes, and returns the address behind it. */
static inline char *fl_upper_to(char *to, int32_t cp) {
    int32_t image;
    if (cp < 0x80) { *to++ = (char)(cp - (cp >= 'a' && cp <= 'z') * 32); return to; }
    if (fl_is_cjk(cp)) return fl_encode(to, cp);
    if (fl_mapped(fl_runs_upper, FL_COUNT(fl_runs_upper), cp, &image)) return fl_encode(to, image);
    const fl_special *s = fl_special_of(fl_special_upper, FL_COUNT(fl_special_upper), cp);
    return s ? fl_encode_special(to, s) : fl_encode(to, cp);
}

static inline char *fl_lower_to(char *to, int32_t cp) {
    int32_t image;
    if (cp < 0x80) { *to++ = (char)(cp + (cp >= 'A' && cp <= 'Z') * 32); return to; }
    if (fl_is_cjk(cp)) return fl_encode(to, cp);
    if (fl_mapped(fl_runs_lower, FL_COUNT(fl_runs_lower), cp, &image)) return fl_encode(to, image);
    const fl_special *s = fl_special_of(fl_special_lower, FL_COUNT(fl_special_lower), cp);
    return s ? fl_encode_special(to, s) : fl_encode(to, cp);
}

static inline char *fl_title_to(char *to, int32_t cp) {
    int32_t image;
    if (cp < 0x80 || fl_is_cjk(cp)) return fl_upper_to(to, cp);
    if (fl_mapped(fl_runs_title, FL_COUNT(fl_runs_title), cp, &image)) return fl_encode(to, image);
    const fl_special *s = fl_special_of(fl_special_title, FL_COUNT(fl_special_title), cp);
    return s ? fl_encode_special(to, s) : fl_upper_to(to, cp);
}

/* Whether a cut may stand at `p`, inside the text from `start` to `end`: not inside a code point, not before
   what belongs to the character before it, and not behind a joiner. */
static inline int fl_may_cut(const char *start, const char *p, const char *end) {
    int n;
    if (p <= start || p >= end) return 1;
    if (fl_inside(*p)) return 0;
    if ((unsigned char)*p < 0xcc && !(p - start >= 3 && !memcmp(p - 3, "\xe2\x80\x8d", 3))) return 1;
    if (fl_extends_cp(fl_decode(p, &n))) return 0;
    return !(p - start >= 3 && !memcmp(p - 3, "\xe2\x80\x8d", 3));
}

/* The end of the character that starts at `p`: a code point and what belongs to it. */
static inline const char *fl_next_character(const char *start, const char *p, const char *end) {
    do p++; while (p < end && !fl_may_cut(start, p, end));
    return p;
}

/* Number of code points. */
static inline int64_t fl_length(fl_text s) {
    int64_t n = 0;
    for (int64_t i = 0; i < s.n; i++) n += !fl_inside(s.p[i]);
    return n;
}

/* The address of code point `i` of `s` (its end when there are fewer), moved left to where a cut may stand. */
static inline const char *fl_cut_at(fl_text s, int64_t i) {
    const char *p = s.p, *end = s.p + s.n;
    if (i >= s.n) return end;
    while (p < end && i > 0) { for (p++; p < end && fl_inside(*p); p++) {} i--; }
    while (!fl_may_cut(s.p, p, end)) p--;
    return p;
}

/* Room for a result of at most `n` bytes. */
static inline char *fl_room(fl_ctx *c, int64_t n) { return (char *)fl_alloc(&c->arena, n); }

/* Hands out `start` to `end` of the `room` bytes allocated last, and gives the rest back. */
static inline int fl_finish(fl_ctx *c, char *start, char *end, int64_t room, fl_text *out) {
    out->p = start;
    out->n = end - start;
    c->arena.used -= room - out->n;
    return FL_OK;
}
#endif
