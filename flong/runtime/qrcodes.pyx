# cython: boundscheck=False, wraparound=False, cdivision=True
"""QR codes (ISO/IEC 18004) of UTF-8 text: modules and pictures; see qr_code.h.

Text that is not ASCII stands in byte segments as UTF-8, or in kanji segments where that makes a smaller symbol and
all of it can: kanji and UTF-8 never meet, because readers guess the character set of a whole symbol.
"""

from libc.stdint cimport uint8_t, uint64_t

from flong.runtime.convert cimport text_of
from flong.runtime.core cimport fl_text
from flong.runtime.png cimport png_modules, writer_of

cdef extern from "qr_code.h" nogil:
    enum:
        QR_WORDS

    ctypedef struct qr_row:
        uint64_t[3] w

    ctypedef struct qr_plan:
        int n
        int version
        uint8_t[7089] mode

    ctypedef struct qr_symbol:
        int width
        qr_row[177] dark

    void qr_fill() noexcept
    unsigned qr_get(const qr_row *row, int x) noexcept
    const qr_plan *qr_plan_of(qr_plan *two, fl_text s, int level, int least) noexcept
    bint qr_encode(fl_text text, int level, int least, int mask, qr_symbol *s) noexcept

LEVELS = "LMQH"
QUIET = 4


qr_fill()


cdef bint qr_holds(fl_text data, int level) noexcept nogil:
    cdef qr_plan[2] two
    return qr_plan_of(two, data, level, 1) != NULL


cdef object _too_long(fl_text text, int level):
    return ValueError(f"a QR code can't hold {text.n} bytes at level {LEVELS[level]}")


cdef int _check(int level, int version, int mask) except -1:
    if not (0 <= level < 4 and 1 <= version <= 40 and -1 <= mask < 8):
        raise ValueError("a QR code has level 0 to 3, version 1 to 40 and mask 0 to 7")
    return 0


cdef int _symbol(str data, int level, int version, int mask, qr_symbol *symbol) except -1:
    cdef fl_text text
    _check(level, version, mask)
    text_of(data, &text)
    if not qr_encode(text, level, version, mask, symbol):
        raise _too_long(text, level)
    return 0


def modules(str data, int level, int version=1, int mask=-1):
    """The symbol without quiet zone: rows of modules, True is dark. `level` is the index in LMQH, `version` the least
    that may be taken; a negative `mask` is chosen. Raises ValueError when the data do not fit the largest symbol."""
    cdef qr_symbol symbol
    cdef int x, y
    _symbol(data, level, version, mask, &symbol)
    return tuple([
        tuple([bool(qr_get(&symbol.dark[y], x)) for x in range(symbol.width)]) for y in range(symbol.width)
    ])


def segments(str data, int level, int version=1):
    """The version, and the mode of each byte (of each character where kanji are among them): numeric, alphanumeric,
    byte and kanji are 0 to 3. Arguments and errors as of `modules`."""
    cdef qr_plan[2] two
    cdef const qr_plan *plan
    cdef fl_text text
    _check(level, version, -1)
    text_of(data, &text)
    plan = qr_plan_of(two, text, level, version)
    if plan == NULL:
        raise _too_long(text, level)
    return plan.version, <bytes>plan.mode[:plan.n]


def png(str data, int level, int size):
    """The code with its quiet zone, at least `size` pixels wide, as a PNG of whole pixels a module."""
    cdef qr_symbol symbol
    cdef int width, scale
    cdef png_modules m
    _symbol(data, level, 1, -1, &symbol)
    width = symbol.width + 2 * <int>QUIET
    scale = max(1, (size + width - 1) // width)
    m = png_modules(&symbol.dark[0].w[0], QR_WORDS, symbol.width, symbol.width, QUIET, QUIET)
    return writer_of(&m, scale, scale).write(&m)
