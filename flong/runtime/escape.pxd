"""Escapers (docs/language.md, "Escaping by context"): `s`, valid UTF-8, goes to `out` as its context needs it.

They return 0 or a FL_* code; what they wrote before failing stays. `_attr` ones escape for HTML as well, for contexts
that lie in an attribute.
"""

from flong.runtime.core cimport fl_buf, fl_ctx, fl_text

cdef int esc_none(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_html(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_url_link(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_url_image(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_url_part(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_css_value(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_css_string(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_css_url(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_json(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_json_string(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_header(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_address_name(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_address(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_plain(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_value(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil

cdef int esc_url_link_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_url_image_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_url_part_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_css_value_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_css_string_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_css_url_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_json_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
cdef int esc_json_string_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil
