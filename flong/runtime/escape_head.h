/* Head fields: control and bidirectional characters reject; mail addresses (RFC 5321, RFC 6531). */
#ifndef FLONG_ESCAPE_HEAD_H
#define FLONG_ESCAPE_HEAD_H
#include "escape_text.h"

/* The code point at p, which is valid UTF-8; p moves behind it. */
static inline unsigned next_char(const char **p) {
    unsigned char a = (unsigned char)*(*p)++;
    int more = a < 0x80 ? 0 : a < 0xe0 ? 1 : a < 0xf0 ? 2 : 3;
    unsigned code = more ? a & (0x3f >> more) : a;
    while (more--) code = code << 6 | ((unsigned char)*(*p)++ & 0x3f);
    return code;
}

/* C0, DEL, C1, the line separators, and the characters that change the direction of text. */
static inline int is_head_control(unsigned c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static int head_check(const char *p, int64_t n) {
    for (const char *end = p + n; p < end;)
        if (is_head_control(next_char(&p))) return FL_CONTROL_CHARACTER;
    return FL_OK;
}

static int fl_escape_head(fl_buf *out, const char *p, int64_t n) {
    int r = head_check(p, n);
    return r ? r : fl_write(out, p, n);
}

/* A quoted string (RFC 5322, 3.2.4). */
static int fl_escape_address_name(fl_buf *out, const char *p, int64_t n) {
    int r = head_check(p, n);
    if (r == FL_OK) r = fl_write(out, "\"", 1);
    for (const char *end = p + n; p < end && r == FL_OK; p++) {
        if (*p == '"' || *p == '\\') r = fl_write(out, "\\", 1);
        if (r == FL_OK) r = fl_write(out, p, 1);
    }
    return r ? r : fl_write(out, "\"", 1);
}

/* Letters of other scripts; not blanks, invisible characters or look-alikes of ASCII. */
static int is_letter_like(unsigned c) {
    return c > 0xa0 && c != 0xad && c != 0x1680 && c != 0x180e && !(c >= 0x2000 && c <= 0x206f) && c != 0x3000 &&
           c != 0x3002 && c != 0xfeff && !(c >= 0xff00 && c <= 0xff65) && !(c >= 0xfe00 && c <= 0xfe6f) &&
           !(c >= 0xe000 && c <= 0xf8ff) && !(c >= 0xfff0 && c <= 0xffff) && c < 0xe0000 && !is_head_control(c);
}

static int is_atom(unsigned c) {
    return c < 0x80 ? c && (is_alnum((unsigned char)c) || strchr("!#$%&'*+/=?^_`{|}~-", (int)c)) : is_letter_like(c);
}

/* Dot-atom: atoms with single dots between. */
static int is_dot_atom(const char *p, const char *end) {
    int dot = 1;
    while (p < end) {
        unsigned c = next_char(&p);
        if (c == '.' ? dot : !is_atom(c)) return 0;
        dot = c == '.';
    }
    return !dot;
}

/* "…" of printable ASCII without quotes, backslashes, angles and blanks. */
static int is_quoted_local(const char *p, const char *end) {
    if (end - p < 3 || *p++ != '"' || *--end != '"') return 0;
    for (; p < end; p++)
        if (*p <= ' ' || *p == 0x7f || strchr("\"\\<>", *p)) return 0;
    return 1;
}

/* Labels of letters, digits, _ and inner hyphens, at most 63 bytes when ASCII; no address literals. */
static int is_domain(const char *p, const char *end) {
    const char *label = p;
    if (end - p > 253) return 0;
    while (p <= end) {
        if (p == end || *p == '.') {
            if (p == label || p - label > 63 || *label == '-' || p[-1] == '-') return 0;
            label = ++p;
            continue;
        }
        unsigned c = next_char(&p);
        if (c < 0x80 ? !is_alnum((unsigned char)c) && c != '-' && c != '_' : !is_letter_like(c)) return 0;
    }
    return 1;
}

/* `=?…?=`, an encoded word (RFC 2047), which some programs decode even in an address, and then deliver elsewhere. */
static int has_encoded_word(const char *p, const char *end) {
    int begun = 0;
    for (; p + 1 < end; p++) {
        if (begun && p[0] == '?' && p[1] == '=') return 1;
        begun |= p[0] == '=' && p[1] == '?';
    }
    return 0;
}

/* Exactly one address `local@domain`, nothing around it. */
static int fl_escape_address(fl_buf *out, const char *p, int64_t n) {
    const char *at = p + n;
    while (at > p && at[-1] != '@') at--;
    if (at - p < 2 || at - 1 - p > 64 || has_encoded_word(p, at - 1)) return FL_BAD_ADDRESS;
    if (!is_dot_atom(p, at - 1) && !is_quoted_local(p, at - 1)) return FL_BAD_ADDRESS;
    return is_domain(at, p + n) ? fl_write(out, p, n) : FL_BAD_ADDRESS;
}
#endif
