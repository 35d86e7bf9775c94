# cython: boundscheck=False, wraparound=False, cdivision=True
"""Escapers, one for each context; the work is done in escape_*.h."""

from libc.stdint cimport int64_t
from libc.stdlib cimport free
from libc.string cimport memcpy, strchr

from flong.runtime.convert cimport text_of
from flong.runtime.core cimport FL_BAD_ADDRESS, Context, fl_keep

cdef extern from "escape_html.h" nogil:
    int fl_escape_html(fl_buf *out, const char *p, int64_t n) noexcept
    int fl_escape_none(fl_buf *out, const char *p, int64_t n) noexcept
    char *escape_scalar(char *w, const char *p, const char *end, int html) noexcept
    char *escape_blocks(char *w, const char *p, const char *end, int html) noexcept
    char *escape_text(char *w, const char *p, int64_t n, int html) noexcept

cdef extern from "escape_text.h" nogil:
    int fl_escape_json(fl_buf *out, const char *p, int64_t n) noexcept
    int fl_escape_json_string(fl_buf *out, const char *p, int64_t n) noexcept
    int fl_escape_css_value(fl_buf *out, const char *p, int64_t n) noexcept
    int fl_escape_css_string(fl_buf *out, const char *p, int64_t n) noexcept

cdef extern from "escape_url.h" nogil:
    int fl_escape_url_link(fl_buf *out, fl_text s) noexcept
    int fl_escape_url_image(fl_buf *out, fl_text s) noexcept
    int fl_escape_url_part(fl_buf *out, const char *p, int64_t n) noexcept
    int fl_escape_css_url(fl_buf *out, fl_text s) noexcept

cdef extern from "escape_head.h" nogil:
    int fl_escape_head(fl_buf *out, const char *p, int64_t n) noexcept
    int fl_escape_address_name(fl_buf *out, const char *p, int64_t n) noexcept
    int fl_escape_address(fl_buf *out, const char *p, int64_t n) noexcept

cdef extern from "<strings.h>" nogil:
    int strncasecmp(const char *a, const char *b, size_t n) noexcept

cdef extern from "<ctype.h>" nogil:
    int isalnum(int c) noexcept

cdef enum:
    QUOTED = 512  # an address that is longer is none

ctypedef int (*Escape)(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil


cdef int esc_none(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_none(out, s.p, s.n)


cdef int esc_html(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_html(out, s.p, s.n)


cdef int esc_url_link(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_url_link(out, s)


cdef int esc_url_image(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_url_image(out, s)


cdef int esc_url_part(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_url_part(out, s.p, s.n)


cdef int esc_css_value(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_css_value(out, s.p, s.n)


cdef int esc_css_string(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_css_string(out, s.p, s.n)


cdef int esc_css_url(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_css_url(out, s)


cdef int esc_json(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_json(out, s.p, s.n)


cdef int esc_json_string(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_json_string(out, s.p, s.n)


cdef int esc_header(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_head(out, s.p, s.n)


cdef int esc_address_name(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_address_name(out, s.p, s.n)


cdef int esc_address(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    """One address; `a..b` of a carrier in Japan gets its quotes (see addresses.py)."""
    cdef char quoted[QUOTED]
    cdef int code = fl_escape_address(out, s.p, s.n)
    cdef int64_t n = quoted_local(s.p, s.n, quoted) if code == FL_BAD_ADDRESS else 0
    return fl_escape_address(out, quoted, n) if n else code


cdef int64_t quoted_local(const char *p, int64_t n, char *to) noexcept nogil:
    """Writes `"local"@domain` if that is an address of a carrier whose local part is made of atoms and dots in any
    order; gives its length, or 0."""
    cdef int64_t at = n - 1, i
    cdef bint named = False
    while at > 0 and p[at] != c'@':
        at -= 1
    if at < 1 or n + 2 > QUOTED or not is_carrier(p + at + 1, n - at - 1):
        return 0
    for i in range(at):
        if 0 < p[i] < 127 and isalnum(p[i]):
            named = True
        elif p[i] <= 0 or not strchr("!#$%&'*+/=?^_`{|}~-.", p[i]):
            return 0
    to[0] = to[at + 1] = c'"'
    memcpy(to + 1, p, at)
    memcpy(to + at + 2, p + at, n - at)
    return n + 2 if named else 0


cdef bint is_carrier(const char *domain, int64_t n) noexcept nogil:
    """Whether the domain, or one above it, gave out such local parts."""
    return (
        is_under(domain, n, "docomo.ne.jp", 12) or is_under(domain, n, "ezweb.ne.jp", 11)
        or is_under(domain, n, "au.com", 6) or is_under(domain, n, "softbank.ne.jp", 14)
        or is_under(domain, n, "vodafone.ne.jp", 14)
    )


cdef bint is_under(const char *domain, int64_t n, const char *top, int64_t size) noexcept nogil:
    return (
        n >= size and not strncasecmp(domain + n - size, top, size)
        and (n == size or domain[n - size - 1] == c'.')
    )


cdef int esc_plain(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_none(out, s.p, s.n)


cdef int esc_value(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return fl_escape_head(out, s.p, s.n)


cdef int _attribute(fl_ctx *c, fl_buf *out, fl_text s, Escape inner) noexcept nogil:
    """What `inner` writes, escaped for HTML."""
    cdef int64_t start = out.n
    cdef int code = inner(c, out, s)
    cdef fl_text written
    if code == 0:
        code = fl_keep(&c.arena, out.p + start, out.n - start, &written)
    out.n = start
    return code if code else fl_escape_html(out, written.p, written.n)


cdef int esc_url_link_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return _attribute(c, out, s, esc_url_link)


cdef int esc_url_image_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return _attribute(c, out, s, esc_url_image)


cdef int esc_css_string_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return _attribute(c, out, s, esc_css_string)


cdef int esc_css_url_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return _attribute(c, out, s, esc_css_url)


cdef int esc_json_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return _attribute(c, out, s, esc_json)


cdef int esc_json_string_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return _attribute(c, out, s, esc_json_string)


cdef int esc_url_part_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return esc_url_part(c, out, s)  # leaves nothing that HTML would read


cdef int esc_css_value_attr(fl_ctx *c, fl_buf *out, fl_text s) noexcept nogil:
    return esc_css_value(c, out, s)  # leaves nothing that HTML would read


cdef Escape _find(str name, bint attribute) except NULL:
    if attribute and name == "url_link":
        return esc_url_link_attr
    if attribute and name == "url_image":
        return esc_url_image_attr
    if attribute and name == "css_string":
        return esc_css_string_attr
    if attribute and name == "css_url":
        return esc_css_url_attr
    if attribute and name == "json":
        return esc_json_attr
    if attribute and name == "json_string":
        return esc_json_string_attr
    if attribute and name == "url_part":
        return esc_url_part_attr
    if attribute and name == "css_value":
        return esc_css_value_attr
    if not attribute and name == "none":
        return esc_none
    if not attribute and name == "html":
        return esc_html
    if not attribute and name == "url_link":
        return esc_url_link
    if not attribute and name == "url_image":
        return esc_url_image
    if not attribute and name == "url_part":
        return esc_url_part
    if not attribute and name == "css_value":
        return esc_css_value
    if not attribute and name == "css_string":
        return esc_css_string
    if not attribute and name == "css_url":
        return esc_css_url
    if not attribute and name == "json":
        return esc_json
    if not attribute and name == "json_string":
        return esc_json_string
    if not attribute and name == "header":
        return esc_header
    if not attribute and name == "address_name":
        return esc_address_name
    if not attribute and name == "address":
        return esc_address
    if not attribute and name == "plain":
        return esc_plain
    if not attribute and name == "value":
        return esc_value
    raise ValueError(f"no escaper {name!r}{' for attributes' if attribute else ''}")


def py_escape(Context context, str escaper, bint attribute, str s):
    """The UTF-8 bytes of `s` as escaper `escaper` prints them; with `attribute`, escaped for HTML as well.

    Raises Reject when `s` may not stand there, ValueError for an unknown escaper."""
    cdef fl_buf out = fl_buf(NULL, 0, 0)
    cdef fl_text text
    cdef Escape escape = _find(escaper, attribute)
    text_of(s, &text)
    try:
        context.check(escape(&context.c, &out, text))
        return out.p[:out.n]
    finally:
        free(out.p)


def py_escape_by(str way, const unsigned char[::1] text, bint html):
    """`text` escaped one byte at a time ("scalar"), in blocks of 16 ("blocks") or by the widest way of this
    processor ("any"): all give the same bytes. Without `html`, only control characters vanish."""
    cdef int64_t n = len(text)
    cdef const char *p = ""
    if n:
        p = <const char *>&text[0]
    cdef bytearray room = bytearray(5 * n + 16)
    cdef char *w = room
    cdef char *behind
    if way == "scalar":
        behind = escape_scalar(w, p, p + n, html)
    elif way == "blocks":
        behind = escape_blocks(w, p, p + n, html)
    else:
        behind = escape_text(w, p, n, html)
    return bytes(room[:behind - w])
