"""Masking of persons' names: see names.pyx."""

from flong.runtime.core cimport fl_ctx, fl_text

cdef int mask_name(fl_ctx *c, fl_text told, fl_text name, fl_text *out) noexcept nogil
