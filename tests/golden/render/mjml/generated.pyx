# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True

from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text
from flong.runtime.engine cimport fl_render, renderer
from libc.stdint cimport int64_t
from flong.runtime cimport decimal as m_decimal
from flong.runtime cimport escape as m_escape
from flong.runtime cimport formats as m_formats
cdef extern from *:
    r"""
#include "engine.h"
static int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec);
static int (*x_escape_esc_address)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_address_name)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_css_value)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
static int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *);
static const fl_fixed m0[] = {{{"$", "-$"}, {"", ""}, {1, 2}, {0, 0}, 44, 46}};
struct f0 {
    const char *row;
    int64_t limit;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
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
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 2, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 2, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 13)) k = fl_room_at(o, f->limit, k, 13);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ", your order\000", 13);
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
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
    if (FL_RARE(k.end - k.w < 29)) k = fl_room_at(o, f->limit, k, 29);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\042Shop\042 <shop@sender.example>\000", 29);
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
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_address_name(c, o, t1))) return fl_fail(c, 3, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 3, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, " <", 2);
     {
        fl_text t2 = FL_AT(fl_text, f->row, 32);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_address(c, o, t2))) return fl_fail(c, 4, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 4, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ">\000", 2);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    const char * v0 = 0; (void)v0;
    int v1 = 0;
    const char * v2 = 0; (void)v2;
    const char * v3 = 0;
    const char * v4 = 0;
    fl_loop l0 = {0};
    fl_loop l1 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 72);
        int64_t t2 = 0;
        for (int64_t t3 = 0; t3 < t1.n; t3++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t4 = t1.p + (t3) * 24;
            v0 = t4;
            t2++;
        }
        v1 = (t2 > INT64_C(1));
    }
    if (FL_RARE(k.end - k.w < 182)) k = fl_room_at(o, f->limit, k, 182);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "<!doctype html><html lang=\042en\042 dir=\042auto\042 xmlns=\042http:\057\057www.w\063.org\057\061\071\071\071\057xhtml\042 xmlns:v=\042urn:sche" "mas-microsoft-com:vml\042 xmlns:o=\042urn:schemas-microsoft-com:office:office\042><head><title>", 182);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 16);
        k = fl_html(o, f->limit, k, t5, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " \052", 2);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 1227)) k = fl_room_at(o, f->limit, k, 1227);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_long_literal(k.w, "<\057title><!--[if !mso]><!--><meta http-equiv=\042X-UA-Compatible\042 content=\042IE=edge\042><!--<![endif]-->" "<meta http-equiv=\042Content-Type\042 content=\042text\057html; charset=UTF-\070\042><meta name=\042viewport\042 content" "=\042width=device-width, initial-scale=\061\042>\012<style type=\042text\057css\042>\012#outlook a { padding: \060; }\012body " "{ margin: \060; padding: \060; -webkit-text-size-adjust: \061\060\060%; -ms-text-size-adjust: \061\060\060%; }\012table, td" " { border-collapse: collapse; mso-table-lspace: \060pt; mso-table-rspace: \060pt; }\012img { border: \060; h" "eight: auto; line-height: \061\060\060%; outline: none; text-decoration: none; -ms-interpolation-mode: bi" "cubic; }\012p { display: block; margin: \061\063px \060; }\012<\057style>\012<!--[if mso]>\012<noscript>\012<xml>\012<o:Office" "DocumentSettings>\012  <o:AllowPNG\057>\012  <o:PixelsPerInch>\071\066<\057o:PixelsPerInch>\012<\057o:OfficeDocumentSett" "ings>\012<\057xml>\012<\057noscript>\012<![endif]-->\012<!--[if lte mso \061\061]>\012<style type=\042text\057css\042>\012.mj-outlook-g" "roup-fix { width:\061\060\060% !important; }\012<\057style>\012<![endif]-->\012<style type=\042text\057css\042>@media only scr" "een and (min-width:\064\070\060px) { .mj-column-per-\061\060\060 { width:\061\060\060% !important; max-width:\061\060\060%; }  }<\057st" "yle><style media=\042screen and (min-width:\064\070\060px)\042>.moz-text-html .mj-column-per-\061\060\060 { width:\061\060\060% !" "important; max-width:\061\060\060%; } <\057style><style type=\042text\057css\042>.note { color: ", 1227);
     {
        fl_text t6 = {0};
        if (v1) {
            t6 = ((fl_text){"red", 3});
        }
        else {
            t6 = ((fl_text){"blue", 4});
        }
        o->n = k.w - o->p;
        if ((e = x_escape_esc_css_value(c, o, t6))) return fl_fail(c, 7, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 7, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 251)) k = fl_room_at(o, f->limit, k, 251);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, " }<\057style><\057head><body style=\042word-spacing:normal;\042><div style=\042display:none;font-size:\061px;color" ":#ffffff;line-height:\061px;max-height:\060px;max-width:\060px;opacity:\060;overflow:hidden;\042>", 178);
     {
        fl_list t7 = FL_AT(fl_list, f->row, 72);
        int64_t t8 = 0;
        for (int64_t t9 = 0; t9 < t7.n; t9++) {
            if (fl_turn(c)) return fl_fail(c, 8, FL_TOO_MANY_TURNS);
            const char * t10 = t7.p + (t9) * 24;
            v2 = t10;
            t8++;
        }
        k.w = fl_put_int(k.w, t8);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 9, fl_over(k));
    }
    k.w = fl_literal(k.w, " items<\057div><div aria-label=\042", 29);
     {
        fl_text t11 = FL_AT(fl_text, f->row, 16);
        k = fl_html(o, f->limit, k, t11, 0);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 6, fl_over(k));
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if (FL_RARE(k.end - k.w < 2)) k = fl_room_at(o, f->limit, k, 2);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, " \052", 2);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 1172)) k = fl_room_at(o, f->limit, k, 1172);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_long_literal(k.w, "\042 aria-roledescription=\042email\042 role=\042article\042 lang=\042en\042 dir=\042auto\042><!--[if mso | IE]><table bord" "er=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 align=\042center\042 width=\042\066\060\060\042 style=\042wid" "th:\066\060\060px;\042><tr><td style=\042line-height:\060px;font-size:\060px;mso-line-height-rule:exactly;\042><![endif]" "--><div style=\042margin:\060px auto;max-width:\066\060\060px;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042" "\060\042 role=\042presentation\042 align=\042center\042 style=\042width:\061\060\060%;\042><tbody><tr><td style=\042direction:ltr;fo" "nt-size:\060px;padding:\062\060px \060;text-align:center;\042><!--[if mso | IE]><table border=\042\060\042 cellpadding=\042" "\060\042 cellspacing=\042\060\042 role=\042presentation\042><tr><![endif]--><!--[if mso | IE]><td style=\042vertical-ali" "gn:top;width:\066\060\060px;\042><![endif]--><div class=\042mj-outlook-group-fix mj-column-per-\061\060\060\042 style=\042font" "-size:\060px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:\061\060\060%;\042><ta" "ble border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 width=\042\061\060\060%\042 style=\042vertical-" "align:top;\042><tbody><tr><td align=\042left\042 class=\042note\042 style=\042font-size:\060px;padding:\061\060px \062\065px;word" "-break:break-word;\042><div style=\042font-family:Arial;font-size:\061\063px;line-height:\061;text-align:left;c" "olor:#\060\060\060\060\060\060;\042>Dear ", 1172);
     {
        fl_text t12 = FL_AT(fl_text, f->row, 16);
        k = fl_html(o, f->limit, k, t12, 35);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, ",<br>R&amp;D \346\202\250\345\245\275<\057div><\057td><\057tr>", 35);
     {
        fl_list t13 = FL_AT(fl_list, f->row, 72);
        l0 = (fl_loop){t13.p, NULL, 0, t13.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        if (l0.n) {
            if (FL_RARE(k.end - k.w < 185)) k = fl_room_at(o, f->limit, k, 185);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "        <tr><td align=\042right\042 style=\042font-size:\060px;padding:\061\060px \062\065px;word-break:break-word;\042><di" "v style=\042font-family:Arial;font-size:\061\063px;line-height:\061;text-align:right;color:#\060\060\060\060\060\060;\042>", 185);
        }
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t14 = fl_loop_row(&l0, l0.i , 24);
            v3 = t14;
             {
                fl_text t15 = FL_AT(fl_text, v3, 0);
                k = fl_html(o, f->limit, k, t15, 267);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
            }
            k.w = fl_literal(k.w, ": ", 2);
             {
                int64_t t16 = FL_AT(int64_t, v3, 16);
                uint64_t t17 = 0;
                if (FL_USUAL(fl_fixed_of64(t16, 0, &t17))) {
                    k.w = fl_put_fixed(k.w, t17, t16 < 0, 2, 0, &m0[0]);
                }
                else {
                    fl_text t18 = {0};
                    if ((e = x_formats_money(c, ((fl_text){"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), fl_dec_of_dec64(t16, 2), &t18))) return fl_fail(c, 13, e);
                    k = fl_html(o, f->limit, k, t18, 201);
                }
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057div><\057td><\057tr>        <tr><td align=\042right\042 style=\042font-size:\060px;padding:\061\060px \062\065px;word-break:" "break-word;\042><div style=\042font-family:Arial;font-size:\061\063px;line-height:\061;text-align:right;color:#" "\060\060\060\060\060\060;\042>", 201);
            if (FL_RARE(k.w - 185 > k.end)) return fl_fail(c, 11, fl_over(k));
        }
        if (l0.n) k.w -= 185;
        if (!l0.n) {
            if (FL_RARE(k.end - k.w < 33)) k = fl_room_at(o, f->limit, k, 33);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "        <tr><td>nothing<\057td><\057tr>", 33);
        }
    }
    if (FL_RARE(k.end - k.w < 428)) k = fl_room_at(o, f->limit, k, 428);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_long_literal(k.w, "        <tr><td align=\042center\042 vertical-align=\042middle\042 style=\042font-size:\060px;padding:\061\060px \062\065px;wo" "rd-break:break-word;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 styl" "e=\042border-collapse:separate;line-height:\061\060\060%;\042><tbody><tr><td align=\042center\042 bgcolor=\042#\064\061\064\061\064\061\042 r" "ole=\042presentation\042 valign=\042middle\042 style=\042border:none;border-radius:\063px;cursor:auto;mso-padding-" "alt:\061\060px \062\065px;background:#\064\061\064\061\064\061;\042><a href=\042", 428);
     {
        fl_text t19 = FL_AT(fl_text, f->row, 56);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_link_attr(c, o, t19))) return fl_fail(c, 15, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 560)) k = fl_room_at(o, f->limit, k, 560);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_long_literal(k.w, "\042 target=\042_blank\042 style=\042display:inline-block;background:#\064\061\064\061\064\061;color:#ffffff;font-family:Arial" ";font-size:\061\063px;font-weight:normal;line-height:\061\062\060%;margin:\060;text-decoration:none;text-transform" ":none;padding:\061\060px \062\065px;mso-padding-alt:\060px;border-radius:\063px;\042>Go<\057a><\057td><\057tr><\057tbody><\057table>" "<\057td><\057tr><tr><td align=\042left\042 style=\042font-size:\060px;padding:\061\060px \062\065px;word-break:break-word;\042><t" "able border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 width=\042\061\060\060%\042 style=\042color:#\060\060\060\060\060\060;font-family:Ar" "ial;font-size:\061\063px;line-height:\062\062px;table-layout:auto;width:\061\060\060%;border:none;\042>\012", 560);
     {
        fl_list t20 = FL_AT(fl_list, f->row, 72);
        const char ** t21 = (const char **)fl_rows(c, t20.n, sizeof(char *));
        if (!t21) return fl_fail(c, 16, FL_MEMORY);
        int64_t t22 = 0;
        for (int64_t t23 = 0; t23 < t20.n; t23++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t24 = t20.p + (t23) * 24;
            v4 = t24;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v4, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(5)), 0, 0})) > 0)) t21[t22++] = t24;
        }
        l1 = (fl_loop){NULL, t21, 0, t22};
        if (l1.n) {
            if (FL_RARE(k.end - k.w < 18)) k = fl_room_at(o, f->limit, k, 18);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "          <tr><td>", 18);
        }
        for (l1.i = 0; l1.i < l1.n; l1.i++) {
            const char * t25 = fl_loop_row(&l1, l1.i , 24);
            v4 = t25;
             {
                fl_text t26 = FL_AT(fl_text, v4, 0);
                k = fl_html(o, f->limit, k, t26, 29);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
            }
            k.w = fl_literal(k.w, "<\057td><\057tr>\012          <tr><td>", 29);
            if (FL_RARE(k.w - 18 > k.end)) return fl_fail(c, 16, fl_over(k));
        }
        if (l1.n) k.w -= 18;
    }
    if (FL_RARE(k.end - k.w < 206)) k = fl_room_at(o, f->limit, k, 206);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "        <\057table><\057td><\057tr><\057tbody><\057table><\057div><!--[if mso | IE]><\057td><![endif]--><!--[if mso |" " IE]><\057tr><\057table><![endif]--><\057td><\057tr><\057tbody><\057table><\057div><!--[if mso | IE]><\057td><\057tr><\057tabl" "e><![endif]-->", 206);
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if (FL_RARE(k.end - k.w < 1404)) k = fl_room_at(o, f->limit, k, 1404);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_long_literal(k.w, "    <!--[if mso | IE]><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 bgco" "lor=\042#eeeeee\042 align=\042center\042 width=\042\066\060\060\042 style=\042width:\066\060\060px;\042><tr><td style=\042line-height:\060px;fon" "t-size:\060px;mso-line-height-rule:exactly;\042><![endif]--><div style=\042background:#eeeeee;background-" "color:#eeeeee;margin:\060px auto;max-width:\066\060\060px;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060" "\042 role=\042presentation\042 align=\042center\042 style=\042background:#eeeeee;background-color:#eeeeee;width:\061\060" "\060%;\042><tbody><tr><td style=\042direction:ltr;font-size:\060px;padding:\062\060px \060;text-align:center;\042><!--[i" "f mso | IE]><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042><tr><![endif]-" "-><!--[if mso | IE]><td style=\042vertical-align:top;width:\066\060\060px;\042><![endif]--><div class=\042mj-outlo" "ok-group-fix mj-column-per-\061\060\060\042 style=\042font-size:\060px;text-align:left;direction:ltr;display:inlin" "e-block;vertical-align:top;width:\061\060\060%;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042" "presentation\042 width=\042\061\060\060%\042 style=\042vertical-align:top;\042><tbody><tr><td align=\042left\042 style=\042font-s" "ize:\060px;padding:\061\060px \062\065px;word-break:break-word;\042><div style=\042font-family:Arial;font-size:\061\063px;l" "ine-height:\061;text-align:left;color:#\060\060\060\060\060\060;\042>For members<\057div><\057td><\057tr><\057tbody><\057table><\057div><!" "--[if mso | IE]><\057td><![endif]--><!--[if mso | IE]><\057tr><\057table><![endif]--><\057td><\057tr><\057tbody><\057" "table><\057div><!--[if mso | IE]><\057td><\057tr><\057table><![endif]-->", 1404);
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 24)) k = fl_room_at(o, f->limit, k, 24);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "  <\057div><\057body><\057html>\012\000", 24);
     {
        fl_text t27 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t27))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    const char * v0 = 0; (void)v0;
    int v1 = 0; (void)v1;
    const char * v3 = 0;
    const char * v4 = 0;
    fl_loop l0 = {0};
    fl_loop l1 = {0};
    int e = 0;
    fl_cursor k = fl_open(o, f->limit);
     {
        fl_list t1 = FL_AT(fl_list, f->row, 72);
        int64_t t2 = 0;
        for (int64_t t3 = 0; t3 < t1.n; t3++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t4 = t1.p + (t3) * 24;
            v0 = t4;
            t2++;
        }
        v1 = (t2 > INT64_C(1));
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            break;
        }
    } while (0);
    if (FL_RARE(k.end - k.w < 5)) k = fl_room_at(o, f->limit, k, 5);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "Dear ", 5);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 16);
        k = fl_plain(o, f->limit, k, t5, 12);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 10, fl_over(k));
    }
    k.w = fl_literal(k.w, ",\012R&D \346\202\250\345\245\275", 12);
     {
        fl_list t6 = FL_AT(fl_list, f->row, 72);
        l0 = (fl_loop){t6.p, NULL, 0, t6.n};
        if (fl_turns(c, l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (l0.i = 0; l0.i < l0.n; l0.i++) {
            const char * t7 = fl_loop_row(&l0, l0.i , 24);
            v3 = t7;
            if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012", 1);
             {
                fl_text t8 = FL_AT(fl_text, v3, 0);
                k = fl_plain(o, f->limit, k, t8, 66);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 12, fl_over(k));
            }
            k.w = fl_literal(k.w, ": ", 2);
             {
                int64_t t9 = FL_AT(int64_t, v3, 16);
                uint64_t t10 = 0;
                if (FL_USUAL(fl_fixed_of64(t9, 0, &t10))) {
                    k.w = fl_put_fixed(k.w, t10, t9 < 0, 2, 0, &m0[0]);
                }
                else {
                    fl_text t11 = {0};
                    if ((e = x_formats_money(c, ((fl_text){"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), fl_dec_of_dec64(t9, 2), &t11))) return fl_fail(c, 13, e);
                    k = fl_plain(o, f->limit, k, t11, 0);
                }
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 14, fl_over(k));
            }
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 11, fl_over(k));
        }
        if (!l0.n) {
            if (FL_RARE(k.end - k.w < 8)) k = fl_room_at(o, f->limit, k, 8);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012nothing", 8);
        }
    }
    if (FL_RARE(k.end - k.w < 6)) k = fl_room_at(o, f->limit, k, 6);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\012\012Go (", 6);
     {
        fl_text t12 = FL_AT(fl_text, f->row, 56);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_url_link(c, o, t12))) return fl_fail(c, 15, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 15, fl_over(k));
    }
    if (FL_RARE(k.end - k.w < 3)) k = fl_room_at(o, f->limit, k, 3);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, ")\012\012", 3);
     {
        fl_list t13 = FL_AT(fl_list, f->row, 72);
        const char ** t14 = (const char **)fl_rows(c, t13.n, sizeof(char *));
        if (!t14) return fl_fail(c, 16, FL_MEMORY);
        int64_t t15 = 0;
        for (int64_t t16 = 0; t16 < t13.n; t16++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t17 = t13.p + (t16) * 24;
            v4 = t17;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, v4, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(5)), 0, 0})) > 0)) t14[t15++] = t17;
        }
        l1 = (fl_loop){NULL, t14, 0, t15};
        for (l1.i = 0; l1.i < l1.n; l1.i++) {
            const char * t18 = fl_loop_row(&l1, l1.i , 24);
            v4 = t18;
             {
                fl_text t19 = FL_AT(fl_text, v4, 0);
                k = fl_plain(o, f->limit, k, t19, 1);
                if (FL_RARE(k.w > k.end)) return fl_fail(c, 17, fl_over(k));
            }
            k.w = fl_literal(k.w, "\012", 1);
            if (FL_RARE(k.w > k.end)) return fl_fail(c, 16, fl_over(k));
        }
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if (FL_RARE(k.end - k.w < 14)) k = fl_room_at(o, f->limit, k, 14);
            if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
            k.w = fl_literal(k.w, "\012For members\012\012", 14);
            break;
        }
        if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
        if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
        k.w = fl_literal(k.w, "\012", 1);
    } while (0);
    if (FL_RARE(k.end - k.w < 1)) k = fl_room_at(o, f->limit, k, 1);
    if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);
    k.w = fl_literal(k.w, "\000", 1);
     {
        fl_text t20 = FL_AT(fl_text, f->row, 0);
        o->n = k.w - o->p;
        if ((e = x_escape_esc_value(c, o, t20))) return fl_fail(c, 1, e);
        k = fl_open(o, f->limit);
        if (FL_RARE(k.w > k.end)) return fl_fail(c, 1, fl_over(k));
    }
    o->n = k.w - o->p;
    return e;
}
/* Layout c1d3e6094d8a96c29876dbc42aaac639f2b4806ef868618bae015d2ab41756ed. */
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
    if (!c->left_out || !c->left_out[4]) {
        f.limit = c->parts[4].n + FL_MAX_PART;
        if ((e = r0_4(c, &f, &c->parts[4]))) return e;
    }
    if (!c->left_out || !c->left_out[5]) {
        f.limit = c->parts[5].n + FL_MAX_PART;
        if ((e = r0_5(c, &f, &c->parts[5]))) return e;
    }
    return e;
}
    """
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_escape_esc_address)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_address_name)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_css_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *) noexcept nogil
    int render_0(fl_ctx *c, const char *row) noexcept nogil
x_decimal_dec_compare_wide = m_decimal.dec_compare_wide
x_escape_esc_address = m_escape.esc_address
x_escape_esc_address_name = m_escape.esc_address_name
x_escape_esc_css_value = m_escape.esc_css_value
x_escape_esc_header = m_escape.esc_header
x_escape_esc_url_link = m_escape.esc_url_link
x_escape_esc_url_link_attr = m_escape.esc_url_link_attr
x_escape_esc_value = m_escape.esc_value
x_formats_money = m_formats.money
RENDERERS = (renderer(<fl_render>render_0, 6),)
ABI = FL_ABI
