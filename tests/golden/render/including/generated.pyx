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
struct f0 {
    const char *row;
    int64_t limit;
    fl_text v0;
    fl_text v1;
    int64_t v2;
    fl_loop l0;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "Parts", 5))) return fl_fail(c, 0, e);
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "<div>\012", 6))) return fl_fail(c, 0, e);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t1.p, NULL, 0, t1.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t2 = fl_loop_row(&f->l0, f->l0.i , 16);
            f->v0 = FL_AT(fl_text, t2, 0);
             {
                f->v1 = f->v0;
            }
             {
                f->v2 = (f->l0.i + 1);
            }
            if ((e = fl_write(o, "<p>", 3))) return fl_fail(c, 0, e);
             {
                int64_t t3 = f->v2;
                if ((e = fl_write_int(o, t3))) return fl_fail(c, 2, e);
                if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ". ", 2))) return fl_fail(c, 0, e);
             {
                fl_text t4 = f->v1;
                if ((e = x_escape_esc_html(c, o, t4))) return fl_fail(c, 3, e);
                if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " of ", 4))) return fl_fail(c, 0, e);
             {
                fl_text t6 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_html(c, o, t6))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057p>\012", 5))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "{{ not an output }}\012", 20))) return fl_fail(c, 0, e);
     {
        fl_text t8 = ((fl_text){"{{", 2});
        if ((e = x_escape_esc_html(c, o, t8))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
     {
        fl_text t10 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_html(c, o, t10))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
     {
        fl_text t12 = ((fl_text){"}}", 2});
        if ((e = x_escape_esc_html(c, o, t12))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012<\057div>\012", 8))) return fl_fail(c, 0, e);
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_list t1 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t1.p, NULL, 0, t1.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t2 = fl_loop_row(&f->l0, f->l0.i , 16);
            f->v0 = FL_AT(fl_text, t2, 0);
             {
                f->v1 = f->v0;
            }
             {
                f->v2 = (f->l0.i + 1);
            }
             {
                int64_t t3 = f->v2;
                if ((e = fl_write_int(o, t3))) return fl_fail(c, 2, e);
                if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ". ", 2))) return fl_fail(c, 0, e);
             {
                fl_text t4 = f->v1;
                if ((e = x_escape_esc_plain(c, o, t4))) return fl_fail(c, 3, e);
                if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
            }
            if ((e = fl_write(o, " of ", 4))) return fl_fail(c, 0, e);
             {
                fl_text t6 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_plain(c, o, t6))) return fl_fail(c, 4, e);
                if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "{{ not an output }} ", 20))) return fl_fail(c, 0, e);
     {
        fl_text t8 = ((fl_text){"{{", 2});
        if ((e = x_escape_esc_plain(c, o, t8))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
     {
        fl_text t10 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_plain(c, o, t10))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
     {
        fl_text t12 = ((fl_text){"}}", 2});
        if ((e = x_escape_esc_plain(c, o, t12))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
    return e;
}
/* Layout 49f259ee6e33b03d5d27622d39abcfef6fcf5445a1a036828e853685eaae0fd6. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    f.limit = c->parts[0].n + FL_MAX_PART;
    if ((e = r0_0(c, &f, &c->parts[0]))) return e;
    f.limit = c->parts[1].n + FL_MAX_PART;
    if ((e = r0_1(c, &f, &c->parts[1]))) return e;
    f.limit = c->parts[2].n + FL_MAX_PART;
    if ((e = r0_2(c, &f, &c->parts[2]))) return e;
    return e;
}
    """
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
