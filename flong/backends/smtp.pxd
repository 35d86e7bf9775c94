"""The C types of smtp.py."""

from flong.backends.pool cimport Intake
from flong.backends.session cimport Session
from flong.backends.transaction cimport Dotted


cdef class Lane:
    cdef object _config, _crew, _book, _patience, _hand, _trouble, _error
    cdef set _in_flight
    cdef Intake _intake
    cdef Session _session, _lost_with

    cpdef object finished(self, object receipt)
    cdef bint _filled(self, long long room) except -1
    cdef object _back(self, list mails)
    cdef object _following(self, Session session)
