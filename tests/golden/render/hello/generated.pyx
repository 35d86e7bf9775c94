# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_address)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_address_name)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Hello ", 6);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\000", 1);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t2))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 29)) k = fl_room_at(o, f->limit, k, 29);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042Shop\042 <shop@sender.example>\000", 29);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_address_name(c, o, t1))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, " <", 2);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 32);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_address(c, o, t2))) return fl_fail(c, 4, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ">\000", 2);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>Dear ", 8);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        k = fl_html(o, f->limit, k, t1, 7);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    k.w = fl_literal(k.w, ",<\057p>\012\000", 7);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t2))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Dear ", 5);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        k = fl_plain(o, f->limit, k, t1, 3);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    k.w = fl_literal(k.w, ",\012\000", 3);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t2))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout e07020ac77f563e381ebd9ca89da664ba3bed611496d694b65875f3ef2230185. */
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
    if (!c->left_out || !c->left_out[3]) {
        f.limit = c->parts[3].n + FL_MAX_PART;
        if ((e = r0_3(c, &f, &c->parts[3]))) return e;
    }
    if (!c->left_out || !c->left_out[4]) {
        f.limit = c->parts[4].n + FL_MAX_PART;
        if ((e = r0_4(c, &f, &c->parts[4]))) return e;
    }
    if (!c->left_out || !c->left_out[5]) {
        f.limit = c->parts[5].n + FL_MAX_PART;
        if ((e = r0_5(c, &f, &c->parts[5]))) return e;
    }
    return e;
}
    """
    int (*x_escape_esc_address)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_address_name)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_address = m_escape.esc_address
x_escape_esc_address_name = m_escape.esc_address_name
x_escape_esc_header = m_escape.esc_header
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 6),)
ABI = FL_ABI
