# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport decimal as m_decimal
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int k0(const char *a, const char *b) {
    return fl_dec_order(x_decimal_dec_compare_wide, FL_AT(fl_dec, a, 0), FL_AT(fl_dec, b, 0));
}
static int k1(const char *a, const char *b) {
    return ((FL_AT(int64_t, a, 0) > FL_AT(int64_t, b, 0)) - (FL_AT(int64_t, a, 0) < FL_AT(int64_t, b, 0)));
}
struct f0 {
    const char *row;
    int64_t limit;
    const char * v0;
    fl_dec v1;
    fl_dec v2;
    const char * v3;
    const char * v4;
    const char * v5;
    const char * v6;
    const char * v7;
    fl_text v8;
    const char * v9;
    const char * v10;
    const char * v11;
    const char * v12;
    int64_t v13;
    int64_t v14;
    int64_t v15;
    fl_loop l0;
    fl_loop l1;
    fl_loop l2;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_list t1 = FL_AT(fl_list, f->row, 0);
        fl_i128 t2 = 0;
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 32;
            f->v0 = t5;
            t2 += FL_AT(int64_t, f->v0, 24);
            t3++;
        }
        fl_dec t6 = fl_dec_of_dec128(t2, t3 ? 2 : 0);
        f->v1 = t6;
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v2 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
    }
    if ((e = fl_write(o, "<table>\012", 8))) return fl_fail(c, 0, e);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 0);
        const char ** t2 = (const char **)fl_rows(c, t1.n, sizeof(char *));
        if (!t2) return fl_fail(c, 2, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 2, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 32;
            f->v3 = t5;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v3, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) != 0)) t2[t3++] = t5;
        }
        f->l0 = (fl_loop){NULL, t2, 0, t3};
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t6 = fl_loop_row(&f->l0, f->l0.i , 32);
            f->v3 = t6;
             {
                fl_dec t7 = f->v2;
                fl_dec t8 = fl_dec_of_dec64(FL_AT(int64_t, f->v3, 24), 2);
                fl_dec t9 = {0};
                if ((e = fl_dec_add(x_decimal_dec_add_wide, t7, t8, &t9))) return fl_fail(c, 3, e);
                f->v2 = t9;
            }
            if ((e = fl_write(o, "<tr class=\042", 11))) return fl_fail(c, 0, e);
            do {
                if ((f->l0.i == 0)) {
                    if ((e = fl_write(o, "first", 5))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->l0.i == f->l0.n - 1)) {
                    if ((e = fl_write(o, "last", 4))) return fl_fail(c, 0, e);
                    break;
                }
                if ((e = fl_write(o, "mid", 3))) return fl_fail(c, 0, e);
            } while (0);
            if ((e = fl_write(o, "\042><td>", 6))) return fl_fail(c, 0, e);
             {
                int64_t t10 = (f->l0.i + 1);
                if ((e = fl_write_int(o, t10))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\057", 1))) return fl_fail(c, 0, e);
             {
                int64_t t11 = f->l0.n;
                if ((e = fl_write_int(o, t11))) return fl_fail(c, 5, e);
                if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><td>", 9))) return fl_fail(c, 0, e);
             {
                fl_text t12 = FL_AT(fl_text, f->v3, 0);
                if ((e = x_escape_esc_html(c, o, t12))) return fl_fail(c, 6, e);
                if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><td>", 9))) return fl_fail(c, 0, e);
             {
                int64_t t14 = FL_AT(int64_t, f->v3, 24);
                if ((e = fl_write_dec64(o, t14, 2))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><td>", 9))) return fl_fail(c, 0, e);
             {
                fl_dec t15 = f->v2;
                if ((e = fl_write_dec(o, t15))) return fl_fail(c, 8, e);
                if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><\057tr>\012", 11))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
        }
        if (!f->l0.n) {
            if ((e = fl_write(o, "<tr><td>nothing<\057td><\057tr>\012", 26))) return fl_fail(c, 0, e);
        }
    }
    if ((e = fl_write(o, "<\057table>\012<p>", 12))) return fl_fail(c, 0, e);
     {
        fl_dec t16 = f->v1;
        if ((e = fl_write_dec(o, t16))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t17 = FL_AT(fl_list, f->row, 0);
        int64_t t18 = 0;
        for (int64_t t19 = 0; t19 < t17.n; t19++) {
            if (fl_turn(c)) return fl_fail(c, 10, FL_TOO_MANY_TURNS);
            const char * t20 = t17.p + (t19) * 32;
            f->v4 = t20;
            t18++;
        }
        if ((e = fl_write_int(o, t18))) return fl_fail(c, 11, e);
        if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t21 = FL_AT(fl_list, f->row, 0);
        fl_i128 t22 = 0;
        int64_t t23 = 0;
        for (int64_t t24 = 0; t24 < t21.n; t24++) {
            if (fl_turn(c)) return fl_fail(c, 12, FL_TOO_MANY_TURNS);
            const char * t25 = t21.p + (t24) * 32;
            f->v5 = t25;
            if (!(FL_AT(int64_t, f->v5, 16) == 0)) continue;
            t22 += FL_AT(int64_t, f->v5, 24);
            t23++;
        }
        fl_dec t26 = fl_dec_of_dec128(t22, t23 ? 2 : 0);
        if ((e = fl_write_dec(o, t26))) return fl_fail(c, 13, e);
        if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t27 = FL_AT(fl_list, f->row, 0);
        fl_dec t28 = {0};
        int t29 = 0;
        for (int64_t t30 = 0; t30 < t27.n; t30++) {
            if (fl_turn(c)) return fl_fail(c, 14, FL_TOO_MANY_TURNS);
            const char * t31 = t27.p + (t30) * 32;
            f->v6 = t31;
            fl_dec t32 = fl_dec_of_dec64(FL_AT(int64_t, f->v6, 24), 2);
            if (!t29 || (fl_dec_order(x_decimal_dec_compare_wide, t32, t28) > 0)) {
                t28 = t32;
                t29 = 1;
            }
        }
        fl_dec t33 = {0};
        if (t29) {
            t33 = t28;
        }
        else {
            t33 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), -2, 0});
        }
        if ((e = fl_write_dec(o, t33))) return fl_fail(c, 15, e);
        if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_text t34 = ((fl_text){", ", 2});
        fl_list t35 = FL_AT(fl_list, f->row, 0);
        char * t36 = (char *)fl_rows(c, t35.n, 16);
        if (!t36) return fl_fail(c, 16, FL_MEMORY);
        char * t37 = t36;
        for (int64_t t38 = 0; t38 < t35.n; t38++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t39 = t35.p + (t38) * 32;
            f->v7 = t39;
            FL_PUT(fl_text, t37, 0) = FL_AT(fl_text, f->v7, 0);
            t37 += 16;
        }
        fl_list t40 = ((fl_list){t36, t35.n});
        fl_text * t41 = (fl_text *)fl_rows(c, t40.n, sizeof(fl_text));
        if (!t41) return fl_fail(c, 17, FL_MEMORY);
        int64_t t42 = 0;
        fl_text t43 = {0};
        for (int64_t t44 = 0; t44 < t40.n; t44++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t45 = t40.p + (t44) * 16;
            f->v8 = FL_AT(fl_text, t45, 0);
            t41[t42++] = f->v8;
        }
        if ((e = fl_join(c, t34, t41, t42, &t43))) return fl_fail(c, 17, e);
        if ((e = x_escape_esc_html(c, o, t43))) return fl_fail(c, 18, e);
        if (o->n > f->limit) return fl_fail(c, 18, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057p>\012<p>", 8))) return fl_fail(c, 0, e);
     {
        fl_list t47 = FL_AT(fl_list, f->row, 0);
        char * t48 = (char *)fl_rows(c, t47.n, 32);
        if (!t48) return fl_fail(c, 19, FL_MEMORY);
        int64_t t49 = 0;
        for (int64_t t50 = 0; t50 < t47.n; t50++) {
            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
            const char * t51 = t47.p + (t50) * 32;
            f->v9 = t51;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v9, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) memcpy(t48 + t49++ * 32, t51, 32);
        }
        fl_list t52 = ((fl_list){t48, t49});
        char * t53 = (char *)fl_rows(c, t52.n, 32);
        if (!t53) return fl_fail(c, 20, FL_MEMORY);
        char * t54 = t53;
        for (int64_t t55 = 0; t55 < t52.n; t55++) {
            if (fl_turn(c)) return fl_fail(c, 20, FL_TOO_MANY_TURNS);
            const char * t56 = t52.p + (t55) * 32;
            f->v10 = t56;
            FL_PUT(fl_dec, t54, 0) = fl_dec_of_dec64(FL_AT(int64_t, f->v10, 24), 2);
            t54 += 32;
        }
        fl_list t57 = t52;
        if ((e = fl_sort(c, &t57, 32, t53, 32, k0, 1))) return fl_fail(c, 20, e);
        int64_t t58 = INT64_C(2);
        if (t58 < 0) t58 = 0;
        fl_list t59 = fl_view(t57, 32, 0, t58);
        f->l1 = (fl_loop){t59.p, NULL, 0, t59.n};
        if (fl_turns(c, f->l1.n)) return fl_fail(c, 21, FL_TOO_MANY_TURNS);
        for (f->l1.i = 0; f->l1.i < f->l1.n; f->l1.i++) {
            const char * t60 = fl_loop_row(&f->l1, f->l1.i , 32);
            f->v11 = t60;
             {
                fl_text t61 = FL_AT(fl_text, f->v11, 0);
                if ((e = x_escape_esc_html(c, o, t61))) return fl_fail(c, 22, e);
                if (o->n > f->limit) return fl_fail(c, 22, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ";", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 21, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "<\057p>\012<p>", 8))) return fl_fail(c, 0, e);
     {
        fl_list t63 = FL_AT(fl_list, f->row, 0);
        char * t64 = (char *)fl_rows(c, t63.n, 8);
        if (!t64) return fl_fail(c, 23, FL_MEMORY);
        char * t65 = t64;
        for (int64_t t66 = 0; t66 < t63.n; t66++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t67 = t63.p + (t66) * 32;
            f->v12 = t67;
            FL_PUT(int64_t, t65, 0) = FL_AT(int64_t, f->v12, 16);
            t65 += 8;
        }
        fl_list t68 = ((fl_list){t64, t63.n});
        char * t69 = (char *)fl_rows(c, t68.n, 8);
        if (!t69) return fl_fail(c, 24, FL_MEMORY);
        char * t70 = t69;
        for (int64_t t71 = 0; t71 < t68.n; t71++) {
            if (fl_turn(c)) return fl_fail(c, 24, FL_TOO_MANY_TURNS);
            const char * t72 = t68.p + (t71) * 8;
            f->v13 = FL_AT(int64_t, t72, 0);
            FL_PUT(int64_t, t70, 0) = f->v13;
            t70 += 8;
        }
        fl_list t73 = t68;
        if ((e = fl_unique(c, &t73, 8, t69, 8, k1))) return fl_fail(c, 24, e);
        f->l2 = (fl_loop){t73.p, NULL, 0, t73.n};
        if (fl_turns(c, f->l2.n)) return fl_fail(c, 25, FL_TOO_MANY_TURNS);
        for (f->l2.i = 0; f->l2.i < f->l2.n; f->l2.i++) {
            const char * t74 = fl_loop_row(&f->l2, f->l2.i , 8);
            f->v14 = FL_AT(int64_t, t74, 0);
             {
                f->v15 = f->v14;
            }
            do {
                if ((f->v15 == 0)) {
                    if ((e = fl_write(o, "Fee", 3))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v15 == 1)) {
                    if ((e = fl_write(o, "Item", 4))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 25, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "<\057p>\012", 5))) return fl_fail(c, 0, e);
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v2 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
    }
     {
        fl_list t1 = FL_AT(fl_list, f->row, 0);
        const char ** t2 = (const char **)fl_rows(c, t1.n, sizeof(char *));
        if (!t2) return fl_fail(c, 2, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 2, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 32;
            f->v3 = t5;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v3, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) != 0)) t2[t3++] = t5;
        }
        f->l0 = (fl_loop){NULL, t2, 0, t3};
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t6 = fl_loop_row(&f->l0, f->l0.i , 32);
            f->v3 = t6;
             {
                fl_dec t7 = f->v2;
                fl_dec t8 = fl_dec_of_dec64(FL_AT(int64_t, f->v3, 24), 2);
                fl_dec t9 = {0};
                if ((e = fl_dec_add(x_decimal_dec_add_wide, t7, t8, &t9))) return fl_fail(c, 3, e);
                f->v2 = t9;
            }
             {
                int64_t t10 = (f->l0.i + 1);
                if ((e = fl_write_int(o, t10))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\057", 1))) return fl_fail(c, 0, e);
             {
                int64_t t11 = f->l0.n;
                if ((e = fl_write_int(o, t11))) return fl_fail(c, 5, e);
                if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "  ", 2))) return fl_fail(c, 0, e);
             {
                fl_text t12 = FL_AT(fl_text, f->v3, 0);
                if ((e = x_escape_esc_plain(c, o, t12))) return fl_fail(c, 6, e);
                if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "  ", 2))) return fl_fail(c, 0, e);
             {
                int64_t t14 = FL_AT(int64_t, f->v3, 24);
                if ((e = fl_write_dec64(o, t14, 2))) return fl_fail(c, 7, e);
                if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "  ", 2))) return fl_fail(c, 0, e);
             {
                fl_dec t15 = f->v2;
                if ((e = fl_write_dec(o, t15))) return fl_fail(c, 8, e);
                if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
        }
        if (!f->l0.n) {
            if ((e = fl_write(o, "nothing\012", 8))) return fl_fail(c, 0, e);
        }
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
     {
        fl_dec t16 = f->v1;
        if ((e = fl_write_dec(o, t16))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t17 = FL_AT(fl_list, f->row, 0);
        int64_t t18 = 0;
        for (int64_t t19 = 0; t19 < t17.n; t19++) {
            if (fl_turn(c)) return fl_fail(c, 10, FL_TOO_MANY_TURNS);
            const char * t20 = t17.p + (t19) * 32;
            f->v4 = t20;
            t18++;
        }
        if ((e = fl_write_int(o, t18))) return fl_fail(c, 11, e);
        if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t21 = FL_AT(fl_list, f->row, 0);
        fl_i128 t22 = 0;
        int64_t t23 = 0;
        for (int64_t t24 = 0; t24 < t21.n; t24++) {
            if (fl_turn(c)) return fl_fail(c, 12, FL_TOO_MANY_TURNS);
            const char * t25 = t21.p + (t24) * 32;
            f->v5 = t25;
            if (!(FL_AT(int64_t, f->v5, 16) == 0)) continue;
            t22 += FL_AT(int64_t, f->v5, 24);
            t23++;
        }
        fl_dec t26 = fl_dec_of_dec128(t22, t23 ? 2 : 0);
        if ((e = fl_write_dec(o, t26))) return fl_fail(c, 13, e);
        if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_list t27 = FL_AT(fl_list, f->row, 0);
        fl_dec t28 = {0};
        int t29 = 0;
        for (int64_t t30 = 0; t30 < t27.n; t30++) {
            if (fl_turn(c)) return fl_fail(c, 14, FL_TOO_MANY_TURNS);
            const char * t31 = t27.p + (t30) * 32;
            f->v6 = t31;
            fl_dec t32 = fl_dec_of_dec64(FL_AT(int64_t, f->v6, 24), 2);
            if (!t29 || (fl_dec_order(x_decimal_dec_compare_wide, t32, t28) > 0)) {
                t28 = t32;
                t29 = 1;
            }
        }
        fl_dec t33 = {0};
        if (t29) {
            t33 = t28;
        }
        else {
            t33 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), -2, 0});
        }
        if ((e = fl_write_dec(o, t33))) return fl_fail(c, 15, e);
        if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
     {
        fl_text t34 = ((fl_text){", ", 2});
        fl_list t35 = FL_AT(fl_list, f->row, 0);
        char * t36 = (char *)fl_rows(c, t35.n, 16);
        if (!t36) return fl_fail(c, 16, FL_MEMORY);
        char * t37 = t36;
        for (int64_t t38 = 0; t38 < t35.n; t38++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t39 = t35.p + (t38) * 32;
            f->v7 = t39;
            FL_PUT(fl_text, t37, 0) = FL_AT(fl_text, f->v7, 0);
            t37 += 16;
        }
        fl_list t40 = ((fl_list){t36, t35.n});
        fl_text * t41 = (fl_text *)fl_rows(c, t40.n, sizeof(fl_text));
        if (!t41) return fl_fail(c, 17, FL_MEMORY);
        int64_t t42 = 0;
        fl_text t43 = {0};
        for (int64_t t44 = 0; t44 < t40.n; t44++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t45 = t40.p + (t44) * 16;
            f->v8 = FL_AT(fl_text, t45, 0);
            t41[t42++] = f->v8;
        }
        if ((e = fl_join(c, t34, t41, t42, &t43))) return fl_fail(c, 17, e);
        if ((e = x_escape_esc_plain(c, o, t43))) return fl_fail(c, 18, e);
        if (o->n > f->limit) return fl_fail(c, 18, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t47 = FL_AT(fl_list, f->row, 0);
        char * t48 = (char *)fl_rows(c, t47.n, 32);
        if (!t48) return fl_fail(c, 19, FL_MEMORY);
        int64_t t49 = 0;
        for (int64_t t50 = 0; t50 < t47.n; t50++) {
            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
            const char * t51 = t47.p + (t50) * 32;
            f->v9 = t51;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v9, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) memcpy(t48 + t49++ * 32, t51, 32);
        }
        fl_list t52 = ((fl_list){t48, t49});
        char * t53 = (char *)fl_rows(c, t52.n, 32);
        if (!t53) return fl_fail(c, 20, FL_MEMORY);
        char * t54 = t53;
        for (int64_t t55 = 0; t55 < t52.n; t55++) {
            if (fl_turn(c)) return fl_fail(c, 20, FL_TOO_MANY_TURNS);
            const char * t56 = t52.p + (t55) * 32;
            f->v10 = t56;
            FL_PUT(fl_dec, t54, 0) = fl_dec_of_dec64(FL_AT(int64_t, f->v10, 24), 2);
            t54 += 32;
        }
        fl_list t57 = t52;
        if ((e = fl_sort(c, &t57, 32, t53, 32, k0, 1))) return fl_fail(c, 20, e);
        int64_t t58 = INT64_C(2);
        if (t58 < 0) t58 = 0;
        fl_list t59 = fl_view(t57, 32, 0, t58);
        f->l1 = (fl_loop){t59.p, NULL, 0, t59.n};
        if (fl_turns(c, f->l1.n)) return fl_fail(c, 21, FL_TOO_MANY_TURNS);
        for (f->l1.i = 0; f->l1.i < f->l1.n; f->l1.i++) {
            const char * t60 = fl_loop_row(&f->l1, f->l1.i , 32);
            f->v11 = t60;
             {
                fl_text t61 = FL_AT(fl_text, f->v11, 0);
                if ((e = x_escape_esc_plain(c, o, t61))) return fl_fail(c, 22, e);
                if (o->n > f->limit) return fl_fail(c, 22, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ";", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 21, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t63 = FL_AT(fl_list, f->row, 0);
        char * t64 = (char *)fl_rows(c, t63.n, 8);
        if (!t64) return fl_fail(c, 23, FL_MEMORY);
        char * t65 = t64;
        for (int64_t t66 = 0; t66 < t63.n; t66++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t67 = t63.p + (t66) * 32;
            f->v12 = t67;
            FL_PUT(int64_t, t65, 0) = FL_AT(int64_t, f->v12, 16);
            t65 += 8;
        }
        fl_list t68 = ((fl_list){t64, t63.n});
        char * t69 = (char *)fl_rows(c, t68.n, 8);
        if (!t69) return fl_fail(c, 24, FL_MEMORY);
        char * t70 = t69;
        for (int64_t t71 = 0; t71 < t68.n; t71++) {
            if (fl_turn(c)) return fl_fail(c, 24, FL_TOO_MANY_TURNS);
            const char * t72 = t68.p + (t71) * 8;
            f->v13 = FL_AT(int64_t, t72, 0);
            FL_PUT(int64_t, t70, 0) = f->v13;
            t70 += 8;
        }
        fl_list t73 = t68;
        if ((e = fl_unique(c, &t73, 8, t69, 8, k1))) return fl_fail(c, 24, e);
        f->l2 = (fl_loop){t73.p, NULL, 0, t73.n};
        if (fl_turns(c, f->l2.n)) return fl_fail(c, 25, FL_TOO_MANY_TURNS);
        for (f->l2.i = 0; f->l2.i < f->l2.n; f->l2.i++) {
            const char * t74 = fl_loop_row(&f->l2, f->l2.i , 8);
            f->v14 = FL_AT(int64_t, t74, 0);
             {
                f->v15 = f->v14;
            }
            do {
                if ((f->v15 == 0)) {
                    if ((e = fl_write(o, "Fee ", 4))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v15 == 1)) {
                    if ((e = fl_write(o, "Item ", 5))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if (o->n > f->limit) return fl_fail(c, 25, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
    return e;
}
/* Layout 9bf964b39d8faf42243ddae9f434328e7c8e61bea8563fadc1fb8a4f90d43be8. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if ((e = r0_0(c, &f, NULL))) return e;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_1(c, &f, &c->parts[0]))) return e;
    f.limit = c->parts[1].n + FL_MAX_PART;
    if ((e = r0_2(c, &f, &c->parts[1]))) return e;
    return e;
}
    """
    int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_decimal_dec_add_wide = m_decimal.dec_add_wide
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
