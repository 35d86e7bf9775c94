"""The C types of routes.py."""

from flong.backends.routes_worker cimport Worker


cdef class Routes:
    cdef readonly tuple outlets
    cdef readonly object book
    cdef object _providers, _open, _route, _patience, _loop, _shared, _arrivals, _failure, _changed, _gone
    cdef tuple _names
    cdef dict _lines, _workers
    cdef bint _weighted, _stopping
    cdef long _lost

    cpdef object next_for(self, Worker worker)
    cpdef object heard(self, Worker worker, object item, object receipt)
    cpdef object _enqueue(self, object item, object provider)
    cdef object _count_lost(self, Worker worker, object receipt)
    cdef object _count(self, object outlet)
