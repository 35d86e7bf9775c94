"""A buffer for the time of one call."""

from flong.runtime.core cimport fl_buf, fl_ctx, fl_text

cdef extern from "scratch.h" nogil:
    int fl_keep_scratch(fl_ctx *c, fl_buf *scratch, int code, fl_text *out) noexcept
