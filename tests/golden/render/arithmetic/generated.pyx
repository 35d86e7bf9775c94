# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport decimal as m_decimal
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
static int (*x_decimal_dec_div)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_floordiv)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_mod)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_mul_wide)(fl_dec, fl_dec, fl_dec *);
static int (*x_decimal_dec_pow)(fl_dec, int64_t, fl_dec *);
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 325)) k = fl_room_at(o, f->limit, k, 325);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "int: ", 5);
     {
        int64_t t1 = FL_AT(int64_t, f->row, 0);
        int64_t t2 = FL_AT(int64_t, f->row, 8);
        int64_t t3 = 0;
        if ((e = fl_int_add(t1, t2, &t3))) return fl_fail(c, 1, e);
        k.w = fl_put_int(k.w, t3);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t4 = FL_AT(int64_t, f->row, 0);
        int64_t t5 = FL_AT(int64_t, f->row, 8);
        int64_t t6 = 0;
        if ((e = fl_int_sub(t4, t5, &t6))) return fl_fail(c, 3, e);
        k.w = fl_put_int(k.w, t6);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t7 = FL_AT(int64_t, f->row, 0);
        int64_t t8 = FL_AT(int64_t, f->row, 8);
        int64_t t9 = 0;
        if ((e = fl_int_mul(t7, t8, &t9))) return fl_fail(c, 5, e);
        k.w = fl_put_int(k.w, t9);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t10 = FL_AT(int64_t, f->row, 0);
        int64_t t11 = FL_AT(int64_t, f->row, 8);
        int64_t t12 = 0;
        if ((e = fl_int_div(t10, t11, &t12))) return fl_fail(c, 7, e);
        k.w = fl_put_int(k.w, t12);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 8, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t13 = FL_AT(int64_t, f->row, 0);
        int64_t t14 = FL_AT(int64_t, f->row, 8);
        int64_t t15 = 0;
        if ((e = fl_int_mod(t13, t14, &t15))) return fl_fail(c, 9, e);
        k.w = fl_put_int(k.w, t15);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t16 = FL_AT(int64_t, f->row, 0);
        int64_t t17 = INT64_C(2);
        int64_t t18 = 0;
        if ((e = fl_int_pow(t16, t17, &t18))) return fl_fail(c, 11, e);
        k.w = fl_put_int(k.w, t18);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t19 = 0;
        if ((e = fl_int_neg(FL_AT(int64_t, f->row, 0), &t19))) return fl_fail(c, 13, e);
        k.w = fl_put_int(k.w, t19);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012dec: ", 6);
     {
        fl_dec t20 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
        fl_dec t21 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_dec t22 = {0};
        if ((e = fl_dec_add(x_decimal_dec_add_wide, t20, t21, &t22))) return fl_fail(c, 15, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t22.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t22.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t22);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t23 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
        fl_dec t24 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_dec t25 = {0};
        if ((e = fl_dec_sub(x_decimal_dec_add_wide, t23, t24, &t25))) return fl_fail(c, 17, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t25.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t25.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t25);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 18, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t26 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
        fl_dec t27 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_dec t28 = {0};
        if ((e = fl_dec_mul(x_decimal_dec_mul_wide, t26, t27, &t28))) return fl_fail(c, 19, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t28.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t28.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t28);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 20, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t29 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
        fl_dec t30 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_dec t31 = {0};
        if ((e = x_decimal_dec_div(t29, t30, &t31))) return fl_fail(c, 21, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t31.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t31.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t31);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 22, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t32 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
        fl_dec t33 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_dec t34 = {0};
        if ((e = x_decimal_dec_floordiv(t32, t33, &t34))) return fl_fail(c, 23, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t34.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t34.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t34);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 24, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t35 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
        fl_dec t36 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        fl_dec t37 = {0};
        if ((e = x_decimal_dec_mod(t35, t36, &t37))) return fl_fail(c, 25, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t37.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t37.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t37);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 26, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        fl_dec t38 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 24), 2);
        int64_t t39 = (-INT64_C(2));
        fl_dec t40 = {0};
        if ((e = x_decimal_dec_pow(t38, t39, &t40))) return fl_fail(c, 27, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t40.e) + 6)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t40.e) + 6);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t40);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 28, fl_over(k));
    }
    k.w = fl_literal(k.w, "\012mix: ", 6);
     {
        fl_dec t41 = fl_dec_of_int(FL_AT(int64_t, f->row, 0));
        fl_dec t42 = fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2);
        fl_dec t43 = {0};
        if ((e = fl_dec_add(x_decimal_dec_add_wide, t41, t42, &t43))) return fl_fail(c, 29, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t43.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t43.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t43);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 30, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
     {
        int64_t t44 = FL_AT(int64_t, f->row, 0);
        int64_t t45 = FL_AT(int64_t, f->row, 8);
        fl_dec t46 = fl_dec_of_int(t44);
        fl_dec t47 = fl_dec_of_int(t45);
        fl_dec t48 = {0};
        if ((e = x_decimal_dec_div(t46, t47, &t48))) return fl_fail(c, 31, e);
        if (FL_RARE(k.end - k.w < 44 + FL_ABS(t48.e) + 1)) k = fl_room_at(o, f->limit, k, 44 + FL_ABS(t48.e) + 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_put_dec(k.w, t48);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 32, fl_over(k));
    }
    k.w = fl_literal(k.w, " ", 1);
    do {
        if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_int(FL_AT(int64_t, f->row, 0)), fl_dec_of_dec64(FL_AT(int64_t, f->row, 16), 2)) < 0)) {
            if (FL_RARE(k.end - k.w < 4)) k = fl_room_at(o, f->limit, k, 4);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "less", 4);
            break;
        }
        if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_literal(k.w, "not less", 8);
    } while (0);
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012", 1);
    o->n = k.w - o->p;
    return e;
}
/* Layout 6d1ec3a96a0edc5ef2842974260dda5db8ac6ea77fbbd14fb14259e4b2973bc4. */
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
    int (*x_decimal_dec_add_wide)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_decimal_dec_div)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_floordiv)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_mod)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_mul_wide)(fl_dec, fl_dec, fl_dec *) noexcept nogil
    int (*x_decimal_dec_pow)(fl_dec, int64_t, fl_dec *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_decimal_dec_add_wide = m_decimal.dec_add_wide
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_decimal_dec_div = m_decimal.dec_div
x_decimal_dec_floordiv = m_decimal.dec_floordiv
x_decimal_dec_mod = m_decimal.dec_mod
x_decimal_dec_mul_wide = m_decimal.dec_mul_wide
x_decimal_dec_pow = m_decimal.dec_pow
RENDERERS = (renderer(<fl_render>render_0, 1),)
ABI = FL_ABI
