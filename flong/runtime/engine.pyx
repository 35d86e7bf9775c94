# cython: boundscheck=False, wraparound=False, cdivision=True
"""Runs a compiled renderer over rows without the GIL; a row that fails leaves nothing in any column."""

from array import array

from cpython cimport array as carray
from cpython.buffer cimport PyBuffer_FillInfo
from libc.stdint cimport int64_t
from libc.stdlib cimport calloc, free

from flong.runtime.core cimport FL_OK, Context, fl_arena_reset, fl_buf, fl_ctx, fl_reserve, fl_text, fl_write
from flong.runtime.rows cimport Rows

cdef carray.array _INTS = array("q")

# What is noted of a failed row: index, code, place, where its reason stands, and its length.
cdef enum:
    FAILURE = 5


# Buffers of columns that nobody reads any more: taken again, so that their pages need not be.
cdef enum:
    POOL = 32
    POOLED_BYTES = 32 << 20
    LARGEST = 8 << 20

cdef fl_buf[POOL] _pool
cdef int _pooled = 0
cdef int64_t _pooled_bytes = 0


cdef void _give(fl_buf buffer) noexcept:
    global _pooled, _pooled_bytes
    if buffer.cap > LARGEST or _pooled == POOL or _pooled_bytes + buffer.cap > POOLED_BYTES:
        free(buffer.p)
    elif buffer.p != NULL:
        _pool[_pooled] = buffer
        _pooled += 1
        _pooled_bytes += buffer.cap


cdef fl_buf _take(int64_t room) noexcept:
    """An empty buffer: of the pool's the last with so much room, else its last."""
    global _pooled, _pooled_bytes
    cdef int i = _pooled - 1
    cdef fl_buf taken
    while i > 0 and _pool[i].cap < room:
        i -= 1
    if i < 0:
        return fl_buf(NULL, 0, 0)
    if _pool[i].cap < room:
        i = _pooled - 1
    taken = _pool[i]
    _pooled -= 1
    _pooled_bytes -= taken.cap
    _pool[i] = _pool[_pooled]
    return fl_buf(taken.p, 0, taken.cap)


cdef class Bytes:
    def __getbuffer__(self, Py_buffer *view, int flags):
        PyBuffer_FillInfo(view, self, self.buffer.p, self.buffer.n, 1, flags)

    def __len__(self):
        return self.buffer.n

    def __dealloc__(self):
        _give(self.buffer)


cdef Bytes new_bytes(int64_t room):
    cdef Bytes made = Bytes.__new__(Bytes)
    room = min(room, LARGEST)
    made.buffer = _take(room)
    if fl_reserve(&made.buffer, room):
        raise MemoryError()
    return made


cdef class Renderer:
    """One template's renderer. The module that holds its code must stay loaded."""

    def __dealloc__(self):
        free(self.learned)

    def run(self, Context context, Rows rows, bytes left_out=None):
        """Render all good rows into the context's columns, which must be as many as the template's parts, but for
        the parts whose byte in `left_out` is 1.

        Gives (rendered, columns, failures): the indexes of the rendered rows, for each part that is not left out its
        bytes and their offsets (one more than rows), and tuples (index, code, place, reason). Pictures are noted in
        the context under the number of the rendered row.
        """
        if context.n_parts != self.parts:
            raise ValueError(f"the context has {context.n_parts} columns, the template {self.parts}")
        if left_out is not None and len(left_out) != self.parts:
            raise ValueError(f"{len(left_out)} bytes tell of {self.parts} parts")
        cdef _Job job = _Job().prepared(self, context, rows, left_out)
        if left_out is not None:
            context.c.left_out = left_out
        with nogil:
            job.run()
        context.c.left_out = NULL
        job.learn(self)
        return job.result()


cdef Renderer renderer(fl_render function, int parts):
    cdef Renderer made = Renderer.__new__(Renderer)
    made.function = function
    made.parts = parts
    made.learned = <int64_t *>calloc(parts + 1, sizeof(int64_t))
    if made.learned == NULL:
        raise MemoryError()
    return made


cdef class _Job:
    """One run: where it stands, and what it has to tell."""

    cdef fl_render function
    cdef fl_ctx *c
    cdef Context context
    cdef Rows rows
    cdef int parts
    cdef carray.array rendered, failures
    cdef list offsets
    cdef long long **offset
    cdef Py_ssize_t n, done, failed
    cdef fl_buf reasons

    def __cinit__(self):
        self.reasons = fl_buf(NULL, 0, 0)

    cdef _Job prepared(self, Renderer renderer, Context context, Rows rows, bytes left_out):
        cdef int k
        self.function, self.context, self.rows = renderer.function, context, rows
        self.c, self.parts, self.n = &context.c, context.n_parts, len(rows.good)
        self.rendered = carray.clone(_INTS, self.n, False)
        self.failures = carray.clone(_INTS, FAILURE * self.n, False)
        self.offsets = [None] * self.parts
        self.offset = <long long **>calloc(self.parts + 1, sizeof(long long *))
        if self.offset == NULL:
            raise MemoryError()
        for k in range(self.parts):
            if left_out is None or not left_out[k]:
                self.column(k, min(self.n * renderer.learned[k], LARGEST))
        return self

    cdef int column(self, int k, int64_t room) except -1:
        """Offsets and room for part `k`."""
        cdef carray.array offsets = carray.clone(_INTS, self.n + 1, False)
        offsets.data.as_longlongs[0] = 0
        self.offsets[k], self.offset[k] = offsets, offsets.data.as_longlongs
        if self.c.parts[k].p == NULL:
            self.c.parts[k] = _take(room)
            if fl_reserve(&self.c.parts[k], room):
                raise MemoryError()
        return 0

    cdef void learn(self, Renderer renderer) noexcept:
        """The next columns get room for rows as long as these, and an eighth more."""
        cdef int k
        cdef int64_t bytes
        for k in range(self.parts):
            bytes = self.c.parts[k].n
            if self.done and bytes:
                renderer.learned[k] = bytes // self.done + bytes // self.done // 8 + 16

    def __dealloc__(self):
        free(self.offset)
        free(self.reasons.p)

    cdef void run(self) noexcept nogil:
        cdef Py_ssize_t i
        cdef int64_t assets, index
        cdef fl_ctx *c = self.c
        for i in range(self.n):
            index = self.rows.good.data.as_longlongs[i]
            fl_arena_reset(&c.arena)
            c.turns = c.code = c.place = 0
            c.row = <int>self.done
            assets = c.n_assets
            if self.function(c, self.rows.row(index)) == FL_OK:
                self.accept(index)
            else:
                self.drop(index, assets)

    cdef void accept(self, int64_t index) noexcept nogil:
        cdef int k
        self.rendered.data.as_longlongs[self.done] = index
        self.done += 1
        for k in range(self.parts):
            if self.offset[k] != NULL:
                self.offset[k][self.done] = self.c.parts[k].n

    cdef void drop(self, int64_t index, int64_t assets) noexcept nogil:
        """Take back what the row printed, and note why it failed."""
        cdef int k
        cdef fl_ctx *c = self.c
        cdef long long *note = self.failures.data.as_longlongs + FAILURE * self.failed
        for k in range(self.parts):
            c.parts[k].n = self.offset[k][self.done] if self.offset[k] != NULL else 0
        if assets < c.n_assets:
            c.asset_data.n = c.assets[assets].at
            c.n_assets = assets
        note[0], note[1], note[2], note[3], note[4] = index, c.code, c.place, self.reasons.n, 0
        if c.reason.p != NULL and fl_write(&self.reasons, c.reason.p, c.reason.n) == FL_OK:
            note[4] = c.reason.n
        c.reason = fl_text(NULL, 0)
        self.failed += 1

    cdef tuple result(self):
        cdef Py_ssize_t i
        cdef list rendered = [self.rendered.data.as_longlongs[i] for i in range(self.done)]
        columns = [self.taken(i) for i in range(self.parts) if self.offset[i] != NULL]
        return rendered, columns, [self.failure(i) for i in range(self.failed)]

    cdef tuple taken(self, Py_ssize_t k):
        cdef carray.array offsets = self.offsets[k]
        if self.failed:
            carray.resize(offsets, self.done + 1)
        return memoryview(_taken(&self.c.parts[k])), offsets

    cdef tuple failure(self, Py_ssize_t i):
        cdef long long *note = self.failures.data.as_longlongs + FAILURE * i
        cdef bytes reason = self.reasons.p[note[3]:note[3] + note[4]] if note[4] else b""
        return note[0], note[1], note[2], reason.decode()


cdef Bytes _taken(fl_buf *column):
    """The column's bytes with their owner; the column starts anew."""
    cdef Bytes taken = Bytes.__new__(Bytes)
    taken.buffer = column[0]
    column[0] = fl_buf(NULL, 0, 0)
    return taken
