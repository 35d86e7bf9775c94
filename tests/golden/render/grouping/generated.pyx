# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport casing as m_casing
from flong.runtime cimport dateformats as m_dateformats
from flong.runtime cimport decimal as m_decimal
from flong.runtime cimport escape as m_escape
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *);
static int (*x_dateformats_format_datetime)(fl_ctx *, fl_text, int64_t, fl_text *);
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
static int (*x_decimal_dec_div)(fl_dec, fl_dec, fl_dec *);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_text_length)(fl_ctx *, fl_text, int64_t *);
static int (*x_text_slice_range)(fl_ctx *, fl_text, int64_t, int64_t, fl_text *);
static const fl_text n0[] = {{"fee", 3}, {"item", 4}};
static int k0(const char *a, const char *b) {
    return ((FL_AT(int64_t, a, 0) > FL_AT(int64_t, b, 0)) - (FL_AT(int64_t, a, 0) < FL_AT(int64_t, b, 0)));
}
static int k1(const char *a, const char *b) {
    return ((FL_AT(int64_t, a, 0) > FL_AT(int64_t, b, 0)) - (FL_AT(int64_t, a, 0) < FL_AT(int64_t, b, 0)));
}
static int k2(const char *a, const char *b) {
    return fl_text_order(FL_AT(fl_text, a, 0), FL_AT(fl_text, b, 0));
}
static int k3(const char *a, const char *b) {
    return fl_dec_order(x_decimal_dec_compare_wide, FL_AT(fl_dec, a, 0), FL_AT(fl_dec, b, 0));
}
static int k4(const char *a, const char *b) {
    return ((FL_AT(int64_t, a, 0) > FL_AT(int64_t, b, 0)) - (FL_AT(int64_t, a, 0) < FL_AT(int64_t, b, 0)));
}
static int k5(const char *a, const char *b) {
    return ((FL_AT(int64_t, a, 0) > FL_AT(int64_t, b, 0)) - (FL_AT(int64_t, a, 0) < FL_AT(int64_t, b, 0)));
}
static int k6(const char *a, const char *b) {
    return ((FL_AT(int64_t, a, 0) > FL_AT(int64_t, b, 0)) - (FL_AT(int64_t, a, 0) < FL_AT(int64_t, b, 0)));
}
struct f0 {
    const char *row;
    int64_t limit;
    const char * v0;
    const char * v1;
    const char * v2;
    const char * v3;
    const char * v4;
    const char * v5;
    const char * v6;
    int64_t v7;
    const char * v8;
    const char * v9;
    const char * v10;
    const char * v11;
    const char * v12;
    const char * v13;
    const char * v14;
    fl_dec v15;
    const char * v16;
    fl_dec v17;
    const char * v18;
    const char * v19;
    const char * v20;
    const char * v21;
    const char * v22;
    fl_text v23;
    const char * v24;
    fl_text v25;
    fl_text v26;
    fl_text v27;
    const char * v28;
    fl_text v29;
    fl_loop l0;
    fl_loop l1;
    fl_loop l2;
    fl_loop l3;
    fl_loop l4;
    fl_loop l5;
    fl_loop l6;
    fl_loop l7;
    fl_loop l8;
    fl_loop l9;
    fl_loop l10;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_list t1 = FL_AT(fl_list, f->row, 16);
        char * t2 = (char *)fl_rows(c, t1.n, 8);
        if (!t2) return fl_fail(c, 1, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 88;
            f->v0 = t5;
            FL_PUT(int64_t, (t2 + t3 * 8), 0) = FL_AT(int64_t, f->v0, 8);
            t3++;
        }
        fl_list t6 = {0};
        if ((e = fl_group(c, t1, 88, t2, 8, k0, (fl_group_row){24, 0, 8}, &t6))) return fl_fail(c, 1, e);
        f->l0 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t7 = fl_loop_row(&f->l0, f->l0.i , 24);
            f->v1 = t7;
             {
                int64_t t8 = (f->l0.i + 1);
                if ((e = fl_write_int(o, t8))) return fl_fail(c, 2, e);
                if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\057", 1))) return fl_fail(c, 0, e);
             {
                int64_t t9 = f->l0.n;
                if ((e = fl_write_int(o, t9))) return fl_fail(c, 3, e);
                if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t10 = FL_AT(int64_t, f->v1, 0);
                fl_text t12 = n0[t10];
                if ((e = x_escape_esc_plain(c, o, t12))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ": ", 2))) return fl_fail(c, 0, e);
             {
                fl_list t13 = FL_AT(fl_list, f->v1, 8);
                int64_t t14 = 0;
                for (int64_t t15 = 0; t15 < t13.n; t15++) {
                    if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
                    const char * t16 = t13.p + (t15) * 88;
                    f->v2 = t16;
                    t14++;
                }
                if ((e = fl_write_int(o, t14))) return fl_fail(c, 6, e);
                if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ", ", 2))) return fl_fail(c, 0, e);
             {
                fl_list t17 = FL_AT(fl_list, f->v1, 8);
                fl_i128 t18 = 0;
                int64_t t19 = 0;
                for (int64_t t20 = 0; t20 < t17.n; t20++) {
                    if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
                    const char * t21 = t17.p + (t20) * 88;
                    f->v3 = t21;
                    t18 += FL_AT(int64_t, f->v3, 32);
                    t19++;
                }
                fl_dec t22 = fl_dec_of_dec128(t18, t19 ? 2 : 0);
                if ((e = fl_write_dec(o, t22))) return fl_fail(c, 8, e);
                if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
             {
                fl_list t23 = FL_AT(fl_list, f->v1, 8);
                f->l1 = (fl_loop){t23.p, NULL, 0, t23.n};
                if (fl_turns(c, f->l1.n)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
                for (f->l1.i = 0; f->l1.i < f->l1.n; f->l1.i++) {
                    const char * t24 = fl_loop_row(&f->l1, f->l1.i , 88);
                    f->v4 = t24;
                    if ((e = fl_write(o, "  ", 2))) return fl_fail(c, 0, e);
                     {
                        int64_t t25 = (f->l1.i + 1);
                        if ((e = fl_write_int(o, t25))) return fl_fail(c, 10, e);
                        if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, ". ", 2))) return fl_fail(c, 0, e);
                     {
                        fl_text t26 = FL_AT(fl_text, f->v4, 16);
                        if ((e = x_escape_esc_plain(c, o, t26))) return fl_fail(c, 11, e);
                        if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
                     {
                        int64_t t28 = FL_AT(int64_t, f->v4, 32);
                        if ((e = fl_write_dec64(o, t28, 2))) return fl_fail(c, 12, e);
                        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
                    if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
                }
            }
            if ((e = fl_write(o, "  before: ", 10))) return fl_fail(c, 0, e);
             {
                const char * t29 = 0;
                int t30 = 0;
                if (f->l0.i > 0) {
                    const char * t31 = fl_loop_row(&f->l0, f->l0.i - 1, 24);
                    t29 = t31;
                    t30 = 1;
                }
                int64_t t32 = 0;
                int t33 = 0;
                if (t30) {
                    t32 = FL_AT(int64_t, t29, 0);
                    t33 = 1;
                }
                fl_text t34 = {0};
                int t35 = 0;
                if (t33) {
                    t34 = n0[t32];
                    t35 = 1;
                }
                fl_text t36 = {0};
                if (t35) {
                    t36 = t34;
                }
                else {
                    t36 = ((fl_text){"none", 4});
                }
                if ((e = x_escape_esc_plain(c, o, t36))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ", after: ", 9))) return fl_fail(c, 0, e);
             {
                const char * t38 = 0;
                int t39 = 0;
                if (f->l0.i + 1 < f->l0.n) {
                    const char * t40 = fl_loop_row(&f->l0, f->l0.i + 1, 24);
                    t38 = t40;
                    t39 = 1;
                }
                int64_t t41 = 0;
                int t42 = 0;
                if (t39) {
                    t41 = FL_AT(int64_t, t38, 0);
                    t42 = 1;
                }
                fl_text t43 = {0};
                int t44 = 0;
                if (t42) {
                    t43 = n0[t41];
                    t44 = 1;
                }
                fl_text t45 = {0};
                if (t44) {
                    t45 = t43;
                }
                else {
                    t45 = ((fl_text){"none", 4});
                }
                if ((e = x_escape_esc_plain(c, o, t45))) return fl_fail(c, 14, e);
                if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
        }
    }
     {
        fl_list t47 = FL_AT(fl_list, f->row, 16);
        char * t48 = (char *)fl_rows(c, t47.n, 88);
        if (!t48) return fl_fail(c, 15, FL_MEMORY);
        char * t49 = (char *)fl_rows(c, t47.n, 8);
        if (!t49) return fl_fail(c, 15, FL_MEMORY);
        int64_t t50 = 0;
        for (int64_t t51 = 0; t51 < t47.n; t51++) {
            if (fl_turn(c)) return fl_fail(c, 15, FL_TOO_MANY_TURNS);
            const char * t52 = t47.p + (t51) * 88;
            f->v5 = t52;
            if (!(fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v5, 32), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(1)), 0, 0})) > 0)) continue;
            FL_PUT(int64_t, (t49 + t50 * 8), 0) = FL_AT(int64_t, f->v5, 0);
            memcpy(t48 + t50 * 88, t52, 88);
            t50++;
        }
        fl_list t53 = {0};
        if ((e = fl_group(c, ((fl_list){t48, t50}), 88, t49, 8, k1, (fl_group_row){24, 0, 8}, &t53))) return fl_fail(c, 15, e);
        f->l2 = (fl_loop){t53.p, NULL, 0, t53.n};
        if (fl_turns(c, f->l2.n)) return fl_fail(c, 15, FL_TOO_MANY_TURNS);
        for (f->l2.i = 0; f->l2.i < f->l2.n; f->l2.i++) {
            const char * t54 = fl_loop_row(&f->l2, f->l2.i , 24);
            f->v6 = t54;
             {
                f->v7 = FL_AT(int64_t, f->v6, 0);
            }
             {
                int64_t t55 = f->v7;
                if ((e = fl_write_date(o, t55))) return fl_fail(c, 16, e);
                if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_list t56 = FL_AT(fl_list, f->v6, 8);
                char * t57 = (char *)fl_rows(c, t56.n, 16);
                if (!t57) return fl_fail(c, 17, FL_MEMORY);
                int64_t t58 = 0;
                for (int64_t t59 = 0; t59 < t56.n; t59++) {
                    if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
                    const char * t60 = t56.p + (t59) * 88;
                    f->v8 = t60;
                    int t61 = FL_AT(int64_t, f->v8, 48) != 0;
                    fl_text t62 = FL_AT(fl_text, f->v8, 56);
                    fl_text t63 = {0};
                    if (t61) {
                        t63 = t62;
                    }
                    else {
                        t63 = ((fl_text){"no note", 7});
                    }
                    FL_PUT(fl_text, (t57 + t58 * 16), 0) = t63;
                    t58++;
                }
                fl_list t64 = {0};
                if ((e = fl_group(c, t56, 88, t57, 16, k2, (fl_group_row){32, 0, 16}, &t64))) return fl_fail(c, 17, e);
                f->l3 = (fl_loop){t64.p, NULL, 0, t64.n};
                if (fl_turns(c, f->l3.n)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
                for (f->l3.i = 0; f->l3.i < f->l3.n; f->l3.i++) {
                    const char * t65 = fl_loop_row(&f->l3, f->l3.i , 32);
                    f->v9 = t65;
                    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
                     {
                        fl_text t66 = FL_AT(fl_text, f->v9, 0);
                        if ((e = x_escape_esc_plain(c, o, t66))) return fl_fail(c, 18, e);
                        if (o->n > f->limit) return fl_fail(c, 18, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, " (", 2))) return fl_fail(c, 0, e);
                     {
                        fl_text t68 = ((fl_text){"", 0});
                        fl_list t69 = FL_AT(fl_list, f->v9, 16);
                        fl_text * t70 = (fl_text *)fl_rows(c, t69.n, sizeof(fl_text));
                        if (!t70) return fl_fail(c, 19, FL_MEMORY);
                        int64_t t71 = 0;
                        fl_text t72 = {0};
                        for (int64_t t73 = 0; t73 < t69.n; t73++) {
                            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
                            const char * t74 = t69.p + (t73) * 88;
                            f->v10 = t74;
                            t70[t71++] = FL_AT(fl_text, f->v10, 16);
                        }
                        if ((e = fl_join(c, t68, t70, t71, &t72))) return fl_fail(c, 19, e);
                        if ((e = x_escape_esc_plain(c, o, t72))) return fl_fail(c, 20, e);
                        if (o->n > f->limit) return fl_fail(c, 20, FL_TOO_LONG);
                    }
                    if ((e = fl_write(o, ") of ", 5))) return fl_fail(c, 0, e);
                     {
                        int64_t t76 = f->v7;
                        if ((e = fl_write_date(o, t76))) return fl_fail(c, 21, e);
                        if (o->n > f->limit) return fl_fail(c, 21, FL_TOO_LONG);
                    }
                    if (o->n > f->limit) return fl_fail(c, 17, FL_TOO_LONG);
                }
            }
             {
                fl_text t77 = ((fl_text){".", 1});
                if ((e = x_escape_esc_plain(c, o, t77))) return fl_fail(c, 22, e);
                if (o->n > f->limit) return fl_fail(c, 22, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
        }
    }
     {
        fl_list t79 = FL_AT(fl_list, f->row, 16);
        char * t80 = (char *)fl_rows(c, t79.n, 32);
        if (!t80) return fl_fail(c, 23, FL_MEMORY);
        int64_t t81 = 0;
        for (int64_t t82 = 0; t82 < t79.n; t82++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t83 = t79.p + (t82) * 88;
            f->v11 = t83;
            FL_PUT(fl_dec, (t80 + t81 * 32), 0) = fl_dec_of_dec64(FL_AT(int64_t, f->v11, 40), 1);
            t81++;
        }
        fl_list t84 = {0};
        if ((e = fl_group(c, t79, 88, t80, 32, k3, (fl_group_row){48, 0, 32}, &t84))) return fl_fail(c, 23, e);
        f->l4 = (fl_loop){t84.p, NULL, 0, t84.n};
        if (fl_turns(c, f->l4.n)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
        for (f->l4.i = 0; f->l4.i < f->l4.n; f->l4.i++) {
            const char * t85 = fl_loop_row(&f->l4, f->l4.i , 48);
            f->v12 = t85;
            if ((e = fl_write(o, "[", 1))) return fl_fail(c, 0, e);
             {
                fl_dec t86 = FL_AT(fl_dec, f->v12, 0);
                if ((e = fl_write_dec(o, t86))) return fl_fail(c, 24, e);
                if (o->n > f->limit) return fl_fail(c, 24, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ": ", 2))) return fl_fail(c, 0, e);
             {
                int64_t t87 = (FL_AT(fl_list, f->v12, 32)).n;
                if ((e = fl_write_int(o, t87))) return fl_fail(c, 25, e);
                if (o->n > f->limit) return fl_fail(c, 25, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "]", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 23, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t88 = FL_AT(fl_list, f->row, 16);
        char * t89 = (char *)fl_rows(c, t88.n, 32);
        if (!t89) return fl_fail(c, 26, FL_MEMORY);
        int64_t t90 = 0;
        for (int64_t t91 = 0; t91 < t88.n; t91++) {
            if (fl_turn(c)) return fl_fail(c, 26, FL_TOO_MANY_TURNS);
            const char * t92 = t88.p + (t91) * 88;
            f->v13 = t92;
            fl_dec t93 = fl_dec_of_dec64(FL_AT(int64_t, f->v13, 40), 1);
            fl_dec t94 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(2)), 0, 0});
            fl_dec t95 = {0};
            if ((e = x_decimal_dec_div(t93, t94, &t95))) return fl_fail(c, 27, e);
            FL_PUT(fl_dec, (t89 + t90 * 32), 0) = t95;
            t90++;
        }
        fl_list t96 = {0};
        if ((e = fl_group(c, t88, 88, t89, 32, k3, (fl_group_row){48, 0, 32}, &t96))) return fl_fail(c, 26, e);
        f->l5 = (fl_loop){t96.p, NULL, 0, t96.n};
        if (fl_turns(c, f->l5.n)) return fl_fail(c, 26, FL_TOO_MANY_TURNS);
        for (f->l5.i = 0; f->l5.i < f->l5.n; f->l5.i++) {
            const char * t97 = fl_loop_row(&f->l5, f->l5.i , 48);
            f->v14 = t97;
            if ((e = fl_write(o, "[", 1))) return fl_fail(c, 0, e);
             {
                fl_dec t98 = FL_AT(fl_dec, f->v14, 0);
                if ((e = fl_write_dec(o, t98))) return fl_fail(c, 28, e);
                if (o->n > f->limit) return fl_fail(c, 28, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "]", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 26, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        char * t99 = (char *)fl_rows(c, 4, 32);
        if (!t99) return fl_fail(c, 29, FL_MEMORY);
        FL_PUT(fl_dec, (t99 + 0), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(10)), -1, 0});
        FL_PUT(fl_dec, (t99 + 32), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(2)), 0, 0});
        FL_PUT(fl_dec, (t99 + 64), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(100)), -2, 0});
        FL_PUT(fl_dec, (t99 + 96), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(2000)), -3, 0});
        fl_list t100 = ((fl_list){t99, 4});
        char * t101 = (char *)fl_rows(c, t100.n, 32);
        if (!t101) return fl_fail(c, 30, FL_MEMORY);
        int64_t t102 = 0;
        for (int64_t t103 = 0; t103 < t100.n; t103++) {
            if (fl_turn(c)) return fl_fail(c, 30, FL_TOO_MANY_TURNS);
            const char * t104 = t100.p + (t103) * 32;
            f->v15 = FL_AT(fl_dec, t104, 0);
            FL_PUT(fl_dec, (t101 + t102 * 32), 0) = f->v15;
            t102++;
        }
        fl_list t105 = {0};
        if ((e = fl_group(c, t100, 32, t101, 32, k3, (fl_group_row){48, 0, 32}, &t105))) return fl_fail(c, 30, e);
        f->l6 = (fl_loop){t105.p, NULL, 0, t105.n};
        if (fl_turns(c, f->l6.n)) return fl_fail(c, 30, FL_TOO_MANY_TURNS);
        for (f->l6.i = 0; f->l6.i < f->l6.n; f->l6.i++) {
            const char * t106 = fl_loop_row(&f->l6, f->l6.i , 48);
            f->v16 = t106;
            if ((e = fl_write(o, "[", 1))) return fl_fail(c, 0, e);
             {
                fl_dec t107 = FL_AT(fl_dec, f->v16, 0);
                if ((e = fl_write_dec(o, t107))) return fl_fail(c, 31, e);
                if (o->n > f->limit) return fl_fail(c, 31, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                fl_text t108 = ((fl_text){" ", 1});
                fl_list t109 = FL_AT(fl_list, f->v16, 32);
                fl_text * t110 = (fl_text *)fl_rows(c, t109.n, sizeof(fl_text));
                if (!t110) return fl_fail(c, 32, FL_MEMORY);
                int64_t t111 = 0;
                fl_text t112 = {0};
                for (int64_t t113 = 0; t113 < t109.n; t113++) {
                    if (fl_turn(c)) return fl_fail(c, 32, FL_TOO_MANY_TURNS);
                    const char * t114 = t109.p + (t113) * 32;
                    f->v17 = FL_AT(fl_dec, t114, 0);
                    fl_dec t115 = f->v17;
                    fl_buf t116;
                    if (fl_paper(c, 64 + FL_ABS(t115.e), &t116)) return fl_fail(c, 33, FL_MEMORY);
                    if ((e = fl_write_dec(&t116, t115))) return fl_fail(c, 33, e);
                    fl_text t118 = {0};
                    const fl_text t117[] = {((fl_text){t116.p, t116.n})};
                    if ((e = fl_join(c, ((fl_text){0}), t117, 1, &t118))) return fl_fail(c, 33, e);
                    t110[t111++] = t118;
                }
                if ((e = fl_join(c, t108, t110, t111, &t112))) return fl_fail(c, 32, e);
                if ((e = x_escape_esc_plain(c, o, t112))) return fl_fail(c, 34, e);
                if (o->n > f->limit) return fl_fail(c, 34, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "]", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 30, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t120 = FL_AT(fl_list, f->row, 16);
        char * t121 = (char *)fl_rows(c, t120.n, 8);
        if (!t121) return fl_fail(c, 35, FL_MEMORY);
        int64_t t122 = 0;
        for (int64_t t123 = 0; t123 < t120.n; t123++) {
            if (fl_turn(c)) return fl_fail(c, 35, FL_TOO_MANY_TURNS);
            const char * t124 = t120.p + (t123) * 88;
            f->v18 = t124;
            FL_PUT(int64_t, (t121 + t122 * 8), 0) = FL_AT(int64_t, f->v18, 72);
            t122++;
        }
        fl_list t125 = {0};
        if ((e = fl_group(c, t120, 88, t121, 8, k4, (fl_group_row){24, 0, 8}, &t125))) return fl_fail(c, 35, e);
        f->l7 = (fl_loop){t125.p, NULL, 0, t125.n};
        if (fl_turns(c, f->l7.n)) return fl_fail(c, 35, FL_TOO_MANY_TURNS);
        for (f->l7.i = 0; f->l7.i < f->l7.n; f->l7.i++) {
            const char * t126 = fl_loop_row(&f->l7, f->l7.i , 24);
            f->v19 = t126;
            if ((e = fl_write(o, "[", 1))) return fl_fail(c, 0, e);
             {
                int64_t t127 = FL_AT(int64_t, f->v19, 0);
                fl_text t128 = {0};
                if ((e = x_dateformats_format_datetime(c, ((fl_text){"\020\000\000\000\377\377\377\377\377\377\377\177\000\000\000\000\000\000\000\000\007\002\000\001:\013\002", 27}), t127, &t128))) return fl_fail(c, 36, e);
                if ((e = x_escape_esc_plain(c, o, t128))) return fl_fail(c, 37, e);
                if (o->n > f->limit) return fl_fail(c, 37, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                int64_t t130 = (FL_AT(fl_list, f->v19, 8)).n;
                if ((e = fl_write_int(o, t130))) return fl_fail(c, 38, e);
                if (o->n > f->limit) return fl_fail(c, 38, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "]", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 35, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t131 = FL_AT(fl_list, f->row, 16);
        char * t132 = (char *)fl_rows(c, t131.n, 8);
        if (!t132) return fl_fail(c, 39, FL_MEMORY);
        int64_t t133 = 0;
        for (int64_t t134 = 0; t134 < t131.n; t134++) {
            if (fl_turn(c)) return fl_fail(c, 39, FL_TOO_MANY_TURNS);
            const char * t135 = t131.p + (t134) * 88;
            f->v20 = t135;
            FL_PUT(int64_t, (t132 + t133 * 8), 0) = FL_AT(int64_t, f->v20, 80);
            t133++;
        }
        fl_list t136 = {0};
        if ((e = fl_group(c, t131, 88, t132, 8, k5, (fl_group_row){24, 0, 8}, &t136))) return fl_fail(c, 39, e);
        f->l8 = (fl_loop){t136.p, NULL, 0, t136.n};
        if (fl_turns(c, f->l8.n)) return fl_fail(c, 39, FL_TOO_MANY_TURNS);
        for (f->l8.i = 0; f->l8.i < f->l8.n; f->l8.i++) {
            const char * t137 = fl_loop_row(&f->l8, f->l8.i , 24);
            f->v21 = t137;
            if ((e = fl_write(o, "[", 1))) return fl_fail(c, 0, e);
             {
                fl_text t138 = {0};
                if (FL_AT(int64_t, f->v21, 0)) {
                    t138 = ((fl_text){"open", 4});
                }
                else {
                    t138 = ((fl_text){"closed", 6});
                }
                if ((e = x_escape_esc_plain(c, o, t138))) return fl_fail(c, 40, e);
                if (o->n > f->limit) return fl_fail(c, 40, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                fl_text t140 = ((fl_text){"", 0});
                fl_list t141 = FL_AT(fl_list, f->v21, 8);
                fl_text * t142 = (fl_text *)fl_rows(c, t141.n, sizeof(fl_text));
                if (!t142) return fl_fail(c, 41, FL_MEMORY);
                int64_t t143 = 0;
                fl_text t144 = {0};
                for (int64_t t145 = 0; t145 < t141.n; t145++) {
                    if (fl_turn(c)) return fl_fail(c, 41, FL_TOO_MANY_TURNS);
                    const char * t146 = t141.p + (t145) * 88;
                    f->v22 = t146;
                    t142[t143++] = FL_AT(fl_text, f->v22, 16);
                }
                if ((e = fl_join(c, t140, t142, t143, &t144))) return fl_fail(c, 41, e);
                if ((e = x_escape_esc_plain(c, o, t144))) return fl_fail(c, 42, e);
                if (o->n > f->limit) return fl_fail(c, 42, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "]", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 39, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_list t1 = FL_AT(fl_list, f->row, 32);
        char * t2 = (char *)fl_rows(c, t1.n, 8);
        if (!t2) return fl_fail(c, 43, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 43, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 16;
            f->v23 = FL_AT(fl_text, t5, 0);
            fl_text t6 = f->v23;
            int64_t t7 = 0;
            if ((e = x_text_length(c, t6, &t7))) return fl_fail(c, 44, e);
            FL_PUT(int64_t, (t2 + t3 * 8), 0) = t7;
            t3++;
        }
        fl_list t8 = {0};
        if ((e = fl_group(c, t1, 16, t2, 8, k6, (fl_group_row){24, 0, 8}, &t8))) return fl_fail(c, 43, e);
        f->l9 = (fl_loop){t8.p, NULL, 0, t8.n};
        if (fl_turns(c, f->l9.n)) return fl_fail(c, 43, FL_TOO_MANY_TURNS);
        for (f->l9.i = 0; f->l9.i < f->l9.n; f->l9.i++) {
            const char * t9 = fl_loop_row(&f->l9, f->l9.i , 24);
            f->v24 = t9;
            if ((e = fl_write(o, "[", 1))) return fl_fail(c, 0, e);
             {
                int64_t t10 = FL_AT(int64_t, f->v24, 0);
                if ((e = fl_write_int(o, t10))) return fl_fail(c, 45, e);
                if (o->n > f->limit) return fl_fail(c, 45, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
             {
                fl_text t11 = ((fl_text){"+", 1});
                fl_list t12 = FL_AT(fl_list, f->v24, 8);
                fl_text * t13 = (fl_text *)fl_rows(c, t12.n, sizeof(fl_text));
                if (!t13) return fl_fail(c, 46, FL_MEMORY);
                int64_t t14 = 0;
                fl_text t15 = {0};
                for (int64_t t16 = 0; t16 < t12.n; t16++) {
                    if (fl_turn(c)) return fl_fail(c, 46, FL_TOO_MANY_TURNS);
                    const char * t17 = t12.p + (t16) * 16;
                    f->v25 = FL_AT(fl_text, t17, 0);
                    t13[t14++] = f->v25;
                }
                if ((e = fl_join(c, t11, t13, t14, &t15))) return fl_fail(c, 46, e);
                if ((e = x_escape_esc_plain(c, o, t15))) return fl_fail(c, 47, e);
                if (o->n > f->limit) return fl_fail(c, 47, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "]", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 43, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t19 = FL_AT(fl_list, f->row, 32);
        char * t20 = (char *)fl_rows(c, t19.n, 16);
        if (!t20) return fl_fail(c, 48, FL_MEMORY);
        char * t21 = t20;
        for (int64_t t22 = 0; t22 < t19.n; t22++) {
            if (fl_turn(c)) return fl_fail(c, 48, FL_TOO_MANY_TURNS);
            const char * t23 = t19.p + (t22) * 16;
            f->v26 = FL_AT(fl_text, t23, 0);
            fl_text t24 = f->v26;
            fl_text t25 = {0};
            if ((e = x_casing_upper(c, t24, &t25))) return fl_fail(c, 49, e);
            FL_PUT(fl_text, t21, 0) = t25;
            t21 += 16;
        }
        fl_list t26 = ((fl_list){t20, t19.n});
        char * t27 = (char *)fl_rows(c, t26.n, 16);
        if (!t27) return fl_fail(c, 50, FL_MEMORY);
        int64_t t28 = 0;
        for (int64_t t29 = 0; t29 < t26.n; t29++) {
            if (fl_turn(c)) return fl_fail(c, 50, FL_TOO_MANY_TURNS);
            const char * t30 = t26.p + (t29) * 16;
            f->v27 = FL_AT(fl_text, t30, 0);
            fl_text t31 = f->v27;
            int64_t t32 = INT64_C(1);
            fl_text t33 = {0};
            if ((e = x_text_slice_range(c, t31, 0, t32, &t33))) return fl_fail(c, 51, e);
            FL_PUT(fl_text, (t27 + t28 * 16), 0) = t33;
            t28++;
        }
        fl_list t34 = {0};
        if ((e = fl_group(c, t26, 16, t27, 16, k2, (fl_group_row){32, 0, 16}, &t34))) return fl_fail(c, 50, e);
        f->l10 = (fl_loop){t34.p, NULL, 0, t34.n};
        if (fl_turns(c, f->l10.n)) return fl_fail(c, 50, FL_TOO_MANY_TURNS);
        for (f->l10.i = 0; f->l10.i < f->l10.n; f->l10.i++) {
            const char * t35 = fl_loop_row(&f->l10, f->l10.i , 32);
            f->v28 = t35;
             {
                f->v29 = FL_AT(fl_text, f->v28, 0);
            }
            do {
                if ((fl_text_equal(f->v29, ((fl_text){"A", 1})))) {
                    if ((e = fl_write(o, "A", 1))) return fl_fail(c, 0, e);
                    break;
                }
                if ((e = fl_write(o, "\077", 1))) return fl_fail(c, 0, e);
            } while (0);
            if (o->n > f->limit) return fl_fail(c, 50, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = r0_0(c, f, o))) return e;
    if ((e = r0_1(c, f, o))) return e;
    return e;
}
/* Layout 84a5f4ed4f95020659716d9517b1b2b1843e9918ff8ee8371a9aa43f883d4607. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_2(c, &f, &c->parts[0]))) return e;
    return e;
}
    """
    int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_dateformats_format_datetime)(fl_ctx *, fl_text, int64_t, fl_text *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_decimal_dec_div)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_text_length)(fl_ctx *, fl_text, int64_t *) noexcept nogil
    int (*x_text_slice_range)(fl_ctx *, fl_text, int64_t, int64_t, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_casing_upper = m_casing.upper
x_dateformats_format_datetime = m_dateformats.format_datetime
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_decimal_dec_div = m_decimal.dec_div
x_escape_esc_plain = m_escape.esc_plain
x_text_length = m_text.length
x_text_slice_range = m_text.slice_range
RENDERERS = (renderer(<fl_render>render_0, 1),)
ABI = FL_ABI
