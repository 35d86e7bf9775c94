/* SHA-256 of several messages at a time, in the lanes of the processor's vectors. */
#ifndef FLONG_HASHING_H
#define FLONG_HASHING_H
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

enum { HASHING_BLOCK = 64, HASHING_LANES = 8, HASHING_SIZE = 32 };

/* The padded end of a message in `tail` (FIPS 180-4, 5.1.1), and of how many blocks the message and its end consist. */
static int64_t hashing_tail(const uint8_t *data, int64_t n, uint8_t *tail) {
    int64_t whole = n / HASHING_BLOCK;
    int rest = (int)(n % HASHING_BLOCK), size = rest < 56 ? HASHING_BLOCK : 2 * HASHING_BLOCK;
    memset(tail, 0, 2 * HASHING_BLOCK);
    if (rest) memcpy(tail, data + whole * HASHING_BLOCK, (size_t)rest);
    tail[rest] = 0x80;
    for (int i = 0; i < 8; i++) tail[size - 1 - i] = (uint8_t)((uint64_t)n * 8 >> 8 * i);
    return whole + size / HASHING_BLOCK;
}

/* Block `at` of a message; behind its last one, any: nobody looks at what becomes of it. */
static inline const uint8_t *hashing_block(const uint8_t *data, int64_t n, const uint8_t *tail, int64_t at) {
    int64_t over = at - n / HASHING_BLOCK;
    return over < 0 ? data + at * HASHING_BLOCK : tail + (over == 1 ? HASHING_BLOCK : 0);
}

#define LANES 4
#define TARGET
#define LANED(name) hashing_##name##_4
#include "hashing_lanes.h"

#if defined(__x86_64__)
#define LANES 8
#define TARGET __attribute__((target("avx2")))
#define LANED(name) hashing_##name##_8
#include "hashing_lanes.h"

/* AVX-512 turns words and combines three in one step. In registers of 256 bits: those of 512 hash no faster, and the
   processor's clock stays slow for a while behind them. */
#define LANES 8
#define TARGET __attribute__((target("avx512f,avx512vl")))
#define LANED(name) hashing_##name##_8_turning
#include "hashing_lanes.h"
#else
#define hashing_hash_8 hashing_hash_4
#define hashing_hash_8_turning hashing_hash_4
#endif

/* How many ways of hashing this processor has, of those that `hashing_hash` knows. */
static inline int hashing_ways(void) {
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("avx2")) return 1;
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") ? 3 : 2;
#else
    return 1;
#endif
}

/* The messages that a way hashes at a time. */
static inline int hashing_lanes(int way) { return way ? HASHING_LANES : 4; }

/* Whether lanes are faster than one message after the other: not where the processor has instructions for SHA-256. */
static inline int hashing_pays(void) {
#if defined(__x86_64__)
    unsigned a, b, c, d;
    int has_sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
    return !has_sha && hashing_ways() > 1;
#else
    return 0;
#endif
}

/* Digests of as many messages as the way has lanes. */
static inline void hashing_hash(int way, const uint8_t *const *data, const int64_t *sizes, uint8_t *out) {
    if (way == 2) hashing_hash_8_turning(data, sizes, out);
    else if (way == 1) hashing_hash_8(data, sizes, out);
    else hashing_hash_4(data, sizes, out);
}

#endif
