# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    do {
        if ((FL_AT(int64_t, f->row, 16) < INT64_C(0))) {
             {
                fl_text t1 = ((fl_text){"age ", 4});
                int64_t t2 = FL_AT(int64_t, f->row, 16);
                char * t3 = (char *)fl_alloc(&c->arena, 44);
                if (!t3) return fl_fail(c, 2, FL_MEMORY);
                fl_text t4 = ((fl_text){" is negative", 12});
                fl_text t6 = {0};
                const fl_text t5[] = {t1, ((fl_text){t3, fl_put_int(t3, t2) - t3}), t4};
                if ((e = fl_join(c, ((fl_text){0}), t5, 3, &t6))) return fl_fail(c, 3, e);
                c->reason = t6;
                return fl_fail(c, 4, FL_REJECTED);
            }
            break;
        }
    } while (0);
    do {
        if ((FL_AT(int64_t, f->row, 16) > INT64_C(150))) {
             {
                fl_text t7 = ((fl_text){"too old: ", 9});
                fl_text t8 = FL_AT(fl_text, f->row, 0);
                fl_text t10 = {0};
                const fl_text t9[] = {t7, t8};
                if ((e = fl_join(c, ((fl_text){0}), t9, 2, &t10))) return fl_fail(c, 5, e);
                c->reason = t10;
                return fl_fail(c, 6, FL_SKIPPED);
            }
            break;
        }
    } while (0);
     {
        int64_t t11 = INT64_C(100);
        int64_t t12 = FL_AT(int64_t, f->row, 16);
        int64_t t13 = 0;
        if ((e = fl_int_div(t11, t12, &t13))) return fl_fail(c, 7, e);
        if (FL_RARE(k.end - k.w < 46)) k = fl_room_at(o, f->limit, k, 46);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_int(k.w, t13);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\000", 2);
     {
        fl_text t14 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t14))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout d66ba589fe936825fbf316afa059367bdf8e981ef8724eb3367c836e2d3a99dc. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if (!c->left_out || !c->left_out[0]) {
        f.limit = c->parts[0].n + FL_MAX_PART;
        if ((e = r0_0(c, &f, &c->parts[0]))) return e;
    }
    if (!c->left_out || !c->left_out[1]) {
        f.limit = c->parts[1].n + FL_MAX_PART;
        if ((e = r0_1(c, &f, &c->parts[1]))) return e;
    }
    return e;
}
    """
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
