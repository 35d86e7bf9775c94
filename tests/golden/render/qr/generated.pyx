# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport codes as m_codes
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_codes_qr)(fl_ctx *, fl_text, fl_text, fl_text *);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Pay", 3);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>", 3);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_codes_qr(c, ((fl_text){"x\000\001\042 width=\042\061\062\060\042 height=\042\061\062\060\042 alt=\042QR code\042>", 44}), t1, &t2))) return fl_fail(c, 1, e);
        k = fl_plain(o, f->limit, k, t2, 5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012", 5);
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    return e;
}
/* Layout 4068936ee4730893a7e8832d48cd612aac5c9775ce2adbd1adb01b3c7a592312. */
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
    if (!c->left_out || !c->left_out[2]) {
        f.limit = c->parts[2].n + FL_MAX_PART;
        if ((e = r0_2(c, &f, &c->parts[2]))) return e;
    }
    return e;
}
    """
    int (*x_codes_qr)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_codes_qr = m_codes.qr
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
