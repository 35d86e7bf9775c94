/* URLs (RFC 3986, WHATWG URL): which scheme a whole one has, and which bytes may stand in one. */
#ifndef FLONG_ESCAPE_URL_H
#define FLONG_ESCAPE_URL_H
#include "escape_text.h"
#include <strings.h>

static inline int is_hex(unsigned char b) { return (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'f'); }

static inline int is_unreserved(unsigned char b) { return is_alnum(b) || b == '-' || b == '.' || b == '_' || b == '~'; }

static int write_percent(fl_buf *out, unsigned char byte) {
    char text[3] = {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
    return fl_write(out, text, 3);
}

/* Path segment, query or fragment: everything but unreserved characters is encoded. */
static int fl_escape_url_part(fl_buf *out, const char *p, int64_t n) {
    int r = fl_reserve(out, n);
    for (const char *end = p + n; p < end && r == FL_OK; p++) {
        unsigned char byte = (unsigned char)*p;
        if (is_unreserved(byte)) r = fl_write(out, p, 1);
        else if (!is_dropped(byte)) r = write_percent(out, byte);
    }
    return r;
}

static inline int starts_with(fl_text s, const char *prefix) {
    size_t n = strlen(prefix);
    return s.n >= (int64_t)n && strncasecmp(s.p, prefix, n) == 0;
}

/* Without what browsers ignore at both ends: blanks and controls. */
static fl_text url_trim(fl_text s) {
    while (s.n && (unsigned char)s.p[0] <= 0x20) { s.p++; s.n--; }
    while (s.n && (unsigned char)s.p[s.n - 1] <= 0x20) s.n--;
    return s;
}

static int is_data_image(fl_text s) { return starts_with(s, "data:image/"); }

/* No scheme, or one that may stand. Whatever is before the first colon counts as one, unless a / ? # comes first. */
static int url_allowed(fl_text s, int image) {
    static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:", "sms:", "cid:"};
    int64_t colon = 0;
    while (colon < s.n && !strchr(":/?#", s.p[colon] ? s.p[colon] : 'x')) colon++;
    if (colon == s.n || s.p[colon] != ':') return 1;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (starts_with(s, schemes[i])) return 1;
    return image && is_data_image(s);
}

static int is_kept(fl_text s, int64_t i, const char *encode) {
    unsigned char byte = (unsigned char)s.p[i];
    if (byte == 0 || strchr(encode, byte)) return 0;
    if (byte == '%') return i + 2 < s.n && is_hex((unsigned char)s.p[i + 1]) && is_hex((unsigned char)s.p[i + 2]);
    return is_unreserved(byte) || strchr(":/?#[]@!$&'()*+,;=", byte) != NULL;
}

/* Existing %XX and reserved characters stay, but for those in `encode`; other bytes are encoded. */
static int url_normalise(fl_buf *out, fl_text s, const char *encode) {
    int r = fl_reserve(out, s.n);
    for (int64_t i = 0; i < s.n && r == FL_OK; i++) {
        if (is_kept(s, i, encode)) r = fl_write(out, s.p + i, 1);
        else if (!is_dropped((unsigned char)s.p[i])) r = write_percent(out, (unsigned char)s.p[i]);
    }
    return r;
}

static int fl_escape_url_link(fl_buf *out, fl_text s) {
    s = url_trim(s);
    return url_allowed(s, 0) ? url_normalise(out, s, "") : FL_BAD_SCHEME;
}

static const char FL_REFUSED_IMAGE[] = "about:invalid#flong";

static int url_picture(fl_buf *out, fl_text s, const char *encode) {
    s = url_trim(s);
    if (!url_allowed(s, 1)) return fl_write(out, FL_REFUSED_IMAGE, sizeof FL_REFUSED_IMAGE - 1);
    return url_normalise(out, s, encode);
}

/* A comma at its end, or nothing at all, would end a candidate of `srcset`; in data: commas are part of the syntax. */
static int fl_escape_url_image(fl_buf *out, fl_text s) {
    s = url_trim(s);
    int data = is_data_image(s);
    while (data && s.p[s.n - 1] == ',') s.n--;
    if (!s.n) return fl_write(out, FL_REFUSED_IMAGE, sizeof FL_REFUSED_IMAGE - 1);
    return url_picture(out, s, data ? "" : ",");
}

/* Inside url(…), quoted or not. */
static int fl_escape_css_url(fl_buf *out, fl_text s) { return url_picture(out, s, "'()"); }
#endif
