# cython: boundscheck=False, wraparound=False, cdivision=True
"""QR codes (ISO/IEC 18004) of UTF-8 text: modules, pictures and drawings; see qr_code.h.

Text that is not ASCII stands in byte segments as UTF-8, or in kanji segments where that makes a smaller symbol and
all of it can: kanji and UTF-8 never meet, because readers guess the character set of a whole symbol.
"""

from libc.stdint cimport uint8_t, uint64_t
from libc.stdio cimport snprintf

from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport (
    FL_BAD_ARGUMENT, FL_TOO_LONG, Context, fl_buf, fl_ctx, fl_text, fl_write,
)
from flong.runtime.png cimport png_modules, writer_of
from flong.runtime.scratch cimport fl_keep_scratch

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

cdef extern from "qr_svg.h" nogil:
    int qr_path(const qr_symbol *s, int quiet, fl_buf *b) noexcept

cdef enum:
    QUIET = 4
    TOLD = 3  # bytes before the markup: size, level

LEVELS = "LMQH"


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
    width = symbol.width + 2 * QUIET
    scale = max(1, (size + width - 1) // width)
    m = png_modules(&symbol.dark[0].w[0], QR_WORDS, symbol.width, symbol.width, QUIET, QUIET)
    return writer_of(&m, scale, scale).write(&m)


# --- drawings ----------------------------------------------------------------------------------------


cdef int _draw(const qr_symbol *symbol, fl_text markup, fl_buf *b) noexcept nogil:
    """An <svg> whose unit is a module; `markup` stands between its view box and the rows of its background."""
    cdef char[96] number
    cdef int wide = symbol.width + 2 * QUIET
    cdef int n = snprintf(
        number, sizeof(number), b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d', wide, wide
    )
    cdef int code = fl_write(b, number, n) or fl_write(b, markup.p, markup.n)
    n = snprintf(number, sizeof(number), b'<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="', wide, wide)
    code = code or fl_write(b, number, n) or qr_path(symbol, QUIET, b)
    return code or fl_write(b, b'"/></svg>', 9)


cdef int qr_svg(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil:
    cdef fl_buf b = fl_buf(NULL, 0, 0)
    cdef qr_symbol symbol
    if data.n == 0:
        return FL_BAD_ARGUMENT
    if not qr_encode(data, told.p[2], 1, -1, &symbol):
        return FL_TOO_LONG
    return fl_keep_scratch(c, &b, _draw(&symbol, fl_text(told.p + TOLD, told.n - TOLD), &b), out)


def py_qr_svg(Context ctx, bytes told, str data):
    cdef fl_text text, out
    text_of(data, &text)
    ctx.check(qr_svg(&ctx.c, fl_text(<const char *>told, len(told)), text, &out))
    return text_to(out)
