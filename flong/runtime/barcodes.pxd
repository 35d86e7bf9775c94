"""Barcodes: see barcodes.pyx."""

from flong.runtime.core cimport fl_ctx, fl_text

cdef int barcode(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil
cdef int barcode_url(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil
