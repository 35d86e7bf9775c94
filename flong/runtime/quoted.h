/* Quoted-printable (RFC 2045 section 6.7) of canonical text: lines of at most 76, none of which begins with `From `;
   a line of the text that is a lone dot is encoded. Soft breaks stand where Python's binascii puts them. */
#ifndef FLONG_QUOTED_H
#define FLONG_QUOTED_H
#include "canonical.h"

#define FL_COLUMNS 75
#define FL_SLICE 4096

/* What is still to be read, and where the line stands that is being written. */
typedef struct { const char *p, *end; char *to; int64_t column; } fl_quoter;

static inline int is_plain(unsigned char byte) { return byte >= 0x20 && byte < 0x7f && byte != '='; }

/* Copies plain bytes, at most `n`; gives how many. */
static inline int64_t plain_scalar(char *to, const char *p, int64_t n) {
    int64_t i = 0;
    while (i < n && is_plain((unsigned char)p[i])) { to[i] = p[i]; i++; }
    return i;
}

#ifdef __SSE2__
static inline int64_t plain_blocks(char *to, const char *p, int64_t n) {
    for (int64_t i = 0; i < n; i += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(p + i));
        __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('=')), _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7f)));
        unsigned stops = (unsigned)_mm_movemask_epi8(_mm_or_si128(odd, _mm_cmplt_epi8(x, _mm_set1_epi8(0x20))));
        _mm_storeu_si128((__m128i *)(to + i), x);
        if (stops) { int64_t k = i + __builtin_ctz(stops); return k < n ? k : n; }
    }
    return n;
}
#else
#define plain_blocks plain_scalar
#endif

static inline void fl_put(fl_quoter *q, const char *text, int n) {
    memcpy(q->to, text, (size_t)n);
    q->to += n;
}

static inline void fl_put_hex(fl_quoter *q, unsigned char byte) {
    static const char digits[] = "0123456789ABCDEF";
    q->to[0] = '=';
    q->to[1] = digits[byte >> 4];
    q->to[2] = digits[byte & 15];
    q->to += 3;
    q->column += 3;
}

/* A line of the output begins. What is counted as five columns for `From ` leaves the line shorter than it may be. */
static inline void fl_line_begins(fl_quoter *q) {
    q->column = 0;
    if (!fl_begins(q->p, q->end, "From ", 5)) return;
    fl_put(q, "=46=\r\nrom ", 10);
    q->p += 5;
    q->column = 5;
}

static inline void fl_soft_break(fl_quoter *q) {
    fl_put(q, "=\r\n", 3);
    fl_line_begins(q);
}

/* A line of the text begins. */
static inline void fl_text_line(fl_quoter *q) {
    fl_line_begins(q);
    if (!q->column && q->p < q->end && *q->p == '.' && (q->p + 1 == q->end || q->p[1] == '\r' || q->p[1] == 0))
        fl_put_hex(q, (unsigned char)*q->p++);
}

/* One byte that ended a run, or that no longer fits into the line. */
static inline void fl_quote_byte(fl_quoter *q) {
    unsigned char byte = (unsigned char)*q->p;
    if (byte == '=' && q->column + 3 <= FL_COLUMNS) { /* by far the commonest in HTML */
        fl_put(q, "=3D", 3);
        q->column += 3;
        q->p++;
        return;
    }
    int plain = is_plain(byte) || byte == '\t';
    if (byte == '\r') {
        fl_put(q, "\r\n", 2);
        q->p += 2;
        fl_text_line(q);
    } else if (q->column + (plain ? 1 : 3) > FL_COLUMNS) {
        fl_soft_break(q);
    } else if (plain) {
        *q->to++ = *q->p++;
        q->column++;
    } else {
        fl_put_hex(q, *(const unsigned char *)q->p++);
    }
}

/* Until `stop` is reached; a piece may pass it. */
static inline void fl_quote_slice(fl_quoter *q, const char *stop, int scalar) {
    while (q->p < stop) {
        int64_t left = q->end - q->p;
        int64_t room = FL_COLUMNS - q->column, most = left < room ? left : room;
        int64_t n = scalar ? plain_scalar(q->to, q->p, most) : plain_blocks(q->to, q->p, most);
        q->p += n;
        q->to += n;
        q->column += n;
        if (q->p < q->end) fl_quote_byte(q);
    }
}

/* Appends canonical text, behind which FL_SLACK bytes can be read. */
static inline int fl_quoted_printable(fl_buf *out, fl_text s, int scalar) {
    fl_quoter q = {s.p, s.p + s.n, NULL, 0};
    for (const char *stop; q.p < q.end;) {
        int64_t left = q.end - q.p;
        int r = fl_reserve(out, 4 * FL_SLICE);
        if (r) return r;
        q.to = out->p + out->n;
        stop = left < FL_SLICE ? q.end : q.p + FL_SLICE;
        if (q.p == s.p) fl_text_line(&q);
        fl_quote_slice(&q, stop, scalar);
        out->n = q.to - out->p;
    }
    return FL_OK;
}
#endif
