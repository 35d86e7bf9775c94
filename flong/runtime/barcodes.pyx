# cython: boundscheck=False, wraparound=False, cdivision=True
"""Barcodes of one line: Code 128, Code 39 and EAN-13; see barcodes.h.

A record whose text has no bars is rejected, with the reason. What is noted for a picture is the whole text, check
character included.
"""

from libc.stdint cimport uint8_t, uint64_t
from libc.stdio cimport snprintf
from libc.string cimport memcpy, strlen

from flong.runtime.codes cimport ID, around, note
from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport (
    FL_BAD_ARGUMENT, FL_OK, FL_REJECTED, FL_TOO_LONG, Context, fl_ctx, fl_text,
)
from flong.runtime.png cimport png_modules, writer_of

cdef extern from "barcodes.h" nogil:
    enum:
        BARS_CODE128, BARS_CODE39, BARS_EAN13, BARS_MOST, BARS_WORDS

    ctypedef struct bars:
        int width
        uint64_t *words

    int bars_quiet(int kind) noexcept
    const char *bars_encode(int kind, fl_text s, bars *out) noexcept
    const char *ean_digits(fl_text s, char *digits) noexcept
    char code39_check(fl_text s) noexcept

cdef enum:
    TOLD = 5  # bytes before the markup: kind, module, height, whether to add a check character

KINDS = {"code128": BARS_CODE128, "code39": BARS_CODE39, "ean13": BARS_EAN13}


cdef fl_text _whole(int kind, bint check, fl_text data, char *room) noexcept nogil:
    """The text with its check character, in `room` for BARS_MOST and one more, where one is added."""
    if kind == BARS_EAN13 and ean_digits(data, room) == NULL:
        return fl_text(room, 13)
    if not check:
        return data
    memcpy(room, data.p, data.n)
    room[data.n] = code39_check(data)
    return fl_text(room, data.n + 1)


cdef int _note(fl_ctx *c, fl_text told, fl_text data, char *id, int *width) noexcept nogil:
    """Notes the barcode; `width` is that of its picture in pixels."""
    cdef const uint8_t *b = <const uint8_t *>told.p
    cdef char[BARS_MOST + 1] room
    cdef const char *reason
    cdef bars lines
    if data.n == 0 or data.n > BARS_MOST:
        return FL_TOO_LONG if data.n else FL_BAD_ARGUMENT
    reason = bars_encode(b[0], data, &lines)
    if reason != NULL:
        c.reason = fl_text(reason, strlen(reason))
        return FL_REJECTED
    data = _whole(b[0], b[4], data, room)
    bars_encode(b[0], data, &lines)
    width[0] = b[1] * (lines.width + 2 * bars_quiet(b[0]))
    return note(c, b[0], b[2] | b[3] << 8, b[1], data, id)


cdef int barcode_url(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil:
    cdef char[ID] id
    cdef fl_text none = fl_text("", 0)
    cdef int width, code = _note(c, told, data, id, &width)
    return code or around(c, none, id, none, none, out)


cdef int barcode(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil:
    cdef char[ID] id
    cdef char[32] middle
    cdef int n, width, code = _note(c, told, data, id, &width)
    if code != FL_OK:
        return code
    n = snprintf(middle, sizeof(middle), '" width="%d', width)
    return around(
        c, fl_text('<img src="', 10), id, fl_text(&middle[0], n), fl_text(told.p + TOLD, told.n - TOLD), out
    )


# --- pictures ----------------------------------------------------------------------------------------


cdef int _encode(str kind, str data, bars *lines) except -1:
    cdef fl_text text
    cdef const char *reason
    text_of(data, &text)
    if text.n > BARS_MOST + 1:
        raise ValueError(f"a barcode holds {BARS_MOST} characters")
    reason = bars_encode(KINDS[kind], text, lines)
    if reason != NULL:
        raise ValueError(reason.decode())
    return 0


def modules(str kind, str data):
    """The bars of `data` without quiet zones, True is dark. Raises ValueError when there are none."""
    cdef bars lines
    cdef int x
    _encode(kind, data, &lines)
    return tuple([bool(lines.words[x >> 6] >> (x & 63) & 1) for x in range(lines.width)])


def png(str kind, str data, int module, int height):
    """The bars with their quiet zones, `module` pixels a module and `height` pixels high."""
    cdef bars lines
    cdef png_modules m
    _encode(kind, data, &lines)
    m = png_modules(lines.words, BARS_WORDS, lines.width, 1, bars_quiet(KINDS[kind]), 0)
    return writer_of(&m, module, height).write(&m)


# --- entries for Python ------------------------------------------------------------------------------

ctypedef int (*barcode_function)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil


cdef str _told(Context ctx, barcode_function function, bytes told, str data):
    cdef fl_text text, out
    text_of(data, &text)
    ctx.check(function(&ctx.c, fl_text(<const char *>told, len(told)), text, &out))
    return text_to(out)


def py_barcode(Context ctx, bytes told, str data):
    return _told(ctx, barcode, told, data)


def py_barcode_url(Context ctx, bytes told, str data):
    return _told(ctx, barcode_url, told, data)
