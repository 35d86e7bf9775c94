/* Validation of UTF-8 in blocks, for the buffers of whole columns. The 32-byte way follows J. Keiser and D. Lemire,
   "Validating UTF-8 in less than one instruction per byte" (2021): three lookups by half bytes find every pair of
   bytes that can't stand together, and a comparison the third and fourth bytes that are missing. */
#ifndef FLONG_UTF8_BLOCKS_H
#define FLONG_UTF8_BLOCKS_H
#include "utf8.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* What is wrong with two neighbouring bytes. */
enum {
    PAIR_SHORT = 1,        /* a lead byte, and then no continuation */
    PAIR_LONG = 2,         /* ASCII, and then a continuation */
    PAIR_OVERLONG_3 = 4,   /* e0 80 .. e0 9f */
    PAIR_LARGE = 8,        /* f4 90 and beyond, f5 90 and beyond */
    PAIR_SURROGATE = 16,   /* ed a0 and beyond */
    PAIR_OVERLONG_2 = 32,  /* c0, c1 */
    PAIR_LARGE_80 = 64,    /* f5 80 .. ff 8f */
    PAIR_OVERLONG_4 = 64,  /* f0 80 .. f0 8f */
    PAIR_CONTINUED = 128,  /* two continuations: right only in a longer sequence */
    PAIR_ANY = PAIR_SHORT | PAIR_LONG | PAIR_CONTINUED,
    PAIR_HIGH = PAIR_ANY | PAIR_LARGE | PAIR_LARGE_80,
    PAIR_TAIL = PAIR_LONG | PAIR_OVERLONG_2 | PAIR_CONTINUED
};

#define PAIR_TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))
#define PAIR_BYTE(x) ((char)(x))
#define UTF8_AVX2 __attribute__((target("avx2")))

/* What the first byte of a pair may break, by its high half. */
UTF8_AVX2 static inline __m256i utf8_first_high(__m256i half) {
    const char a = PAIR_LONG, b = PAIR_BYTE(PAIR_CONTINUED), c = PAIR_SHORT | PAIR_OVERLONG_2, d = PAIR_SHORT;
    const char e = PAIR_SHORT | PAIR_OVERLONG_3 | PAIR_SURROGATE;
    const char f = PAIR_SHORT | PAIR_LARGE | PAIR_LARGE_80 | PAIR_OVERLONG_4;
    return _mm256_shuffle_epi8(PAIR_TABLE(a, a, a, a, a, a, a, a, b, b, b, b, c, d, e, f), half);
}

/* The same, by its low half. */
UTF8_AVX2 static inline __m256i utf8_first_low(__m256i half) {
    const char zero = PAIR_BYTE(PAIR_ANY | PAIR_OVERLONG_2 | PAIR_OVERLONG_3 | PAIR_OVERLONG_4);
    const char one = PAIR_BYTE(PAIR_ANY | PAIR_OVERLONG_2), any = PAIR_BYTE(PAIR_ANY);
    const char four = PAIR_BYTE(PAIR_ANY | PAIR_LARGE), h = PAIR_BYTE(PAIR_HIGH);
    const char d = PAIR_BYTE(PAIR_HIGH | PAIR_SURROGATE);
    return _mm256_shuffle_epi8(PAIR_TABLE(zero, one, any, any, four, h, h, h, h, h, h, h, h, d, h, h), half);
}

/* What the second byte may break, by its high half. */
UTF8_AVX2 static inline __m256i utf8_second_high(__m256i half) {
    const char s = PAIR_SHORT, a = PAIR_BYTE(PAIR_TAIL | PAIR_SURROGATE | PAIR_LARGE);
    const char eight = PAIR_BYTE(PAIR_TAIL | PAIR_OVERLONG_3 | PAIR_LARGE_80 | PAIR_OVERLONG_4);
    const char nine = PAIR_BYTE(PAIR_TAIL | PAIR_OVERLONG_3 | PAIR_LARGE);
    return _mm256_shuffle_epi8(PAIR_TABLE(s, s, s, s, s, s, s, s, eight, nine, a, a, s, s, s, s), half);
}

/* What is wrong in a block; not 0 where something is. `back` is the block before. */
UTF8_AVX2 static inline __m256i utf8_block(__m256i block, __m256i back) {
    const __m256i low = _mm256_set1_epi8(15);
    __m256i across = _mm256_permute2x128_si256(back, block, 0x21);
    __m256i one = _mm256_alignr_epi8(block, across, 15);
    __m256i two = _mm256_alignr_epi8(block, across, 14), three = _mm256_alignr_epi8(block, across, 13);
    __m256i pairs = _mm256_and_si256(
        utf8_first_high(_mm256_and_si256(_mm256_srli_epi16(one, 4), low)), utf8_first_low(_mm256_and_si256(one, low)));
    pairs = _mm256_and_si256(pairs, utf8_second_high(_mm256_and_si256(_mm256_srli_epi16(block, 4), low)));
    __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xe0 - 0x80));
    __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xf0 - 0x80));
    __m256i wanted = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(PAIR_BYTE(0x80)));
    return _mm256_xor_si256(wanted, pairs);
}

/* Zeros behind the text show a character that it cuts. */
UTF8_AVX2 static inline int utf8_valid_avx2(const unsigned char *p, const unsigned char *end) {
    __m256i back = _mm256_setzero_si256(), wrong = back;
    unsigned char last[32] = {0};
    for (; end - p >= 32; p += 32) {
        __m256i block = _mm256_loadu_si256((const __m256i *)p);
        wrong = _mm256_or_si256(wrong, utf8_block(block, back));
        back = block;
    }
    memcpy(last, p, (size_t)(end - p));
    wrong = _mm256_or_si256(wrong, utf8_block(_mm256_loadu_si256((const __m256i *)last), back));
    return _mm256_testz_si256(wrong, wrong);
}

static inline int utf8_has_avx2(void) { return __builtin_cpu_supports("avx2"); }

/* Behind the 64-byte blocks of ASCII at p. */
static inline const unsigned char *utf8_skip_blocks(const unsigned char *p, const unsigned char *end) {
    for (; end - p >= 64; p += 64) {
        const __m128i *q = (const __m128i *)p;
        __m128i a = _mm_or_si128(_mm_loadu_si128(q), _mm_loadu_si128(q + 1));
        __m128i b = _mm_or_si128(_mm_loadu_si128(q + 2), _mm_loadu_si128(q + 3));
        if (_mm_movemask_epi8(_mm_or_si128(a, b))) break;
    }
    return p;
}
#else
static inline int utf8_valid_avx2(const unsigned char *p, const unsigned char *end) {
    return fl_utf8_valid((const char *)p, end - p);
}

static inline int utf8_has_avx2(void) { return 0; }

static inline const unsigned char *utf8_skip_blocks(const unsigned char *p, const unsigned char *end) {
    (void)end;
    return p;
}
#endif

enum { UTF8_BAD, UTF8_ASCII, UTF8_WIDE };

/* What a text is; `vectors` allows the 32-byte way. */
static inline int utf8_kind(const char *text, int64_t n, int vectors) {
    const unsigned char *p = (const unsigned char *)text, *end = p + n;
    p = utf8_skip_ascii(utf8_skip_blocks(p, end), end);
    while (p < end && *p < 0x80) p++;
    if (p == end) return UTF8_ASCII;
    int valid = vectors && end - p >= 32 ? utf8_valid_avx2(p, end) : fl_utf8_valid((const char *)p, end - p);
    return valid ? UTF8_WIDE : UTF8_BAD;
}

static inline int fl_utf8_kind(const char *text, int64_t n) { return utf8_kind(text, n, utf8_has_avx2()); }
#endif
