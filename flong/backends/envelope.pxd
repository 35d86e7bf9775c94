"""The C types of envelope.py."""

cdef class Envelopes:
    cdef object _extensions, _notices
    cdef long long _limit
    cdef bint _sized

    cpdef object of(self, object item)
