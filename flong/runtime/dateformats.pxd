"""Dates and times as texts, and back: see dateformats.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_ctx, fl_text

cdef int format_date(fl_ctx *c, fl_text program, int64_t d, fl_text *out) noexcept nogil
cdef int format_time(fl_ctx *c, fl_text program, int64_t t, fl_text *out) noexcept nogil
cdef int format_datetime(fl_ctx *c, fl_text zone_program, int64_t t, fl_text *out) noexcept nogil
cdef int parse_date(fl_ctx *c, fl_text program, fl_text s, int64_t *out) noexcept nogil
