"""The C types of pool.py."""

cdef class Intake:
    cdef object _crew, _source, _book, _take_now, _taking
    cdef readonly bint over

    cpdef object now(self)
    cdef object _arrived(self, object taking)
