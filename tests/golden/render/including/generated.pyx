# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
cdef extern from *:
    r"""
#include "engine.h"
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Parts", 5);
    o->n = k.w - o->p;
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0};
    fl_text v1 = {0};
    int64_t v2 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<div>\012", 6);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t1.p, NULL, 0, t1.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "<p>", 3);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t2 = fl_loop_row(&l0, l0.i , 16);
            v0 = FL_AT(fl_text, t2, 0);
             {
                v1 = v0;
            }
             {
                v2 = (l0.i + 1);
            }
             {
                int64_t t3 = v2;
                if (FL_RARE(k.end - k.w < 46)) k = fl_room_at(o, f->limit, k, 46);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t3);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
            }
            k.w = fl_literal(k.w, ". ", 2);
             {
                fl_text t4 = v1;
                k = fl_html(o, f->limit, k, t4, 4);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
            }
            k.w = fl_literal(k.w, " of ", 4);
             {
                fl_text t5 = FL_AT(fl_text, f->row, 0);
                k = fl_html(o, f->limit, k, t5, 8);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
            if (FL_RARE(k.w - 3 > k.end)) return fl_fail(c, 1, fl_over(k));
        }
        if (l0.n) k.w -= 3;
    }
    if (FL_RARE(k.end - k.w < 20)) k = fl_room_at(o, f->limit, k, 20);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "{{ not an output }}\012", 20);
     {
        fl_text t6 = ((fl_text){"{{", 2});
        k = fl_html(o, f->limit, k, t6, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
     {
        fl_text t7 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t7, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
     {
        fl_text t8 = ((fl_text){"}}", 2});
        k = fl_html(o, f->limit, k, t8, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012<\057div>\012", 8);
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    fl_text v0 = {0};
    fl_text v1 = {0};
    int64_t v2 = 0;
    fl_loop l0 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 16);
        l0 = (fl_loop){t1.p, NULL, 0, t1.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 1, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t2 = fl_loop_row(&l0, l0.i , 16);
            v0 = FL_AT(fl_text, t2, 0);
             {
                v1 = v0;
            }
             {
                v2 = (l0.i + 1);
            }
             {
                int64_t t3 = v2;
                if (FL_RARE(k.end - k.w < 46)) k = fl_room_at(o, f->limit, k, 46);
                if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
                k.w = fl_put_int(k.w, t3);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
            }
            k.w = fl_literal(k.w, ". ", 2);
             {
                fl_text t4 = v1;
                k = fl_plain(o, f->limit, k, t4, 4);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
            }
            k.w = fl_literal(k.w, " of ", 4);
             {
                fl_text t5 = FL_AT(fl_text, f->row, 0);
                k = fl_plain(o, f->limit, k, t5, 2);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012\012", 2);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
        }
    }
    if (FL_RARE(k.end - k.w < 20)) k = fl_room_at(o, f->limit, k, 20);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "{{ not an output }} ", 20);
     {
        fl_text t6 = ((fl_text){"{{", 2});
        k = fl_plain(o, f->limit, k, t6, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
     {
        fl_text t7 = FL_AT(fl_text, f->row, 0);
        k = fl_plain(o, f->limit, k, t7, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
     {
        fl_text t8 = ((fl_text){"}}", 2});
        k = fl_plain(o, f->limit, k, t8, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 49f259ee6e33b03d5d27622d39abcfef6fcf5445a1a036828e853685eaae0fd6. */
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
    if (!c->left_out || !c->left_out[2]) {
        f.limit = c->parts[2].n + FL_MAX_PART;
        if ((e = r0_2(c, &f, &c->parts[2]))) return e;
    }
    return e;
}
    """
    int render_0(fl_ctx *c, const char *row) noexcept nogil
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
