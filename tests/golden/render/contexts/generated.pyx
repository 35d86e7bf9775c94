# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_css_value_attr)(fl_ctx *, fl_buf *, fl_text);
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
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 87)) k = fl_room_at(o, f->limit, k, 87);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<style>.a { width: ", 19);
     {
        int64_t t1 = FL_AT(int64_t, f->row, 32);
        k.w = fl_put_int(k.w, t1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    k.w = fl_literal(k.w, "px; }<\057style>\012<p title=\042", 24);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t2, 9);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, "\042 class=\042", 9);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t3, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    k.w = fl_literal(k.w, "\042>", 2);
     {
        fl_text t4 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t4, 14);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012<a href=\042", 14);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 16);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_link_attr(c, o, t5))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 35)) k = fl_room_at(o, f->limit, k, 35);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042>a<\057a> <a href=\042https:\057\057x.example\057", 35);
     {
        fl_text t6 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_part(c, o, t6))) return fl_fail(c, 6, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\077q=", 3);
     {
        fl_text t7 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_part(c, o, t7))) return fl_fail(c, 7, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "#", 1);
     {
        fl_text t8 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_part(c, o, t8))) return fl_fail(c, 8, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 18)) k = fl_room_at(o, f->limit, k, 18);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042>b<\057a>\012<img src=\042", 18);
     {
        fl_text t9 = FL_AT(fl_text, f->row, 16);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_image_attr(c, o, t9))) return fl_fail(c, 9, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042 alt=\042", 7);
     {
        fl_text t10 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t10, 22);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, "\042>\012<div style=\042color: ", 22);
     {
        fl_text t11 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_css_value_attr(c, o, t11))) return fl_fail(c, 11, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 26)) k = fl_room_at(o, f->limit, k, 26);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042>c<\057div>\012<!--[if mso]><p>", 26);
     {
        fl_text t12 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t12, 24);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p><![endif]-->\012<title>", 24);
     {
        fl_text t13 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t13, 9);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057title>\012", 9);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        k = fl_plain(o, f->limit, k, t1, 5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\012a (", 5);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 16);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_link(c, o, t2))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 23)) k = fl_room_at(o, f->limit, k, 23);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ") b (https:\057\057x.example\057", 23);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_part(c, o, t3))) return fl_fail(c, 6, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\077q=", 3);
     {
        fl_text t4 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_part(c, o, t4))) return fl_fail(c, 7, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "#", 1);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_part(c, o, t5))) return fl_fail(c, 8, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ") ", 2);
     {
        fl_text t6 = FL_AT(fl_text, f->row, 0);
        k = fl_plain(o, f->limit, k, t6, 3);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012c\012", 3);
    o->n = k.w - o->p;
    return e;
}
/* Layout 90a837d08a317478670b75ed5a4cdadee8f06c67412abce361024641984b04c4. */
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
    int (*x_escape_esc_css_value_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_image_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_part)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_css_value_attr = m_escape.esc_css_value_attr
x_escape_esc_url_image_attr = m_escape.esc_url_image_attr
x_escape_esc_url_link = m_escape.esc_url_link
x_escape_esc_url_link_attr = m_escape.esc_url_link_attr
x_escape_esc_url_part = m_escape.esc_url_part
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
