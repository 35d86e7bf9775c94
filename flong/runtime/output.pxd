"""Other forms of output: see output.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_ctx, fl_dec, fl_text

cdef int safe_html(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int strip_tags(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int nl2br(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int json_text(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int json_decimal(fl_ctx *c, fl_dec x, fl_text *out) noexcept nogil
cdef int json_bool(fl_ctx *c, bint x, fl_text *out) noexcept nogil
cdef int base64(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int plural(fl_ctx *c, fl_text ones, int64_t n, fl_text one, fl_text other, fl_text *out) noexcept nogil
