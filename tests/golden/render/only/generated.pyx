# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport casing as m_casing
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *);
static int (*x_escape_esc_url_part)(fl_ctx *, fl_buf *, fl_text);
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
    k.w = fl_literal(k.w, "Hello\000", 6);
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
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    const char * v0 = 0;
    fl_text v2 = {0};
    const char * v3 = 0; (void)v3;
    fl_loop l0 = {0};
    fl_loop l2 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 141)) k = fl_room_at(o, f->limit, k, 141);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<!doctype html>\012<html><body><div style=\042display:none;max-height:\060;max-width:\060;overflow:hidden;op" "acity:\060;mso-hide:all\042>In short<\057div>\012<p>Dear ", 141);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t1, 13);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, ",<\057p>\012<table>", 13);
     {
        fl_list t2 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t2.p, NULL, 0, t2.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<tr><td>", 8);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t3 = fl_loop_row(&l0, l0.i , 24);
            v0 = t3;
             {
                fl_text t4 = FL_AT(fl_text, v0, 0);
                k = fl_html(o, f->limit, k, t4, 73);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                int64_t t5 = FL_AT(int64_t, v0, 16);
                k.w = fl_put_dec64(k.w, t5, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><\057tr><tr><td>", 18);
            if (FL_RARE(k.w - 8 > k.end)) return fl_fail(c, 3, fl_over(k));
        }
        if (l0.n) k.w -= 8;
    }
    if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057table>\012", 9);
     {
        v2 = ((fl_text){"\077", 1});
    }
    k.w = fl_literal(k.w, "<p>", 3);
     {
        v2 = ((fl_text){"html", 4});
    }
     {
        fl_text t6 = v2;
        k = fl_html(o, f->limit, k, t6, 5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012", 5);
     {
        fl_list t7 = FL_AT(fl_list, f->row, 16);
        l2 = (fl_loop){t7.p, NULL, 0, t7.n};
        if (fl_turns(c, l2.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        if (l2.n) {
            if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<i>", 3);
        }
        for (l2.i = 0; l2.i < l2.n; l2.i++) {
            const char * t8 = fl_loop_row(&l2, l2.i , 24);
            v3 = t8;
             {
                int64_t t9 = (l2.i + 1);
                if (FL_RARE(k.end - k.w < 51)) k = fl_room_at(o, f->limit, k, 51);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057i><i>", 7);
            if (FL_RARE(k.w - 3 > k.end)) return fl_fail(c, 7, fl_over(k));
        }
        if (l2.n) k.w -= 3;
    }
    if (FL_RARE(k.end - k.w < 17)) k = fl_room_at(o, f->limit, k, 17);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012<\057body><\057html>\012\000", 17);
     {
        fl_text t10 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t10))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    const char * v1 = 0;
    fl_text v2 = {0};
    const char * v3 = 0;
    fl_loop l1 = {0};
    fl_loop l2 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Dear ", 5);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        k = fl_plain(o, f->limit, k, t1, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, " (", 2);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        fl_text t3 = {0};
        if ((e = x_casing_upper(c, t2, &t3))) return fl_fail(c, 9, e);
        k = fl_plain(o, f->limit, k, t3, 4);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, "),\012\012", 4);
     {
        fl_list t4 = FL_AT(fl_list, f->row, 16);
        l1 = (fl_loop){t4.p, NULL, 0, t4.n};
        if (fl_turns(c, l1.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        if (l1.n) {
            if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "- ", 2);
        }
        for (l1.i = 0; l1.i < l1.n; l1.i++) {
            const char * t5 = fl_loop_row(&l1, l1.i , 24);
            v1 = t5;
             {
                fl_text t6 = FL_AT(fl_text, v1, 0);
                k = fl_plain(o, f->limit, k, t6, 59);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
            }
            k.w = fl_literal(k.w, " & ", 3);
             {
                int64_t t7 = FL_AT(int64_t, v1, 16);
                k.w = fl_put_dec64(k.w, t7, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            k.w = fl_literal(k.w, " <paid>\012- ", 10);
            if (FL_RARE(k.w - 2 > k.end)) return fl_fail(c, 11, fl_over(k));
        }
        if (l1.n) k.w -= 2;
        if (!l1.n) {
            if (FL_RARE(k.end - k.w < 10)) k = fl_room_at(o, f->limit, k, 10);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "- nothing\012", 10);
        }
    }
    if (FL_RARE(k.end - k.w < 16)) k = fl_room_at(o, f->limit, k, 16);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012In text alone: ", 16);
     {
        fl_text t8 = FL_AT(fl_text, f->row, 0);
        k = fl_plain(o, f->limit, k, t8, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
    }
     {
        v2 = ((fl_text){"\077", 1});
    }
     {
        v2 = ((fl_text){"text", 4});
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_text t9 = v2;
        k = fl_plain(o, f->limit, k, t9, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t10 = FL_AT(fl_list, f->row, 16);
        l2 = (fl_loop){t10.p, NULL, 0, t10.n};
        if (fl_turns(c, l2.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (l2.i = 0; l2.i < l2.n; l2.i++) {
            const char * t11 = fl_loop_row(&l2, l2.i , 24);
            v3 = t11;
             {
                int64_t t12 = (l2.i + 1);
                if (FL_RARE(k.end - k.w < 64)) k = fl_room_at(o, f->limit, k, 64);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t12);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
            }
            k.w = fl_literal(k.w, " (https:\057\057x.example\057", 20);
             {
                fl_text t13 = FL_AT(fl_text, v3, 0);
                o->n = k.w - o->p;
                if ((e = x_escape_esc_url_part(c, o, t13))) return fl_fail(c, 16, e);
                k = fl_open(o, f->limit);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
            }
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, ")", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\000", 2);
     {
        fl_text t14 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t14))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout d00115279e61d596ccc6aff898aaf885474197c1b14cbc38111758366ac4a162. */
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
    return e;
}
    """
    int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_escape_esc_url_part)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_casing_upper = m_casing.upper
x_escape_esc_url_part = m_escape.esc_url_part
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 4),)
ABI = FL_ABI
