/* Head fields of mails as runtime/headers.py and addresses.py write them, for their plain forms. What is not plain, and
   whatever might be wrong, gives FL_UNUSUAL: those modules decide. */
#ifndef FLONG_MAILHEADS_H
#define FLONG_MAILHEADS_H
#include "base64.h"
#include "core.h"
#include "utf8.h"

#define FL_UNUSUAL (-1)
#define FL_HEAD_LINE 76
#define FL_MAX_TOKEN 900
#define FL_MAX_ID 250
#define FL_WORD 63 /* characters of an encoded word between =?UTF-8?B? and ?= */

/* A field that is being written, folded at its tokens. */
typedef struct { fl_buf *out; int64_t column, tokens; } fl_field;

/* --- characters -------------------------------------------------------------------------------- */

static inline int fl_is_alnum(unsigned char c) {
    return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

static inline int fl_is_atext(unsigned char c) {
    return fl_is_alnum(c) || (c && c < 0x80 && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

/* The code point at p, which is valid UTF-8, and its length. */
static inline uint32_t fl_char_at(const char *p, int *n) {
    unsigned char a = (unsigned char)*p;
    *n = a < 0x80 ? 1 : a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4;
    uint32_t code = *n > 1 ? a & (0x7fu >> *n) : a;
    for (int i = 1; i < *n; i++) code = code << 6 | ((unsigned char)p[i] & 0x3f);
    return code;
}

/* Characters that no field may hold (addresses.no_breaks), and blanks other than the space. */
static inline int fl_is_break(uint32_t c) {
    return (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

static inline int fl_is_odd_blank(uint32_t c) {
    return c == '\t' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
           c == 0x3000;
}

/* What a field's text is. */
typedef struct { int ascii, breaks, blanks, encoded; } fl_survey;

/* `blanks`: some other than single spaces between words; `encoded`: `=?` stands in it. */
static int fl_survey_text(fl_text s, fl_survey *out) {
    if (!fl_utf8_valid(s.p, s.n)) return FL_UNUSUAL;
    *out = (fl_survey){1, 0, s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' '), 0};
    for (int64_t i = 0; i < s.n;) {
        int n;
        uint32_t c = fl_char_at(s.p + i, &n);
        out->ascii &= n == 1;
        out->breaks |= fl_is_break(c);
        out->blanks |= fl_is_odd_blank(c) || (c == ' ' && i + 1 < s.n && s.p[i + 1] == ' ');
        out->encoded |= c == '=' && i + 1 < s.n && s.p[i + 1] == '?';
        i += n;
    }
    return FL_OK;
}

/* --- writing ----------------------------------------------------------------------------------- */

static inline int fl_put_text(fl_buf *out, fl_text s) { return fl_write(out, s.p, s.n); }

static int fl_field_begins(fl_field *f, fl_buf *out, fl_text name) {
    *f = (fl_field){out, name.n + 1, 0};
    int r = fl_put_text(out, name);
    return r ? r : fl_write(out, ":", 1);
}

/* Before a token of `n` characters: the blank, and a line break where the token would pass the line. */
static int fl_token_begins(fl_field *f, int64_t n) {
    int breaks = f->tokens++ > 0 && f->column + 1 + n > FL_HEAD_LINE;
    f->column = (breaks ? 0 : f->column) + 1 + n;
    return breaks ? fl_write(f->out, "\r\n ", 3) : fl_write(f->out, " ", 1);
}

static int fl_token(fl_field *f, fl_text s) {
    int r = fl_token_begins(f, s.n);
    return r ? r : fl_put_text(f->out, s);
}

/* --- encoded words (RFC 2047) ------------------------------------------------------------------ */

static inline int fl_is_q_safe(unsigned char c) { return fl_is_alnum(c) || (c && c < 0x80 && strchr("!*+-/", c)); }

static inline int fl_q_size(fl_text s) {
    int size = 0;
    for (int64_t i = 0; i < s.n; i++) size += s.p[i] == ' ' || fl_is_q_safe((unsigned char)s.p[i]) ? 1 : 3;
    return size;
}

static char *fl_q_text(char *to, fl_text s) {
    static const char digits[] = "0123456789ABCDEF";
    for (int64_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == ' ') { *to++ = '_'; continue; }
        if (fl_is_q_safe(c)) { *to++ = (char)c; continue; }
        *to++ = '=';
        *to++ = digits[c >> 4];
        *to++ = digits[c & 15];
    }
    return to;
}

static int fl_word(fl_field *f, fl_text s, int q) {
    char word[FL_WORD + 32], *to = word;
    memcpy(to, q ? "=?UTF-8?Q?" : "=?UTF-8?B?", 10);
    to = q ? fl_q_text(to + 10, s) : base64_scalar(to + 10, (const uint8_t *)s.p, s.n);
    memcpy(to, "?=", 2);
    return fl_token(f, (fl_text){word, to + 2 - word});
}

/* The text in words, each of whole characters; `first` is what room there is for the first. */
static int fl_words(fl_field *f, fl_text s, int64_t first) {
    int q = fl_q_size(s) <= (s.n + 2) / 3 * 4, n, r = FL_OK;
    int64_t room = first - 12 < 16 ? 16 : first - 12 > FL_WORD ? FL_WORD : first - 12, size = 0, start = 0;
    for (int64_t i = 0; i < s.n && r == FL_OK; i += n) {
        fl_char_at(s.p + i, &n);
        int cost = q ? fl_q_size((fl_text){s.p + i, n}) : n;
        if (size + cost > (q ? room : room / 4 * 3)) {
            r = fl_word(f, (fl_text){s.p + start, i - start}, q);
            size = 0, start = i, room = FL_WORD;
        }
        size += cost;
    }
    return r ? r : fl_word(f, (fl_text){s.p + start, s.n - start}, q);
}

/* --- fields of text ---------------------------------------------------------------------------- */

static int fl_plain_words(fl_field *f, fl_text s) {
    int r = FL_OK;
    for (const char *p = s.p, *end = s.p + s.n; p < end && r == FL_OK;) {
        const char *stop = (const char *)memchr(p, ' ', (size_t)(end - p));
        if (!stop) stop = end;
        r = fl_token(f, (fl_text){p, stop - p});
        p = stop + 1;
    }
    return r;
}

static int fl_has_long_word(fl_text s) {
    int64_t n = 0, most = 0;
    for (int64_t i = 0; i < s.n; i++) { n = s.p[i] == ' ' ? 0 : n + 1; most = n > most ? n : most; }
    return most >= FL_MAX_TOKEN;
}

/* headers.any_field, for what is no structured field (`structured` says that this one is). */
#define FL_LONGEST_NAME 60 /* headers.py refuses others */

static int fl_text_field(fl_buf *out, fl_text name, fl_text s, int structured) {
    fl_survey found;
    fl_field f;
    int r = s.n ? fl_survey_text(s, &found) : FL_UNUSUAL;
    if (r || found.breaks || fl_has_long_word(s) || name.n > FL_LONGEST_NAME) return FL_UNUSUAL;
    int plain = found.ascii && !found.blanks && !found.encoded;
    if (structured && !plain) return FL_UNUSUAL;
    r = fl_field_begins(&f, out, name);
    if (r == FL_OK) r = plain ? fl_plain_words(&f, s) : fl_words(&f, s, FL_HEAD_LINE - name.n - 2);
    return r;
}

/* --- addresses --------------------------------------------------------------------------------- */

/* Atoms with single dots between, at most 64 bytes; nothing that could be taken for an encoded word. */
static int fl_plain_local(fl_text s) {
    int dot = 1;
    if (s.n > 64) return 0;
    for (int64_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '.' ? dot : !fl_is_atext(c)) return 0;
        if (c == '=' && i + 1 < s.n && s.p[i + 1] == '?') return 0;
        dot = c == '.';
    }
    return !dot;
}

/* Labels of letters, digits, `_` and inner hyphens, in all at most 253 bytes. */
static int fl_plain_domain(fl_text s) {
    int64_t label = 0;
    if (s.n > 253) return 0;
    for (int64_t i = 0; i <= s.n; i++) {
        unsigned char c = i < s.n ? (unsigned char)s.p[i] : '.';
        if (c == '.') {
            if (label < 1 || label > 63 || s.p[i - 1] == '-') return 0;
            label = 0;
        } else if (fl_is_alnum(c) || c == '_' || (c == '-' && label)) {
            label++;
        } else {
            return 0;
        }
    }
    return 1;
}

static int fl_plain_address(fl_text s) {
    const char *at = s.n ? (const char *)memchr(s.p, '@', (size_t)s.n) : NULL;
    return at && fl_plain_local((fl_text){s.p, at - s.p}) && fl_plain_domain((fl_text){at + 1, s.p + s.n - at - 1});
}

/* The end of the quoted string that begins at p, whose escapes are only \" and \\; NULL when there is none. */
static const char *fl_quoted_end(const char *p, const char *end) {
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\' && ++p < end && *p != '"' && *p != '\\') return NULL;
    return p < end ? p : NULL;
}

/* A mailbox: the name as it stands in quotes, and the address. */
typedef struct { fl_text name, address; fl_survey found; } fl_mailbox;

/* `local@domain`, `Name <local@domain>` or `"Name" <local@domain>`, or FL_UNUSUAL. */
static int fl_read_mailbox(fl_text s, fl_mailbox *out) {
    const char *p = s.p, *end = s.p + s.n, *name_end = p, *angle;
    *out = (fl_mailbox){{p, 0}, s, {1, 0, 0, 0}};
    if (!s.n) return FL_UNUSUAL;
    if (end[-1] != '>') return fl_plain_address(s) ? FL_OK : FL_UNUSUAL;
    int quoted = *p == '"';
    if (quoted && !(name_end = fl_quoted_end(p++, end))) return FL_UNUSUAL;
    angle = (const char *)memchr(name_end, '<', (size_t)(end - name_end));
    if (!angle) return FL_UNUSUAL;
    const char *gap = angle;
    while (gap > name_end && gap[-1] == ' ') gap--;
    if (quoted ? gap != name_end + 1 : gap == angle && angle > s.p) return FL_UNUSUAL;
    if (!quoted) name_end = gap;
    out->name = (fl_text){p, name_end - p};
    out->address = (fl_text){angle + 1, end - angle - 2};
    if (fl_survey_text(out->name, &out->found) || out->found.breaks || out->found.blanks) return FL_UNUSUAL;
    for (int64_t i = 0; !quoted && i < out->name.n; i++) if (strchr("\"<>,@\\", p[i])) return FL_UNUSUAL;
    return fl_plain_address(out->address) ? FL_OK : FL_UNUSUAL;
}

/* The address with its domain in lower case, in `before` and `after`. */
static int fl_address_token(fl_field *f, fl_text s, int angles) {
    int r = fl_token_begins(f, s.n + (angles ? 2 : 0)), domain = 0;
    if (r == FL_OK && angles) r = fl_write(f->out, "<", 1);
    if (r == FL_OK) r = fl_put_text(f->out, s);
    if (r) return r;
    for (char *p = f->out->p + f->out->n - s.n, *end = p + s.n; p < end; p++) {
        if (domain && *p >= 'A' && *p <= 'Z') *p = (char)(*p | 0x20);
        domain |= *p == '@';
    }
    return angles ? fl_write(f->out, ">", 1) : FL_OK;
}

static int fl_quoted_token(fl_field *f, fl_text s) {
    int r = fl_token_begins(f, s.n + 2);
    if (r == FL_OK) r = fl_write(f->out, "\"", 1);
    if (r == FL_OK) r = fl_put_text(f->out, s);
    return r ? r : fl_write(f->out, "\"", 1);
}

/* headers.address_field of addresses.parse_addresses, for one plain mailbox. */
static int fl_address_field(fl_buf *out, fl_text name, fl_text s) {
    fl_mailbox box;
    fl_field f;
    int r = fl_read_mailbox(s, &box);
    if (r || box.name.n > FL_MAX_TOKEN) return FL_UNUSUAL;
    int plain = box.found.ascii && !box.found.encoded;
    if (!plain && memchr(box.name.p, '\\', (size_t)box.name.n)) return FL_UNUSUAL;
    r = fl_field_begins(&f, out, name);
    if (r == FL_OK && box.name.n) r = plain ? fl_quoted_token(&f, box.name) : fl_words(&f, box.name, 60);
    return r ? r : fl_address_token(&f, box.address, box.name.n > 0);
}

/* headers.message_id: `left@right`. */
static int fl_is_message_id(fl_text s) {
    int64_t at = 0;
    if (s.n > FL_MAX_ID) return 0;
    for (int64_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '@' ? at || !i : c != '.' && !fl_is_atext(c)) return 0;
        if (c == '@') at = i;
    }
    return at > 0 && at < s.n - 1;
}
#endif
