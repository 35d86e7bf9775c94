"""QR codes: see qrcodes.pyx."""

from flong.runtime.core cimport fl_text

cdef bint qr_holds(fl_text data, int level) noexcept nogil
