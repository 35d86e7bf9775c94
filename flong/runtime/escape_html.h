/* What every printed text loses, and what HTML escapes: C0 controls but TAB, LF, CR vanish; & < > " ' become entities.
   Two compares find the five in a block: x | 5 == 0x27 for " & ' (and #), x | 2 == 0x3e for < >. */
#ifndef FLONG_ESCAPE_HTML_H
#define FLONG_ESCAPE_HTML_H
#include "core.h"
#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__ARM_NEON) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#include <arm_neon.h>
#endif

#define FL_LONGEST_ENTITY 5
#define FL_BLOCK 16

/* What a byte below 64 becomes; eight bytes are always copied, `n` of them count. */
typedef struct { char text[7]; uint8_t n; } fl_entity;
static const fl_entity fl_entities[64] = {
    ['\t'] = {"\t", 1}, ['\n'] = {"\n", 1}, ['\r'] = {"\r", 1}, ['#'] = {"#", 1}, ['"'] = {"&#34;", 5},
    ['&'] = {"&amp;", 5}, ['\''] = {"&#39;", 5}, ['<'] = {"&lt;", 4}, ['>'] = {"&gt;", 4}};

/* The bytes below 64 that do not stay as they are, a bit for each. */
#define FL_PLAIN_BYTES (UINT64_C(0xffffffff) & ~(UINT64_C(1) << '\t' | UINT64_C(1) << '\n' | UINT64_C(1) << '\r'))
#define FL_HTML_BYTES (FL_PLAIN_BYTES | UINT64_C(1) << '"' | UINT64_C(1) << '&' | UINT64_C(1) << '\'' | \
                       UINT64_C(1) << '<' | UINT64_C(1) << '>')

static inline char *escape_byte(char *w, unsigned char byte) {
    const fl_entity *e = &fl_entities[byte & 63];
    memcpy(w, e, sizeof *e);
    return w + e->n;
}

/* The escaped bytes of p..end at `w`, which has room for 5 (HTML) or 1 (plain) times as many and 16 more. */
static inline char *escape_scalar(char *w, const char *p, const char *end, int html) {
    uint64_t special = html ? FL_HTML_BYTES : FL_PLAIN_BYTES;
    for (; p < end; p++) {
        unsigned char byte = (unsigned char)*p;
        if (byte < 64 && special >> byte & 1) w = escape_byte(w, byte);
        else *w++ = *p;
    }
    return w;
}

#if defined(__SSE2__)
#define FL_SIMD 1
#define FL_LANE 1 /* bits of a mask for one byte */
typedef __m128i fl_block16;

static inline fl_block16 block_load(const char *p) { return _mm_loadu_si128((const __m128i *)p); }
static inline void block_store(char *w, fl_block16 x) { _mm_storeu_si128((__m128i *)w, x); }

static inline uint64_t block_specials(fl_block16 x, int html) {
    __m128i found = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1f)), x);
    if (html) {
        found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(5)), _mm_set1_epi8(0x27)));
        found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(2)), _mm_set1_epi8(0x3e)));
    }
    return (uint64_t)_mm_movemask_epi8(found);
}
#elif defined(__ARM_NEON) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define FL_SIMD 1
#define FL_LANE 4
typedef uint8x16_t fl_block16;

static inline fl_block16 block_load(const char *p) { return vld1q_u8((const uint8_t *)p); }
static inline void block_store(char *w, fl_block16 x) { vst1q_u8((uint8_t *)w, x); }

static inline uint64_t block_specials(fl_block16 x, int html) {
    uint8x16_t found = vcltq_u8(x, vdupq_n_u8(0x20));
    if (html) {
        found = vorrq_u8(found, vceqq_u8(vorrq_u8(x, vdupq_n_u8(5)), vdupq_n_u8(0x27)));
        found = vorrq_u8(found, vceqq_u8(vorrq_u8(x, vdupq_n_u8(2)), vdupq_n_u8(0x3e)));
    }
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(found), 4)), 0);
}
#endif

#ifdef FL_SIMD
/* Whether 16 bytes may be loaded at `p` where at least one is ours: the page that holds it holds the others. Tools that
   watch single bytes get reads of the text alone. */
#if defined(__SANITIZE_ADDRESS__) || defined(FL_EXACT_READS)
#define FL_READABLE(p) 0
#else
#define FL_READABLE(p) (((uintptr_t)(p) & 4095) <= 4096 - FL_BLOCK)
#endif

/* 16 bytes of which some may lie behind their text: the compiler must not know whose they are. */
static inline fl_block16 block_load_over(const char *p) {
    __asm__("" : "+r"(p));
    return block_load(p);
}

/* The mask's bits for the first `n` of 16 bytes. */
static inline uint64_t first_lanes(int64_t n) { return (UINT64_C(1) << (FL_LANE * n - 1) << 1) - 1; }

static inline char *escape_blocks(char *w, const char *p, const char *end, int html) {
    while (p < end) {
        int64_t n = end - p < FL_BLOCK ? end - p : FL_BLOCK;
        if (n < FL_BLOCK && !FL_READABLE(p)) return escape_scalar(w, p, end, html);
        fl_block16 x = block_load_over(p);
        uint64_t specials = block_specials(x, html) & first_lanes(n);
        block_store(w, x);
        int64_t plain = specials ? __builtin_ctzll(specials) / FL_LANE : n;
        w += plain;
        p += plain;
        if (specials) w = escape_byte(w, (unsigned char)*p++);
    }
    return w;
}
#else
#define escape_blocks escape_scalar
#endif

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define FL_WIDE 64 /* texts this long are worth 32 bytes at a time */
#define FL_HAS_AVX2 __builtin_cpu_supports("avx2")

__attribute__((target("avx2"))) static inline uint32_t wide_specials(__m256i x, int html) {
    __m256i found = _mm256_cmpeq_epi8(_mm256_min_epu8(x, _mm256_set1_epi8(0x1f)), x);
    if (html) {
        found = _mm256_or_si256(found, _mm256_cmpeq_epi8(_mm256_or_si256(x, _mm256_set1_epi8(5)), _mm256_set1_epi8(0x27)));
        found = _mm256_or_si256(found, _mm256_cmpeq_epi8(_mm256_or_si256(x, _mm256_set1_epi8(2)), _mm256_set1_epi8(0x3e)));
    }
    return (uint32_t)_mm256_movemask_epi8(found);
}

__attribute__((target("avx2"))) static char *escape_avx2(char *w, const char *p, const char *end, int html) {
    while (end - p >= 32) {
        __m256i x = _mm256_loadu_si256((const __m256i *)p);
        uint32_t specials = wide_specials(x, html);
        int plain = specials ? __builtin_ctz(specials) : 32;
        _mm256_storeu_si256((__m256i *)w, x);
        w += plain;
        p += plain;
        if (specials) w = escape_byte(w, (unsigned char)*p++);
    }
    return escape_blocks(w, p, end, html);
}
#endif

/* Any text, by the widest way this processor has. */
static __attribute__((noinline, unused)) char *escape_any(char *w, const char *p, int64_t n, int html) {
#ifdef FL_WIDE
    if (n >= FL_WIDE && FL_HAS_AVX2) return escape_avx2(w, p, p + n, html);
#endif
    return html ? escape_blocks(w, p, p + n, 1) : escape_blocks(w, p, p + n, 0);
}

#ifdef FL_SIMD
/* At most 16 bytes that stand at `w` already, of which those in the mask do not stay; there is at least one. What comes
   behind each is copied as a block, of which the text's 16 bytes and 16 behind them are read. */
static __attribute__((noinline, unused)) char *escape_short(char *w, const char *p, int64_t n, uint64_t specials, int html) {
    if (((uintptr_t)p & 4095) > 4096 - 2 * FL_BLOCK) return escape_scalar(w, p, p + n, html);
    do {
        int64_t plain = __builtin_ctzll(specials) / FL_LANE;
        w = escape_byte(w + plain, (unsigned char)p[plain]);
        p += plain + 1;
        n -= plain + 1;
        block_store(w, block_load_over(p));
        specials = specials >> FL_LANE * plain >> FL_LANE;
    } while (specials);
    return w + n;
}
#endif

/* The same inline for the commonest texts: at most 16 bytes of which all stay. */
static inline char *escape_text(char *w, const char *p, int64_t n, int html) {
#ifdef FL_SIMD
    if ((uint64_t)(n - 1) < FL_BLOCK && FL_READABLE(p)) {
        fl_block16 x = block_load_over(p);
        uint64_t specials = block_specials(x, html) & first_lanes(n);
        block_store(w, x);
        return specials ? escape_short(w, p, n, specials, html) : w + n;
    }
#endif
    return escape_any(w, p, n, html);
}

#define FL_TEXT_SLICE 4096

/* Room is reserved for a slice at a time, so that a long text does not take five times its size. */
static inline int escape_slices(fl_buf *out, const char *p, int64_t n, int html) {
    while (n > 0) {
        int64_t slice = n < FL_TEXT_SLICE ? n : FL_TEXT_SLICE;
        int r = fl_reserve(out, slice * (html ? FL_LONGEST_ENTITY : 1) + FL_BLOCK);
        if (r) return r;
        out->n = escape_any(out->p + out->n, p, slice, html) - out->p;
        p += slice;
        n -= slice;
    }
    return FL_OK;
}

static inline int fl_escape_html(fl_buf *out, const char *p, int64_t n) { return escape_slices(out, p, n, 1); }
static inline int fl_escape_none(fl_buf *out, const char *p, int64_t n) { return escape_slices(out, p, n, 0); }
#endif
