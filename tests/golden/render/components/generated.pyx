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
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_numbers_round_decimal)(fl_ctx *, fl_text, fl_dec, int64_t, fl_dec *);
static const fl_text n0[] = {{"info", 4}, {"warn", 4}};
struct f0 {
    const char *row;
    int64_t limit;
    fl_text v0;
    int64_t v1;
    const char * v2;
    fl_text v3;
    int64_t v4;
    fl_text v5;
    int h5;
    int64_t v6;
    int64_t v7;
    fl_text v8;
    fl_dec v9;
    int64_t v10;
    fl_text v11;
    int64_t v12;
    fl_text v13;
    int h13;
    int64_t v14;
    int64_t v15;
    fl_text v16;
    fl_text v17;
    int64_t v18;
    fl_text v19;
    int h19;
    int64_t v20;
    int64_t v21;
    fl_text v22;
    const char * v23;
    fl_dec v24;
    int64_t v25;
    fl_loop l0;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " \346\202\250\345\245\275", 7))) return fl_fail(c, 0, e);
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v0 = FL_AT(fl_text, f->row, 0);
    }
    if ((e = fl_write(o, "<h\061 title=\042\342\200\234", 14))) return fl_fail(c, 0, e);
     {
        fl_text t1 = f->v0;
        if ((e = x_escape_esc_html(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\342\200\235\042>", 5))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t3))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
     {
        f->v1 = INT64_C(0);
    }
    if ((e = fl_write(o, "<\057h\061>\012", 6))) return fl_fail(c, 0, e);
     {
        fl_list t5 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t5.p, NULL, 0, t5.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 4, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t6 = fl_loop_row(&f->l0, f->l0.i , 48);
            f->v2 = t6;
             {
                f->v3 = FL_AT(fl_text, f->v2, 0);
            }
             {
                int64_t t7 = 0;
                if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v2, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) {
                    t7 = 1;
                }
                else {
                    t7 = 0;
                }
                f->v4 = t7;
            }
             {
                f->v5 = FL_AT(fl_text, f->v2, 32);
                f->h5 = FL_AT(int64_t, f->v2, 24);
            }
             {
                f->v6 = f->v4;
            }
            if ((e = fl_write(o, "<div class=\042", 12))) return fl_fail(c, 0, e);
             {
                int64_t t8 = f->v6;
                fl_text t10 = n0[t8];
                if ((e = x_escape_esc_html(c, o, t10))) return fl_fail(c, 5, e);
                if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
            }
             {
                f->v7 = f->v6;
            }
            if ((e = fl_write(o, "\042 style=\042color: ", 16))) return fl_fail(c, 0, e);
            do {
                if ((f->v7 == 0)) {
                    if ((e = fl_write(o, "#\060\060\060\060\060\060", 7))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v7 == 1)) {
                    if ((e = fl_write(o, "#c\060\060\060\060\060", 7))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, "\042>\012", 3))) return fl_fail(c, 0, e);
             {
                fl_text t11 = f->v3;
                fl_text t12 = {0};
                if ((e = x_casing_upper(c, t11, &t12))) return fl_fail(c, 6, e);
                f->v8 = t12;
            }
            if ((e = fl_write(o, "<b>", 3))) return fl_fail(c, 0, e);
             {
                fl_text t13 = f->v8;
                if ((e = x_escape_esc_html(c, o, t13))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057b>", 4))) return fl_fail(c, 0, e);
            do {
                if ((f->h5 != 0)) {
                    if ((e = fl_write(o, " <i>", 4))) return fl_fail(c, 0, e);
                     {
                        fl_text t15 = f->v5;
                        if ((e = x_escape_esc_html(c, o, t15))) return fl_fail(c, 8, e);
                        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, "<\057i>", 4))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
             {
                int64_t t17 = f->v1;
                int64_t t18 = INT64_C(1);
                int64_t t19 = 0;
                if ((e = fl_int_add(t17, t18, &t19))) return fl_fail(c, 9, e);
                f->v1 = t19;
            }
             {
                int64_t t20 = (f->l0.i + 1);
                if ((e = fl_write_int(o, t20))) return fl_fail(c, 10, e);
                if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
            }
             {
                f->v9 = fl_dec_of_dec64(FL_AT(int64_t, f->v2, 16), 2);
            }
             {
                f->v10 = INT64_C(2);
            }
            if ((e = fl_write(o, ": <b>", 5))) return fl_fail(c, 0, e);
             {
                fl_dec t21 = f->v9;
                int64_t t22 = f->v10;
                fl_dec t23 = {0};
                if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t21, t22, &t23))) return fl_fail(c, 11, e);
                if ((e = fl_write_dec(o, t23))) return fl_fail(c, 12, e);
                if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057b>\012\012<div><a href=\042", 20))) return fl_fail(c, 0, e);
             {
                fl_text t24 = FL_AT(fl_text, f->row, 32);
                if ((e = x_escape_esc_url_link_attr(c, o, t24))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\042>", 2))) return fl_fail(c, 0, e);
             {
                fl_text t26 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_html(c, o, t26))) return fl_fail(c, 14, e);
                if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057a><\057div>\012<\057div>\012", 18))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
        }
        if (!f->l0.n) {
             {
                f->v11 = ((fl_text){"Nothing", 7});
            }
             {
                f->v12 = 0;
            }
             {
                fl_text t28 = {0};
                int t29 = 0;
                f->v13 = t28;
                f->h13 = t29;
            }
             {
                f->v14 = f->v12;
            }
            if ((e = fl_write(o, "<div class=\042", 12))) return fl_fail(c, 0, e);
             {
                int64_t t30 = f->v14;
                fl_text t32 = n0[t30];
                if ((e = x_escape_esc_html(c, o, t32))) return fl_fail(c, 5, e);
                if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
            }
             {
                f->v15 = f->v14;
            }
            if ((e = fl_write(o, "\042 style=\042color: ", 16))) return fl_fail(c, 0, e);
            do {
                if ((f->v15 == 0)) {
                    if ((e = fl_write(o, "#\060\060\060\060\060\060", 7))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v15 == 1)) {
                    if ((e = fl_write(o, "#c\060\060\060\060\060", 7))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, "\042>\012", 3))) return fl_fail(c, 0, e);
             {
                fl_text t33 = f->v11;
                fl_text t34 = {0};
                if ((e = x_casing_upper(c, t33, &t34))) return fl_fail(c, 6, e);
                f->v16 = t34;
            }
            if ((e = fl_write(o, "<b>", 3))) return fl_fail(c, 0, e);
             {
                fl_text t35 = f->v16;
                if ((e = x_escape_esc_html(c, o, t35))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057b>", 4))) return fl_fail(c, 0, e);
            do {
                if ((f->h13 != 0)) {
                    if ((e = fl_write(o, " <i>", 4))) return fl_fail(c, 0, e);
                     {
                        fl_text t37 = f->v13;
                        if ((e = x_escape_esc_html(c, o, t37))) return fl_fail(c, 8, e);
                        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, "<\057i>", 4))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
             {
                f->v17 = ((fl_text){"inner", 5});
            }
             {
                f->v18 = 0;
            }
             {
                fl_text t39 = {0};
                int t40 = 0;
                f->v19 = t39;
                f->h19 = t40;
            }
             {
                f->v20 = f->v18;
            }
            if ((e = fl_write(o, "<div class=\042", 12))) return fl_fail(c, 0, e);
             {
                int64_t t41 = f->v20;
                fl_text t43 = n0[t41];
                if ((e = x_escape_esc_html(c, o, t43))) return fl_fail(c, 5, e);
                if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
            }
             {
                f->v21 = f->v20;
            }
            if ((e = fl_write(o, "\042 style=\042color: ", 16))) return fl_fail(c, 0, e);
            do {
                if ((f->v21 == 0)) {
                    if ((e = fl_write(o, "#\060\060\060\060\060\060", 7))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v21 == 1)) {
                    if ((e = fl_write(o, "#c\060\060\060\060\060", 7))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, "\042>\012", 3))) return fl_fail(c, 0, e);
             {
                fl_text t44 = f->v17;
                fl_text t45 = {0};
                if ((e = x_casing_upper(c, t44, &t45))) return fl_fail(c, 6, e);
                f->v22 = t45;
            }
            if ((e = fl_write(o, "<b>", 3))) return fl_fail(c, 0, e);
             {
                fl_text t46 = f->v22;
                if ((e = x_escape_esc_html(c, o, t46))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057b>", 4))) return fl_fail(c, 0, e);
            do {
                if ((f->h19 != 0)) {
                    if ((e = fl_write(o, " <i>", 4))) return fl_fail(c, 0, e);
                     {
                        fl_text t48 = f->v19;
                        if ((e = x_escape_esc_html(c, o, t48))) return fl_fail(c, 8, e);
                        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, "<\057i>", 4))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
             {
                fl_text t50 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_html(c, o, t50))) return fl_fail(c, 15, e);
                if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<div><\057div>\012<\057div>\012<div><\057div>\012<\057div>\012\012", 39))) return fl_fail(c, 0, e);
        }
    }
    if ((e = fl_write(o, "<p>", 3))) return fl_fail(c, 0, e);
     {
        int64_t t52 = f->v1;
        if ((e = fl_write_int(o, t52))) return fl_fail(c, 16, e);
        if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
    }
     {
        fl_list t53 = FL_AT(fl_list, f->row, 16);
        fl_i128 t54 = 0;
        int64_t t55 = 0;
        for (int64_t t56 = 0; t56 < t53.n; t56++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t57 = t53.p + (t56) * 48;
            f->v23 = t57;
            t54 += FL_AT(int64_t, f->v23, 16);
            t55++;
        }
        fl_dec t58 = fl_dec_of_dec128(t54, t55 ? 2 : 0);
        f->v24 = t58;
    }
     {
        f->v25 = INT64_C(0);
    }
    if ((e = fl_write(o, " shown, <b>", 11))) return fl_fail(c, 0, e);
     {
        fl_dec t59 = f->v24;
        int64_t t60 = f->v25;
        fl_dec t61 = {0};
        if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t59, t60, &t61))) return fl_fail(c, 11, e);
        if ((e = fl_write_dec(o, t61))) return fl_fail(c, 12, e);
        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057b><\057p>\012", 9))) return fl_fail(c, 0, e);
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v0 = FL_AT(fl_text, f->row, 0);
    }
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_plain(c, o, t1))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
     {
        f->v1 = INT64_C(0);
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t3 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t3.p, NULL, 0, t3.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 4, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t4 = fl_loop_row(&f->l0, f->l0.i , 48);
            f->v2 = t4;
             {
                f->v3 = FL_AT(fl_text, f->v2, 0);
            }
             {
                int64_t t5 = 0;
                if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v2, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) {
                    t5 = 1;
                }
                else {
                    t5 = 0;
                }
                f->v4 = t5;
            }
             {
                f->v5 = FL_AT(fl_text, f->v2, 32);
                f->h5 = FL_AT(int64_t, f->v2, 24);
            }
             {
                f->v6 = f->v4;
            }
             {
                f->v7 = f->v6;
            }
             {
                fl_text t6 = f->v3;
                fl_text t7 = {0};
                if ((e = x_casing_upper(c, t6, &t7))) return fl_fail(c, 6, e);
                f->v8 = t7;
            }
             {
                fl_text t8 = f->v8;
                if ((e = x_escape_esc_plain(c, o, t8))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            do {
                if ((f->h5 != 0)) {
                    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
                     {
                        fl_text t10 = f->v5;
                        if ((e = x_escape_esc_plain(c, o, t10))) return fl_fail(c, 8, e);
                        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
                    }
                    break;
                }
            } while (0);
             {
                int64_t t12 = f->v1;
                int64_t t13 = INT64_C(1);
                int64_t t14 = 0;
                if ((e = fl_int_add(t12, t13, &t14))) return fl_fail(c, 9, e);
                f->v1 = t14;
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t15 = (f->l0.i + 1);
                if ((e = fl_write_int(o, t15))) return fl_fail(c, 10, e);
                if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
            }
             {
                f->v9 = fl_dec_of_dec64(FL_AT(int64_t, f->v2, 16), 2);
            }
             {
                f->v10 = INT64_C(2);
            }
            if ((e = fl_write(o, ": ", 2))) return fl_fail(c, 0, e);
             {
                fl_dec t16 = f->v9;
                int64_t t17 = f->v10;
                fl_dec t18 = {0};
                if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t16, t17, &t18))) return fl_fail(c, 11, e);
                if ((e = fl_write_dec(o, t18))) return fl_fail(c, 12, e);
                if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
             {
                fl_text t19 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_plain(c, o, t19))) return fl_fail(c, 14, e);
                if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " (", 2))) return fl_fail(c, 0, e);
             {
                fl_text t21 = FL_AT(fl_text, f->row, 32);
                if ((e = x_escape_esc_url_link(c, o, t21))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ")\012", 2))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
        }
        if (!f->l0.n) {
             {
                f->v11 = ((fl_text){"Nothing", 7});
            }
             {
                f->v12 = 0;
            }
             {
                fl_text t23 = {0};
                int t24 = 0;
                f->v13 = t23;
                f->h13 = t24;
            }
             {
                f->v14 = f->v12;
            }
             {
                f->v15 = f->v14;
            }
             {
                fl_text t25 = f->v11;
                fl_text t26 = {0};
                if ((e = x_casing_upper(c, t25, &t26))) return fl_fail(c, 6, e);
                f->v16 = t26;
            }
             {
                fl_text t27 = f->v16;
                if ((e = x_escape_esc_plain(c, o, t27))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            do {
                if ((f->h13 != 0)) {
                    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
                     {
                        fl_text t29 = f->v13;
                        if ((e = x_escape_esc_plain(c, o, t29))) return fl_fail(c, 8, e);
                        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
                    }
                    break;
                }
            } while (0);
             {
                f->v17 = ((fl_text){"inner", 5});
            }
             {
                f->v18 = 0;
            }
             {
                fl_text t31 = {0};
                int t32 = 0;
                f->v19 = t31;
                f->h19 = t32;
            }
             {
                f->v20 = f->v18;
            }
             {
                f->v21 = f->v20;
            }
             {
                fl_text t33 = f->v17;
                fl_text t34 = {0};
                if ((e = x_casing_upper(c, t33, &t34))) return fl_fail(c, 6, e);
                f->v22 = t34;
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
             {
                fl_text t35 = f->v22;
                if ((e = x_escape_esc_plain(c, o, t35))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            do {
                if ((f->h19 != 0)) {
                    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
                     {
                        fl_text t37 = f->v19;
                        if ((e = x_escape_esc_plain(c, o, t37))) return fl_fail(c, 8, e);
                        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
                    }
                    break;
                }
            } while (0);
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                fl_text t39 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_plain(c, o, t39))) return fl_fail(c, 15, e);
                if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
        }
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
     {
        int64_t t41 = f->v1;
        if ((e = fl_write_int(o, t41))) return fl_fail(c, 16, e);
        if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
    }
     {
        fl_list t42 = FL_AT(fl_list, f->row, 16);
        fl_i128 t43 = 0;
        int64_t t44 = 0;
        for (int64_t t45 = 0; t45 < t42.n; t45++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t46 = t42.p + (t45) * 48;
            f->v23 = t46;
            t43 += FL_AT(int64_t, f->v23, 16);
            t44++;
        }
        fl_dec t47 = fl_dec_of_dec128(t43, t44 ? 2 : 0);
        f->v24 = t47;
    }
     {
        f->v25 = INT64_C(0);
    }
    if ((e = fl_write(o, " shown, ", 8))) return fl_fail(c, 0, e);
     {
        fl_dec t48 = f->v24;
        int64_t t49 = f->v25;
        fl_dec t50 = {0};
        if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t48, t49, &t50))) return fl_fail(c, 11, e);
        if ((e = fl_write_dec(o, t50))) return fl_fail(c, 12, e);
        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
    return e;
}
/* Layout 61c8aede47ec12e2743454b6c85daa06c2a6b1d0e3893050c39d8cce3a612417. */
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
    int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_numbers_round_decimal)(fl_ctx *, fl_text, fl_dec, int64_t, fl_dec *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_casing_upper = m_casing.upper
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_escape_esc_header = m_escape.esc_header
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_escape_esc_url_link = m_escape.esc_url_link
x_escape_esc_url_link_attr = m_escape.esc_url_link_attr
x_numbers_round_decimal = m_numbers.round_decimal
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
