"""The C types of wire.py."""

cdef class Wire:
    cdef object _transport, _loop, _alarm
    cdef int _fd, _code
    cdef bytes _rest
    cdef list _lines
    cdef long long _written, _unsent, _unseen
    cdef double _since
    cdef bint _plain
    cdef public double shortest
    cdef public object error
    cdef public bint paused

    cpdef object replied(self, int code, object said)
    cpdef object changed(self)
    cpdef long long write(self, bytes data) except -1
    cpdef bint left(self, long long end) except -1
    cpdef object fail(self, object error)
    cpdef object data_received(self, object data)
    cdef object _line(self, bytes raw)
    cdef long long _outstanding(self) except -1
    cdef object _set_alarm(self, double at)


cdef int code_of(bytes line) except -1
