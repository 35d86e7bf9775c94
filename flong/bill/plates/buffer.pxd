"""Bytes that grow, for `setting` and `cutting`."""

from libc.stdint cimport uint8_t


cdef class Out:
    cdef uint8_t *p
    cdef Py_ssize_t n, room

    cdef uint8_t *more(self, Py_ssize_t n) except NULL
    cdef int put(self, const void *p, Py_ssize_t n) except -1
    cdef int text(self, bytes s) except -1
    cdef int number(self, double x) except -1
