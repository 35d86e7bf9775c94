"""Arrow columns to rows value by value: the slow twin of arrow_bind.h, which tells why values can't be bound."""

from libc.stdint cimport int64_t

from flong.runtime.arrow cimport Column, fl_array
from flong.runtime.rows cimport Rows

# One slot in each of n rows, `stride` bytes apart, and the values for them, which begin at `first`.
cdef struct Run:
    const fl_array *a
    const void *valid
    int64_t first
    int64_t n
    int64_t stride
    char *at


cdef class Closely:
    """Binds columns for `rows`. Timestamps without zone are wall time in `zone`, a tzinfo; `known` keeps what was
    read of the batch's dictionaries, by number."""
    cdef Rows rows
    cdef object zone
    cdef dict known

    cdef dict fields(self, tuple columns, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride)
    cdef dict column(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride)
    cdef dict contents(self, Column column, const Run *r)
    cdef dict scalars(self, Column column, const Run *r)
    cdef tuple entries(self, Column column, const fl_array *a)
    cdef dict dictionary(self, Column column, const Run *r)
    cdef dict lists(self, Column column, const Run *r)
    cdef dict items(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at)
    cdef dict records(self, Column column, const Run *r)
    cdef dict words(self, Column column, const Run *r)
    cdef object word(self, Column column, const Run *r, int64_t i)

    # One field of n rows, from `first` on, from the children of a struct; {row: (path, reason)} where it can't be
    # bound. `at` is the first row. Raises DataError where offsets or indexes are broken.
    cdef dict field(self, Column column, const fl_array *a, int64_t first, int64_t n, char *at, int64_t stride)


# The records of rows 0 to n that are null, and the reason.
cdef dict null_records(const fl_array *table, int64_t first, int64_t n)
