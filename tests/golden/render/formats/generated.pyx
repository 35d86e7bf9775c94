# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport casing as m_casing
from flong.runtime cimport dateformats as m_dateformats
from flong.runtime cimport formats as m_formats
from flong.runtime cimport names as m_names
from flong.runtime cimport numbers as m_numbers
from flong.runtime cimport privacy as m_privacy
from flong.runtime cimport text as m_text
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *);
static int (*x_dateformats_format_date)(fl_ctx *, fl_text, int64_t, fl_text *);
static int (*x_dateformats_format_datetime)(fl_ctx *, fl_text, int64_t, fl_text *);
static int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *);
static int (*x_formats_number)(fl_ctx *, fl_text, fl_dec, fl_text *);
static int (*x_names_mask_name)(fl_ctx *, fl_text, fl_text, fl_text *);
static int (*x_numbers_round_decimal)(fl_ctx *, fl_text, fl_dec, int64_t, fl_dec *);
static int (*x_privacy_mask_id)(fl_ctx *, fl_text, fl_text, fl_text *);
static int (*x_text_pad_left)(fl_ctx *, fl_text, int64_t, fl_text, fl_text *);
static const fl_fixed m0[] = {{{"$", "-$"}, {"", ""}, {1, 2}, {0, 0}, 44, 46}};
static const fl_fixed m1[] = {{{"US$", "-US$"}, {"", ""}, {3, 4}, {0, 0}, 44, 46}};
static const fl_fixed m2[] = {{{"$", "($"}, {"", ")"}, {1, 2}, {0, 1}, 44, 46}};
static const fl_fixed m3[] = {{{"", "-"}, {"", ""}, {0, 1}, {0, 0}, 44, 46}};
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        int64_t t1 = FL_AT(int64_t, f->row, 0);
        uint64_t t2 = 0;
        if (FL_RARE(k.end - k.w < 195)) k = fl_room_at(o, f->limit, k, 195);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        if (FL_USUAL(fl_fixed_of64(t1, -2, &t2))) {
            k.w = fl_put_fixed(k.w, t2, t1 < 0, 0, 0, &m0[0]);
        }
        else {
            fl_text t3 = {0};
            if ((e = x_formats_money(c, ((fl_text){"\001\000\000\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), fl_dec_of_dec64(t1, 2), &t3))) return fl_fail(c, 1, e);
            k = fl_plain(o, f->limit, k, t3, 131);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t4 = FL_AT(int64_t, f->row, 0);
        uint64_t t5 = 0;
        if (FL_USUAL(fl_fixed_of64(t4, 0, &t5))) {
            k.w = fl_put_fixed(k.w, t5, t4 < 0, 2, 0, &m1[0]);
        }
        else {
            fl_text t6 = {0};
            if ((e = x_formats_money(c, ((fl_text){"\001\002\002\003\003\001\000\000\001.\001,\003US$\000\004-US$\000\000\000\000\000", 27}), fl_dec_of_dec64(t4, 2), &t6))) return fl_fail(c, 3, e);
            k = fl_plain(o, f->limit, k, t6, 66);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t7 = FL_AT(int64_t, f->row, 0);
        uint64_t t8 = 0;
        if (FL_USUAL(fl_fixed_of64(t7, -2, &t8))) {
            k.w = fl_put_fixed(k.w, t8, t7 < 0, 0, 1, &m2[0]);
        }
        else {
            fl_text t9 = {0};
            if ((e = x_formats_money(c, ((fl_text){"\001\000\000\003\003\001\000\000\001.\001,\001$\000\002($\001)\000\000\000\000", 24}), fl_dec_of_dec64(t7, 2), &t9))) return fl_fail(c, 5, e);
            k = fl_plain(o, f->limit, k, t9, 1);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t10 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 0), 2);
        fl_text t11 = {0};
        if ((e = x_formats_number(c, ((fl_text){"\001\000\003\003\003\001\000\000\001.\001,\000\000\001-\000\000\000\000\000", 21}), t10, &t11))) return fl_fail(c, 7, e);
        k = fl_plain(o, f->limit, k, t11, 66);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t12 = FL_AT(int64_t, f->row, 8);
        uint64_t t13 = 0;
        if (FL_USUAL(fl_fixed_of64(t12, 0, &t13))) {
            k.w = fl_put_fixed(k.w, t13, t12 < 0, 0, 0, &m3[0]);
        }
        else {
            fl_text t14 = {0};
            if ((e = x_formats_number(c, ((fl_text){"\001\000\003\003\003\001\000\000\001.\001,\000\000\001-\000\000\000\000\000", 21}), fl_dec_of_int(t12), &t14))) return fl_fail(c, 9, e);
            k = fl_plain(o, f->limit, k, t14, 1);
        }
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
     {
        int64_t t15 = FL_AT(int64_t, f->row, 16);
        fl_text t16 = {0};
        if ((e = x_dateformats_format_date(c, ((fl_text){"\001\004\000\003\345\271\264\003\001\000\003\346\234\210\004\001\000\004\346\227\245 \017\007F\000\011\346\230\237\346\234\237\344\270\200\011\346\230\237\346\234\237\344\272\214\011\346\230\237\346\234\237\344\270\211\011\346\230\237\346\234\237\345\233\233\011\346\230\237\346\234\237\344\272\224\011\346\230\237\346\234\237\345\205\255\011\346\230\237\346\234\237\346\227\245", 96}), t15, &t16))) return fl_fail(c, 11, e);
        k = fl_plain(o, f->limit, k, t16, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t17 = FL_AT(int64_t, f->row, 24);
        fl_text t18 = {0};
        if ((e = x_dateformats_format_datetime(c, ((fl_text){"\374\001\000\000\377\377\377\377\377\377\377\177)\000\000\000\350q\000\000\030\360\316t\377\377\377\377\200p\000\000\200IU\303\377\377\377\377\220~\000\000\200YT\322\377\377\377\377\200p\000\000\200{\213\323\377\377\377\377\220~\000\000\360\255B\324\377\377\377\377\200p\000\000\000\042E\325\377\377\377\377\220~\000\000\360\277L\326" "\377\377\377\377\200p\000\000\000\277<\327\377\377\377\377\220~\000\000pf\006\330\377\377\377\377\200p\000\000\200\362\035\331\377\377\377\377\220~\000\000\360\231\347\331\377\377\377\377\200p\000\000\000&\377\332\377\377\377\377\220~\000\000p\315\310\333\377\377\377\377\200p\000\000\200Y\340\334\377\377\377\377\220~\000\000\360\000\252\335" "\377\377\377\377\200p\000\000\000sr\336\377\377\377\377\220~\000\000pd\265\337\377\377\377\377\200p\000\000\000\205|\340\377\377\377\377\220~\000\000\360\227\226\341\377\377\377\377\200p\000\000\200\270]\342\377\377\377\377\220~\000\000p\313w\343\377\377\377\377\200p\000\000\000\354>\344\377\377\377\377\220~\000\000p \060\345" "\377\377\377\377\200p\000\000\000q!\346\377\377\377\377\220~\000\000p\245\022\347\377\377\377\377\200p\000\000\200\244\002\350\377\377\377\377\220~\000\000\360\330\363\350\377\377\377\377\200p\000\000\000\330\343\351\377\377\377\377\220~\000\000p\014\325\352\377\377\377\377\200p\000\000\200\013\305\353\377\377\377\377\220~\000\000\360\077\266\354" "\377\377\377\377\200p\000\000\000\374\367\355\377\377\377\377\220~\000\000\360\304\230\356\377\377\377\377\200p\000\000\200\057\331\357\377\377\377\377\220~\000\000p\370y\360\377\377\377\377\200p\000\000\000V\374\007\000\000\000\000\220~\000\000p\212\355\010\000\000\000\000\200p\000\000\200\211\335\011\000\000\000\000\220~\000\000\360\275\316\012" "\000\000\000\000\200p\000\000\200\241\333\021\000\000\000\000\220~\000\000p\335T\022\000\000\000\000\200p\000\000\001\004\000\001\057\003\002\000\001\057\004\002\000\001 \007\002\000\001:\013\002", 534}), t17, &t18))) return fl_fail(c, 13, e);
        k = fl_plain(o, f->limit, k, t18, 46);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t19 = FL_AT(int64_t, f->row, 16);
        if (!fl_is_day(t19)) return fl_fail(c, 15, FL_BAD_DATE);
        k.w = fl_put_date(k.w, t19);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
     {
        fl_text t20 = FL_AT(fl_text, f->row, 32);
        fl_text t21 = {0};
        if ((e = x_names_mask_name(c, ((fl_text){"\000\001\003\342\227\213\052", 7}), t20, &t21))) return fl_fail(c, 16, e);
        k = fl_plain(o, f->limit, k, t21, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t22 = FL_AT(fl_text, f->row, 48);
        fl_text t23 = ((fl_text){"\052", 1});
        fl_text t24 = {0};
        if ((e = x_privacy_mask_id(c, t22, t23, &t24))) return fl_fail(c, 18, e);
        k = fl_plain(o, f->limit, k, t24, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 19, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t25 = FL_AT(fl_text, f->row, 32);
        fl_text t26 = {0};
        if ((e = x_casing_upper(c, t25, &t26))) return fl_fail(c, 20, e);
        k = fl_plain(o, f->limit, k, t26, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 21, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_text t27 = FL_AT(fl_text, f->row, 32);
        int64_t t28 = INT64_C(8);
        fl_text t29 = ((fl_text){".", 1});
        fl_text t30 = {0};
        if ((e = x_text_pad_left(c, t27, t28, t29, &t30))) return fl_fail(c, 22, e);
        k = fl_plain(o, f->limit, k, t30, 1);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 23, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t31 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 0), 2);
        int64_t t32 = INT64_C(1);
        fl_dec t33 = {0};
        if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t31, t32, &t33))) return fl_fail(c, 24, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t33.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t33.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t33);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 25, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t34 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 0), 2);
        int64_t t35 = INT64_C(0);
        fl_dec t36 = {0};
        if ((e = x_numbers_round_decimal(c, ((fl_text){"\001", 1}), t34, t35, &t36))) return fl_fail(c, 26, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t36.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t36.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t36);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 27, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 3dba7ce29e2c26d929490ebe64994f3f2b6847438353e61dffe5ebdf25005502. */
static int render_0(fl_ctx *c, const char *row) {
    struct f0 f;
    int e = 0;
    f.row = row;
    if (!c->left_out || !c->left_out[0]) {
        f.limit = c->parts[0].n + FL_MAX_PART;
        if ((e = r0_0(c, &f, &c->parts[0]))) return e;
    }
    return e;
}
    """
    int (*x_casing_upper)(fl_ctx *, fl_text, fl_text *) noexcept nogil
    int (*x_dateformats_format_date)(fl_ctx *, fl_text, int64_t, fl_text *) noexcept nogil
    int (*x_dateformats_format_datetime)(fl_ctx *, fl_text, int64_t, fl_text *) noexcept nogil
    int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *) noexcept nogil
    int (*x_formats_number)(fl_ctx *, fl_text, fl_dec, fl_text *) noexcept nogil
    int (*x_names_mask_name)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil
    int (*x_numbers_round_decimal)(fl_ctx *, fl_text, fl_dec, int64_t, fl_dec *) noexcept nogil
    int (*x_privacy_mask_id)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil
    int (*x_text_pad_left)(fl_ctx *, fl_text, int64_t, fl_text, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_casing_upper = m_casing.upper
x_dateformats_format_date = m_dateformats.format_date
x_dateformats_format_datetime = m_dateformats.format_datetime
x_formats_money = m_formats.money
x_formats_number = m_formats.number
x_names_mask_name = m_names.mask_name
x_numbers_round_decimal = m_numbers.round_decimal
x_privacy_mask_id = m_privacy.mask_id
x_text_pad_left = m_text.pad_left
RENDERERS = (renderer(<fl_render>render_0, 1),)
ABI = FL_ABI
