/* HTML as text, for `strip_tags`: tags, comments, scripts and styles go, blocks become lines, white space runs one
   space, and common character references are decoded. What is read is never shorter than what is written. */
#ifndef FLONG_TAGS_H
#define FLONG_TAGS_H
#include "unicode.h"

enum { TAGS_NONE, TAGS_SPACE, TAGS_LINE, TAGS_PARAGRAPH };

/* `gap` is what separates the next text from the one before. */
typedef struct { const char *p, *end; char *start, *to; int gap; } fl_tags;

static const struct { const char *name; int gap; } tags_gaps[] = {
    {"p", TAGS_PARAGRAPH}, {"h1", TAGS_PARAGRAPH}, {"h2", TAGS_PARAGRAPH}, {"h3", TAGS_PARAGRAPH},
    {"h4", TAGS_PARAGRAPH}, {"h5", TAGS_PARAGRAPH}, {"h6", TAGS_PARAGRAPH}, {"ul", TAGS_PARAGRAPH},
    {"ol", TAGS_PARAGRAPH}, {"dl", TAGS_PARAGRAPH}, {"table", TAGS_PARAGRAPH}, {"blockquote", TAGS_PARAGRAPH},
    {"pre", TAGS_PARAGRAPH}, {"hr", TAGS_PARAGRAPH}, {"div", TAGS_LINE}, {"li", TAGS_LINE}, {"tr", TAGS_LINE},
    {"dt", TAGS_LINE}, {"dd", TAGS_LINE}, {"section", TAGS_LINE}, {"article", TAGS_LINE}, {"header", TAGS_LINE},
    {"footer", TAGS_LINE}, {"td", TAGS_SPACE}, {"th", TAGS_SPACE},
};
static const struct { const char *name; int32_t cp; } tags_references[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xa0},
};

static inline int tags_blank(char b) { return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f'; }
static inline int tags_letter(char b) { return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z'); }
static inline char tags_lower(char b) { return b >= 'A' && b <= 'Z' ? (char)(b + 32) : b; }

/* Whether the `n` bytes at `p` are `name`, in any case. */
static inline int tags_is(const char *p, int64_t n, const char *name) {
    for (int64_t i = 0; i < n; i++)
        if (!name[i] || tags_lower(p[i]) != name[i]) return 0;
    return !name[n];
}

static inline void tags_want(fl_tags *t, int gap) { if (gap > t->gap) t->gap = gap; }

/* Room for text, the gap before it written. */
static inline char *tags_text(fl_tags *t) {
    if (t->to > t->start) {
        if (t->gap == TAGS_SPACE) *t->to++ = ' ';
        for (int i = TAGS_LINE; i <= t->gap; i++) *t->to++ = '\n';
    }
    t->gap = TAGS_NONE;
    return t->to;
}

/* The address behind the comment whose `<!` ends at `p`: one of `>` and `->` may end it at once. */
static const char *tags_comment_end(const char *p, const char *end) {
    for (const char *first = p + 2; end - p >= 3; p++) {
        if (p[0] != '-' || p[1] != '-') continue;
        if (p[2] == '>') return p + 3;
        if (p >= first && p[2] == '!' && end - p >= 4 && p[3] == '>') return p + 4;
    }
    return end;
}

/* The address behind the tag whose name ends at `p`: quoted values may hold `>`. */
static const char *tags_tag_end(const char *p, const char *end) {
    int value = 0; /* 1: a value may begin here, 2: in one without quotes */
    for (; p < end; p++) {
        if (value == 1 && (*p == '"' || *p == '\'')) {
            p = (const char *)memchr(p + 1, *p, (size_t)(end - p - 1));
            if (!p) return end;
            value = 0;
        } else if (*p == '>') return p + 1;
        else if (tags_blank(*p)) value = value == 1;
        else if (value) value = 2;
        else value = *p == '=';
    }
    return end;
}

/* The address of the end tag of `name` at or after `p`; the end when it does not come. */
static const char *tags_close(const char *p, const char *end, const char *name) {
    int64_t n = (int64_t)strlen(name);
    for (; end - p > n + 2; p++) {
        char last = p[n + 2];
        if (*p == '<' && p[1] == '/' && tags_is(p + 2, n, name) && (tags_blank(last) || last == '/' || last == '>')) return p;
    }
    return end;
}

/* After `<` or `</` and a letter. */
static void tags_tag(fl_tags *t, int closing) {
    const char *name = t->p + 1 + closing, *p = name;
    while (p < t->end && !tags_blank(*p) && *p != '/' && *p != '>') p++;
    int64_t n = p - name;
    t->p = tags_tag_end(p, t->end);
    if (tags_is(name, n, "br")) tags_want(t, t->gap >= TAGS_LINE ? TAGS_PARAGRAPH : TAGS_LINE);
    for (size_t i = 0; i < sizeof tags_gaps / sizeof *tags_gaps; i++)
        if (tags_is(name, n, tags_gaps[i].name)) tags_want(t, tags_gaps[i].gap);
    if (!closing && tags_is(name, n, "script")) t->p = tags_close(t->p, t->end, "script");
    if (!closing && tags_is(name, n, "style")) t->p = tags_close(t->p, t->end, "style");
}

/* At `<`: a tag or a comment is passed over, anything else is text. */
static void tags_markup(fl_tags *t) {
    char next = t->end - t->p > 1 ? t->p[1] : ' ', third = t->end - t->p > 2 ? t->p[2] : ' ';
    if (tags_letter(next)) tags_tag(t, 0);
    else if (next == '/' && tags_letter(third)) tags_tag(t, 1);
    else if (t->end - t->p >= 4 && !memcmp(t->p, "<!--", 4)) t->p = tags_comment_end(t->p + 2, t->end);
    else if (next == '!' || next == '?' || (next == '/' && t->end - t->p > 2)) {
        const char *close = (const char *)memchr(t->p + 2, '>', (size_t)(t->end - t->p - 2));
        t->p = close ? close + 1 : t->end;
    } else {
        *tags_text(t) = '<';
        t->to++;
        t->p++;
    }
}

/* The code point a reference stands for, `n` bytes behind `&` and before `;`; -1 when it is none. */
static int32_t tags_reference(const char *p, int64_t n) {
    int32_t cp = 0, base = n > 1 && tags_lower(p[1]) == 'x' ? 16 : 10;
    if (*p != '#') {
        for (size_t i = 0; i < sizeof tags_references / sizeof *tags_references; i++)
            if ((int64_t)strlen(tags_references[i].name) == n && !memcmp(p, tags_references[i].name, (size_t)n))
                return tags_references[i].cp;
        return -1;
    }
    const char *digit = p + (base == 16 ? 2 : 1);
    if (digit == p + n) return -1;
    for (; digit < p + n; digit++) {
        char b = tags_lower(*digit);
        int32_t d = b >= '0' && b <= '9' ? b - '0' : base == 16 && b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
        if (d < 0) return -1;
        cp = cp > 0x10ffff ? cp : cp * base + d;
    }
    return cp == 0 || cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff) ? 0xfffd : cp;
}

/* At `&`: a reference of at most eight letters or digits, or text. */
static void tags_ampersand(fl_tags *t) {
    const char *from = t->p + 1, *p = from;
    while (p < t->end && p - from < 9 && (*p == '#' || tags_letter(*p) || (*p >= '0' && *p <= '9'))) p++;
    int32_t cp = p > from && p < t->end && *p == ';' ? tags_reference(from, p - from) : -1;
    t->p = cp < 0 ? from : p + 1;
    t->to = fl_encode(tags_text(t), cp < 0 ? '&' : cp);
}

static int fl_strip_tags(fl_ctx *c, fl_text s, fl_text *out) {
    char *room = fl_room(c, s.n);
    fl_tags t = {s.p, s.p + s.n, room, room, TAGS_NONE};
    if (!room) return FL_MEMORY;
    while (t.p < t.end) {
        if (*t.p == '<') tags_markup(&t);
        else if (*t.p == '&') tags_ampersand(&t);
        else if (tags_blank(*t.p)) { tags_want(&t, TAGS_SPACE); t.p++; }
        else {
            char *to = tags_text(&t);
            while (t.p < t.end && *t.p != '<' && *t.p != '&' && !tags_blank(*t.p)) *to++ = *t.p++;
            t.to = to;
        }
    }
    return fl_finish(c, room, t.to, s.n, out);
}
#endif
