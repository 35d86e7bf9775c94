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
static int (*x_output_safe_html)(fl_ctx *, fl_text, fl_text *);
static int (*x_output_strip_tags)(fl_ctx *, fl_text, fl_text *);
static int (*x_text_truncate)(fl_ctx *, fl_text, int64_t, fl_text, fl_text *);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_output_strip_tags(c, t1, &t2))) return fl_fail(c, 1, e);
        int64_t t3 = INT64_C(12);
        fl_text t4 = ((fl_text){"\342\200\246", 3});
        fl_text t5 = {0};
        if ((e = x_text_truncate(c, t2, t3, t4, &t5))) return fl_fail(c, 2, e);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t5))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0};
    fl_text v1 = {0};
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 19)) k = fl_room_at(o, f->limit, k, 19);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<h\061>Note<\057h\061>\012<div>", 19);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_output_safe_html(c, t1, &t2))) return fl_fail(c, 4, e);
        k = fl_plain(o, f->limit, k, t2, 11);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        fl_text t4 = {0};
        if ((e = x_output_safe_html(c, t3, &t4))) return fl_fail(c, 6, e);
        v0 = t4;
    }
    k.w = fl_literal(k.w, "<\057div>\012<ul>", 11);
     {
        fl_list t5 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t5.p, NULL, 0, t5.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<li>", 4);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t6 = fl_loop_row(&l0, l0.i , 16);
            v1 = FL_AT(fl_text, t6, 0);
             {
                fl_text t7 = v1;
                fl_text t8 = {0};
                if ((e = x_output_safe_html(c, t7, &t8))) return fl_fail(c, 8, e);
                k = fl_plain(o, f->limit, k, t8, 9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057li><li>", 9);
            if (FL_RARE(k.w - 4 > k.end)) return fl_fail(c, 7, fl_over(k));
        }
        if (l0.n) k.w -= 4;
    }
    if (FL_RARE(k.end - k.w < 9)) k = fl_room_at(o, f->limit, k, 9);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057ul>\012<p>", 9);
     {
        fl_text t9 = v0;
        fl_text t10 = {0};
        if ((e = x_output_strip_tags(c, t9, &t10))) return fl_fail(c, 10, e);
        k = fl_html(o, f->limit, k, t10, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t11 = ((fl_text){"x", 1});
        fl_text t12 = {0};
        if ((e = x_codes_qr(c, ((fl_text){"<\000\001\042 width=\042\066\060\042 height=\042\066\060\042 alt=\042QR code\042>", 42}), t11, &t12))) return fl_fail(c, 12, e);
        k = fl_plain(o, f->limit, k, t12, 9);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
    }
    k.w = fl_literal(k.w, " end<\057p>\012", 9);
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0};
    fl_text v1 = {0};
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Note\012\012", 6);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_output_safe_html(c, t1, &t2))) return fl_fail(c, 4, e);
        fl_text t3 = {0};
        if ((e = x_output_strip_tags(c, t2, &t3))) return fl_fail(c, 4, e);
        k = fl_plain(o, f->limit, k, t3, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
     {
        fl_text t4 = FL_AT(fl_text, f->row, 0);
        fl_text t5 = {0};
        if ((e = x_output_safe_html(c, t4, &t5))) return fl_fail(c, 6, e);
        v0 = t5;
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t6 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "- ", 2);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t7 = fl_loop_row(&l0, l0.i , 16);
            v1 = FL_AT(fl_text, t7, 0);
             {
                fl_text t8 = v1;
                fl_text t9 = {0};
                if ((e = x_output_safe_html(c, t8, &t9))) return fl_fail(c, 8, e);
                fl_text t10 = {0};
                if ((e = x_output_strip_tags(c, t9, &t10))) return fl_fail(c, 8, e);
                k = fl_plain(o, f->limit, k, t10, 3);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012- ", 3);
            if (FL_RARE(k.w - 2 > k.end)) return fl_fail(c, 7, fl_over(k));
        }
        if (l0.n) k.w -= 2;
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012", 1);
     {
        fl_text t11 = v0;
        fl_text t12 = {0};
        if ((e = x_output_strip_tags(c, t11, &t12))) return fl_fail(c, 10, e);
        k = fl_plain(o, f->limit, k, t12, 5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
    k.w = fl_literal(k.w, " end\012", 5);
    o->n = k.w - o->p;
    return e;
}
/* Layout e514bfa8bb28038d95a37a9725354066b5e16f6f8fff343192d0884af471e3f9. */
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
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_output_safe_html)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_output_strip_tags)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_text_truncate)(fl_ctx *, fl_text, int64_t, fl_text, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_codes_qr = m_codes.qr
x_escape_esc_header = m_escape.esc_header
x_output_safe_html = m_output.safe_html
x_output_strip_tags = m_output.strip_tags
x_text_truncate = m_text.truncate
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
