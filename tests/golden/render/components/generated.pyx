# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport casing as m_casing
from flong.runtime cimport decimal as m_decimal
from flong.runtime cimport escape as m_escape
from flong.runtime cimport numbers as m_numbers
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *);
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_numbers_round_decimal)(fl_ctx *, fl_text, fl_dec, int64_t, fl_dec *);
static const fl_text n0[] = {{"info", 4}, {"warn", 4}};
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
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, " \346\202\250\345\245\275", 7);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0};
    int64_t v1 = 0;
    const char * v2 = 0;
    fl_text v3 = {0};
    int64_t v4 = 0;
    fl_text v5 = {0};
    int h5 = 0;
    int64_t v6 = 0;
    int64_t v7 = 0;
    fl_text v8 = {0};
    fl_i128 v9 = 0;
    int64_t v10 = 0;
    fl_text v11 = {0};
    int64_t v12 = 0;
    fl_text v13 = {0};
    int h13 = 0;
    int64_t v14 = 0;
    int64_t v15 = 0;
    fl_text v16 = {0};
    fl_text v17 = {0};
    int64_t v18 = 0;
    fl_text v19 = {0};
    int h19 = 0;
    int64_t v20 = 0;
    int64_t v21 = 0;
    fl_text v22 = {0};
    const char * v23 = 0;
    fl_dec v24 = {0};
    int64_t v25 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v0 = FL_AT(fl_text, f->row, 0);
    }
    if (FL_RARE(k.end - k.w < 14)) k = fl_room_at(o, f->limit, k, 14);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<h\061 title=\042\342\200\234", 14);
     {
        fl_text t1 = v0;
        k = fl_html(o, f->limit, k, t1, 5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, "\342\200\235\042>", 5);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t2, 6);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
     {
        v1 = INT64_C(0);
    }
    k.w = fl_literal(k.w, "<\057h\061>\012", 6);
     {
        fl_list t3 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t3.p, NULL, 0, t3.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 4, FL_TOO_MANY_TURNS);
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<div class=\042", 12);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t4 = fl_loop_row(&l0, l0.i , 48);
            v2 = t4;
             {
                v3 = FL_AT(fl_text, v2, 0);
            }
             {
                int64_t t5 = 0;
                if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v2, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) {
                    t5 = 1;
                }
                else {
                    t5 = 0;
                }
                v4 = t5;
            }
             {
                v5 = FL_AT(fl_text, v2, 32);
                h5 = FL_AT(int64_t, v2, 24);
            }
             {
                v6 = v4;
            }
             {
                int64_t t6 = v6;
                fl_text t7 = n0[t6];
                k = fl_html(o, f->limit, k, t7, 16);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
             {
                v7 = v6;
            }
            k.w = fl_literal(k.w, "\042 style=\042color: ", 16);
            do {
                if ((v7 == 0)) {
                    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "#\060\060\060\060\060\060", 7);
                    break;
                }
                if ((v7 == 1)) {
                    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "#c\060\060\060\060\060", 7);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\042>\012", 3);
             {
                fl_text t8 = v3;
                fl_text t9 = {0};
                if ((e = x_casing_upper(c, t8, &t9))) return fl_fail(c, 6, e);
                v8 = t9;
            }
            k.w = fl_literal(k.w, "<b>", 3);
             {
                fl_text t10 = v8;
                k = fl_html(o, f->limit, k, t10, 4);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057b>", 4);
            do {
                if ((h5 != 0)) {
                    if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, " <i>", 4);
                     {
                        fl_text t11 = v5;
                        k = fl_html(o, f->limit, k, t11, 4);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
                    }
                    k.w = fl_literal(k.w, "<\057i>", 4);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 50)) k = fl_room_at(o, f->limit, k, 50);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012", 1);
             {
                int64_t t12 = v1;
                int64_t t13 = INT64_C(1);
                int64_t t14 = 0;
                if ((e = fl_int_add(t12, t13, &t14))) return fl_fail(c, 9, e);
                v1 = t14;
            }
             {
                int64_t t15 = (l0.i + 1);
                k.w = fl_put_int(k.w, t15);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
            }
             {
                int64_t t16 = FL_AT(int64_t, v2, 16);
                v9 = (fl_i128)t16;
            }
             {
                v10 = INT64_C(2);
            }
            k.w = fl_literal(k.w, ": <b>", 5);
             {
                fl_dec t17 = fl_dec_of_dec128(v9, 2);
                int64_t t18 = v10;
                fl_dec t19 = {0};
                if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t17, t18, &t19))) return fl_fail(c, 11, e);
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t19.e) + 20)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t19.e) + 20);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t19);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057b>\012\012<div><a href=\042", 20);
             {
                fl_text t20 = FL_AT(fl_text, f->row, 32);
                o->n = k.w - o->p;
                if ((e = x_escape_esc_url_link_attr(c, o, t20))) return fl_fail(c, 13, e);
                k = fl_open(o, f->limit);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\042>", 2);
             {
                fl_text t21 = FL_AT(fl_text, f->row, 0);
                k = fl_html(o, f->limit, k, t21, 30);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057a><\057div>\012<\057div>\012<div class=\042", 30);
            if (FL_RARE(k.w - 12 > k.end)) return fl_fail(c, 4, fl_over(k));
        }
        if (l0.n) k.w -= 12;
        if (!l0.n) {
             {
                v11 = ((fl_text){"Nothing", 7});
            }
             {
                v12 = 0;
            }
             {
                fl_text t22 = {0};
                int t23 = 0;
                v13 = t22;
                h13 = t23;
            }
             {
                v14 = v12;
            }
            if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<div class=\042", 12);
             {
                int64_t t24 = v14;
                fl_text t25 = n0[t24];
                k = fl_html(o, f->limit, k, t25, 16);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
             {
                v15 = v14;
            }
            k.w = fl_literal(k.w, "\042 style=\042color: ", 16);
            do {
                if ((v15 == 0)) {
                    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "#\060\060\060\060\060\060", 7);
                    break;
                }
                if ((v15 == 1)) {
                    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "#c\060\060\060\060\060", 7);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\042>\012", 3);
             {
                fl_text t26 = v11;
                fl_text t27 = {0};
                if ((e = x_casing_upper(c, t26, &t27))) return fl_fail(c, 6, e);
                v16 = t27;
            }
            k.w = fl_literal(k.w, "<b>", 3);
             {
                fl_text t28 = v16;
                k = fl_html(o, f->limit, k, t28, 4);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057b>", 4);
            do {
                if ((h13 != 0)) {
                    if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, " <i>", 4);
                     {
                        fl_text t29 = v13;
                        k = fl_html(o, f->limit, k, t29, 4);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
                    }
                    k.w = fl_literal(k.w, "<\057i>", 4);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 13)) k = fl_room_at(o, f->limit, k, 13);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012", 1);
             {
                v17 = ((fl_text){"inner", 5});
            }
             {
                v18 = 0;
            }
             {
                fl_text t30 = {0};
                int t31 = 0;
                v19 = t30;
                h19 = t31;
            }
             {
                v20 = v18;
            }
            k.w = fl_literal(k.w, "<div class=\042", 12);
             {
                int64_t t32 = v20;
                fl_text t33 = n0[t32];
                k = fl_html(o, f->limit, k, t33, 16);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
             {
                v21 = v20;
            }
            k.w = fl_literal(k.w, "\042 style=\042color: ", 16);
            do {
                if ((v21 == 0)) {
                    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "#\060\060\060\060\060\060", 7);
                    break;
                }
                if ((v21 == 1)) {
                    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "#c\060\060\060\060\060", 7);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\042>\012", 3);
             {
                fl_text t34 = v17;
                fl_text t35 = {0};
                if ((e = x_casing_upper(c, t34, &t35))) return fl_fail(c, 6, e);
                v22 = t35;
            }
            k.w = fl_literal(k.w, "<b>", 3);
             {
                fl_text t36 = v22;
                k = fl_html(o, f->limit, k, t36, 4);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057b>", 4);
            do {
                if ((h19 != 0)) {
                    if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, " <i>", 4);
                     {
                        fl_text t37 = v19;
                        k = fl_html(o, f->limit, k, t37, 4);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
                    }
                    k.w = fl_literal(k.w, "<\057i>", 4);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012", 1);
             {
                fl_text t38 = FL_AT(fl_text, f->row, 0);
                k = fl_html(o, f->limit, k, t38, 39);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
            }
            k.w = fl_literal(k.w, "<div><\057div>\012<\057div>\012<div><\057div>\012<\057div>\012\012", 39);
        }
    }
    if (FL_RARE(k.end - k.w < 58)) k = fl_room_at(o, f->limit, k, 58);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>", 3);
     {
        int64_t t39 = v1;
        k.w = fl_put_int(k.w, t39);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
    }
     {
        fl_list t40 = FL_AT(fl_list, f->row, 16);
        fl_i128 t41 = 0;
        int64_t t42 = 0;
        for (int64_t t43 = 0; t43 < t40.n; t43++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t44 = t40.p + (t43) * 48;
            v23 = t44;
            t41 += FL_AT(int64_t, v23, 16);
            t42++;
        }
        fl_dec t45 = fl_dec_of_dec128(t41, t42 ? 2 : 0);
        v24 = t45;
    }
     {
        v25 = INT64_C(0);
    }
    k.w = fl_literal(k.w, " shown, <b>", 11);
     {
        fl_dec t46 = v24;
        int64_t t47 = v25;
        fl_dec t48 = {0};
        if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t46, t47, &t48))) return fl_fail(c, 11, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t48.e) + 9)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t48.e) + 9);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t48);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057b><\057p>\012", 9);
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0}; (void)v0;
    int64_t v1 = 0;
    const char * v2 = 0;
    fl_text v3 = {0};
    int64_t v4 = 0;
    fl_text v5 = {0};
    int h5 = 0;
    int64_t v6 = 0;
    int64_t v7 = 0; (void)v7;
    fl_text v8 = {0};
    fl_i128 v9 = 0;
    int64_t v10 = 0;
    fl_text v11 = {0};
    int64_t v12 = 0;
    fl_text v13 = {0};
    int h13 = 0;
    int64_t v14 = 0;
    int64_t v15 = 0; (void)v15;
    fl_text v16 = {0};
    fl_text v17 = {0};
    int64_t v18 = 0;
    fl_text v19 = {0};
    int h19 = 0;
    int64_t v20 = 0;
    int64_t v21 = 0; (void)v21;
    fl_text v22 = {0};
    const char * v23 = 0;
    fl_dec v24 = {0};
    int64_t v25 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v0 = FL_AT(fl_text, f->row, 0);
    }
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        k = fl_plain(o, f->limit, k, t1, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
     {
        v1 = INT64_C(0);
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t2 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t2.p, NULL, 0, t2.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 4, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t3 = fl_loop_row(&l0, l0.i , 48);
            v2 = t3;
             {
                v3 = FL_AT(fl_text, v2, 0);
            }
             {
                int64_t t4 = 0;
                if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v2, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) {
                    t4 = 1;
                }
                else {
                    t4 = 0;
                }
                v4 = t4;
            }
             {
                v5 = FL_AT(fl_text, v2, 32);
                h5 = FL_AT(int64_t, v2, 24);
            }
             {
                v6 = v4;
            }
             {
                v7 = v6;
            }
             {
                fl_text t5 = v3;
                fl_text t6 = {0};
                if ((e = x_casing_upper(c, t5, &t6))) return fl_fail(c, 6, e);
                v8 = t6;
            }
             {
                fl_text t7 = v8;
                k = fl_plain(o, f->limit, k, t7, 0);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            do {
                if ((h5 != 0)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, " ", 1);
                     {
                        fl_text t8 = v5;
                        k = fl_plain(o, f->limit, k, t8, 0);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
                    }
                    break;
                }
            } while (0);
             {
                int64_t t9 = v1;
                int64_t t10 = INT64_C(1);
                int64_t t11 = 0;
                if ((e = fl_int_add(t9, t10, &t11))) return fl_fail(c, 9, e);
                v1 = t11;
            }
            if (FL_RARE(k.end - k.w < 47)) k = fl_room_at(o, f->limit, k, 47);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t12 = (l0.i + 1);
                k.w = fl_put_int(k.w, t12);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
            }
             {
                int64_t t13 = FL_AT(int64_t, v2, 16);
                v9 = (fl_i128)t13;
            }
             {
                v10 = INT64_C(2);
            }
            k.w = fl_literal(k.w, ": ", 2);
             {
                fl_dec t14 = fl_dec_of_dec128(v9, 2);
                int64_t t15 = v10;
                fl_dec t16 = {0};
                if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t14, t15, &t16))) return fl_fail(c, 11, e);
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t16.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t16.e) + 1);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t16);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
             {
                fl_text t17 = FL_AT(fl_text, f->row, 0);
                k = fl_plain(o, f->limit, k, t17, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
            }
            k.w = fl_literal(k.w, " (", 2);
             {
                fl_text t18 = FL_AT(fl_text, f->row, 32);
                o->n = k.w - o->p;
                if ((e = x_escape_esc_url_link(c, o, t18))) return fl_fail(c, 13, e);
                k = fl_open(o, f->limit);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, ")\012", 2);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
        }
        if (!l0.n) {
             {
                v11 = ((fl_text){"Nothing", 7});
            }
             {
                v12 = 0;
            }
             {
                fl_text t19 = {0};
                int t20 = 0;
                v13 = t19;
                h13 = t20;
            }
             {
                v14 = v12;
            }
             {
                v15 = v14;
            }
             {
                fl_text t21 = v11;
                fl_text t22 = {0};
                if ((e = x_casing_upper(c, t21, &t22))) return fl_fail(c, 6, e);
                v16 = t22;
            }
             {
                fl_text t23 = v16;
                k = fl_plain(o, f->limit, k, t23, 0);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            do {
                if ((h13 != 0)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, " ", 1);
                     {
                        fl_text t24 = v13;
                        k = fl_plain(o, f->limit, k, t24, 0);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
                    }
                    break;
                }
            } while (0);
             {
                v17 = ((fl_text){"inner", 5});
            }
             {
                v18 = 0;
            }
             {
                fl_text t25 = {0};
                int t26 = 0;
                v19 = t25;
                h19 = t26;
            }
             {
                v20 = v18;
            }
             {
                v21 = v20;
            }
             {
                fl_text t27 = v17;
                fl_text t28 = {0};
                if ((e = x_casing_upper(c, t27, &t28))) return fl_fail(c, 6, e);
                v22 = t28;
            }
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012", 1);
             {
                fl_text t29 = v22;
                k = fl_plain(o, f->limit, k, t29, 0);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            do {
                if ((h19 != 0)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, " ", 1);
                     {
                        fl_text t30 = v19;
                        k = fl_plain(o, f->limit, k, t30, 0);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
                    }
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " ", 1);
             {
                fl_text t31 = FL_AT(fl_text, f->row, 0);
                k = fl_plain(o, f->limit, k, t31, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
        }
    }
    if (FL_RARE(k.end - k.w < 53)) k = fl_room_at(o, f->limit, k, 53);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012", 1);
     {
        int64_t t32 = v1;
        k.w = fl_put_int(k.w, t32);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
    }
     {
        fl_list t33 = FL_AT(fl_list, f->row, 16);
        fl_i128 t34 = 0;
        int64_t t35 = 0;
        for (int64_t t36 = 0; t36 < t33.n; t36++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t37 = t33.p + (t36) * 48;
            v23 = t37;
            t34 += FL_AT(int64_t, v23, 16);
            t35++;
        }
        fl_dec t38 = fl_dec_of_dec128(t34, t35 ? 2 : 0);
        v24 = t38;
    }
     {
        v25 = INT64_C(0);
    }
    k.w = fl_literal(k.w, " shown, ", 8);
     {
        fl_dec t39 = v24;
        int64_t t40 = v25;
        fl_dec t41 = {0};
        if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t39, t40, &t41))) return fl_fail(c, 11, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t41.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t41.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t41);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 61c8aede47ec12e2743454b6c85daa06c2a6b1d0e3893050c39d8cce3a612417. */
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
    int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_numbers_round_decimal)(fl_ctx *, fl_text, fl_dec, int64_t, fl_dec *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_casing_upper = m_casing.upper
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_escape_esc_header = m_escape.esc_header
x_escape_esc_url_link = m_escape.esc_url_link
x_escape_esc_url_link_attr = m_escape.esc_url_link_attr
x_numbers_round_decimal = m_numbers.round_decimal
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
