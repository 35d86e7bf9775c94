/* One pass over the bytes of a message: what they hold that a server must not see, and what decides how they are sent. */
#pragma once

#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
    SCAN_STRANGE = 1, /* NUL, a CR or LF without the other, no CRLF at the end */
    SCAN_LONG = 2,    /* a line over the limit */
    SCAN_EIGHT = 4,   /* a byte above 127 */
    SCAN_DOT = 8,     /* a line that begins with a dot */
    SCAN_BLOCK = 16
};

typedef struct {
    uint32_t cr, lf, odd; /* a bit for each byte of a block; `odd`: whether a NUL or (bit 1) a byte above 127 is there */
} scan_masks;

static inline scan_masks scan_bytes(const uint8_t *p, int count)
{
    scan_masks m = {0, 0, 0};
    for (int i = 0; i < count; i++) {
        m.cr |= (uint32_t)(p[i] == '\r') << i;
        m.lf |= (uint32_t)(p[i] == '\n') << i;
        m.odd |= (uint32_t)(p[i] == 0) | (uint32_t)(p[i] > 127) << 1;
    }
    return m;
}

static inline scan_masks scan_block(const uint8_t *p)
{
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)p);
    uint32_t nul = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    scan_masks m = {
        (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'))),
        (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))),
        (uint32_t)(nul != 0) | (uint32_t)(_mm_movemask_epi8(bytes) != 0) << 1,
    };
    return m;
#else
    return scan_bytes(p, SCAN_BLOCK);
#endif
}

/* Whether a block holds nothing but printable ASCII, as most do. */
static inline int scan_usual(const uint8_t *p)
{
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)p);
    return !_mm_movemask_epi8(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' '))); /* signed: above 127 is below */
#else
    (void)p;
    return 0;
#endif
}

/* The flags of `p[0:n]`; lines may be `longest` bytes long without their ends. */
static inline int scan_message(const uint8_t *p, int64_t n, int64_t longest)
{
    int64_t start = 0;
    uint32_t carry = 0; /* whether the byte before was a CR */
    int found = n && p[0] == '.' ? SCAN_DOT : 0;
    for (int64_t at = 0; at < n; at += SCAN_BLOCK) {
        int count = n - at < SCAN_BLOCK ? (int)(n - at) : SCAN_BLOCK;
        if (count == SCAN_BLOCK && !carry && scan_usual(p + at))
            continue;
        scan_masks m = count == SCAN_BLOCK ? scan_block(p + at) : scan_bytes(p + at, count);
        if ((((m.cr << 1) | carry) ^ m.lf) & ((1u << count) - 1))
            found |= SCAN_STRANGE;
        carry = m.cr >> (count - 1) & 1;
        found |= (m.odd & 1 ? SCAN_STRANGE : 0) | (m.odd & 2 ? SCAN_EIGHT : 0);
        for (uint32_t lf = m.lf; lf; lf &= lf - 1) {
            int64_t end = at + __builtin_ctz(lf);
            found |= end - 1 - start > longest ? SCAN_LONG : 0;
            start = end + 1;
            found |= start < n && p[start] == '.' ? SCAN_DOT : 0;
        }
    }
    return start < n || !n ? found | SCAN_STRANGE : found;
}
