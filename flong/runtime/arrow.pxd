"""The Arrow C interfaces, and how the columns of a schema fit the fields of a layout."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_i128, fl_text, fl_u128
from flong.runtime.rows cimport Field, Plan

cdef extern from "arrow.h" nogil:
    ctypedef struct fl_schema:
        const char *format
        const char *name
        int64_t flags
        int64_t n_children
        fl_schema **children
        fl_schema *dictionary
        void (*release)(fl_schema *) noexcept

    ctypedef struct fl_array:
        int64_t length
        int64_t null_count
        int64_t offset
        int64_t n_buffers
        int64_t n_children
        const void **buffers
        fl_array **children
        fl_array *dictionary
        void (*release)(fl_array *) noexcept

    ctypedef struct fl_stream:
        int (*get_schema)(fl_stream *, fl_schema *) noexcept
        int (*get_next)(fl_stream *, fl_array *) noexcept
        const char *(*get_last_error)(fl_stream *) noexcept
        void (*release)(fl_stream *) noexcept

    enum:
        ARROW_ABSENT, ARROW_NULL, ARROW_BOOL, ARROW_INT8, ARROW_INT16, ARROW_INT32, ARROW_INT64, ARROW_UINT8
        ARROW_UINT16, ARROW_UINT32, ARROW_UINT64, ARROW_FLOAT, ARROW_DOUBLE, ARROW_UTF8, ARROW_LARGE_UTF8
        ARROW_UTF8_VIEW, ARROW_DEC32, ARROW_DEC64, ARROW_DEC128, ARROW_DEC256, ARROW_LIST, ARROW_LARGE_LIST
        ARROW_LIST_VIEW, ARROW_LARGE_LIST_VIEW, ARROW_FIXED_LIST, ARROW_STRUCT

    bint arrow_bit(const void *bits, int64_t i) noexcept
    const void *arrow_validity(const fl_array *a) noexcept
    int64_t arrow_int(const void *p, int storage, int64_t i) noexcept
    double arrow_double(const void *p, int storage, int64_t i) noexcept
    bint arrow_wide(const void *p, int storage, int64_t i, fl_i128 *out) noexcept
    int64_t arrow_span(const fl_array *a, int storage, int width, int64_t i, int64_t *start) noexcept
    fl_text arrow_text(const fl_array *a, int storage, int64_t i) noexcept

    ctypedef struct fl_run:
        const fl_array *a
        const void *valid
        int64_t first
        int64_t n
        int64_t stride
        char *at
        int storage

    bint run_skips(const fl_run *r, int64_t i) noexcept
    int64_t run_texts(const fl_run *r, int64_t i) noexcept
    int64_t run_words(const fl_run *r, int64_t i, int64_t low, int64_t high) noexcept
    int64_t run_decimals(const fl_run *r, int64_t i, fl_u128 limit, int size) noexcept
    int64_t run_options(const fl_run *r, int64_t i, const fl_text *options, int64_t count) noexcept


cdef class Column:
    """How the values of one field are stored. `child` is the column's number in its parent."""
    cdef readonly Field field
    cdef readonly int storage
    cdef readonly int64_t child
    # Type of a dictionary's indexes; ARROW_ABSENT without dictionary.
    cdef readonly int indexes
    # Of decimals; of fixed-size lists, their length.
    cdef readonly int scale
    # Units of time to µs: multiply, then divide.
    cdef readonly int64_t multiply
    cdef readonly int64_t divide
    # A timestamp without zone: wall time.
    cdef readonly bint local
    # Of a struct, its fields; of a list, the one column of its items or their fields.
    cdef readonly tuple columns


# The columns of a table for the fields of `plan`. Raises DataError, naming the column, what was found and wanted.
cdef tuple match_table(Plan plan, const fl_schema *schema)
