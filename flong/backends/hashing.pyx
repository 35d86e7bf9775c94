# cython: boundscheck=False, wraparound=False, cdivision=True
"""SHA-256 of many messages: see hashing.h; and what digests are written as. Their twins are hashlib and base64."""

from hashlib import sha256

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_AS_STRING
from libc.stdint cimport int64_t, uint8_t, uint64_t

cdef extern from "hashing.h" nogil:
    enum:
        HASHING_LANES, HASHING_SIZE
    int hashing_ways() noexcept
    int hashing_lanes(int way) noexcept
    bint hashing_pays() noexcept
    void hashing_hash(int way, const uint8_t *const *data, const int64_t *sizes, uint8_t *out) noexcept

ctypedef const uint8_t *start

cdef enum:
    STEP = 5  # what a block in all lanes costs, in blocks hashed by OpenSSL without instructions of its own

WAYS = hashing_ways()
PAYS = hashing_pays()


def sha256_all(list messages not None):
    """The SHA-256 digests of messages (bytes-like), as hashlib gives them; side by side where that is faster."""
    cdef Py_ssize_t at
    cdef int best = hashing_ways() - 1, lanes = hashing_lanes(best)
    digests = []
    for at in range(0, len(messages), lanes):
        some = messages[at:at + lanes]
        digests += in_lanes(some, best) if PAYS and _alike(some) else [sha256(one).digest() for one in some]
    return digests


cdef bint _alike(list messages):
    """Whether the longest message is not so long that the others wait for it."""
    cdef Py_ssize_t size, most = 0, total = 0
    for one in messages:
        size = len(one)
        most = max(most, size)
        total += size
    return total > STEP * most


def in_lanes(list messages not None, int way):
    """The digests of at most 8 messages (bytes-like), or 4 for `way` 0; a way is below WAYS. Raises ValueError."""
    cdef start[HASHING_LANES] data
    cdef int64_t[HASHING_LANES] sizes
    cdef uint8_t[HASHING_LANES * HASHING_SIZE] out
    cdef Py_buffer[HASHING_LANES] views
    cdef Py_ssize_t n = len(messages), held = 0, i
    if not 0 <= way < WAYS or n > hashing_lanes(way):
        raise ValueError("more messages than lanes")
    try:
        for i in range(hashing_lanes(way)):
            data[i], sizes[i] = NULL, 0
            if i < n:
                PyObject_GetBuffer(messages[i], &views[i], PyBUF_SIMPLE)
                data[i], sizes[i], held = <start>views[i].buf, views[i].len, i + 1
        with nogil:
            hashing_hash(way, data, sizes, out)
    finally:
        for i in range(held):
            PyBuffer_Release(&views[i])
    return [(<const char *>out)[HASHING_SIZE * i:HASHING_SIZE * (i + 1)] for i in range(n)]


def base32(bytes data not None):
    """`data` in small letters and digits (RFC 4648, section 6); its size is a multiple of 5, at most 40."""
    cdef const char *digits = b"abcdefghijklmnopqrstuvwxyz234567"
    cdef const uint8_t *p = <const uint8_t *>PyBytes_AS_STRING(data)
    cdef Py_ssize_t n = len(data)
    cdef Py_ssize_t i, k
    cdef uint64_t five
    cdef char[64] out
    if n % 5 or n > 40:
        raise ValueError("base32 is written of 5, 10, … 40 bytes")
    for i in range(n // 5):
        five = 0
        for k in range(5):
            five = five << 8 | p[5 * i + k]
        for k in range(8):
            out[8 * i + k] = digits[five >> (35 - 5 * k) & 31]
    return out[:8 * (n // 5)].decode("ascii")
