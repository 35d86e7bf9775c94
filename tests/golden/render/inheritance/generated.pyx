# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport escape as m_escape
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
struct f0 {
    const char *row;
    int64_t limit;
    int64_t v0;
    const char * v1;
    fl_dec v2;
    fl_text v3;
    int64_t v4;
    fl_text v5;
    const char * v6;
    fl_text v7;
    fl_dec v8;
    fl_loop l0;
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
    if ((e = fl_write(o, "\042Acme\042 <bill@acme.example>\000", 27))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "Statement for ", 14))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\000", 1))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "statement\000", 10))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v3 = ((fl_text){"\346\202\250\345\245\275", 6});
    }
     {
        f->v4 = INT64_C(0);
    }
     {
        f->v5 = ((fl_text){"Acme & Co", 9});
    }
    if ((e = fl_write(o, "<h\061>", 4))) return fl_fail(c, 0, e);
     {
        fl_text t1 = f->v3;
        if ((e = x_escape_esc_html(c, o, t1))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ", ", 2))) return fl_fail(c, 0, e);
     {
        fl_text t3 = f->v5;
        if ((e = x_escape_esc_html(c, o, t3))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ": ", 2))) return fl_fail(c, 0, e);
     {
        fl_dec t5 = f->v2;
        if ((e = fl_write_dec(o, t5))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057h\061>\012<table>", 13))) return fl_fail(c, 0, e);
     {
        fl_list t6 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t7 = fl_loop_row(&f->l0, f->l0.i , 24);
            f->v6 = t7;
            if ((e = fl_write(o, "<tr>", 4))) return fl_fail(c, 0, e);
             {
                f->v7 = FL_AT(fl_text, f->v6, 0);
            }
             {
                f->v8 = fl_dec_of_dec64(FL_AT(int64_t, f->v6, 16), 2);
            }
            if ((e = fl_write(o, "<td>", 4))) return fl_fail(c, 0, e);
             {
                fl_text t8 = f->v7;
                if ((e = x_escape_esc_html(c, o, t8))) return fl_fail(c, 8, e);
                if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><td>", 9))) return fl_fail(c, 0, e);
             {
                fl_dec t10 = f->v8;
                if ((e = fl_write_dec(o, t10))) return fl_fail(c, 9, e);
                if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><td>", 9))) return fl_fail(c, 0, e);
             {
                int64_t t11 = (f->l0.i + 1);
                if ((e = fl_write_int(o, t11))) return fl_fail(c, 10, e);
                if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\057", 1))) return fl_fail(c, 0, e);
             {
                int64_t t12 = f->v0;
                if ((e = fl_write_int(o, t12))) return fl_fail(c, 11, e);
                if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><\057tr>", 10))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "<\057table>\012<p>", 12))) return fl_fail(c, 0, e);
     {
        fl_dec t13 = f->v2;
        if ((e = fl_write_dec(o, t13))) return fl_fail(c, 12, e);
        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "<\057p>\012", 5))) return fl_fail(c, 0, e);
    do {
        if ((FL_AT(int64_t, f->row, 32) == 0)) {
            if ((e = fl_write(o, "<p>", 3))) return fl_fail(c, 0, e);
             {
                fl_text t14 = f->v5;
                if ((e = x_escape_esc_html(c, o, t14))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ", ", 2))) return fl_fail(c, 0, e);
             {
                fl_text t16 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_html(c, o, t16))) return fl_fail(c, 14, e);
                if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ", Taipei\012<\057p><p>", 16))) return fl_fail(c, 0, e);
             {
                fl_text t18 = f->v3;
                if ((e = x_escape_esc_html(c, o, t18))) return fl_fail(c, 15, e);
                if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ": thank you, ", 13))) return fl_fail(c, 0, e);
             {
                fl_text t20 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_html(c, o, t20))) return fl_fail(c, 16, e);
                if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057p>", 4))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, "\012\012\000", 3))) return fl_fail(c, 0, e);
     {
        fl_text t22 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t22))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    return e;
}
static int r0_6(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        f->v3 = ((fl_text){"\346\202\250\345\245\275", 6});
    }
     {
        f->v4 = INT64_C(0);
    }
     {
        f->v5 = ((fl_text){"Acme & Co", 9});
    }
     {
        fl_text t1 = f->v3;
        if ((e = x_escape_esc_plain(c, o, t1))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ", ", 2))) return fl_fail(c, 0, e);
     {
        fl_text t3 = f->v5;
        if ((e = x_escape_esc_plain(c, o, t3))) return fl_fail(c, 5, e);
        if (o->n > f->limit) return fl_fail(c, 5, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ": ", 2))) return fl_fail(c, 0, e);
     {
        fl_dec t5 = f->v2;
        if ((e = fl_write_dec(o, t5))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
     {
        fl_list t6 = FL_AT(fl_list, f->row, 16);
        f->l0 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 7, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t7 = fl_loop_row(&f->l0, f->l0.i , 24);
            f->v6 = t7;
             {
                f->v7 = FL_AT(fl_text, f->v6, 0);
            }
             {
                f->v8 = fl_dec_of_dec64(FL_AT(int64_t, f->v6, 16), 2);
            }
             {
                fl_text t8 = f->v7;
                if ((e = x_escape_esc_plain(c, o, t8))) return fl_fail(c, 8, e);
                if (o->n > f->limit) return fl_fail(c, 8, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "  ", 2))) return fl_fail(c, 0, e);
             {
                fl_dec t10 = f->v8;
                if ((e = fl_write_dec(o, t10))) return fl_fail(c, 9, e);
                if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "  ", 2))) return fl_fail(c, 0, e);
             {
                int64_t t11 = (f->l0.i + 1);
                if ((e = fl_write_int(o, t11))) return fl_fail(c, 10, e);
                if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\057", 1))) return fl_fail(c, 0, e);
             {
                int64_t t12 = f->v0;
                if ((e = fl_write_int(o, t12))) return fl_fail(c, 11, e);
                if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
     {
        fl_dec t13 = f->v2;
        if ((e = fl_write_dec(o, t13))) return fl_fail(c, 12, e);
        if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
    }
    do {
        if ((FL_AT(int64_t, f->row, 32) == 0)) {
            if ((e = fl_write(o, "\012\012", 2))) return fl_fail(c, 0, e);
             {
                fl_text t14 = f->v5;
                if ((e = x_escape_esc_plain(c, o, t14))) return fl_fail(c, 13, e);
                if (o->n > f->limit) return fl_fail(c, 13, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ", ", 2))) return fl_fail(c, 0, e);
             {
                fl_text t16 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_plain(c, o, t16))) return fl_fail(c, 14, e);
                if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ", Taipei\012\012", 10))) return fl_fail(c, 0, e);
             {
                fl_text t18 = f->v3;
                if ((e = x_escape_esc_plain(c, o, t18))) return fl_fail(c, 15, e);
                if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ": thank you, ", 13))) return fl_fail(c, 0, e);
             {
                fl_text t20 = FL_AT(fl_text, f->row, 0);
                if ((e = x_escape_esc_plain(c, o, t20))) return fl_fail(c, 16, e);
                if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
            }
            break;
        }
    } while (0);
    if ((e = fl_write(o, "\012\000", 2))) return fl_fail(c, 0, e);
     {
        fl_text t22 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t22))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    return e;
}
/* Layout 18477a22130d16df58b94e4626fbb35c0dba61487bcccd04a8a948d13f486575. */
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
    f.limit = c->parts[5].n + FL_MAX_PART;
    if ((e = r0_6(c, &f, &c->parts[5]))) return e;
    return e;
}
    """
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_escape_esc_header = m_escape.esc_header
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_escape_esc_value = m_escape.esc_value
RENDERERS = (renderer(<fl_render>render_0, 6),)
ABI = FL_ABI
