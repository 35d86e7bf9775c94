"""Case mapping: see casing.pyx."""

from flong.runtime.core cimport fl_ctx, fl_text

cdef int upper(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int lower(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int capitalize(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int title(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
