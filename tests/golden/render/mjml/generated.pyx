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
static int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_url_link_attr)(fl_ctx *, fl_buf *, fl_text);
static int (*x_escape_esc_value)(fl_ctx *, fl_buf *, fl_text);
static int (*x_formats_money)(fl_ctx *, fl_text, fl_dec, fl_text *);
struct f0 {
    const char *row;
    int64_t limit;
    const char * v0;
    int v1;
    const char * v2;
    const char * v3;
    const char * v4;
    fl_loop l0;
    fl_loop l1;
};
static int r0_0(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_1(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_header(c, o, t1))) return fl_fail(c, 2, e);
        if (o->n > f->limit) return fl_fail(c, 2, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ", your order\000", 13))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t3))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_2(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
    if ((e = fl_write(o, "\042Shop\042 <shop@sender.example>\000", 29))) return fl_fail(c, 0, e);
     {
        fl_text t1 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t1))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_3(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_text t1 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_address_name(c, o, t1))) return fl_fail(c, 3, e);
        if (o->n > f->limit) return fl_fail(c, 3, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " <", 2))) return fl_fail(c, 0, e);
     {
        fl_text t3 = FL_AT(fl_text, f->row, 32);
        if ((e = x_escape_esc_address(c, o, t3))) return fl_fail(c, 4, e);
        if (o->n > f->limit) return fl_fail(c, 4, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ">\000", 2))) return fl_fail(c, 0, e);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t5))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_4(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_list t1 = FL_AT(fl_list, f->row, 72);
        int64_t t2 = 0;
        for (int64_t t3 = 0; t3 < t1.n; t3++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t4 = t1.p + (t3) * 24;
            f->v0 = t4;
            t2++;
        }
        f->v1 = (t2 > INT64_C(1));
    }
    if ((e = fl_write(o, "<!doctype html><html lang=\042en\042 dir=\042auto\042 xmlns=\042http:\057\057www.w\063.org\057\061\071\071\071\057xhtml\042 xmlns:v=\042urn:sche" "mas-microsoft-com:vml\042 xmlns:o=\042urn:schemas-microsoft-com:office:office\042><head><title>", 182))) return fl_fail(c, 0, e);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_html(c, o, t5))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if ((e = fl_write(o, " \052", 2))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, "<\057title><!--[if !mso]><!--><meta http-equiv=\042X-UA-Compatible\042 content=\042IE=edge\042><!--<![endif]-->" "<meta http-equiv=\042Content-Type\042 content=\042text\057html; charset=UTF-\070\042><meta name=\042viewport\042 content" "=\042width=device-width, initial-scale=\061\042>\012<style type=\042text\057css\042>\012#outlook a { padding: \060; }\012body " "{ margin: \060; padding: \060; -webkit-text-size-adjust: \061\060\060%; -ms-text-size-adjust: \061\060\060%; }\012table, td" " { border-collapse: collapse; mso-table-lspace: \060pt; mso-table-rspace: \060pt; }\012img { border: \060; h" "eight: auto; line-height: \061\060\060%; outline: none; text-decoration: none; -ms-interpolation-mode: bi" "cubic; }\012p { display: block; margin: \061\063px \060; }\012<\057style>\012<!--[if mso]>\012<noscript>\012<xml>\012<o:Office" "DocumentSettings>\012  <o:AllowPNG\057>\012  <o:PixelsPerInch>\071\066<\057o:PixelsPerInch>\012<\057o:OfficeDocumentSett" "ings>\012<\057xml>\012<\057noscript>\012<![endif]-->\012<!--[if lte mso \061\061]>\012<style type=\042text\057css\042>\012.mj-outlook-g" "roup-fix { width:\061\060\060% !important; }\012<\057style>\012<![endif]-->\012<style type=\042text\057css\042>@media only scr" "een and (min-width:\064\070\060px) { .mj-column-per-\061\060\060 { width:\061\060\060% !important; max-width:\061\060\060%; }  }<\057st" "yle><style media=\042screen and (min-width:\064\070\060px)\042>.moz-text-html .mj-column-per-\061\060\060 { width:\061\060\060% !" "important; max-width:\061\060\060%; } <\057style><style type=\042text\057css\042>.note { color: ", 1227))) return fl_fail(c, 0, e);
     {
        fl_text t7 = {0};
        if (f->v1) {
            t7 = ((fl_text){"red", 3});
        }
        else {
            t7 = ((fl_text){"blue", 4});
        }
        if ((e = x_escape_esc_css_value(c, o, t7))) return fl_fail(c, 7, e);
        if (o->n > f->limit) return fl_fail(c, 7, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " }<\057style><\057head><body style=\042word-spacing:normal;\042><div style=\042display:none;font-size:\061px;color" ":#ffffff;line-height:\061px;max-height:\060px;max-width:\060px;opacity:\060;overflow:hidden;\042>", 178))) return fl_fail(c, 0, e);
     {
        fl_list t9 = FL_AT(fl_list, f->row, 72);
        int64_t t10 = 0;
        for (int64_t t11 = 0; t11 < t9.n; t11++) {
            if (fl_turn(c)) return fl_fail(c, 8, FL_TOO_MANY_TURNS);
            const char * t12 = t9.p + (t11) * 24;
            f->v2 = t12;
            t10++;
        }
        if ((e = fl_write_int(o, t10))) return fl_fail(c, 9, e);
        if (o->n > f->limit) return fl_fail(c, 9, FL_TOO_LONG);
    }
    if ((e = fl_write(o, " items<\057div><div aria-label=\042", 29))) return fl_fail(c, 0, e);
     {
        fl_text t13 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_html(c, o, t13))) return fl_fail(c, 6, e);
        if (o->n > f->limit) return fl_fail(c, 6, FL_TOO_LONG);
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if ((e = fl_write(o, " \052", 2))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, "\042 aria-roledescription=\042email\042 role=\042article\042 lang=\042en\042 dir=\042auto\042><!--[if mso | IE]><table bord" "er=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 align=\042center\042 width=\042\066\060\060\042 style=\042wid" "th:\066\060\060px;\042><tr><td style=\042line-height:\060px;font-size:\060px;mso-line-height-rule:exactly;\042><![endif]" "--><div style=\042margin:\060px auto;max-width:\066\060\060px;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042" "\060\042 role=\042presentation\042 align=\042center\042 style=\042width:\061\060\060%;\042><tbody><tr><td style=\042direction:ltr;fo" "nt-size:\060px;padding:\062\060px \060;text-align:center;\042><!--[if mso | IE]><table border=\042\060\042 cellpadding=\042" "\060\042 cellspacing=\042\060\042 role=\042presentation\042><tr><![endif]--><!--[if mso | IE]><td style=\042vertical-ali" "gn:top;width:\066\060\060px;\042><![endif]--><div class=\042mj-outlook-group-fix mj-column-per-\061\060\060\042 style=\042font" "-size:\060px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:\061\060\060%;\042><ta" "ble border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 width=\042\061\060\060%\042 style=\042vertical-" "align:top;\042><tbody><tr><td align=\042left\042 class=\042note\042 style=\042font-size:\060px;padding:\061\060px \062\065px;word" "-break:break-word;\042><div style=\042font-family:Arial;font-size:\061\063px;line-height:\061;text-align:left;c" "olor:#\060\060\060\060\060\060;\042>Dear ", 1172))) return fl_fail(c, 0, e);
     {
        fl_text t15 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_html(c, o, t15))) return fl_fail(c, 10, e);
        if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ",<br>R&amp;D \346\202\250\345\245\275<\057div><\057td><\057tr>", 35))) return fl_fail(c, 0, e);
     {
        fl_list t17 = FL_AT(fl_list, f->row, 72);
        f->l0 = (fl_loop){t17.p, NULL, 0, t17.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t18 = fl_loop_row(&f->l0, f->l0.i , 24);
            f->v3 = t18;
            if ((e = fl_write(o, "        <tr><td align=\042right\042 style=\042font-size:\060px;padding:\061\060px \062\065px;word-break:break-word;\042><di" "v style=\042font-family:Arial;font-size:\061\063px;line-height:\061;text-align:right;color:#\060\060\060\060\060\060;\042>", 185))) return fl_fail(c, 0, e);
             {
                fl_text t19 = FL_AT(fl_text, f->v3, 0);
                if ((e = x_escape_esc_html(c, o, t19))) return fl_fail(c, 12, e);
                if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ": ", 2))) return fl_fail(c, 0, e);
             {
                fl_dec t21 = fl_dec_of_dec64(FL_AT(int64_t, f->v3, 16), 2);
                fl_text t22 = {0};
                if ((e = x_formats_money(c, ((fl_text){"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), t21, &t22))) return fl_fail(c, 13, e);
                if ((e = x_escape_esc_html(c, o, t22))) return fl_fail(c, 14, e);
                if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057div><\057td><\057tr>", 16))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
        }
        if (!f->l0.n) {
            if ((e = fl_write(o, "        <tr><td>nothing<\057td><\057tr>", 33))) return fl_fail(c, 0, e);
        }
    }
    if ((e = fl_write(o, "        <tr><td align=\042center\042 vertical-align=\042middle\042 style=\042font-size:\060px;padding:\061\060px \062\065px;wo" "rd-break:break-word;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 styl" "e=\042border-collapse:separate;line-height:\061\060\060%;\042><tbody><tr><td align=\042center\042 bgcolor=\042#\064\061\064\061\064\061\042 r" "ole=\042presentation\042 valign=\042middle\042 style=\042border:none;border-radius:\063px;cursor:auto;mso-padding-" "alt:\061\060px \062\065px;background:#\064\061\064\061\064\061;\042><a href=\042", 428))) return fl_fail(c, 0, e);
     {
        fl_text t24 = FL_AT(fl_text, f->row, 56);
        if ((e = x_escape_esc_url_link_attr(c, o, t24))) return fl_fail(c, 15, e);
        if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
    }
    if ((e = fl_write(o, "\042 target=\042_blank\042 style=\042display:inline-block;background:#\064\061\064\061\064\061;color:#ffffff;font-family:Arial" ";font-size:\061\063px;font-weight:normal;line-height:\061\062\060%;margin:\060;text-decoration:none;text-transform" ":none;padding:\061\060px \062\065px;mso-padding-alt:\060px;border-radius:\063px;\042>Go<\057a><\057td><\057tr><\057tbody><\057table>" "<\057td><\057tr><tr><td align=\042left\042 style=\042font-size:\060px;padding:\061\060px \062\065px;word-break:break-word;\042><t" "able border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 width=\042\061\060\060%\042 style=\042color:#\060\060\060\060\060\060;font-family:Ar" "ial;font-size:\061\063px;line-height:\062\062px;table-layout:auto;width:\061\060\060%;border:none;\042>\012", 560))) return fl_fail(c, 0, e);
     {
        fl_list t26 = FL_AT(fl_list, f->row, 72);
        const char ** t27 = (const char **)fl_rows(c, t26.n, sizeof(char *));
        if (!t27) return fl_fail(c, 16, FL_MEMORY);
        int64_t t28 = 0;
        for (int64_t t29 = 0; t29 < t26.n; t29++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t30 = t26.p + (t29) * 24;
            f->v4 = t30;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v4, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(5)), 0, 0})) > 0)) t27[t28++] = t30;
        }
        f->l1 = (fl_loop){NULL, t27, 0, t28};
        for (f->l1.i = 0; f->l1.i < f->l1.n; f->l1.i++) {
            const char * t31 = fl_loop_row(&f->l1, f->l1.i , 24);
            f->v4 = t31;
            if ((e = fl_write(o, "          <tr><td>", 18))) return fl_fail(c, 0, e);
             {
                fl_text t32 = FL_AT(fl_text, f->v4, 0);
                if ((e = x_escape_esc_html(c, o, t32))) return fl_fail(c, 17, e);
                if (o->n > f->limit) return fl_fail(c, 17, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "<\057td><\057tr>\012", 11))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
        }
    }
    if ((e = fl_write(o, "        <\057table><\057td><\057tr><\057tbody><\057table><\057div><!--[if mso | IE]><\057td><![endif]--><!--[if mso |" " IE]><\057tr><\057table><![endif]--><\057td><\057tr><\057tbody><\057table><\057div><!--[if mso | IE]><\057td><\057tr><\057tabl" "e><![endif]-->", 206))) return fl_fail(c, 0, e);
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if ((e = fl_write(o, "    <!--[if mso | IE]><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042 bgco" "lor=\042#eeeeee\042 align=\042center\042 width=\042\066\060\060\042 style=\042width:\066\060\060px;\042><tr><td style=\042line-height:\060px;fon" "t-size:\060px;mso-line-height-rule:exactly;\042><![endif]--><div style=\042background:#eeeeee;background-" "color:#eeeeee;margin:\060px auto;max-width:\066\060\060px;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060" "\042 role=\042presentation\042 align=\042center\042 style=\042background:#eeeeee;background-color:#eeeeee;width:\061\060" "\060%;\042><tbody><tr><td style=\042direction:ltr;font-size:\060px;padding:\062\060px \060;text-align:center;\042><!--[i" "f mso | IE]><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042presentation\042><tr><![endif]-" "-><!--[if mso | IE]><td style=\042vertical-align:top;width:\066\060\060px;\042><![endif]--><div class=\042mj-outlo" "ok-group-fix mj-column-per-\061\060\060\042 style=\042font-size:\060px;text-align:left;direction:ltr;display:inlin" "e-block;vertical-align:top;width:\061\060\060%;\042><table border=\042\060\042 cellpadding=\042\060\042 cellspacing=\042\060\042 role=\042" "presentation\042 width=\042\061\060\060%\042 style=\042vertical-align:top;\042><tbody><tr><td align=\042left\042 style=\042font-s" "ize:\060px;padding:\061\060px \062\065px;word-break:break-word;\042><div style=\042font-family:Arial;font-size:\061\063px;l" "ine-height:\061;text-align:left;color:#\060\060\060\060\060\060;\042>For members<\057div><\057td><\057tr><\057tbody><\057table><\057div><!" "--[if mso | IE]><\057td><![endif]--><!--[if mso | IE]><\057tr><\057table><![endif]--><\057td><\057tr><\057tbody><\057" "table><\057div><!--[if mso | IE]><\057td><\057tr><\057table><![endif]-->", 1404))) return fl_fail(c, 0, e);
            break;
        }
    } while (0);
    if ((e = fl_write(o, "  <\057div><\057body><\057html>\012\000", 24))) return fl_fail(c, 0, e);
     {
        fl_text t34 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t34))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
static int r0_5(fl_ctx *c, struct f0 *f, fl_buf *o) {
    int e = 0;
     {
        fl_list t1 = FL_AT(fl_list, f->row, 72);
        int64_t t2 = 0;
        for (int64_t t3 = 0; t3 < t1.n; t3++) {
            if (fl_turn(c)) return fl_fail(c, 5, FL_TOO_MANY_TURNS);
            const char * t4 = t1.p + (t3) * 24;
            f->v0 = t4;
            t2++;
        }
        f->v1 = (t2 > INT64_C(1));
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            break;
        }
    } while (0);
    if ((e = fl_write(o, "Dear ", 5))) return fl_fail(c, 0, e);
     {
        fl_text t5 = FL_AT(fl_text, f->row, 16);
        if ((e = x_escape_esc_plain(c, o, t5))) return fl_fail(c, 10, e);
        if (o->n > f->limit) return fl_fail(c, 10, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ",\012R&D \346\202\250\345\245\275", 12))) return fl_fail(c, 0, e);
     {
        fl_list t7 = FL_AT(fl_list, f->row, 72);
        f->l0 = (fl_loop){t7.p, NULL, 0, t7.n};
        if (fl_turns(c, f->l0.n)) return fl_fail(c, 11, FL_TOO_MANY_TURNS);
        for (f->l0.i = 0; f->l0.i < f->l0.n; f->l0.i++) {
            const char * t8 = fl_loop_row(&f->l0, f->l0.i , 24);
            f->v3 = t8;
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
             {
                fl_text t9 = FL_AT(fl_text, f->v3, 0);
                if ((e = x_escape_esc_plain(c, o, t9))) return fl_fail(c, 12, e);
                if (o->n > f->limit) return fl_fail(c, 12, FL_TOO_LONG);
            }
            if ((e = fl_write(o, ": ", 2))) return fl_fail(c, 0, e);
             {
                fl_dec t11 = fl_dec_of_dec64(FL_AT(int64_t, f->v3, 16), 2);
                fl_text t12 = {0};
                if ((e = x_formats_money(c, ((fl_text){"\001\002\002\003\003\001\000\000\001.\001,\001$\000\002-$\000\000\000\000\000", 23}), t11, &t12))) return fl_fail(c, 13, e);
                if ((e = x_escape_esc_plain(c, o, t12))) return fl_fail(c, 14, e);
                if (o->n > f->limit) return fl_fail(c, 14, FL_TOO_LONG);
            }
            if (o->n > f->limit) return fl_fail(c, 11, FL_TOO_LONG);
        }
        if (!f->l0.n) {
            if ((e = fl_write(o, "\012nothing", 8))) return fl_fail(c, 0, e);
        }
    }
    if ((e = fl_write(o, "\012\012Go (", 6))) return fl_fail(c, 0, e);
     {
        fl_text t14 = FL_AT(fl_text, f->row, 56);
        if ((e = x_escape_esc_url_link(c, o, t14))) return fl_fail(c, 15, e);
        if (o->n > f->limit) return fl_fail(c, 15, FL_TOO_LONG);
    }
    if ((e = fl_write(o, ")\012\012", 3))) return fl_fail(c, 0, e);
     {
        fl_list t16 = FL_AT(fl_list, f->row, 72);
        const char ** t17 = (const char **)fl_rows(c, t16.n, sizeof(char *));
        if (!t17) return fl_fail(c, 16, FL_MEMORY);
        int64_t t18 = 0;
        for (int64_t t19 = 0; t19 < t16.n; t19++) {
            if (fl_turn(c)) return fl_fail(c, 16, FL_TOO_MANY_TURNS);
            const char * t20 = t16.p + (t19) * 24;
            f->v4 = t20;
            if ((fl_dec_order(x_decimal_dec_compare_wide, fl_dec_of_dec64(FL_AT(int64_t, f->v4, 16), 2), ((fl_dec){(((fl_u128)UINT64_C(0) << 64) | UINT64_C(5)), 0, 0})) > 0)) t17[t18++] = t20;
        }
        f->l1 = (fl_loop){NULL, t17, 0, t18};
        for (f->l1.i = 0; f->l1.i < f->l1.n; f->l1.i++) {
            const char * t21 = fl_loop_row(&f->l1, f->l1.i , 24);
            f->v4 = t21;
             {
                fl_text t22 = FL_AT(fl_text, f->v4, 0);
                if ((e = x_escape_esc_plain(c, o, t22))) return fl_fail(c, 17, e);
                if (o->n > f->limit) return fl_fail(c, 17, FL_TOO_LONG);
            }
            if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
            if (o->n > f->limit) return fl_fail(c, 16, FL_TOO_LONG);
        }
    }
    do {
        if (FL_AT(int64_t, f->row, 48)) {
            if ((e = fl_write(o, "\012For members\012\012", 14))) return fl_fail(c, 0, e);
            break;
        }
        if ((e = fl_write(o, "\012", 1))) return fl_fail(c, 0, e);
    } while (0);
    if ((e = fl_write(o, "\000", 1))) return fl_fail(c, 0, e);
     {
        fl_text t24 = FL_AT(fl_text, f->row, 0);
        if ((e = x_escape_esc_value(c, o, t24))) return fl_fail(c, 1, e);
        if (o->n > f->limit) return fl_fail(c, 1, FL_TOO_LONG);
    }
    return e;
}
/* Layout c1d3e6094d8a96c29876dbc42aaac639f2b4806ef868618bae015d2ab41756ed. */
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
    f.limit = c->parts[3].n + FL_MAX_PART;
    if ((e = r0_3(c, &f, &c->parts[3]))) return e;
    f.limit = c->parts[4].n + FL_MAX_PART;
    if ((e = r0_4(c, &f, &c->parts[4]))) return e;
    f.limit = c->parts[5].n + FL_MAX_PART;
    if ((e = r0_5(c, &f, &c->parts[5]))) return e;
    return e;
}
    """
    int (*x_decimal_dec_compare_wide)(fl_dec, fl_dec) noexcept nogil
    int (*x_escape_esc_address)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_address_name)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_css_value)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_header)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_html)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
    int (*x_escape_esc_plain)(fl_ctx *, fl_buf *, fl_text) noexcept nogil
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
x_escape_esc_html = m_escape.esc_html
x_escape_esc_plain = m_escape.esc_plain
x_escape_esc_url_link = m_escape.esc_url_link
x_escape_esc_url_link_attr = m_escape.esc_url_link_attr
x_escape_esc_value = m_escape.esc_value
x_formats_money = m_formats.money
RENDERERS = (renderer(<fl_render>render_0, 6),)
ABI = FL_ABI
