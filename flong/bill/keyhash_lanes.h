/* What keyhash.h computes in lanes: AES-128-CBC of 8 texts, SHA-256 of 16 or 8, SHA-384 and SHA-512 of 8 or 4. */
#ifndef FLONG_KEYHASH_LANES_H
#define FLONG_KEYHASH_LANES_H
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define WITH_AVX512 __attribute__((target("avx512f,avx512bw")))
#define WITH_AVX2 __attribute__((target("avx2")))
#define WITH_AES __attribute__((target("avx2,aes")))

/* --- loading ------------------------------------------------------------------------------------------------- */

/* Bytes of words of 64 bits the other way round. */
WITH_AVX2 static inline __m128i keyhash_swap(void) {
    return _mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607);
}

/* Columns 0, 2, 4 and 6 of eight rows whose neighbours are interleaved, or with `to` one on the odd ones. */
WITH_AVX512 static inline void keyhash_columns_of(__m512i a, __m512i b, __m512i c, __m512i d, __m512i *to) {
    __m512i low = _mm512_shuffle_i64x2(a, b, 0x44), high = _mm512_shuffle_i64x2(a, b, 0xee);
    __m512i low_too = _mm512_shuffle_i64x2(c, d, 0x44), high_too = _mm512_shuffle_i64x2(c, d, 0xee);
    to[0] = _mm512_shuffle_i64x2(low, low_too, 0x88);
    to[2] = _mm512_shuffle_i64x2(low, low_too, 0xdd);
    to[4] = _mm512_shuffle_i64x2(high, high_too, 0x88);
    to[6] = _mm512_shuffle_i64x2(high, high_too, 0xdd);
}

/* Eight columns of 64 bits, big-endian, of eight rows: those that begin `from` bytes behind every `step`-th address. */
WITH_AVX512 static inline void keyhash_columns_8(uint8_t *const *rows, int step, int from, void *to) {
    __m512i swap = _mm512_broadcast_i32x4(keyhash_swap()), row[8], column[8];
    for (int i = 0; i < 8; i++) row[i] = _mm512_shuffle_epi8(_mm512_loadu_si512(rows[step * i] + from), swap);
    for (int odd = 0; odd < 2; odd++) {
        __m512i pair[4];
        for (int i = 0; i < 4; i++)
            pair[i] = odd ? _mm512_unpackhi_epi64(row[2 * i], row[2 * i + 1])
                          : _mm512_unpacklo_epi64(row[2 * i], row[2 * i + 1]);
        keyhash_columns_of(pair[0], pair[1], pair[2], pair[3], column + odd);
    }
    memcpy(to, column, sizeof column);
}

/* The same of four. */
WITH_AVX2 static inline void keyhash_columns_4(uint8_t *const *rows, int step, int from, void *to) {
    __m256i swap = _mm256_broadcastsi128_si256(keyhash_swap()), row[4], pair[4], column[4];
    for (int i = 0; i < 4; i++)
        row[i] = _mm256_shuffle_epi8(_mm256_loadu_si256((const __m256i *)(rows[step * i] + from)), swap);
    for (int i = 0; i < 2; i++) {
        pair[2 * i] = _mm256_unpacklo_epi64(row[2 * i], row[2 * i + 1]);
        pair[2 * i + 1] = _mm256_unpackhi_epi64(row[2 * i], row[2 * i + 1]);
    }
    for (int i = 0; i < 2; i++) {
        column[i] = _mm256_permute2x128_si256(pair[i], pair[i + 2], 0x20);
        column[i + 2] = _mm256_permute2x128_si256(pair[i], pair[i + 2], 0x31);
    }
    memcpy(to, column, sizeof column);
}

/* --- SHA-2 --------------------------------------------------------------------------------------------------- */

#define LANES 16
#define TARGET WITH_AVX512
#define LANED(name) keyhash_sha256_##name##_16
#include "../sha256_lanes.h"
#define SQUARE 8
#define COLUMNS keyhash_columns_8
#include "keyhash_sha.h"
#include "../sha2_lanes_end.h"

#define LANES 8
#define TARGET WITH_AVX512
#define LANED(name) keyhash_sha512_##name##_8
#include "../sha512_lanes.h"
#define SQUARE 8
#define COLUMNS keyhash_columns_8
#include "keyhash_sha.h"
#include "../sha2_lanes_end.h"

#define LANES 8
#define TARGET WITH_AVX2
#define LANED(name) keyhash_sha256_##name##_8
#include "../sha256_lanes.h"
#define SQUARE 4
#define COLUMNS keyhash_columns_4
#include "keyhash_sha.h"
#include "../sha2_lanes_end.h"

#define LANES 4
#define TARGET WITH_AVX2
#define LANED(name) keyhash_sha512_##name##_4
#include "../sha512_lanes.h"
#define SQUARE 4
#define COLUMNS keyhash_columns_4
#include "keyhash_sha.h"
#include "../sha2_lanes_end.h"

/* --- AES-128-CBC (FIPS 197, SP 800-38A) ---------------------------------------------------------------------- */

enum { KEYHASH_AES = 8, KEYHASH_ROUND_KEYS = 11 };

/* The round keys and the chaining block of each lane. */
typedef struct { __m128i keys[KEYHASH_ROUND_KEYS][KEYHASH_AES], chain[KEYHASH_AES]; } keyhash_ciphers;

/* A lane's key, its schedule and its vector. The last round of the cipher serves as the S-box: of four words that are
   alike it changes no order. */
WITH_AES static void keyhash_key(keyhash_ciphers *c, int lane, const uint8_t *key, const uint8_t *iv) {
    __m128i k = _mm_loadu_si128((const __m128i *)key), turned = _mm_set1_epi32(0x0c0f0e0d);
    c->keys[0][lane] = k;
    for (int i = 1, power = 1; i < KEYHASH_ROUND_KEYS; i++, power = power << 1 ^ (power >> 7) * 0x11b) {
        __m128i word = _mm_aesenclast_si128(_mm_shuffle_epi8(k, turned), _mm_set1_epi32(power));
        k = _mm_xor_si128(k, _mm_slli_si128(k, 4));
        k = _mm_xor_si128(k, _mm_slli_si128(k, 8));
        c->keys[i][lane] = k = _mm_xor_si128(k, word);
    }
    c->chain[lane] = _mm_loadu_si128((const __m128i *)iv);
}

#define EIGHT(each) each(0) each(1) each(2) each(3) each(4) each(5) each(6) each(7)
#define LOADED(i) __m128i x##i = c->chain[i]; uint8_t *at##i = at[i];
#define CHAINED(i) \
    x##i = _mm_xor_si128(x##i, _mm_xor_si128(_mm_loadu_si128((const __m128i *)at##i), c->keys[0][i]));
#define ENCIPHERED(i) x##i = _mm_aesenc_si128(x##i, c->keys[round][i]);
#define WRITTEN(i) \
    x##i = _mm_aesenclast_si128(x##i, c->keys[10][i]); \
    _mm_storeu_si128((__m128i *)at##i, x##i); \
    at##i += 16;
#define KEPT(i) c->chain[i] = x##i;

/* `blocks` blocks more of every lane's text, in place. */
WITH_AES static void keyhash_encipher(keyhash_ciphers *c, uint8_t *const *at, int64_t blocks) {
    EIGHT(LOADED)
    for (; blocks; blocks--) {
        EIGHT(CHAINED)
        for (int round = 1; round < 10; round++) { EIGHT(ENCIPHERED) }
        EIGHT(WRITTEN)
    }
    EIGHT(KEPT)
}
#undef EIGHT
#undef LOADED
#undef CHAINED
#undef ENCIPHERED
#undef WRITTEN
#undef KEPT
#endif
