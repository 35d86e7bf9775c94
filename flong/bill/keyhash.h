/* The key hash of PDF 2.0 (algorithm 2.B of ISO 32000-2) of many passwords side by side.
 *
 * A hash takes 64 rounds or more, each a stretch of AES-128-CBC and one of SHA-256, SHA-384 or SHA-512, as the
 * ciphertext has it. So there are three stages with lanes for some texts each, and in front of each stage a queue. A
 * stage runs until the shortest text in its lanes ends; what ended moves on, and the next one takes its lane. The stage
 * whose lanes can be filled best is the next to run: with more hashes on their way than all lanes together, nearly all
 * lanes are full.
 */
#ifndef FLONG_KEYHASH_H
#define FLONG_KEYHASH_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { KEYHASH_PASSWORD = 127, KEYHASH_SALT = 8, KEYHASH_USER = 48, KEYHASH_SIZE = 32 };

/* What is hashed: for owners `user` verifies the user's password, else it is empty. */
typedef struct { const uint8_t *password, *salt, *user; int n, users; } keyhash_secret;

#if defined(__x86_64__)
#include "keyhash_lanes.h"

enum { KEYHASH_COPIES = 64, KEYHASH_DIGEST = 64, KEYHASH_WIDEST = 16, KEYHASH_HELD = 64 };
enum { KEYHASH_SHA256, KEYHASH_SHA512, KEYHASH_CIPHER, KEYHASH_STAGES };

/* A hash on its way. `text` is what its stage reads or changes next, `size` bytes; `length` those of `k`, the last
   digest; `last` is the last byte that was enciphered. */
typedef struct keyhash_one {
    const keyhash_secret *of;
    uint8_t *out, *text;
    struct keyhash_one *next;
    int64_t size;
    int length, round, last;
    uint8_t k[KEYHASH_DIGEST];
} keyhash_one;

/* `load` counts who is in a lane and who waits. A lane without a text has somewhere to work all the same. */
typedef struct {
    int lanes, block, load;
    keyhash_one *first, *latest, *in[KEYHASH_WIDEST];
    uint8_t *at[KEYHASH_WIDEST];
} keyhash_stage;

typedef struct {
    keyhash_stage stages[KEYHASH_STAGES];
    uint32_t sha256[8 * KEYHASH_WIDEST];
    uint64_t sha512[8 * KEYHASH_WIDEST / 2];
    keyhash_ciphers ciphers;
    keyhash_one held[KEYHASH_HELD];
    const keyhash_secret *secrets;
    int count, begun;
    uint8_t *out, *spare;
} keyhash_work;

/* The most lanes of this processor, 16 or 8; 0: OpenSSL is faster. */
static int keyhash_lanes(void) {
    if (!__builtin_cpu_supports("aes") || !__builtin_cpu_supports("avx2")) return 0;
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") ? 16 : 8;
}

/* --- texts --------------------------------------------------------------------------------------------------- */

static void keyhash_wait(keyhash_work *w, int stage, keyhash_one *one) {
    keyhash_stage *s = w->stages + stage;
    one->next = NULL;
    if (s->first) s->latest->next = one;
    else s->first = one;
    s->latest = one;
    s->load++;
}

/* The text becomes password, `middle` and user. */
static void keyhash_join(keyhash_one *one, const uint8_t *middle, int n) {
    const keyhash_secret *of = one->of;
    memcpy(one->text, of->password, (size_t)of->n);
    memcpy(one->text + of->n, middle, (size_t)n);
    memcpy(one->text + of->n + n, of->user, (size_t)of->users);
    one->size = of->n + n + of->users;
}

/* To be hashed next, padded to whole blocks (FIPS 180-4, 5.1). */
static void keyhash_digest(keyhash_work *w, int stage, keyhash_one *one) {
    int64_t block = w->stages[stage].block, n = one->size;
    one->size = (n + block / 8 + block) / block * block;
    memset(one->text + n, 0, (size_t)(one->size - n));
    one->text[n] = 0x80;
    for (int i = 0; i < 8; i++) one->text[one->size - 1 - i] = (uint8_t)((uint64_t)n * 8 >> 8 * i);
    keyhash_wait(w, stage, one);
}

/* A place is free for the next hash, if there is one. */
static void keyhash_next(keyhash_work *w, keyhash_one *one) {
    if (w->begun == w->count) return;
    one->of = w->secrets + w->begun;
    one->out = w->out + KEYHASH_SIZE * w->begun++;
    one->length = KEYHASH_SIZE;
    one->round = 0;
    keyhash_join(one, one->of->salt, KEYHASH_SALT);
    keyhash_digest(w, KEYHASH_SHA256, one);
}

/* Behind AES: the ciphertext says which digest is next. Modulo 3, a number is the sum of its bytes. */
static void keyhash_choose(keyhash_work *w, keyhash_one *one) {
    int sum = 0;
    for (int i = 0; i < 16; i++) sum += one->text[i];
    one->last = one->text[one->size - 1];
    one->round++;
    one->length = 32 + 16 * (sum % 3);
    keyhash_digest(w, sum % 3 ? KEYHASH_SHA512 : KEYHASH_SHA256, one);
}

/* Behind SHA-2: another round, or the end. */
static void keyhash_repeat(keyhash_work *w, keyhash_one *one) {
    if (one->round >= 64 && one->last <= one->round - 32) {
        memcpy(one->out, one->k, KEYHASH_SIZE);
        keyhash_next(w, one);
        return;
    }
    keyhash_join(one, one->k, one->length);
    int64_t all = one->size * KEYHASH_COPIES;
    for (; one->size < all; one->size *= 2) memcpy(one->text + one->size, one->text, (size_t)one->size);
    keyhash_wait(w, KEYHASH_CIPHER, one);
}

/* --- lanes --------------------------------------------------------------------------------------------------- */

static void keyhash_enter(keyhash_work *w, int stage, int lane, const keyhash_one *one) {
    int lanes = w->stages[stage].lanes;
    const uint64_t *wide = one->length == 48 ? SHA384_START : SHA512_START;
    if (stage == KEYHASH_CIPHER) keyhash_key(&w->ciphers, lane, one->k, one->k + 16);
    for (int i = 0; i < 8 && stage == KEYHASH_SHA256; i++) w->sha256[lanes * i + lane] = SHA256_START[i];
    for (int i = 0; i < 8 && stage == KEYHASH_SHA512; i++) w->sha512[lanes * i + lane] = wide[i];
}

static void keyhash_leave(keyhash_work *w, int stage, int lane, keyhash_one *one) {
    int lanes = w->stages[stage].lanes;
    if (stage == KEYHASH_CIPHER) {
        keyhash_choose(w, one);
        return;
    }
    for (int i = 0; stage == KEYHASH_SHA256 && i < 8; i++) sha256_put(one->k + 4 * i, w->sha256[lanes * i + lane]);
    for (int i = 0; stage == KEYHASH_SHA512 && i < 8; i++) sha512_put(one->k + 8 * i, w->sha512[lanes * i + lane]);
    keyhash_repeat(w, one);
}

static void keyhash_run(keyhash_work *w, int stage, int64_t blocks) {
    uint8_t *const *at = w->stages[stage].at;
    int lanes = w->stages[stage].lanes;
    if (stage == KEYHASH_CIPHER) keyhash_encipher(&w->ciphers, at, blocks);
    else if (lanes == 16) keyhash_sha256_stretch_16(w->sha256, at, blocks);
    else if (lanes == 4) keyhash_sha512_stretch_4(w->sha512, at, blocks);
    else if (stage == KEYHASH_SHA256) keyhash_sha256_stretch_8(w->sha256, at, blocks);
    else keyhash_sha512_stretch_8(w->sha512, at, blocks);
}

/* Fills the lanes of a stage: the blocks of the shortest text in them. */
static int64_t keyhash_fill(keyhash_work *w, int stage) {
    keyhash_stage *s = w->stages + stage;
    int64_t least = INT64_MAX;
    for (int lane = 0; lane < s->lanes; lane++) {
        if (!s->in[lane] && s->first) {
            s->in[lane] = s->first;
            s->first = s->first->next;
            s->at[lane] = s->in[lane]->text;
            keyhash_enter(w, stage, lane, s->in[lane]);
        }
        if (!s->in[lane]) s->at[lane] = w->spare;
        else if (s->in[lane]->text + s->in[lane]->size - s->at[lane] < least)
            least = s->in[lane]->text + s->in[lane]->size - s->at[lane];
    }
    return least / s->block;
}

static void keyhash_turn(keyhash_work *w, int stage) {
    keyhash_stage *s = w->stages + stage;
    int64_t blocks = keyhash_fill(w, stage);
    keyhash_run(w, stage, blocks);
    for (int lane = 0; lane < s->lanes; lane++) {
        keyhash_one *one = s->in[lane];
        s->at[lane] += blocks * s->block;
        if (!one || s->at[lane] < one->text + one->size) continue;
        s->in[lane] = NULL;
        s->load--;
        keyhash_leave(w, stage, lane, one);
    }
}

/* The stage whose lanes are filled best, or none when all is done. */
static int keyhash_fullest(const keyhash_work *w) {
    int best = KEYHASH_STAGES, most = 0;
    for (int stage = 0; stage < KEYHASH_STAGES; stage++) {
        const keyhash_stage *s = w->stages + stage;
        int full = (s->load < s->lanes ? s->load : s->lanes) * KEYHASH_WIDEST / s->lanes;
        if (full > most) best = stage, most = full;
    }
    return best;
}

/* --- all ----------------------------------------------------------------------------------------------------- */

/* Bytes of the longest text there can be, padded. */
static size_t keyhash_room(const keyhash_secret *secrets, int count) {
    int most = 0;
    for (int i = 0; i < count; i++)
        if (secrets[i].n + secrets[i].users > most) most = secrets[i].n + secrets[i].users;
    return (size_t)(KEYHASH_COPIES * (most + KEYHASH_DIGEST) + 4 * KEYHASH_DIGEST);
}

/* Overwrites what nobody may find later; the compiler can't leave it out. */
static void keyhash_wipe(void *secret, size_t n) {
    memset(secret, 0, n);
    __asm__ volatile("" : : "r"(secret) : "memory");
}

/* How many hashes are on their way at a time: as many in each wave, as the last ones have the lanes for themselves. */
static int keyhash_held(int count) {
    int waves = (count + KEYHASH_HELD - 1) / KEYHASH_HELD;
    return (count + waves - 1) / waves;
}

/* The hashes of `count` secrets, one at least, in `lanes` lanes, no more than the processor has: 0, or -1 without
   memory. */
static int keyhash_all(int lanes, const keyhash_secret *secrets, int count, uint8_t *out) {
    int held = keyhash_held(count);
    size_t room = keyhash_room(secrets, count);
    uint8_t *texts = malloc((size_t)(held + 1) * room);
    keyhash_work w = {.secrets = secrets, .count = count, .out = out, .spare = texts};
    if (!texts) return -1;
    w.stages[KEYHASH_SHA256] = (keyhash_stage){.lanes = lanes, .block = 64};
    w.stages[KEYHASH_SHA512] = (keyhash_stage){.lanes = lanes / 2, .block = 128};
    w.stages[KEYHASH_CIPHER] = (keyhash_stage){.lanes = KEYHASH_AES, .block = 16};
    memset(texts, 0, room);
    for (int i = 0; i < held; i++) {
        w.held[i].text = texts + (size_t)(i + 1) * room;
        keyhash_next(&w, w.held + i);
    }
    for (int stage; (stage = keyhash_fullest(&w)) < KEYHASH_STAGES;) keyhash_turn(&w, stage);
    keyhash_wipe(texts, (size_t)(held + 1) * room);
    keyhash_wipe(&w, sizeof w);
    free(texts);
    return 0;
}

#else
static inline int keyhash_lanes(void) { return 0; }

static inline int keyhash_all(int lanes, const keyhash_secret *secrets, int count, uint8_t *out) {
    (void)lanes, (void)secrets, (void)count, (void)out;
    return -1;
}
#endif
#endif
