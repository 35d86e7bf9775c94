"""A lock that is held for a few instructions."""

cdef extern from "spin.h" nogil:
    ctypedef char fl_spin
    void fl_lock(fl_spin *lock) noexcept
    void fl_unlock(fl_spin *lock) noexcept

cdef extern from "<pthread.h>" nogil:
    int pthread_atfork(void (*before)() noexcept nogil, void (*parent)() noexcept nogil, void (*child)() noexcept nogil)

cdef extern from "Python.h" nogil:
    # Needs no GIL.
    unsigned long PyThread_get_thread_ident() noexcept
