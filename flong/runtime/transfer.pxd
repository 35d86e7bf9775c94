"""Content transfer encodings: see transfer.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_buf, fl_text

cdef extern from "canonical.h" nogil:
    enum:
        FL_7BIT, FL_QUOTED, FL_BASE64
    int fl_canonical(fl_buf *out, fl_text s, int scalar, int *encoding) noexcept

cdef extern from "base64.h" nogil:
    int fl_base64(fl_buf *out, fl_text s, int scalar) noexcept

cdef extern from "quoted.h" nogil:
    int fl_quoted_printable(fl_buf *out, fl_text s, int scalar) noexcept

# The name of an encoding, as Content-Transfer-Encoding has it.
cdef fl_text encoding_name(int encoding) noexcept nogil
# Appends what `fl_canonical` made in the encoding it chose: 0 or a FL_* code.
cdef int write_encoded(fl_buf *out, const fl_buf *canonical, int encoding, bint scalar) noexcept nogil
