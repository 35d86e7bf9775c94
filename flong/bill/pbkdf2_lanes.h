/* PBKDF2-HMAC-SHA256 (RFC 8018, FIPS 180-4) of LANES passwords side by side, one in each lane of a vector.
 *
 * Included once for each width, with LANES, TARGET (a function attribute) and LANED(name), its names, defined.
 */

#include "../sha256_lanes.h"

/* The state after the key's block, each byte of it changed by `pad`. */
TARGET static void LANED(padded)(VEC state[8], const VEC key[16], uint32_t pad) {
    VEC w[16];
    for (int i = 0; i < 8; i++) state[i] = ALL(SHA256_START[i]);
    for (int i = 0; i < 16; i++) w[i] = key[i] ^ (pad * 0x01010101u);
    LANED(compress)(state, w);
}

/* The first words of `w` become the hash of what `state` has seen, a block, and the first `n` words of `w`. */
TARGET static void LANED(finish)(const VEC state[8], VEC w[16], int n) {
    VEC hash[8];
    w[n] = ALL(0x80000000u);
    for (int i = n + 1; i < 15; i++) w[i] = ALL(0);
    w[15] = ALL((64 + 4 * n) * 8);
    memcpy(hash, state, sizeof hash);
    LANED(compress)(hash, w);
    memcpy(w, hash, sizeof hash);
}

/* LANES keys of 64 bytes and salts of 16 become 32 bytes each. */
TARGET static void LANED(derive)(const uint8_t *keys, const uint8_t *salts, uint32_t rounds, uint8_t *out) {
    VEC key[16], w[16], inner[8], outer[8], sum[8];
    for (int i = 0; i < 16; i++)
        for (int lane = 0; lane < LANES; lane++) key[i][lane] = sha256_word(keys + 64 * lane + 4 * i);
    LANED(padded)(inner, key, 0x36);
    LANED(padded)(outer, key, 0x5c);
    for (int i = 0; i < 4; i++)
        for (int lane = 0; lane < LANES; lane++) w[i][lane] = sha256_word(salts + 16 * lane + 4 * i);
    w[4] = ALL(1);
    for (uint32_t round = 0; round < rounds; round++) {
        LANED(finish)(inner, w, round ? 8 : 5);
        LANED(finish)(outer, w, 8);
        for (int i = 0; i < 8; i++) sum[i] = round ? sum[i] ^ w[i] : w[i];
    }
    for (int i = 0; i < 8; i++)
        for (int lane = 0; lane < LANES; lane++) sha256_put(out + 32 * lane + 4 * i, sum[i][lane]);
}

#include "../sha2_lanes_end.h"
