# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_text_length)(fl_ctx *, fl_text, int64_t *);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0};
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>", 3);
     {
        int t1 = FL_AT(int64_t, f->row, 0) != 0;
        fl_text t2 = FL_AT(fl_text, f->row, 8);
        fl_text t3 = fl_text_or(t1, t2, ((fl_text){"nobody", 6}));
        k = fl_html(o, f->limit, k, t3, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    do {
        if ((FL_AT(int64_t, f->row, 0) != 0)) {
            if (FL_RARE(k.end - k.w < 59)) k = fl_room_at(o, f->limit, k, 59);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " has a name of ", 15);
             {
                fl_text t4 = FL_AT(fl_text, f->row, 8);
                int64_t t5 = 0;
                if ((e = x_text_length(c, t4, &t5))) return fl_fail(c, 2, e);
                k.w = fl_put_int(k.w, t5);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
            }
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_text t6 = {0};
        int t7 = 0;
        if (FL_AT(int64_t, f->row, 24)) {
            t6 = FL_AT(fl_text, (f->row + 32), 0);
            t7 = 1;
        }
        fl_text t8 = fl_text_or(t7, t6, ((fl_text){"nowhere", 7}));
        k = fl_html(o, f->limit, k, t8, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
    do {
        int t9 = (FL_AT(int64_t, f->row, 24) != 0);
        if (t9) {
            t9 = (FL_AT(int64_t, (f->row + 32), 16) != 0);
        }
        if (t9) {
            if (FL_RARE(k.end - k.w < 50)) k = fl_room_at(o, f->limit, k, 50);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "floor ", 6);
             {
                int64_t t10 = FL_AT(int64_t, (f->row + 32), 24);
                int64_t t11 = INT64_C(1);
                int64_t t12 = 0;
                if ((e = fl_int_add(t10, t11, &t12))) return fl_fail(c, 5, e);
                k.w = fl_put_int(k.w, t12);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_list t13 = FL_AT(fl_list, f->row, 64);
        int64_t t14 = INT64_C(0);
        fl_text t15 = {0};
        int t16 = 0;
        if (t14 < 0) t14 += t13.n;
        if (t14 >= 0 && t14 < t13.n) {
            const char * t17 = t13.p + (t14) * 16;
            t15 = FL_AT(fl_text, t17, 0);
            t16 = 1;
        }
        fl_text t18 = fl_text_or(t16, t15, ((fl_text){"-", 1}));
        k = fl_html(o, f->limit, k, t18, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t19 = FL_AT(fl_list, f->row, 64);
        int64_t t20 = (-INT64_C(1));
        fl_text t21 = {0};
        int t22 = 0;
        if (t20 < 0) t20 += t19.n;
        if (t20 >= 0 && t20 < t19.n) {
            const char * t23 = t19.p + (t20) * 16;
            t21 = FL_AT(fl_text, t23, 0);
            t22 = 1;
        }
        fl_text t24 = fl_text_or(t22, t21, ((fl_text){"-", 1}));
        k = fl_html(o, f->limit, k, t24, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t25 = FL_AT(fl_list, f->row, 64);
        int64_t t26 = INT64_C(1);
        int64_t t27 = INT64_C(3);
        fl_list t28 = fl_view(t25, 16, t26, t27);
        l0 = (fl_loop){t28.p, NULL, 0, t28.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t29 = fl_loop_row(&l0, l0.i , 16);
            v0 = FL_AT(fl_text, t29, 0);
             {
                fl_text t30 = v0;
                k = fl_html(o, f->limit, k, t30, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
        }
    }
    do {
        if ((FL_AT(fl_list, f->row, 64).n == 0)) {
            if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "no tags", 7);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
    do {
        if ((FL_AT(int64_t, f->row, 80) != 0)) {
             {
                int64_t t31 = FL_AT(int64_t, f->row, 88);
                if (!fl_is_day(t31)) return fl_fail(c, 11, FL_BAD_DATE);
                if (FL_RARE(k.end - k.w < 179)) k = fl_room_at(o, f->limit, k, 179);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_date(k.w, t31);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t32 = FL_AT(int64_t, f->row, 88);
                int64_t t33 = INT64_C(432000000000);
                int64_t t34 = 0;
                if ((e = fl_date_plus(t32, t33, &t34))) return fl_fail(c, 12, e);
                if (!fl_is_day(t34)) return fl_fail(c, 13, FL_BAD_DATE);
                k.w = fl_put_date(k.w, t34);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t35 = FL_AT(int64_t, f->row, 88);
                int64_t t36 = INT64_C(1);
                int64_t t37 = 0;
                if ((e = fl_date_months(t35, t36, &t37))) return fl_fail(c, 14, e);
                if (!fl_is_day(t37)) return fl_fail(c, 15, FL_BAD_DATE);
                k.w = fl_put_date(k.w, t37);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t38 = FL_AT(int64_t, f->row, 88);
                int64_t t39 = INT64_C(12);
                int64_t t40 = 0;
                if ((e = fl_int_neg(t39, &t40))) return fl_fail(c, 16, e);
                int64_t t41 = 0;
                if ((e = fl_date_months(t38, t40, &t41))) return fl_fail(c, 16, e);
                if (!fl_is_day(t41)) return fl_fail(c, 17, FL_BAD_DATE);
                k.w = fl_put_date(k.w, t41);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
            }
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012", 5);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0};
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        int t1 = FL_AT(int64_t, f->row, 0) != 0;
        fl_text t2 = FL_AT(fl_text, f->row, 8);
        fl_text t3 = fl_text_or(t1, t2, ((fl_text){"nobody", 6}));
        k = fl_plain(o, f->limit, k, t3, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    do {
        if ((FL_AT(int64_t, f->row, 0) != 0)) {
            if (FL_RARE(k.end - k.w < 59)) k = fl_room_at(o, f->limit, k, 59);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " has a name of ", 15);
             {
                fl_text t4 = FL_AT(fl_text, f->row, 8);
                int64_t t5 = 0;
                if ((e = x_text_length(c, t4, &t5))) return fl_fail(c, 2, e);
                k.w = fl_put_int(k.w, t5);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
            }
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_text t6 = {0};
        int t7 = 0;
        if (FL_AT(int64_t, f->row, 24)) {
            t6 = FL_AT(fl_text, (f->row + 32), 0);
            t7 = 1;
        }
        fl_text t8 = fl_text_or(t7, t6, ((fl_text){"nowhere", 7}));
        k = fl_plain(o, f->limit, k, t8, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    do {
        int t9 = (FL_AT(int64_t, f->row, 24) != 0);
        if (t9) {
            t9 = (FL_AT(int64_t, (f->row + 32), 16) != 0);
        }
        if (t9) {
            if (FL_RARE(k.end - k.w < 51)) k = fl_room_at(o, f->limit, k, 51);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " floor ", 7);
             {
                int64_t t10 = FL_AT(int64_t, (f->row + 32), 24);
                int64_t t11 = INT64_C(1);
                int64_t t12 = 0;
                if ((e = fl_int_add(t10, t11, &t12))) return fl_fail(c, 5, e);
                k.w = fl_put_int(k.w, t12);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t13 = FL_AT(fl_list, f->row, 64);
        int64_t t14 = INT64_C(0);
        fl_text t15 = {0};
        int t16 = 0;
        if (t14 < 0) t14 += t13.n;
        if (t14 >= 0 && t14 < t13.n) {
            const char * t17 = t13.p + (t14) * 16;
            t15 = FL_AT(fl_text, t17, 0);
            t16 = 1;
        }
        fl_text t18 = fl_text_or(t16, t15, ((fl_text){"-", 1}));
        k = fl_plain(o, f->limit, k, t18, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t19 = FL_AT(fl_list, f->row, 64);
        int64_t t20 = (-INT64_C(1));
        fl_text t21 = {0};
        int t22 = 0;
        if (t20 < 0) t20 += t19.n;
        if (t20 >= 0 && t20 < t19.n) {
            const char * t23 = t19.p + (t20) * 16;
            t21 = FL_AT(fl_text, t23, 0);
            t22 = 1;
        }
        fl_text t24 = fl_text_or(t22, t21, ((fl_text){"-", 1}));
        k = fl_plain(o, f->limit, k, t24, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
     {
        fl_list t25 = FL_AT(fl_list, f->row, 64);
        int64_t t26 = INT64_C(1);
        int64_t t27 = INT64_C(3);
        fl_list t28 = fl_view(t25, 16, t26, t27);
        l0 = (fl_loop){t28.p, NULL, 0, t28.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t29 = fl_loop_row(&l0, l0.i , 16);
            v0 = FL_AT(fl_text, t29, 0);
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " ", 1);
             {
                fl_text t30 = v0;
                k = fl_plain(o, f->limit, k, t30, 0);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
            }
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
        }
    }
    do {
        if ((FL_AT(fl_list, f->row, 64).n == 0)) {
            if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " no tags", 8);
            break;
        }
    } while (0);
    do {
        if ((FL_AT(int64_t, f->row, 80) != 0)) {
            if (FL_RARE(k.end - k.w < 181)) k = fl_room_at(o, f->limit, k, 181);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012\012", 2);
             {
                int64_t t31 = FL_AT(int64_t, f->row, 88);
                if (!fl_is_day(t31)) return fl_fail(c, 11, FL_BAD_DATE);
                k.w = fl_put_date(k.w, t31);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t32 = FL_AT(int64_t, f->row, 88);
                int64_t t33 = INT64_C(432000000000);
                int64_t t34 = 0;
                if ((e = fl_date_plus(t32, t33, &t34))) return fl_fail(c, 12, e);
                if (!fl_is_day(t34)) return fl_fail(c, 13, FL_BAD_DATE);
                k.w = fl_put_date(k.w, t34);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t35 = FL_AT(int64_t, f->row, 88);
                int64_t t36 = INT64_C(1);
                int64_t t37 = 0;
                if ((e = fl_date_months(t35, t36, &t37))) return fl_fail(c, 14, e);
                if (!fl_is_day(t37)) return fl_fail(c, 15, FL_BAD_DATE);
                k.w = fl_put_date(k.w, t37);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t38 = FL_AT(int64_t, f->row, 88);
                int64_t t39 = INT64_C(12);
                int64_t t40 = 0;
                if ((e = fl_int_neg(t39, &t40))) return fl_fail(c, 16, e);
                int64_t t41 = 0;
                if ((e = fl_date_months(t38, t40, &t41))) return fl_fail(c, 16, e);
                if (!fl_is_day(t41)) return fl_fail(c, 17, FL_BAD_DATE);
                k.w = fl_put_date(k.w, t41);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
            }
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 19e6bd2aa423d43964edfbc1d06d2f556c84ed56d3332a4d8d33b6f1c212ebaf. */
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
    int (*x_text_length)(fl_ctx *, fl_text, int64_t *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_text_length = m_text.length
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
