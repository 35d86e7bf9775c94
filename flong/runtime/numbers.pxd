"""Functions on numbers: see numbers.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_ctx, fl_dec, fl_text

cdef int round_int(fl_ctx *c, fl_text blob, int64_t x, int64_t digits, int64_t *out) noexcept nogil
cdef int round_decimal(fl_ctx *c, fl_text blob, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil
cdef int ceil(fl_ctx *c, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil
cdef int floor(fl_ctx *c, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil
cdef int trunc(fl_ctx *c, fl_dec x, int64_t digits, fl_dec *out) noexcept nogil
cdef int abs_int(fl_ctx *c, int64_t x, int64_t *out) noexcept nogil
cdef int abs_decimal(fl_ctx *c, fl_dec x, fl_dec *out) noexcept nogil
cdef int sign(fl_ctx *c, fl_dec x, int64_t *out) noexcept nogil
cdef int min_int2(fl_ctx *c, int64_t first, int64_t second, int64_t *out) noexcept nogil
cdef int min_int3(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t *out) noexcept nogil
cdef int min_int4(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t fourth, int64_t *out) noexcept nogil
cdef int min_decimal2(fl_ctx *c, fl_dec first, fl_dec second, fl_dec *out) noexcept nogil
cdef int min_decimal3(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec *out) noexcept nogil
cdef int min_decimal4(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec fourth, fl_dec *out) noexcept nogil
cdef int max_int2(fl_ctx *c, int64_t first, int64_t second, int64_t *out) noexcept nogil
cdef int max_int3(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t *out) noexcept nogil
cdef int max_int4(fl_ctx *c, int64_t first, int64_t second, int64_t third, int64_t fourth, int64_t *out) noexcept nogil
cdef int max_decimal2(fl_ctx *c, fl_dec first, fl_dec second, fl_dec *out) noexcept nogil
cdef int max_decimal3(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec *out) noexcept nogil
cdef int max_decimal4(fl_ctx *c, fl_dec first, fl_dec second, fl_dec third, fl_dec fourth, fl_dec *out) noexcept nogil
cdef int clamp_int(fl_ctx *c, int64_t x, int64_t low, int64_t high, int64_t *out) noexcept nogil
cdef int clamp_decimal(fl_ctx *c, fl_dec x, fl_dec low, fl_dec high, fl_dec *out) noexcept nogil
cdef int int_decimal(fl_ctx *c, fl_dec x, int64_t *out) noexcept nogil
cdef int int_text(fl_ctx *c, fl_text s, int64_t *out) noexcept nogil
cdef int decimal_decimal(fl_ctx *c, fl_dec x, fl_dec *out) noexcept nogil
cdef int decimal_text(fl_ctx *c, fl_text s, fl_dec *out) noexcept nogil
cdef int decimal_float(fl_ctx *c, double x, int64_t scale, fl_dec *out) noexcept nogil
