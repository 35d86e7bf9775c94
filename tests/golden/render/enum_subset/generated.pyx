# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static const fl_text n0[] = {{"bad", 3}, {"info", 4}, {"warn", 4}};
static const fl_text n1[] = {{"info", 4}, {"bad", 3}, {"warn", 4}};
struct f0 {
    const char *row;
    int64_t limit;
    int64_t v0;
    int64_t v1;
    int h1;
    int64_t v2;
    fl_list v3;
    int64_t v4;
    int64_t v5;
    int64_t v6;
    int64_t v7;
    int64_t v8;
    int64_t v9;
    int h9;
    fl_list v10;
    int64_t v11;
    int64_t v12;
    int64_t v13;
    int64_t v14;
    int64_t v15;
    int64_t v16;
    int64_t v17;
    int h17;
    fl_list v18;
    int64_t v19;
    int64_t v20;
    int64_t v21;
    int64_t v22;
    int64_t v23;
    int64_t v24;
    int h24;
    fl_loop l0;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v0 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t1 = 0;
        int t2 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t1 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 16)];
            t2 = 1;
        }
        f->v1 = t1;
        f->h1 = t2;
    }
     {
        fl_list t3 = FL_AT(fl_list, f->row, 24);
        char * t4 = (char *)fl_rows(c, t3.n, 8);
        if (!t4) return fl_fail(c, 1, FL_MEMORY);
        char * t5 = t4;
        for (int64_t t6 = 0; t6 < t3.n; t6++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t7 = t3.p + (t6) * 8;
            f->v2 = FL_AT(int64_t, t7, 0);
            FL_PUT(int64_t, t5, 0) = ((const int64_t[]){2, 0})[f->v2];
            t5 += 8;
        }
        f->v3 = ((fl_list){t4, t3.n});
    }
    if ((e = fl_write(o, "<p>", 3))) return fl_fail(c, 0, e);
     {
        f->v4 = f->v0;
    }
    do {
        if ((f->v4 == 2)) {
            if ((e = fl_write(o, "B", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v4 == 0)) {
            if ((e = fl_write(o, "I", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v4 == 1)) {
            if ((e = fl_write(o, "W", 1))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t8 = {0};
        int t9 = 0;
        if (f->h1) {
            t8 = n0[f->v1];
            t9 = 1;
        }
        fl_text t10 = {0};
        if (t9) {
            t10 = t8;
        }
        else {
            t10 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_html(c, o, t10))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t12 = f->v3;
        int64_t t13 = 0;
        for (int64_t t14 = 0; t14 < t12.n; t14++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t15 = t12.p + (t14) * 8;
            f->v5 = FL_AT(int64_t, t15, 0);
            if (!(f->v5 == 1)) continue;
            t13++;
        }
        if ((e = fl_write_int(o, t13))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t16 = f->v3;
        int64_t t17 = 0;
        for (int64_t t18 = 0; t18 < t16.n; t18++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t19 = t16.p + (t18) * 8;
            f->v6 = FL_AT(int64_t, t19, 0);
            if (!(f->v6 == 2)) continue;
            t17++;
        }
        if ((e = fl_write_int(o, t17))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t20 = ((fl_text){",", 1});
        fl_list t21 = f->v3;
        fl_text * t22 = (fl_text *)fl_rows(c, t21.n, sizeof(fl_text));
        if (!t22) return fl_fail(c, 7, FL_MEMORY);
        int64_t t23 = 0;
        fl_text t24 = {0};
        for (int64_t t25 = 0; t25 < t21.n; t25++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t26 = t21.p + (t25) * 8;
            f->v7 = FL_AT(int64_t, t26, 0);
            int64_t t27 = f->v7;
            fl_text t29 = n1[t27];
            fl_text t31 = {0};
            const fl_text t30[] = {t29};
            if ((e = fl_join(c, ((fl_text){0}), t30, 1, &t31))) return fl_fail(c, 8, e);
            t22[t23++] = t31;
        }
        if ((e = fl_join(c, t20, t22, t23, &t24))) return fl_fail(c, 7, e);
        if ((e = x_escape_esc_html(c, o, t24))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
     {
        int64_t t33 = 0;
        if ((FL_AT(int64_t, f->row, 8) != 0)) {
            t33 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
        }
        else {
            t33 = 0;
        }
        f->v8 = t33;
    }
     {
        int64_t t34 = 0;
        int t35 = 0;
        f->v9 = t34;
        f->h9 = t35;
    }
     {
        char * t36 = (char *)fl_rows(c, 1, 8);
        if (!t36) return fl_fail(c, 10, FL_MEMORY);
        FL_PUT(int64_t, (t36 + 0), 0) = 1;
        f->v10 = ((fl_list){t36, 1});
    }
    if ((e = fl_write(o, "<\057p>\012<p>", 8))) return fl_fail(c, 0, e);
     {
        f->v11 = f->v8;
    }
    do {
        if ((f->v11 == 2)) {
            if ((e = fl_write(o, "B", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v11 == 0)) {
            if ((e = fl_write(o, "I", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v11 == 1)) {
            if ((e = fl_write(o, "W", 1))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t37 = {0};
        int t38 = 0;
        if (f->h9) {
            t37 = n0[f->v9];
            t38 = 1;
        }
        fl_text t39 = {0};
        if (t38) {
            t39 = t37;
        }
        else {
            t39 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_html(c, o, t39))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t41 = f->v10;
        int64_t t42 = 0;
        for (int64_t t43 = 0; t43 < t41.n; t43++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t44 = t41.p + (t43) * 8;
            f->v12 = FL_AT(int64_t, t44, 0);
            if (!(f->v12 == 1)) continue;
            t42++;
        }
        if ((e = fl_write_int(o, t42))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t45 = f->v10;
        int64_t t46 = 0;
        for (int64_t t47 = 0; t47 < t45.n; t47++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t48 = t45.p + (t47) * 8;
            f->v13 = FL_AT(int64_t, t48, 0);
            if (!(f->v13 == 2)) continue;
            t46++;
        }
        if ((e = fl_write_int(o, t46))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t49 = ((fl_text){",", 1});
        fl_list t50 = f->v10;
        fl_text * t51 = (fl_text *)fl_rows(c, t50.n, sizeof(fl_text));
        if (!t51) return fl_fail(c, 7, FL_MEMORY);
        int64_t t52 = 0;
        fl_text t53 = {0};
        for (int64_t t54 = 0; t54 < t50.n; t54++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t55 = t50.p + (t54) * 8;
            f->v14 = FL_AT(int64_t, t55, 0);
            int64_t t56 = f->v14;
            fl_text t58 = n1[t56];
            fl_text t60 = {0};
            const fl_text t59[] = {t58};
            if ((e = fl_join(c, ((fl_text){0}), t59, 1, &t60))) return fl_fail(c, 8, e);
            t51[t52++] = t60;
        }
        if ((e = fl_join(c, t49, t51, t52, &t53))) return fl_fail(c, 7, e);
        if ((e = x_escape_esc_html(c, o, t53))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057p>\012<p>", 8))) return fl_fail(c, 0, e);
     {
        fl_list t62 = FL_AT(fl_list, f->row, 24);
        f->l0 = (fl_loop){t62.p, NULL, 0, t62.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t63 = fl_loop_row(&f->l0, f->l0.i , 8);
            f->v15 = FL_AT(int64_t, t63, 0);
             {
                f->v16 = ((const int64_t[]){1, 0})[f->v15];
            }
             {
                int64_t t64 = 0;
                int t65 = 0;
                f->v17 = t64;
                f->h17 = t65;
            }
             {
                char * t66 = (char *)fl_rows(c, 1, 8);
                if (!t66) return fl_fail(c, 10, FL_MEMORY);
                FL_PUT(int64_t, (t66 + 0), 0) = 1;
                f->v18 = ((fl_list){t66, 1});
            }
             {
                f->v19 = f->v16;
            }
            do {
                if ((f->v19 == 2)) {
                    if ((e = fl_write(o, "B", 1))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v19 == 0)) {
                    if ((e = fl_write(o, "I", 1))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v19 == 1)) {
                    if ((e = fl_write(o, "W", 1))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_text t67 = {0};
                int t68 = 0;
                if (f->h17) {
                    t67 = n0[f->v17];
                    t68 = 1;
                }
                fl_text t69 = {0};
                if (t68) {
                    t69 = t67;
                }
                else {
                    t69 = ((fl_text){"-", 1});
                }
                if ((e = x_escape_esc_html(c, o, t69))) return fl_fail(c, 2, e);
                if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_list t71 = f->v18;
                int64_t t72 = 0;
                for (int64_t t73 = 0; t73 < t71.n; t73++) {
                    if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
                    const char * t74 = t71.p + (t73) * 8;
                    f->v20 = FL_AT(int64_t, t74, 0);
                    if (!(f->v20 == 1)) continue;
                    t72++;
                }
                if ((e = fl_write_int(o, t72))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_list t75 = f->v18;
                int64_t t76 = 0;
                for (int64_t t77 = 0; t77 < t75.n; t77++) {
                    if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
                    const char * t78 = t75.p + (t77) * 8;
                    f->v21 = FL_AT(int64_t, t78, 0);
                    if (!(f->v21 == 2)) continue;
                    t76++;
                }
                if ((e = fl_write_int(o, t76))) return fl_fail(c, 6, e);
                if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_text t79 = ((fl_text){",", 1});
                fl_list t80 = f->v18;
                fl_text * t81 = (fl_text *)fl_rows(c, t80.n, sizeof(fl_text));
                if (!t81) return fl_fail(c, 7, FL_MEMORY);
                int64_t t82 = 0;
                fl_text t83 = {0};
                for (int64_t t84 = 0; t84 < t80.n; t84++) {
                    if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
                    const char * t85 = t80.p + (t84) * 8;
                    f->v22 = FL_AT(int64_t, t85, 0);
                    int64_t t86 = f->v22;
                    fl_text t88 = n1[t86];
                    fl_text t90 = {0};
                    const fl_text t89[] = {t88};
                    if ((e = fl_join(c, ((fl_text){0}), t89, 1, &t90))) return fl_fail(c, 8, e);
                    t81[t82++] = t90;
                }
                if ((e = fl_join(c, t79, t81, t82, &t83))) return fl_fail(c, 7, e);
                if ((e = x_escape_esc_html(c, o, t83))) return fl_fail(c, 9, e);
                if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
        }
    }
     {
        f->v23 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t92 = 0;
        int t93 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t92 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 16)];
            t93 = 1;
        }
        f->v24 = t92;
        f->h24 = t93;
    }
    if ((e = fl_write(o, "<\057p>\012<b>", 8))) return fl_fail(c, 0, e);
     {
        int64_t t94 = f->v23;
        fl_text t96 = n0[t94];
        if ((e = x_escape_esc_html(c, o, t96))) return fl_fail(c, 12, e);
        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = {0};
        if ((!(f->h24 != 0))) {
            t1 = ((fl_text){"none", 4});
        }
        else {
            fl_text t2 = {0};
            if ((f->v24 == 1)) {
                t2 = ((fl_text){"warned", 6});
            }
            else {
                t2 = ((fl_text){"told", 4});
            }
            t1 = t2;
        }
        if ((e = x_escape_esc_html(c, o, t1))) return fl_fail(c, 13, e);
        if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057b>\012", 5))) return fl_fail(c, 0, e);
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = r0_0(c, f, o))) return e;
    if ((e = r0_1(c, f, o))) return e;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v0 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t1 = 0;
        int t2 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t1 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 16)];
            t2 = 1;
        }
        f->v1 = t1;
        f->h1 = t2;
    }
     {
        fl_list t3 = FL_AT(fl_list, f->row, 24);
        char * t4 = (char *)fl_rows(c, t3.n, 8);
        if (!t4) return fl_fail(c, 1, FL_MEMORY);
        char * t5 = t4;
        for (int64_t t6 = 0; t6 < t3.n; t6++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t7 = t3.p + (t6) * 8;
            f->v2 = FL_AT(int64_t, t7, 0);
            FL_PUT(int64_t, t5, 0) = ((const int64_t[]){2, 0})[f->v2];
            t5 += 8;
        }
        f->v3 = ((fl_list){t4, t3.n});
    }
     {
        f->v4 = f->v0;
    }
    do {
        if ((f->v4 == 2)) {
            if ((e = fl_write(o, "B", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v4 == 0)) {
            if ((e = fl_write(o, "I", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v4 == 1)) {
            if ((e = fl_write(o, "W", 1))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t8 = {0};
        int t9 = 0;
        if (f->h1) {
            t8 = n0[f->v1];
            t9 = 1;
        }
        fl_text t10 = {0};
        if (t9) {
            t10 = t8;
        }
        else {
            t10 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_plain(c, o, t10))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t12 = f->v3;
        int64_t t13 = 0;
        for (int64_t t14 = 0; t14 < t12.n; t14++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t15 = t12.p + (t14) * 8;
            f->v5 = FL_AT(int64_t, t15, 0);
            if (!(f->v5 == 1)) continue;
            t13++;
        }
        if ((e = fl_write_int(o, t13))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t16 = f->v3;
        int64_t t17 = 0;
        for (int64_t t18 = 0; t18 < t16.n; t18++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t19 = t16.p + (t18) * 8;
            f->v6 = FL_AT(int64_t, t19, 0);
            if (!(f->v6 == 2)) continue;
            t17++;
        }
        if ((e = fl_write_int(o, t17))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t20 = ((fl_text){",", 1});
        fl_list t21 = f->v3;
        fl_text * t22 = (fl_text *)fl_rows(c, t21.n, sizeof(fl_text));
        if (!t22) return fl_fail(c, 7, FL_MEMORY);
        int64_t t23 = 0;
        fl_text t24 = {0};
        for (int64_t t25 = 0; t25 < t21.n; t25++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t26 = t21.p + (t25) * 8;
            f->v7 = FL_AT(int64_t, t26, 0);
            int64_t t27 = f->v7;
            fl_text t29 = n1[t27];
            fl_text t31 = {0};
            const fl_text t30[] = {t29};
            if ((e = fl_join(c, ((fl_text){0}), t30, 1, &t31))) return fl_fail(c, 8, e);
            t22[t23++] = t31;
        }
        if ((e = fl_join(c, t20, t22, t23, &t24))) return fl_fail(c, 7, e);
        if ((e = x_escape_esc_plain(c, o, t24))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
     {
        int64_t t33 = 0;
        if ((FL_AT(int64_t, f->row, 8) != 0)) {
            t33 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
        }
        else {
            t33 = 0;
        }
        f->v8 = t33;
    }
     {
        int64_t t34 = 0;
        int t35 = 0;
        f->v9 = t34;
        f->h9 = t35;
    }
     {
        char * t36 = (char *)fl_rows(c, 1, 8);
        if (!t36) return fl_fail(c, 10, FL_MEMORY);
        FL_PUT(int64_t, (t36 + 0), 0) = 1;
        f->v10 = ((fl_list){t36, 1});
    }
     {
        f->v11 = f->v8;
    }
    do {
        if ((f->v11 == 2)) {
            if ((e = fl_write(o, "\012\012B", 3))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v11 == 0)) {
            if ((e = fl_write(o, "\012\012I", 3))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v11 == 1)) {
            if ((e = fl_write(o, "\012\012W", 3))) return fl_fail(c, 0, e);
            break;
        }
        if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
    } while (0);
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t37 = {0};
        int t38 = 0;
        if (f->h9) {
            t37 = n0[f->v9];
            t38 = 1;
        }
        fl_text t39 = {0};
        if (t38) {
            t39 = t37;
        }
        else {
            t39 = ((fl_text){"-", 1});
        }
        if ((e = x_escape_esc_plain(c, o, t39))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t41 = f->v10;
        int64_t t42 = 0;
        for (int64_t t43 = 0; t43 < t41.n; t43++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t44 = t41.p + (t43) * 8;
            f->v12 = FL_AT(int64_t, t44, 0);
            if (!(f->v12 == 1)) continue;
            t42++;
        }
        if ((e = fl_write_int(o, t42))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_list t45 = f->v10;
        int64_t t46 = 0;
        for (int64_t t47 = 0; t47 < t45.n; t47++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t48 = t45.p + (t47) * 8;
            f->v13 = FL_AT(int64_t, t48, 0);
            if (!(f->v13 == 2)) continue;
            t46++;
        }
        if ((e = fl_write_int(o, t46))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
     {
        fl_text t49 = ((fl_text){",", 1});
        fl_list t50 = f->v10;
        fl_text * t51 = (fl_text *)fl_rows(c, t50.n, sizeof(fl_text));
        if (!t51) return fl_fail(c, 7, FL_MEMORY);
        int64_t t52 = 0;
        fl_text t53 = {0};
        for (int64_t t54 = 0; t54 < t50.n; t54++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t55 = t50.p + (t54) * 8;
            f->v14 = FL_AT(int64_t, t55, 0);
            int64_t t56 = f->v14;
            fl_text t58 = n1[t56];
            fl_text t60 = {0};
            const fl_text t59[] = {t58};
            if ((e = fl_join(c, ((fl_text){0}), t59, 1, &t60))) return fl_fail(c, 8, e);
            t51[t52++] = t60;
        }
        if ((e = fl_join(c, t49, t51, t52, &t53))) return fl_fail(c, 7, e);
        if ((e = x_escape_esc_plain(c, o, t53))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t62 = FL_AT(fl_list, f->row, 24);
        f->l0 = (fl_loop){t62.p, NULL, 0, t62.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t63 = fl_loop_row(&f->l0, f->l0.i , 8);
            f->v15 = FL_AT(int64_t, t63, 0);
             {
                f->v16 = ((const int64_t[]){1, 0})[f->v15];
            }
             {
                int64_t t64 = 0;
                int t65 = 0;
                f->v17 = t64;
                f->h17 = t65;
            }
             {
                char * t66 = (char *)fl_rows(c, 1, 8);
                if (!t66) return fl_fail(c, 10, FL_MEMORY);
                FL_PUT(int64_t, (t66 + 0), 0) = 1;
                f->v18 = ((fl_list){t66, 1});
            }
             {
                f->v19 = f->v16;
            }
            do {
                if ((f->v19 == 2)) {
                    if ((e = fl_write(o, "B", 1))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v19 == 0)) {
                    if ((e = fl_write(o, "I", 1))) return fl_fail(c, 0, e);
                    break;
                }
                if ((f->v19 == 1)) {
                    if ((e = fl_write(o, "W", 1))) return fl_fail(c, 0, e);
                    break;
                }
            } while (0);
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_text t67 = {0};
                int t68 = 0;
                if (f->h17) {
                    t67 = n0[f->v17];
                    t68 = 1;
                }
                fl_text t69 = {0};
                if (t68) {
                    t69 = t67;
                }
                else {
                    t69 = ((fl_text){"-", 1});
                }
                if ((e = x_escape_esc_plain(c, o, t69))) return fl_fail(c, 2, e);
                if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_list t71 = f->v18;
                int64_t t72 = 0;
                for (int64_t t73 = 0; t73 < t71.n; t73++) {
                    if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
                    const char * t74 = t71.p + (t73) * 8;
                    f->v20 = FL_AT(int64_t, t74, 0);
                    if (!(f->v20 == 1)) continue;
                    t72++;
                }
                if ((e = fl_write_int(o, t72))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_list t75 = f->v18;
                int64_t t76 = 0;
                for (int64_t t77 = 0; t77 < t75.n; t77++) {
                    if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
                    const char * t78 = t75.p + (t77) * 8;
                    f->v21 = FL_AT(int64_t, t78, 0);
                    if (!(f->v21 == 2)) continue;
                    t76++;
                }
                if ((e = fl_write_int(o, t76))) return fl_fail(c, 6, e);
                if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ":", 1))) return fl_fail(c, 0, e);
             {
                fl_text t79 = ((fl_text){",", 1});
                fl_list t80 = f->v18;
                fl_text * t81 = (fl_text *)fl_rows(c, t80.n, sizeof(fl_text));
                if (!t81) return fl_fail(c, 7, FL_MEMORY);
                int64_t t82 = 0;
                fl_text t83 = {0};
                for (int64_t t84 = 0; t84 < t80.n; t84++) {
                    if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
                    const char * t85 = t80.p + (t84) * 8;
                    f->v22 = FL_AT(int64_t, t85, 0);
                    int64_t t86 = f->v22;
                    fl_text t88 = n1[t86];
                    fl_text t90 = {0};
                    const fl_text t89[] = {t88};
                    if ((e = fl_join(c, ((fl_text){0}), t89, 1, &t90))) return fl_fail(c, 8, e);
                    t81[t82++] = t90;
                }
                if ((e = fl_join(c, t79, t81, t82, &t83))) return fl_fail(c, 7, e);
                if ((e = x_escape_esc_plain(c, o, t83))) return fl_fail(c, 9, e);
                if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
        }
    }
     {
        f->v23 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t92 = 0;
        int t93 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t92 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 16)];
            t93 = 1;
        }
        f->v24 = t92;
        f->h24 = t93;
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        int64_t t94 = f->v23;
        fl_text t96 = n0[t94];
        if ((e = x_escape_esc_plain(c, o, t96))) return fl_fail(c, 12, e);
        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " ", 1))) return fl_fail(c, 0, e);
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = {0};
        if ((!(f->h24 != 0))) {
            t1 = ((fl_text){"none", 4});
        }
        else {
            fl_text t2 = {0};
            if ((f->v24 == 1)) {
                t2 = ((fl_text){"warned", 6});
            }
            else {
                t2 = ((fl_text){"told", 4});
            }
            t1 = t2;
        }
        if ((e = x_escape_esc_plain(c, o, t1))) return fl_fail(c, 13, e);
        if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = r0_3(c, f, o))) return e;
    if ((e = r0_4(c, f, o))) return e;
    return e;
}
/* Layout fdb3019d197ba5e9291ef705ccacae29c84f655f28b195c2a1e3e3dff204de5f. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_2(c, &f, &c->parts[0]))) return e;
    f.limit = c->parts[1].n + FL_MAX_PART;
    if ((e = r0_5(c, &f, &c->parts[1]))) return e;
    return e;
}
    """
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
