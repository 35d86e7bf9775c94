# cython: boundscheck=False, wraparound=False, cdivision=True
"""Functions on texts.

Every function takes valid UTF-8 and returns 0 or a FL_* code; what it gives lives in the arena or is a
part of its argument. Lengths count code points. A cut that would fall before a combining mark, a joiner, a
variation selector or an emoji modifier, or behind a joiner, moves left to the start of that character.
Unicode 14.0. No text longer than 1 MB is made by padding or repeating: FL_TOO_LONG.
"""

from libc.stdint cimport int32_t, int64_t
from libc.string cimport memchr, memcmp, memcpy

from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport (
    FL_BAD_ARGUMENT, FL_MEMORY, FL_OK, FL_TOO_LONG, Context, fl_alloc, fl_ctx, fl_list, fl_text,
)
from flong.runtime.unicode cimport (
    fl_before, fl_columns, fl_cut_at, fl_decode, fl_encode, fl_finish, fl_is_space, fl_length, fl_next_character,
    fl_room,
)

cdef enum:
    MOST = 1 << 20


# --- white space, parts ----------------------------------------------------------------------------


cdef int trim(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef const char *p = s.p
    cdef const char *end = s.p + s.n
    cdef const char *last
    cdef int n
    while p < end and fl_is_space(fl_decode(p, &n)):
        p += n
    while end > p:
        last = fl_before(end)
        if not fl_is_space(fl_decode(last, &n)):
            break
        end = last
    out.p = p
    out.n = end - p
    return FL_OK


cdef int squeeze(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef char *start = fl_room(c, s.n)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int n
    cdef bint gap = False
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        if fl_is_space(fl_decode(p, &n)):
            gap = to > start
        else:
            if gap:
                to[0] = b" "
                to += 1
                gap = False
            memcpy(to, p, n)
            to += n
        p += n
    return fl_finish(c, start, to, s.n, out)


cdef const char *_find(const char *p, const char *end, fl_text part) noexcept nogil:
    """The first `part` (not empty) from `p` on, or NULL."""
    while end - p >= part.n:
        p = <const char *>memchr(p, part.p[0], end - p - part.n + 1)
        if p == NULL:
            return NULL
        if memcmp(p, part.p, part.n) == 0:
            return p
        p += 1
    return NULL


cdef int64_t _count(fl_text s, fl_text part) noexcept nogil:
    """How often `part` (not empty) stands in `s`, without overlap."""
    cdef int64_t n = 0
    cdef const char *p = _find(s.p, s.p + s.n, part)
    while p != NULL:
        n += 1
        p = _find(p + part.n, s.p + s.n, part)
    return n


cdef int replace(fl_ctx *c, fl_text s, fl_text old, fl_text new, fl_text *out) noexcept nogil:
    cdef const char *p = s.p
    cdef const char *end = s.p + s.n
    cdef const char *hit
    cdef char *to
    cdef int64_t times = _count(s, old) if old.n else 0
    out[0] = s
    if times == 0:
        return FL_OK
    if new.n and times > (MOST + s.n) // new.n:
        return FL_TOO_LONG
    out.n = s.n + times * (new.n - old.n)
    to = fl_room(c, out.n)
    if to == NULL:
        return FL_MEMORY
    out.p = to
    while times:
        hit = _find(p, end, old)
        memcpy(to, p, hit - p)
        memcpy(to + (hit - p), new.p, new.n)
        to += hit - p + new.n
        p = hit + old.n
        times -= 1
    memcpy(to, p, end - p)
    return FL_OK


cdef int split(fl_ctx *c, fl_text s, fl_text by, fl_list *out) noexcept nogil:
    cdef int64_t n = 1 + (_count(s, by) if by.n else 0)
    cdef fl_text *rows = <fl_text *>fl_alloc(&c.arena, n * sizeof(fl_text))
    cdef const char *p = s.p
    cdef const char *end = s.p + s.n
    cdef const char *hit
    cdef int64_t i
    if rows == NULL:
        return FL_MEMORY
    for i in range(n):
        hit = _find(p, end, by) if i < n - 1 else end
        rows[i].p = p
        rows[i].n = hit - p
        p = hit + by.n
    out.p = <const char *>rows
    out.n = n
    return FL_OK


cdef int contains(fl_ctx *c, fl_text s, fl_text part, bint *out) noexcept nogil:
    out[0] = part.n == 0 or _find(s.p, s.p + s.n, part) != NULL
    return FL_OK


cdef int starts_with(fl_ctx *c, fl_text s, fl_text prefix, bint *out) noexcept nogil:
    out[0] = prefix.n <= s.n and memcmp(s.p, prefix.p, prefix.n) == 0
    return FL_OK


cdef int ends_with(fl_ctx *c, fl_text s, fl_text suffix, bint *out) noexcept nogil:
    out[0] = suffix.n <= s.n and memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0
    return FL_OK


# --- counting, cutting, filling ----------------------------------------------------------------------


cdef int length(fl_ctx *c, fl_text s, int64_t *out) noexcept nogil:
    out[0] = fl_length(s)
    return FL_OK


cdef int width(fl_ctx *c, fl_text s, int64_t *out) noexcept nogil:
    """A character is as wide as its first code point; with the emoji selector, two columns."""
    cdef const char *p = s.p
    cdef const char *end = s.p + s.n
    cdef const char *following
    cdef int n
    cdef int columns
    out[0] = 0
    while p < end:
        following = fl_next_character(s.p, p, end)
        columns = fl_columns(fl_decode(p, &n))
        if following - p > n and memcmp(p + n, b"\xef\xb8\x8f", 3) == 0:
            columns = 2
        out[0] += columns
        p = following
    return FL_OK


cdef int truncate(fl_ctx *c, fl_text s, int64_t length, fl_text mark, fl_text *out) noexcept nogil:
    cdef int64_t n
    cdef char *to
    out[0] = s
    if fl_length(s) <= length:
        return FL_OK
    if length < fl_length(mark):
        return FL_BAD_ARGUMENT
    n = fl_cut_at(s, length - fl_length(mark)) - s.p
    to = fl_room(c, n + mark.n)
    if to == NULL:
        return FL_MEMORY
    memcpy(to, s.p, n)
    memcpy(to + n, mark.p, mark.n)
    out.p = to
    out.n = n + mark.n
    return FL_OK


cdef int _pad(fl_ctx *c, fl_text s, int64_t width, fl_text fill, bint left, fl_text *out) noexcept nogil:
    """`fill` must be one code point."""
    cdef int64_t length = fl_length(s)
    cdef int64_t lacking, i
    cdef char *to
    out[0] = s
    if fl_length(fill) != 1:
        return FL_BAD_ARGUMENT
    if width <= length:
        return FL_OK
    lacking = width - length
    if lacking > MOST:
        return FL_TOO_LONG
    out.n = s.n + lacking * fill.n
    to = fl_room(c, out.n)
    if to == NULL:
        return FL_MEMORY
    out.p = to
    memcpy(to + (lacking * fill.n if left else 0), s.p, s.n)
    to += 0 if left else s.n
    for i in range(lacking):
        memcpy(to + i * fill.n, fill.p, fill.n)
    return FL_OK


cdef int pad_left(fl_ctx *c, fl_text s, int64_t width, fl_text fill, fl_text *out) noexcept nogil:
    return _pad(c, s, width, fill, True, out)


cdef int pad_right(fl_ctx *c, fl_text s, int64_t width, fl_text fill, fl_text *out) noexcept nogil:
    return _pad(c, s, width, fill, False, out)


cdef int slice_range(fl_ctx *c, fl_text s, int64_t start, int64_t stop, fl_text *out) noexcept nogil:
    cdef int64_t n = fl_length(s) if start < 0 or stop < 0 else 0
    cdef const char *end
    out.p = fl_cut_at(s, start + n if start < 0 else start)
    end = fl_cut_at(s, stop + n if stop < 0 else stop)
    out.n = end - out.p if end > out.p else 0
    return FL_OK


cdef int slice_from(fl_ctx *c, fl_text s, int64_t start, fl_text *out) noexcept nogil:
    return slice_range(c, s, start, s.n, out)


cdef int reverse(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef char *start = fl_room(c, s.n)
    cdef char *to = start + s.n
    cdef const char *p = s.p
    cdef const char *following
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        following = fl_next_character(s.p, p, s.p + s.n)
        to -= following - p
        memcpy(to, p, following - p)
        p = following
    out.p = start
    out.n = s.n
    return FL_OK


cdef int repeat(fl_ctx *c, fl_text s, int64_t times, fl_text *out) noexcept nogil:
    cdef int64_t i
    cdef char *to
    if times < 0:
        return FL_BAD_ARGUMENT
    if s.n and times > MOST // s.n:
        return FL_TOO_LONG
    out.n = s.n * times
    to = fl_room(c, out.n)
    if to == NULL:
        return FL_MEMORY
    for i in range(times if s.n else 0):
        memcpy(to + i * s.n, s.p, s.n)
    out.p = to
    return FL_OK


# --- forms ---------------------------------------------------------------------------------------


cdef int fullwidth(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    """U+0021..U+007E become U+FF01..U+FF5E, the space U+3000."""
    cdef char *start = fl_room(c, 3 * s.n)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int32_t cp
    cdef int n
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        cp = fl_decode(p, &n)
        to = fl_encode(to, 0x3000 if cp == 0x20 else cp + 0xfee0 if 0x21 <= cp <= 0x7e else cp)
        p += n
    return fl_finish(c, start, to, 3 * s.n, out)


cdef int halfwidth(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    """The reverse of `fullwidth`; kana and Hangul stay."""
    cdef char *start = fl_room(c, s.n)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int32_t cp
    cdef int n
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        cp = fl_decode(p, &n)
        to = fl_encode(to, 0x20 if cp == 0x3000 else cp - 0xfee0 if 0xff01 <= cp <= 0xff5e else cp)
        p += n
    return fl_finish(c, start, to, s.n, out)


# --- entries for Python ------------------------------------------------------------------------------

ctypedef int (*text_function)(fl_ctx *, fl_text, fl_text *) noexcept nogil
ctypedef int (*count_function)(fl_ctx *, fl_text, int64_t *) noexcept nogil
ctypedef int (*test_function)(fl_ctx *, fl_text, fl_text, bint *) noexcept nogil


cdef str _text(Context ctx, text_function function, str s):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(function(&ctx.c, text, &out))
    return text_to(out)


cdef object _number(Context ctx, count_function function, str s):
    cdef fl_text text
    cdef int64_t out = 0
    text_of(s, &text)
    ctx.check(function(&ctx.c, text, &out))
    return out


cdef object _test(Context ctx, test_function function, str s, str part):
    cdef fl_text text, other
    cdef bint out = False
    text_of(s, &text)
    text_of(part, &other)
    ctx.check(function(&ctx.c, text, other, &out))
    return bool(out)


def py_trim(Context ctx, str s):
    return _text(ctx, trim, s)


def py_squeeze(Context ctx, str s):
    return _text(ctx, squeeze, s)


def py_reverse(Context ctx, str s):
    return _text(ctx, reverse, s)


def py_fullwidth(Context ctx, str s):
    return _text(ctx, fullwidth, s)


def py_halfwidth(Context ctx, str s):
    return _text(ctx, halfwidth, s)


def py_length(Context ctx, str s):
    return _number(ctx, length, s)


def py_width(Context ctx, str s):
    return _number(ctx, width, s)


def py_contains(Context ctx, str s, str part):
    return _test(ctx, contains, s, part)


def py_starts_with(Context ctx, str s, str prefix):
    return _test(ctx, starts_with, s, prefix)


def py_ends_with(Context ctx, str s, str suffix):
    return _test(ctx, ends_with, s, suffix)


def py_replace(Context ctx, str s, str old, str new):
    cdef fl_text text, a, b, out
    text_of(s, &text)
    text_of(old, &a)
    text_of(new, &b)
    ctx.check(replace(&ctx.c, text, a, b, &out))
    return text_to(out)


def py_truncate(Context ctx, str s, int64_t length, str mark):
    cdef fl_text text, end, out
    text_of(s, &text)
    text_of(mark, &end)
    ctx.check(truncate(&ctx.c, text, length, end, &out))
    return text_to(out)


def py_pad_left(Context ctx, str s, int64_t width, str fill):
    cdef fl_text text, with_, out
    text_of(s, &text)
    text_of(fill, &with_)
    ctx.check(pad_left(&ctx.c, text, width, with_, &out))
    return text_to(out)


def py_pad_right(Context ctx, str s, int64_t width, str fill):
    cdef fl_text text, with_, out
    text_of(s, &text)
    text_of(fill, &with_)
    ctx.check(pad_right(&ctx.c, text, width, with_, &out))
    return text_to(out)


def py_slice_from(Context ctx, str s, int64_t start):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(slice_from(&ctx.c, text, start, &out))
    return text_to(out)


def py_slice_range(Context ctx, str s, int64_t start, int64_t stop):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(slice_range(&ctx.c, text, start, stop, &out))
    return text_to(out)


def py_repeat(Context ctx, str s, int64_t times):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(repeat(&ctx.c, text, times, &out))
    return text_to(out)


def py_split(Context ctx, str s, str by):
    cdef fl_text text, separator
    cdef fl_list out
    cdef int64_t i
    text_of(s, &text)
    text_of(by, &separator)
    ctx.check(split(&ctx.c, text, separator, &out))
    return [text_to((<fl_text *>out.p)[i]) for i in range(out.n)]
