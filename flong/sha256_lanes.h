/* SHA-256 (FIPS 180-4) of LANES messages side by side, one in each lane of a vector: the block function.
 *
 * Included once for each width, with LANES, TARGET (a function attribute) and LANED(name), its names, defined. What
 * sha2_lanes.h defines in turn is for what follows; sha2_lanes_end.h takes all of it back.
 */

#ifndef FLONG_SHA256_LANES_H
#define FLONG_SHA256_LANES_H
#include <stdint.h>
#include <string.h>

static const uint32_t SHA256_START[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static const uint32_t SHA256_K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t sha256_word(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline void sha256_put(uint8_t *p, uint32_t word) {
    p[0] = (uint8_t)(word >> 24), p[1] = (uint8_t)(word >> 16), p[2] = (uint8_t)(word >> 8), p[3] = (uint8_t)word;
}

/* The most lanes of this processor. */
static inline int sha256_lanes(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") ? 16 : __builtin_cpu_supports("avx2") ? 8 : 4;
#else
    return 4;
#endif
}
#endif

#define WORD uint32_t
#define ROUNDS 64
#define CONSTANTS SHA256_K
#define BIG_SUM_A(x) (ROTATED(x, 2) ^ ROTATED(x, 13) ^ ROTATED(x, 22))
#define BIG_SUM_E(x) (ROTATED(x, 6) ^ ROTATED(x, 11) ^ ROTATED(x, 25))
#define SMALL_SUM_1(x) (ROTATED(x, 7) ^ ROTATED(x, 18) ^ ((x) >> 3))
#define SMALL_SUM_14(x) (ROTATED(x, 17) ^ ROTATED(x, 19) ^ ((x) >> 10))
#include "sha2_lanes.h"
