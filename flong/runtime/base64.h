/* Base64 in lines of 76, each ending with CRLF (RFC 2045 section 6.8). */
#ifndef FLONG_BASE64_H
#define FLONG_BASE64_H
#include "core.h"
#if defined(__x86_64__) && defined(__GNUC__)
#define FL_BASE64_AVX2
#include <immintrin.h>
#endif

#define FL_BASE64_LINE 57 /* bytes that become a line */
#define FL_BASE64_READ 64 /* bytes that blocks read for a line */

/* 3 bytes to 4 characters, the last ones padded. */
static inline char *base64_scalar(char *to, const uint8_t *p, int64_t n) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (; n > 0; n -= 3, p += 3, to += 4) {
        uint32_t bits = (uint32_t)p[0] << 16 | (n > 1 ? (uint32_t)p[1] << 8 : 0) | (n > 2 ? p[2] : 0);
        to[0] = alphabet[bits >> 18];
        to[1] = alphabet[bits >> 12 & 63];
        to[2] = n > 1 ? alphabet[bits >> 6 & 63] : '=';
        to[3] = n > 2 ? alphabet[bits & 63] : '=';
    }
    return to;
}

static inline char *base64_lines_scalar(char *to, const uint8_t **p, int64_t n) {
    for (; n > 0; n -= FL_BASE64_LINE, *p += FL_BASE64_LINE) {
        to = base64_scalar(to, *p, n < FL_BASE64_LINE ? n : FL_BASE64_LINE);
        *to++ = '\r';
        *to++ = '\n';
    }
    return to;
}

#ifdef FL_BASE64_AVX2
/* 12 bytes of each half to 16 characters. Six bits each are moved apart by two multiplications; a table of 16 offsets
   then maps 0-25, 26-51, 52-61, 62 and 63 to their letters (W. Mula, D. Lemire, "Faster Base64", 2018). */
__attribute__((target("avx2")))
static inline __m256i base64_block(__m256i x) {
    const __m256i spread = _mm256_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10,
                                            1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
    const __m256i offsets = _mm256_setr_epi8('A', 'a' - 26, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -19, -16, 0, 0,
                                             'A', 'a' - 26, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -19, -16, 0, 0);
    x = _mm256_shuffle_epi8(x, spread);
    __m256i odd = _mm256_mulhi_epu16(_mm256_and_si256(x, _mm256_set1_epi32(0x0fc0fc00)), _mm256_set1_epi32(0x04000040));
    __m256i even = _mm256_mullo_epi16(_mm256_and_si256(x, _mm256_set1_epi32(0x003f03f0)), _mm256_set1_epi32(0x01000010));
    __m256i six = _mm256_or_si256(odd, even);
    __m256i kind = _mm256_subs_epu8(six, _mm256_set1_epi8(51));
    kind = _mm256_sub_epi8(kind, _mm256_cmpgt_epi8(six, _mm256_set1_epi8(25)));
    return _mm256_add_epi8(six, _mm256_shuffle_epi8(offsets, kind));
}

__attribute__((target("avx2")))
static inline __m256i base64_halves(const uint8_t *p) {
    __m256i low = _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)p));
    return _mm256_inserti128_si256(low, _mm_loadu_si128((const __m128i *)(p + 12)), 1);
}

/* Whole lines while as much can be read as blocks do. `to` has room for 4 bytes more. */
__attribute__((target("avx2")))
static inline char *base64_lines_avx2(char *to, const uint8_t **at, int64_t n) {
    const uint8_t *p = *at;
    for (; n >= FL_BASE64_READ; n -= FL_BASE64_LINE, p += FL_BASE64_LINE, to += 78) {
        __m256i last = _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(p + 48)));
        _mm256_storeu_si256((__m256i *)to, base64_block(base64_halves(p)));
        _mm256_storeu_si256((__m256i *)(to + 32), base64_block(base64_halves(p + 24)));
        _mm_storeu_si128((__m128i *)(to + 64), _mm256_castsi256_si128(base64_block(last)));
        memcpy(to + 76, "\r\n", 2);
    }
    *at = p;
    return to;
}

static inline int fl_base64_fast(void) { return __builtin_cpu_supports("avx2") != 0; }
#else
#define base64_lines_avx2(to, at, n) (to)
static inline int fl_base64_fast(void) { return 0; }
#endif

/* Appends the lines. */
static inline int fl_base64(fl_buf *out, fl_text s, int scalar) {
    if (s.n > INT64_MAX / 4) return FL_MEMORY;
    int r = fl_reserve(out, (s.n / FL_BASE64_LINE + 1) * 78 + 4);
    if (r) return r;
    const uint8_t *p = (const uint8_t *)s.p, *end = p + s.n;
    char *to = out->p + out->n;
    if (!scalar && fl_base64_fast()) to = base64_lines_avx2(to, &p, end - p);
    out->n = base64_lines_scalar(to, &p, end - p) - out->p;
    return FL_OK;
}
#endif
