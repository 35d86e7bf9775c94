# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
struct f0 {
    const char *row;
    int64_t limit;
    int64_t v0;
    const char * v1;
    fl_dec v2;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v0 = (FL_AT(fl_list, f->row, 16)).n;
    }
     {
        fl_list t1 = FL_AT(fl_list, f->row, 16);
        fl_i128 t2 = 0;
        int64_t t3 = 0;
        for (int64_t t4 = 0; t4 < t1.n; t4++) {
            if (fl_turn(c)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
            const char * t5 = t1.p + (t4) * 24;
            f->v1 = t5;
            t2 += FL_AT(int64_t, f->v1, 16);
            t3++;
        }
        fl_dec t6 = fl_dec_of_dec128(t2, t3 ? 2 : 0);
        f->v2 = t6;
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 27)) k = fl_room_at(o, f->limit, k, 27);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042Acme\042 <bill@acme.example>\000", 27);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 14)) k = fl_room_at(o, f->limit, k, 14);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Statement for ", 14);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\000", 1);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t2))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 10)) k = fl_room_at(o, f->limit, k, 10);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "statement\000", 10);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v3 = {0};
    int64_t v4 = 0; (void)v4;
    fl_text v5 = {0};
    const char * v6 = 0;
    fl_text v7 = {0};
    fl_i128 v8 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v3 = ((fl_text){"\346\202\250\345\245\275", 6});
    }
     {
        v4 = INT64_C(0);
    }
     {
        v5 = ((fl_text){"Acme & Co", 9});
    }
    if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<h\061>", 4);
     {
        fl_text t1 = v3;
        k = fl_html(o, f->limit, k, t1, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, ", ", 2);
     {
        fl_text t2 = v5;
        k = fl_html(o, f->limit, k, t2, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    k.w = fl_literal(k.w, ": ", 2);
     {
        fl_dec t3 = f->v2;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t3.e) + 13)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t3.e) + 13);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t3);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057h\061>\012<table>", 13);
     {
        fl_list t4 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t4.p, NULL, 0, t4.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<tr>", 4);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t5 = fl_loop_row(&l0, l0.i , 24);
            v6 = t5;
             {
                v7 = FL_AT(fl_text, v6, 0);
            }
             {
                int64_t t6 = FL_AT(int64_t, v6, 16);
                v8 = (fl_i128)t6;
            }
            if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<td>", 4);
             {
                fl_text t7 = v7;
                k = fl_html(o, f->limit, k, t7, 167);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                fl_i128 t8 = v8;
                k.w = fl_put_dec128(k.w, t8, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><td>", 9);
             {
                int64_t t9 = (l0.i + 1);
                k.w = fl_put_int(k.w, t9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
            }
            k.w = fl_literal(k.w, "\057", 1);
             {
                int64_t t10 = f->v0;
                k.w = fl_put_int(k.w, t10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><\057tr><tr>", 14);
            if (FL_RARE(k.w - 4 > k.end)) return fl_fail(c, 7, fl_over(k));
        }
        if (l0.n) k.w -= 4;
    }
    if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<\057table>\012<p>", 12);
     {
        fl_dec t11 = f->v2;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t11.e) + 5)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t11.e) + 5);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t11);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012", 5);
    do {
        if ((FL_AT(int64_t, f->row, 32) == 0)) {
            if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<p>", 3);
             {
                fl_text t12 = v5;
                k = fl_html(o, f->limit, k, t12, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            k.w = fl_literal(k.w, ", ", 2);
             {
                fl_text t13 = FL_AT(fl_text, f->row, 0);
                k = fl_html(o, f->limit, k, t13, 16);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
            }
            k.w = fl_literal(k.w, ", Taipei\012<\057p><p>", 16);
             {
                fl_text t14 = v3;
                k = fl_html(o, f->limit, k, t14, 13);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
            }
            k.w = fl_literal(k.w, ": thank you, ", 13);
             {
                fl_text t15 = FL_AT(fl_text, f->row, 0);
                k = fl_html(o, f->limit, k, t15, 4);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057p>", 4);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012\000", 3);
     {
        fl_text t16 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t16))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_6(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v3 = {0};
    int64_t v4 = 0; (void)v4;
    fl_text v5 = {0};
    const char * v6 = 0;
    fl_text v7 = {0};
    fl_i128 v8 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v3 = ((fl_text){"\346\202\250\345\245\275", 6});
    }
     {
        v4 = INT64_C(0);
    }
     {
        v5 = ((fl_text){"Acme & Co", 9});
    }
     {
        fl_text t1 = v3;
        k = fl_plain(o, f->limit, k, t1, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, ", ", 2);
     {
        fl_text t2 = v5;
        k = fl_plain(o, f->limit, k, t2, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    k.w = fl_literal(k.w, ": ", 2);
     {
        fl_dec t3 = f->v2;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t3.e) + 2)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t3.e) + 2);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t3);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\012", 2);
     {
        fl_list t4 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t4.p, NULL, 0, t4.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t5 = fl_loop_row(&l0, l0.i , 24);
            v6 = t5;
             {
                v7 = FL_AT(fl_text, v6, 0);
            }
             {
                int64_t t6 = FL_AT(int64_t, v6, 16);
                v8 = (fl_i128)t6;
            }
             {
                fl_text t7 = v7;
                k = fl_plain(o, f->limit, k, t7, 140);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                fl_i128 t8 = v8;
                k.w = fl_put_dec128(k.w, t8, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
            }
            k.w = fl_literal(k.w, "  ", 2);
             {
                int64_t t9 = (l0.i + 1);
                k.w = fl_put_int(k.w, t9);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
            }
            k.w = fl_literal(k.w, "\057", 1);
             {
                int64_t t10 = f->v0;
                k.w = fl_put_int(k.w, t10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012", 1);
     {
        fl_dec t11 = f->v2;
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t11.e) + 0)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t11.e) + 0);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t11);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    do {
        if ((FL_AT(int64_t, f->row, 32) == 0)) {
            if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012\012", 2);
             {
                fl_text t12 = v5;
                k = fl_plain(o, f->limit, k, t12, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 13, fl_over(k));
            }
            k.w = fl_literal(k.w, ", ", 2);
             {
                fl_text t13 = FL_AT(fl_text, f->row, 0);
                k = fl_plain(o, f->limit, k, t13, 10);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
            }
            k.w = fl_literal(k.w, ", Taipei\012\012", 10);
             {
                fl_text t14 = v3;
                k = fl_plain(o, f->limit, k, t14, 13);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
            }
            k.w = fl_literal(k.w, ": thank you, ", 13);
             {
                fl_text t15 = FL_AT(fl_text, f->row, 0);
                k = fl_plain(o, f->limit, k, t15, 0);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
            }
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\000", 2);
     {
        fl_text t16 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t16))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout 18477a22130d16df58b94e4626fbb35c0dba61487bcccd04a8a948d13f486575. */
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
    if (!c->left_out || !c->left_out[2]) {
        f.limit = c->parts[2].n + FL_MAX_PART;
        if ((e = r0_3(c, &f, &c->parts[2]))) return e;
    }
    if (!c->left_out || !c->left_out[3]) {
        f.limit = c->parts[3].n + FL_MAX_PART;
        if ((e = r0_4(c, &f, &c->parts[3]))) return e;
    }
    if (!c->left_out || !c->left_out[4]) {
        f.limit = c->parts[4].n + FL_MAX_PART;
        if ((e = r0_5(c, &f, &c->parts[4]))) return e;
    }
    if (!c->left_out || !c->left_out[5]) {
        f.limit = c->parts[5].n + FL_MAX_PART;
        if ((e = r0_6(c, &f, &c->parts[5]))) return e;
    }
    return e;
}
    """
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_header = m_escape.esc_header
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 6),)
ABI = FL_ABI
