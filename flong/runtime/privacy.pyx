# cython: boundscheck=False, wraparound=False, cdivision=True
"""Masking of numbers and addresses.

Every function takes valid UTF-8 and returns 0 or a FL_* code. A mark, 1 to 32 bytes, stands for one
character: a code point with its marks and joiners. Where the rule of a kind does not fit, more is hidden, not
less; a text in which nothing would be hidden is hidden whole.
"""

from libc.stdint cimport int32_t, int64_t
from libc.string cimport memchr, memcpy

from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport FL_BAD_ARGUMENT, FL_MEMORY, Context, fl_ctx, fl_text
from flong.runtime.unicode cimport (
    fl_cut_at, fl_decode, fl_finish, fl_length, fl_next_character, fl_room,
)

cdef enum:
    LONGEST_MARK = 32
    BIN = 8  # a card's first digits that may be shown beside its last four (PCI DSS 3.4.1)


cdef inline bint _is_mark(fl_text mark) noexcept nogil:
    return 0 < mark.n <= LONGEST_MARK


cdef inline bint _is_digit(int32_t cp) noexcept nogil:
    return b"0" <= cp <= b"9" or 0xff10 <= cp <= 0xff19


cdef inline bint _is_sign(int32_t cp) noexcept nogil:
    """A digit or Latin letter, as accounts have them."""
    return _is_digit(cp) or b"a" <= (cp | 0x20) <= b"z"


# --- any text ----------------------------------------------------------------------------------------


cdef int _hide(fl_ctx *c, fl_text s, const char *first, const char *last, fl_text mark, fl_text *out) noexcept nogil:
    """`s` with a mark for each character from `first` to `last`."""
    cdef int64_t room = s.n * (1 + mark.n)
    cdef char *start = fl_room(c, room)
    cdef char *to = start
    cdef const char *p = first
    if start == NULL:
        return FL_MEMORY
    memcpy(to, s.p, first - s.p)
    to += first - s.p
    while p < last:
        memcpy(to, mark.p, mark.n)
        to += mark.n
        p = fl_next_character(s.p, p, s.p + s.n)
    memcpy(to, last, s.p + s.n - last)
    return fl_finish(c, start, to + (s.p + s.n - last), room, out)


cdef int mask(fl_ctx *c, fl_text s, int64_t keep_start, int64_t keep_end, fl_text mark, fl_text *out) noexcept nogil:
    cdef int64_t n = fl_length(s)
    cdef const char *end = s.p + s.n
    cdef const char *first
    cdef const char *last
    if keep_start < 0 or keep_end < 0 or not _is_mark(mark):
        return FL_BAD_ARGUMENT
    if keep_start >= n or keep_end >= n - keep_start:
        return _hide(c, s, s.p, end, mark, out)
    first = fl_cut_at(s, keep_start)
    last = fl_cut_at(s, n - keep_end)
    if keep_end and fl_length(fl_text(last, end - last)) > keep_end:
        last = fl_next_character(s.p, last, end)
    return _hide(c, s, first, last, mark, out)


cdef int mask_email(fl_ctx *c, fl_text s, fl_text mark, fl_text *out) noexcept nogil:
    """Three marks, however long the local part is."""
    cdef const char *at = s.p + s.n
    cdef const char *keep
    cdef int64_t n, room = s.n + 3 * LONGEST_MARK
    cdef char *start
    cdef char *to
    while at > s.p and (at - 1)[0] != c'@':
        at -= 1
    if at == s.p:
        return mask(c, s, 0, 0, mark, out)
    at -= 1
    if not _is_mark(mark):
        return FL_BAD_ARGUMENT
    n = fl_length(fl_text(s.p, at - s.p))
    keep = fl_cut_at(fl_text(s.p, at - s.p), 2 if n > 2 else n - 1 if n else 0)
    start = to = fl_room(c, room)
    if start == NULL:
        return FL_MEMORY
    memcpy(to, s.p, keep - s.p)
    to += keep - s.p
    for _ in range(3):
        memcpy(to, mark.p, mark.n)
        to += mark.n
    memcpy(to, at, s.p + s.n - at)
    return fl_finish(c, start, to + (s.p + s.n - at), room, out)


# --- numbers -----------------------------------------------------------------------------------------


cdef int64_t _count(fl_text s, bint letters) noexcept nogil:
    cdef const char *p = s.p
    cdef int64_t n = 0
    cdef int32_t cp
    cdef int size
    while p < s.p + s.n:
        cp = fl_decode(p, &size)
        n += _is_sign(cp) if letters else _is_digit(cp)
        p += size
    return n


cdef int _hide_signs(
    fl_ctx *c, fl_text s, int64_t first, int64_t last, bint letters, fl_text mark, fl_text *out,
) noexcept nogil:
    """`s` with marks for its digits (and letters) number `first` up to, not including, `last`."""
    cdef int64_t room = s.n * (1 + mark.n)
    cdef char *start = fl_room(c, room)
    cdef char *to = start
    cdef const char *p = s.p
    cdef int64_t i = -1
    cdef int32_t cp
    cdef int size
    cdef bint sign
    if start == NULL:
        return FL_MEMORY
    while p < s.p + s.n:
        cp = fl_decode(p, &size)
        sign = _is_sign(cp) if letters else _is_digit(cp)
        i += sign
        if sign and first <= i < last:
            memcpy(to, mark.p, mark.n)
            to += mark.n
        else:
            memcpy(to, p, size)
            to += size
        p += size
    return fl_finish(c, start, to, room, out)


cdef int mask_card(fl_ctx *c, fl_text s, int64_t keep_start, fl_text mark, fl_text *out) noexcept nogil:
    """At least four are hidden: first fewer of the first, then fewer of the last are kept."""
    cdef int64_t n = _count(s, True)
    cdef int64_t last = 4 if n >= 8 else n - 4 if n > 4 else 0
    if not 0 <= keep_start <= BIN or not _is_mark(mark):
        return FL_BAD_ARGUMENT
    if n == 0:
        return mask_all(c, s, mark, out)
    if keep_start > n - last - 4:
        keep_start = n - last - 4 if n - last > 4 else 0
    return _hide_signs(c, s, keep_start, n - last, True, mark, out)


cdef inline int mask_all(fl_ctx *c, fl_text s, fl_text mark, fl_text *out) noexcept nogil:
    return _hide(c, s, s.p, s.p + s.n, mark, out)


cdef bint _all_digits(fl_text s, int64_t first, int64_t last) noexcept nogil:
    cdef int64_t i
    for i in range(first, last):
        if not b"0" <= s.p[i] <= b"9":
            return False
    return True


cdef int mask_id(fl_ctx *c, fl_text s, fl_text mark, fl_text *out) noexcept nogil:
    """Korea's 900101-1234567 keeps the birth date, China's eighteen keep three and four; others three tenths at
    both ends."""
    cdef int64_t keep
    if s.n == 14 and s.p[6] == c'-' and _all_digits(s, 0, 6) and _all_digits(s, 7, 14):
        return mask(c, s, 7, 0, mark, out)
    if s.n == 18 and _all_digits(s, 0, 17):
        return mask(c, s, 3, 4, mark, out)
    keep = fl_length(s) * 3 // 10
    return mask(c, s, keep, keep, mark, out)


cdef fl_text _without_extension(fl_text s) noexcept nogil:
    """Up to # x ; or , behind a digit, or the Chinese words for extension."""
    cdef const char *p = s.p
    cdef int32_t cp
    cdef int size
    cdef bint digits = False
    while p < s.p + s.n:
        cp = fl_decode(p, &size)
        digits = digits or _is_digit(cp)
        if digits and (cp == 0x8f49 or cp == 0x8f6c or cp == 0x5206 or (0 < cp < 0x80 and memchr(b"#xX;,", cp, 5))):
            break
        p += size
    return fl_text(s.p, p - s.p)


cdef int _middle_groups(fl_text s, int64_t *first, int64_t *last) noexcept nogil:
    """Where the groups between the first and the last one begin and end, in digits; 0 with less than three."""
    cdef const char *p = s.p
    cdef int64_t n = 0
    cdef int groups = 0
    cdef int size
    cdef bint digit, before = False
    while p < s.p + s.n:
        digit = _is_digit(fl_decode(p, &size))
        if digit and not before:
            groups += 1
            last[0] = n
            if groups == 2:
                first[0] = n
        n += digit
        before = digit
        p += size
    return groups > 2 and last[0] - first[0] >= 3 and n - last[0] <= 4 and first[0] <= 4


cdef int mask_phone(fl_ctx *c, fl_text s, fl_text mark, fl_text *out) noexcept nogil:
    """The middle groups of three or more; else three or four digits before the last ones. An extension stays."""
    cdef fl_text main = _without_extension(s)
    cdef int64_t n = _count(main, False)
    cdef int64_t first = 0, last = 0
    if not _is_mark(mark):
        return FL_BAD_ARGUMENT
    if n == 0:
        return mask_all(c, s, mark, out)
    if n < 7:
        return _hide_signs(c, s, 0, n, False, mark, out)
    if not _middle_groups(main, &first, &last):
        last = n - (4 if n > 10 else 3 if n > 8 else 2)
        first = last - (3 if n == 9 or n == 10 else 4)
    return _hide_signs(c, s, first, last, False, mark, out)


# --- entries for Python ------------------------------------------------------------------------------

ctypedef int (*mask_function)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil


cdef str _masked(Context ctx, mask_function function, str s, str mark):
    cdef fl_text text, with_, out
    text_of(s, &text)
    text_of(mark, &with_)
    ctx.check(function(&ctx.c, text, with_, &out))
    return text_to(out)


def py_mask(Context ctx, str s, int64_t keep_start, int64_t keep_end, str mark):
    cdef fl_text text, with_, out
    text_of(s, &text)
    text_of(mark, &with_)
    ctx.check(mask(&ctx.c, text, keep_start, keep_end, with_, &out))
    return text_to(out)


def py_mask_card(Context ctx, str s, int64_t keep_start, str mark):
    cdef fl_text text, with_, out
    text_of(s, &text)
    text_of(mark, &with_)
    ctx.check(mask_card(&ctx.c, text, keep_start, with_, &out))
    return text_to(out)


def py_mask_id(Context ctx, str s, str mark):
    return _masked(ctx, mask_id, s, mark)


def py_mask_phone(Context ctx, str s, str mark):
    return _masked(ctx, mask_phone, s, mark)


def py_mask_email(Context ctx, str s, str mark):
    return _masked(ctx, mask_email, s, mark)
