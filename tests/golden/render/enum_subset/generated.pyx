# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
cdef extern from *:
    r"""
#include "engine.h"
static const fl_text n0[] = {{"bad", 3}, {"info", 4}, {"warn", 4}};
static const fl_text n1[] = {{"info", 4}, {"bad", 3}, {"warn", 4}};
struct f0 {
    const char *row;
    int64_t limit;
    int64_t v24;
    int h24;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int64_t v0 = 0;
    int64_t v1 = 0;
    int h1 = 0;
    int64_t v2 = 0;
    fl_list v3 = {0};
    int64_t v4 = 0;
    int64_t v5 = 0;
    int64_t v6 = 0;
    int64_t v7 = 0;
    int64_t v8 = 0;
    int64_t v9 = 0;
    int h9 = 0;
    fl_list v10 = {0};
    int64_t v11 = 0;
    int64_t v12 = 0;
    int64_t v13 = 0;
    int64_t v14 = 0;
    int64_t v15 = 0;
    int64_t v16 = 0;
    int64_t v17 = 0;
    int h17 = 0;
    fl_list v18 = {0};
    int64_t v19 = 0;
    int64_t v20 = 0;
    int64_t v21 = 0;
    int64_t v22 = 0;
    int64_t v23 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v0 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t1 = 0;
        int t2 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t1 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 16)];
            t2 = 1;
        }
        v1 = t1;
        h1 = t2;
    }
     {
        fl_list t3 = FL_AT(fl_list, f->row, 24);
        char * t4 = (char *)fl_rows(c, t3.n, 8);
        if (!t4) return fl_fail(c, 1, FL_MEMORY);
        char * t5 = t4;
        for (int64_t t6 = 0; t6 < t3.n; t6++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t7 = t3.p + (t6) * 8;
            v2 = FL_AT(int64_t, t7, 0);
            FL_PUT(int64_t, t5, 0) = ((const int64_t[]){2, 0})[v2];
            t5 += 8;
        }
        v3 = ((fl_list){t4, t3.n});
    }
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>", 3);
     {
        v4 = v0;
    }
    do {
        if ((v4 == 2)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "B", 1);
            break;
        }
        if ((v4 == 0)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "I", 1);
            break;
        }
        if ((v4 == 1)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "W", 1);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t8 = {0};
        int t9 = 0;
        if (h1) {
            t8 = n0[v1];
            t9 = 1;
        }
        fl_text t10 = fl_text_or(t9, t8, ((fl_text){"-", 1}));
        k = fl_html(o, f->limit, k, t10, 91);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t11 = v3;
        int64_t t12 = 0;
        for (int64_t t13 = 0; t13 < t11.n; t13++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t14 = t11.p + (t13) * 8;
            v5 = FL_AT(int64_t, t14, 0);
            if (!(v5 == 1)) continue;
            t12++;
        }
        k.w = fl_put_int(k.w, t12);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t15 = v3;
        int64_t t16 = 0;
        for (int64_t t17 = 0; t17 < t15.n; t17++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t18 = t15.p + (t17) * 8;
            v6 = FL_AT(int64_t, t18, 0);
            if (!(v6 == 2)) continue;
            t16++;
        }
        k.w = fl_put_int(k.w, t16);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t19 = ((fl_text){",", 1});
        fl_list t20 = v3;
        fl_text * t21 = (fl_text *)fl_rows(c, t20.n, sizeof(fl_text));
        if (!t21) return fl_fail(c, 7, FL_MEMORY);
        int64_t t22 = 0;
        fl_text t23 = {0};
        for (int64_t t24 = 0; t24 < t20.n; t24++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t25 = t20.p + (t24) * 8;
            v7 = FL_AT(int64_t, t25, 0);
            int64_t t26 = v7;
            fl_text t27 = n1[t26];
            fl_text t29 = {0};
            const fl_text t28[] = {t27};
            if ((e = fl_join(c, ((fl_text){0}), t28, 1, &t29))) return fl_fail(c, 8, e);
            t21[t22++] = t29;
        }
        if ((e = fl_join(c, t19, t21, t22, &t23))) return fl_fail(c, 7, e);
        k = fl_html(o, f->limit, k, t23, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
     {
        int64_t t30 = 0;
        if ((FL_AT(int64_t, f->row, 8) != 0)) {
            t30 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
        }
        else {
            t30 = 0;
        }
        v8 = t30;
    }
     {
        int64_t t31 = 0;
        int t32 = 0;
        v9 = t31;
        h9 = t32;
    }
     {
        char * t33 = (char *)fl_rows(c, 1, 8);
        if (!t33) return fl_fail(c, 10, FL_MEMORY);
        FL_PUT(int64_t, (t33 + 0), 0) = 1;
        v10 = ((fl_list){t33, 1});
    }
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        v11 = v8;
    }
    do {
        if ((v11 == 2)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "B", 1);
            break;
        }
        if ((v11 == 0)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "I", 1);
            break;
        }
        if ((v11 == 1)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "W", 1);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t34 = {0};
        int t35 = 0;
        if (h9) {
            t34 = n0[v9];
            t35 = 1;
        }
        fl_text t36 = fl_text_or(t35, t34, ((fl_text){"-", 1}));
        k = fl_html(o, f->limit, k, t36, 91);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t37 = v10;
        int64_t t38 = 0;
        for (int64_t t39 = 0; t39 < t37.n; t39++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t40 = t37.p + (t39) * 8;
            v12 = FL_AT(int64_t, t40, 0);
            if (!(v12 == 1)) continue;
            t38++;
        }
        k.w = fl_put_int(k.w, t38);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t41 = v10;
        int64_t t42 = 0;
        for (int64_t t43 = 0; t43 < t41.n; t43++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t44 = t41.p + (t43) * 8;
            v13 = FL_AT(int64_t, t44, 0);
            if (!(v13 == 2)) continue;
            t42++;
        }
        k.w = fl_put_int(k.w, t42);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t45 = ((fl_text){",", 1});
        fl_list t46 = v10;
        fl_text * t47 = (fl_text *)fl_rows(c, t46.n, sizeof(fl_text));
        if (!t47) return fl_fail(c, 7, FL_MEMORY);
        int64_t t48 = 0;
        fl_text t49 = {0};
        for (int64_t t50 = 0; t50 < t46.n; t50++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t51 = t46.p + (t50) * 8;
            v14 = FL_AT(int64_t, t51, 0);
            int64_t t52 = v14;
            fl_text t53 = n1[t52];
            fl_text t55 = {0};
            const fl_text t54[] = {t53};
            if ((e = fl_join(c, ((fl_text){0}), t54, 1, &t55))) return fl_fail(c, 8, e);
            t47[t48++] = t55;
        }
        if ((e = fl_join(c, t45, t47, t48, &t49))) return fl_fail(c, 7, e);
        k = fl_html(o, f->limit, k, t49, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_list t56 = FL_AT(fl_list, f->row, 24);
        l0 = (fl_loop){t56.p, NULL, 0, t56.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t57 = fl_loop_row(&l0, l0.i , 8);
            v15 = FL_AT(int64_t, t57, 0);
             {
                v16 = ((const int64_t[]){1, 0})[v15];
            }
             {
                int64_t t58 = 0;
                int t59 = 0;
                v17 = t58;
                h17 = t59;
            }
             {
                char * t60 = (char *)fl_rows(c, 1, 8);
                if (!t60) return fl_fail(c, 10, FL_MEMORY);
                FL_PUT(int64_t, (t60 + 0), 0) = 1;
                v18 = ((fl_list){t60, 1});
            }
             {
                v19 = v16;
            }
            do {
                if ((v19 == 2)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "B", 1);
                    break;
                }
                if ((v19 == 0)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "I", 1);
                    break;
                }
                if ((v19 == 1)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "W", 1);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_text t61 = {0};
                int t62 = 0;
                if (h17) {
                    t61 = n0[v17];
                    t62 = 1;
                }
                fl_text t63 = fl_text_or(t62, t61, ((fl_text){"-", 1}));
                k = fl_html(o, f->limit, k, t63, 91);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
            }
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_list t64 = v18;
                int64_t t65 = 0;
                for (int64_t t66 = 0; t66 < t64.n; t66++) {
                    if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
                    const char * t67 = t64.p + (t66) * 8;
                    v20 = FL_AT(int64_t, t67, 0);
                    if (!(v20 == 1)) continue;
                    t65++;
                }
                k.w = fl_put_int(k.w, t65);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_list t68 = v18;
                int64_t t69 = 0;
                for (int64_t t70 = 0; t70 < t68.n; t70++) {
                    if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
                    const char * t71 = t68.p + (t70) * 8;
                    v21 = FL_AT(int64_t, t71, 0);
                    if (!(v21 == 2)) continue;
                    t69++;
                }
                k.w = fl_put_int(k.w, t69);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_text t72 = ((fl_text){",", 1});
                fl_list t73 = v18;
                fl_text * t74 = (fl_text *)fl_rows(c, t73.n, sizeof(fl_text));
                if (!t74) return fl_fail(c, 7, FL_MEMORY);
                int64_t t75 = 0;
                fl_text t76 = {0};
                for (int64_t t77 = 0; t77 < t73.n; t77++) {
                    if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
                    const char * t78 = t73.p + (t77) * 8;
                    v22 = FL_AT(int64_t, t78, 0);
                    int64_t t79 = v22;
                    fl_text t80 = n1[t79];
                    fl_text t82 = {0};
                    const fl_text t81[] = {t80};
                    if ((e = fl_join(c, ((fl_text){0}), t81, 1, &t82))) return fl_fail(c, 8, e);
                    t74[t75++] = t82;
                }
                if ((e = fl_join(c, t72, t74, t75, &t76))) return fl_fail(c, 7, e);
                k = fl_html(o, f->limit, k, t76, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
        }
    }
     {
        v23 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t83 = 0;
        int t84 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t83 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 16)];
            t84 = 1;
        }
        f->v24 = t83;
        f->h24 = t84;
    }
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057p>\012<b>", 8);
     {
        int64_t t85 = v23;
        fl_text t86 = n0[t85];
        k = fl_html(o, f->limit, k, t86, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
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
        k = fl_html(o, f->limit, k, t1, 5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057b>\012", 5);
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
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int64_t v0 = 0;
    int64_t v1 = 0;
    int h1 = 0;
    int64_t v2 = 0;
    fl_list v3 = {0};
    int64_t v4 = 0;
    int64_t v5 = 0;
    int64_t v6 = 0;
    int64_t v7 = 0;
    int64_t v8 = 0;
    int64_t v9 = 0;
    int h9 = 0;
    fl_list v10 = {0};
    int64_t v11 = 0;
    int64_t v12 = 0;
    int64_t v13 = 0;
    int64_t v14 = 0;
    int64_t v15 = 0;
    int64_t v16 = 0;
    int64_t v17 = 0;
    int h17 = 0;
    fl_list v18 = {0};
    int64_t v19 = 0;
    int64_t v20 = 0;
    int64_t v21 = 0;
    int64_t v22 = 0;
    int64_t v23 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v0 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t1 = 0;
        int t2 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t1 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 16)];
            t2 = 1;
        }
        v1 = t1;
        h1 = t2;
    }
     {
        fl_list t3 = FL_AT(fl_list, f->row, 24);
        char * t4 = (char *)fl_rows(c, t3.n, 8);
        if (!t4) return fl_fail(c, 1, FL_MEMORY);
        char * t5 = t4;
        for (int64_t t6 = 0; t6 < t3.n; t6++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t7 = t3.p + (t6) * 8;
            v2 = FL_AT(int64_t, t7, 0);
            FL_PUT(int64_t, t5, 0) = ((const int64_t[]){2, 0})[v2];
            t5 += 8;
        }
        v3 = ((fl_list){t4, t3.n});
    }
     {
        v4 = v0;
    }
    do {
        if ((v4 == 2)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "B", 1);
            break;
        }
        if ((v4 == 0)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "I", 1);
            break;
        }
        if ((v4 == 1)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "W", 1);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t8 = {0};
        int t9 = 0;
        if (h1) {
            t8 = n0[v1];
            t9 = 1;
        }
        fl_text t10 = fl_text_or(t9, t8, ((fl_text){"-", 1}));
        k = fl_plain(o, f->limit, k, t10, 91);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t11 = v3;
        int64_t t12 = 0;
        for (int64_t t13 = 0; t13 < t11.n; t13++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t14 = t11.p + (t13) * 8;
            v5 = FL_AT(int64_t, t14, 0);
            if (!(v5 == 1)) continue;
            t12++;
        }
        k.w = fl_put_int(k.w, t12);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t15 = v3;
        int64_t t16 = 0;
        for (int64_t t17 = 0; t17 < t15.n; t17++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t18 = t15.p + (t17) * 8;
            v6 = FL_AT(int64_t, t18, 0);
            if (!(v6 == 2)) continue;
            t16++;
        }
        k.w = fl_put_int(k.w, t16);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t19 = ((fl_text){",", 1});
        fl_list t20 = v3;
        fl_text * t21 = (fl_text *)fl_rows(c, t20.n, sizeof(fl_text));
        if (!t21) return fl_fail(c, 7, FL_MEMORY);
        int64_t t22 = 0;
        fl_text t23 = {0};
        for (int64_t t24 = 0; t24 < t20.n; t24++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t25 = t20.p + (t24) * 8;
            v7 = FL_AT(int64_t, t25, 0);
            int64_t t26 = v7;
            fl_text t27 = n1[t26];
            fl_text t29 = {0};
            const fl_text t28[] = {t27};
            if ((e = fl_join(c, ((fl_text){0}), t28, 1, &t29))) return fl_fail(c, 8, e);
            t21[t22++] = t29;
        }
        if ((e = fl_join(c, t19, t21, t22, &t23))) return fl_fail(c, 7, e);
        k = fl_plain(o, f->limit, k, t23, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
     {
        int64_t t30 = 0;
        if ((FL_AT(int64_t, f->row, 8) != 0)) {
            t30 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 0)];
        }
        else {
            t30 = 0;
        }
        v8 = t30;
    }
     {
        int64_t t31 = 0;
        int t32 = 0;
        v9 = t31;
        h9 = t32;
    }
     {
        char * t33 = (char *)fl_rows(c, 1, 8);
        if (!t33) return fl_fail(c, 10, FL_MEMORY);
        FL_PUT(int64_t, (t33 + 0), 0) = 1;
        v10 = ((fl_list){t33, 1});
    }
     {
        v11 = v8;
    }
    do {
        if ((v11 == 2)) {
            if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012\012B", 3);
            break;
        }
        if ((v11 == 0)) {
            if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012\012I", 3);
            break;
        }
        if ((v11 == 1)) {
            if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012\012W", 3);
            break;
        }
        if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_literal(k.w, "\012\012", 2);
    } while (0);
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t34 = {0};
        int t35 = 0;
        if (h9) {
            t34 = n0[v9];
            t35 = 1;
        }
        fl_text t36 = fl_text_or(t35, t34, ((fl_text){"-", 1}));
        k = fl_plain(o, f->limit, k, t36, 91);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t37 = v10;
        int64_t t38 = 0;
        for (int64_t t39 = 0; t39 < t37.n; t39++) {
            if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
            const char * t40 = t37.p + (t39) * 8;
            v12 = FL_AT(int64_t, t40, 0);
            if (!(v12 == 1)) continue;
            t38++;
        }
        k.w = fl_put_int(k.w, t38);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_list t41 = v10;
        int64_t t42 = 0;
        for (int64_t t43 = 0; t43 < t41.n; t43++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t44 = t41.p + (t43) * 8;
            v13 = FL_AT(int64_t, t44, 0);
            if (!(v13 == 2)) continue;
            t42++;
        }
        k.w = fl_put_int(k.w, t42);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, ":", 1);
     {
        fl_text t45 = ((fl_text){",", 1});
        fl_list t46 = v10;
        fl_text * t47 = (fl_text *)fl_rows(c, t46.n, sizeof(fl_text));
        if (!t47) return fl_fail(c, 7, FL_MEMORY);
        int64_t t48 = 0;
        fl_text t49 = {0};
        for (int64_t t50 = 0; t50 < t46.n; t50++) {
            if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
            const char * t51 = t46.p + (t50) * 8;
            v14 = FL_AT(int64_t, t51, 0);
            int64_t t52 = v14;
            fl_text t53 = n1[t52];
            fl_text t55 = {0};
            const fl_text t54[] = {t53};
            if ((e = fl_join(c, ((fl_text){0}), t54, 1, &t55))) return fl_fail(c, 8, e);
            t47[t48++] = t55;
        }
        if ((e = fl_join(c, t45, t47, t48, &t49))) return fl_fail(c, 7, e);
        k = fl_plain(o, f->limit, k, t49, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t56 = FL_AT(fl_list, f->row, 24);
        l0 = (fl_loop){t56.p, NULL, 0, t56.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t57 = fl_loop_row(&l0, l0.i , 8);
            v15 = FL_AT(int64_t, t57, 0);
             {
                v16 = ((const int64_t[]){1, 0})[v15];
            }
             {
                int64_t t58 = 0;
                int t59 = 0;
                v17 = t58;
                h17 = t59;
            }
             {
                char * t60 = (char *)fl_rows(c, 1, 8);
                if (!t60) return fl_fail(c, 10, FL_MEMORY);
                FL_PUT(int64_t, (t60 + 0), 0) = 1;
                v18 = ((fl_list){t60, 1});
            }
             {
                v19 = v16;
            }
            do {
                if ((v19 == 2)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "B", 1);
                    break;
                }
                if ((v19 == 0)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "I", 1);
                    break;
                }
                if ((v19 == 1)) {
                    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
                    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                    k.w = fl_literal(k.w, "W", 1);
                    break;
                }
            } while (0);
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_text t61 = {0};
                int t62 = 0;
                if (h17) {
                    t61 = n0[v17];
                    t62 = 1;
                }
                fl_text t63 = fl_text_or(t62, t61, ((fl_text){"-", 1}));
                k = fl_plain(o, f->limit, k, t63, 91);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
            }
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_list t64 = v18;
                int64_t t65 = 0;
                for (int64_t t66 = 0; t66 < t64.n; t66++) {
                    if (fl_turn(c)) return fl_fail(c, 3, FL_TOO_MANY_TURNS);
                    const char * t67 = t64.p + (t66) * 8;
                    v20 = FL_AT(int64_t, t67, 0);
                    if (!(v20 == 1)) continue;
                    t65++;
                }
                k.w = fl_put_int(k.w, t65);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_list t68 = v18;
                int64_t t69 = 0;
                for (int64_t t70 = 0; t70 < t68.n; t70++) {
                    if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
                    const char * t71 = t68.p + (t70) * 8;
                    v21 = FL_AT(int64_t, t71, 0);
                    if (!(v21 == 2)) continue;
                    t69++;
                }
                k.w = fl_put_int(k.w, t69);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
            }
            k.w = fl_literal(k.w, ":", 1);
             {
                fl_text t72 = ((fl_text){",", 1});
                fl_list t73 = v18;
                fl_text * t74 = (fl_text *)fl_rows(c, t73.n, sizeof(fl_text));
                if (!t74) return fl_fail(c, 7, FL_MEMORY);
                int64_t t75 = 0;
                fl_text t76 = {0};
                for (int64_t t77 = 0; t77 < t73.n; t77++) {
                    if (fl_turn(c)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
                    const char * t78 = t73.p + (t77) * 8;
                    v22 = FL_AT(int64_t, t78, 0);
                    int64_t t79 = v22;
                    fl_text t80 = n1[t79];
                    fl_text t82 = {0};
                    const fl_text t81[] = {t80};
                    if ((e = fl_join(c, ((fl_text){0}), t81, 1, &t82))) return fl_fail(c, 8, e);
                    t74[t75++] = t82;
                }
                if ((e = fl_join(c, t72, t74, t75, &t76))) return fl_fail(c, 7, e);
                k = fl_plain(o, f->limit, k, t76, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
            }
            k.w = fl_literal(k.w, " ", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
        }
    }
     {
        v23 = ((const int64_t[]){2, 1})[FL_AT(int64_t, f->row, 0)];
    }
     {
        int64_t t83 = 0;
        int t84 = 0;
        if (FL_AT(int64_t, f->row, 8)) {
            t83 = ((const int64_t[]){1, 0})[FL_AT(int64_t, f->row, 16)];
            t84 = 1;
        }
        f->v24 = t83;
        f->h24 = t84;
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        int64_t t85 = v23;
        fl_text t86 = n0[t85];
        k = fl_plain(o, f->limit, k, t86, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
    o->n = k.w - o->p;
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
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
        k = fl_plain(o, f->limit, k, t1, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    o->n = k.w - o->p;
    if ((e = r0_3(c, f, o))) return e;
    k = fl_open(o, f->limit);
    o->n = k.w - o->p;
    if ((e = r0_4(c, f, o))) return e;
    k = fl_open(o, f->limit);
    o->n = k.w - o->p;
    return e;
}
/* Layout fdb3019d197ba5e9291ef705ccacae29c84f655f28b195c2a1e3e3dff204de5f. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if (!c->left_out || !c->left_out[0]) {
        f.limit = c->parts[0].n + FL_MAX_PART;
        if ((e = r0_2(c, &f, &c->parts[0]))) return e;
    }
    if (!c->left_out || !c->left_out[1]) {
        f.limit = c->parts[1].n + FL_MAX_PART;
        if ((e = r0_5(c, &f, &c->parts[1]))) return e;
    }
    return e;
}
    """
    int render_0(fl_ctx *c, const char *row) noexcept nogil
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
