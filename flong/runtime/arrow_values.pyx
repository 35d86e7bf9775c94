# cython: boundscheck=False, wraparound=False, cdivision=True
"""Arrow columns to rows value by value: the slow twin of arrow_bind.h, which tells why values can't be bound.

A function fills one field of many rows from an array (a Run says where from and to) and gives {row: (path, reason)}
for values that can't be bound.
"""

from libc.math cimport isfinite
from libc.stdint cimport INT64_MAX
from libc.string cimport memcpy

from flong.runtime.arrow cimport (
    ARROW_ABSENT, ARROW_UINT64, arrow_bit, arrow_double, arrow_int, arrow_option, arrow_span, arrow_text,
    arrow_texts_grow, arrow_validity, arrow_wide, fl_column,
)
from flong.runtime.convert cimport instant_of, instant_to
from flong.runtime.core cimport FL_OK, fl_dec, fl_i128, fl_list, fl_text
from flong.runtime.decimal cimport dec_of_dec128, fl_pow10, int_mul
from flong.runtime.rows cimport (
    DATE, DATETIME, DEC, DEC64, DEC128, ENUM, FLOAT, LIST, RECORD, TEXT, TIME, Field, Memory, Plan, broken_rule,
    new_memory, store_scaled,
)

from flong.errors import DataError
from flong.runtime import values

cdef extern from "utf8.h" nogil:
    bint fl_utf8_valid(const char *p, int64_t n) noexcept


cdef class Closely:
    cdef dict fields(self, tuple columns, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride):
        """The fields of a record from the children of a struct; the first bad field of a row is its error."""
        cdef Column column
        cdef dict errors = {}
        for column in columns:
            errors = self.field(column, a, first, n, at, stride) | errors
        return errors

    cdef dict field(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride):
        cdef const fl_array *child = NULL if column.c.bind == NULL else a.children[column.c.child]
        bad = self.column(column, child, a.offset + first, n, at, stride)
        return {i: (_join(column.field.name, path), reason) for i, (path, reason) in bad.items()}

    cdef dict column(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride):
        """One field from its array: nulls, values, then the schema's bounds."""
        cdef Field field = column.field
        cdef dict errors = {}
        cdef Run run
        if a == NULL:
            run = Run(NULL, NULL, 0, n, stride, at + field.offset)
            return _nothing(field, &run)
        run = Run(a, arrow_validity(a), first + a.offset, n, stride, at + field.offset)
        _flag(field, &run, errors)
        errors.update(self.contents(column, &run))
        if field.check is not None:
            _check(field, &run, errors)
        return errors

    cdef dict contents(self, Column column, const Run *r):
        cdef int kind = column.field.kind
        if column.c.indexes != ARROW_ABSENT:
            return self.dictionary(column, r)
        if kind == LIST:
            return self.lists(column, r)
        if kind == RECORD:
            return self.records(column, r)
        return self.scalars(column, r)

    cdef dict scalars(self, Column column, const Run *r):
        cdef int kind = column.field.kind
        if kind == TEXT:
            return _texts(column, r)
        if kind == ENUM:
            return _enums(column, r)
        if kind == DEC or kind == DEC64 or kind == DEC128:
            return _decimals(column, r)
        if kind == FLOAT:
            return _floats(column, r)
        return self.words(column, r)

    cdef tuple entries(self, Column column, const fl_array *a):
        """The values of a dictionary as slots, and the errors of those that can't be bound; read once for a batch."""
        cdef Memory memory
        cdef Run run
        if column.c.entries not in self.known:
            memory = new_memory(column.c.width * a.length)
            run = Run(a, arrow_validity(a), a.offset, a.length, column.c.width, memory.p)
            self.known[column.c.entries] = (memory, self.scalars(column, &run))
        return self.known[column.c.entries]

    cdef dict dictionary(self, Column column, const Run *r):
        cdef const fl_array *entries = r.a.dictionary
        cdef const void *entry_valid = arrow_validity(entries)
        cdef int64_t i, index, width = column.c.width
        cdef tuple known = self.entries(column, entries)
        cdef const char *values_at = (<Memory>known[0]).p
        cdef dict bad = known[1]
        cdef dict errors = {}
        for i in range(r.n):
            if _skips(r, i):
                continue
            index = arrow_int(r.a.buffers[1], column.c.indexes, r.first + i)
            if not 0 <= index < entries.length:
                errors[i] = ("", values.NO_ENTRY)
                continue
            memcpy(r.at + i * r.stride, values_at + width * index, width)
            if entry_valid != NULL and not arrow_bit(entry_valid, entries.offset + index):
                _unset(column.field, i, r.at + i * r.stride, errors)
            elif bad and index in bad:
                errors[i] = bad[index]
        return errors

    cdef dict lists(self, Column column, const Run *r):
        """Lists: the items of all rows are bound in one go, and each row points to its own."""
        cdef Plan plan = column.field.inner
        cdef int64_t i, start, length, low = INT64_MAX, high = 0
        cdef fl_list *out
        for i in range(r.n):
            if not _skips(r, i):
                length = _span(column, r, i, &start)
                if start < 0 or length < 0 or length > r.a.children[0].length - start:
                    raise _broken(column)
                low, high = min(low, start), max(high, start + length)
        low = min(low, high)
        cdef char *items = self.rows.alloc(max(1, (high - low) * plan.size))
        for i in range(r.n):
            out = <fl_list *>(r.at + i * r.stride)
            out[0] = fl_list(items, 0)
            if not _skips(r, i):
                out.n = _span(column, r, i, &start)
                out.p = items + (start - low) * plan.size
        bad = self.items(column, r.a.children[0], low, high - low, items)
        return _owners(column, r, low, bad) if bad else {}

    cdef dict items(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at):
        """The rows of lists. Items that are no records are one column without a name."""
        cdef Plan plan = column.field.inner
        cdef Column item
        if plan.scalar:
            item = column.columns[0]
            if item.c.bind == NULL:
                a = NULL
            return self.column(item, a, first, n, at, plan.size)
        errors = self.fields(column.columns, a, first, n, at, plan.size)
        errors.update(null_records(a, first, n))
        return errors

    cdef dict records(self, Column column, const Run *r):
        errors = self.fields(column.columns, r.a, r.first - r.a.offset, r.n, r.at, r.stride)
        return {i: error for i, error in errors.items() if not _skips(r, i)}

    cdef dict words(self, Column column, const Run *r):
        """Kinds that are stored as one int64."""
        cdef int64_t i
        cdef dict errors = {}
        for i in range(r.n):
            if not _skips(r, i):
                reason = self.word(column, r, i)
                if reason is not None:
                    errors[i] = ("", reason)
        return errors

    cdef object word(self, Column column, const Run *r, int64_t i):
        """One value, whatever its unit and zone; the reason why it can't be bound, or None."""
        cdef const fl_column *c = &column.c
        cdef int64_t value = arrow_int(r.a.buffers[1], c.storage, r.first + i)
        cdef object out_of_range = _range_reason(column.field)
        if c.storage == ARROW_UINT64 and value < 0:
            return values.INT_RANGE
        if int_mul(value, c.multiply, &value) != FL_OK:
            return out_of_range
        value = _floor(value, c.divide)
        if c.zone.p != NULL and c.low <= value <= c.high:
            value = instant_of(instant_to(value).replace(tzinfo=self.zone, fold=0))
        (<int64_t *>(r.at + i * r.stride))[0] = value
        return None if c.low <= value <= c.high else out_of_range


cdef dict null_records(const fl_array *table, int64_t first, int64_t n):
    cdef const void *valid = arrow_validity(table)
    cdef int64_t i
    if valid == NULL:
        return {}
    reason = ("", values.wanted("record", None))
    return {i: reason for i in range(n) if not arrow_bit(valid, table.offset + first + i)}


cdef str _join(str name, str path):
    return f"{name}{'.' if path and path[0] != '[' else ''}{path}"


cdef bint _skips(const Run *r, int64_t i) noexcept:
    return r.valid != NULL and not arrow_bit(r.valid, r.first + i)


cdef object _broken(Column column):
    return DataError(f"column `{column.place}`: broken offsets")


cdef dict _nothing(Field field, const Run *r):
    """There is no array, or one of nulls."""
    cdef int64_t i
    if not field.optional:
        return {i: ("", values.NULL) for i in range(r.n)}
    for i in range(r.n):
        (<int64_t *>(r.at + i * r.stride - 8))[0] = 0
    return {}


cdef int _flag(Field field, const Run *r, dict errors) except -1:
    """Mark present values of an optional field; a null elsewhere is an error."""
    cdef int64_t i
    for i in range(r.n):
        if field.optional:
            (<int64_t *>(r.at + i * r.stride - 8))[0] = not _skips(r, i)
        elif _skips(r, i):
            errors[i] = ("", values.NULL)
    return 0


cdef int _unset(Field field, int64_t i, char *slot, dict errors) except -1:
    """A null that the dictionary holds."""
    if field.optional:
        (<int64_t *>(slot - 8))[0] = 0
    else:
        errors[i] = ("", values.NULL)
    return 0


cdef int _check(Field field, const Run *r, dict errors) except -1:
    cdef int64_t i
    cdef char *slot
    for i in range(r.n):
        slot = r.at + i * r.stride
        if i in errors or (field.optional and not (<int64_t *>(slot - 8))[0]):
            continue
        reason = broken_rule(field, slot - field.offset)
        if reason is not None:
            errors[i] = ("", reason)
    return 0


cdef int64_t _span(Column column, const Run *r, int64_t i, int64_t *start) noexcept:
    return arrow_span(r.a, column.c.storage, column.c.items, r.first + i, start)


cdef dict _owners(Column column, const Run *r, int64_t low, dict bad):
    """The errors of lists from those of their items: the first bad item of each."""
    cdef int64_t i, start, length
    cdef dict errors = {}
    for i in range(r.n):
        if _skips(r, i):
            continue
        length = _span(column, r, i, &start)
        for item in range(length):
            if start - low + item in bad:
                path, reason = bad[start - low + item]
                errors[i] = (_join(f"[{item}]", path), reason)
                break
    return errors


cdef int _look_at_offsets(Column column, const Run *r) except -1:
    """Before any text is read: one that ends behind the last would be read behind its buffer."""
    if not arrow_texts_grow(r.a, column.c.storage, r.first, r.n):
        raise _broken(column)
    return 0


cdef dict _texts(Column column, const Run *r):
    cdef int64_t i
    cdef fl_text text
    cdef dict errors = {}
    _look_at_offsets(column, r)
    for i in range(r.n):
        if _skips(r, i):
            continue
        text = arrow_text(r.a, column.c.storage, r.first + i)
        if text.n < 0:
            raise _broken(column)
        (<fl_text *>(r.at + i * r.stride))[0] = text
        if not fl_utf8_valid(text.p, text.n):
            errors[i] = ("", values.SURROGATE)
    return errors


cdef dict _enums(Column column, const Run *r):
    cdef Field field = column.field
    cdef int64_t i, number
    cdef fl_text text
    cdef dict errors = {}
    _look_at_offsets(column, r)
    for i in range(r.n):
        if _skips(r, i):
            continue
        text = arrow_text(r.a, column.c.storage, r.first + i)
        if text.n < 0:
            raise _broken(column)
        number = arrow_option(<fl_text *>field.options.p, len(field.values), text)
        (<int64_t *>(r.at + i * r.stride))[0] = max(0, number)
        if number < 0:
            errors[i] = ("", values.not_listed(field.values))
    return errors


cdef dict _decimals(Column column, const Run *r):
    cdef int64_t i
    cdef dict errors = {}
    for i in range(r.n):
        if not _skips(r, i):
            reason = _decimal(column, r, i)
            if reason is not None:
                errors[i] = ("", reason)
    return errors


cdef object _decimal(Column column, const Run *r, int64_t i):
    """One value, whatever its width and scale; the reason why it can't be bound, or None."""
    cdef fl_i128 unscaled
    cdef fl_dec number
    if not arrow_wide(r.a.buffers[1], column.c.storage, r.first + i, &unscaled):
        return values.too_long(34)
    number = dec_of_dec128(unscaled, column.c.scale)
    if number.c >= fl_pow10(34):
        return values.too_long(34)
    if column.field.kind != DEC:
        return store_scaled(column.field, number, r.at + i * r.stride)
    (<fl_dec *>(r.at + i * r.stride))[0] = number
    return None


cdef dict _floats(Column column, const Run *r):
    cdef int64_t i
    cdef double value
    cdef dict errors = {}
    for i in range(r.n):
        if _skips(r, i):
            continue
        value = arrow_double(r.a.buffers[1], column.c.storage, r.first + i)
        if not isfinite(value):
            errors[i] = ("", values.NOT_FINITE)
        (<double *>(r.at + i * r.stride))[0] = value
    return errors


cdef int64_t _floor(int64_t value, int64_t divisor) noexcept:
    cdef int64_t quotient = value // divisor
    return quotient - (value % divisor < 0)


cdef str _range_reason(Field field):
    if field.kind == DATE or field.kind == DATETIME:
        return values.DATE_RANGE
    return values.NO_TIME if field.kind == TIME else values.INT_RANGE
