/* AES-CBC, SHA-2 and the key hash of PDF 2.0 by the OpenSSL that the interpreter itself has loaded: its functions are
   looked up in the library of Python's _hashlib, so that nothing is linked. */
#ifndef FLONG_EVP_H
#define FLONG_EVP_H
#include <dlfcn.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { EVP_BLOCK = 16 };

typedef struct {
    void *(*cipher_new)(void);
    void (*cipher_free)(void *);
    int (*cipher_padding)(void *, int);
    int (*encrypt_init)(void *, const void *, void *, const uint8_t *, const uint8_t *);
    int (*encrypt_update)(void *, uint8_t *, int *, const uint8_t *, int);
    int (*encrypt_final)(void *, uint8_t *, int *);
    void *(*digest_new)(void);
    void (*digest_free)(void *);
    int (*digest_init)(void *, const void *, void *);
    int (*digest_update)(void *, const void *, size_t);
    int (*digest_final)(void *, uint8_t *, unsigned *);
    const void *aes128, *aes256, *sha256, *sha384, *sha512;
} evp_functions;

static evp_functions evp;
static int evp_found; /* whether all of them are there */

/* A function's address, which ISO C has no cast for. */
static int evp_find(void *library, const char *name, void *function) {
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

static const void *evp_method(void *library, const char *name) {
    const void *(*get)(void);
    return evp_find(library, name, &get) ? get() : NULL;
}

static int evp_find_methods(void *library) {
    evp.aes128 = evp_method(library, "EVP_aes_128_cbc");
    evp.aes256 = evp_method(library, "EVP_aes_256_cbc");
    evp.sha256 = evp_method(library, "EVP_sha256");
    evp.sha384 = evp_method(library, "EVP_sha384");
    evp.sha512 = evp_method(library, "EVP_sha512");
    return evp.aes128 && evp.aes256 && evp.sha256 && evp.sha384 && evp.sha512;
}

static int evp_find_all(void *library) {
    return evp_find(library, "EVP_CIPHER_CTX_new", &evp.cipher_new) &&
           evp_find(library, "EVP_CIPHER_CTX_free", &evp.cipher_free) &&
           evp_find(library, "EVP_CIPHER_CTX_set_padding", &evp.cipher_padding) &&
           evp_find(library, "EVP_EncryptInit_ex", &evp.encrypt_init) &&
           evp_find(library, "EVP_EncryptUpdate", &evp.encrypt_update) &&
           evp_find(library, "EVP_EncryptFinal_ex", &evp.encrypt_final) &&
           evp_find(library, "EVP_MD_CTX_new", &evp.digest_new) &&
           evp_find(library, "EVP_MD_CTX_free", &evp.digest_free) &&
           evp_find(library, "EVP_DigestInit_ex", &evp.digest_init) &&
           evp_find(library, "EVP_DigestUpdate", &evp.digest_update) &&
           evp_find(library, "EVP_DigestFinal_ex", &evp.digest_final) && evp_find_methods(library);
}

/* --- AES ---------------------------------------------------------------------------------------------------- */

static void evp_close(void *c) {
    if (c) evp.cipher_free(c);
}

/* A context for keys of `bits`, 128 or 256, or NULL, as always when OpenSSL was not found. */
static void *evp_open(int bits) {
    void *c = evp_found ? evp.cipher_new() : NULL;
    if (c && evp.encrypt_init(c, bits == 128 ? evp.aes128 : evp.aes256, NULL, NULL, NULL)) return c;
    evp_close(c);
    return NULL;
}

/* The CBC ciphertext of `n` bytes in `to`, with `pad` up to a block longer (PKCS #7): 0, or -1. */
static int evp_encrypt(void *c, const uint8_t *key, const uint8_t *iv, const uint8_t *data, int64_t n, int pad,
                       uint8_t *to) {
    int done, rest;
    if (n > INT_MAX - EVP_BLOCK || !evp.encrypt_init(c, NULL, NULL, key, iv) || !evp.cipher_padding(c, pad)) return -1;
    if (!evp.encrypt_update(c, to, &done, data, (int)n)) return -1;
    return evp.encrypt_final(c, to + done, &rest) ? 0 : -1;
}

/* --- the key hash of PDF 2.0 -------------------------------------------------------------------------------- */

enum { EVP_PASSWORD = 127, EVP_SALT = 8, EVP_USER = 48, EVP_HASH = 32, EVP_DIGEST = 64, EVP_REPEATS = 64 };

/* What is hashed in a round: the password, the last digest and, for owners, what verifies the user's password. */
typedef struct { const uint8_t *password, *user; int n, users; } evp_secret;

typedef struct { void *cipher, *digest; } evp_contexts;

static int evp_digest(void *c, const void *method, const uint8_t *data, size_t n, uint8_t *to) {
    return evp.digest_init(c, method, NULL) && evp.digest_update(c, data, n) && evp.digest_final(c, to, NULL) ? 0 : -1;
}

/* Password, `middle` and user one after the other: their length. */
static int evp_join(const evp_secret *s, const uint8_t *middle, int n, uint8_t *to) {
    memcpy(to, s->password, (size_t)s->n);
    memcpy(to + s->n, middle, (size_t)n);
    memcpy(to + s->n + n, s->user, (size_t)s->users);
    return s->n + n + s->users;
}

/* A round of algorithm 2.B: `k`, `size` bytes, becomes the next digest; its size, or -1. `last` is the last byte that
   was enciphered. */
static int evp_round(evp_contexts *c, const evp_secret *s, uint8_t *k, int size, int *last) {
    uint8_t e[EVP_REPEATS * (EVP_PASSWORD + EVP_DIGEST + EVP_USER)];
    int n = evp_join(s, k, size, e), sum = 0;
    for (int copies = 1; copies < EVP_REPEATS; copies *= 2, n *= 2) memcpy(e + n, e, (size_t)n);
    if (evp_encrypt(c->cipher, k, k + EVP_BLOCK, e, n, 0, e)) return -1;
    for (int i = 0; i < EVP_BLOCK; i++) sum += e[i]; /* modulo 3, a number is the sum of its bytes */
    const void *method = sum % 3 == 0 ? evp.sha256 : sum % 3 == 1 ? evp.sha384 : evp.sha512;
    *last = e[n - 1];
    return evp_digest(c->digest, method, e, (size_t)n, k) ? -1 : 32 + 16 * (sum % 3);
}

static int evp_rounds(evp_contexts *c, const evp_secret *s, const uint8_t *salt, uint8_t *hash) {
    uint8_t k[EVP_DIGEST], begin[EVP_PASSWORD + EVP_SALT + EVP_USER];
    int last = 0, size = EVP_HASH, n = evp_join(s, salt, EVP_SALT, begin);
    if (evp_digest(c->digest, evp.sha256, begin, (size_t)n, k)) return -1;
    for (int round = 0; round < 64 || last > round - 32; round++)
        if ((size = evp_round(c, s, k, size, &last)) < 0) return -1;
    memcpy(hash, k, EVP_HASH);
    return 0;
}

/* Algorithm 2.B of ISO 32000-2: 0, or -1. At most EVP_PASSWORD and EVP_USER bytes of password and user. */
static int evp_key_hash(const evp_secret *s, const uint8_t *salt, uint8_t *hash) {
    evp_contexts c = {evp_open(128), evp_found ? evp.digest_new() : NULL};
    int failed = c.cipher && c.digest ? evp_rounds(&c, s, salt, hash) : -1;
    evp_close(c.cipher);
    if (c.digest) evp.digest_free(c.digest);
    return failed;
}

/* --- the cipher of revision 4 -------------------------------------------------------------------------------- */

/* RC4, which OpenSSL has as a relic or not at all, over `n` bytes in place. `key` has 16 bytes, each XORed with `mask`. */
static void evp_rc4(const uint8_t *key, uint8_t mask, uint8_t *data, int n) {
    uint8_t state[256], a = 0, b = 0, swapped;
    for (int i = 0; i < 256; i++) state[i] = (uint8_t)i;
    for (int i = 0; i < 256; i++) {
        swapped = state[i];
        b = (uint8_t)(b + swapped + (key[i % EVP_BLOCK] ^ mask));
        state[i] = state[b];
        state[b] = swapped;
    }
    b = 0;
    for (int i = 0; i < n; i++) {
        swapped = state[++a];
        b = (uint8_t)(b + swapped);
        state[a] = state[b];
        state[b] = swapped;
        data[i] ^= state[(uint8_t)(state[a] + swapped)];
    }
}

static void evp_rc4_rounds(const uint8_t *key, uint8_t *data, int n) {
    for (uint8_t mask = 0; mask < 20; mask++) evp_rc4(key, mask, data, n);
}

/* --- loading ------------------------------------------------------------------------------------------------ */

/* Whether ciphers and digests work, which a policy of the system may forbid: the hash takes all but AES-256. */
static int evp_works(void) {
    uint8_t k[EVP_BLOCK * 2] = {0};
    void *cipher = evp_open(256);
    int works = cipher && !evp_encrypt(cipher, k, k, k, EVP_BLOCK, 0, k) &&
                !evp_key_hash(&(evp_secret){k, k, 0, 0}, k, k);
    evp_close(cipher);
    return works;
}

/* Finds OpenSSL 1.1 or later: 0, or -1. `path` names a library that needs it, or is NULL for the program itself. */
static int evp_load(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    evp_found = library && evp_find_all(library);
    evp_found = evp_found && evp_works();
    return evp_found ? 0 : -1;
}
#endif
