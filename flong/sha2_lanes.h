/* The block function that SHA-256 and SHA-512 share (FIPS 180-4, 6.2.2 and 6.4.2), for LANES messages side by side.
 *
 * Included by sha256_lanes.h and sha512_lanes.h, which define WORD, ROUNDS, CONSTANTS and the sums of 4.1.2 and 4.1.3.
 * VEC, a word of each lane, and ALL are for what follows.
 */
typedef WORD LANED(vec) __attribute__((vector_size(sizeof(WORD) * LANES)));

#define VEC LANED(vec)
#define ALL(value) ((VEC){0} + (WORD)(value))
#define ROTATED(x, n) (((x) >> (n)) | ((x) << (8 * sizeof(WORD) - (n))))
#define ROUND(i) \
    one = h + BIG_SUM_E(e) + (g ^ (e & (f ^ g))) + CONSTANTS[from + i] + w[i]; \
    two = BIG_SUM_A(a) + ((a & b) | (c & (a | b))); \
    h = g; g = f; f = e; e = d + one; d = c; c = b; b = a; a = one + two;
#define NEXT(i) w[i] += SMALL_SUM_1(w[(i + 1) & 15]) + w[(i + 9) & 15] + SMALL_SUM_14(w[(i + 14) & 15]);
#define SIXTEEN(each) \
    each(0) each(1) each(2) each(3) each(4) each(5) each(6) each(7) each(8) each(9) each(10) each(11) each(12) each(13) each(14) each(15)

/* One block; `w` is used up. */
TARGET static void LANED(compress)(VEC state[8], VEC w[16]) {
    VEC a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    VEC one, two;
    for (int from = 0;; from += 16) {
        SIXTEEN(ROUND)
        if (from == ROUNDS - 16) break;
        SIXTEEN(NEXT)
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}
