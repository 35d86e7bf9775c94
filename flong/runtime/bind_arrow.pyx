# cython: boundscheck=False, wraparound=False, cdivision=True
"""Arrow streams to rows: texts stay in their buffers, which live as long as the rows; no pyarrow is needed.

Columns are bound one by one, without the GIL, by the kernels of arrow_bind.h; a column with a value that these can't
bind is bound again by arrow_values.pyx.
"""

from cpython.pycapsule cimport PyCapsule_GetPointer
from libc.stdint cimport INT64_MAX, int64_t
from libc.string cimport memset

from datetime import UTC

from flong.runtime.arrow cimport (
    ARROW_ABSENT, ARROW_FIXED_LIST, ARROW_LARGE_LIST_VIEW, ARROW_LARGE_UTF8, ARROW_LIST_VIEW, ARROW_STRUCT, ARROW_UTF8,
    ARROW_UTF8_VIEW, FL_CLOSER, Column, Table, bind_table, entries_in, fl_array, fl_binding, fl_column, fl_entries,
    fl_schema, fl_stream, match_table, utf8_has_avx2, utf8_kind,
)
from flong.runtime.arrow_values cimport Closely, null_records
from flong.runtime.core cimport fl_alloc, fl_arena, fl_arena_free
from flong.runtime.rows cimport Memory, Plan, Rows, new_memory, plan_of, set_up

from flong.errors import DataError
from flong.runtime.resolve.zones import zone_of, zone_table


cdef class Stream:
    """Owns an Arrow stream and its schema."""
    cdef fl_stream stream
    cdef fl_schema schema

    def __dealloc__(self):
        if self.schema.release != NULL:
            self.schema.release(&self.schema)
        if self.stream.release != NULL:
            self.stream.release(&self.stream)

    cdef Batch next(self):
        """The next array, or None at the end."""
        cdef Batch batch = Batch.__new__(Batch)
        cdef int code
        with nogil:
            code = self.stream.get_next(&self.stream, &batch.array)
        if code:
            raise DataError(f"the Arrow stream failed: {self.error()}")
        return batch if batch.array.release != NULL else None

    cdef str error(self):
        cdef const char *text = self.stream.get_last_error(&self.stream)
        return text.decode(errors="replace") if text != NULL else "no reason given"


cdef class Batch:
    """Owns one Arrow array, and what its dictionaries hold: for C, and in `known` what was read in Python."""
    cdef fl_array array
    cdef fl_arena arena
    cdef Memory entries
    cdef dict known

    def __dealloc__(self):
        fl_arena_free(&self.arena)
        if self.array.release != NULL:
            self.array.release(&self.array)

    cdef Batch opened(self, Table table):
        """Ready to be bound. Raises DataError when the array isn't what the schema said."""
        self.entries = new_memory(len(table.dictionaries) * sizeof(fl_entries))
        self.known = {}
        _check_shape("table", &self.array, 0, 0)
        self.children(table.columns, &self.array)
        return self

    cdef int children(self, tuple columns, const fl_array *a) except -1:
        """The columns of a struct."""
        cdef Column column
        for column in columns:
            if column.c.bind == NULL:
                continue
            if column.c.child >= a.n_children or a.children == NULL:
                raise DataError(f"column `{column.place}` is missing in a batch")
            self.column(column, a.children[column.c.child], a.offset + a.length)
        return 0

    cdef int column(self, Column column, const fl_array *a, int64_t wanted) except -1:
        """An array that has to hold `wanted` values, and those below it."""
        cdef const fl_column *c = &column.c
        if a == NULL or a.length < wanted:
            raise DataError(f"column `{column.place}` is shorter than its table")
        _check_values(column.place, a, c.indexes if c.indexes != ARROW_ABSENT else c.storage)
        if c.indexes != ARROW_ABSENT:
            return self.dictionary(column, a.dictionary)
        if c.storage == ARROW_STRUCT:
            return self.children(column.columns, a)
        return self.items(column, a) if column.columns else 0

    cdef int dictionary(self, Column column, const fl_array *a) except -1:
        if a == NULL:
            raise DataError(f"column `{column.place}` has no dictionary")
        _check_values(column.place, a, column.c.storage)
        if a.length:  # or there may be no buffers, and there are no entries
            with nogil:
                (<fl_entries *>self.entries.p)[column.c.entries] = entries_in(&column.c, a, &self.arena)
        return 0

    cdef int items(self, Column column, const fl_array *a) except -1:
        """The items of lists. Where spans of them lie is checked when they are bound."""
        cdef Column item
        cdef int64_t wanted = 0
        if column.c.storage == ARROW_FIXED_LIST and column.c.items:
            if a.offset + a.length > INT64_MAX // column.c.items:
                raise DataError(f"column `{column.place}` has a broken length")
            wanted = (a.offset + a.length) * column.c.items
        if a.n_children < 1 or a.children == NULL or a.children[0] == NULL or a.children[0].length < wanted:
            raise DataError(f"column `{column.place}` has no items")
        if column.c.scalar:
            item = column.columns[0]
            return 0 if item.c.bind == NULL else self.column(item, a.children[0], wanted)
        _check_shape(column.place, a.children[0], 1, 0)
        return self.children(column.columns, a.children[0])


cdef int _check_shape(str place, const fl_array *a, int buffers, int given) except -1:
    """What all arrays have: lengths and a number of buffers, of which those from 1 to `given` are needed for values."""
    cdef int k
    if not (0 <= a.length <= INT64_MAX >> 8 and 0 <= a.offset <= INT64_MAX >> 8):
        raise DataError(f"column `{place}` has a broken length")
    if a.n_buffers < buffers or (a.n_buffers and a.buffers == NULL):
        raise DataError(f"column `{place}` has too few buffers")
    for k in range(1, given + 1):
        if a.buffers[k] == NULL and a.length:
            raise DataError(f"column `{place}` lacks a buffer")
    return 0


cdef int _check_values(str place, const fl_array *a, int storage) except -1:
    """`_check_shape` of an array that stores values so. The bytes of texts may be none."""
    if storage == ARROW_UTF8_VIEW and a.n_buffers > 3 and a.buffers != NULL and a.buffers[a.n_buffers - 1] == NULL:
        raise DataError(f"column `{place}` lacks a buffer")
    if storage == ARROW_UTF8_VIEW or storage == ARROW_UTF8 or storage == ARROW_LARGE_UTF8:
        return _check_shape(place, a, 3, 1)
    if storage == ARROW_LIST_VIEW or storage == ARROW_LARGE_LIST_VIEW:
        return _check_shape(place, a, 3, 2)
    if storage == ARROW_FIXED_LIST or storage == ARROW_STRUCT:
        return _check_shape(place, a, 1, 0)
    return _check_shape(place, a, 2, 1)


cdef class Reader:
    """Cuts an Arrow stream into pieces to be bound. `source` is what `bind_arrow` takes."""
    cdef Plan plan
    cdef Table table
    cdef Stream stream
    cdef Batch batch
    cdef object zone
    # The next row: of the batch, and of all.
    cdef int64_t at
    cdef int64_t start

    def __init__(self, layout, source, *, int64_t start=0, str zone="UTC"):
        self.plan, self.start = plan_of(layout), start
        self.zone = UTC if zone == "UTC" else zone_of(zone)
        if hasattr(source, "__arrow_c_stream__"):
            self.stream = _open_stream(source.__arrow_c_stream__())
        elif hasattr(source, "__arrow_c_array__"):
            self.stream = Stream.__new__(Stream)
            schema, array = source.__arrow_c_array__()
            self.batch = _take_array(self.stream, schema, array)
        else:
            raise DataError(f"{type(source).__name__} has no Arrow interface (__arrow_c_stream__)")
        self.table = match_table(self.plan, &self.stream.schema, None if self.zone is UTC else zone_table(zone))
        if self.batch is not None:
            self.batch.opened(self.table)

    def take(self, int64_t size):
        """The next rows, at most `size` of them, as a Piece; None at the end."""
        cdef Piece piece
        while self.batch is None or self.at == self.batch.array.length:
            self.at = 0
            self.batch = None if self.stream.stream.release == NULL else self.stream.next()
            if self.batch is None:
                return None
            self.batch.opened(self.table)
        piece = Piece.__new__(Piece)
        set_up(piece, self.plan, self.start, min(max(1, size), self.batch.array.length - self.at), None)
        piece.reader, piece.batch, piece.first = self, self.batch, self.at
        self.at += piece.n
        self.start += piece.n
        return piece


cdef class Piece(Rows):
    """Some rows of a batch, to be bound where and when they are needed; none is good before.

    Runs beside other threads. What binds them raises DataError where the buffers of a column are broken.
    """
    cdef Reader reader
    cdef Batch batch
    cdef int64_t first
    # What became of each column.
    cdef char *codes

    def bind(self):
        """These rows, bound."""
        cdef bint filled
        with nogil:
            filled = self.open() and self.fill()
        if self.codes == NULL:
            raise MemoryError()
        if not filled:
            self.fill_closely()
        return self

    cdef bint open(self) noexcept nogil:
        if Rows.open(self) and self.codes == NULL:
            self.codes = <char *>fl_alloc(&self.arena, self.plan.flat.n + 1)
        return self.codes != NULL

    cdef bint fill(self) noexcept nogil:
        cdef fl_binding binding = fl_binding(&self.arena, <fl_entries *>self.batch.entries.p)
        cdef fl_column **columns = <fl_column **>self.reader.table.pointers.p
        cdef Py_ssize_t count = self.plan.flat.n
        cdef bint fits = bind_table(
            columns, count, &self.batch.array, self.first, self.n, self.data, self.plan.size, &binding, self.codes
        )
        if _always_closely:
            memset(self.codes, FL_CLOSER, count)
        fits = fits and not _always_closely
        self.count = self.n if fits else 0
        return fits

    cdef int fill_closely(self) except -1:
        """Bind columns again that need it; a row's error is that of its first bad field."""
        cdef Closely closely = Closely.__new__(Closely)
        cdef dict errors = {}
        cdef Py_ssize_t k
        closely.rows, closely.zone, closely.known = self, self.reader.zone, self.batch.known
        for k, column in enumerate(self.reader.table.columns):
            if self.codes[k]:
                bad = closely.field(column, &self.batch.array, self.first, self.n, self.data, self.plan.size)
                errors = bad | errors
        errors |= null_records(&self.batch.array, self.first, self.n)
        self.errors.extend([(self.start + i, path, reason) for i, (path, reason) in errors.items()])
        return self.settle()


def bind_arrow(layout, source, *, int64_t start=0, str zone="UTC", int64_t size=1000):
    """Iterates over Rows of `layout`, at most `size` each, numbered from `start`.

    `source` has `__arrow_c_stream__` or `__arrow_c_array__`: tables, record batches, readers of pyarrow, polars,
    DuckDB. A timestamp without zone is wall time in `zone`; below the microsecond, time is cut off. Columns are
    found by name, others ignored. Raises DataError when the columns don't fit the layout or the stream fails.
    """
    return _bound(Reader(layout, source, start=start, zone=zone), size)


def _bound(Reader reader, int64_t size):
    while (piece := reader.take(size)) is not None:
        yield piece.bind()


cdef bint _always_closely = False


def bind_closely(bint always):
    """Whether all columns are bound value by value, or only those that need it."""
    global _always_closely
    _always_closely = always


def utf8_check(bytes text, bint vectors):
    """Whether `text` is UTF-8: by vectors, where the processor has them, or by bytes."""
    return utf8_kind(<const char *>text, len(text), vectors and utf8_has_avx2())


cdef Stream _open_stream(object capsule):
    cdef Stream stream = Stream.__new__(Stream)
    cdef fl_stream *given = <fl_stream *>PyCapsule_GetPointer(capsule, "arrow_array_stream")
    if given.release == NULL:
        raise DataError("the Arrow stream was already read")
    stream.stream = given[0]
    given.release = NULL
    if stream.stream.get_schema(&stream.stream, &stream.schema):
        raise DataError(f"the Arrow stream has no schema: {stream.error()}")
    return stream


cdef Batch _take_array(Stream stream, object schema, object array):
    cdef Batch batch = Batch.__new__(Batch)
    cdef fl_schema *given = <fl_schema *>PyCapsule_GetPointer(schema, "arrow_schema")
    cdef fl_array *given_array = <fl_array *>PyCapsule_GetPointer(array, "arrow_array")
    if given.release == NULL or given_array.release == NULL:
        raise DataError("the Arrow array was already read")
    stream.schema, batch.array = given[0], given_array[0]
    given.release = NULL
    given_array.release = NULL
    return batch
