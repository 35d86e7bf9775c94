# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_text_trim)(fl_ctx *, fl_text, fl_text *);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Blanks", 6);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = {0};
        if ((fl_is_blank(FL_AT(fl_text, f->row, 0)))) {
            t1 = ((fl_text){"blank", 5});
        }
        else {
            t1 = ((fl_text){"text", 4});
        }
        k = fl_plain(o, f->limit, k, t1, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    k.w = fl_literal(k.w, " [", 2);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        fl_text t3 = {0};
        if ((e = x_text_trim(c, t2, &t3))) return fl_fail(c, 2, e);
        k = fl_plain(o, f->limit, k, t3, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    k.w = fl_literal(k.w, "] ", 2);
     {
        fl_text t4 = {0};
        if ((!FL_AT(int64_t, f->row, 16) || fl_is_blank(FL_AT(fl_text, f->row, 24)))) {
            t4 = ((fl_text){"blank", 5});
        }
        else {
            t4 = ((fl_text){"text", 4});
        }
        k = fl_plain(o, f->limit, k, t4, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 9848d41b416d41971f26c85ba24433d6a72171fed81a5660e32fc58004efa63d. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if (!c->left_out || !c->left_out[0]) {
        f.limit = c->parts[0].n + FL_MAX_PART;
        if ((e = r0_0(c, &f, &c->parts[0]))) return e;
    }
    if (!c->left_out || !c->left_out[1]) {
        f.limit = c->parts[1].n + FL_MAX_PART;
        if ((e = r0_1(c, &f, &c->parts[1]))) return e;
    }
    return e;
}
    """
    int (*x_text_trim)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_text_trim = m_text.trim
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
