"""Masking: see privacy.pyx and names.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_ctx, fl_text

cdef int mask(fl_ctx *c, fl_text s, int64_t keep_start, int64_t keep_end, fl_text mark, fl_text *out) noexcept nogil
cdef int mask_id(fl_ctx *c, fl_text s, fl_text mark, fl_text *out) noexcept nogil
cdef int mask_phone(fl_ctx *c, fl_text s, fl_text mark, fl_text *out) noexcept nogil
cdef int mask_email(fl_ctx *c, fl_text s, fl_text mark, fl_text *out) noexcept nogil
cdef int mask_card(fl_ctx *c, fl_text s, int64_t keep_start, fl_text mark, fl_text *out) noexcept nogil
