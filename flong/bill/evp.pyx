# cython: boundscheck=False, wraparound=False, cdivision=True
"""AES-CBC and the key hash of PDF 2.0 by OpenSSL's functions in C: see evp.h, and evp_twin.py for what they mean."""

import os

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memcpy

import _hashlib

cdef extern from "evp.h" nogil:
    enum:
        EVP_BLOCK, EVP_PASSWORD, EVP_SALT, EVP_USER, EVP_HASH

    ctypedef struct evp_secret:
        const uint8_t *password
        const uint8_t *user
        int n
        int users

    int evp_load(const char *path) noexcept
    void *evp_open(int bits) noexcept
    void evp_close(void *c) noexcept
    int evp_encrypt(
        void *c, const uint8_t *key, const uint8_t *iv, const uint8_t *data, int64_t n, int pad, uint8_t *to,
    ) noexcept
    int evp_key_hash(const evp_secret *s, const uint8_t *salt, uint8_t *hash) noexcept
    void evp_rc4_rounds(const uint8_t *key, uint8_t *data, int n) noexcept


cdef bint _load():
    """Whether the functions are there and may be used. An interpreter in one piece has _hashlib in itself."""
    cdef bytes path
    if not hasattr(_hashlib, "__file__"):
        return evp_load(NULL) == 0
    path = os.fsencode(_hashlib.__file__)
    return evp_load(path) == 0


AVAILABLE = _load()


cdef void *open_cipher(int bits) noexcept nogil:
    return evp_open(bits)


cdef void close_cipher(void *context) noexcept nogil:
    evp_close(context)


cdef int encipher(
    void *context, const uint8_t *key, const uint8_t *iv, const uint8_t *data, int64_t n, int pad, uint8_t *to,
) noexcept nogil:
    return evp_encrypt(context, key, iv, data, n, pad, to)


def encrypt(bytes key not None, bytes iv not None, bytes data not None, *, bint padded=True):
    """See evp_twin."""
    cdef const uint8_t *keyed = key
    cdef const uint8_t *begin = iv
    cdef const uint8_t *from_ = data
    cdef int64_t n = len(data), missing = EVP_BLOCK - n % EVP_BLOCK if padded else 0
    cdef bytes out = PyBytes_FromStringAndSize(NULL, n + missing)
    cdef void *context
    cdef int failed
    if len(key) not in (16, 32) or len(iv) != EVP_BLOCK or (n + missing) % EVP_BLOCK:
        raise ValueError("a key, vector or data of another size")
    context = evp_open(8 * len(key))
    if context == NULL:
        raise MemoryError()
    failed = evp_encrypt(context, keyed, begin, from_, n, padded, <uint8_t *>PyBytes_AS_STRING(out))
    evp_close(context)
    if failed:
        raise ValueError("the cipher refuses")
    return out


def key_hash(bytes password not None, bytes salt not None, bytes user not None):
    """See evp_twin."""
    cdef uint8_t[EVP_HASH] hash
    cdef evp_secret secret
    cdef const uint8_t *salted = salt
    cdef int failed
    if len(password) > EVP_PASSWORD or len(salt) != EVP_SALT or len(user) > EVP_USER:
        raise ValueError("a password, salt or user of another size")
    secret.password, secret.n = password, <int>len(password)
    secret.user, secret.users = user, <int>len(user)
    with nogil:
        failed = evp_key_hash(&secret, salted, hash)
    if failed:
        raise ValueError("the key can't be hashed")
    return <bytes>hash[:EVP_HASH]


def rc4_rounds(bytes key not None, bytes data not None):
    """See evp_twin."""
    cdef uint8_t[EVP_HASH] out
    cdef const uint8_t *from_ = data
    if len(key) != EVP_BLOCK or len(data) > EVP_HASH:
        raise ValueError("a key or data of another size")
    memcpy(out, from_, len(data))
    evp_rc4_rounds(key, out, <int>len(data))
    return <bytes>out[:len(data)]
