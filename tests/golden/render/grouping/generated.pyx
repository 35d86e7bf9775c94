# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport casing as m_casing
from flong.runtime cimport dateformats as m_dateformats
from flong.runtime cimport decimal as m_decimal
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *);
static int (*x_dateformats_format_datetime)(fl_ctx *, fl_text, int64_t, fl_text *);
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
static int (*x_decimal_dec_div)(fl_dec, fl_dec, fl_dec *);
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
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    const char * v0 = 0;
    const char * v1 = 0;
    const char * v2 = 0; (void)v2;
    const char * v3 = 0;
    const char * v4 = 0;
    const char * v5 = 0;
    const char * v6 = 0;
    int64_t v7 = 0;
    const char * v8 = 0;
    const char * v9 = 0;
    const char * v10 = 0;
    const char * v11 = 0;
    const char * v12 = 0;
    const char * v13 = 0;
    const char * v14 = 0;
    fl_dec v15 = {0};
    const char * v16 = 0;
    fl_dec v17 = {0};
    const char * v18 = 0;
    const char * v19 = 0;
    const char * v20 = 0;
    const char * v21 = 0;
    const char * v22 = 0;
    fl_loop l0 = {0};
    fl_loop l1 = {0};
    fl_loop l2 = {0};
    fl_loop l3 = {0};
    fl_loop l4 = {0};
    fl_loop l5 = {0};
    fl_loop l6 = {0};
    fl_loop l7 = {0};
    fl_loop l8 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 16);
        char * t2 = (char *)fl_rows(c, t1.n, 8);
        if (!t2) return fl_fail(c, 1, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 88;
            v0 = t5;
            FL_PUT(int64_t, (t2 + t3 * 8), 0) = FL_AT(int64_t, v0, 8);
            t3++;
        }
        fl_list t6 = {0};
        if ((e = fl_group(c, t1, 88, t2, 8, k0, (fl_group_row){24, 0, 8}, &t6))) return fl_fail(c, 1, e);
        l0 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t7 = fl_loop_row(&l0, l0.i , 24);
            v1 = t7;
             {
                int64_t t8 = (l0.i + 1);
                if (FL_RARE(k.end - k.w < 90)) k = fl_room_at(o, f->limit, k, 90);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t8);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
            }
            k.w = fl_literal(k.w, "\057", 1);
             {
                int64_t t9 = l0.n;
                k.w = fl_put_int(k.w, t9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t10 = FL_AT(int64_t, v1, 0);
                fl_text t11 = n0[t10];
                k = fl_plain(o, f->limit, k, t11, 48);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, ": ", 2);
             {
                fl_list t12 = FL_AT(fl_list, v1, 8);
                int64_t t13 = 0;
                for (int64_t t14 = 0; t14 < t12.n; t14++) {
                    if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
                    const char * t15 = t12.p + (t14) * 88;
                    v2 = t15;
                    t13++;
                }
                k.w = fl_put_int(k.w, t13);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            k.w = fl_literal(k.w, ", ", 2);
             {
                fl_list t16 = FL_AT(fl_list, v1, 8);
                fl_i128 t17 = 0;
                int64_t t18 = 0;
                for (int64_t t19 = 0; t19 < t16.n; t19++) {
                    if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
                    const char * t20 = t16.p + (t19) * 88;
                    v3 = t20;
                    t17 += FL_AT(int64_t, v3, 32);
                    t18++;
                }
                fl_dec t21 = fl_dec_of_dec128(t17, t18 ? 2 : 0);
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t21.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t21.e) + 1);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t21);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
             {
                fl_list t22 = FL_AT(fl_list, v1, 8);
                l1 = (fl_loop){t22.p, NULL, 0, t22.n};
                if (fl_turns(c, l1.n)) return fl_fail(c, 9, FL_TOO_MANY_TURNS);
                if (l1.n) {
                    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "  ", 2);
                }
                for (l1.i = 0; l1.i < l1.n; l1.i++) {
                    const char * t23 = fl_loop_row(&l1, l1.i , 88);
                    v4 = t23;
                     {
                        int64_t t24 = (l1.i + 1);
                        if (FL_RARE(k.end - k.w < 46)) k = fl_room_at(o, f->limit, k, 46);
                        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                        k.w = fl_put_int(k.w, t24);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
                    }
                    k.w = fl_literal(k.w, ". ", 2);
                     {
                        fl_text t25 = FL_AT(fl_text, v4, 16);
                        k = fl_plain(o, f->limit, k, t25, 50);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
                    }
                    k.w = fl_literal(k.w, " ", 1);
                     {
                        int64_t t26 = FL_AT(int64_t, v4, 32);
                        k.w = fl_put_dec64(k.w, t26, 2);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
                    }
                    k.w = fl_literal(k.w, "\012  ", 3);
                    if (FL_RARE(k.w - 2 > k.end)) return fl_fail(c, 9, fl_over(k));
                }
                if (l1.n) k.w -= 2;
            }
            if (FL_RARE(k.end - k.w < 10)) k = fl_room_at(o, f->limit, k, 10);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "  before: ", 10);
             {
                const char * t27 = 0;
                int t28 = 0;
                if (l0.i > 0) {
                    const char * t29 = fl_loop_row(&l0, l0.i - 1, 24);
                    t27 = t29;
                    t28 = 1;
                }
                int64_t t30 = 0;
                int t31 = 0;
                if (t28) {
                    t30 = FL_AT(int64_t, t27, 0);
                    t31 = 1;
                }
                fl_text t32 = {0};
                int t33 = 0;
                if (t31) {
                    t32 = n0[t30];
                    t33 = 1;
                }
                fl_text t34 = fl_text_or(t33, t32, ((fl_text){"none", 4}));
                k = fl_plain(o, f->limit, k, t34, 9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            k.w = fl_literal(k.w, ", after: ", 9);
             {
                const char * t35 = 0;
                int t36 = 0;
                if (l0.i + 1 < l0.n) {
                    const char * t37 = fl_loop_row(&l0, l0.i + 1, 24);
                    t35 = t37;
                    t36 = 1;
                }
                int64_t t38 = 0;
                int t39 = 0;
                if (t36) {
                    t38 = FL_AT(int64_t, t35, 0);
                    t39 = 1;
                }
                fl_text t40 = {0};
                int t41 = 0;
                if (t39) {
                    t40 = n0[t38];
                    t41 = 1;
                }
                fl_text t42 = fl_text_or(t41, t40, ((fl_text){"none", 4}));
                k = fl_plain(o, f->limit, k, t42, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
        }
    }
     {
        fl_list t43 = FL_AT(fl_list, f->row, 16);
        char * t44 = (char *)fl_rows(c, t43.n, 88);
        if (!t44) return fl_fail(c, 15, FL_MEMORY);
        char * t45 = (char *)fl_rows(c, t43.n, 8);
        if (!t45) return fl_fail(c, 15, FL_MEMORY);
        int64_t t46 = 0;
        for (int64_t t47 = 0; t47 < t43.n; t47++) {
            if (fl_turn(c)) return fl_fail(c, 15, FL_TOO_MANY_TURNS);
            const char * t48 = t43.p + (t47) * 88;
            v5 = t48;
            if (!(fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v5, 32), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(1)), 0, 0})) > 0)) continue;
            FL_PUT(int64_t, (t45 + t46 * 8), 0) = FL_AT(int64_t, v5, 0);
            memcpy(t44 + t46 * 88, t48, 88);
            t46++;
        }
        fl_list t49 = {0};
        if ((e = fl_group(c, ((fl_list){t44, t46}), 88, t45, 8, k1, (fl_group_row){24, 0, 8}, &t49))) return fl_fail(c, 15, e);
        l2 = (fl_loop){t49.p, NULL, 0, t49.n};
        if (fl_turns(c, l2.n)) return fl_fail(c, 15, FL_TOO_MANY_TURNS);
        for (l2.i = 0; l2.i < l2.n; l2.i++) {
            const char * t50 = fl_loop_row(&l2, l2.i , 24);
            v6 = t50;
             {
                v7 = FL_AT(int64_t, v6, 0);
            }
             {
                int64_t t51 = v7;
                if (!fl_is_day(t51)) return fl_fail(c, 16, FL_BAD_DATE);
                if (FL_RARE(k.end - k.w < 45)) k = fl_room_at(o, f->limit, k, 45);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_date(k.w, t51);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
            }
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_list t52 = FL_AT(fl_list, v6, 8);
                char * t53 = (char *)fl_rows(c, t52.n, 16);
                if (!t53) return fl_fail(c, 17, FL_MEMORY);
                int64_t t54 = 0;
                for (int64_t t55 = 0; t55 < t52.n; t55++) {
                    if (fl_turn(c)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
                    const char * t56 = t52.p + (t55) * 88;
                    v8 = t56;
                    int t57 = FL_AT(int64_t, v8, 48) != 0;
                    fl_text t58 = FL_AT(fl_text, v8, 56);
                    fl_text t59 = fl_text_or(t57, t58, ((fl_text){"no note", 7}));
                    FL_PUT(fl_text, (t53 + t54 * 16), 0) = t59;
                    t54++;
                }
                fl_list t60 = {0};
                if ((e = fl_group(c, t52, 88, t53, 16, k2, (fl_group_row){32, 0, 16}, &t60))) return fl_fail(c, 17, e);
                l3 = (fl_loop){t60.p, NULL, 0, t60.n};
                if (fl_turns(c, l3.n)) return fl_fail(c, 17, FL_TOO_MANY_TURNS);
                for (l3.i = 0; l3.i < l3.n; l3.i++) {
                    const char * t61 = fl_loop_row(&l3, l3.i , 32);
                    v9 = t61;
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, " ", 1);
                     {
                        fl_text t62 = FL_AT(fl_text, v9, 0);
                        k = fl_plain(o, f->limit, k, t62, 2);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 18, fl_over(k));
                    }
                    k.w = fl_literal(k.w, " (", 2);
                     {
                        fl_text t63 = ((fl_text){"", 0});
                        fl_list t64 = FL_AT(fl_list, v9, 16);
                        fl_text * t65 = (fl_text *)fl_rows(c, t64.n, sizeof(fl_text));
                        if (!t65) return fl_fail(c, 19, FL_MEMORY);
                        int64_t t66 = 0;
                        fl_text t67 = {0};
                        for (int64_t t68 = 0; t68 < t64.n; t68++) {
                            if (fl_turn(c)) return fl_fail(c, 19, FL_TOO_MANY_TURNS);
                            const char * t69 = t64.p + (t68) * 88;
                            v10 = t69;
                            t65[t66++] = FL_AT(fl_text, v10, 16);
                        }
                        if ((e = fl_join(c, t63, t65, t66, &t67))) return fl_fail(c, 19, e);
                        k = fl_plain(o, f->limit, k, t67, 49);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 20, fl_over(k));
                    }
                    k.w = fl_literal(k.w, ") of ", 5);
                     {
                        int64_t t70 = v7;
                        if (!fl_is_day(t70)) return fl_fail(c, 21, FL_BAD_DATE);
                        k.w = fl_put_date(k.w, t70);
                        if (FL_RARE(k.w > k.end)) return fl_fail(c, 21, fl_over(k));
                    }
                    if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
                }
            }
             {
                fl_text t71 = ((fl_text){".", 1});
                k = fl_plain(o, f->limit, k, t71, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 22, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
        }
    }
     {
        fl_list t72 = FL_AT(fl_list, f->row, 16);
        char * t73 = (char *)fl_rows(c, t72.n, 32);
        if (!t73) return fl_fail(c, 23, FL_MEMORY);
        int64_t t74 = 0;
        for (int64_t t75 = 0; t75 < t72.n; t75++) {
            if (fl_turn(c)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
            const char * t76 = t72.p + (t75) * 88;
            v11 = t76;
            FL_PUT(fl_dec, (t73 + t74 * 32), 0) = fl_dec_of_dec64(FL_AT(int64_t, v11, 40), 1);
            t74++;
        }
        fl_list t77 = {0};
        if ((e = fl_group(c, t72, 88, t73, 32, k3, (fl_group_row){48, 0, 32}, &t77))) return fl_fail(c, 23, e);
        l4 = (fl_loop){t77.p, NULL, 0, t77.n};
        if (fl_turns(c, l4.n)) return fl_fail(c, 23, FL_TOO_MANY_TURNS);
        if (l4.n) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "[", 1);
        }
        for (l4.i = 0; l4.i < l4.n; l4.i++) {
            const char * t78 = fl_loop_row(&l4, l4.i , 48);
            v12 = t78;
             {
                fl_dec t79 = FL_AT(fl_dec, v12, 0);
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t79.e) + 48)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t79.e) + 48);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t79);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 24, fl_over(k));
            }
            k.w = fl_literal(k.w, ": ", 2);
             {
                int64_t t80 = (FL_AT(fl_list, v12, 32)).n;
                k.w = fl_put_int(k.w, t80);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 25, fl_over(k));
            }
            k.w = fl_literal(k.w, "][", 2);
            if (FL_RARE(k.w - 1 > k.end)) return fl_fail(c, 23, fl_over(k));
        }
        if (l4.n) k.w -= 1;
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t81 = FL_AT(fl_list, f->row, 16);
        char * t82 = (char *)fl_rows(c, t81.n, 32);
        if (!t82) return fl_fail(c, 26, FL_MEMORY);
        int64_t t83 = 0;
        for (int64_t t84 = 0; t84 < t81.n; t84++) {
            if (fl_turn(c)) return fl_fail(c, 26, FL_TOO_MANY_TURNS);
            const char * t85 = t81.p + (t84) * 88;
            v13 = t85;
            fl_dec t86 = fl_dec_of_dec64(FL_AT(int64_t, v13, 40), 1);
            fl_dec t87 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(2)), 0, 0});
            fl_dec t88 = {0};
            if ((e = x_decimal_dec_div(t86, t87, &t88))) return fl_fail(c, 27, e);
            FL_PUT(fl_dec, (t82 + t83 * 32), 0) = t88;
            t83++;
        }
        fl_list t89 = {0};
        if ((e = fl_group(c, t81, 88, t82, 32, k3, (fl_group_row){48, 0, 32}, &t89))) return fl_fail(c, 26, e);
        l5 = (fl_loop){t89.p, NULL, 0, t89.n};
        if (fl_turns(c, l5.n)) return fl_fail(c, 26, FL_TOO_MANY_TURNS);
        if (l5.n) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "[", 1);
        }
        for (l5.i = 0; l5.i < l5.n; l5.i++) {
            const char * t90 = fl_loop_row(&l5, l5.i , 48);
            v14 = t90;
             {
                fl_dec t91 = FL_AT(fl_dec, v14, 0);
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t91.e) + 2)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t91.e) + 2);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t91);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 28, fl_over(k));
            }
            k.w = fl_literal(k.w, "][", 2);
            if (FL_RARE(k.w - 1 > k.end)) return fl_fail(c, 26, fl_over(k));
        }
        if (l5.n) k.w -= 1;
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        char * t92 = (char *)fl_rows(c, 4, 32);
        if (!t92) return fl_fail(c, 29, FL_MEMORY);
        FL_PUT(fl_dec, (t92 + 0), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(10)), -1, 0});
        FL_PUT(fl_dec, (t92 + 32), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(2)), 0, 0});
        FL_PUT(fl_dec, (t92 + 64), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(100)), -2, 0});
        FL_PUT(fl_dec, (t92 + 96), 0) = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(2000)), -3, 0});
        fl_list t93 = ((fl_list){t92, 4});
        char * t94 = (char *)fl_rows(c, t93.n, 32);
        if (!t94) return fl_fail(c, 30, FL_MEMORY);
        int64_t t95 = 0;
        for (int64_t t96 = 0; t96 < t93.n; t96++) {
            if (fl_turn(c)) return fl_fail(c, 30, FL_TOO_MANY_TURNS);
            const char * t97 = t93.p + (t96) * 32;
            v15 = FL_AT(fl_dec, t97, 0);
            FL_PUT(fl_dec, (t94 + t95 * 32), 0) = v15;
            t95++;
        }
        fl_list t98 = {0};
        if ((e = fl_group(c, t93, 32, t94, 32, k3, (fl_group_row){48, 0, 32}, &t98))) return fl_fail(c, 30, e);
        l6 = (fl_loop){t98.p, NULL, 0, t98.n};
        if (fl_turns(c, l6.n)) return fl_fail(c, 30, FL_TOO_MANY_TURNS);
        if (l6.n) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "[", 1);
        }
        for (l6.i = 0; l6.i < l6.n; l6.i++) {
            const char * t99 = fl_loop_row(&l6, l6.i , 48);
            v16 = t99;
             {
                fl_dec t100 = FL_AT(fl_dec, v16, 0);
                if (FL_RARE(k.end - k.w < 44 + FL_ABS(t100.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t100.e) + 1);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_dec(k.w, t100);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 31, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                fl_text t101 = ((fl_text){" ", 1});
                fl_list t102 = FL_AT(fl_list, v16, 32);
                fl_text * t103 = (fl_text *)fl_rows(c, t102.n, sizeof(fl_text));
                if (!t103) return fl_fail(c, 32, FL_MEMORY);
                int64_t t104 = 0;
                fl_text t105 = {0};
                for (int64_t t106 = 0; t106 < t102.n; t106++) {
                    if (fl_turn(c)) return fl_fail(c, 32, FL_TOO_MANY_TURNS);
                    const char * t107 = t102.p + (t106) * 32;
                    v17 = FL_AT(fl_dec, t107, 0);
                    fl_dec t108 = v17;
                    char * t109 = (char *)fl_alloc(&c->arena, 44 + FL_ABS(t108.e));
                    if (!t109) return fl_fail(c, 33, FL_MEMORY);
                    fl_text t111 = {0};
                    const fl_text t110[] = {((fl_text){t109, fl_put_dec(t109, t108) - t109})};
                    if ((e = fl_join(c, ((fl_text){0}), t110, 1, &t111))) return fl_fail(c, 33, e);
                    t103[t104++] = t111;
                }
                if ((e = fl_join(c, t101, t103, t104, &t105))) return fl_fail(c, 32, e);
                k = fl_plain(o, f->limit, k, t105, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 34, fl_over(k));
            }
            k.w = fl_literal(k.w, "][", 2);
            if (FL_RARE(k.w - 1 > k.end)) return fl_fail(c, 30, fl_over(k));
        }
        if (l6.n) k.w -= 1;
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t112 = FL_AT(fl_list, f->row, 16);
        char * t113 = (char *)fl_rows(c, t112.n, 8);
        if (!t113) return fl_fail(c, 35, FL_MEMORY);
        int64_t t114 = 0;
        for (int64_t t115 = 0; t115 < t112.n; t115++) {
            if (fl_turn(c)) return fl_fail(c, 35, FL_TOO_MANY_TURNS);
            const char * t116 = t112.p + (t115) * 88;
            v18 = t116;
            FL_PUT(int64_t, (t113 + t114 * 8), 0) = FL_AT(int64_t, v18, 72);
            t114++;
        }
        fl_list t117 = {0};
        if ((e = fl_group(c, t112, 88, t113, 8, k4, (fl_group_row){24, 0, 8}, &t117))) return fl_fail(c, 35, e);
        l7 = (fl_loop){t117.p, NULL, 0, t117.n};
        if (fl_turns(c, l7.n)) return fl_fail(c, 35, FL_TOO_MANY_TURNS);
        if (l7.n) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "[", 1);
        }
        for (l7.i = 0; l7.i < l7.n; l7.i++) {
            const char * t118 = fl_loop_row(&l7, l7.i , 24);
            v19 = t118;
             {
                int64_t t119 = FL_AT(int64_t, v19, 0);
                fl_text t120 = {0};
                if ((e = x_dateformats_format_datetime(c, ((fl_text){"\020\000\000\000\377\377\377\377\377\377\377\177\000\000\000\000\000\000\000\000\007\002\000\001:\013\002", 27}), t119, &t120))) return fl_fail(c, 36, e);
                k = fl_plain(o, f->limit, k, t120, 47);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 37, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                int64_t t121 = (FL_AT(fl_list, v19, 8)).n;
                k.w = fl_put_int(k.w, t121);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 38, fl_over(k));
            }
            k.w = fl_literal(k.w, "][", 2);
            if (FL_RARE(k.w - 1 > k.end)) return fl_fail(c, 35, fl_over(k));
        }
        if (l7.n) k.w -= 1;
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t122 = FL_AT(fl_list, f->row, 16);
        char * t123 = (char *)fl_rows(c, t122.n, 8);
        if (!t123) return fl_fail(c, 39, FL_MEMORY);
        int64_t t124 = 0;
        for (int64_t t125 = 0; t125 < t122.n; t125++) {
            if (fl_turn(c)) return fl_fail(c, 39, FL_TOO_MANY_TURNS);
            const char * t126 = t122.p + (t125) * 88;
            v20 = t126;
            FL_PUT(int64_t, (t123 + t124 * 8), 0) = FL_AT(int64_t, v20, 80);
            t124++;
        }
        fl_list t127 = {0};
        if ((e = fl_group(c, t122, 88, t123, 8, k5, (fl_group_row){24, 0, 8}, &t127))) return fl_fail(c, 39, e);
        l8 = (fl_loop){t127.p, NULL, 0, t127.n};
        if (fl_turns(c, l8.n)) return fl_fail(c, 39, FL_TOO_MANY_TURNS);
        if (l8.n) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "[", 1);
        }
        for (l8.i = 0; l8.i < l8.n; l8.i++) {
            const char * t128 = fl_loop_row(&l8, l8.i , 24);
            v21 = t128;
             {
                fl_text t129 = {0};
                if (FL_AT(int64_t, v21, 0)) {
                    t129 = ((fl_text){"open", 4});
                }
                else {
                    t129 = ((fl_text){"closed", 6});
                }
                k = fl_plain(o, f->limit, k, t129, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 40, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                fl_text t130 = ((fl_text){"", 0});
                fl_list t131 = FL_AT(fl_list, v21, 8);
                fl_text * t132 = (fl_text *)fl_rows(c, t131.n, sizeof(fl_text));
                if (!t132) return fl_fail(c, 41, FL_MEMORY);
                int64_t t133 = 0;
                fl_text t134 = {0};
                for (int64_t t135 = 0; t135 < t131.n; t135++) {
                    if (fl_turn(c)) return fl_fail(c, 41, FL_TOO_MANY_TURNS);
                    const char * t136 = t131.p + (t135) * 88;
                    v22 = t136;
                    t132[t133++] = FL_AT(fl_text, v22, 16);
                }
                if ((e = fl_join(c, t130, t132, t133, &t134))) return fl_fail(c, 41, e);
                k = fl_plain(o, f->limit, k, t134, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 42, fl_over(k));
            }
            k.w = fl_literal(k.w, "][", 2);
            if (FL_RARE(k.w - 1 > k.end)) return fl_fail(c, 39, fl_over(k));
        }
        if (l8.n) k.w -= 1;
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v23 = {0};
    const char * v24 = 0;
    fl_text v25 = {0};
    fl_text v26 = {0};
    fl_text v27 = {0};
    const char * v28 = 0;
    fl_text v29 = {0};
    fl_loop l9 = {0};
    fl_loop l10 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 32);
        char * t2 = (char *)fl_rows(c, t1.n, 8);
        if (!t2) return fl_fail(c, 43, FL_MEMORY);
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 43, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 16;
            v23 = FL_AT(fl_text, t5, 0);
            fl_text t6 = v23;
            int64_t t7 = 0;
            if ((e = x_text_length(c, t6, &t7))) return fl_fail(c, 44, e);
            FL_PUT(int64_t, (t2 + t3 * 8), 0) = t7;
            t3++;
        }
        fl_list t8 = {0};
        if ((e = fl_group(c, t1, 16, t2, 8, k6, (fl_group_row){24, 0, 8}, &t8))) return fl_fail(c, 43, e);
        l9 = (fl_loop){t8.p, NULL, 0, t8.n};
        if (fl_turns(c, l9.n)) return fl_fail(c, 43, FL_TOO_MANY_TURNS);
        if (l9.n) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "[", 1);
        }
        for (l9.i = 0; l9.i < l9.n; l9.i++) {
            const char * t9 = fl_loop_row(&l9, l9.i , 24);
            v24 = t9;
             {
                int64_t t10 = FL_AT(int64_t, v24, 0);
                if (FL_RARE(k.end - k.w < 45)) k = fl_room_at(o, f->limit, k, 45);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 45, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
             {
                fl_text t11 = ((fl_text){"+", 1});
                fl_list t12 = FL_AT(fl_list, v24, 8);
                fl_text * t13 = (fl_text *)fl_rows(c, t12.n, sizeof(fl_text));
                if (!t13) return fl_fail(c, 46, FL_MEMORY);
                int64_t t14 = 0;
                fl_text t15 = {0};
                for (int64_t t16 = 0; t16 < t12.n; t16++) {
                    if (fl_turn(c)) return fl_fail(c, 46, FL_TOO_MANY_TURNS);
                    const char * t17 = t12.p + (t16) * 16;
                    v25 = FL_AT(fl_text, t17, 0);
                    t13[t14++] = v25;
                }
                if ((e = fl_join(c, t11, t13, t14, &t15))) return fl_fail(c, 46, e);
                k = fl_plain(o, f->limit, k, t15, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 47, fl_over(k));
            }
            k.w = fl_literal(k.w, "][", 2);
            if (FL_RARE(k.w - 1 > k.end)) return fl_fail(c, 43, fl_over(k));
        }
        if (l9.n) k.w -= 1;
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t18 = FL_AT(fl_list, f->row, 32);
        char * t19 = (char *)fl_rows(c, t18.n, 16);
        if (!t19) return fl_fail(c, 48, FL_MEMORY);
        char * t20 = t19;
        for (int64_t t21 = 0; t21 < t18.n; t21++) {
            if (fl_turn(c)) return fl_fail(c, 48, FL_TOO_MANY_TURNS);
            const char * t22 = t18.p + (t21) * 16;
            v26 = FL_AT(fl_text, t22, 0);
            fl_text t23 = v26;
            fl_text t24 = {0};
            if ((e = x_casing_upper(c, t23, &t24))) return fl_fail(c, 49, e);
            FL_PUT(fl_text, t20, 0) = t24;
            t20 += 16;
        }
        fl_list t25 = ((fl_list){t19, t18.n});
        char * t26 = (char *)fl_rows(c, t25.n, 16);
        if (!t26) return fl_fail(c, 50, FL_MEMORY);
        int64_t t27 = 0;
        for (int64_t t28 = 0; t28 < t25.n; t28++) {
            if (fl_turn(c)) return fl_fail(c, 50, FL_TOO_MANY_TURNS);
            const char * t29 = t25.p + (t28) * 16;
            v27 = FL_AT(fl_text, t29, 0);
            fl_text t30 = v27;
            int64_t t31 = INT64_C(1);
            fl_text t32 = {0};
            if ((e = x_text_slice_range(c, t30, 0, t31, &t32))) return fl_fail(c, 51, e);
            FL_PUT(fl_text, (t26 + t27 * 16), 0) = t32;
            t27++;
        }
        fl_list t33 = {0};
        if ((e = fl_group(c, t25, 16, t26, 16, k2, (fl_group_row){32, 0, 16}, &t33))) return fl_fail(c, 50, e);
        l10 = (fl_loop){t33.p, NULL, 0, t33.n};
        if (fl_turns(c, l10.n)) return fl_fail(c, 50, FL_TOO_MANY_TURNS);
        for (l10.i = 0; l10.i < l10.n; l10.i++) {
            const char * t34 = fl_loop_row(&l10, l10.i , 32);
            v28 = t34;
             {
                v29 = FL_AT(fl_text, v28, 0);
            }
            do {
                if ((fl_text_equal(v29, ((fl_text){"A", 1})))) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "A", 1);
                    break;
                }
                if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_literal(k.w, "\077", 1);
            } while (0);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 50, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    o->n = k.w - o->p;
    if ((e = r0_0(c, f, o))) return e;
    k = fl_open(o, f->limit);
    o->n = k.w - o->p;
    if ((e = r0_1(c, f, o))) return e;
    k = fl_open(o, f->limit);
    o->n = k.w - o->p;
    return e;
}
/* Layout 84a5f4ed4f95020659716d9517b1b2b1843e9918ff8ee8371a9aa43f883d4607. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if (!c->left_out || !c->left_out[0]) {
        f.limit = c->parts[0].n + FL_MAX_PART;
        if ((e = r0_2(c, &f, &c->parts[0]))) return e;
    }
    return e;
}
    """
    int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_dateformats_format_datetime)(fl_ctx *, fl_text, int64_t, fl_text *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_decimal_dec_div)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_text_length)(fl_ctx *, fl_text, int64_t *) noexcept nogil
    int (*x_text_slice_range)(fl_ctx *, fl_text, int64_t, int64_t, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_casing_upper = m_casing.upper
x_dateformats_format_datetime = m_dateformats.format_datetime
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_decimal_dec_div = m_decimal.dec_div
x_text_length = m_text.length
x_text_slice_range = m_text.slice_range
RENDERERS = (renderer(<fl_render>render_0, 1),)
ABI = FL_ABI
