# cython: boundscheck=False, wraparound=False, cdivision=True
"""Numbers, percentages and amounts as texts, by programs that resolve/numbers.py makes from CLDR.

Every function returns 0 or a FL_* code. Rounding happens here, by the program's mode; what rounds to zero
has no sign.
"""

from flong.runtime.convert cimport dec_of, text_to
from flong.runtime.core cimport FL_OK, Context, fl_ctx, fl_dec, fl_text
from flong.runtime.decimal cimport Mode, dec_round

cdef extern from "formats.h" nogil:
    ctypedef struct fl_number_head:
        unsigned char most_fraction
        unsigned char mode
        unsigned char power
    int fl_put_number(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) noexcept


cdef int number(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) noexcept nogil:
    cdef const fl_number_head *head = <const fl_number_head *>program.p
    cdef int code = FL_OK
    x.e += head.power
    if x.e < -<int>head.most_fraction:
        code = dec_round(x, head.most_fraction, <Mode>head.mode, &x)
    return code or fl_put_number(c, program, x, out)


cdef int percent(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) noexcept nogil:
    return number(c, program, x, out)


cdef int money(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) noexcept nogil:
    return number(c, program, x, out)


# --- entries for Python ------------------------------------------------------------------------------


def py_number(Context ctx, bytes program, x):
    cdef fl_dec value
    cdef fl_text out
    dec_of(x, &value)
    ctx.check(number(&ctx.c, fl_text(<const char *>program, len(program)), value, &out))
    return text_to(out)


def py_percent(Context ctx, bytes program, x):
    return py_number(ctx, program, x)


def py_money(Context ctx, bytes program, x):
    return py_number(ctx, program, x)
