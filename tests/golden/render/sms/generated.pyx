# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport codes as m_codes
from flong.runtime cimport decimal as m_decimal
from flong.runtime cimport escape as m_escape
from flong.runtime cimport formats as m_formats
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_codes_share)(fl_ctx *, fl_text, fl_text, int64_t, int64_t *);
static int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
static int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *);
static const fl_fixed m0[] = {{{"$", "-$"}, {"", ""}, {1, 2}, {0, 0}, 44, 46}};
struct f0 {
    const char *row;
    int64_t limit;
    fl_dec v0;
    fl_text v1;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_dec t1 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 32), 2);
        fl_dec t2 = ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(100)), 0, 0});
        fl_dec t3 = {0};
        if ((e = fl_dec_sub(x_decimal_dec_add_wide, t1, t2, &t3))) return fl_fail(c, 1, e);
        f->v0 = t3;
    }
     {
        fl_text t4 = FL_AT(fl_text, f->row, 0);
        fl_text t6 = {0};
        const fl_text t5[] = {t4};
        if ((e = fl_join(c, ((fl_text){0}), t5, 1, &t6))) return fl_fail(c, 2, e);
        f->v1 = t6;
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = f->v1;
        int64_t t2 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000autumn\000", 21}), t1, 2, &t2))) return fl_fail(c, 4, e);
        int64_t t3 = (t2 >= 1);
        fl_text t4 = {0};
        if ((t3 == 0)) {
            t4 = ((fl_text){"\347\247\213\350\214\266\344\270\212\345\270\202", 12});
        }
        else {
            t4 = ((fl_text){"\347\247\213\350\214\266 \070\065 \346\212\230", 13});
        }
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t4))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\000", 1);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t5))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<p>", 3);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        k = fl_html(o, f->limit, k, t1, 87);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, " \346\202\250\345\245\275\357\274\214\346\207\211\347\271\263 ", 17);
     {
        fl_dec t2 = f->v0;
        uint64_t t3 = 0;
        if (FL_USUAL(fl_fixed_of(t2, 0, &t3))) {
            k.w = fl_put_fixed(k.w, t3, (t2.neg && t3), 0, 0, &m0[0]);
        }
        else {
            fl_text t4 = {0};
            if ((e = x_formats_money(c, ((fl_text){"\001\000\000\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), t2, &t4))) return fl_fail(c, 7, e);
            k = fl_html(o, f->limit, k, t4, 6);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012\000", 6);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t5))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        k = fl_plain(o, f->limit, k, t1, 83);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, " \346\202\250\345\245\275\357\274\214\346\207\211\347\271\263 ", 17);
     {
        fl_dec t2 = f->v0;
        uint64_t t3 = 0;
        if (FL_USUAL(fl_fixed_of(t2, 0, &t3))) {
            k.w = fl_put_fixed(k.w, t3, (t2.neg && t3), 0, 0, &m0[0]);
        }
        else {
            fl_text t4 = {0};
            if ((e = x_formats_money(c, ((fl_text){"\001\000\000\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), t2, &t4))) return fl_fail(c, 7, e);
            k = fl_plain(o, f->limit, k, t4, 2);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012\000", 2);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t5))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int v2 = 0;
    int64_t v3 = 0;
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        v2 = (fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->row, 32), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(500)), 0, 0})) > 0);
    }
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        k = fl_plain(o, f->limit, k, t1, 81);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, " \346\202\250\345\245\275\357\274\214\346\207\211\347\271\263 ", 17);
     {
        fl_dec t2 = f->v0;
        uint64_t t3 = 0;
        if (FL_USUAL(fl_fixed_of(t2, 0, &t3))) {
            k.w = fl_put_fixed(k.w, t3, (t2.neg && t3), 0, 0, &m0[0]);
        }
        else {
            fl_text t4 = {0};
            if ((e = x_formats_money(c, ((fl_text){"\001\000\000\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), t2, &t4))) return fl_fail(c, 10, e);
            k = fl_plain(o, f->limit, k, t4, 0);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
     {
        fl_text t5 = {0};
        if (v2) {
            t5 = ((fl_text){"\357\274\210\351\200\276\346\234\237\357\274\211", 12});
        }
        else {
            t5 = ((fl_text){"", 0});
        }
        k = fl_plain(o, f->limit, k, t5, 4);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, "\343\200\202\012", 4);
     {
        fl_text t6 = f->v1;
        int64_t t7 = 0;
        if ((e = x_codes_share(c, ((fl_text){"template.html\000autumn\000", 21}), t6, 2, &t7))) return fl_fail(c, 13, e);
        int64_t t8 = (t7 >= 1);
        v3 = t8;
    }
    do {
        if ((v3 == 0)) {
            if (FL_RARE(k.end - k.w < 12)) k = fl_room_at(o, f->limit, k, 12);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\347\247\213\350\214\266\344\270\212\345\270\202", 12);
            break;
        }
        if ((v3 == 1)) {
            if (FL_RARE(k.end - k.w < 13)) k = fl_room_at(o, f->limit, k, 13);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\347\247\213\350\214\266 \070\065 \346\212\230", 13);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\000", 2);
     {
        fl_text t9 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t9))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout d530bc60fa8c9c3c098e19590158a169c5fa0c08e11822d6e61e268b6bbf903b. */
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
    int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_codes_share = m_codes.share
x_decimal_dec_add_wide = m_decimal.dec_add_wide
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_escape_esc_header = m_escape.esc_header
x_escape_esc_value = m_escape.esc_value
x_formats_money = m_formats.money
RENDERERS = (renderer(<fl_render>render_0, 5),)
ABI = FL_ABI
