# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_text_trim)(fl_ctx *, fl_text, fl_text *);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "Blanks", 6))) return fl_fail(c, 0, e);
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = {0};
        if ((fl_is_blank(FL_AT(fl_text, f->row, 0)))) {
            t1 = ((fl_text){"blank", 5});
        }
        else {
            t1 = ((fl_text){"text", 4});
        }
        if ((e = x_escape_esc_plain(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " [", 2))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        fl_text t4 = {0};
        if ((e = x_text_trim(c, t3, &t4))) return fl_fail(c, 2, e);
        if ((e = x_escape_esc_plain(c, o, t4))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "] ", 2))) return fl_fail(c, 0, e);
     {
        fl_text t6 = {0};
        if ((!FL_AT(int64_t, f->row, 16) || fl_is_blank(FL_AT(fl_text, f->row, 24)))) {
            t6 = ((fl_text){"blank", 5});
        }
        else {
            t6 = ((fl_text){"text", 4});
        }
        if ((e = x_escape_esc_plain(c, o, t6))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
    return e;
}
/* Layout 9848d41b416d41971f26c85ba24433d6a72171fed81a5660e32fc58004efa63d. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_0(c, &f, &c->parts[0]))) return e;
    f.limit = c->parts[1].n + FL_MAX_PART;
    if ((e = r0_1(c, &f, &c->parts[1]))) return e;
    return e;
}
    """
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_text_trim)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_plain = m_escape.esc_plain
x_text_trim = m_text.trim
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
