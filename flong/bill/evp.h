/* AES-CBC, SHA-2 and the key hash of PDF 2.0 by the OpenSSL that the interpreter itself has loaded: its functions are
   looked up in the library of Python's _hashlib, so that nothing is linked. */
#ifndef FLONG_EVP_H
#define FLONG_EVP_H
#include <dlfcn.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { EVP_BLOCK = 16, EVP_LONGEST_PASSWORD = 127 };

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

static void evp_close(void *c) { evp.cipher_free(c); }

/* A context for keys of `bits`, 128 or 256, or NULL. */
static void *evp_open(int bits) {
    void *c = evp.cipher_new();
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

/* --- loading ------------------------------------------------------------------------------------------------ */

/* Whether all ciphers work, which a policy of the system may forbid. */
static int evp_works(void) {
    void *small = evp_open(128), *large = evp_open(256);
    int works = small && large;
    evp_close(small);
    evp_close(large);
    return works;
}

/* Finds OpenSSL 1.1 or later: 0, or -1. `path` names a library that needs it, or is NULL for the program itself. */
static int evp_load(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    return library && evp_find_all(library) && evp_works() ? 0 : -1;
}
#endif
