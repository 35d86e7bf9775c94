# cython: boundscheck=False, wraparound=False, cdivision=True
"""Full case mapping of texts, as `str` does it (Unicode 14.0, SpecialCasing with the final sigma).

Every function takes valid UTF-8 and returns 0 or FL_MEMORY; what it gives lives in the arena.
"""

from libc.stdint cimport int32_t

from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport FL_MEMORY, Context, fl_ctx, fl_text
from flong.runtime.unicode cimport (
    fl_before, fl_decode, fl_encode, fl_extends_cp, fl_finish, fl_is_cased, fl_is_ignorable, fl_lower_to, fl_room,
    fl_title_to, fl_upper_to,
)

cdef enum:
    SIGMA = 0x3a3
    FINAL_SIGMA = 0x3c2


cdef int upper(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef char *start = fl_room(c, 3 * s.n)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int n
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        to = fl_upper_to(to, fl_decode(p, &n))
        p += n
    return fl_finish(c, start, to, 3 * s.n, out)


cdef bint _final(fl_text s, const char *p) noexcept nogil:
    """The final sigma rule: a cased letter before `p`, none after; what is ignorable does not count."""
    cdef const char *at = p
    cdef int n = 0
    cdef int32_t cp = 0
    while at > s.p:
        at = fl_before(at)
        cp = fl_decode(at, &n)
        if not fl_is_ignorable(cp):
            break
    if p == s.p or fl_is_ignorable(cp) or not fl_is_cased(cp):
        return False
    at = p + 2
    while at < s.p + s.n:
        cp = fl_decode(at, &n)
        if not fl_is_ignorable(cp):
            return not fl_is_cased(cp)
        at += n
    return True


cdef inline char *_lower_at(fl_text s, const char *p, int32_t cp, char *to) noexcept nogil:
    if cp == SIGMA and _final(s, p):
        return fl_encode(to, FINAL_SIGMA)
    return fl_lower_to(to, cp)


cdef int lower(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef char *start = fl_room(c, 3 * s.n)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int32_t cp
    cdef int n
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        cp = fl_decode(p, &n)
        to = _lower_at(s, p, cp, to)
        p += n
    return fl_finish(c, start, to, 3 * s.n, out)


cdef int capitalize(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef char *start = fl_room(c, 3 * s.n)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int32_t cp
    cdef int n
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        cp = fl_decode(p, &n)
        to = fl_title_to(to, cp) if p == s.p else _lower_at(s, p, cp, to)
        p += n
    return fl_finish(c, start, to, 3 * s.n, out)


cdef int title(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    """A word begins at a cased letter behind anything but a letter, a digit, an apostrophe or a mark of one."""
    cdef char *start = fl_room(c, 3 * s.n)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int32_t cp
    cdef int n
    cdef bint inside = False
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        cp = fl_decode(p, &n)
        if fl_is_cased(cp):
            to = _lower_at(s, p, cp, to) if inside else fl_title_to(to, cp)
            inside = True
        else:
            to = fl_encode(to, cp)
            inside = (inside and (cp == b"'" or cp == 0x2019 or fl_extends_cp(cp))) or b"0" <= cp <= b"9"
        p += n
    return fl_finish(c, start, to, 3 * s.n, out)


# --- entries for Python ------------------------------------------------------------------------------

ctypedef int (*text_function)(fl_ctx *, fl_text, fl_text *) noexcept nogil


cdef str _text(Context ctx, text_function function, str s):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(function(&ctx.c, text, &out))
    return text_to(out)


def py_upper(Context ctx, str s):
    return _text(ctx, upper, s)


def py_lower(Context ctx, str s):
    return _text(ctx, lower, s)


def py_capitalize(Context ctx, str s):
    return _text(ctx, capitalize, s)


def py_title(Context ctx, str s):
    return _text(ctx, title, s)
