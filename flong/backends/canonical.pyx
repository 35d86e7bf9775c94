# cython: boundscheck=False, wraparound=False, cdivision=True
"""Canonical forms of DKIM in one pass of C: see canonical.h, and canonical_twin.py for what they mean."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport int64_t, uint8_t

cdef extern from "canonical.h" nogil:
    int64_t dkim_simple_body(const uint8_t *p, int64_t n) noexcept
    int64_t dkim_relaxed_body(const uint8_t *p, int64_t n, uint8_t *out) noexcept
    int64_t dkim_relaxed_head(const uint8_t *p, int64_t n, uint8_t *out) noexcept
    int64_t dkim_head_size(const uint8_t *p, int64_t n) noexcept
    int64_t dkim_names(const uint8_t *p, int64_t n, uint8_t *out) noexcept

ctypedef int64_t (*canonical_form)(const uint8_t *p, int64_t n, uint8_t *out) noexcept nogil


def simple_body(body not None):
    """See canonical_twin. Of a memoryview its beginning: nothing is copied."""
    cdef const uint8_t[::1] data = body
    cdef int64_t n = data.shape[0]
    if not n:
        return b"\r\n"
    with nogil:
        n = dkim_simple_body(&data[0], n)
    if n < 0:
        raise ValueError("a body whose lines do not all end with CRLF")
    return body[:n]


def relaxed_body(const uint8_t[::1] body not None):
    """See canonical_twin."""
    found = _canonical(body, dkim_relaxed_body)
    if found is None:
        raise ValueError("a body whose lines do not all end with CRLF")
    return found


def relaxed_head(const uint8_t[::1] head not None):
    """See canonical_twin."""
    found = _canonical(head, dkim_relaxed_head)
    if found is None:
        raise ValueError("header fields that can't be signed")
    return found


def head_size(const uint8_t[::1] message not None):
    """See canonical_twin."""
    return dkim_head_size(&message[0], message.shape[0]) if message.shape[0] else 0


def names_of(const uint8_t[::1] head not None):
    """See canonical_twin."""
    return _canonical(head, dkim_names)


cdef bytes _canonical(const uint8_t[::1] data, canonical_form form):
    """What `form` writes, or None when it refuses."""
    cdef int64_t n = data.shape[0]
    cdef bytes out
    cdef uint8_t *to
    if not n:
        return b""
    out = PyBytes_FromStringAndSize(NULL, n)
    to = <uint8_t *>PyBytes_AS_STRING(out)
    with nogil:
        n = form(&data[0], n, to)
    return None if n < 0 else out[:n]
