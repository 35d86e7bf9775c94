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
    SCAN_BLOCK = 64
};

typedef struct {
    uint64_t cr, lf; /* a bit for each byte of a block */
} scan_masks;

static inline scan_masks scan_bytes(const uint8_t *p, int count)
{
    scan_masks m = {0, 0};
    for (int i = 0; i < count; i++) {
        m.cr |= (uint64_t)(p[i] == '\r') << i;
        m.lf |= (uint64_t)(p[i] == '\n') << i;
    }
    return m;
}

/* Whether a NUL is there, and whether a byte above 127. */
static inline int scan_odd_bytes(const uint8_t *p, int count)
{
    int found = 0;
    for (int i = 0; i < count; i++)
        found |= (p[i] ? 0 : SCAN_STRANGE) | (p[i] > 127 ? SCAN_EIGHT : 0);
    return found;
}

#if defined(__SSE2__)
static inline uint64_t scan_equal(const __m128i bytes[4], char wanted)
{
    __m128i all = _mm_set1_epi8(wanted);
    uint32_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[0], all));
    uint32_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[1], all));
    uint32_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[2], all));
    uint32_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[3], all));
    return (uint64_t)(d << 16 | c) << 32 | (b << 16 | a);
}

static inline void scan_load(__m128i bytes[4], const uint8_t *p)
{
    const __m128i *at = (const __m128i *)(const void *)p;
    bytes[0] = _mm_loadu_si128(at);
    bytes[1] = _mm_loadu_si128(at + 1);
    bytes[2] = _mm_loadu_si128(at + 2);
    bytes[3] = _mm_loadu_si128(at + 3);
}
#endif

static inline scan_masks scan_block(const uint8_t *p)
{
#if defined(__SSE2__)
    __m128i bytes[4];
    scan_load(bytes, p);
    return (scan_masks){scan_equal(bytes, '\r'), scan_equal(bytes, '\n')};
#else
    return scan_bytes(p, SCAN_BLOCK);
#endif
}

/* The same for `n` bytes, whole blocks. */
static inline int scan_odd(const uint8_t *p, int64_t n)
{
#if defined(__SSE2__)
    __m128i any = _mm_setzero_si128(), least = _mm_set1_epi8(-1), bytes[4];
    for (int64_t at = 0; at < n; at += SCAN_BLOCK) {
        scan_load(bytes, p + at);
        __m128i both = _mm_or_si128(bytes[0], bytes[1]), others = _mm_or_si128(bytes[2], bytes[3]);
        any = _mm_or_si128(any, _mm_or_si128(both, others));
        both = _mm_min_epu8(bytes[0], bytes[1]), others = _mm_min_epu8(bytes[2], bytes[3]);
        least = _mm_min_epu8(least, _mm_min_epu8(both, others));
    }
    int nul = _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128()));
    return (nul ? SCAN_STRANGE : 0) | (_mm_movemask_epi8(any) ? SCAN_EIGHT : 0);
#else
    int found = 0;
    for (int64_t at = 0; at < n; at += SCAN_BLOCK)
        found |= scan_odd_bytes(p + at, SCAN_BLOCK);
    return found;
#endif
}

/* The flags of `p[0:n]`; lines may be `longest` bytes long without their ends. */
static inline int scan_message(const uint8_t *p, int64_t n, int64_t longest)
{
    int64_t start = 0, whole = n & -SCAN_BLOCK;
    uint64_t carry = 0, strange = 0; /* `carry`: whether the byte before was a CR */
    int found = n && p[0] == '.' ? SCAN_DOT : 0;
    found |= scan_odd(p, whole) | scan_odd_bytes(p + whole, (int)(n - whole));
    for (int64_t at = 0; at < n; at += SCAN_BLOCK) {
        int count = at < whole ? SCAN_BLOCK : (int)(n - whole);
        scan_masks m = at < whole ? scan_block(p + at) : scan_bytes(p + at, count);
        strange |= (((m.cr << 1) | carry) ^ m.lf) & (~UINT64_C(0) >> (SCAN_BLOCK - count));
        carry = m.cr >> (count - 1) & 1;
        for (uint64_t lf = m.lf; lf; lf &= lf - 1) {
            int64_t end = at + __builtin_ctzll(lf);
            found |= end - 1 - start > longest ? SCAN_LONG : 0;
            start = end + 1;
            found |= start < n && p[start] == '.' ? SCAN_DOT : 0;
        }
    }
    return start < n || !n || strange ? found | SCAN_STRANGE : found;
}
