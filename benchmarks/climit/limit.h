/* What the hand-written renderers share: Arrow columns, an output that is written without checks, escapes, money.
   Overreads stay inside a page; overwrites stay inside SLACK. */
#ifndef LIMIT_H
#define LIMIT_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <immintrin.h>

#define HOT static inline __attribute__((always_inline))
#define SLACK 128

/* The Arrow C data interface. */
typedef struct array {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct array **children;
    struct array *dictionary;
    void (*release)(struct array *);
    void *private_data;
} array;

typedef struct { const int32_t *at; const char *p; const uint8_t *valid; int64_t first; } texts;
typedef struct { const char *p; int64_t n; } text;

/* One buffer for a batch. A batch ends when `limit` bytes are written; the next one begins at `p` again. */
typedef struct { char *p; int64_t cap, limit, total, batches; int64_t *ends; } output;

HOT texts texts_of(const array *a) {
    return (texts){(const int32_t *)a->buffers[1] + a->offset, (const char *)a->buffers[2],
                   a->null_count ? (const uint8_t *)a->buffers[0] : NULL, a->offset};
}

HOT const int64_t *ints_of(const array *a) { return (const int64_t *)a->buffers[1] + a->offset; }

HOT int is_valid(const uint8_t *bits, int64_t i) { return !bits || (bits[i >> 3] >> (i & 7) & 1); }

HOT text text_at(const texts *t, int64_t i) { return (text){t->p + t->at[i], t->at[i + 1] - t->at[i]}; }

HOT text text_or(const texts *t, int64_t i, text other) {
    text found = text_at(t, i);
    int there = is_valid(t->valid, t->first + i);
    return (text){there ? found.p : other.p, there ? found.n : other.n};
}

/* --- output --------------------------------------------------------------------------------------- */

/* A literal of n bytes, n known: whole vectors for short ones, whose source is padded. */
HOT char *put(char *to, const char *p, size_t n) {
    if (n > 512) { memcpy(to, p, n); return to + n; }
#pragma GCC unroll 16
    for (size_t i = 0; i < n; i += 32)
        _mm256_storeu_si256((__m256i *)(to + i), _mm256_loadu_si256((const __m256i *)(p + i)));
    return to + n;
}
#define PUT(to, name) ((to) = put((to), name, sizeof name##_TEXT - 1))
#define LITERAL(name) static const char name[(sizeof name##_TEXT + 31) / 32 * 32] __attribute__((aligned(32))) = name##_TEXT

/* Where a record of at most `most` bytes is written, `at` bytes behind the begin of the batch; NULL without memory. */
HOT char *room(output *o, int64_t at, int64_t most) {
    if (__builtin_expect(o->cap - at < most + SLACK, 0)) {
        int64_t cap = 2 * o->cap > at + most + SLACK ? 2 * o->cap : at + most + SLACK;
        char *p = (char *)realloc(o->p, (size_t)cap);
        if (!p) return NULL;
        o->p = p;
        o->cap = cap;
    }
    return o->p + at;
}

/* Note the end of record i; gives where the next one begins. */
HOT int64_t done(output *o, int64_t i, const char *to) {
    int64_t at = to - o->p;
    o->ends[i] = at;
    if (at < o->limit) return at;
    o->total += at;
    o->batches++;
    return 0;
}

/* --- escapes -------------------------------------------------------------------------------------- */

/* What stands for a byte that does not stay, with its length in the eighth byte. */
#define E8(a, b, c, d, e, n) ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 | \
                              (uint64_t)(e) << 32 | (uint64_t)(n) << 56)
static const uint64_t ENTITIES[64] = {
    ['"'] = E8('&', '#', '3', '4', ';', 5), ['&'] = E8('&', 'a', 'm', 'p', ';', 5),
    ['\''] = E8('&', '#', '3', '9', ';', 5), ['<'] = E8('&', 'l', 't', ';', 0, 4),
    ['>'] = E8('&', 'g', 't', ';', 0, 4), ['\t'] = E8('\t', 0, 0, 0, 0, 1), ['\n'] = E8('\n', 0, 0, 0, 0, 1),
    ['\r'] = E8('\r', 0, 0, 0, 0, 1), ['#'] = E8('#', 0, 0, 0, 0, 1),
};

HOT uint32_t specials(__m256i x) {
    __m256i quotes = _mm256_cmpeq_epi8(_mm256_or_si256(x, _mm256_set1_epi8(5)), _mm256_set1_epi8(0x27));
    __m256i angles = _mm256_cmpeq_epi8(_mm256_or_si256(x, _mm256_set1_epi8(2)), _mm256_set1_epi8(0x3e));
    __m256i controls = _mm256_cmpeq_epi8(_mm256_min_epu8(x, _mm256_set1_epi8(0x1f)), x);
    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(quotes, angles), controls));
}

HOT __m256i load(const char *p, int64_t n) {
    if (__builtin_expect(n >= 32 || ((uintptr_t)p & 4095) <= 4096 - 32, 1)) return _mm256_loadu_si256((const __m256i *)p);
    char some[32] = {0};
    memcpy(some, p, (size_t)n);
    return _mm256_loadu_si256((const __m256i *)some);
}

/* From the first special on: `mask` tells those among the next 32 bytes. */
static __attribute__((noinline)) char *escape_rest(char *to, const char *p, int64_t n, uint32_t mask) {
    for (;;) {
        int64_t plain = __builtin_ctz(mask);
        uint64_t entity = ENTITIES[(unsigned char)p[plain]];
        memcpy(to + plain, &entity, 8);
        to += plain + (int64_t)(entity >> 56);
        p += plain + 1;
        n -= plain + 1;
        for (;;) {
            __m256i x = load(p, n);
            mask = specials(x);
            _mm256_storeu_si256((__m256i *)to, x);
            if (n < 32) mask &= (1u << n) - 1;
            if (mask) break;
            if (n < 32) return to + n;
            to += 32; p += 32; n -= 32;
        }
    }
}

HOT char *escape(char *to, text t) {
    const char *p = t.p;
    int64_t n = t.n;
    for (;;) {
        __m256i x = load(p, n);
        uint32_t mask = specials(x);
        _mm256_storeu_si256((__m256i *)to, x);
        if (n < 32) mask &= (1u << n) - 1;
        if (__builtin_expect(mask != 0, 0)) return escape_rest(to, p, n, mask);
        if (n < 32) return to + n;
        to += 32; p += 32; n -= 32;
    }
}

/* --- numbers -------------------------------------------------------------------------------------- */

static char GROUPS[1000][4];   /* ",ddd" */
static char LEADS[1000][4];    /* "ddd" without leading zeros, and its length */
static char CENTS[100][4];     /* ".dd" */

static __attribute__((constructor)) void fill_tables(void) {
    for (int i = 0; i < 1000; i++) {
        char d[3] = {(char)('0' + i / 100), (char)('0' + i / 10 % 10), (char)('0' + i % 10)};
        int n = i < 10 ? 1 : i < 100 ? 2 : 3;
        GROUPS[i][0] = ',';
        memcpy(GROUPS[i] + 1, d, 3);
        memcpy(LEADS[i], d + 3 - n, (size_t)n);
        LEADS[i][3] = (char)n;
        if (i < 100) { CENTS[i][0] = '.'; memcpy(CENTS[i] + 1, d + 1, 2); }
    }
}

HOT char *put_lead(char *to, uint32_t v) {
    memcpy(to, LEADS[v], 4);
    return to + LEADS[v][3];
}

HOT char *put_group(char *to, uint32_t v) {
    memcpy(to, GROUPS[v], 4);
    return to + 4;
}

/* v >= 10^6: groups from the left. */
static __attribute__((noinline)) char *put_grouped(char *to, uint64_t v) {
    uint32_t groups[7];
    int n = 0;
    for (; v >= 1000; v /= 1000) groups[n++] = (uint32_t)(v % 1000);
    to = put_lead(to, (uint32_t)v);
    while (n) to = put_group(to, groups[--n]);
    return to;
}

/* Cents as -$1,234.50; at most 32 bytes. */
HOT char *put_money(char *to, int64_t cents) {
    uint64_t u = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents, whole = u / 100;
    uint32_t part = (uint32_t)(u - 100 * whole);
    memcpy(to, cents < 0 ? "-$" : "$", 2);
    to += 1 + (cents < 0);
    if (whole < 1000) to = put_lead(to, (uint32_t)whole);
    else if (whole < 1000000) to = put_group(put_lead(to, (uint32_t)whole / 1000), (uint32_t)whole % 1000);
    else to = put_grouped(to, whole);
    memcpy(to, CENTS[part], 4);
    return to + 3;
}

HOT char *put_int(char *to, int64_t v) {
    char digits[24], *end = digits + 24, *p = end;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    if (v < 0) *to++ = '-';
    if (u < 1000) return put_lead(to, (uint32_t)u);
    if (u < 1000000) {
        to = put_lead(to, (uint32_t)u / 1000);
        memcpy(to, GROUPS[(uint32_t)u % 1000] + 1, 3);
        return to + 3;
    }
    for (; u >= 1000; u /= 1000) { p -= 3; memcpy(p, GROUPS[u % 1000] + 1, 3); }
    to = put_lead(to, (uint32_t)u);
    memcpy(to, p, (size_t)(end - p));
    return to + (end - p);
}

/* A decimal128 that fits 64 bits; `fits` becomes 0 for one that does not. */
HOT int64_t cents_at(const __int128 *column, int64_t i, int *fits) {
    __int128 v = column[i];
    *fits &= v == (int64_t)v;
    return (int64_t)v;
}

HOT int64_t bytes_of(const texts *t, int64_t from, int64_t to) { return t->at[to] - t->at[from]; }
#endif
