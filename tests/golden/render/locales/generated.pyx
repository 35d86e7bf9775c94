# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport dateformats as m_dateformats
from flong.runtime cimport escape as m_escape
from flong.runtime cimport formats as m_formats
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_dateformats_format_date)(fl_ctx *, fl_text, int64_t, fl_text *);
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *);
static int (*x_formats_number)(fl_ctx *, fl_text, fl_dec, fl_text *);
static const fl_fixed m0[] = {{{"$", "-$"}, {"", ""}, {1, 2}, {0, 0}, 44, 46}, {{"$", "-$"}, {"", ""}, {1, 2}, {0, 0}, 44, 46}, {{"US$", "-US$"}, {"", ""}, {3, 4}, {0, 0}, 44, 46}};
struct f0 {
    const char *row;
    int64_t limit;
    fl_text v0;
    int64_t v1;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        int64_t t2 = -1;
        if (fl_text_equal(t1, ((fl_text){"en", 2}))) t2 = 0;
        if (fl_text_equal(t1, ((fl_text){"ja", 2}))) t2 = 1;
        if (fl_text_equal(t1, ((fl_text){"zh-TW", 5}))) t2 = 2;
        if (t2 < 0) {
            c->reason = ((fl_text){"the locale is none of en, ja, zh-TW", 35});
            return fl_fail(c, 1, FL_REJECTED);
        }
        f->v1 = t2;
    }
     {
        fl_dec t3 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_text t4 = {0};
        if ((e = x_formats_money(c, ((const fl_text[]){{"\001\000\000\003\003\001\000\000\001.\001,\002\302\245\000\003-\302\245\000\000\000\000\000", 25}, {"\001\000\000\003\003\001\000\000\001.\001,\003\357\277\245\000\004-\357\277\245\000\000\000\000\000", 27}, {"\001\000\000\003\003\001\000\000\001.\001,\002\302\245\000\003-\302\245\000\000\000\000\000", 25}})[f->v1], t3, &t4))) return fl_fail(c, 2, e);
        f->v0 = t4;
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        int64_t t1 = FL_AT(int64_t, f->row, 16);
        fl_text t2 = {0};
        if ((e = x_dateformats_format_date(c, ((const fl_text[]){{"\004\001\000\001 \016\014V\000\007January\010February\005March\005April\003May\004June\004July\006August\011September\007October\010November\010December", 95}, {"\004\001\000\001 \016\014\077\000\004\061\346\234\210\004\062\346\234\210\004\063\346\234\210\004\064\346\234\210\004\065\346\234\210\004\066\346\234\210\004\067\346\234\210\004\070\346\234\210\004\071\346\234\210\005\061\060\346\234\210\005\061\061\346\234\210\005\061\062\346\234\210", 72}, {"\004\001\000\001 \016\014\077\000\004\061\346\234\210\004\062\346\234\210\004\063\346\234\210\004\064\346\234\210\004\065\346\234\210\004\066\346\234\210\004\067\346\234\210\004\070\346\234\210\004\071\346\234\210\005\061\060\346\234\210\005\061\061\346\234\210\005\061\062\346\234\210", 72}})[f->v1], t1, &t2))) return fl_fail(c, 3, e);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t2))) return fl_fail(c, 4, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t3 = f->v0;
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t3))) return fl_fail(c, 5, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 5, fl_over(k));
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
        int64_t t1 = FL_AT(int64_t, f->row, 16);
        fl_text t2 = {0};
        if ((e = x_dateformats_format_date(c, ((const fl_text[]){{"\017\007\071\000\006Monday\007Tuesday\011Wednesday\010Thursday\006Friday\010Saturday\006Sunday", 61}, {"\017\007F\000\011\346\234\210\346\233\234\346\227\245\011\347\201\253\346\233\234\346\227\245\011\346\260\264\346\233\234\346\227\245\011\346\234\250\346\233\234\346\227\245\011\351\207\221\346\233\234\346\227\245\011\345\234\237\346\233\234\346\227\245\011\346\227\245\346\233\234\346\227\245", 74}, {"\017\007F\000\011\346\230\237\346\234\237\344\270\200\011\346\230\237\346\234\237\344\272\214\011\346\230\237\346\234\237\344\270\211\011\346\230\237\346\234\237\345\233\233\011\346\230\237\346\234\237\344\272\224\011\346\230\237\346\234\237\345\205\255\011\346\230\237\346\234\237\346\227\245", 74}})[f->v1], t1, &t2))) return fl_fail(c, 6, e);
        k = fl_html(o, f->limit, k, t2, 68);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    k.w = fl_literal(k.w, ": ", 2);
     {
        int64_t t3 = FL_AT(int64_t, f->row, 24);
        uint64_t t4 = 0;
        if (FL_USUAL(fl_fixed_of64(t3, 0, &t4))) {
            k.w = fl_put_fixed(k.w, t4, t3 < 0, 2, 0, &m0[f->v1]);
        }
        else {
            fl_text t5 = {0};
            if ((e = x_formats_money(c, ((const fl_text[]){{"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}, {"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}, {"\001\002\002\003\003\001\000\000\001.\001,\003US$\000\004-US$\000\000\000\000\000", 27}})[f->v1], fl_dec_of_dec64(t3, 2), &t5))) return fl_fail(c, 8, e);
            k = fl_html(o, f->limit, k, t5, 2);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, ", ", 2);
     {
        fl_dec t6 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_text t7 = {0};
        if ((e = x_formats_number(c, ((fl_text){"\001\000\003\003\003\001\000\000\001.\001,\000\000\001-\000\000\000\000\000", 21}), t6, &t7))) return fl_fail(c, 10, e);
        k = fl_html(o, f->limit, k, t7, 5);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
    k.w = fl_literal(k.w, "<\057p>\012", 5);
    o->n = k.w - o->p;
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        int64_t t1 = FL_AT(int64_t, f->row, 16);
        fl_text t2 = {0};
        if ((e = x_dateformats_format_date(c, ((const fl_text[]){{"\017\007\071\000\006Monday\007Tuesday\011Wednesday\010Thursday\006Friday\010Saturday\006Sunday", 61}, {"\017\007F\000\011\346\234\210\346\233\234\346\227\245\011\347\201\253\346\233\234\346\227\245\011\346\260\264\346\233\234\346\227\245\011\346\234\250\346\233\234\346\227\245\011\351\207\221\346\233\234\346\227\245\011\345\234\237\346\233\234\346\227\245\011\346\227\245\346\233\234\346\227\245", 74}, {"\017\007F\000\011\346\230\237\346\234\237\344\270\200\011\346\230\237\346\234\237\344\272\214\011\346\230\237\346\234\237\344\270\211\011\346\230\237\346\234\237\345\233\233\011\346\230\237\346\234\237\344\272\224\011\346\230\237\346\234\237\345\205\255\011\346\230\237\346\234\237\346\227\245", 74}})[f->v1], t1, &t2))) return fl_fail(c, 6, e);
        k = fl_plain(o, f->limit, k, t2, 68);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    k.w = fl_literal(k.w, ": ", 2);
     {
        int64_t t3 = FL_AT(int64_t, f->row, 24);
        uint64_t t4 = 0;
        if (FL_USUAL(fl_fixed_of64(t3, 0, &t4))) {
            k.w = fl_put_fixed(k.w, t4, t3 < 0, 2, 0, &m0[f->v1]);
        }
        else {
            fl_text t5 = {0};
            if ((e = x_formats_money(c, ((const fl_text[]){{"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}, {"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}, {"\001\002\002\003\003\001\000\000\001.\001,\003US$\000\004-US$\000\000\000\000\000", 27}})[f->v1], fl_dec_of_dec64(t3, 2), &t5))) return fl_fail(c, 8, e);
            k = fl_plain(o, f->limit, k, t5, 2);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, ", ", 2);
     {
        fl_dec t6 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_text t7 = {0};
        if ((e = x_formats_number(c, ((fl_text){"\001\000\003\003\003\001\000\000\001.\001,\000\000\001-\000\000\000\000\000", 21}), t6, &t7))) return fl_fail(c, 10, e);
        k = fl_plain(o, f->limit, k, t7, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 86f67244c4fffba1b5bf779a381832ae5450d163f522f4cb220ed679108ee3ce. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    f.v1 = 0;
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
    return e;
}
    """
    int (*x_dateformats_format_date)(fl_ctx *, fl_text, int64_t, fl_text *) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *) noexcept nogil
    int (*x_formats_number)(fl_ctx *, fl_text, fl_dec, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_dateformats_format_date = m_dateformats.format_date
x_escape_esc_header = m_escape.esc_header
x_formats_money = m_formats.money
x_formats_number = m_formats.number
RENDERERS = (renderer(<fl_render>render_0, 3),)
ABI = FL_ABI
