/* SHA-256 of several messages at a time, in the lanes of the processor's vectors. */
#ifndef FLONG_HASHING_H
#define FLONG_HASHING_H
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

enum { HASHING_BLOCK = 64, HASHING_LANES = 16, HASHING_SIZE = 32 };

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

#define LANES 16
#define TARGET __attribute__((target("avx512f")))
#define LANED(name) hashing_##name##_16
#include "hashing_lanes.h"
#else
#define hashing_hash_8 hashing_hash_4
#define hashing_hash_16 hashing_hash_4
#endif

/* Whether lanes are faster than one message after the other: not where the processor has instructions for SHA-256. */
static inline int hashing_pays(void) {
#if defined(__x86_64__)
    unsigned a, b, c, d;
    int has_sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
    return !has_sha && sha256_lanes() >= 8;
#else
    return 0;
#endif
}

/* Digests of `lanes` messages; no more lanes than the processor has. */
static inline void hashing_hash(int lanes, const uint8_t *const *data, const int64_t *sizes, uint8_t *out) {
    if (lanes == 16) hashing_hash_16(data, sizes, out);
    else if (lanes == 8) hashing_hash_8(data, sizes, out);
    else hashing_hash_4(data, sizes, out);
}

#endif
