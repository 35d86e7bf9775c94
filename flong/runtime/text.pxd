"""Functions on texts: see text.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_ctx, fl_list, fl_text

cdef int trim(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int squeeze(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int replace(fl_ctx *c, fl_text s, fl_text old, fl_text new, fl_text *out) noexcept nogil
cdef int truncate(fl_ctx *c, fl_text s, int64_t length, fl_text mark, fl_text *out) noexcept nogil
cdef int pad_left(fl_ctx *c, fl_text s, int64_t width, fl_text fill, fl_text *out) noexcept nogil
cdef int pad_right(fl_ctx *c, fl_text s, int64_t width, fl_text fill, fl_text *out) noexcept nogil
cdef int slice_from(fl_ctx *c, fl_text s, int64_t start, fl_text *out) noexcept nogil
cdef int slice_range(fl_ctx *c, fl_text s, int64_t start, int64_t stop, fl_text *out) noexcept nogil
cdef int reverse(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int repeat(fl_ctx *c, fl_text s, int64_t times, fl_text *out) noexcept nogil
cdef int split(fl_ctx *c, fl_text s, fl_text by, fl_list *out) noexcept nogil
cdef int length(fl_ctx *c, fl_text s, int64_t *out) noexcept nogil
cdef int width(fl_ctx *c, fl_text s, int64_t *out) noexcept nogil
cdef int contains(fl_ctx *c, fl_text s, fl_text part, bint *out) noexcept nogil
cdef int starts_with(fl_ctx *c, fl_text s, fl_text prefix, bint *out) noexcept nogil
cdef int ends_with(fl_ctx *c, fl_text s, fl_text suffix, bint *out) noexcept nogil
cdef int fullwidth(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int halfwidth(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
