# cython: boundscheck=False, wraparound=False, cdivision=True
"""SHA-256 of many messages: see hashing.h. Its twin is hashlib."""

from hashlib import sha256

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport int64_t, uint8_t

cdef extern from "hashing.h" nogil:
    enum:
        HASHING_LANES, HASHING_SIZE
    int sha256_lanes() noexcept
    bint hashing_pays() noexcept
    void hashing_hash(int lanes, const uint8_t *const *data, const int64_t *sizes, uint8_t *out) noexcept

ctypedef const uint8_t *start

cdef enum:
    STEP = 5  # what a block in all lanes costs, in blocks hashed by OpenSSL without instructions of its own

LANES = sha256_lanes()
PAYS = hashing_pays()


def sha256_all(list messages not None):
    """The SHA-256 digests of messages (bytes), as hashlib gives them; side by side where that is faster."""
    cdef Py_ssize_t at
    digests = []
    for at in range(0, len(messages), LANES):
        some = messages[at:at + LANES]
        digests += in_lanes(some, LANES) if PAYS and _alike(some) else [sha256(one).digest() for one in some]
    return digests


cdef bint _alike(list messages):
    """Whether the longest message is not so long that the others wait for it."""
    cdef Py_ssize_t size, most = 0, total = 0
    for one in messages:
        size = len(one)
        most = max(most, size)
        total += size
    return total > STEP * most


def in_lanes(list messages not None, int lanes):
    """The digests of at most `lanes` messages (bytes); `lanes` is 4, 8 or 16, and at most LANES. Raises ValueError."""
    cdef start[HASHING_LANES] data
    cdef int64_t[HASHING_LANES] sizes
    cdef uint8_t[HASHING_LANES * HASHING_SIZE] out
    cdef Py_ssize_t n = len(messages), i
    cdef bytes one
    if lanes not in (4, 8, 16) or lanes > LANES or n > lanes:
        raise ValueError("more messages than lanes")
    for i in range(lanes):
        one = messages[i] if i < n else b""
        data[i], sizes[i] = <start>PyBytes_AS_STRING(one), PyBytes_GET_SIZE(one)
    with nogil:
        hashing_hash(lanes, data, sizes, out)
    return [(<const char *>out)[HASHING_SIZE * i:HASHING_SIZE * (i + 1)] for i in range(n)]
