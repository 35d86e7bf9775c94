# cython: boundscheck=False, wraparound=False, cdivision=True
"""What the bytes of a message hold, in one pass; see scan.h."""

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from libc.stdint cimport int64_t, uint8_t

cdef extern from "scan.h" nogil:
    enum:
        SCAN_STRANGE, SCAN_LONG, SCAN_EIGHT, SCAN_DOT
    int scan_message(const uint8_t *p, int64_t n, int64_t longest) noexcept

STRANGE, LONG, EIGHT, DOT = SCAN_STRANGE, SCAN_LONG, SCAN_EIGHT, SCAN_DOT


def scan(data, int64_t longest):
    """The flags of `data` (bytes-like): STRANGE for NUL, a line end that is not CRLF, or none at the end; LONG for a
    line over `longest` bytes; EIGHT for a byte above 127; DOT for a line that begins with a dot."""
    cdef Py_buffer view
    PyObject_GetBuffer(data, &view, PyBUF_SIMPLE)
    cdef int found = scan_message(<const uint8_t *>view.buf, view.len, longest)
    PyBuffer_Release(&view)
    return found
