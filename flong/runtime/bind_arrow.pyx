# cython: boundscheck=False, wraparound=False, cdivision=True
"""Arrow streams to rows: texts stay in their buffers, which live as long as the rows; no pyarrow is needed.

Columns are read one by one: a function fills one field of many rows from an array (an `fl_run` says where from and to)
and gives {row: (path, reason)} for values that can't be bound.
"""

from cpython.pycapsule cimport PyCapsule_GetPointer
from libc.math cimport isfinite
from libc.stdint cimport INT64_MAX, INT64_MIN, int64_t
from libc.string cimport memcpy

from datetime import UTC

from flong.runtime.arrow cimport (
    ARROW_ABSENT, ARROW_DEC128, ARROW_NULL, ARROW_UINT64, ARROW_UTF8, ARROW_UTF8_VIEW, Column, arrow_bit,
    arrow_double, arrow_int, arrow_span, arrow_text, arrow_validity, arrow_wide, fl_array, fl_run, fl_schema, fl_stream,
    match_table, run_decimals, run_options, run_skips, run_texts, run_words,
)
from flong.runtime.convert cimport instant_of, instant_to
from flong.runtime.core cimport FL_OK, fl_dec, fl_i128, fl_list, fl_text
from flong.runtime.decimal cimport dec_of_dec128, fl_pow10, int_mul
from flong.runtime.printing cimport FL_DAY_MICROS, FL_MAX_DAYS, FL_MAX_INSTANT, FL_MIN_DAYS, FL_MIN_INSTANT
from flong.runtime.rows cimport (
    DATE, DATETIME, DEC, DEC64, DEC128, ENUM, FLOAT, LIST, RECORD, TEXT, TIME, Field, Memory, Plan, Rows, broken_rule,
    new_memory, new_rows, plan_of, store_scaled,
)

from flong.errors import DataError
from flong.runtime import values
from flong.runtime.resolve.zones import zone_of

cdef extern from "utf8.h" nogil:
    bint fl_utf8_valid(const char *p, int64_t n) noexcept


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
        if self.stream.get_next(&self.stream, &batch.array):
            raise DataError(f"the Arrow stream failed: {self.error()}")
        return batch if batch.array.release != NULL else None

    cdef str error(self):
        cdef const char *text = self.stream.get_last_error(&self.stream)
        return text.decode(errors="replace") if text != NULL else "no reason given"


cdef class Batch:
    """Owns one Arrow array."""
    cdef fl_array array
    cdef dict dictionaries

    def __dealloc__(self):
        if self.array.release != NULL:
            self.array.release(&self.array)

    cdef tuple entries(self, Column column, const fl_array *a):
        """The values of a dictionary, 16 bytes each, and the errors of those that can't be bound; read once."""
        cdef size_t key = <size_t>a
        cdef Memory memory
        cdef fl_run run
        if self.dictionaries is None:
            self.dictionaries = {}
        if key not in self.dictionaries:
            memory = new_memory(16 * a.length)
            run = fl_run(a, arrow_validity(a), a.offset, a.length, 16, memory.p, column.storage)
            bad = _texts(column, &run) if column.field.kind == TEXT else _enums(column, &run)
            self.dictionaries[key] = (memory, bad)
        return self.dictionaries[key]


def bind_arrow(layout, source, *, int64_t start=0, str zone="UTC", int64_t size=1000):
    """Iterates over Rows of `layout`, at most `size` each, numbered from `start`.

    `source` has `__arrow_c_stream__` or `__arrow_c_array__`: tables, record batches, readers of pyarrow, polars,
    DuckDB. A timestamp without zone is wall time in `zone`; below the microsecond, time is cut off. Columns are
    found by name, others ignored. Raises DataError when the columns don't fit the layout or the stream fails.
    """
    cdef Stream stream = None
    cdef Batch batch = None
    cdef Plan plan = plan_of(layout)
    if hasattr(source, "__arrow_c_stream__"):
        stream = _open_stream(source.__arrow_c_stream__())
    elif hasattr(source, "__arrow_c_array__"):
        stream = Stream.__new__(Stream)
        schema, array = source.__arrow_c_array__()
        batch = _take_array(stream, schema, array)
    else:
        raise DataError(f"{type(source).__name__} has no Arrow interface (__arrow_c_stream__)")
    columns = match_table(plan, &stream.schema)
    return _iterate(plan, columns, stream, batch, start, UTC if zone == "UTC" else zone_of(zone), max(1, size))


def _iterate(plan, columns, Stream stream, Batch batch, int64_t start, zone, int64_t size):
    cdef int64_t first, n
    if batch is None:
        batch = stream.next()
    while batch is not None:
        for first in range(0, batch.array.length, size):
            n = min(size, batch.array.length - first)
            yield _bind(plan, columns, batch, first, n, start, zone)
            start += n
        batch = stream.next() if stream.stream.release != NULL else None


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


cdef Rows _bind(Plan plan, tuple columns, Batch batch, int64_t first, int64_t n, int64_t start, object zone):
    cdef Binder binder = Binder.__new__(Binder)
    cdef Rows rows = new_rows(plan, start, n, batch)
    cdef const fl_array *table = &batch.array
    binder.rows, binder.batch, binder.zone = rows, batch, zone
    errors = binder.fields(columns, table, first, n, rows.data, plan.size)
    errors.update(_null_records(table, first, n))
    rows.errors.extend([(start + i, path, reason) for i, (path, reason) in errors.items()])
    rows.settle()
    return rows


cdef dict _null_records(const fl_array *table, int64_t first, int64_t n):
    cdef const void *valid = arrow_validity(table)
    cdef int64_t i
    if valid == NULL:
        return {}
    reason = values.wanted("record", None)
    return {i: ("", reason) for i in range(n) if not arrow_bit(valid, table.offset + first + i)}


cdef class Binder:
    cdef Rows rows
    cdef Batch batch
    cdef object zone

    cdef dict fields(self, tuple columns, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride):
        """The fields of a record from the children of a struct; the first bad field of a row is its error."""
        cdef Column column
        cdef dict errors = {}
        for column in columns:
            child = self.column(
                column, NULL if column.storage == ARROW_ABSENT else a.children[column.child],
                a.offset + first, n, at, stride,
            )
            for i, (path, reason) in child.items():
                if i not in errors:
                    errors[i] = (_join(column.field.name, path), reason)
        return errors

    cdef dict column(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride):
        """One field from its array: nulls, values, then the schema's bounds."""
        cdef Field field = column.field
        cdef const void *valid = NULL
        cdef dict errors = {}
        cdef int64_t i
        if column.storage == ARROW_ABSENT or column.storage == ARROW_NULL:
            return {} if field.optional else {i: ("", values.NULL) for i in range(n)}
        valid = arrow_validity(a)
        first += a.offset
        _flag(field, valid, first, n, at, stride, errors)
        cdef fl_run run = fl_run(a, valid, first, n, stride, at + field.offset, column.storage)
        errors.update(self.contents(column, &run))
        if field.check is not None:
            _check(field, errors, n, at, stride)
        return errors

    cdef dict contents(self, Column column, const fl_run *r):
        cdef int kind = column.field.kind
        if kind == TEXT or kind == ENUM:
            if column.indexes != ARROW_ABSENT:
                return self.dictionary(column, r)
            return _texts(column, r) if kind == TEXT else _enums(column, r)
        if kind == DEC or kind == DEC64 or kind == DEC128:
            return _decimals(column, r)
        if kind == LIST:
            return self.lists(column, r)
        if kind == RECORD:
            return self.records(column, r)
        if kind == FLOAT:
            return _floats(column, r)
        return self.words(column, r)

    cdef dict dictionary(self, Column column, const fl_run *r):
        """Texts or enums whose values stand in a dictionary."""
        cdef const fl_array *entries = r.a.dictionary
        cdef const void *entry_valid = arrow_validity(entries)
        cdef int64_t i, index
        cdef tuple known = self.batch.entries(column, entries)
        cdef const char *values_at = (<Memory>known[0]).p
        cdef dict bad = known[1]
        cdef dict errors = {}
        for i in range(r.n):
            if run_skips(r, i):
                continue
            index = arrow_int(r.a.buffers[1], column.indexes, r.first + i)
            if not 0 <= index < entries.length:
                raise DataError(f"column `{column.field.name}`: an index lies outside its dictionary")
            memcpy(r.at + i * r.stride, values_at + 16 * index, 16 if column.field.kind == TEXT else 8)
            if entry_valid != NULL and not arrow_bit(entry_valid, entries.offset + index):
                _unset(column.field, i, r.at + i * r.stride, errors)
            elif bad and index in bad:
                errors[i] = bad[index]
        return errors

    cdef dict lists(self, Column column, const fl_run *r):
        """Lists: the items of all rows are bound in one go, and each row points to its own."""
        cdef Plan plan = column.field.inner
        cdef int64_t i, start, length, low = INT64_MAX, high = 0
        cdef fl_list *out
        for i in range(r.n):
            if not run_skips(r, i):
                length = _span(column, r, i, &start)
                if start < 0 or length < 0:
                    raise DataError(f"column `{column.field.name}`: broken offsets")
                low, high = min(low, start), max(high, start + length)
        low = min(low, high)
        cdef char *items = self.rows.alloc(max(1, (high - low) * plan.size))
        for i in range(r.n):
            if not run_skips(r, i):
                out = <fl_list *>(r.at + i * r.stride)
                out.n = _span(column, r, i, &start)
                out.p = items + (start - low) * plan.size
        bad = self.items(column, r.a.children[0], low, high - low, items)
        return _owners(column, r, low, bad) if bad else {}

    cdef dict items(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at):
        """The rows of lists. Items that are no records are one column without a name."""
        cdef Plan plan = column.field.inner
        if plan.scalar:
            return self.column(column.columns[0], a, first, n, at, plan.size)
        errors = self.fields(column.columns, a, first, n, at, plan.size)
        reason = values.wanted("record", None)
        errors.update({i: ("", reason) for i in _null_records(a, first, n)})
        return errors

    cdef dict records(self, Column column, const fl_run *r):
        errors = self.fields(column.columns, r.a, r.first - r.a.offset, r.n, r.at, r.stride)
        return {i: error for i, error in errors.items() if not run_skips(r, i)}

    cdef dict words(self, Column column, const fl_run *r):
        """Kinds that are stored as one int64."""
        cdef bint local = column.local and self.zone is not UTC
        cdef bint plain = column.multiply == 1 and column.divide == 1 and not local and r.storage != ARROW_UINT64
        cdef int64_t low = _lowest(column.field), high = _highest(column.field), i = 0
        cdef dict errors = {}
        while i < r.n:
            if plain:
                i = run_words(r, i, low, high)
            if i < r.n and not run_skips(r, i):
                reason = self.word(column, r, i, local)
                if reason is not None:
                    errors[i] = ("", reason)
            i += 1
        return errors

    cdef object word(self, Column column, const fl_run *r, int64_t i, bint local):
        """One value, whatever its unit and zone; the reason why it can't be bound, or None."""
        cdef Field field = column.field
        cdef int64_t value = arrow_int(r.a.buffers[1], r.storage, r.first + i)
        cdef object out_of_range = _range_reason(field)
        if r.storage == ARROW_UINT64 and value < 0:
            return values.INT_RANGE
        if int_mul(value, column.multiply, &value) != FL_OK:
            return out_of_range
        value = _floor(value, column.divide)
        if local and _lowest(field) <= value <= _highest(field):
            value = instant_of(instant_to(value).replace(tzinfo=self.zone, fold=0))
        (<int64_t *>(r.at + i * r.stride))[0] = value
        return None if _lowest(field) <= value <= _highest(field) else out_of_range


cdef str _join(str name, str path):
    return f"{name}{'.' if path and path[0] != '[' else ''}{path}"


cdef int _flag(
    Field field, const void *valid, int64_t first, int64_t n, char *at, int64_t stride, dict errors
) except -1:
    """Mark present values of an optional field; a null elsewhere is an error."""
    cdef int64_t i
    cdef bint present
    if valid == NULL and not field.optional:
        return 0
    for i in range(n):
        present = valid == NULL or arrow_bit(valid, first + i)
        if field.optional:
            (<int64_t *>(at + i * stride + field.offset - 8))[0] = present
        elif not present:
            errors[i] = ("", values.NULL)
    return 0


cdef int _unset(Field field, int64_t i, char *slot, dict errors) except -1:
    """A null that the dictionary holds."""
    if field.optional:
        (<int64_t *>(slot - 8))[0] = 0
    else:
        errors[i] = ("", values.NULL)
    return 0


cdef int _check(Field field, dict errors, int64_t n, char *at, int64_t stride) except -1:
    cdef int64_t i
    for i in range(n):
        if i in errors or (field.optional and not (<int64_t *>(at + i * stride + field.offset - 8))[0]):
            continue
        reason = broken_rule(field, at + i * stride)
        if reason is not None:
            errors[i] = ("", reason)
    return 0


cdef int64_t _span(Column column, const fl_run *r, int64_t i, int64_t *start) noexcept:
    return arrow_span(r.a, r.storage, column.scale, r.first + i, start)


cdef dict _owners(Column column, const fl_run *r, int64_t low, dict bad):
    """The errors of lists from those of their items: the first bad item of each."""
    cdef int64_t i, start, length
    cdef dict errors = {}
    for i in range(r.n):
        if run_skips(r, i):
            continue
        length = _span(column, r, i, &start)
        for item in range(length):
            if start - low + item in bad:
                path, reason = bad[start - low + item]
                errors[i] = (_join(f"[{item}]", path), reason)
                break
    return errors


cdef dict _texts(Column column, const fl_run *r):
    cdef bint whole = r.valid == NULL and _all_valid(column, r.a, r.first, r.n)
    cdef int64_t i = 0
    cdef fl_text text
    cdef dict errors = {}
    while i < r.n:
        if whole and r.storage == ARROW_UTF8:
            i = run_texts(r, i)
        if i < r.n and not run_skips(r, i):
            text = arrow_text(r.a, r.storage, r.first + i)
            if text.n < 0:
                raise DataError(f"column `{column.field.name}`: broken offsets")
            (<fl_text *>(r.at + i * r.stride))[0] = text
            if not fl_utf8_valid(text.p, text.n):
                errors[i] = ("", values.SURROGATE)
        i += 1
    return errors


cdef dict _enums(Column column, const fl_run *r):
    cdef Field field = column.field
    cdef const fl_text *options = <fl_text *>field.options.p
    cdef int64_t i = 0
    cdef dict errors = {}
    while True:
        i = run_options(r, i, options, len(field.values))
        if i == r.n:
            return errors
        errors[i] = ("", values.not_listed(field.values))
        i += 1


cdef bint _all_valid(Column column, const fl_array *a, int64_t first, int64_t n) noexcept:
    """Whether all texts together are valid; then each is, when all of them begin a character."""
    cdef int64_t start, last, length
    if column.storage == ARROW_UTF8_VIEW or n == 0:
        return False
    arrow_span(a, column.storage, 0, first, &start)
    length = arrow_span(a, column.storage, 0, first + n - 1, &last)
    last += length
    return last == start or (last > start >= 0 and fl_utf8_valid(<const char *>a.buffers[2] + start, last - start))


cdef dict _decimals(Column column, const fl_run *r):
    cdef Field field = column.field
    cdef bint plain = r.storage == ARROW_DEC128 and field.kind != DEC and column.scale == field.scale
    cdef int64_t i = 0
    cdef dict errors = {}
    while i < r.n:
        if plain:
            i = run_decimals(r, i, fl_pow10(min(34, field.precision)), 8 if field.kind == DEC64 else 16)
        if i < r.n and not run_skips(r, i):
            reason = _decimal(column, r, i)
            if reason is not None:
                errors[i] = ("", reason)
        i += 1
    return errors


cdef object _decimal(Column column, const fl_run *r, int64_t i):
    """One value, whatever its width and scale; the reason why it can't be bound, or None."""
    cdef fl_i128 unscaled
    cdef fl_dec number
    if not arrow_wide(r.a.buffers[1], r.storage, r.first + i, &unscaled):
        return values.too_long(34)
    number = dec_of_dec128(unscaled, column.scale)
    if number.c >= fl_pow10(34):
        return values.too_long(34)
    if column.field.kind != DEC:
        return store_scaled(column.field, number, r.at + i * r.stride)
    (<fl_dec *>(r.at + i * r.stride))[0] = number
    return None


cdef dict _floats(Column column, const fl_run *r):
    cdef int64_t i
    cdef double value
    cdef dict errors = {}
    for i in range(r.n):
        if run_skips(r, i):
            continue
        value = arrow_double(r.a.buffers[1], r.storage, r.first + i)
        if not isfinite(value):
            errors[i] = ("", values.NOT_FINITE)
        (<double *>(r.at + i * r.stride))[0] = value
    return errors


cdef int64_t _floor(int64_t value, int64_t divisor) noexcept:
    cdef int64_t quotient = value // divisor
    return quotient - (value % divisor < 0)


cdef int64_t _lowest(Field field) noexcept:
    if field.kind == DATE:
        return FL_MIN_DAYS
    if field.kind == DATETIME:
        return FL_MIN_INSTANT
    return 0 if field.kind == TIME else INT64_MIN


cdef int64_t _highest(Field field) noexcept:
    if field.kind == DATE:
        return FL_MAX_DAYS
    if field.kind == DATETIME:
        return FL_MAX_INSTANT
    return FL_DAY_MICROS - 1 if field.kind == TIME else INT64_MAX


cdef str _range_reason(Field field):
    if field.kind == DATE or field.kind == DATETIME:
        return values.DATE_RANGE
    return values.NO_TIME if field.kind == TIME else values.INT_RANGE
