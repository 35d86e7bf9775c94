# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport decimal as m_decimal
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
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
    fl_dec v2 = {0};
    const char * v3 = 0;
    const char * v4 = 0; (void)v4;
    const char * v5 = 0;
    const char * v6 = 0;
    const char * v7 = 0;
    fl_text v8 = {0};
    const char * v9 = 0;
    const char * v10 = 0;
    const char * v11 = 0;
    const char * v12 = 0;
    int64_t v13 = 0;
    int64_t v14 = 0;
    int64_t v15 = 0;
    fl_loop l0 = {0};
    fl_loop l1 = {0};
    fl_loop l2 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v2 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
    }
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<table>\012", 8);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 0);
        const char ** t2 = (const char **)fl_rows(c, t1.n, sizeof(char *));
        if (!t2) return fl_fail(c, 2, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 2, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 32;
            v3 = t5;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v3, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) != 0)) t2[t3++] = t5;
        }
        l0 = (fl_loop){NULL, t2, 0, t3};
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 11)) k = fl_room_at(o, f->limit, k, 11);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<tr class=\042", 11);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t6 = fl_loop_row(&l0, l0.i , 32);
            v3 = t6;
             {
                fl_dec t7 = v2;
                fl_dec t8 = fl_dec_of_dec64(FL_AT(int64_t, v3, 24), 2);
                fl_dec t9 = {0};
                if ((e = fl_dec_add(x_decimal_dec_add_wide, t7, t8, &t9))) return fl_fail(c, 3, e);
                v2 = t9;
            }
            do {
                if ((l0.i == 0)) {
                    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "first", 5);
                    break;
                }
                if ((l0.i == l0.n - 1)) {
                    if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "last", 4);
                    break;
                }
                if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_literal(k.w, "mid", 3);
            } while (0);
            if (FL_RARE(k.end - k.w < 104)) k = fl_room_at(o, f->limit, k, 104);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\042><td>", 6);
             {
                int64_t t10 = (l0.i + 1);
                k.w = fl_put_int(k.w, t10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, "\057", 1);
             {
                int64_t t11 = l0.n;
                k.w = fl_put_int(k.w, t11);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                fl_text t12 = FL_AT(fl_text, v3, 0);
                k = fl_html(o, f->limit, k, t12, 64);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                int64_t t13 = FL_AT(int64_t, v3, 24);
                k.w = fl_put_dec64(k.w, t13, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                fl_dec t14 = v2;
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t14.e) + 22)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t14.e) + 22);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t14);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><\057tr>\012<tr class=\042", 22);
            if (FL_RARE(k.w - 11 > k.end)) return fl_fail(c, 2, fl_over(k));
        }
        if (l0.n) k.w -= 11;
        if (!l0.n) {
            if (FL_RARE(k.end - k.w < 26)) k = fl_room_at(o, f->limit, k, 26);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<tr><td>nothing<\057td><\057tr>\012", 26);
        }
    }
    if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057table>\012<p>", 12);
     {
        fl_dec t15 = f->v1;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t15.e) + 46)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t15.e) + 46);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t15);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t16 = FL_AT(fl_list, f->row, 0);
        int64_t t17 = 0;
        for (int64_t t18 = 0; t18 < t16.n; t18++) {
            if (fl_turn(c)) return fl_fail(c, 10, FL_TOO_MANY_TURNS);
            const char * t19 = t16.p + (t18) * 32;
            v4 = t19;
            t17++;
        }
        k.w = fl_put_int(k.w, t17);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t20 = FL_AT(fl_list, f->row, 0);
        fl_i128 t21 = 0;
        int64_t t22 = 0;
        for (int64_t t23 = 0; t23 < t20.n; t23++) {
            if (fl_turn(c)) return fl_fail(c, 12, FL_TOO_MANY_TURNS);
            const char * t24 = t20.p + (t23) * 32;
            v5 = t24;
            if (!(FL_AT(int64_t, v5, 16) == 0)) continue;
            t21 += FL_AT(int64_t, v5, 24);
            t22++;
        }
        fl_dec t25 = fl_dec_of_dec128(t21, t22 ? 2 : 0);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t25.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t25.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t25);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t26 = FL_AT(fl_list, f->row, 0);
        fl_dec t27 = {0};
        int t28 = 0;
        for (int64_t t29 = 0; t29 < t26.n; t29++) {
            if (fl_turn(c)) return fl_fail(c, 14, FL_TOO_MANY_TURNS);
            const char * t30 = t26.p + (t29) * 32;
            v6 = t30;
            fl_dec t31 = fl_dec_of_dec64(FL_AT(int64_t, v6, 24), 2);
            if (!t28 || (fl_dec_order(x_decimal_dec_compare_wide, t31, t27) > 0)) {
                t27 = t31;
                t28 = 1;
            }
        }
        fl_dec t32 = {0};
        if (t28) {
            t32 = t27;
        }
        else {
            t32 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), -2, 0});
        }
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t32.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t32.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t32);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t33 = ((fl_text){", ", 2});
        fl_list t34 = FL_AT(fl_list, f->row, 0);
        char * t35 = (char *)fl_rows(c, t34.n, 16);
        if (!t35) return fl_fail(c, 16, FL_MEMORY);
        char * t36 = t35;
        for (int64_t t37 = 0; t37 < t34.n; t37++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t38 = t34.p + (t37) * 32;
            v7 = t38;
            FL_PUT(fl_text, t36, 0) = FL_AT(fl_text, v7, 0);
            t36 += 16;
        }
        fl_list t39 = ((fl_list){t35, t34.n});
        fl_text * t40 = (fl_text *)fl_rows(c, t39.n, sizeof(fl_text));
        if (!t40) return fl_fail(c, 17, FL_MEMORY);
        int64_t t41 = 0;
        fl_text t42 = {0};
        for (int64_t t43 = 0; t43 < t39.n; t43++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t44 = t39.p + (t43) * 16;
            v8 = FL_AT(fl_text, t44, 0);
            t40[t41++] = v8;
        }
        if ((e = fl_join(c, t33, t40, t41, &t42))) return fl_fail(c, 17, e);
        k = fl_html(o, f->limit, k, t42, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 18, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_list t45 = FL_AT(fl_list, f->row, 0);
        char * t46 = (char *)fl_rows(c, t45.n, 32);
        if (!t46) return fl_fail(c, 19, FL_MEMORY);
        int64_t t47 = 0;
        for (int64_t t48 = 0; t48 < t45.n; t48++) {
            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
            const char * t49 = t45.p + (t48) * 32;
            v9 = t49;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v9, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) memcpy(t46 + t47++ * 32, t49, 32);
        }
        fl_list t50 = ((fl_list){t46, t47});
        char * t51 = (char *)fl_rows(c, t50.n, 32);
        if (!t51) return fl_fail(c, 20, FL_MEMORY);
        char * t52 = t51;
        for (int64_t t53 = 0; t53 < t50.n; t53++) {
            if (fl_turn(c)) return fl_fail(c, 20, FL_TOO_MANY_TURNS);
            const char * t54 = t50.p + (t53) * 32;
            v10 = t54;
            FL_PUT(fl_dec, t52, 0) = fl_dec_of_dec64(FL_AT(int64_t, v10, 24), 2);
            t52 += 32;
        }
        fl_list t55 = t50;
        if ((e = fl_sort(c, &t55, 32, t51, 32, k0, 1))) return fl_fail(c, 20, e);
        int64_t t56 = INT64_C(2);
        if (t56 < 0) t56 = 0;
        fl_list t57 = fl_view(t55, 32, 0, t56);
        l1 = (fl_loop){t57.p, NULL, 0, t57.n};
        if (fl_turns(c, l1.n)) return fl_fail(c, 21, FL_TOO_MANY_TURNS);
        for (l1.i = 0; l1.i < l1.n; l1.i++) {
            const char * t58 = fl_loop_row(&l1, l1.i , 32);
            v11 = t58;
             {
                fl_text t59 = FL_AT(fl_text, v11, 0);
                k = fl_html(o, f->limit, k, t59, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 22, fl_over(k));
            }
            k.w = fl_literal(k.w, ";", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 21, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_list t60 = FL_AT(fl_list, f->row, 0);
        char * t61 = (char *)fl_rows(c, t60.n, 8);
        if (!t61) return fl_fail(c, 23, FL_MEMORY);
        char * t62 = t61;
        for (int64_t t63 = 0; t63 < t60.n; t63++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t64 = t60.p + (t63) * 32;
            v12 = t64;
            FL_PUT(int64_t, t62, 0) = FL_AT(int64_t, v12, 16);
            t62 += 8;
        }
        fl_list t65 = ((fl_list){t61, t60.n});
        char * t66 = (char *)fl_rows(c, t65.n, 8);
        if (!t66) return fl_fail(c, 24, FL_MEMORY);
        char * t67 = t66;
        for (int64_t t68 = 0; t68 < t65.n; t68++) {
            if (fl_turn(c)) return fl_fail(c, 24, FL_TOO_MANY_TURNS);
            const char * t69 = t65.p + (t68) * 8;
            v13 = FL_AT(int64_t, t69, 0);
            FL_PUT(int64_t, t67, 0) = v13;
            t67 += 8;
        }
        fl_list t70 = t65;
        if ((e = fl_unique(c, &t70, 8, t66, 8, k1))) return fl_fail(c, 24, e);
        l2 = (fl_loop){t70.p, NULL, 0, t70.n};
        if (fl_turns(c, l2.n)) return fl_fail(c, 25, FL_TOO_MANY_TURNS);
        for (l2.i = 0; l2.i < l2.n; l2.i++) {
            const char * t71 = fl_loop_row(&l2, l2.i , 8);
            v14 = FL_AT(int64_t, t71, 0);
             {
                v15 = v14;
            }
            do {
                if ((v15 == 0)) {
                    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "Fee", 3);
                    break;
                }
                if ((v15 == 1)) {
                    if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "Item", 4);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " ", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 25, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012", 5);
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_dec v2 = {0};
    const char * v3 = 0;
    const char * v4 = 0; (void)v4;
    const char * v5 = 0;
    const char * v6 = 0;
    const char * v7 = 0;
    fl_text v8 = {0};
    const char * v9 = 0;
    const char * v10 = 0;
    const char * v11 = 0;
    const char * v12 = 0;
    int64_t v13 = 0;
    int64_t v14 = 0;
    int64_t v15 = 0;
    fl_loop l0 = {0};
    fl_loop l1 = {0};
    fl_loop l2 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v2 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
    }
     {
        fl_list t1 = FL_AT(fl_list, f->row, 0);
        const char ** t2 = (const char **)fl_rows(c, t1.n, sizeof(char *));
        if (!t2) return fl_fail(c, 2, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 2, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 32;
            v3 = t5;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v3, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) != 0)) t2[t3++] = t5;
        }
        l0 = (fl_loop){NULL, t2, 0, t3};
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t6 = fl_loop_row(&l0, l0.i , 32);
            v3 = t6;
             {
                fl_dec t7 = v2;
                fl_dec t8 = fl_dec_of_dec64(FL_AT(int64_t, v3, 24), 2);
                fl_dec t9 = {0};
                if ((e = fl_dec_add(x_decimal_dec_add_wide, t7, t8, &t9))) return fl_fail(c, 3, e);
                v2 = t9;
            }
             {
                int64_t t10 = (l0.i + 1);
                if (FL_RARE(k.end - k.w < 91)) k = fl_room_at(o, f->limit, k, 91);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, "\057", 1);
             {
                int64_t t11 = l0.n;
                k.w = fl_put_int(k.w, t11);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                fl_text t12 = FL_AT(fl_text, v3, 0);
                k = fl_plain(o, f->limit, k, t12, 50);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                int64_t t13 = FL_AT(int64_t, v3, 24);
                k.w = fl_put_dec64(k.w, t13, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                fl_dec t14 = v2;
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t14.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t14.e) + 1);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t14);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
        }
        if (!l0.n) {
            if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "nothing\012", 8);
        }
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012", 1);
     {
        fl_dec t15 = f->v1;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t15.e) + 46)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t15.e) + 46);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t15);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t16 = FL_AT(fl_list, f->row, 0);
        int64_t t17 = 0;
        for (int64_t t18 = 0; t18 < t16.n; t18++) {
            if (fl_turn(c)) return fl_fail(c, 10, FL_TOO_MANY_TURNS);
            const char * t19 = t16.p + (t18) * 32;
            v4 = t19;
            t17++;
        }
        k.w = fl_put_int(k.w, t17);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t20 = FL_AT(fl_list, f->row, 0);
        fl_i128 t21 = 0;
        int64_t t22 = 0;
        for (int64_t t23 = 0; t23 < t20.n; t23++) {
            if (fl_turn(c)) return fl_fail(c, 12, FL_TOO_MANY_TURNS);
            const char * t24 = t20.p + (t23) * 32;
            v5 = t24;
            if (!(FL_AT(int64_t, v5, 16) == 0)) continue;
            t21 += FL_AT(int64_t, v5, 24);
            t22++;
        }
        fl_dec t25 = fl_dec_of_dec128(t21, t22 ? 2 : 0);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t25.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t25.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t25);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t26 = FL_AT(fl_list, f->row, 0);
        fl_dec t27 = {0};
        int t28 = 0;
        for (int64_t t29 = 0; t29 < t26.n; t29++) {
            if (fl_turn(c)) return fl_fail(c, 14, FL_TOO_MANY_TURNS);
            const char * t30 = t26.p + (t29) * 32;
            v6 = t30;
            fl_dec t31 = fl_dec_of_dec64(FL_AT(int64_t, v6, 24), 2);
            if (!t28 || (fl_dec_order(x_decimal_dec_compare_wide, t31, t27) > 0)) {
                t27 = t31;
                t28 = 1;
            }
        }
        fl_dec t32 = {0};
        if (t28) {
            t32 = t27;
        }
        else {
            t32 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), -2, 0});
        }
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t32.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t32.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t32);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t33 = ((fl_text){", ", 2});
        fl_list t34 = FL_AT(fl_list, f->row, 0);
        char * t35 = (char *)fl_rows(c, t34.n, 16);
        if (!t35) return fl_fail(c, 16, FL_MEMORY);
        char * t36 = t35;
        for (int64_t t37 = 0; t37 < t34.n; t37++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t38 = t34.p + (t37) * 32;
            v7 = t38;
            FL_PUT(fl_text, t36, 0) = FL_AT(fl_text, v7, 0);
            t36 += 16;
        }
        fl_list t39 = ((fl_list){t35, t34.n});
        fl_text * t40 = (fl_text *)fl_rows(c, t39.n, sizeof(fl_text));
        if (!t40) return fl_fail(c, 17, FL_MEMORY);
        int64_t t41 = 0;
        fl_text t42 = {0};
        for (int64_t t43 = 0; t43 < t39.n; t43++) {
            if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
            const char * t44 = t39.p + (t43) * 16;
            v8 = FL_AT(fl_text, t44, 0);
            t40[t41++] = v8;
        }
        if ((e = fl_join(c, t33, t40, t41, &t42))) return fl_fail(c, 17, e);
        k = fl_plain(o, f->limit, k, t42, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 18, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t45 = FL_AT(fl_list, f->row, 0);
        char * t46 = (char *)fl_rows(c, t45.n, 32);
        if (!t46) return fl_fail(c, 19, FL_MEMORY);
        int64_t t47 = 0;
        for (int64_t t48 = 0; t48 < t45.n; t48++) {
            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
            const char * t49 = t45.p + (t48) * 32;
            v9 = t49;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v9, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) memcpy(t46 + t47++ * 32, t49, 32);
        }
        fl_list t50 = ((fl_list){t46, t47});
        char * t51 = (char *)fl_rows(c, t50.n, 32);
        if (!t51) return fl_fail(c, 20, FL_MEMORY);
        char * t52 = t51;
        for (int64_t t53 = 0; t53 < t50.n; t53++) {
            if (fl_turn(c)) return fl_fail(c, 20, FL_TOO_MANY_TURNS);
            const char * t54 = t50.p + (t53) * 32;
            v10 = t54;
            FL_PUT(fl_dec, t52, 0) = fl_dec_of_dec64(FL_AT(int64_t, v10, 24), 2);
            t52 += 32;
        }
        fl_list t55 = t50;
        if ((e = fl_sort(c, &t55, 32, t51, 32, k0, 1))) return fl_fail(c, 20, e);
        int64_t t56 = INT64_C(2);
        if (t56 < 0) t56 = 0;
        fl_list t57 = fl_view(t55, 32, 0, t56);
        l1 = (fl_loop){t57.p, NULL, 0, t57.n};
        if (fl_turns(c, l1.n)) return fl_fail(c, 21, FL_TOO_MANY_TURNS);
        for (l1.i = 0; l1.i < l1.n; l1.i++) {
            const char * t58 = fl_loop_row(&l1, l1.i , 32);
            v11 = t58;
             {
                fl_text t59 = FL_AT(fl_text, v11, 0);
                k = fl_plain(o, f->limit, k, t59, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 22, fl_over(k));
            }
            k.w = fl_literal(k.w, ";", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 21, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t60 = FL_AT(fl_list, f->row, 0);
        char * t61 = (char *)fl_rows(c, t60.n, 8);
        if (!t61) return fl_fail(c, 23, FL_MEMORY);
        char * t62 = t61;
        for (int64_t t63 = 0; t63 < t60.n; t63++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t64 = t60.p + (t63) * 32;
            v12 = t64;
            FL_PUT(int64_t, t62, 0) = FL_AT(int64_t, v12, 16);
            t62 += 8;
        }
        fl_list t65 = ((fl_list){t61, t60.n});
        char * t66 = (char *)fl_rows(c, t65.n, 8);
        if (!t66) return fl_fail(c, 24, FL_MEMORY);
        char * t67 = t66;
        for (int64_t t68 = 0; t68 < t65.n; t68++) {
            if (fl_turn(c)) return fl_fail(c, 24, FL_TOO_MANY_TURNS);
            const char * t69 = t65.p + (t68) * 8;
            v13 = FL_AT(int64_t, t69, 0);
            FL_PUT(int64_t, t67, 0) = v13;
            t67 += 8;
        }
        fl_list t70 = t65;
        if ((e = fl_unique(c, &t70, 8, t66, 8, k1))) return fl_fail(c, 24, e);
        l2 = (fl_loop){t70.p, NULL, 0, t70.n};
        if (fl_turns(c, l2.n)) return fl_fail(c, 25, FL_TOO_MANY_TURNS);
        for (l2.i = 0; l2.i < l2.n; l2.i++) {
            const char * t71 = fl_loop_row(&l2, l2.i , 8);
            v14 = FL_AT(int64_t, t71, 0);
             {
                v15 = v14;
            }
            do {
                if ((v15 == 0)) {
                    if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "Fee ", 4);
                    break;
                }
                if ((v15 == 1)) {
                    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "Item ", 5);
                    break;
                }
            } while (0);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 25, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 9bf964b39d8faf42243ddae9f434328e7c8e61bea8563fadc1fb8a4f90d43be8. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if ((e = r0_0(c, &f, NULL))) return e;
    if (!c->left_out || !c->left_out[0]) {
        f.limit = c->parts[0].n + FL_MAX_PART;
        if ((e = r0_1(c, &f, &c->parts[0]))) return e;
    }
    if (!c->left_out || !c->left_out[1]) {
        f.limit = c->parts[1].n + FL_MAX_PART;
        if ((e = r0_2(c, &f, &c->parts[1]))) return e;
    }
    return e;
}
    """
    int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_decimal_dec_add_wide = m_decimal.dec_add_wide
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
