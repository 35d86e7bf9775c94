/* HTML text and attribute values: & < > " ' become entities; C0 controls but TAB, LF, CR vanish. Two compares find all
   five in a block of 16 bytes: x | 5 == 0x27 for " & ' (and #), x | 2 == 0x3e for < >. */
#ifndef FLONG_ESCAPE_HTML_H
#define FLONG_ESCAPE_HTML_H
#include "core.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define FL_LONGEST_ENTITY 5

typedef struct { uint8_t n; char text[7]; } fl_entity;

/* What a byte becomes when it does not stay: false for bytes that do. */
static inline int html_entity(unsigned char byte, fl_entity *out) {
    static const fl_entity quot = {5, "&#34;"}, amp = {5, "&amp;"}, apos = {5, "&#39;"}, lt = {4, "&lt;"},
                           gt = {4, "&gt;"}, none = {0, ""};
    switch (byte) {
        case '"': *out = quot; return 1;
        case '&': *out = amp; return 1;
        case '\'': *out = apos; return 1;
        case '<': *out = lt; return 1;
        case '>': *out = gt; return 1;
        case '\t': case '\n': case '\r': return 0;
        default: *out = none; return byte < 0x20;
    }
}

static inline char *html_byte(char *to, unsigned char byte) {
    fl_entity e;
    if (!html_entity(byte, &e)) {
        *to = (char)byte;
        return to + 1;
    }
    memcpy(to, e.text, FL_LONGEST_ENTITY);
    return to + e.n;
}

/* Writes the escaped bytes of p..end to `to`, which has room for 5 times as many and 16 more. */
static inline char *html_scalar(char *to, const char *p, const char *end) {
    while (p < end) to = html_byte(to, (unsigned char)*p++);
    return to;
}

#ifdef __SSE2__
static inline unsigned html_specials(__m128i x) {
    __m128i quotes = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(5)), _mm_set1_epi8(0x27));
    __m128i angles = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(2)), _mm_set1_epi8(0x3e));
    __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1f)), x);
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, angles), controls));
}

static inline char *html_blocks(char *to, const char *p, const char *end) {
    while (end - p >= 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)p);
        unsigned specials = html_specials(x);
        _mm_storeu_si128((__m128i *)to, x);
        if (!specials) { p += 16; to += 16; continue; }
        int plain = __builtin_ctz(specials);
        p += plain;
        to = html_byte(to + plain, (unsigned char)*p++);
    }
    return html_scalar(to, p, end);
}
#else
#define html_blocks html_scalar
#endif

/* Room is reserved for a slice at a time, so that a long text does not take five times its size. */
static inline int fl_escape_html(fl_buf *out, const char *p, int64_t n) {
    while (n > 0) {
        int64_t slice = n < 4096 ? n : 4096;
        int r = fl_reserve(out, slice * FL_LONGEST_ENTITY + 16);
        if (r) return r;
        out->n = html_blocks(out->p + out->n, p, p + slice) - out->p;
        p += slice;
        n -= slice;
    }
    return FL_OK;
}
#endif
