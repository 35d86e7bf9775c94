/* Texts as mails carry them: CRLF only, no blanks before a line end, one line end at the end; and which transfer
   encoding that needs (RFC 2045). */
#ifndef FLONG_CANONICAL_H
#define FLONG_CANONICAL_H
#include "core.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define FL_MAX_LINE 998
#define FL_SLACK 32 /* bytes that blocks may read and write behind a text */

enum { FL_7BIT, FL_QUOTED, FL_BASE64 };

/* Where canonical text is being written. `unsafe`: what must not travel as it is. */
typedef struct { char *to, *line; int unsafe; } fl_canon;

static inline int fl_ends_line(unsigned char byte) { return byte == '\n' || byte == '\r'; }

/* Copies bytes up to a control or DEL; gives how many. */
static inline int64_t run_scalar(char *to, const char *p, const char *end) {
    int64_t n = 0;
    while (p + n < end && (unsigned char)p[n] >= 0x20 && p[n] != 0x7f) { to[n] = p[n]; n++; }
    return n;
}

#ifdef __SSE2__
static inline int64_t run_blocks(char *to, const char *p, const char *end) {
    int64_t n = 0;
    for (; end - p - n >= 16; n += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(p + n));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1f)), x);
        unsigned stops = (unsigned)_mm_movemask_epi8(_mm_or_si128(control, _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7f))));
        _mm_storeu_si128((__m128i *)(to + n), x);
        if (stops) return n + __builtin_ctz(stops);
    }
    return n + run_scalar(to + n, p + n, end);
}

static inline int64_t high_blocks(const char *p, int64_t n, int64_t *left) {
    __m128i sum = _mm_setzero_si128();
    while (n >= 16) {
        __m128i counts = _mm_setzero_si128();
        for (int i = 0; i < 255 && n >= 16; i++, p += 16, n -= 16)
            counts = _mm_sub_epi8(counts, _mm_cmplt_epi8(_mm_loadu_si128((const __m128i *)p), _mm_setzero_si128()));
        sum = _mm_add_epi64(sum, _mm_sad_epu8(counts, _mm_setzero_si128()));
    }
    *left = n;
    return _mm_cvtsi128_si64(sum) + _mm_cvtsi128_si64(_mm_unpackhi_epi64(sum, sum));
}
#else
#define run_blocks run_scalar
static inline int64_t high_blocks(const char *p, int64_t n, int64_t *left) { (void)p; *left = n; return 0; }
#endif

/* How many bytes are not ASCII. */
static inline int64_t fl_count_high(const char *p, int64_t n, int scalar) {
    int64_t left = n, count = scalar ? 0 : high_blocks(p, n, &left);
    for (p += n - left; left > 0; left--) count += *p++ < 0;
    return count;
}

static inline int fl_begins(const char *p, const char *end, const char *with, int n) {
    return end - p >= n && !memcmp(p, with, (size_t)n);
}

/* Ends the line that was written: what mailbox files change, or what could be taken for a boundary, is unsafe. */
static inline void fl_line_written(fl_canon *c) {
    while (c->to > c->line && (c->to[-1] == ' ' || c->to[-1] == '\t')) c->to--;
    c->unsafe |= c->to - c->line > FL_MAX_LINE || fl_begins(c->line, c->to, "From ", 5)
                 || fl_begins(c->line, c->to, "--=_", 4);
}

static inline void fl_canonical_lines(fl_canon *c, const char *p, const char *end, int scalar) {
    while (p < end) {
        int64_t n = scalar ? run_scalar(c->to, p, end) : run_blocks(c->to, p, end);
        c->to += n;
        if ((p += n) == end) break;
        unsigned char byte = (unsigned char)*p++;
        if (!fl_ends_line(byte)) {
            c->unsafe |= byte != '\t';
            *c->to++ = (char)byte;
            continue;
        }
        fl_line_written(c);
        *c->to++ = '\r';
        *c->to++ = '\n';
        c->line = c->to;
        if (byte == '\r' && p < end && *p == '\n') p++;
    }
    fl_line_written(c);
}

/* Replaces what `out` holds by the canonical text, with FL_SLACK bytes behind it, and chooses its encoding. */
static inline int fl_canonical(fl_buf *out, fl_text s, int scalar, int *encoding) {
    out->n = 0;
    int r = fl_reserve(out, 2 * s.n + 2 + FL_SLACK);
    if (r) return r;
    fl_canon c = {out->p, out->p, 0};
    fl_canonical_lines(&c, s.p, s.p + s.n, scalar);
    while (c.to > out->p && (c.to[-1] == ' ' || c.to[-1] == '\t' || fl_ends_line((unsigned char)c.to[-1]))) c.to--;
    if (c.to > out->p) { *c.to++ = '\r'; *c.to++ = '\n'; }
    out->n = c.to - out->p;
    int64_t high = fl_count_high(out->p, out->n, scalar);
    *encoding = 6 * high > out->n ? FL_BASE64 : c.unsafe || high ? FL_QUOTED : FL_7BIT;
    return FL_OK;
}
#endif
