"""Links: see links.pyx."""

from flong.runtime.core cimport fl_ctx, fl_text

cdef int url(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int urlencode(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int with_query(fl_ctx *c, fl_text u, fl_text name, fl_text value, fl_text *out) noexcept nogil
cdef int with_query_text(fl_ctx *c, fl_text u, fl_text name, fl_text value, fl_text *out) noexcept nogil
cdef int mailto(fl_ctx *c, fl_text address, fl_text subject, fl_text body, fl_text *out) noexcept nogil
cdef int tel(fl_ctx *c, fl_text number, fl_text *out) noexcept nogil
cdef int sms(fl_ctx *c, fl_text number, fl_text body, fl_text *out) noexcept nogil
