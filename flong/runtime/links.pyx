# cython: boundscheck=False, wraparound=False, cdivision=True
"""Links (RFC 3986, mailto RFC 6068, tel RFC 3966, sms RFC 5724).

Every function takes valid UTF-8 and returns 0 or a FL_* code. What is put into a link is encoded but for
unreserved characters, so nothing in it can end its place; control characters are dropped.
"""

from libc.stdint cimport int32_t, int64_t
from libc.string cimport memchr

from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport (
    FL_BAD_ADDRESS, FL_BAD_NUMBER, FL_OK, Context, fl_buf, fl_ctx, fl_text, fl_write,
)
from flong.runtime.escape cimport esc_url_link, esc_url_part
from flong.runtime.scratch cimport fl_keep_scratch
from flong.runtime.unicode cimport fl_decode


cdef int url(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, esc_url_link(c, &b, s), out)


cdef int urlencode(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, esc_url_part(c, &b, s), out)


# --- queries -----------------------------------------------------------------------------------------


cdef int _parameter(fl_ctx *c, fl_buf *b, fl_text name, fl_text value) noexcept nogil:
    cdef int code = esc_url_part(c, b, name)
    code = code or fl_write(b, "=", 1)
    return code or esc_url_part(c, b, value)


cdef int _queried(fl_ctx *c, fl_buf *b, fl_text u, fl_text name, fl_text value) noexcept nogil:
    cdef const char *end = u.p + u.n
    cdef const char *fragment = <const char *>memchr(u.p, c'#', u.n)
    cdef const char *stop = fragment if fragment else end
    cdef const char *query = <const char *>memchr(u.p, c'?', stop - u.p)
    cdef int code = fl_write(b, u.p, stop - u.p)
    if query == NULL:
        code = code or fl_write(b, "?", 1)
    elif query + 1 < stop and (stop - 1)[0] != c'&':
        code = code or fl_write(b, "&", 1)
    code = code or _parameter(c, b, name, value)
    return code or fl_write(b, stop, end - stop)


cdef int with_query(fl_ctx *c, fl_text u, fl_text name, fl_text value, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, _queried(c, &b, u, name, value), out)


cdef int with_query_text(fl_ctx *c, fl_text u, fl_text name, fl_text value, fl_text *out) noexcept nogil:
    cdef fl_text checked
    cdef int code = url(c, u, &checked)
    return code or with_query(c, checked, name, value, out)


# --- mailto --------------------------------------------------------------------------------------------


cdef int _lines(fl_ctx *c, fl_buf *b, fl_text s, const char *end_of_line, int size) noexcept nogil:
    """`s` encoded, its line ends written as `end_of_line`."""
    cdef const char *p = s.p
    cdef const char *end = s.p + s.n
    cdef const char *stop
    cdef int code = FL_OK
    while code == FL_OK:
        stop = <const char *>memchr(p, c'\n', end - p)
        if stop == NULL:
            return esc_url_part(c, b, fl_text(p, end - p))
        code = esc_url_part(c, b, fl_text(p, stop - p - (stop > p and (stop - 1)[0] == c'\r')))
        code = code or fl_write(b, end_of_line, size)
        p = stop + 1
    return code


cdef int _field(fl_ctx *c, fl_buf *b, bint first, fl_text name, fl_text value, bint body) noexcept nogil:
    cdef int code = fl_write(b, "?" if first else "&", 1)
    code = code or fl_write(b, name.p, name.n)
    if body:
        return code or _lines(c, b, value, "%0D%0A", 6)
    return code or _lines(c, b, value, "%20", 3)


cdef int _mailto(fl_ctx *c, fl_buf *b, fl_text address, fl_text subject, fl_text body) noexcept nogil:
    cdef const char *at = <const char *>memchr(address.p, c'@', address.n)
    cdef int64_t local = at - address.p
    cdef int code
    if at == NULL or local == 0 or local == address.n - 1 or memchr(at + 1, c'@', address.n - local - 1):
        return FL_BAD_ADDRESS
    code = fl_write(b, "mailto:", 7)
    code = code or esc_url_part(c, b, fl_text(address.p, local))
    code = code or fl_write(b, "@", 1)
    code = code or esc_url_part(c, b, fl_text(at + 1, address.n - local - 1))
    if subject.n:
        code = code or _field(c, b, True, fl_text("subject=", 8), subject, False)
    if body.n:
        code = code or _field(c, b, subject.n == 0, fl_text("body=", 5), body, True)
    return code


cdef int mailto(fl_ctx *c, fl_text address, fl_text subject, fl_text body, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, _mailto(c, &b, address, subject, body), out)


# --- telephones ----------------------------------------------------------------------------------------


cdef inline int32_t _plain(int32_t cp) noexcept nogil:
    """Full-width digits and signs as ASCII."""
    return cp - 0xfee0 if 0xff01 <= cp <= 0xff5e else cp


cdef inline bint _is_separator(int32_t cp) noexcept nogil:
    return cp == 0x3000 or 0x2010 <= cp <= 0x2015 or cp == 0x2212 or (
        0 < cp < 0x80 and memchr(b" -.()/", cp, 6) != NULL
    )


cdef int _number(fl_buf *b, fl_text s) noexcept nogil:
    """Digits, a leading + and an extension behind #; separators are dropped, anything else is no number."""
    cdef const char *p = s.p
    cdef int32_t cp
    cdef int size
    cdef int code = FL_OK
    cdef char digit
    cdef int64_t start = b.n
    cdef bint extension = False, ends_well
    while p < s.p + s.n and code == FL_OK:
        cp = _plain(fl_decode(p, &size))
        p += size
        if b"0" <= cp <= b"9" or (cp == b"+" and b.n == start):
            digit = <char>cp
            code = fl_write(b, &digit, 1)
        elif cp == b"#" and b.n > start and not extension:
            extension = True
            code = fl_write(b, ";ext=", 5)
        elif not _is_separator(cp):
            return FL_BAD_NUMBER
    ends_well = b.n > start and b"0" <= b.p[b.n - 1] <= b"9"
    return code if code or ends_well else FL_BAD_NUMBER


cdef int _to_number(fl_ctx *c, fl_buf *b, const char *scheme, fl_text number, fl_text body) noexcept nogil:
    cdef int code = fl_write(b, scheme, 4)
    code = code or _number(b, number)
    if body.n:
        code = code or _field(c, b, True, fl_text("body=", 5), body, True)
    return code


cdef int tel(fl_ctx *c, fl_text number, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, _to_number(c, &b, "tel:", number, fl_text(NULL, 0)), out)


cdef int sms(fl_ctx *c, fl_text number, fl_text body, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    return fl_keep_scratch(c, &b, _to_number(c, &b, "sms:", number, body), out)


# --- entries for Python ------------------------------------------------------------------------------

ctypedef int (*one_text)(fl_ctx *, fl_text, fl_text *) noexcept nogil
ctypedef int (*three_texts)(fl_ctx *, fl_text, fl_text, fl_text, fl_text *) noexcept nogil


cdef str _one(Context ctx, one_text function, str s):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(function(&ctx.c, text, &out))
    return text_to(out)


cdef str _three(Context ctx, three_texts function, str s, str a, str b):
    cdef fl_text text, first, second, out
    text_of(s, &text)
    text_of(a, &first)
    text_of(b, &second)
    ctx.check(function(&ctx.c, text, first, second, &out))
    return text_to(out)


def py_url(Context ctx, str s):
    return _one(ctx, url, s)


def py_urlencode(Context ctx, str s):
    return _one(ctx, urlencode, s)


def py_with_query(Context ctx, str u, str name, str value):
    return _three(ctx, with_query, u, name, value)


def py_with_query_text(Context ctx, str u, str name, str value):
    return _three(ctx, with_query_text, u, name, value)


def py_mailto(Context ctx, str address, str subject, str body):
    return _three(ctx, mailto, address, subject, body)


def py_tel(Context ctx, str number):
    return _one(ctx, tel, number)


def py_sms(Context ctx, str number, str body):
    cdef fl_text text, message, out
    text_of(number, &text)
    text_of(body, &message)
    ctx.check(sms(&ctx.c, text, message, &out))
    return text_to(out)
