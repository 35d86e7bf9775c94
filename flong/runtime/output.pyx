# cython: boundscheck=False, wraparound=False, cdivision=True
"""Other forms of output: HTML from texts and back, JSON, Base64, plurals.

Every function takes valid UTF-8 and returns 0 or a FL_* code.
"""

from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr

from flong.runtime.convert cimport dec_of, text_of, text_to
from flong.runtime.core cimport FL_MEMORY, FL_OK, Context, fl_buf, fl_ctx, fl_dec, fl_text, fl_write
from flong.runtime.escape cimport esc_html, esc_json
from flong.runtime.printing cimport write_dec
from flong.runtime.scratch cimport fl_keep_scratch
from flong.runtime.unicode cimport fl_room

cdef extern from "tags.h" nogil:
    int fl_strip_tags(fl_ctx *c, fl_text s, fl_text *out) noexcept


cdef int safe_html(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    out[0] = s
    return FL_OK


cdef int _broken_lines(fl_ctx *c, fl_buf *b, fl_text s) noexcept nogil:
    cdef const char *p = s.p
    cdef const char *end = s.p + s.n
    cdef const char *stop
    cdef int code = FL_OK
    while code == FL_OK:
        stop = <const char *>memchr(p, c'\n', end - p)
        if stop == NULL:
            return esc_html(c, b, fl_text(p, end - p))
        code = esc_html(c, b, fl_text(p, stop - p - (stop > p and (stop - 1)[0] == c'\r')))
        code = code or fl_write(b, "<br>\n", 5)
        p = stop + 1
    return code


cdef int nl2br(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, _broken_lines(c, &b, s), out)


cdef int strip_tags(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    return fl_strip_tags(c, s, out)


cdef int json_text(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, esc_json(c, &b, s), out)


cdef int json_decimal(fl_ctx *c, fl_dec x, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, write_dec(&b, x), out)


cdef int json_bool(fl_ctx *c, bint x, fl_text *out) noexcept nogil:
    out[0] = fl_text("true", 4) if x else fl_text("false", 5)
    return FL_OK


cdef int base64(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    """RFC 4648, with padding and without line ends."""
    cdef const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    cdef const uint8_t *p = <const uint8_t *>s.p
    cdef char *to = fl_room(c, (s.n + 2) // 3 * 4)
    cdef int64_t i = 0
    cdef int bits, left
    if to == NULL:
        return FL_MEMORY
    out.p = to
    out.n = (s.n + 2) // 3 * 4
    while i < s.n:
        left = <int>(s.n - i)
        bits = p[i] << 16 | (p[i + 1] << 8 if left > 1 else 0) | (p[i + 2] if left > 2 else 0)
        to[0] = alphabet[bits >> 18]
        to[1] = alphabet[bits >> 12 & 63]
        to[2] = alphabet[bits >> 6 & 63] if left > 1 else c'='
        to[3] = alphabet[bits & 63] if left > 2 else c'='
        to += 4
        i += 3
    return FL_OK


cdef int hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef const char *digits = "0123456789abcdef"
    cdef char *to = fl_room(c, 2 * s.n)
    cdef int64_t i
    if to == NULL:
        return FL_MEMORY
    for i in range(s.n):
        to[2 * i] = digits[<uint8_t>s.p[i] >> 4]
        to[2 * i + 1] = digits[s.p[i] & 15]
    out.p = to
    out.n = 2 * s.n
    return FL_OK


cdef int plural(fl_ctx *c, fl_text ones, int64_t n, fl_text one, fl_text other, fl_text *out) noexcept nogil:
    """-1 counts as 1."""
    cdef int64_t size = -n if n == -1 else n
    out[0] = one if 0 <= size <= 1 and ones.p[size] else other
    return FL_OK


# --- entries for Python ------------------------------------------------------------------------------

ctypedef int (*text_function)(fl_ctx *, fl_text, fl_text *) noexcept nogil


cdef str _text(Context ctx, text_function function, str s):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(function(&ctx.c, text, &out))
    return text_to(out)


def py_safe_html(Context ctx, str s):
    return _text(ctx, safe_html, s)


def py_nl2br(Context ctx, str s):
    return _text(ctx, nl2br, s)


def py_strip_tags(Context ctx, str s):
    return _text(ctx, strip_tags, s)


def py_json_text(Context ctx, str s):
    return _text(ctx, json_text, s)


def py_base64(Context ctx, str s):
    return _text(ctx, base64, s)


def py_hex(Context ctx, str s):
    return _text(ctx, hex, s)


def py_json_decimal(Context ctx, x):
    cdef fl_dec value
    cdef fl_text out
    dec_of(x, &value)
    ctx.check(json_decimal(&ctx.c, value, &out))
    return text_to(out)


def py_json_bool(Context ctx, bint x):
    cdef fl_text out
    ctx.check(json_bool(&ctx.c, x, &out))
    return text_to(out)


def py_plural(Context ctx, bytes ones, int64_t n, str one, str other):
    cdef fl_text first, second, out
    text_of(one, &first)
    text_of(other, &second)
    ctx.check(plural(&ctx.c, fl_text(<const char *>ones, len(ones)), n, first, second, &out))
    return text_to(out)
