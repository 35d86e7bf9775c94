"""QR codes: see qrcodes.pyx."""

from flong.runtime.core cimport fl_ctx, fl_text

cdef bint qr_holds(fl_text data, int level) noexcept nogil
cdef int qr_svg(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil
