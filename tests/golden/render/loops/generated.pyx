# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport decimal as m_decimal
cdef extern from *:
    r"""
#include "engine.h"
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
    fl_i128 v2 = 0;
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
        int64_t t1 = FL_AT(int64_t, f->row, 16);
        v2 = (fl_i128)t1;
    }
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<table>\012", 8);
     {
        fl_list t2 = FL_AT(fl_list, f->row, 0);
        const char ** t3 = (const char **)fl_rows(c, t2.n, sizeof(char *));
        if (!t3) return fl_fail(c, 2, FL_MEMORY);
        int64_t t4 = 0;
        for (int64_t t5 = 0; t5 < t2.n; t5++) {
            if (fl_turn(c)) return fl_fail(c, 2, FL_TOO_MANY_TURNS);
            const char * t6 = t2.p + (t5) * 32;
            v3 = t6;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v3, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) != 0)) t3[t4++] = t6;
        }
        l0 = (fl_loop){NULL, t3, 0, t4};
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 11)) k = fl_room_at(o, f->limit, k, 11);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<tr class=\042", 11);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t7 = fl_loop_row(&l0, l0.i , 32);
            v3 = t7;
             {
                int64_t t8 = FL_AT(int64_t, v3, 24);
                v2 = v2 + (fl_i128)t8;
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
                int64_t t9 = (l0.i + 1);
                k.w = fl_put_int(k.w, t9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
            }
            k.w = fl_literal(k.w, "\057", 1);
             {
                int64_t t10 = l0.n;
                k.w = fl_put_int(k.w, t10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                fl_text t11 = FL_AT(fl_text, v3, 0);
                k = fl_html(o, f->limit, k, t11, 132);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                int64_t t12 = FL_AT(int64_t, v3, 24);
                k.w = fl_put_dec64(k.w, t12, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                fl_i128 t13 = v2;
                k.w = fl_put_dec128(k.w, t13, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
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
        fl_dec t14 = f->v1;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t14.e) + 46)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t14.e) + 46);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t14);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t15 = FL_AT(fl_list, f->row, 0);
        int64_t t16 = 0;
        for (int64_t t17 = 0; t17 < t15.n; t17++) {
            if (fl_turn(c)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
            const char * t18 = t15.p + (t17) * 32;
            v4 = t18;
            t16++;
        }
        k.w = fl_put_int(k.w, t16);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t19 = FL_AT(fl_list, f->row, 0);
        fl_i128 t20 = 0;
        int64_t t21 = 0;
        for (int64_t t22 = 0; t22 < t19.n; t22++) {
            if (fl_turn(c)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
            const char * t23 = t19.p + (t22) * 32;
            v5 = t23;
            if (!(FL_AT(int64_t, v5, 16) == 0)) continue;
            t20 += FL_AT(int64_t, v5, 24);
            t21++;
        }
        fl_dec t24 = fl_dec_of_dec128(t20, t21 ? 2 : 0);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t24.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t24.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t24);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t25 = FL_AT(fl_list, f->row, 0);
        fl_dec t26 = {0};
        int t27 = 0;
        for (int64_t t28 = 0; t28 < t25.n; t28++) {
            if (fl_turn(c)) return fl_fail(c, 13, FL_TOO_MANY_TURNS);
            const char * t29 = t25.p + (t28) * 32;
            v6 = t29;
            fl_dec t30 = fl_dec_of_dec64(FL_AT(int64_t, v6, 24), 2);
            if (!t27 || (fl_dec_order(x_decimal_dec_compare_wide, t30, t26) > 0)) {
                t26 = t30;
                t27 = 1;
            }
        }
        fl_dec t31 = {0};
        if (t27) {
            t31 = t26;
        }
        else {
            t31 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), -2, 0});
        }
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t31.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t31.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t31);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t32 = ((fl_text){", ", 2});
        fl_list t33 = FL_AT(fl_list, f->row, 0);
        char * t34 = (char *)fl_rows(c, t33.n, 16);
        if (!t34) return fl_fail(c, 15, FL_MEMORY);
        char * t35 = t34;
        for (int64_t t36 = 0; t36 < t33.n; t36++) {
            if (fl_turn(c)) return fl_fail(c, 15, FL_TOO_MANY_TURNS);
            const char * t37 = t33.p + (t36) * 32;
            v7 = t37;
            FL_PUT(fl_text, t35, 0) = FL_AT(fl_text, v7, 0);
            t35 += 16;
        }
        fl_list t38 = ((fl_list){t34, t33.n});
        fl_text * t39 = (fl_text *)fl_rows(c, t38.n, sizeof(fl_text));
        if (!t39) return fl_fail(c, 16, FL_MEMORY);
        int64_t t40 = 0;
        fl_text t41 = {0};
        for (int64_t t42 = 0; t42 < t38.n; t42++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t43 = t38.p + (t42) * 16;
            v8 = FL_AT(fl_text, t43, 0);
            t39[t40++] = v8;
        }
        if ((e = fl_join(c, t32, t39, t40, &t41))) return fl_fail(c, 16, e);
        k = fl_html(o, f->limit, k, t41, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_list t44 = FL_AT(fl_list, f->row, 0);
        char * t45 = (char *)fl_rows(c, t44.n, 32);
        if (!t45) return fl_fail(c, 18, FL_MEMORY);
        int64_t t46 = 0;
        for (int64_t t47 = 0; t47 < t44.n; t47++) {
            if (fl_turn(c)) return fl_fail(c, 18, FL_TOO_MANY_TURNS);
            const char * t48 = t44.p + (t47) * 32;
            v9 = t48;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v9, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) memcpy(t45 + t46++ * 32, t48, 32);
        }
        fl_list t49 = ((fl_list){t45, t46});
        char * t50 = (char *)fl_rows(c, t49.n, 32);
        if (!t50) return fl_fail(c, 19, FL_MEMORY);
        char * t51 = t50;
        for (int64_t t52 = 0; t52 < t49.n; t52++) {
            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
            const char * t53 = t49.p + (t52) * 32;
            v10 = t53;
            FL_PUT(fl_dec, t51, 0) = fl_dec_of_dec64(FL_AT(int64_t, v10, 24), 2);
            t51 += 32;
        }
        fl_list t54 = t49;
        if ((e = fl_sort(c, &t54, 32, t50, 32, k0, 1))) return fl_fail(c, 19, e);
        int64_t t55 = INT64_C(2);
        if (t55 < 0) t55 = 0;
        fl_list t56 = fl_view(t54, 32, 0, t55);
        l1 = (fl_loop){t56.p, NULL, 0, t56.n};
        if (fl_turns(c, l1.n)) return fl_fail(c, 20, FL_TOO_MANY_TURNS);
        for (l1.i = 0; l1.i < l1.n; l1.i++) {
            const char * t57 = fl_loop_row(&l1, l1.i , 32);
            v11 = t57;
             {
                fl_text t58 = FL_AT(fl_text, v11, 0);
                k = fl_html(o, f->limit, k, t58, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 21, fl_over(k));
            }
            k.w = fl_literal(k.w, ";", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 20, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_list t59 = FL_AT(fl_list, f->row, 0);
        char * t60 = (char *)fl_rows(c, t59.n, 8);
        if (!t60) return fl_fail(c, 22, FL_MEMORY);
        char * t61 = t60;
        for (int64_t t62 = 0; t62 < t59.n; t62++) {
            if (fl_turn(c)) return fl_fail(c, 22, FL_TOO_MANY_TURNS);
            const char * t63 = t59.p + (t62) * 32;
            v12 = t63;
            FL_PUT(int64_t, t61, 0) = FL_AT(int64_t, v12, 16);
            t61 += 8;
        }
        fl_list t64 = ((fl_list){t60, t59.n});
        char * t65 = (char *)fl_rows(c, t64.n, 8);
        if (!t65) return fl_fail(c, 23, FL_MEMORY);
        char * t66 = t65;
        for (int64_t t67 = 0; t67 < t64.n; t67++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t68 = t64.p + (t67) * 8;
            v13 = FL_AT(int64_t, t68, 0);
            FL_PUT(int64_t, t66, 0) = v13;
            t66 += 8;
        }
        fl_list t69 = t64;
        if ((e = fl_unique(c, &t69, 8, t65, 8, k1))) return fl_fail(c, 23, e);
        l2 = (fl_loop){t69.p, NULL, 0, t69.n};
        if (fl_turns(c, l2.n)) return fl_fail(c, 24, FL_TOO_MANY_TURNS);
        for (l2.i = 0; l2.i < l2.n; l2.i++) {
            const char * t70 = fl_loop_row(&l2, l2.i , 8);
            v14 = FL_AT(int64_t, t70, 0);
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
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 24, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012", 5);
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_i128 v2 = 0;
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
        int64_t t1 = FL_AT(int64_t, f->row, 16);
        v2 = (fl_i128)t1;
    }
     {
        fl_list t2 = FL_AT(fl_list, f->row, 0);
        const char ** t3 = (const char **)fl_rows(c, t2.n, sizeof(char *));
        if (!t3) return fl_fail(c, 2, FL_MEMORY);
        int64_t t4 = 0;
        for (int64_t t5 = 0; t5 < t2.n; t5++) {
            if (fl_turn(c)) return fl_fail(c, 2, FL_TOO_MANY_TURNS);
            const char * t6 = t2.p + (t5) * 32;
            v3 = t6;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v3, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) != 0)) t3[t4++] = t6;
        }
        l0 = (fl_loop){NULL, t3, 0, t4};
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t7 = fl_loop_row(&l0, l0.i , 32);
            v3 = t7;
             {
                int64_t t8 = FL_AT(int64_t, v3, 24);
                v2 = v2 + (fl_i128)t8;
            }
             {
                int64_t t9 = (l0.i + 1);
                if (FL_RARE(k.end - k.w < 91)) k = fl_room_at(o, f->limit, k, 91);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
            }
            k.w = fl_literal(k.w, "\057", 1);
             {
                int64_t t10 = l0.n;
                k.w = fl_put_int(k.w, t10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                fl_text t11 = FL_AT(fl_text, v3, 0);
                k = fl_plain(o, f->limit, k, t11, 97);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                int64_t t12 = FL_AT(int64_t, v3, 24);
                k.w = fl_put_dec64(k.w, t12, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                fl_i128 t13 = v2;
                k.w = fl_put_dec128(k.w, t13, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
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
        fl_dec t14 = f->v1;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t14.e) + 46)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t14.e) + 46);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t14);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t15 = FL_AT(fl_list, f->row, 0);
        int64_t t16 = 0;
        for (int64_t t17 = 0; t17 < t15.n; t17++) {
            if (fl_turn(c)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
            const char * t18 = t15.p + (t17) * 32;
            v4 = t18;
            t16++;
        }
        k.w = fl_put_int(k.w, t16);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t19 = FL_AT(fl_list, f->row, 0);
        fl_i128 t20 = 0;
        int64_t t21 = 0;
        for (int64_t t22 = 0; t22 < t19.n; t22++) {
            if (fl_turn(c)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
            const char * t23 = t19.p + (t22) * 32;
            v5 = t23;
            if (!(FL_AT(int64_t, v5, 16) == 0)) continue;
            t20 += FL_AT(int64_t, v5, 24);
            t21++;
        }
        fl_dec t24 = fl_dec_of_dec128(t20, t21 ? 2 : 0);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t24.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t24.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t24);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_list t25 = FL_AT(fl_list, f->row, 0);
        fl_dec t26 = {0};
        int t27 = 0;
        for (int64_t t28 = 0; t28 < t25.n; t28++) {
            if (fl_turn(c)) return fl_fail(c, 13, FL_TOO_MANY_TURNS);
            const char * t29 = t25.p + (t28) * 32;
            v6 = t29;
            fl_dec t30 = fl_dec_of_dec64(FL_AT(int64_t, v6, 24), 2);
            if (!t27 || (fl_dec_order(x_decimal_dec_compare_wide, t30, t26) > 0)) {
                t26 = t30;
                t27 = 1;
            }
        }
        fl_dec t31 = {0};
        if (t27) {
            t31 = t26;
        }
        else {
            t31 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), -2, 0});
        }
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t31.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t31.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t31);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t32 = ((fl_text){", ", 2});
        fl_list t33 = FL_AT(fl_list, f->row, 0);
        char * t34 = (char *)fl_rows(c, t33.n, 16);
        if (!t34) return fl_fail(c, 15, FL_MEMORY);
        char * t35 = t34;
        for (int64_t t36 = 0; t36 < t33.n; t36++) {
            if (fl_turn(c)) return fl_fail(c, 15, FL_TOO_MANY_TURNS);
            const char * t37 = t33.p + (t36) * 32;
            v7 = t37;
            FL_PUT(fl_text, t35, 0) = FL_AT(fl_text, v7, 0);
            t35 += 16;
        }
        fl_list t38 = ((fl_list){t34, t33.n});
        fl_text * t39 = (fl_text *)fl_rows(c, t38.n, sizeof(fl_text));
        if (!t39) return fl_fail(c, 16, FL_MEMORY);
        int64_t t40 = 0;
        fl_text t41 = {0};
        for (int64_t t42 = 0; t42 < t38.n; t42++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t43 = t38.p + (t42) * 16;
            v8 = FL_AT(fl_text, t43, 0);
            t39[t40++] = v8;
        }
        if ((e = fl_join(c, t32, t39, t40, &t41))) return fl_fail(c, 16, e);
        k = fl_plain(o, f->limit, k, t41, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t44 = FL_AT(fl_list, f->row, 0);
        char * t45 = (char *)fl_rows(c, t44.n, 32);
        if (!t45) return fl_fail(c, 18, FL_MEMORY);
        int64_t t46 = 0;
        for (int64_t t47 = 0; t47 < t44.n; t47++) {
            if (fl_turn(c)) return fl_fail(c, 18, FL_TOO_MANY_TURNS);
            const char * t48 = t44.p + (t47) * 32;
            v9 = t48;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v9, 24), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(0)), 0, 0})) < 0)) memcpy(t45 + t46++ * 32, t48, 32);
        }
        fl_list t49 = ((fl_list){t45, t46});
        char * t50 = (char *)fl_rows(c, t49.n, 32);
        if (!t50) return fl_fail(c, 19, FL_MEMORY);
        char * t51 = t50;
        for (int64_t t52 = 0; t52 < t49.n; t52++) {
            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
            const char * t53 = t49.p + (t52) * 32;
            v10 = t53;
            FL_PUT(fl_dec, t51, 0) = fl_dec_of_dec64(FL_AT(int64_t, v10, 24), 2);
            t51 += 32;
        }
        fl_list t54 = t49;
        if ((e = fl_sort(c, &t54, 32, t50, 32, k0, 1))) return fl_fail(c, 19, e);
        int64_t t55 = INT64_C(2);
        if (t55 < 0) t55 = 0;
        fl_list t56 = fl_view(t54, 32, 0, t55);
        l1 = (fl_loop){t56.p, NULL, 0, t56.n};
        if (fl_turns(c, l1.n)) return fl_fail(c, 20, FL_TOO_MANY_TURNS);
        for (l1.i = 0; l1.i < l1.n; l1.i++) {
            const char * t57 = fl_loop_row(&l1, l1.i , 32);
            v11 = t57;
             {
                fl_text t58 = FL_AT(fl_text, v11, 0);
                k = fl_plain(o, f->limit, k, t58, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 21, fl_over(k));
            }
            k.w = fl_literal(k.w, ";", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 20, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t59 = FL_AT(fl_list, f->row, 0);
        char * t60 = (char *)fl_rows(c, t59.n, 8);
        if (!t60) return fl_fail(c, 22, FL_MEMORY);
        char * t61 = t60;
        for (int64_t t62 = 0; t62 < t59.n; t62++) {
            if (fl_turn(c)) return fl_fail(c, 22, FL_TOO_MANY_TURNS);
            const char * t63 = t59.p + (t62) * 32;
            v12 = t63;
            FL_PUT(int64_t, t61, 0) = FL_AT(int64_t, v12, 16);
            t61 += 8;
        }
        fl_list t64 = ((fl_list){t60, t59.n});
        char * t65 = (char *)fl_rows(c, t64.n, 8);
        if (!t65) return fl_fail(c, 23, FL_MEMORY);
        char * t66 = t65;
        for (int64_t t67 = 0; t67 < t64.n; t67++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t68 = t64.p + (t67) * 8;
            v13 = FL_AT(int64_t, t68, 0);
            FL_PUT(int64_t, t66, 0) = v13;
            t66 += 8;
        }
        fl_list t69 = t64;
        if ((e = fl_unique(c, &t69, 8, t65, 8, k1))) return fl_fail(c, 23, e);
        l2 = (fl_loop){t69.p, NULL, 0, t69.n};
        if (fl_turns(c, l2.n)) return fl_fail(c, 24, FL_TOO_MANY_TURNS);
        for (l2.i = 0; l2.i < l2.n; l2.i++) {
            const char * t70 = fl_loop_row(&l2, l2.i , 8);
            v14 = FL_AT(int64_t, t70, 0);
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
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 24, fl_over(k));
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
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
