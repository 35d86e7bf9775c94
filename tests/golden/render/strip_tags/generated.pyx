# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport codes as m_codes
from flong.runtime cimport escape as m_escape
from flong.runtime cimport output as m_output
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_codes_qr)(fl_ctx *, fl_text, fl_text, fl_text *);
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_none)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_output_safe_html)(fl_ctx *, fl_text, fl_text *);
static int (*x_output_strip_tags)(fl_ctx *, fl_text, fl_text *);
static int (*x_text_truncate)(fl_ctx *, fl_text, int64_t, fl_text, fl_text *);
struct f0 {
    const char *row;
    int64_t limit;
    fl_text v0;
    fl_text v1;
    fl_loop l0;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_output_strip_tags(c, t1, &t2))) return fl_fail(c, 1, e);
        int64_t t3 = INT64_C(12);
        fl_text t4 = ((fl_text){"\342\200\246", 3});
        fl_text t5 = {0};
        if ((e = x_text_truncate(c, t2, t3, t4, &t5))) return fl_fail(c, 2, e);
        if ((e = x_escape_esc_header(c, o, t5))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "<h\061>Note<\057h\061>\012<div>", 19))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_output_safe_html(c, t1, &t2))) return fl_fail(c, 4, e);
        if ((e = x_escape_esc_none(c, o, t2))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
     {
        fl_text t4 = FL_AT(fl_text, f->row, 0);
        fl_text t5 = {0};
        if ((e = x_output_safe_html(c, t4, &t5))) return fl_fail(c, 6, e);
        f->v0 = t5;
    }
    if ((e = fl_write(o, "<\057div>\012<ul>", 11))) return fl_fail(c, 0, e);
     {
        fl_list t6 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t7 = fl_loop_row(&f->l0, f->l0.i , 16);
            f->v1 = FL_AT(fl_text, t7, 0);
            if ((e = fl_write(o, "<li>", 4))) return fl_fail(c, 0, e);
             {
                fl_text t8 = f->v1;
                fl_text t9 = {0};
                if ((e = x_output_safe_html(c, t8, &t9))) return fl_fail(c, 8, e);
                if ((e = x_escape_esc_none(c, o, t9))) return fl_fail(c, 9, e);
                if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057li>", 5))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "<\057ul>\012<p>", 9))) return fl_fail(c, 0, e);
     {
        fl_text t11 = f->v0;
        fl_text t12 = {0};
        if ((e = x_output_strip_tags(c, t11, &t12))) return fl_fail(c, 10, e);
        if ((e = x_escape_esc_html(c, o, t12))) return fl_fail(c, 11, e);
        if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_text t14 = ((fl_text){"x", 1});
        fl_text t15 = {0};
        if ((e = x_codes_qr(c, ((fl_text){"<\000\001\042 width=\042\066\060\042 height=\042\066\060\042 alt=\042QR code\042>", 42}), t14, &t15))) return fl_fail(c, 12, e);
        if ((e = x_escape_esc_none(c, o, t15))) return fl_fail(c, 13, e);
        if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " end<\057p>\012", 9))) return fl_fail(c, 0, e);
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "Note\012\012", 6))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_output_safe_html(c, t1, &t2))) return fl_fail(c, 4, e);
        fl_text t3 = {0};
        if ((e = x_output_strip_tags(c, t2, &t3))) return fl_fail(c, 4, e);
        if ((e = x_escape_esc_plain(c, o, t3))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        fl_text t6 = {0};
        if ((e = x_output_safe_html(c, t5, &t6))) return fl_fail(c, 6, e);
        f->v0 = t6;
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t7 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t7.p, NULL, 0, t7.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t8 = fl_loop_row(&f->l0, f->l0.i , 16);
            f->v1 = FL_AT(fl_text, t8, 0);
            if ((e = fl_write(o, "- ", 2))) return fl_fail(c, 0, e);
             {
                fl_text t9 = f->v1;
                fl_text t10 = {0};
                if ((e = x_output_safe_html(c, t9, &t10))) return fl_fail(c, 8, e);
                fl_text t11 = {0};
                if ((e = x_output_strip_tags(c, t10, &t11))) return fl_fail(c, 8, e);
                if ((e = x_escape_esc_plain(c, o, t11))) return fl_fail(c, 9, e);
                if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
     {
        fl_text t13 = f->v0;
        fl_text t14 = {0};
        if ((e = x_output_strip_tags(c, t13, &t14))) return fl_fail(c, 10, e);
        if ((e = x_escape_esc_plain(c, o, t14))) return fl_fail(c, 11, e);
        if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " end\012", 5))) return fl_fail(c, 0, e);
    return e;
}
/* Layout e514bfa8bb28038d95a37a9725354066b5e16f6f8fff343192d0884af471e3f9. */
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
    return e;
}
    """
    int (*x_codes_qr)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_none)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_output_safe_html)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_output_strip_tags)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_text_truncate)(fl_ctx *, fl_text, int64_t, fl_text, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_codes_qr = m_codes.qr
x_escape_esc_header = m_escape.esc_header
x_escape_esc_html = m_escape.esc_html
x_escape_esc_none = m_escape.esc_none
x_escape_esc_plain = m_escape.esc_plain
x_output_safe_html = m_output.safe_html
x_output_strip_tags = m_output.strip_tags
x_text_truncate = m_text.truncate
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
