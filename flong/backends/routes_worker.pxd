"""The C types of routes_worker.py."""

cdef class Worker:
    cdef readonly object outlet, line, backend
    cdef readonly long long left
    cdef readonly bint idle, fresh
    cdef public bint dismissed, lost
    cdef object _dispatcher, _called
    cdef dict _held

    cpdef object call(self)
    cpdef object take_now(self, str route)
    cpdef object finished(self, object receipt)
