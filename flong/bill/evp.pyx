# cython: boundscheck=False, wraparound=False, cdivision=True
"""AES-CBC by OpenSSL without an object of its own for each piece of data, see evp.h."""

import os

from libc.stdint cimport int64_t, uint8_t

import _hashlib

cdef extern from "evp.h" nogil:
    int evp_load(const char *path) noexcept
    void *evp_open(int bits) noexcept
    void evp_close(void *c) noexcept
    int evp_encrypt(
        void *c, const uint8_t *key, const uint8_t *iv, const uint8_t *data, int64_t n, int pad, uint8_t *to,
    ) noexcept


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


cdef int encrypt(
    void *context, const uint8_t *key, const uint8_t *iv, const uint8_t *data, int64_t n, int pad, uint8_t *to,
) noexcept nogil:
    return evp_encrypt(context, key, iv, data, n, pad, to)
