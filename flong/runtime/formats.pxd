"""Numbers as texts by CLDR: see formats.pyx."""

from flong.runtime.core cimport fl_ctx, fl_dec, fl_text

cdef int number(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) noexcept nogil
cdef int percent(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) noexcept nogil
cdef int money(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) noexcept nogil
