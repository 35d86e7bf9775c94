# cython: boundscheck=False, wraparound=False, cdivision=True
"""Arrow streams to rows: texts stay in their buffers, which live as long as the rows; no pyarrow is needed.

Columns are read one by one. Each `_…` method fills a field of `n` rows, of which the first stands at `at` and the next
`stride` bytes further, and gives {row: (path, reason)} for values that can't be bound.
"""

from cpython.pycapsule cimport PyCapsule_GetPointer
from libc.math cimport isfinite
from libc.stdint cimport INT64_MAX, int64_t
from libc.string cimport memcmp, memcpy

from datetime import UTC
from zoneinfo import ZoneInfo

from flong.runtime.arrow cimport (
    ARROW_ABSENT, ARROW_NULL, ARROW_UINT64, ARROW_UTF8_VIEW, Column, arrow_bit, arrow_double, arrow_int, arrow_span,
    arrow_text, arrow_validity, arrow_wide, fl_array, fl_schema, fl_stream, match_table,
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
        if self.dictionaries is None:
            self.dictionaries = {}
        if key not in self.dictionaries:
            memory = new_memory(16 * a.length)
            bad = _texts(column, a, arrow_validity(a), a.offset, a.length, memory.p, 16)
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
    return _iterate(plan, columns, stream, batch, start, UTC if zone == "UTC" else ZoneInfo(zone), max(1, size))


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
        errors.update(self.contents(column, a, valid, first, n, at + field.offset, stride))
        if field.check is not None:
            _check(field, errors, n, at, stride)
        return errors

    cdef dict contents(
        self, Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
    ):
        cdef int kind = column.field.kind
        if kind == TEXT or kind == ENUM:
            if column.indexes != ARROW_ABSENT:
                return self.dictionary(column, a, valid, first, n, at, stride)
            return _texts(column, a, valid, first, n, at, stride)
        if kind == DEC or kind == DEC64 or kind == DEC128:
            return _decimals(column, a, valid, first, n, at, stride)
        if kind == LIST:
            return self.lists(column, a, valid, first, n, at, stride)
        if kind == RECORD:
            return self.records(column, a, valid, first, n, at, stride)
        if kind == FLOAT:
            return _floats(column, a, valid, first, n, at, stride)
        return self.words(column, a, valid, first, n, at, stride)

    cdef dict dictionary(
        self, Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
    ):
        """Texts or enums whose values stand in a dictionary."""
        cdef const fl_array *entries = a.dictionary
        cdef const void *entry_valid = arrow_validity(entries)
        cdef int64_t i, index
        cdef tuple known = self.batch.entries(column, entries)
        cdef const char *values_at = (<Memory>known[0]).p
        cdef dict bad = known[1]
        cdef dict errors = {}
        for i in range(n):
            if valid != NULL and not arrow_bit(valid, first + i):
                continue
            index = arrow_int(a.buffers[1], column.indexes, first + i)
            if not 0 <= index < entries.length:
                raise DataError(f"column `{column.field.name}`: an index lies outside its dictionary")
            memcpy(at + i * stride, values_at + 16 * index, 16 if column.field.kind == TEXT else 8)
            if entry_valid != NULL and not arrow_bit(entry_valid, entries.offset + index):
                _unset(column.field, i, at + i * stride, errors)
            elif bad and index in bad:
                errors[i] = bad[index]
        return errors

    cdef dict lists(
        self, Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
    ):
        """Lists: the items of all rows are bound in one go, and each row points to its own."""
        cdef Plan plan = column.field.inner
        cdef int64_t i, start, length, low = INT64_MAX, high = 0
        cdef fl_list *out
        for i in range(n):
            if valid == NULL or arrow_bit(valid, first + i):
                length = arrow_span(a, column.storage, column.scale, first + i, &start)
                if start < 0 or length < 0:
                    raise DataError(f"column `{column.field.name}`: broken offsets")
                low, high = min(low, start), max(high, start + length)
        low = min(low, high)
        cdef char *items = self.rows.alloc(max(1, (high - low) * plan.size))
        for i in range(n):
            if valid == NULL or arrow_bit(valid, first + i):
                out = <fl_list *>(at + i * stride)
                out.n = arrow_span(a, column.storage, column.scale, first + i, &start)
                out.p = items + (start - low) * plan.size
        bad = self.items(column, a.children[0], low, high - low, items)
        return _owners(column, a, valid, first, n, low, bad) if bad else {}

    cdef dict items(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at):
        """The rows of lists. Items that are no records are one column without a name."""
        cdef Plan plan = column.field.inner
        if plan.scalar:
            return self.column(column.columns[0], a, first, n, at, plan.size)
        errors = self.fields(column.columns, a, first, n, at, plan.size)
        reason = values.wanted("record", None)
        errors.update({i: ("", reason) for i in _null_records(a, first, n)})
        return errors

    cdef dict records(
        self, Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
    ):
        errors = self.fields(column.columns, a, first - a.offset, n, at, stride)
        return {i: error for i, error in errors.items() if valid == NULL or arrow_bit(valid, first + i)}

    cdef dict words(
        self, Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
    ):
        """Kinds that are stored as one int64."""
        cdef Field field = column.field
        cdef int64_t i, value
        cdef dict errors = {}
        for i in range(n):
            if valid != NULL and not arrow_bit(valid, first + i):
                continue
            value = arrow_int(a.buffers[1], column.storage, first + i)
            if column.storage == ARROW_UINT64 and value < 0:
                errors[i] = ("", values.INT_RANGE)
            elif int_mul(value, column.multiply, &value) != FL_OK:
                errors[i] = ("", values.DATE_RANGE if field.kind == DATETIME else values.INT_RANGE)
            else:
                value = _floor(value, column.divide)
                reason = _out_of_range(field, value)
                if reason is not None:
                    errors[i] = ("", reason)
                elif column.local and self.zone is not UTC:
                    value = instant_of(instant_to(value).replace(tzinfo=self.zone, fold=0))
                    reason = _out_of_range(field, value)
                    if reason is not None:
                        errors[i] = ("", reason)
                (<int64_t *>(at + i * stride))[0] = value
        return errors


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


cdef dict _owners(
    Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, int64_t low, dict bad
):
    """The errors of lists from those of their items: the first bad item of each."""
    cdef int64_t i, start, length
    cdef dict errors = {}
    for i in range(n):
        if valid != NULL and not arrow_bit(valid, first + i):
            continue
        length = arrow_span(a, column.storage, column.scale, first + i, &start)
        for item in range(length):
            if start - low + item in bad:
                path, reason = bad[start - low + item]
                errors[i] = (_join(f"[{item}]", path), reason)
                break
    return errors


cdef dict _texts(
    Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
):
    cdef bint whole = valid == NULL and _all_valid(column, a, first, n)
    cdef bint enum = column.field.kind == ENUM
    cdef int64_t i
    cdef fl_text text
    cdef dict errors = {}
    for i in range(n):
        if valid != NULL and not arrow_bit(valid, first + i):
            continue
        text = arrow_text(a, column.storage, first + i)
        if text.n < 0:
            raise DataError(f"column `{column.field.name}`: broken offsets")
        if not (_starts_well(text) if whole else fl_utf8_valid(text.p, text.n)):
            errors[i] = ("", values.SURROGATE)
        elif enum:
            (<int64_t *>(at + i * stride))[0] = _number(column.field, text)
            if (<int64_t *>(at + i * stride))[0] < 0:
                errors[i] = ("", values.not_listed(column.field.values))
        else:
            (<fl_text *>(at + i * stride))[0] = text
    return errors


cdef bint _all_valid(Column column, const fl_array *a, int64_t first, int64_t n) noexcept:
    """Whether all texts together are valid; then each is, when all of them begin a character."""
    cdef int64_t start, last, length
    if column.storage == ARROW_UTF8_VIEW or n == 0:
        return False
    arrow_span(a, column.storage, 0, first, &start)
    length = arrow_span(a, column.storage, 0, first + n - 1, &last)
    last += length
    return last == start or (last > start >= 0 and fl_utf8_valid(<const char *>a.buffers[2] + start, last - start))


cdef bint _starts_well(fl_text text) noexcept:
    return text.n == 0 or (<unsigned char>text.p[0] & 0xC0) != 0x80


cdef int64_t _number(Field field, fl_text text) noexcept:
    """The number of an enum's value, or -1."""
    cdef Py_ssize_t i
    cdef bytes value
    for i in range(len(field.encoded)):
        value = <bytes>field.encoded[i]
        if len(value) == text.n and memcmp(<const char *>value, text.p, text.n) == 0:
            return i
    return -1


cdef dict _decimals(
    Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
):
    cdef Field field = column.field
    cdef int64_t i
    cdef fl_i128 unscaled
    cdef fl_dec number
    cdef dict errors = {}
    for i in range(n):
        if valid != NULL and not arrow_bit(valid, first + i):
            continue
        number.c = 0
        if arrow_wide(a.buffers[1], column.storage, first + i, &unscaled):
            number = dec_of_dec128(unscaled, column.scale)
        if number.c >= fl_pow10(34) or not arrow_wide(a.buffers[1], column.storage, first + i, &unscaled):
            errors[i] = ("", values.too_long(34))
        elif field.kind == DEC:
            (<fl_dec *>(at + i * stride))[0] = number
        else:
            reason = store_scaled(field, number, at + i * stride)
            if reason is not None:
                errors[i] = ("", reason)
    return errors


cdef dict _floats(
    Column column, const fl_array *a, const void *valid, int64_t first, int64_t n, char *at, int64_t stride
):
    cdef int64_t i
    cdef double value
    cdef dict errors = {}
    for i in range(n):
        if valid != NULL and not arrow_bit(valid, first + i):
            continue
        value = arrow_double(a.buffers[1], column.storage, first + i)
        if not isfinite(value):
            errors[i] = ("", values.NOT_FINITE)
        (<double *>(at + i * stride))[0] = value
    return errors


cdef int64_t _floor(int64_t value, int64_t divisor) noexcept:
    cdef int64_t quotient = value // divisor
    return quotient - (value % divisor < 0)


cdef object _out_of_range(Field field, int64_t value):
    if field.kind == DATE and not FL_MIN_DAYS <= value <= FL_MAX_DAYS:
        return values.DATE_RANGE
    if field.kind == DATETIME and not FL_MIN_INSTANT <= value <= FL_MAX_INSTANT:
        return values.DATE_RANGE
    if field.kind == TIME and not 0 <= value < FL_DAY_MICROS:
        return values.NO_TIME
    return None
