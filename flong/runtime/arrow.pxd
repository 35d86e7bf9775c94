"""The Arrow C interfaces, and how the columns of a schema fit the fields of a layout."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_arena, fl_i128, fl_text
from flong.runtime.rows cimport Field, Memory, Plan

cdef extern from "arrow_bind.h" nogil:
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
        int (*get_schema)(fl_stream *, fl_schema *) noexcept nogil
        int (*get_next)(fl_stream *, fl_array *) noexcept nogil
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
    int64_t arrow_span(const fl_array *a, int storage, int64_t width, int64_t i, int64_t *start) noexcept
    fl_text arrow_text(const fl_array *a, int storage, int64_t i) noexcept
    bint arrow_texts_grow(const fl_array *a, int storage, int64_t first, int64_t n) noexcept
    int64_t arrow_option(const fl_text *options, int64_t count, fl_text text) noexcept

    enum:
        FL_FITS, FL_CLOSER

    ctypedef struct fl_column
    ctypedef struct fl_run
    ctypedef int (*fl_kernel)(const fl_column *, const fl_run *) noexcept

    ctypedef struct fl_entries:
        int64_t n
        int code

    ctypedef struct fl_binding:
        fl_arena *arena
        const fl_entries *entries

    ctypedef struct fl_column:
        fl_kernel bind
        int storage
        int indexes
        bint optional
        int precision
        int scale
        int slot_scale
        int64_t child
        int64_t offset
        int64_t width
        int64_t entries
        int64_t items
        int64_t multiply
        int64_t divide
        int64_t low
        int64_t high
        fl_text zone
        const fl_text *options
        int64_t n_options
        fl_column **columns
        int64_t n_columns
        int64_t item_size
        bint scalar

    fl_kernel bind_utf8, bind_large_utf8, bind_views, bind_options, bind_words, bind_times, bind_floats
    fl_kernel bind_narrow, bind_decimals, bind_records, bind_lists, bind_closer

    fl_entries entries_in(const fl_column *c, const fl_array *a, fl_arena *arena) noexcept
    bint bind_table(
        fl_column **columns, int64_t count, const fl_array *table, int64_t first, int64_t n, char *at, int64_t stride,
        fl_binding *binding, char *codes,
    ) noexcept
    int utf8_kind(const char *text, int64_t n, bint vectors) noexcept
    bint utf8_has_avx2() noexcept


cdef class Column:
    """How the values of one field are stored, for C in `c`; what is fixed there is so for all batches of a stream."""
    cdef readonly Field field
    # Where it stands in the table, as people write it.
    cdef readonly str place
    # Of a struct, its fields; of a list, the one column of its items or their fields; `pointers` are theirs for C.
    cdef readonly tuple columns
    cdef Memory pointers
    cdef bytes zone
    cdef fl_column c


cdef class Table:
    """The columns of a table for the fields of a layout; `dictionaries` are those that have one, by number."""
    cdef readonly tuple columns
    cdef Memory pointers
    cdef readonly list dictionaries


# The columns of a table for the fields of `plan`; timestamps without zone are wall time by the table of zone `zone`,
# if it is not None. Raises DataError, naming the column, what was found and wanted.
cdef Table match_table(Plan plan, const fl_schema *schema, bytes zone)
