# cython: boundscheck=False, wraparound=False, cdivision=True
"""Runs a compiled renderer over rows without the GIL; a row that fails leaves nothing in any column."""

from array import array

from cpython cimport array as carray
from cpython.buffer cimport PyBuffer_FillInfo
from libc.stdint cimport int64_t
from libc.stdlib cimport free, malloc

from flong.runtime.core cimport Context, fl_arena_reset, fl_buf, fl_ctx, fl_text, fl_write

cdef carray.array _INTS = array("q")

# What is noted of a failed row: index, code, place, where its reason stands, and its length.
cdef enum:
    FAILURE = 5


cdef struct Job:
    fl_render function
    fl_ctx *c
    int parts
    const char *base
    int64_t stride
    long long *good
    Py_ssize_t n
    long long **offsets
    long long *rendered
    Py_ssize_t done
    long long *failures
    Py_ssize_t failed
    fl_buf reasons


cdef class Bytes:
    """Owns the bytes of one column; read them through a memoryview."""

    cdef char *p
    cdef Py_ssize_t n

    def __getbuffer__(self, Py_buffer *view, int flags):
        PyBuffer_FillInfo(view, self, self.p, self.n, 1, flags)

    def __len__(self):
        return self.n

    def __dealloc__(self):
        free(self.p)


cdef class Renderer:
    """One template's renderer. The module that holds its code must stay loaded."""

    def run(self, Context context, int64_t base, int64_t stride, carray.array good not None):
        """Render the rows `good` (an array of "q") of those that start at address `base`.

        Gives (rendered, columns, failures): the indexes of the rendered rows, for each part its bytes and
        their offsets (one more than rows), and tuples (row, code, place, reason). Pictures are noted in the
        context under the number of the rendered row.
        """
        cdef Job job
        if context.n_parts != self.parts:
            raise ValueError(f"the context has {context.n_parts} columns, the template {self.parts}")
        cdef carray.array rendered = carray.clone(_INTS, len(good), False)
        cdef carray.array failures = carray.clone(_INTS, FAILURE * len(good), False)
        cdef list offsets = [carray.clone(_INTS, len(good) + 1, True) for _ in range(self.parts)]
        job.function, job.c, job.parts = self.function, &context.c, self.parts
        job.base, job.stride = <const char *>base, stride
        job.good, job.n = good.data.as_longlongs, len(good)
        job.rendered, job.failures = rendered.data.as_longlongs, failures.data.as_longlongs
        job.done = job.failed = 0
        job.reasons = fl_buf(NULL, 0, 0)
        job.offsets = <long long **>malloc((self.parts + 1) * sizeof(long long *))
        if job.offsets == NULL:
            raise MemoryError()
        for i in range(self.parts):
            job.offsets[i] = (<carray.array>offsets[i]).data.as_longlongs
        try:
            with nogil:
                _run(&job)
            return _result(&job, rendered, offsets, failures)
        finally:
            free(job.offsets)
            free(job.reasons.p)


cdef Renderer renderer(fl_render function, int parts):
    cdef Renderer made = Renderer.__new__(Renderer)
    made.function = function
    made.parts = parts
    return made


cdef void _run(Job *job) noexcept nogil:
    cdef Py_ssize_t i
    cdef int64_t assets
    cdef fl_ctx *c = job.c
    for i in range(job.n):
        fl_arena_reset(&c.arena)
        c.turns = c.code = c.place = 0
        c.row = <int>job.done
        assets = c.n_assets
        if job.function(c, job.base + job.good[i] * job.stride) == 0:
            _accept(job, job.good[i])
        else:
            _drop(job, job.good[i], assets)


cdef void _accept(Job *job, long long row) noexcept nogil:
    cdef int k
    job.rendered[job.done] = row
    job.done += 1
    for k in range(job.parts):
        job.offsets[k][job.done] = job.c.parts[k].n


cdef void _drop(Job *job, long long row, int64_t assets) noexcept nogil:
    """Take back what the row printed, and note why it failed."""
    cdef int k
    cdef fl_ctx *c = job.c
    cdef long long *note = job.failures + FAILURE * job.failed
    for k in range(job.parts):
        c.parts[k].n = job.offsets[k][job.done]
    if assets < c.n_assets:
        c.asset_data.n = c.assets[assets].at
        c.n_assets = assets
    note[0], note[1], note[2], note[3], note[4] = row, c.code, c.place, job.reasons.n, 0
    if c.reason.p != NULL and fl_write(&job.reasons, c.reason.p, c.reason.n) == 0:
        note[4] = c.reason.n
    c.reason = fl_text(NULL, 0)
    job.failed += 1


cdef tuple _result(Job *job, carray.array rendered, list offsets, carray.array failures):
    cdef Py_ssize_t i
    carray.resize(rendered, job.done)
    for i in range(job.parts):
        carray.resize(offsets[i], job.done + 1)
    columns = [(memoryview(_taken(&job.c.parts[i])), offsets[i]) for i in range(job.parts)]
    return rendered, columns, [_failure(job, job.failures + FAILURE * i) for i in range(job.failed)]


cdef Bytes _taken(fl_buf *column):
    """The column's bytes with their owner; the column starts anew."""
    cdef Bytes taken = Bytes.__new__(Bytes)
    taken.p, taken.n = column.p, column.n
    column[0] = fl_buf(NULL, 0, 0)
    return taken


cdef tuple _failure(Job *job, long long *note):
    cdef bytes reason = job.reasons.p[note[3]:note[3] + note[4]] if note[4] else b""
    return note[0], note[1], note[2], reason.decode()
