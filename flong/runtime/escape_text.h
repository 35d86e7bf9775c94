/* JSON and CSS values. C0 controls but TAB, LF, CR vanish from every printed text. */
#ifndef FLONG_ESCAPE_TEXT_H
#define FLONG_ESCAPE_TEXT_H
#include "core.h"

static inline int is_dropped(unsigned char byte) {
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
}

static inline int is_alnum(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static int write_escape(fl_buf *out, const char *prefix, unsigned code, int digits, const char *suffix) {
    char text[12];
    int n = 0;
    for (; *prefix; prefix++) text[n++] = *prefix;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) text[n++] = "0123456789abcdef"[code >> shift & 15];
    for (; *suffix; suffix++) text[n++] = *suffix;
    return fl_write(out, text, n);
}

/* U+2028 or U+2029, which end a line in JavaScript; 0 for others. */
static inline unsigned line_separator(const char *p, const char *end) {
    return end - p >= 3 && !memcmp(p, "\xe2\x80", 2) && (p[2] & ~1) == (char)0xa8 ? 0x2000u + 0x28 + (p[2] & 1) : 0;
}

static int json_byte(fl_buf *out, unsigned char byte) {
    switch (byte) {
        case '\t': return fl_write(out, "\\t", 2);
        case '\n': return fl_write(out, "\\n", 2);
        case '\r': return fl_write(out, "\\r", 2);
        case '"': return fl_write(out, "\\\"", 2);
        case '\\': return fl_write(out, "\\\\", 2);
        case '<': case '>': case '&': return write_escape(out, "\\u", byte, 4, "");
        default: return fl_write(out, (const char *)&byte, !is_dropped(byte));
    }
}

/* The inside of a JSON string (RFC 8259) that may stand in a <script> element. */
static int fl_escape_json_string(fl_buf *out, const char *p, int64_t n) {
    const char *end = p + n;
    int r = FL_OK;
    while (p < end && r == FL_OK) {
        unsigned line = line_separator(p, end);
        r = line ? write_escape(out, "\\u", line, 4, "") : json_byte(out, (unsigned char)*p);
        p += line ? 3 : 1;
    }
    return r;
}

static int fl_escape_json(fl_buf *out, const char *p, int64_t n) {
    int r = fl_write(out, "\"", 1);
    if (r == FL_OK) r = fl_escape_json_string(out, p, n);
    return r ? r : fl_write(out, "\"", 1);
}

/* Only [A-Za-z0-9#%., +-]* may be the value of a declaration. */
static int fl_escape_css_value(fl_buf *out, const char *p, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)p[i];
        if (!is_alnum(byte) && (byte == 0 || !strchr("#%., +-", byte))) return FL_BAD_CSS;
    }
    return fl_write(out, p, n);
}

/* The inside of a quoted CSS string (CSS Syntax 3, "consume a string token"): all but letters, digits, spaces and
   non-ASCII is written as a hexadecimal escape. */
static int fl_escape_css_string(fl_buf *out, const char *p, int64_t n) {
    int r = FL_OK;
    for (const char *end = p + n; p < end && r == FL_OK; p++) {
        unsigned char byte = (unsigned char)*p;
        if (is_alnum(byte) || byte == ' ' || byte >= 0x80) r = fl_write(out, p, 1);
        else if (!is_dropped(byte)) r = write_escape(out, "\\", byte, 2, " ");
    }
    return r;
}
#endif
