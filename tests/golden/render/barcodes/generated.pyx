# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport barcodes as m_barcodes
from flong.runtime cimport escape as m_escape
from flong.runtime cimport qrcodes as m_qrcodes
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_barcodes_barcode)(fl_ctx *, fl_text, fl_text, fl_text *);
static int (*x_barcodes_barcode_url)(fl_ctx *, fl_text, fl_text, fl_text *);
static int (*x_escape_esc_url_image_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
static int (*x_qrcodes_qr_svg)(fl_ctx *, fl_text, fl_text, fl_text *);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Collect\000", 8);
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
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>", 3);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        fl_text t2 = {0};
        if ((e = x_barcodes_barcode(c, ((fl_text){"\002\002<\000\000\042 height=\042\066\060\042 alt=\042barcode\042>", 33}), t1, &t2))) return fl_fail(c, 2, e);
        k = fl_plain(o, f->limit, k, t2, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        fl_text t4 = {0};
        if ((e = x_barcodes_barcode(c, ((fl_text){"\003\001(\000\001\042 height=\042\064\060\042 alt=\042Code &lt;\063\071&gt;\042>", 41}), t3, &t4))) return fl_fail(c, 4, e);
        k = fl_plain(o, f->limit, k, t4, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012<p>", 8);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 16);
        fl_text t6 = {0};
        if ((e = x_barcodes_barcode(c, ((fl_text){"\004\003P\000\000\042 height=\042\070\060\042 alt=\042barcode\042>", 33}), t5, &t6))) return fl_fail(c, 6, e);
        k = fl_plain(o, f->limit, k, t6, 18);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012<p><img src=\042", 18);
     {
        fl_text t7 = FL_AT(fl_text, f->row, 0);
        fl_text t8 = {0};
        if ((e = x_barcodes_barcode_url(c, ((fl_text){"\002\002<\000\000", 5}), t7, &t8))) return fl_fail(c, 8, e);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_image_attr(c, o, t8))) return fl_fail(c, 9, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 7)) k = fl_room_at(o, f->limit, k, 7);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042 alt=\042", 7);
     {
        fl_text t9 = FL_AT(fl_text, f->row, 0);
        k = fl_html(o, f->limit, k, t9, 12);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, "\042><\057p>\012<div>", 12);
     {
        fl_text t10 = FL_AT(fl_text, f->row, 0);
        fl_text t11 = {0};
        if ((e = x_qrcodes_qr_svg(c, ((fl_text){"<\000\001\042 width=\042\066\060\042 height=\042\066\060\042 role=\042img\042 aria-label=\042Pick-up &amp; go\042 shape-rendering=\042crispEdges" "\042>", 98}), t10, &t11))) return fl_fail(c, 11, e);
        k = fl_plain(o, f->limit, k, t11, 8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057div>\012\000", 8);
     {
        fl_text t12 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t12))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        k = fl_plain(o, f->limit, k, t1, 2);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\000", 2);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t2))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout 835aeb3edf06987d09c9d72c9886f72cc3d8e7c5b57148ae3d089cf135e3ef8e. */
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
    if (!c->left_out || !c->left_out[3]) {
        f.limit = c->parts[3].n + FL_MAX_PART;
        if ((e = r0_3(c, &f, &c->parts[3]))) return e;
    }
    return e;
}
    """
    int (*x_barcodes_barcode)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil
    int (*x_barcodes_barcode_url)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil
    int (*x_escape_esc_url_image_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_qrcodes_qr_svg)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_barcodes_barcode = m_barcodes.barcode
x_barcodes_barcode_url = m_barcodes.barcode_url
x_escape_esc_url_image_attr = m_escape.esc_url_image_attr
x_escape_esc_value = m_escape.esc_value
x_qrcodes_qr_svg = m_qrcodes.qr_svg
RENDERERS = (renderer(<fl_render>render_0, 4),)
ABI = FL_ABI
