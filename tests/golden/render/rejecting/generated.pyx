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
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    do {
        if ((FL_AT(int64_t, f->row, 16) < INT64_C(0))) {
             {
                fl_text t1 = ((fl_text){"age ", 4});
                int64_t t3 = FL_AT(int64_t, f->row, 16);
                fl_buf t4;
                if (fl_paper(c, 64, &t4)) return fl_fail(c, 2, FL_MEMORY);
                if ((e = fl_write_int(&t4, t3))) return fl_fail(c, 2, e);
                fl_text t5 = ((fl_text){" is negative", 12});
                fl_text t8 = {0};
                const fl_text t7[] = {t1, ((fl_text){t4.p, t4.n}), t5};
                if ((e = fl_join(c, ((fl_text){0}), t7, 3, &t8))) return fl_fail(c, 3, e);
                c->reason = t8;
                return fl_fail(c, 4, FL_REJECTED);
            }
            break;
        }
    } while (0);
    do {
        if ((FL_AT(int64_t, f->row, 16) > INT64_C(150))) {
             {
                fl_text t10 = ((fl_text){"too old: ", 9});
                fl_text t12 = FL_AT(fl_text, f->row, 0);
                fl_text t15 = {0};
                const fl_text t14[] = {t10, t12};
                if ((e = fl_join(c, ((fl_text){0}), t14, 2, &t15))) return fl_fail(c, 5, e);
                c->reason = t15;
                return fl_fail(c, 6, FL_SKIPPED);
            }
            break;
        }
    } while (0);
     {
        int64_t t17 = INT64_C(100);
        int64_t t18 = FL_AT(int64_t, f->row, 16);
        int64_t t19 = 0;
        if ((e = fl_int_div(t17, t18, &t19))) return fl_fail(c, 7, e);
        if ((e = fl_write_int(o, t19))) return fl_fail(c, 8, e);
        if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012\000", 2))) return fl_fail(c, 0, e);
     {
        fl_text t20 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t20))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
/* Layout d66ba589fe936825fbf316afa059367bdf8e981ef8724eb3367c836e2d3a99dc. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_0(c, &f, &c->parts[0]))) return e;
    f.limit = c->parts[1].n + FL_MAX_PART;
    if ((e = r0_1(c, &f, &c->parts[1]))) return e;
    return e;
}
    """
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 2),)
ABI = FL_ABI
