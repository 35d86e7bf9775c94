# cython: boundscheck=False, wraparound=False, cdivision=True
"""Masking of persons' names, by script.

Characters are code points with their marks; names are never normalised. A word of Han or Hangul is a
surname, of one character or a known pair, and a given name:

    style     Han                     Hangul            others
    middle    王○明 王○ 歐陽○○ 張○○明  홍*동 홍* 남궁*수  J*** C***
    surname   王○○ 歐陽○○             홍**              J*** Chen
    given     ○小明                   *길동             John C***
    ends      王○明 歐○○明            홍*동             J*** C***

Two words of Han or Hangul are surname and given name if the first is a single character or a known pair (or,
in Japanese templates, up to three characters); otherwise every word is masked as a name of its own. A dot
between Han words sets off transliterated names: 迪○○○·迪○○○○. In other scripts three marks stand for the rest
of a word.
"""

from libc.stdint cimport int32_t, int64_t
from libc.string cimport memcmp, memcpy

from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport FL_MEMORY, Context, fl_alloc, fl_ctx, fl_text
from flong.runtime.unicode cimport fl_decode, fl_finish, fl_is_space, fl_next_character, fl_room

cdef enum:
    MIDDLE, SURNAME, GIVEN, ENDS  # resolve.privacy.STYLES
    PAIR = 6  # bytes of a compound surname

cdef enum:
    OTHER, HAN, HANGUL

cdef bytes _PAIRS = (
    "歐陽欧阳司馬司马諸葛诸葛上官司徒東方东方獨孤独孤南宮南宫夏侯皇甫尉遲尉迟公孫公孙慕容令狐鍾離钟离宇文長孫长孙鮮于鲜于"
    "閭丘闾丘司空太史端木申屠公冶濮陽濮阳淳于單于单于赫連赫连澹臺澹台西門西门軒轅轩辕呼延百里拓跋完顏完颜范姜"
    "남궁황보제갈선우독고사공서문동방"
).encode()
cdef const char *PAIRS = _PAIRS
cdef int64_t PAIRS_END = len(_PAIRS)

ctypedef struct word:
    int64_t first, last  # numbers of its characters, the last one excluded
    int script

# A name taken apart: where its characters begin, its words, what marks it.
ctypedef struct parts:
    const char **at
    word *words
    int64_t n_characters, n_words
    bint dotted
    int style
    int64_t longest_surname
    fl_text han, other

# What is written, growing towards `to`.
ctypedef struct output:
    char *to


cdef int _script(int32_t cp) noexcept nogil:
    if 0x4e00 <= cp <= 0x9fff or 0x3400 <= cp <= 0x4dbf or 0x20000 <= cp <= 0x3ffff or 0xf900 <= cp <= 0xfaff:
        return HAN
    return HANGUL if 0xac00 <= cp <= 0xd7a3 else OTHER


cdef inline bint _is_dot(int32_t cp) noexcept nogil:
    return cp == 0xb7 or cp == 0x2027 or cp == 0x2022 or cp == 0x30fb or cp == 0xff65


cdef int _take_apart(fl_ctx *c, fl_text name, parts *n) noexcept nogil:
    cdef const char *p = name.p
    cdef const char *end = name.p + name.n
    cdef int32_t cp
    cdef int size
    cdef bint inside = False
    n.n_characters = n.n_words = n.dotted = 0
    n.at = <const char **>fl_alloc(&c.arena, (name.n + 1) * sizeof(char *))
    n.words = <word *>fl_alloc(&c.arena, (name.n + 1) * sizeof(word))
    if n.at == NULL or n.words == NULL:
        return FL_MEMORY
    while p < end:
        cp = fl_decode(p, &size)
        n.at[n.n_characters] = p
        if fl_is_space(cp) or _is_dot(cp):
            n.dotted = n.dotted or _is_dot(cp)
            inside = False
        elif not inside:
            n.words[n.n_words] = word(n.n_characters, n.n_characters, _script(cp))
            n.n_words += 1
            inside = True
        n.n_characters += 1
        if inside:
            n.words[n.n_words - 1].last = n.n_characters
        p = fl_next_character(name.p, p, end)
    n.at[n.n_characters] = end
    return 0


# --- writing -----------------------------------------------------------------------------------------


cdef inline void _keep(output *o, const parts *n, int64_t first, int64_t last) noexcept nogil:
    cdef int64_t size = n.at[last] - n.at[first]
    memcpy(o.to, n.at[first], size)
    o.to += size


cdef inline void _marks(output *o, const parts *n, int script, int64_t times) noexcept nogil:
    cdef fl_text mark = n.han if script == HAN else n.other
    for _ in range(times):
        memcpy(o.to, mark.p, mark.n)
        o.to += mark.n


cdef void _middle_of(output *o, const parts *n, word w, int64_t start, int64_t stop) noexcept nogil:
    """Characters from `start` to `stop` hidden, the rest of the word kept."""
    _keep(o, n, w.first, start)
    _marks(o, n, w.script, stop - start)
    _keep(o, n, stop, w.last)


# --- the customs -------------------------------------------------------------------------------------


cdef bint _is_pair(const parts *n, int64_t first) noexcept nogil:
    """Whether two characters are a compound surname."""
    cdef int64_t i = 0
    if n.at[first + 2] - n.at[first] != PAIR:
        return False
    while i < PAIRS_END:
        if memcmp(PAIRS + i, n.at[first], PAIR) == 0:
            return True
        i += PAIR
    return False


cdef void _given(output *o, const parts *n, word w, bint pair) noexcept nogil:
    """A given name in style MIDDLE: all of it behind a Han pair, else its first (Hangul) or all but its last."""
    if (pair and w.script == HAN) or w.last - w.first < 2:
        _middle_of(o, n, w, w.first, w.last)
    elif w.script == HANGUL:
        _middle_of(o, n, w, w.first, w.first + 1)
    else:
        _middle_of(o, n, w, w.first, w.last - 1)


cdef void _cjk_name(output *o, const parts *n, word w) noexcept nogil:
    """A surname and a given name in one word."""
    cdef int64_t size = w.last - w.first
    cdef bint pair = size > 2 and _is_pair(n, w.first)
    cdef int64_t given = w.first + (2 if pair else 1)
    if size == 1:
        _marks(o, n, w.script, 1)
    elif n.style == GIVEN:
        _middle_of(o, n, w, w.first, given)
    elif n.style == SURNAME or size == 2:
        _middle_of(o, n, w, given, w.last)
    elif n.style == ENDS:
        _middle_of(o, n, w, w.first + 1, w.last - 1)
    else:
        _keep(o, n, w.first, given)
        _given(o, n, word(given, w.last, w.script), pair)


cdef void _spaced_name(output *o, const parts *n, word surname, word given) noexcept nogil:
    """A surname and a given name in two words."""
    cdef bint hides_surname = n.style == GIVEN
    _middle_of(o, n, surname, surname.first if hides_surname else surname.last, surname.last)
    _keep(o, n, surname.last, given.first)
    if hides_surname:
        _keep(o, n, given.first, given.last)
    elif n.style == SURNAME:
        _marks(o, n, given.script, given.last - given.first)
    else:
        _given(o, n, given, False)


cdef void _other_name(output *o, const parts *n, word w, bint last) noexcept nogil:
    """A word of another script; `last` stands behind others."""
    cdef bint keeps = n.n_words > 1 and (last if n.style == SURNAME else not last if n.style == GIVEN else False)
    _keep(o, n, w.first, w.last if keeps else w.first + 1)
    _marks(o, n, w.script, 0 if keeps else 3)


cdef bint _is_surname(const parts *n, word w) noexcept nogil:
    cdef int64_t size = w.last - w.first
    return size <= n.longest_surname or (size == 2 and _is_pair(n, w.first))


cdef bint _is_spaced(const parts *n) noexcept nogil:
    """Whether the name is a surname and a given name of Han or Hangul in two words."""
    if n.n_words != 2 or n.dotted or n.words[0].script == OTHER or n.words[1].script == OTHER:
        return False
    return _is_surname(n, n.words[0])


cdef void _words(output *o, const parts *n) noexcept nogil:
    cdef int64_t i, at = 0
    cdef word w
    for i in range(n.n_words):
        w = n.words[i]
        _keep(o, n, at, w.first)
        if w.script == OTHER:
            _other_name(o, n, w, i == n.n_words - 1)
        elif n.dotted:
            _middle_of(o, n, w, w.first + 1, w.last)
        else:
            _cjk_name(o, n, w)
        at = w.last
    _keep(o, n, at, n.n_characters)


cdef int mask_name(fl_ctx *c, fl_text told, fl_text name, fl_text *out) noexcept nogil:
    cdef parts n
    cdef output o
    cdef int64_t room = name.n * (1 + 3 * told.n)
    cdef int code = _take_apart(c, name, &n)
    cdef char *start = fl_room(c, room)
    if code or start == NULL:
        return FL_MEMORY
    n.style = told.p[0]
    n.longest_surname = told.p[1]
    n.han = fl_text(told.p + 3, told.p[2])
    n.other = fl_text(n.han.p + n.han.n, told.n - 3 - n.han.n)
    o.to = start
    if _is_spaced(&n):
        _keep(&o, &n, 0, n.words[0].first)
        _spaced_name(&o, &n, n.words[0], n.words[1])
        _keep(&o, &n, n.words[1].last, n.n_characters)
    else:
        _words(&o, &n)
    return fl_finish(c, start, o.to, room, out)


# --- entry for Python --------------------------------------------------------------------------------


def py_mask_name(Context ctx, bytes told, str name):
    cdef fl_text text, out
    text_of(name, &text)
    ctx.check(mask_name(&ctx.c, fl_text(<const char *>told, len(told)), text, &out))
    return text_to(out)
