# cython: boundscheck=False, wraparound=False, cdivision=True
"""Bytes that grow, and numbers in them as PDF has them."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.math cimport fabs, floor
from libc.stdint cimport int64_t, uint8_t
from libc.stdlib cimport free, realloc
from libc.string cimport memcpy

from flong.bill.plates.tape import printed


cdef class Out:
    """Bytes that grow."""

    def __dealloc__(self):
        free(self.p)

    cdef uint8_t *more(self, Py_ssize_t n) except NULL:
        """A place for `n` bytes, behind those that are there."""
        cdef Py_ssize_t room
        cdef uint8_t *p
        if self.p == NULL or n > self.room - self.n:
            room = 2 * (self.n + n) + 1024
            p = <uint8_t *>realloc(self.p, room)
            if p == NULL:
                raise MemoryError()
            self.p, self.room = p, room
        p = self.p + self.n
        self.n += n
        return p

    cdef int put(self, const void *p, Py_ssize_t n) except -1:
        memcpy(self.more(n), p, n)
        return 0

    cdef int text(self, bytes s) except -1:
        return self.put(PyBytes_AS_STRING(s), PyBytes_GET_SIZE(s))

    cdef int number(self, double x) except -1:
        """`x` as pydyf prints it. What lies so near to the middle of two decimals that the product may have crossed
        it, and what is huge, Python prints."""
        cdef double scaled = fabs(x) * 1e6
        cdef uint8_t[24] room
        cdef uint8_t *end = &room[24]
        cdef uint8_t *at = end
        cdef int64_t units, whole
        if not scaled < 1e12 or fabs(scaled - floor(scaled) - 0.5) < 1e-3:
            return self.text(printed(x))
        units = <int64_t>floor(scaled + 0.5)
        whole = units // 1000000
        if floor(x) != x:
            at = _decimals(units % 1000000, at)
        at = _digits(whole, at)
        if x < 0:
            at -= 1
            at[0] = c"-"
        return self.put(at, end - at)


cdef uint8_t *_decimals(int64_t value, uint8_t *at) noexcept:
    """The six decimals without the zeros at their end, and the point, written before `at`: where they begin."""
    cdef int _i
    cdef bint shown = False
    for _i in range(6):
        shown = shown or value % 10 != 0
        if shown:
            at -= 1
            at[0] = <uint8_t>(c"0" + value % 10)
        value //= 10
    at -= 1
    at[0] = c"."
    return at


cdef uint8_t *_digits(int64_t value, uint8_t *at) noexcept:
    while True:
        at -= 1
        at[0] = <uint8_t>(c"0" + value % 10)
        value //= 10
        if not value:
            return at
