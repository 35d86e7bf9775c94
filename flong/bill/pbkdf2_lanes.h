/* PBKDF2-HMAC-SHA256 (RFC 8018, FIPS 180-4) of LANES passwords side by side, one in each lane of a vector.
 *
 * Included once for each width, with LANES, TARGET (a function attribute) and LANED(name), its names, defined.
 */

typedef uint32_t LANED(vec) __attribute__((vector_size(4 * LANES)));

#define VEC LANED(vec)
#define ALL(value) ((VEC){0} + (uint32_t)(value))
#define ROTATED(x, n) (((x) >> (n)) | ((x) << (32 - (n))))
#define ROUND(i) \
    one = h + (ROTATED(e, 6) ^ ROTATED(e, 11) ^ ROTATED(e, 25)) + (g ^ (e & (f ^ g))) + SHA256_K[from + i] + w[i]; \
    two = (ROTATED(a, 2) ^ ROTATED(a, 13) ^ ROTATED(a, 22)) + ((a & b) | (c & (a | b))); \
    h = g; g = f; f = e; e = d + one; d = c; c = b; b = a; a = one + two;
#define NEXT(i) \
    one = w[(i + 1) & 15]; two = w[(i + 14) & 15]; \
    w[i] += (ROTATED(one, 7) ^ ROTATED(one, 18) ^ (one >> 3)) + w[(i + 9) & 15] \
        + (ROTATED(two, 17) ^ ROTATED(two, 19) ^ (two >> 10));
#define SIXTEEN(each) \
    each(0) each(1) each(2) each(3) each(4) each(5) each(6) each(7) each(8) each(9) each(10) each(11) each(12) each(13) each(14) each(15)

/* One block (FIPS 180-4, 6.2.2); `w` is used up. */
TARGET static void LANED(compress)(VEC state[8], VEC w[16]) {
    VEC a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    VEC one, two;
    for (int from = 0;; from += 16) {
        SIXTEEN(ROUND)
        if (from == 48) break;
        SIXTEEN(NEXT)
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

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

#undef VEC
#undef ALL
#undef ROTATED
#undef ROUND
#undef NEXT
#undef SIXTEEN
#undef LANES
#undef TARGET
#undef LANED
