# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport codes as m_codes
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_codes_share)(fl_ctx *, fl_text, fl_text, int64_t, int64_t *);
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
static const fl_text n0[] = {{"gold", 4}, {"basic", 5}};
static const fl_text n1[] = {{"new", 3}, {"known", 5}};
static const fl_text n2[] = {{"calm", 4}, {"loud", 4}, {"never", 5}};
static const fl_text n3[] = {{"only", 4}};
struct f0 {
    const char *row;
    int64_t limit;
    fl_text v0;
    int64_t v1;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        int64_t t1 = FL_AT(int64_t, f->row, 0);
        char * t2 = (char *)fl_alloc(&c->arena, 44);
        if (!t2) return fl_fail(c, 1, FL_MEMORY);
        fl_text t3 = ((fl_text){"-", 1});
        int64_t t4 = FL_AT(int64_t, f->row, 8);
        fl_text t5 = n0[t4];
        fl_text t7 = {0};
        const fl_text t6[] = {((fl_text){t2, fl_put_int(t2, t1) - t2}), t3, t5};
        if ((e = fl_join(c, ((fl_text){0}), t6, 3, &t7))) return fl_fail(c, 2, e);
        f->v0 = t7;
    }
     {
        fl_text t8 = f->v0;
        int64_t t9 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000tone\000", 19}), t8, 2, &t9))) return fl_fail(c, 3, e);
        int64_t t10 = (t9 >= 1) + (t9 >= 2);
        f->v1 = t10;
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        int64_t t1 = FL_AT(int64_t, f->row, 0);
        if (FL_RARE(k.end - k.w < 45)) k = fl_room_at(o, f->limit, k, 45);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_int(k.w, t1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "-", 1);
     {
        int64_t t2 = FL_AT(int64_t, f->row, 8);
        fl_text t3 = n0[t2];
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = f->v0;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t1, 100, &t2))) return fl_fail(c, 6, e);
        int64_t t3 = (t2 >= 60);
        fl_text t4 = {0};
        if ((t3 == 0)) {
            t4 = ((fl_text){"New for you", 11});
        }
        else {
            t4 = ((fl_text){"Your offer", 10});
        }
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t4))) return fl_fail(c, 7, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 46)) k = fl_room_at(o, f->limit, k, 46);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\000", 1);
     {
        int64_t t5 = FL_AT(int64_t, f->row, 0);
        k.w = fl_put_int(k.w, t5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "-", 1);
     {
        int64_t t6 = FL_AT(int64_t, f->row, 8);
        fl_text t7 = n0[t6];
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t7))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "hero=", 5);
     {
        fl_text t1 = f->v0;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t1, 100, &t2))) return fl_fail(c, 8, e);
        int64_t t3 = (t2 >= 60);
        fl_text t4 = n1[t3];
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t4))) return fl_fail(c, 9, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, " tone=", 6);
     {
        int64_t t5 = f->v1;
        fl_text t6 = n2[t5];
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t6))) return fl_fail(c, 10, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 46)) k = fl_room_at(o, f->limit, k, 46);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\000", 1);
     {
        int64_t t7 = FL_AT(int64_t, f->row, 0);
        k.w = fl_put_int(k.w, t7);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "-", 1);
     {
        int64_t t8 = FL_AT(int64_t, f->row, 8);
        fl_text t9 = n0[t8];
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t9))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int64_t v2 = 0;
    int64_t v3 = 0;
    int64_t v4 = 0;
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = f->v0;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t1, 100, &t2))) return fl_fail(c, 11, e);
        int64_t t3 = (t2 >= 60);
        v2 = t3;
    }
    do {
        if ((v2 == 0)) {
            if (FL_RARE(k.end - k.w < 21)) k = fl_room_at(o, f->limit, k, 21);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<h\061>New for you<\057h\061>\012", 21);
            break;
        }
        if ((v2 == 1)) {
            if (FL_RARE(k.end - k.w < 20)) k = fl_room_at(o, f->limit, k, 20);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<h\061>Your offer<\057h\061>\012", 20);
            break;
        }
    } while (0);
     {
        v3 = f->v1;
    }
    do {
        if ((v3 == 0)) {
            if (FL_RARE(k.end - k.w < 27)) k = fl_room_at(o, f->limit, k, 27);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<p>Please have a look.<\057p>\012", 27);
            break;
        }
        int t4 = (v3 == 1);
        if (!t4) {
            t4 = (v3 == 2);
        }
        if (t4) {
            if (FL_RARE(k.end - k.w < 18)) k = fl_room_at(o, f->limit, k, 18);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<p>Look here!<\057p>\012", 18);
            break;
        }
    } while (0);
     {
        fl_text t5 = f->v0;
        int64_t t6 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t5, 100, &t6))) return fl_fail(c, 12, e);
        int64_t t7 = (t6 >= 60);
        v4 = t7;
    }
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>", 3);
    do {
        if ((v4 == 0)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "N", 1);
            break;
        }
        if ((v4 == 1)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "K", 1);
            break;
        }
    } while (0);
     {
        fl_text t8 = f->v0;
        int64_t t9 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000foot\000", 19}), t8, 1, &t9))) return fl_fail(c, 13, e);
        int64_t t10 = 0;
        fl_text t11 = n3[t10];
        k = fl_html(o, f->limit, k, t11, 51);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012\000", 6);
     {
        int64_t t12 = FL_AT(int64_t, f->row, 0);
        k.w = fl_put_int(k.w, t12);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "-", 1);
     {
        int64_t t13 = FL_AT(int64_t, f->row, 8);
        fl_text t14 = n0[t13];
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t14))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int64_t v2 = 0;
    int64_t v3 = 0;
    int64_t v4 = 0;
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = f->v0;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t1, 100, &t2))) return fl_fail(c, 11, e);
        int64_t t3 = (t2 >= 60);
        v2 = t3;
    }
    do {
        if ((v2 == 0)) {
            if (FL_RARE(k.end - k.w < 13)) k = fl_room_at(o, f->limit, k, 13);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "New for you\012\012", 13);
            break;
        }
        if ((v2 == 1)) {
            if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "Your offer\012\012", 12);
            break;
        }
    } while (0);
     {
        v3 = f->v1;
    }
    do {
        if ((v3 == 0)) {
            if (FL_RARE(k.end - k.w < 21)) k = fl_room_at(o, f->limit, k, 21);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "Please have a look.\012\012", 21);
            break;
        }
        int t4 = (v3 == 1);
        if (!t4) {
            t4 = (v3 == 2);
        }
        if (t4) {
            if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "Look here!\012\012", 12);
            break;
        }
    } while (0);
     {
        fl_text t5 = f->v0;
        int64_t t6 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t5, 100, &t6))) return fl_fail(c, 12, e);
        int64_t t7 = (t6 >= 60);
        v4 = t7;
    }
    do {
        if ((v4 == 0)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "N", 1);
            break;
        }
        if ((v4 == 1)) {
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "K", 1);
            break;
        }
    } while (0);
     {
        fl_text t8 = f->v0;
        int64_t t9 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000foot\000", 19}), t8, 1, &t9))) return fl_fail(c, 13, e);
        int64_t t10 = 0;
        fl_text t11 = n3[t10];
        k = fl_plain(o, f->limit, k, t11, 47);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\000", 2);
     {
        int64_t t12 = FL_AT(int64_t, f->row, 0);
        k.w = fl_put_int(k.w, t12);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, "-", 1);
     {
        int64_t t13 = FL_AT(int64_t, f->row, 8);
        fl_text t14 = n0[t13];
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t14))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout 456be46d9a616a62930480f37157324c8ef0feecc0aee62e3c7f8f3d597a6568. */
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
    return e;
}
    """
    int (*x_codes_share)(fl_ctx *, fl_text, fl_text, int64_t, int64_t *) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_codes_share = m_codes.share
x_escape_esc_header = m_escape.esc_header
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 5),)
ABI = FL_ABI
