"""The C types of session.py."""

from flong.backends.transaction cimport Dotted, Transaction
from flong.backends.wire cimport Wire


cdef class Session(Wire):
    cdef object _flights, _change, _quit, _envelopes, _sink
    cdef list _decided
    cdef bint _closing, _refused, _together
    cdef int _last_code
    cdef long long _window, _half, _most
    cdef str _address, _source
    cdef readonly object peer
    cdef readonly long long sent
    cdef readonly bint worked, chunked
    cdef readonly Dotted waiting

    cpdef object changing(self)
    cpdef Transaction prepare(self, object item)
    cpdef object give(self, object mails)
    cpdef object end(self, Dotted mail, Transaction following)
    cdef object _answered(self, Transaction mail, int code, object said)
    cdef object _tell(self, Transaction mail, object verdict)
    cdef object _receipt(self, object item, object verdict, double start)


cdef object _wake(object future)
