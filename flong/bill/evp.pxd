"""OpenSSL's ciphers in C, for `emit`: see evp.h."""

from libc.stdint cimport int64_t, uint8_t

cdef void *open_cipher(int bits) noexcept nogil
cdef void close_cipher(void *context) noexcept nogil
cdef int encipher(
    void *context, const uint8_t *key, const uint8_t *iv, const uint8_t *data, int64_t n, int pad, uint8_t *to,
) noexcept nogil
