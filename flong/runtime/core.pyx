# cython: boundscheck=False, wraparound=False, cdivision=True
"""The context of a rendering: memory, clock, output columns, noted pictures."""

from libc.stdlib cimport calloc, free

from flong.runtime.reasons import REASONS

ABI = FL_ABI


class Reject(Exception):
    """A record can't be rendered. `code` is a FL_* code, `reason` its text (or the template's own)."""

    def __init__(self, code, reason=None):
        self.code = code
        self.reason = REASONS[code] if reason is None else reason
        super().__init__(self.reason)


cdef class Context:
    """Owns one fl_ctx. `now` is µs since 1970-01-01T00:00Z, `today` days since 1970-01-01."""

    def __init__(self, int64_t now=0, int64_t today=0, int parts=0):
        if self.c.parts != NULL or parts < 0:
            raise ValueError("a context is set up once, with 0 or more parts")
        self.c.now = now
        self.c.today = today
        self.c.arena.most = FL_MAX_HELD
        self.c.parts = <fl_buf *>calloc(parts + 1, sizeof(fl_buf))
        if self.c.parts == NULL:
            raise MemoryError()
        self.n_parts = parts

    def __dealloc__(self):
        cdef int i
        for i in range(self.n_parts):
            free(self.c.parts[i].p)
        free(self.c.parts)
        free(self.c.assets)
        free(self.c.asset_data.p)
        fl_arena_free(&self.c.arena)

    cdef int check(self, int code) except -1:
        """Raises Reject unless `code` is FL_OK."""
        if code == FL_OK:
            return 0
        if self.c.reason.p != NULL and code in (FL_REJECTED, FL_SKIPPED):
            raise Reject(code, self.c.reason.p[:self.c.reason.n].decode())
        raise Reject(code)

    def reset(self):
        """Forget the values of the last record; memory is kept for the next."""
        fl_arena_reset(&self.c.arena)
        self.c.turns = 0
        self.c.code = 0
        self.c.place = 0
        self.c.reason = fl_text(NULL, 0)

    def turn(self):
        """Count one loop turn. Raises Reject beyond ten million."""
        self.check(fl_turn(&self.c))

    @property
    def now(self):
        return self.c.now

    @property
    def today(self):
        return self.c.today

    @property
    def row(self):
        """The number of the row being rendered; pictures are noted under it."""
        return self.c.row

    @row.setter
    def row(self, int32_t value):
        self.c.row = value

    def assets(self):
        """The pictures noted so far: tuples (row, kind, id, size, level, data)."""
        return [asset_at(&self.c, i) for i in range(self.c.n_assets)]

    def drop_assets(self, int64_t keep):
        """Forget all pictures but the first `keep`, as when a record fails."""
        if 0 <= keep < self.c.n_assets:
            self.c.asset_data.n = self.c.assets[keep].at
            self.c.n_assets = keep


cdef tuple asset_at(const fl_ctx *c, Py_ssize_t i):
    cdef const fl_asset *a = &c.assets[i]
    cdef bytes data = c.asset_data.p[a.at:a.at + a.n]
    return a.row, a.kind, a.id[:32].decode("ascii"), a.size, a.level, data
