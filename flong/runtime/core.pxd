"""What compiled renderers and the runtime share: the structs of core.h and the context of a rendering."""

from libc.stdint cimport int32_t, int64_t

cdef extern from "core.h" nogil:
    enum:
        FL_ABI, FL_MAX_TURNS
        FL_OK, FL_MEMORY, FL_INT_OVERFLOW, FL_DECIMAL_OVERFLOW, FL_DIVISION_BY_ZERO, FL_BAD_DATE, FL_BAD_NUMBER
        FL_NOT_WHOLE, FL_TOO_LONG, FL_TOO_MANY_TURNS, FL_BAD_SCHEME, FL_BAD_CSS, FL_BAD_ADDRESS
        FL_CONTROL_CHARACTER, FL_BAD_ARGUMENT, FL_REJECTED, FL_SKIPPED, FL_DECIMAL_DIGITS, FL_ZERO_POWER

    const int64_t FL_MAX_PART
    const int64_t FL_MAX_ALLOC
    const int64_t FL_MAX_HELD

    # The true widths are those of core.h; C picks them.
    ctypedef unsigned long long fl_u128
    ctypedef long long fl_i128

    ctypedef struct fl_text:
        const char *p
        int64_t n

    ctypedef struct fl_dec:
        fl_u128 c
        int32_t e
        int32_t neg

    ctypedef struct fl_list:
        const char *p
        int64_t n

    ctypedef struct fl_buf:
        char *p
        int64_t n
        int64_t cap

    ctypedef struct fl_block:
        fl_block *next
        int64_t cap

    ctypedef struct fl_arena:
        fl_block *first
        fl_block *now
        int64_t used
        int64_t most

    ctypedef struct fl_asset:
        int32_t kind
        int32_t size
        int32_t level
        int32_t row
        char[32] id
        int64_t at
        int64_t n

    ctypedef struct fl_ctx:
        fl_buf *parts
        fl_arena arena
        int32_t code
        int32_t place
        fl_text reason
        int64_t now
        int64_t today
        int64_t turns
        int32_t row
        fl_asset *assets
        int64_t n_assets
        int64_t cap_assets
        fl_buf asset_data
        const char *left_out

    int fl_grow(fl_buf *b, int64_t more) noexcept
    int fl_reserve(fl_buf *b, int64_t more) noexcept
    int fl_write(fl_buf *b, const char *p, int64_t n) noexcept
    void *fl_alloc(fl_arena *a, int64_t n) noexcept
    void fl_arena_reset(fl_arena *a) noexcept
    void fl_arena_free(fl_arena *a) noexcept
    int fl_keep(fl_arena *a, const char *p, int64_t n, fl_text *out) noexcept
    int fl_turn(fl_ctx *c) noexcept
    int fl_add_asset(fl_ctx *c, int kind, int size, int level, const char *id, fl_text data) noexcept


cdef class Context:
    cdef fl_ctx c
    cdef readonly int n_parts
    cdef int check(self, int code) except -1


# The i-th noted picture: (row, kind, id, size, level, data).
cdef tuple asset_at(const fl_ctx *c, Py_ssize_t i)
