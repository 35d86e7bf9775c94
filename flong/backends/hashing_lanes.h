/* SHA-256 of LANES messages of any sizes: the digests of 32 bytes in `out`.
 *
 * Included once for each width, with LANES, TARGET (a function attribute) and LANED(name), its names, defined.
 */
#include "../sha256_lanes.h"

TARGET static void LANED(hash)(const uint8_t *const *data, const int64_t *sizes, uint8_t *out) {
    uint8_t tails[LANES][2 * HASHING_BLOCK];
    uint32_t words[16][LANES] __attribute__((aligned(64)));
    int64_t blocks[LANES], most = 0;
    VEC state[8], w[16];
    for (int lane = 0; lane < LANES; lane++) {
        blocks[lane] = hashing_tail(data[lane], sizes[lane], tails[lane]);
        if (blocks[lane] > most) most = blocks[lane];
    }
    for (int i = 0; i < 8; i++) state[i] = ALL(SHA256_START[i]);
    for (int64_t at = 0; at < most; at++) {
        for (int lane = 0; lane < LANES; lane++) {
            const uint8_t *block = hashing_block(data[lane], sizes[lane], tails[lane], at);
            for (int i = 0; i < 16; i++) words[i][lane] = sha256_word(block + 4 * i);
        }
        memcpy(w, words, sizeof w);
        LANED(compress)(state, w);
        for (int lane = 0; lane < LANES; lane++)
            for (int i = 0; at == blocks[lane] - 1 && i < 8; i++) sha256_put(out + 32 * lane + 4 * i, state[i][lane]);
    }
}

#include "../sha2_lanes_end.h"
