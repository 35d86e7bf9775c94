# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_text_length)(fl_ctx *, fl_text, int64_t *);
struct f0 {
    const char *row;
    int64_t limit;
    fl_text v0;
    fl_loop l0;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "<p>", 3))) return fl_fail(c, 0, e);
     {
        int t1 = FL_AT(int64_t, f->row, 0) != 0;
        fl_text t2 = FL_AT(fl_text, f->row, 8);
        fl_text t3 = {0};
        if (t1) {
            t3 = t2;
        }
        else {
            t3 = ((fl_text){"nobody", 6});
        }
        if ((e = x_escape_esc_html(c, o, t3))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    do {
        if ((FL_AT(int64_t, f->row, 0) != 0)) {
            if ((e = fl_write(o, " has a name of ", 15))) return fl_fail(c, 0, e);
             {
                fl_text t5 = FL_AT(fl_text, f->row, 8);
                int64_t t6 = 0;
                if ((e = x_text_length(c, t5, &t6))) return fl_fail(c, 2, e);
                if ((e = fl_write_int(o, t6))) return fl_fail(c, 3, e);
                if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
            }
            break;
        }
    } while (0);
    if ((e = fl_write(o, "<\057p>\012<p>", 8))) return fl_fail(c, 0, e);
     {
        fl_text t7 = {0};
        int t8 = 0;
        if (FL_AT(int64_t, f->row, 24)) {
            t7 = FL_AT(fl_text, (f->row + 32), 0);
            t8 = 1;
        }
        fl_text t9 = {0};
        if (t8) {
            t9 = t7;
        }
        else {
            t9 = ((fl_text){"nowhere", 7});
        }
        if ((e = x_escape_esc_html(c, o, t9))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
    do {
        int t11 = (FL_AT(int64_t, f->row, 24) != 0);
        if (t11) {
            t11 = (FL_AT(int64_t, (f->row + 32), 16) != 0);
        }
        if (t11) {
            if ((e = fl_write(o, "floor ", 6))) return fl_fail(c, 0, e);
             {
                int64_t t12 = FL_AT(int64_t, (f->row + 32), 24);
                int64_t t13 = INT64_C(1);
                int64_t t14 = 0;
                if ((e = fl_int_add(t12, t13, &t14))) return fl_fail(c, 5, e);
                if ((e = fl_write_int(o, t14))) return fl_fail(c, 6, e);
                if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
            }
            break;
        }
    } while (0);
    if ((e = fl_write(o, "<\057p>\012<p>", 8))) return fl_fail(c, 0, e);
     {
        fl_list t15 = FL_AT(fl_list, f->row, 64);
        int64_t t16 = INT64_C(0);
        fl_text t17 = {0};
        int t18 = 0;
        if (t16 < 0) t16 += t15.n;
        if (t16 >= 0 && t16 < t15.n) {
            const char * t19 = t15.p + (t16) * 16;
            t17 = FL_AT(fl_text, t19, 0);
            t18 = 1;
        }
        fl_text t20 = {0};
        if (t18) {
            t20 = t17;
        }
        else {
            t20 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_html(c, o, t20))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t22 = FL_AT(fl_list, f->row, 64);
        int64_t t23 = (-INT64_C(1));
        fl_text t24 = {0};
        int t25 = 0;
        if (t23 < 0) t23 += t22.n;
        if (t23 >= 0 && t23 < t22.n) {
            const char * t26 = t22.p + (t23) * 16;
            t24 = FL_AT(fl_text, t26, 0);
            t25 = 1;
        }
        fl_text t27 = {0};
        if (t25) {
            t27 = t24;
        }
        else {
            t27 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_html(c, o, t27))) return fl_fail(c, 8, e);
        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t29 = FL_AT(fl_list, f->row, 64);
        int64_t t30 = INT64_C(1);
        int64_t t31 = INT64_C(3);
        fl_list t32 = fl_view(t29, 16, t30, t31);
        f->l0 = (fl_loop){t32.p, NULL, 0, t32.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t33 = fl_loop_row(&f->l0, f->l0.i , 16);
            f->v0 = FL_AT(fl_text, t33, 0);
             {
                fl_text t34 = f->v0;
                if ((e = x_escape_esc_html(c, o, t34))) return fl_fail(c, 10, e);
                if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
        }
    }
    do {
        if ((FL_AT(fl_list, f->row, 64).n == 0)) {
            if ((e = fl_write(o, "no tags", 7))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, "<\057p>\012<p>", 8))) return fl_fail(c, 0, e);
    do {
        if ((FL_AT(int64_t, f->row, 80) != 0)) {
             {
                int64_t t36 = FL_AT(int64_t, f->row, 88);
                if ((e = fl_write_date(o, t36))) return fl_fail(c, 11, e);
                if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t37 = FL_AT(int64_t, f->row, 88);
                int64_t t38 = INT64_C(432000000000);
                int64_t t39 = 0;
                if ((e = fl_date_plus(t37, t38, &t39))) return fl_fail(c, 12, e);
                if ((e = fl_write_date(o, t39))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t40 = FL_AT(int64_t, f->row, 88);
                int64_t t41 = INT64_C(1);
                int64_t t42 = 0;
                if ((e = fl_date_months(t40, t41, &t42))) return fl_fail(c, 14, e);
                if ((e = fl_write_date(o, t42))) return fl_fail(c, 15, e);
                if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t43 = FL_AT(int64_t, f->row, 88);
                int64_t t44 = INT64_C(12);
                int64_t t45 = 0;
                if ((e = fl_int_neg(t44, &t45))) return fl_fail(c, 16, e);
                int64_t t46 = 0;
                if ((e = fl_date_months(t43, t45, &t46))) return fl_fail(c, 16, e);
                if ((e = fl_write_date(o, t46))) return fl_fail(c, 17, e);
                if (o->n > f->limit) return fl_fail(c, 17, FL_TOO_LONG);
            }
            break;
        }
    } while (0);
    if ((e = fl_write(o, "<\057p>\012", 5))) return fl_fail(c, 0, e);
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        int t1 = FL_AT(int64_t, f->row, 0) != 0;
        fl_text t2 = FL_AT(fl_text, f->row, 8);
        fl_text t3 = {0};
        if (t1) {
            t3 = t2;
        }
        else {
            t3 = ((fl_text){"nobody", 6});
        }
        if ((e = x_escape_esc_plain(c, o, t3))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    do {
        if ((FL_AT(int64_t, f->row, 0) != 0)) {
            if ((e = fl_write(o, " has a name of ", 15))) return fl_fail(c, 0, e);
             {
                fl_text t5 = FL_AT(fl_text, f->row, 8);
                int64_t t6 = 0;
                if ((e = x_text_length(c, t5, &t6))) return fl_fail(c, 2, e);
                if ((e = fl_write_int(o, t6))) return fl_fail(c, 3, e);
                if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
            }
            break;
        }
    } while (0);
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_text t7 = {0};
        int t8 = 0;
        if (FL_AT(int64_t, f->row, 24)) {
            t7 = FL_AT(fl_text, (f->row + 32), 0);
            t8 = 1;
        }
        fl_text t9 = {0};
        if (t8) {
            t9 = t7;
        }
        else {
            t9 = ((fl_text){"nowhere", 7});
        }
        if ((e = x_escape_esc_plain(c, o, t9))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    do {
        int t11 = (FL_AT(int64_t, f->row, 24) != 0);
        if (t11) {
            t11 = (FL_AT(int64_t, (f->row + 32), 16) != 0);
        }
        if (t11) {
            if ((e = fl_write(o, " floor ", 7))) return fl_fail(c, 0, e);
             {
                int64_t t12 = FL_AT(int64_t, (f->row + 32), 24);
                int64_t t13 = INT64_C(1);
                int64_t t14 = 0;
                if ((e = fl_int_add(t12, t13, &t14))) return fl_fail(c, 5, e);
                if ((e = fl_write_int(o, t14))) return fl_fail(c, 6, e);
                if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
            }
            break;
        }
    } while (0);
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t15 = FL_AT(fl_list, f->row, 64);
        int64_t t16 = INT64_C(0);
        fl_text t17 = {0};
        int t18 = 0;
        if (t16 < 0) t16 += t15.n;
        if (t16 >= 0 && t16 < t15.n) {
            const char * t19 = t15.p + (t16) * 16;
            t17 = FL_AT(fl_text, t19, 0);
            t18 = 1;
        }
        fl_text t20 = {0};
        if (t18) {
            t20 = t17;
        }
        else {
            t20 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_plain(c, o, t20))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t22 = FL_AT(fl_list, f->row, 64);
        int64_t t23 = (-INT64_C(1));
        fl_text t24 = {0};
        int t25 = 0;
        if (t23 < 0) t23 += t22.n;
        if (t23 >= 0 && t23 < t22.n) {
            const char * t26 = t22.p + (t23) * 16;
            t24 = FL_AT(fl_text, t26, 0);
            t25 = 1;
        }
        fl_text t27 = {0};
        if (t25) {
            t27 = t24;
        }
        else {
            t27 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_plain(c, o, t27))) return fl_fail(c, 8, e);
        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
    }
     {
        fl_list t29 = FL_AT(fl_list, f->row, 64);
        int64_t t30 = INT64_C(1);
        int64_t t31 = INT64_C(3);
        fl_list t32 = fl_view(t29, 16, t30, t31);
        f->l0 = (fl_loop){t32.p, NULL, 0, t32.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t33 = fl_loop_row(&f->l0, f->l0.i , 16);
            f->v0 = FL_AT(fl_text, t33, 0);
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                fl_text t34 = f->v0;
                if ((e = x_escape_esc_plain(c, o, t34))) return fl_fail(c, 10, e);
                if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
            }
            if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
        }
    }
    do {
        if ((FL_AT(fl_list, f->row, 64).n == 0)) {
            if ((e = fl_write(o, " no tags", 8))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    do {
        if ((FL_AT(int64_t, f->row, 80) != 0)) {
            if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
             {
                int64_t t36 = FL_AT(int64_t, f->row, 88);
                if ((e = fl_write_date(o, t36))) return fl_fail(c, 11, e);
                if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t37 = FL_AT(int64_t, f->row, 88);
                int64_t t38 = INT64_C(432000000000);
                int64_t t39 = 0;
                if ((e = fl_date_plus(t37, t38, &t39))) return fl_fail(c, 12, e);
                if ((e = fl_write_date(o, t39))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t40 = FL_AT(int64_t, f->row, 88);
                int64_t t41 = INT64_C(1);
                int64_t t42 = 0;
                if ((e = fl_date_months(t40, t41, &t42))) return fl_fail(c, 14, e);
                if ((e = fl_write_date(o, t42))) return fl_fail(c, 15, e);
                if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t43 = FL_AT(int64_t, f->row, 88);
                int64_t t44 = INT64_C(12);
                int64_t t45 = 0;
                if ((e = fl_int_neg(t44, &t45))) return fl_fail(c, 16, e);
                int64_t t46 = 0;
                if ((e = fl_date_months(t43, t45, &t46))) return fl_fail(c, 16, e);
                if ((e = fl_write_date(o, t46))) return fl_fail(c, 17, e);
                if (o->n > f->limit) return fl_fail(c, 17, FL_TOO_LONG);
            }
            break;
        }
    } while (0);
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
    return e;
}
/* Layout 19e6bd2aa423d43964edfbc1d06d2f556c84ed56d3332a4d8d33b6f1c212ebaf. */
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
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_text_length)(fl_ctx *, fl_text, int64_t *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_text_length = m_text.length
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
