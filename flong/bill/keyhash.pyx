# cython: boundscheck=False, wraparound=False, cdivision=True
"""The key hash of PDF 2.0 of many passwords at a time: see keyhash.h. Its twin is `evp_twin.key_hash`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t
from libc.stdlib cimport calloc, free

cdef extern from "keyhash.h" nogil:
    enum:
        KEYHASH_PASSWORD, KEYHASH_SALT, KEYHASH_USER, KEYHASH_SIZE

    ctypedef struct keyhash_secret:
        const uint8_t *password
        const uint8_t *salt
        const uint8_t *user
        int n
        int users

    int keyhash_lanes() noexcept
    int keyhash_all(int lanes, const keyhash_secret *secrets, int count, uint8_t *out) noexcept

cdef enum:
    MOST = 1 << 20

LANES = keyhash_lanes()


def key_hashes(secrets, int lanes=0):
    """What `evp_twin.key_hash` gives for each (password, salt, user), which are bytes.

    `lanes` is 8 or 16, and at most LANES, the default. Raises ValueError for other sizes, MemoryError.
    """
    cdef tuple all_ = tuple(secrets)  # keeps the bytes while others run
    cdef int width = lanes or LANES
    cdef bytes found
    cdef keyhash_secret *filled
    if width not in (8, 16) or width > LANES or len(all_) > MOST:
        raise ValueError("more lanes than the processor has, or too many passwords")
    found = PyBytes_FromStringAndSize(NULL, KEYHASH_SIZE * len(all_))
    filled = <keyhash_secret *>calloc(len(all_) + 1, sizeof(keyhash_secret))
    if filled == NULL:
        raise MemoryError()
    try:
        _hash(all_, width, filled, <uint8_t *>PyBytes_AS_STRING(found))
    finally:
        free(filled)
    return [found[i:i + KEYHASH_SIZE] for i in range(0, len(found), KEYHASH_SIZE)]


cdef int _hash(tuple secrets, int lanes, keyhash_secret *filled, uint8_t *out) except -1:
    cdef int n = <int>len(secrets), i, failed
    for i in range(n):
        _fill(filled + i, secrets[i])
    with nogil:
        failed = n and keyhash_all(lanes, filled, n, out)
    if failed:
        raise MemoryError()
    return 0


cdef int _fill(keyhash_secret *one, tuple secret) except -1:
    cdef bytes password, salt, user
    password, salt, user = secret
    if password is None or salt is None or user is None:
        raise TypeError("a password, salt or user that is no bytes")
    if len(password) > KEYHASH_PASSWORD or len(salt) != KEYHASH_SALT or len(user) > KEYHASH_USER:
        raise ValueError("a password, salt or user of another size")
    one.password, one.n = password, <int>len(password)
    one.salt = salt
    one.user, one.users = user, <int>len(user)
    return 0
