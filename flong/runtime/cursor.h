/* Writing a part through a cursor: room is asked for once before a stretch of code, then written without a question. */
#ifndef FLONG_CURSOR_H
#define FLONG_CURSOR_H
#include "escape_html.h"
#include "fixed.h"

#define FL_RARE(x) __builtin_expect(!!(x), 0)
#define FL_USUAL(x) __builtin_expect(!!(x), 1)

/* The next byte, and where to ask again: the buffer's end, or the part's limit if that comes first. Behind the limit
   there is still as much room as was asked for, so `w > end` says that the part is too long. */
typedef struct { char *w, *end; } fl_cursor;

static inline fl_cursor fl_open(const fl_buf *o, int64_t limit) {
    return (fl_cursor){o->p + o->n, o->p + (o->cap < limit ? o->cap : limit)};
}

/* Room for `more` bytes; without memory the cursor's end is NULL, before its next byte. */
static FL_COLD fl_cursor fl_room_at(fl_buf *o, int64_t limit, fl_cursor k, int64_t more) {
    o->n = k.w - o->p;
    return fl_reserve(o, more) ? (fl_cursor){(char *)1, NULL} : fl_open(o, limit);
}

/* What a cursor behind its end tells. */
static inline int fl_over(fl_cursor k) { return k.end ? FL_TOO_LONG : FL_MEMORY; }

/* A literal: short ones are copied inline, long ones by libc. */
static inline char *fl_literal(char *w, const char *p, int64_t n) {
    memcpy(w, p, (size_t)n);
    return w + n;
}

static __attribute__((noinline, unused)) char *fl_long_literal(char *w, const char *p, int64_t n) {
    memcpy(w, p, (size_t)n);
    return w + n;
}

/* A text so long that room is made for a slice at a time: five times its size would be too much. */
static FL_COLD fl_cursor fl_long_text(fl_buf *o, int64_t limit, fl_cursor k, fl_text t, int64_t more, int html) {
    o->n = k.w - o->p;
    if (html ? fl_escape_html(o, t.p, t.n) : fl_escape_none(o, t.p, t.n)) return (fl_cursor){(char *)1, NULL};
    return fl_room_at(o, limit, fl_open(o, limit), more);
}

/* `t`, escaped for HTML or (plain) without control characters, with room for `more` bytes behind it. */
static inline fl_cursor fl_escaped(fl_buf *o, int64_t limit, fl_cursor k, fl_text t, int64_t more, int html) {
    int64_t room = t.n * (html ? FL_LONGEST_ENTITY : 1) + FL_BLOCK + more;
    if (FL_RARE(k.end - k.w < room)) {
        if (t.n > FL_TEXT_SLICE) return fl_long_text(o, limit, k, t, more, html);
        k = fl_room_at(o, limit, k, room);
        if (!k.end) return k;
    }
    k.w = escape_text(k.w, t.p, t.n, html);
    return k;
}

static inline fl_cursor fl_html(fl_buf *o, int64_t limit, fl_cursor k, fl_text t, int64_t more) {
    return fl_escaped(o, limit, k, t, more, 1);
}

static inline fl_cursor fl_plain(fl_buf *o, int64_t limit, fl_cursor k, fl_text t, int64_t more) {
    return fl_escaped(o, limit, k, t, more, 0);
}
#endif
