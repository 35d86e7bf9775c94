# cython: boundscheck=False, wraparound=False, cdivision=True
"""Jobs that several threads do without the GIL, and that their reader takes in order."""

from cpython.pythread cimport (
    NOWAIT_LOCK, WAIT_LOCK, PyThread_acquire_lock, PyThread_allocate_lock, PyThread_free_lock, PyThread_release_lock,
    PyThread_type_lock,
)
from libc.stdint cimport int64_t
from libc.stdlib cimport calloc, free

from flong.runtime.engine cimport Job
from flong.runtime.spin cimport fl_lock, fl_spin, fl_unlock


# A place for a job. `busy` is locked but while a job that is done waits to be told.
cdef struct Place:
    void *job
    PyThread_type_lock busy


cdef class Crew:
    """A ring of jobs. Counted since the first: those `added`, those `begun` by some thread, those `told`."""

    cdef Place *places
    cdef list jobs
    cdef int64_t size, added, begun, told
    cdef fl_spin lock

    def __cinit__(self, int64_t size):
        cdef int64_t i
        if size < 1:
            raise ValueError("a ring has one place at least")
        self.jobs = [None] * size
        self.places = <Place *>calloc(size, sizeof(Place))
        if self.places == NULL:
            raise MemoryError()
        self.size = size
        for i in range(size):
            self.places[i].busy = PyThread_allocate_lock()
            if self.places[i].busy == NULL:
                raise MemoryError()
            PyThread_acquire_lock(self.places[i].busy, NOWAIT_LOCK)

    def __dealloc__(self):
        cdef int64_t i
        for i in range(self.size):
            if self.places[i].busy != NULL:
                PyThread_free_lock(self.places[i].busy)
        free(self.places)

    def __len__(self):
        """How many jobs are not told."""
        return self.added - self.told

    def add(self, Job job):
        """One more job. Raises ValueError when the ring is full."""
        cdef int64_t i = self.added % self.size
        if self.added - self.told == self.size:
            raise ValueError(f"no more than {self.size} jobs are in the works")
        self.jobs[i], self.places[i].job = job, <void *>job
        fl_lock(&self.lock)
        self.added += 1
        fl_unlock(&self.lock)

    def work(self):
        """Do jobs while there are some that nobody has begun."""
        with nogil:
            while self.did_one():
                pass

    def next(self):
        """The first job that was not told, done: by others, while this thread does what it finds, or by this one.

        Raises what the job raises, and IndexError without a job.
        """
        cdef Place *place = &self.places[self.told % self.size]
        cdef Job job
        if self.told == self.added:
            raise IndexError("there is no job")
        with nogil:
            while not PyThread_acquire_lock(place.busy, NOWAIT_LOCK):
                if not self.did_one():
                    PyThread_acquire_lock(place.busy, WAIT_LOCK)
                    break
        job = self.jobs[self.told % self.size]
        self.jobs[self.told % self.size] = None
        self.told += 1
        job.finish()
        return job

    def stop(self):
        """Nobody begins one more of the jobs."""
        fl_lock(&self.lock)
        self.begun = self.added
        fl_unlock(&self.lock)

    cdef bint did_one(self) noexcept nogil:
        """Do the first job that nobody has begun, if there is one."""
        cdef Place *place = NULL
        fl_lock(&self.lock)
        if self.begun < self.added:
            place = &self.places[self.begun % self.size]
            self.begun += 1
        fl_unlock(&self.lock)
        if place == NULL:
            return False
        (<Job>place.job).work()
        PyThread_release_lock(place.busy)
        return True
