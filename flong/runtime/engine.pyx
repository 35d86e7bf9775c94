# cython: boundscheck=False, wraparound=False, cdivision=True
"""Runs a compiled renderer over rows without the GIL; a row that fails leaves nothing in any column."""

from array import array

from cpython cimport array as carray
from cpython.buffer cimport PyBuffer_FillInfo
from libc.stdint cimport int64_t
from libc.stdlib cimport calloc, free, malloc

from flong.runtime.columns cimport Column
from flong.runtime.core cimport (
    FL_MAX_HELD, FL_OK, asset_at, fl_arena_reset, fl_buf, fl_ctx, fl_reserve, fl_text, fl_write,
)
from flong.runtime.rows cimport give_arena, take_arena
from flong.runtime.spin cimport PyThread_get_thread_ident, fl_lock, fl_spin, fl_unlock, pthread_atfork

cdef carray.array _INTS = array("q")

# What is noted of a failed row: index, code, place, where its reason stands, and its length.
cdef enum:
    FAILURE = 5


# Buffers of columns that nobody reads any more: taken again, so that their pages need not be, and by the thread that
# had them before, whose cache may still hold them.
cdef enum:
    POOL = 32
    POOLED_BYTES = 32 << 20
    LARGEST = 8 << 20

cdef fl_spin _lock = 0


cdef void _hold() noexcept nogil:
    fl_lock(&_lock)


cdef void _let_go() noexcept nogil:
    fl_unlock(&_lock)


if pthread_atfork(_hold, _let_go, _let_go):  # or a child may get it locked by a thread that it does not have
    raise MemoryError()

cdef fl_buf[POOL] _pool
cdef unsigned long[POOL] _homes
cdef int _pooled = 0
cdef int64_t _pooled_bytes = 0


cdef void _give(fl_buf buffer, unsigned long home) noexcept nogil:
    global _pooled, _pooled_bytes
    if buffer.p == NULL:
        return
    fl_lock(&_lock)
    if buffer.cap <= LARGEST and _pooled < POOL and _pooled_bytes + buffer.cap <= POOLED_BYTES:
        _pool[_pooled], _homes[_pooled] = buffer, home
        _pooled += 1
        _pooled_bytes += buffer.cap
        buffer.p = NULL
    fl_unlock(&_lock)
    free(buffer.p)


cdef fl_buf _take(int64_t room, unsigned long home) noexcept nogil:
    """An empty buffer: of the pool's the last with so much room that was this thread's, else the last with so much
    room, else its last."""
    global _pooled, _pooled_bytes
    cdef fl_buf taken = fl_buf(NULL, 0, 0)
    cdef int i
    fl_lock(&_lock)
    if _pooled:
        i = _found(room, home)
        _pooled -= 1
        taken = fl_buf(_pool[i].p, 0, _pool[i].cap)
        _pooled_bytes -= taken.cap
        _pool[i], _homes[i] = _pool[_pooled], _homes[_pooled]
    fl_unlock(&_lock)
    return taken


cdef int _found(int64_t room, unsigned long home) noexcept nogil:
    cdef int found = _pooled - 1
    cdef int i = found
    while i >= 0 and not (_pool[i].cap >= room and _homes[i] == home):
        if _pool[i].cap >= room > _pool[found].cap:
            found = i
        i -= 1
    return found if i < 0 else i


cdef class Bytes:
    def __getbuffer__(self, Py_buffer *view, int flags):
        PyBuffer_FillInfo(view, self, self.buffer.p, self.buffer.n, 1, flags)

    def __len__(self):
        return self.buffer.n

    def __dealloc__(self):
        _give(self.buffer, self.home)


cdef Bytes new_bytes(int64_t room):
    cdef Bytes made = Bytes.__new__(Bytes)
    made.home = PyThread_get_thread_ident()
    room = min(room, LARGEST)
    made.buffer = _take(room, made.home)
    if fl_reserve(&made.buffer, room):
        raise MemoryError()
    return made


cdef class Renderer:
    """One template's renderer. The module that holds its code must stay loaded."""

    def __dealloc__(self):
        free(self.learned)

    def job(self, Rows rows, int64_t now, int64_t today, bytes left_out=None):
        """A Job: to render all good rows at `now` (µs since 1970) on the day `today`, all parts but those whose byte
        in `left_out` is 1."""
        if left_out is not None and len(left_out) != self.parts:
            raise ValueError(f"{len(left_out)} bytes tell of {self.parts} parts")
        return _job(self, rows, now, today, left_out)


cdef Renderer renderer(fl_render function, int parts):
    cdef Renderer made = Renderer.__new__(Renderer)
    made.function = function
    made.parts = parts
    made.learned = <int64_t *>calloc(parts + 1, sizeof(int64_t))
    if made.learned == NULL:
        raise MemoryError()
    return made


cdef class Job:
    """Rows to be rendered: where that stands, and what it has to tell."""

    def __dealloc__(self):
        cdef int k
        if self.c.parts != NULL:
            for k in range(self.parts):
                free(self.c.parts[k].p)
        free(self.c.parts)
        free(self.c.assets)
        free(self.c.asset_data.p)
        free(self.offset)
        free(self.rendered)
        free(self.reasons.p)

    def run(self):
        """Bind the rows, if they are not, and render them. Runs beside other threads. See `finish`."""
        if self.begun:
            raise ValueError("a job runs once")
        with nogil:
            self.work()
        self.finish()

    cdef void work(self) noexcept nogil:
        if self.begun:
            return
        self.begun = True
        self.opened = self.rows.open() and self.open()
        if self.opened:
            self.filled = self.rows.fill()
            if self.filled:
                self.render()

    cdef int finish(self) except -1:
        if not self.opened:
            raise MemoryError()
        if not self.filled:
            self.rows.fill_closely()
            with nogil:
                self.render()
        return 0

    cdef bint open(self) noexcept nogil:
        """Take memory, of this thread's; whether there is some."""
        cdef int k
        cdef int64_t room
        self.rendered = <int64_t *>malloc(((1 + FAILURE) * self.n + 1) * sizeof(int64_t))
        self.failures = self.rendered + self.n
        self.home = PyThread_get_thread_ident()
        for k in range(self.parts):
            if self.offset[k] != NULL:
                room = min(self.n * self.renderer.learned[k], LARGEST)
                self.c.parts[k] = _take(room, self.home)
                if fl_reserve(&self.c.parts[k], room):
                    return False
        return self.rendered != NULL

    cdef void learn(self) noexcept nogil:
        """The next columns get room for rows as long as these, and an eighth more."""
        cdef int k
        cdef int64_t bytes
        for k in range(self.parts):
            bytes = self.c.parts[k].n
            if self.done and bytes:
                self.renderer.learned[k] = bytes // self.done + bytes // self.done // 8 + 16

    cdef void render(self) noexcept nogil:
        cdef int64_t i, assets, index
        cdef fl_ctx *c = &self.c
        take_arena(&c.arena, self.home)
        c.arena.most = FL_MAX_HELD
        for i in range(self.rows.count):
            index = self.rows.index(i)
            fl_arena_reset(&c.arena)
            c.turns = c.code = c.place = 0
            c.row = <int>self.done
            assets = c.n_assets
            if self.renderer.function(c, self.rows.row(index)) == FL_OK:
                self.accept(index)
            else:
                self.drop(index, assets)
        c.arena.most = 0
        give_arena(&c.arena, self.home)
        self.learn()

    cdef void accept(self, int64_t index) noexcept nogil:
        cdef int k
        self.rendered[self.done] = index
        self.done += 1
        for k in range(self.parts):
            if self.offset[k] != NULL:
                self.offset[k][self.done] = self.c.parts[k].n

    cdef void drop(self, int64_t index, int64_t assets) noexcept nogil:
        """Take back what the row printed, and note why it failed."""
        cdef int k
        cdef fl_ctx *c = &self.c
        cdef int64_t *note = self.failures + FAILURE * self.failed
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

    def result(self, tuple names not None):
        """What became of it, to be asked once: (rendered, columns, failures, pictures).

        Those are the indexes of the rendered rows, by `names` a Column for each part that is not left out, tuples
        (index, code, place, reason), and tuples (number of the rendered row, kind, id, size, level, data).
        """
        cdef Py_ssize_t i
        cdef list rendered = [self.rendered[i] for i in range(self.done)]
        cdef list failures = [self.failure(i) for i in range(self.failed)]
        return rendered, self.columns(names), failures, [asset_at(&self.c, i) for i in range(self.c.n_assets)]

    cdef dict columns(self, tuple names):
        cdef list wanted = [i for i in range(self.parts) if self.offset[i] != NULL]
        if len(names) != len(wanted):
            raise ValueError(f"{len(names)} names for {len(wanted)} parts")
        return {names[i]: self.taken(wanted[i]) for i in range(len(wanted))}

    cdef Column taken(self, Py_ssize_t k):
        """A column, whose bytes it no longer owns."""
        cdef Column column = Column.__new__(Column)
        cdef Bytes taken = Bytes.__new__(Bytes)
        taken.buffer, taken.home = self.c.parts[k], self.home
        self.c.parts[k] = fl_buf(NULL, 0, 0)
        column.data, column.offsets = memoryview(taken), self.offsets[k]
        if self.done < self.n:
            carray.resize(column.offsets, self.done + 1)
        return column

    cdef tuple failure(self, Py_ssize_t i):
        cdef int64_t *note = self.failures + FAILURE * i
        cdef bytes reason = self.reasons.p[note[3]:note[3] + note[4]] if note[4] else b""
        return note[0], note[1], note[2], reason.decode()


cdef Job _job(Renderer renderer, Rows rows, int64_t now, int64_t today, bytes left_out):
    cdef Job job = Job.__new__(Job)
    cdef carray.array offsets
    cdef int k
    job.renderer, job.parts, job.rows, job.n = renderer, renderer.parts, rows, rows.n
    job.c.now, job.c.today = now, today
    job.c.parts = <fl_buf *>calloc(renderer.parts + 1, sizeof(fl_buf))
    job.offset = <long long **>calloc(renderer.parts + 1, sizeof(long long *))
    if job.c.parts == NULL or job.offset == NULL:
        raise MemoryError()
    if left_out is not None:
        job.left_out, job.c.left_out = left_out, left_out
    job.offsets = [None] * renderer.parts
    for k in range(renderer.parts):
        if left_out is None or not left_out[k]:
            job.offsets[k] = offsets = carray.clone(_INTS, rows.n + 1, False)
            job.offset[k] = offsets.data.as_longlongs
            job.offset[k][0] = 0
    return job
