# cython: boundscheck=False, wraparound=False, cdivision=True
"""PBKDF2-HMAC-SHA256 (RFC 8018) of several passwords at a time: see pbkdf2.h. Its twin is `kept.derive`."""

from hashlib import sha256

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t, uint32_t

cdef extern from "pbkdf2.h" nogil:
    int sha256_lanes() noexcept
    void pbkdf2_derive(
        int lanes, const uint8_t *keys, const uint8_t *salts, uint32_t rounds, uint8_t *out,
    ) noexcept

cdef enum:
    KEY = 64
    SALT = 16
    HASH = 32

LANES = sha256_lanes()


def derive(list passwords not None, list salts not None, uint32_t rounds, int lanes=0):
    """The keys, 32 bytes each, of at most `lanes` passwords (bytes) with salts of 16 bytes.

    `lanes` is 4, 8 or 16, and at most LANES, the default. Raises ValueError for other sizes.
    """
    cdef int width = lanes or LANES
    cdef Py_ssize_t n = len(passwords)
    if width not in (4, 8, 16) or width > LANES or n > width or len(salts) != n or rounds < 1:
        raise ValueError("more passwords than lanes, or not as many salts")
    if any(len(salt) != SALT for salt in salts):
        raise ValueError("a salt has 16 bytes")
    cdef bytes keys = b"".join([_block(password) for password in passwords]).ljust(KEY * width, b"\0")
    cdef bytes salted = b"".join(salts).ljust(SALT * width, b"\0")
    cdef bytes found = PyBytes_FromStringAndSize(NULL, HASH * width)
    cdef const uint8_t *key = <const uint8_t *>PyBytes_AS_STRING(keys)
    cdef const uint8_t *salt = <const uint8_t *>PyBytes_AS_STRING(salted)
    cdef uint8_t *out = <uint8_t *>PyBytes_AS_STRING(found)
    with nogil:
        pbkdf2_derive(width, key, salt, rounds, out)
    return [found[HASH * i:HASH * (i + 1)] for i in range(n)]


def _block(bytes password not None):
    """A key of HMAC as a block; a longer one is hashed first (RFC 2104)."""
    return (password if len(password) <= KEY else sha256(password).digest()).ljust(KEY, b"\0")
