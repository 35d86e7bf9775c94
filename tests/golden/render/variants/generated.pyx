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
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
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
    int64_t v2;
    int64_t v3;
    int64_t v4;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        int64_t t1 = FL_AT(int64_t, f->row, 0);
        fl_buf t2;
        if (fl_paper(c, 64, &t2)) return fl_fail(c, 1, FL_MEMORY);
        if ((e = fl_write_int(&t2, t1))) return fl_fail(c, 1, e);
        fl_text t3 = ((fl_text){"-", 1});
        int64_t t5 = FL_AT(int64_t, f->row, 8);
        fl_text t7 = n0[t5];
        fl_text t9 = {0};
        const fl_text t8[] = {((fl_text){t2.p, t2.n}), t3, t7};
        if ((e = fl_join(c, ((fl_text){0}), t8, 3, &t9))) return fl_fail(c, 2, e);
        f->v0 = t9;
    }
     {
        fl_text t10 = f->v0;
        int64_t t11 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000tone\000", 19}), t10, 2, &t11))) return fl_fail(c, 3, e);
        int64_t t12 = (t11 >= 1) + (t11 >= 2);
        f->v1 = t12;
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        int64_t t1 = FL_AT(int64_t, f->row, 0);
        if ((e = fl_write_int(o, t1))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "-", 1))) return fl_fail(c, 0, e);
     {
        int64_t t2 = FL_AT(int64_t, f->row, 8);
        fl_text t4 = n0[t2];
        if ((e = x_escape_esc_value(c, o, t4))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
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
        if ((e = x_escape_esc_header(c, o, t4))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\000", 1))) return fl_fail(c, 0, e);
     {
        int64_t t6 = FL_AT(int64_t, f->row, 0);
        if ((e = fl_write_int(o, t6))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "-", 1))) return fl_fail(c, 0, e);
     {
        int64_t t7 = FL_AT(int64_t, f->row, 8);
        fl_text t9 = n0[t7];
        if ((e = x_escape_esc_value(c, o, t9))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "hero=", 5))) return fl_fail(c, 0, e);
     {
        fl_text t1 = f->v0;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t1, 100, &t2))) return fl_fail(c, 8, e);
        int64_t t3 = (t2 >= 60);
        fl_text t5 = n1[t3];
        if ((e = x_escape_esc_header(c, o, t5))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " tone=", 6))) return fl_fail(c, 0, e);
     {
        int64_t t6 = f->v1;
        fl_text t8 = n2[t6];
        if ((e = x_escape_esc_header(c, o, t8))) return fl_fail(c, 10, e);
        if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\000", 1))) return fl_fail(c, 0, e);
     {
        int64_t t9 = FL_AT(int64_t, f->row, 0);
        if ((e = fl_write_int(o, t9))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "-", 1))) return fl_fail(c, 0, e);
     {
        int64_t t10 = FL_AT(int64_t, f->row, 8);
        fl_text t12 = n0[t10];
        if ((e = x_escape_esc_value(c, o, t12))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = f->v0;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t1, 100, &t2))) return fl_fail(c, 11, e);
        int64_t t3 = (t2 >= 60);
        f->v2 = t3;
    }
    do {
        if ((f->v2 == 0)) {
            if ((e = fl_write(o, "<h\061>New for you<\057h\061>\012", 21))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v2 == 1)) {
            if ((e = fl_write(o, "<h\061>Your offer<\057h\061>\012", 20))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
     {
        f->v3 = f->v1;
    }
    do {
        if ((f->v3 == 0)) {
            if ((e = fl_write(o, "<p>Please have a look.<\057p>\012", 27))) return fl_fail(c, 0, e);
            break;
        }
        int t4 = (f->v3 == 1);
        if (!t4) {
            t4 = (f->v3 == 2);
        }
        if (t4) {
            if ((e = fl_write(o, "<p>Look here!<\057p>\012", 18))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
     {
        fl_text t5 = f->v0;
        int64_t t6 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t5, 100, &t6))) return fl_fail(c, 12, e);
        int64_t t7 = (t6 >= 60);
        f->v4 = t7;
    }
    if ((e = fl_write(o, "<p>", 3))) return fl_fail(c, 0, e);
    do {
        if ((f->v4 == 0)) {
            if ((e = fl_write(o, "N", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v4 == 1)) {
            if ((e = fl_write(o, "K", 1))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
     {
        fl_text t8 = f->v0;
        int64_t t9 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000foot\000", 19}), t8, 1, &t9))) return fl_fail(c, 13, e);
        int64_t t10 = 0;
        fl_text t12 = n3[t10];
        if ((e = x_escape_esc_html(c, o, t12))) return fl_fail(c, 14, e);
        if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057p>\012\000", 6))) return fl_fail(c, 0, e);
     {
        int64_t t13 = FL_AT(int64_t, f->row, 0);
        if ((e = fl_write_int(o, t13))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "-", 1))) return fl_fail(c, 0, e);
     {
        int64_t t14 = FL_AT(int64_t, f->row, 8);
        fl_text t16 = n0[t14];
        if ((e = x_escape_esc_value(c, o, t16))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = f->v0;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t1, 100, &t2))) return fl_fail(c, 11, e);
        int64_t t3 = (t2 >= 60);
        f->v2 = t3;
    }
    do {
        if ((f->v2 == 0)) {
            if ((e = fl_write(o, "New for you\012\012", 13))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v2 == 1)) {
            if ((e = fl_write(o, "Your offer\012\012", 12))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
     {
        f->v3 = f->v1;
    }
    do {
        if ((f->v3 == 0)) {
            if ((e = fl_write(o, "Please have a look.\012\012", 21))) return fl_fail(c, 0, e);
            break;
        }
        int t4 = (f->v3 == 1);
        if (!t4) {
            t4 = (f->v3 == 2);
        }
        if (t4) {
            if ((e = fl_write(o, "Look here!\012\012", 12))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
     {
        fl_text t5 = f->v0;
        int64_t t6 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000hero\000", 19}), t5, 100, &t6))) return fl_fail(c, 12, e);
        int64_t t7 = (t6 >= 60);
        f->v4 = t7;
    }
    do {
        if ((f->v4 == 0)) {
            if ((e = fl_write(o, "N", 1))) return fl_fail(c, 0, e);
            break;
        }
        if ((f->v4 == 1)) {
            if ((e = fl_write(o, "K", 1))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
     {
        fl_text t8 = f->v0;
        int64_t t9 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000foot\000", 19}), t8, 1, &t9))) return fl_fail(c, 13, e);
        int64_t t10 = 0;
        fl_text t12 = n3[t10];
        if ((e = x_escape_esc_plain(c, o, t12))) return fl_fail(c, 14, e);
        if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012\000", 2))) return fl_fail(c, 0, e);
     {
        int64_t t13 = FL_AT(int64_t, f->row, 0);
        if ((e = fl_write_int(o, t13))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "-", 1))) return fl_fail(c, 0, e);
     {
        int64_t t14 = FL_AT(int64_t, f->row, 8);
        fl_text t16 = n0[t14];
        if ((e = x_escape_esc_value(c, o, t16))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    return e;
}
/* Layout 456be46d9a616a62930480f37157324c8ef0feecc0aee62e3c7f8f3d597a6568. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if ((e = r0_0(c, &f, NULL))) return e;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_1(c, &f, &c->parts[0]))) return e;
    f.limit = c->parts[1].n + FL_MAX_PART;
    if ((e = r0_2(c, &f, &c->parts[1]))) return e;
    f.limit = c->parts[2].n + FL_MAX_PART;
    if ((e = r0_3(c, &f, &c->parts[2]))) return e;
    f.limit = c->parts[3].n + FL_MAX_PART;
    if ((e = r0_4(c, &f, &c->parts[3]))) return e;
    f.limit = c->parts[4].n + FL_MAX_PART;
    if ((e = r0_5(c, &f, &c->parts[4]))) return e;
    return e;
}
    """
    int (*x_codes_share)(fl_ctx *, fl_text, fl_text, int64_t, int64_t *) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_codes_share = m_codes.share
x_escape_esc_header = m_escape.esc_header
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 5),)
ABI = FL_ABI
