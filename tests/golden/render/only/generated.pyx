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
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_part)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
struct f0 {
    const char *row;
    int64_t limit;
    const char * v0;
    const char * v1;
    fl_text v2;
    const char * v3;
    fl_loop l0;
    fl_loop l1;
    fl_loop l2;
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
    if ((e = fl_write(o, "Hello\000", 6))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "<!doctype html>\012<html><body><div style=\042display:none;max-height:\060;max-width:\060;overflow:hidden;op" "acity:\060;mso-hide:all\042>In short<\057div>\012<p>Dear ", 141))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ",<\057p>\012<table>", 13))) return fl_fail(c, 0, e);
     {
        fl_list t3 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t3.p, NULL, 0, t3.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t4 = fl_loop_row(&f->l0, f->l0.i , 24);
            f->v0 = t4;
            if ((e = fl_write(o, "<tr><td>", 8))) return fl_fail(c, 0, e);
             {
                fl_text t5 = FL_AT(fl_text, f->v0, 0);
                if ((e = x_escape_esc_html(c, o, t5))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><td>", 9))) return fl_fail(c, 0, e);
             {
                int64_t t7 = FL_AT(int64_t, f->v0, 16);
                if ((e = fl_write_dec64(o, t7, 2))) return fl_fail(c, 5, e);
                if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><\057tr>", 10))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "<\057table>\012", 9))) return fl_fail(c, 0, e);
     {
        f->v2 = ((fl_text){"\077", 1});
    }
    if ((e = fl_write(o, "<p>", 3))) return fl_fail(c, 0, e);
     {
        f->v2 = ((fl_text){"html", 4});
    }
     {
        fl_text t8 = f->v2;
        if ((e = x_escape_esc_html(c, o, t8))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057p>\012", 5))) return fl_fail(c, 0, e);
     {
        fl_list t10 = FL_AT(fl_list, f->row, 16);
        f->l2 = (fl_loop){t10.p, NULL, 0, t10.n};
        if (fl_turns(c, f->l2.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (f->l2.i = 0; f->l2.i < f->l2.n; f->l2.i++) {
            const char * t11 = fl_loop_row(&f->l2, f->l2.i , 24);
            f->v3 = t11;
            if ((e = fl_write(o, "<i>", 3))) return fl_fail(c, 0, e);
             {
                int64_t t12 = (f->l2.i + 1);
                if ((e = fl_write_int(o, t12))) return fl_fail(c, 8, e);
                if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057i>", 4))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012<\057body><\057html>\012\000", 17))) return fl_fail(c, 0, e);
     {
        fl_text t13 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t13))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "Dear ", 5))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_plain(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " (", 2))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        fl_text t4 = {0};
        if ((e = x_casing_upper(c, t3, &t4))) return fl_fail(c, 9, e);
        if ((e = x_escape_esc_plain(c, o, t4))) return fl_fail(c, 10, e);
        if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "),\012\012", 4))) return fl_fail(c, 0, e);
     {
        fl_list t6 = FL_AT(fl_list, f->row, 16);
        f->l1 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, f->l1.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (f->l1.i = 0; f->l1.i < f->l1.n; f->l1.i++) {
            const char * t7 = fl_loop_row(&f->l1, f->l1.i , 24);
            f->v1 = t7;
            if ((e = fl_write(o, "- ", 2))) return fl_fail(c, 0, e);
             {
                fl_text t8 = FL_AT(fl_text, f->v1, 0);
                if ((e = x_escape_esc_plain(c, o, t8))) return fl_fail(c, 12, e);
                if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " & ", 3))) return fl_fail(c, 0, e);
             {
                int64_t t10 = FL_AT(int64_t, f->v1, 16);
                if ((e = fl_write_dec64(o, t10, 2))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " <paid>\012", 8))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
        }
        if (!f->l1.n) {
            if ((e = fl_write(o, "- nothing\012", 10))) return fl_fail(c, 0, e);
        }
    }
    if ((e = fl_write(o, "\012In text alone: ", 16))) return fl_fail(c, 0, e);
     {
        fl_text t11 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_plain(c, o, t11))) return fl_fail(c, 14, e);
        if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
    }
     {
        f->v2 = ((fl_text){"\077", 1});
    }
     {
        f->v2 = ((fl_text){"text", 4});
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_text t13 = f->v2;
        if ((e = x_escape_esc_plain(c, o, t13))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t15 = FL_AT(fl_list, f->row, 16);
        f->l2 = (fl_loop){t15.p, NULL, 0, t15.n};
        if (fl_turns(c, f->l2.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (f->l2.i = 0; f->l2.i < f->l2.n; f->l2.i++) {
            const char * t16 = fl_loop_row(&f->l2, f->l2.i , 24);
            f->v3 = t16;
             {
                int64_t t17 = (f->l2.i + 1);
                if ((e = fl_write_int(o, t17))) return fl_fail(c, 15, e);
                if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " (https:\057\057x.example\057", 20))) return fl_fail(c, 0, e);
             {
                fl_text t18 = FL_AT(fl_text, f->v3, 0);
                if ((e = x_escape_esc_url_part(c, o, t18))) return fl_fail(c, 16, e);
                if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ")", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\000", 2))) return fl_fail(c, 0, e);
     {
        fl_text t20 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t20))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
/* Layout d00115279e61d596ccc6aff898aaf885474197c1b14cbc38111758366ac4a162. */
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
    return e;
}
    """
    int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_part)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_casing_upper = m_casing.upper
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_escape_esc_url_part = m_escape.esc_url_part
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 4),)
ABI = FL_ABI
