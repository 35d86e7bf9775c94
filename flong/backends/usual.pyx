# cython: boundscheck=False, wraparound=False, cdivision=True
"""The envelopes of usual mails in one step; envelope.py says what they are, and decides about all others."""

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport int64_t, uint8_t
from libc.stdio cimport snprintf

cdef extern from "scan.h" nogil:
    enum:
        SCAN_DOT
    int scan_message(const uint8_t *p, int64_t n, int64_t longest) noexcept

cdef extern from "usual.h" nogil:
    enum:
        USUAL_ADDRESS
    bint usual_address(const uint8_t *p, int64_t n) noexcept

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text) noexcept

cdef enum:
    ROOM = USUAL_ADDRESS + 64  # for a line: a verb and SIZE beside the address


def usual_lines(str sender not None, str recipient not None, data, int64_t longest, int64_t limit, bint sized):
    """MAIL and RCPT for a message from and to plain addresses (or from nobody) whose `data` (bytes-like) are ASCII
    lines of at most `longest` bytes, no more than `limit` in all (0: any number), and whether one begins with a dot.
    `sized`: MAIL tells their number. None: something is not usual."""
    if not (_is_usual(sender) or not sender) or not _is_usual(recipient):
        return None
    cdef Py_buffer view
    PyObject_GetBuffer(data, &view, PyBUF_SIMPLE)
    cdef int64_t size = view.len
    cdef int found = scan_message(<const uint8_t *>view.buf, size, longest)
    PyBuffer_Release(&view)
    if found & ~SCAN_DOT or 0 < limit < size:
        return None
    return _mail(sender, size if sized else -1), _rcpt(recipient), found != 0


cdef bint _is_usual(str text) except -1:
    cdef Py_ssize_t n = 0
    if not PyUnicode_IS_ASCII(text):
        return False
    cdef const char *p = PyUnicode_AsUTF8AndSize(text, &n)
    return usual_address(<const uint8_t *>p, n)


cdef bytes _mail(str sender, int64_t size):
    """`size`: below 0, it is not told."""
    cdef char line[ROOM]
    cdef const char *address = PyUnicode_AsUTF8AndSize(sender, NULL)
    cdef int n
    if size < 0:
        n = snprintf(line, ROOM, b"MAIL FROM:<%s>", address)
    else:
        n = snprintf(line, ROOM, b"MAIL FROM:<%s> SIZE=%lld", address, <long long>size)
    return PyBytes_FromStringAndSize(line, n)


cdef bytes _rcpt(str recipient):
    cdef char line[ROOM]
    cdef int n = snprintf(line, ROOM, b"RCPT TO:<%s>", PyUnicode_AsUTF8AndSize(recipient, NULL))
    return PyBytes_FromStringAndSize(line, n)
