# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_css_value_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_image_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_part)(fl_ctx *, fl_buf *, fl_text);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "<style>.a { width: ", 19))) return fl_fail(c, 0, e);
     {
        int64_t t1 = FL_AT(int64_t, f->row, 32);
        if ((e = fl_write_int(o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "px; }<\057style>\012<p title=\042", 24))) return fl_fail(c, 0, e);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t2))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042 class=\042", 9))) return fl_fail(c, 0, e);
     {
        fl_text t4 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t4))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042>", 2))) return fl_fail(c, 0, e);
     {
        fl_text t6 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t6))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057p>\012<a href=\042", 14))) return fl_fail(c, 0, e);
     {
        fl_text t8 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_url_link_attr(c, o, t8))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042>a<\057a> <a href=\042https:\057\057x.example\057", 35))) return fl_fail(c, 0, e);
     {
        fl_text t10 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_url_part(c, o, t10))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\077q=", 3))) return fl_fail(c, 0, e);
     {
        fl_text t12 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_url_part(c, o, t12))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "#", 1))) return fl_fail(c, 0, e);
     {
        fl_text t14 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_url_part(c, o, t14))) return fl_fail(c, 8, e);
        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042>b<\057a>\012<img src=\042", 18))) return fl_fail(c, 0, e);
     {
        fl_text t16 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_url_image_attr(c, o, t16))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042 alt=\042", 7))) return fl_fail(c, 0, e);
     {
        fl_text t18 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t18))) return fl_fail(c, 10, e);
        if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042>\012<div style=\042color: ", 22))) return fl_fail(c, 0, e);
     {
        fl_text t20 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_css_value_attr(c, o, t20))) return fl_fail(c, 11, e);
        if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042>c<\057div>\012<!--[if mso]><p>", 26))) return fl_fail(c, 0, e);
     {
        fl_text t22 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t22))) return fl_fail(c, 12, e);
        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057p><![endif]-->\012<title>", 24))) return fl_fail(c, 0, e);
     {
        fl_text t24 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t24))) return fl_fail(c, 13, e);
        if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057title>\012", 9))) return fl_fail(c, 0, e);
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_plain(c, o, t1))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012\012a (", 5))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_url_link(c, o, t3))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ") b (https:\057\057x.example\057", 23))) return fl_fail(c, 0, e);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_url_part(c, o, t5))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\077q=", 3))) return fl_fail(c, 0, e);
     {
        fl_text t7 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_url_part(c, o, t7))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "#", 1))) return fl_fail(c, 0, e);
     {
        fl_text t9 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_url_part(c, o, t9))) return fl_fail(c, 8, e);
        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ") ", 2))) return fl_fail(c, 0, e);
     {
        fl_text t11 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_plain(c, o, t11))) return fl_fail(c, 10, e);
        if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012c\012", 3))) return fl_fail(c, 0, e);
    return e;
}
/* Layout 90a837d08a317478670b75ed5a4cdadee8f06c67412abce361024641984b04c4. */
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
    int (*x_escape_esc_css_value_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_image_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_part)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_css_value_attr = m_escape.esc_css_value_attr
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_escape_esc_url_image_attr = m_escape.esc_url_image_attr
x_escape_esc_url_link = m_escape.esc_url_link
x_escape_esc_url_link_attr = m_escape.esc_url_link_attr
x_escape_esc_url_part = m_escape.esc_url_part
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
