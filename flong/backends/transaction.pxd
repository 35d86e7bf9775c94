"""The C types of transaction.py."""

from flong.backends.wire cimport Wire

cdef class Transaction:
    cdef readonly object item, envelope
    cdef readonly double start
    cdef public int stage, easy
    cdef public long long end
    cdef public bint taken
    cdef public object refusal
    cdef readonly int refused

    cpdef object answered(self, int code, object said)
    cpdef object judged(self)
    cdef object _note(self, object said)


cdef class Chunked(Transaction):
    cpdef object begin_afresh(self)
    cpdef tuple text(self)


cdef class Dotted(Transaction):
    cdef Wire _wire
    cdef bint _together
    cdef public object verdict
    cdef object _of_envelope(self, int code, object said)
    cdef object _opened(self, int code)
    cdef object _reset(self, int code)
    cdef object _of_message(self, int code, object reply)
    cdef bytes _body(self)
