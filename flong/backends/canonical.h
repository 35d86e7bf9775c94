/* Canonical forms of DKIM (RFC 6376, section 3.4) of bytes whose line ends are CRLF; see canonical_twin.py for what they
   mean. Outputs are never longer than inputs. */
#ifndef FLONG_CANONICAL_H
#define FLONG_CANONICAL_H
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { DKIM_REFUSED = -1 };

static inline int dkim_is_blank(uint8_t c) { return c == ' ' || c == '\t'; }

/* Whether the byte at `p` ends a run that is copied as it is: a tab, a line end, or a blank before another or before a
   line end. */
static inline int dkim_stops(const uint8_t *p, const uint8_t *end) {
    if (*p != ' ') return *p == '\t' || *p == '\r' || *p == '\n';
    return p + 1 == end || dkim_is_blank(p[1]) || p[1] == '\r';
}

#ifdef __SSE2__
static inline __m128i dkim_load(const uint8_t *p) { return _mm_loadu_si128((const __m128i *)(const void *)p); }

static inline __m128i dkim_is(__m128i block, char c) { return _mm_cmpeq_epi8(block, _mm_set1_epi8(c)); }

/* A bit for each of 16 bytes that stops a run; 17 bytes are read. */
static inline int dkim_stops_in(const uint8_t *p) {
    __m128i here = dkim_load(p), next = dkim_load(p + 1);
    __m128i ends = _mm_or_si128(dkim_is(here, '\t'), _mm_or_si128(dkim_is(here, '\r'), dkim_is(here, '\n')));
    __m128i after = _mm_or_si128(dkim_is(next, ' '), _mm_or_si128(dkim_is(next, '\t'), dkim_is(next, '\r')));
    return _mm_movemask_epi8(_mm_or_si128(ends, _mm_and_si128(dkim_is(here, ' '), after)));
}
#endif

/* The end of the run that begins at `p`. */
static inline const uint8_t *dkim_run(const uint8_t *p, const uint8_t *end) {
#ifdef __SSE2__
    for (; end - p > 16; p += 16) {
        int stops = dkim_stops_in(p);
        if (stops) return p + __builtin_ctz((unsigned)stops);
    }
#endif
    while (p < end && !dkim_stops(p, end)) p++;
    return p;
}

/* Whether each CR stands before a LF and each LF behind a CR. */
static int dkim_is_crlf_only(const uint8_t *p, int64_t n) {
    const uint8_t *end = p + n;
    if (n && (*p == '\n' || end[-1] == '\r')) return 0;
#ifdef __SSE2__
    for (; end - p > 16; p += 16) {
        __m128i differ = _mm_xor_si128(dkim_is(dkim_load(p), '\r'), dkim_is(dkim_load(p + 1), '\n'));
        if (_mm_movemask_epi8(differ)) return 0;
    }
#endif
    for (; p + 1 < end; p++)
        if ((*p == '\r') != (p[1] == '\n')) return 0;
    return 1;
}

static inline int dkim_ends_line(const uint8_t *p, int64_t n) { return n >= 2 && p[n - 2] == '\r' && p[n - 1] == '\n'; }

/* Section 3.4.3, of a body that is not empty: how many of its bytes count, or DKIM_REFUSED. */
static int64_t dkim_simple_body(const uint8_t *p, int64_t n) {
    if (!dkim_ends_line(p, n) || !dkim_is_crlf_only(p, n)) return DKIM_REFUSED;
    while (n >= 4 && dkim_ends_line(p, n - 2)) n -= 2;
    return n;
}

/* Section 3.4.4: the bytes written to `out`, or DKIM_REFUSED. `kept` ends behind the last line that is not empty. */
static int64_t dkim_relaxed_body(const uint8_t *p, int64_t n, uint8_t *out) {
    const uint8_t *end = p + n;
    uint8_t *q = out, *line = out, *kept = out;
    if (n && !dkim_ends_line(p, n)) return DKIM_REFUSED;
    while (p < end) {
        const uint8_t *stop = dkim_run(p, end);
        memcpy(q, p, (size_t)(stop - p));
        q += stop - p;
        for (p = stop; p < end && dkim_is_blank(*p);) p++;
        if (p > stop && *p != '\r') *q++ = ' '; /* the body ends with CRLF: there is a byte behind blanks */
        if (*p == '\n') return DKIM_REFUSED;
        if (*p != '\r') continue;
        if (p[1] != '\n') return DKIM_REFUSED;
        if (q > line) kept = q + 2;
        *q++ = '\r';
        *q++ = '\n';
        line = q;
        p += 2;
    }
    return kept - out;
}

/* How many bytes stand before a message's first empty line; 0 when there is none. */
static int64_t dkim_head_size(const uint8_t *p, int64_t n) {
    for (const uint8_t *at = p, *end = p + n; (at = memchr(at, '\r', (size_t)(end - at))) && end - at >= 4; at++)
        if (!memcmp(at, "\r\n\r\n", 4)) return at - p + 2;
    return 0;
}

/* --- header fields ------------------------------------------------------------------------------------------- */

/* The name of the field at `p`, in small letters, and its colon; `p` moves behind it. 0 when there is none. */
static int dkim_name(const uint8_t **p, const uint8_t *end, uint8_t **q) {
    const uint8_t *from = *p, *at = from;
    for (; at < end && *at > ' ' && *at < 0x7f && *at != ':'; at++)
        *(*q)++ = *at >= 'A' && *at <= 'Z' ? (uint8_t)(*at | 0x20) : *at;
    if (at == from || at == end || *at != ':') return 0;
    *(*q)++ = ':';
    *p = at + 1;
    return 1;
}

/* The end of white space, that of folded lines included. A bare CR or LF is not white space. */
static const uint8_t *dkim_white(const uint8_t *p, const uint8_t *end) {
    for (;;) {
        if (p < end && dkim_is_blank(*p)) p++;
        else if (end - p > 2 && p[0] == '\r' && p[1] == '\n' && dkim_is_blank(p[2])) p += 3;
        else return p;
    }
}

/* The value at `p` without white space around it and with single blanks in it; `p` moves behind its CRLF. 0 for control
   characters, which verifiers take for white space or not. */
static int dkim_value(const uint8_t **p, const uint8_t *end, uint8_t **q) {
    const uint8_t *at = dkim_white(*p, end);
    while (at < end && *at >= ' ') {
        const uint8_t *from = at;
        while (at < end && *at > ' ') at++;
        memcpy(*q, from, (size_t)(at - from));
        *q += at - from;
        from = at;
        at = dkim_white(at, end);
        if (at > from && at < end && *at > ' ') *(*q)++ = ' ';
    }
    if (end - at < 2 || at[0] != '\r' || at[1] != '\n') return 0;
    memcpy(*q, "\r\n", 2);
    *q += 2;
    *p = at + 2;
    return 1;
}

/* Section 3.4.2, field by field: the bytes written to `out`, or DKIM_REFUSED. */
static int64_t dkim_relaxed_head(const uint8_t *p, int64_t n, uint8_t *out) {
    const uint8_t *end = p + n;
    uint8_t *q = out;
    while (p < end)
        if (!dkim_name(&p, end, &q) || !dkim_value(&p, end, &q)) return DKIM_REFUSED;
    return q - out;
}

/* The names of fields in that form, each with its colon: the bytes written to `out`. */
static int64_t dkim_names(const uint8_t *p, int64_t n, uint8_t *out) {
    const uint8_t *end = p + n;
    uint8_t *q = out;
    while (p < end) {
        while (p < end && (*q++ = *p++) != ':') continue;
        while (p < end && *p++ != '\n') continue;
    }
    return q - out;
}

#endif
