/* Stretches of SHA-2 in the lanes of one width, for keyhash.h.
 *
 * Included behind sha256_lanes.h or sha512_lanes.h, with SQUARE, 64 bits in each of how many rows make a vector, and
 * COLUMNS, the function that loads them, defined.
 */
enum { LANED(SQUARES) = 16 * sizeof(WORD) / (8 * SQUARE) };

#if LANES == SQUARE
/* The next 16 words of every lane. */
TARGET static inline void LANED(words)(uint8_t *const *at, VEC w[16]) {
    for (int i = 0; i < LANED(SQUARES); i++) COLUMNS(at, 1, 8 * SQUARE * i, w + SQUARE * i);
}
#else
typedef uint64_t LANED(pair) __attribute__((vector_size(8 * SQUARE)));

/* The next 16 words of every lane: pairs of them, loaded for the even lanes and for the odd ones. */
TARGET static inline void LANED(words)(uint8_t *const *at, VEC w[16]) {
    LANED(pair) even[8], odd[8];
    for (int i = 0; i < LANED(SQUARES); i++) {
        COLUMNS(at, 2, 8 * SQUARE * i, even + SQUARE * i);
        COLUMNS(at + 1, 2, 8 * SQUARE * i, odd + SQUARE * i);
    }
    for (int i = 0; i < 8; i++) {
        w[2 * i] = (VEC)(even[i] >> 32 | odd[i] >> 32 << 32);
        w[2 * i + 1] = (VEC)(even[i] << 32 >> 32 | odd[i] << 32);
    }
}
#endif

/* `blocks` blocks more of every lane's message, which begin at `at`; `words` holds the lanes' states. */
TARGET static void LANED(stretch)(WORD *words, uint8_t *const *at, int64_t blocks) {
    VEC state[8], w[16];
    uint8_t *now[LANES];
    memcpy(state, words, sizeof state);
    memcpy(now, at, sizeof now);
    for (; blocks; blocks--) {
        LANED(words)(now, w);
        LANED(compress)(state, w);
        for (int lane = 0; lane < LANES; lane++) now[lane] += 16 * sizeof(WORD);
    }
    memcpy(words, state, sizeof state);
}
#undef SQUARE
#undef COLUMNS
