"""How a bare {{ }} prints numbers and dates: static inline C, nothing to link."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_buf, fl_dec, fl_i128, fl_u128

cdef extern from "printing.h" nogil:
    const int64_t FL_MIN_DAYS
    const int64_t FL_MAX_DAYS
    const int64_t FL_DAY_MICROS
    const int64_t FL_MIN_INSTANT
    const int64_t FL_MAX_INSTANT

    char *fl_digits_u64(char *end, unsigned long long v) noexcept
    char *fl_digits_u128(char *end, fl_u128 v) noexcept
    int write_int "fl_write_int"(fl_buf *b, int64_t v) noexcept
    int write_dec "fl_write_dec"(fl_buf *b, fl_dec d) noexcept
    char *fl_put_dec64(char *w, int64_t v, int scale) noexcept
    int write_date "fl_write_date"(fl_buf *b, int64_t days) noexcept
    int64_t fl_days(int64_t y, int m, int d) noexcept
    void fl_civil(int64_t days, int64_t *y, int *m, int *d) noexcept
