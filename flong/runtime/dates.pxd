"""Calendar arithmetic and parts of dates: see dates.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_ctx, fl_text

# The calendar day and the µs behind its midnight of an instant, on the wall of `zone`.
cdef int wall_of(fl_text zone, int64_t t, int64_t *days, int64_t *micros) noexcept nogil

cdef int add_date(fl_ctx *c, fl_text unit, int64_t d, int64_t n, int64_t *out) noexcept nogil
cdef int add_datetime(fl_ctx *c, fl_text unit_zone, int64_t t, int64_t n, int64_t *out) noexcept nogil
cdef int days_between(fl_ctx *c, int64_t a, int64_t b, int64_t *out) noexcept nogil
cdef int diff(fl_ctx *c, fl_text unit, int64_t a, int64_t b, int64_t *out) noexcept nogil
cdef int age(fl_ctx *c, int64_t birthday, int64_t on, int64_t *out) noexcept nogil
cdef int start_of(fl_ctx *c, fl_text unit, int64_t d, int64_t *out) noexcept nogil
cdef int end_of(fl_ctx *c, fl_text unit, int64_t d, int64_t *out) noexcept nogil
cdef int min_date(fl_ctx *c, int64_t a, int64_t b, int64_t *out) noexcept nogil
cdef int max_date(fl_ctx *c, int64_t a, int64_t b, int64_t *out) noexcept nogil

cdef int year(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil
cdef int month(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil
cdef int day(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil
cdef int weekday(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil
cdef int is_weekend(fl_ctx *c, int64_t d, bint *out) noexcept nogil
cdef int roc_year(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil
cdef int hour(fl_ctx *c, int64_t t, int64_t *out) noexcept nogil
cdef int minute(fl_ctx *c, int64_t t, int64_t *out) noexcept nogil
cdef int date_of(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil
cdef int year_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil
cdef int month_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil
cdef int day_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil
cdef int weekday_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil
cdef int hour_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil
cdef int minute_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil
