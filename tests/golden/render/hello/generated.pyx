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
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "Hello ", 6))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\000", 1))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "\042Shop\042 <shop@sender.example>\000", 29))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_address_name(c, o, t1))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " <", 2))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 32);
        if ((e = x_escape_esc_address(c, o, t3))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ">\000", 2))) return fl_fail(c, 0, e);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t5))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "<p>Dear ", 8))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_html(c, o, t1))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ",<\057p>\012\000", 7))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "Dear ", 5))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_plain(c, o, t1))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ",\012\000", 3))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
/* Layout e07020ac77f563e381ebd9ca89da664ba3bed611496d694b65875f3ef2230185. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_0(c, &f, &c->parts[0]))) return e;
    f.limit = c->parts[1].n + FL_MAX_PART;
    if ((e = r0_1(c, &f, &c->parts[1]))) return e;
    f.limit = c->parts[2].n + FL_MAX_PART;
    if ((e = r0_2(c, &f, &c->parts[2]))) return e;
    f.limit = c->parts[3].n + FL_MAX_PART;
    if ((e = r0_3(c, &f, &c->parts[3]))) return e;
    f.limit = c->parts[4].n + FL_MAX_PART;
    if ((e = r0_4(c, &f, &c->parts[4]))) return e;
    f.limit = c->parts[5].n + FL_MAX_PART;
    if ((e = r0_5(c, &f, &c->parts[5]))) return e;
    return e;
}
    """
    int (*x_escape_esc_address)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_address_name)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_address = m_escape.esc_address
x_escape_esc_address_name = m_escape.esc_address_name
x_escape_esc_header = m_escape.esc_header
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 6),)
ABI = FL_ABI
