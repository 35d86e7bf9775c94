"""The C types of desk.py."""

cdef class Batch:
    cdef object _slot
    cdef long _left
    cdef readonly object done

    cpdef object leave(self)


cdef class Desk:
    cdef readonly object counts, _ledger, _job, _retry, _watching
    cdef public object failure, on_failure
    cdef public bint halted
    cdef object _items, _news, _lingering
    cdef bint _over
    cdef dict _flights
    cdef list _results, _departures

    cpdef object flush(self)
    cpdef object finished(self, object receipt)
    cpdef object judged(self, object receipt)
    cpdef object _depart(self, object departures, object begun)
    cpdef object _put_off(self, object receipt)
    cpdef object take_now(self, str route)
    cdef object _allowed(self, object items, object reasons)
    cdef object _leave(self, object seq)
