/* JSON texts (RFC 8259), read where they lie. The readers of json_*.h take what is surely good at p and give the address
   behind it; NULL says that the slow twin (jsonrecord.py, bind_dicts.pyx) has to look. Nothing is read at `end` or
   behind it. */
#ifndef FLONG_JSON_TEXT_H
#define FLONG_JSON_TEXT_H
#include "core.h"
#include "utf8.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Growing stack of words: which fields of the open objects were seen, and the hashes of other names. */
typedef struct { uint64_t *p; int64_t n, cap; } json_words;

/* What is known while a record is read, which ends at `end`. `lengths` are those of the last list of each list field;
   `zone` is a table of resolve/zones.py, empty for UTC. */
typedef struct {
    const char *end;
    fl_arena *arena;
    int64_t *lengths;
    fl_text zone;
    json_words words;
    int depth;
} json_reader;

/* Behind white space. */
static inline const char *json_space(const char *p, const char *end) {
    while (p < end && (unsigned char)*p <= ' ' && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
    return p;
}

/* Whether `sign` stands at p. */
static inline int json_at(const char *p, const char *end, char sign) { return p < end && *p == sign; }

/* Behind white space and `sign`. */
static inline const char *json_take(const char *p, const char *end, char sign) {
    p = json_space(p, end);
    return json_at(p, end, sign) ? p + 1 : NULL;
}

static inline const char *json_word(const char *p, const char *end, const char *word, int64_t n) {
    return end - p >= n && memcmp(p, word, (size_t)n) == 0 ? p + n : NULL;
}

/* Behind the comma that follows an item at `*p`: 0 when `close` stands there, `*p` is then behind it; or `*p` is NULL. */
static inline int json_more(const char **p, const char *end, char close) {
    const char *at = json_space(*p, end);
    char sign = at < end ? *at : 0;
    *p = sign == ',' || sign == close ? at + 1 : NULL;
    return sign == ',';
}

/* The first byte of p..end that ends plain text: a quote, a backslash, a control. `*high` is set when one beyond ASCII
   stands before it. */
static inline const char *json_stop_scalar(const char *p, const char *end, int *high) {
    unsigned char seen = 0;
    for (; p < end; p++) {
        unsigned char byte = (unsigned char)*p;
        if (byte == '"' || byte == '\\' || byte < 0x20) break;
        seen |= byte;
    }
    *high |= seen >> 7;
    return p;
}

#ifdef __SSE2__
static inline const char *json_stop(const char *p, const char *end, int *high) {
    for (; end - p >= 16; p += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)p);
        __m128i quotes = _mm_cmpeq_epi8(x, _mm_set1_epi8('"')), slashes = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
        __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1f)), x);
        unsigned stops = (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, slashes), controls));
        unsigned beyond = (unsigned)_mm_movemask_epi8(x);
        if (stops) {
            *high |= (beyond & (stops ^ (stops - 1))) != 0;
            return p + __builtin_ctz(stops);
        }
        *high |= beyond != 0;
    }
    return json_stop_scalar(p, end, high);
}
#else
#define json_stop json_stop_scalar
#endif

/* Four hexadecimal digits, or -1. */
static inline int json_hex(const char *p, const char *end) {
    int value = 0;
    if (end - p < 4) return -1;
    for (int i = 0; i < 4; i++) {
        unsigned digit = (unsigned char)p[i] - '0', letter = ((unsigned char)p[i] | 0x20) - 'a';
        if (digit > 9 && letter > 5) return -1;
        value = value << 4 | (int)(digit <= 9 ? digit : letter + 10);
    }
    return value;
}

static inline char *json_utf8(char *to, unsigned c) {
    if (c < 0x80) { *to++ = (char)c; return to; }
    if (c < 0x800) *to++ = (char)(0xc0 | c >> 6);
    else {
        if (c < 0x10000) *to++ = (char)(0xe0 | c >> 12);
        else { *to++ = (char)(0xf0 | c >> 18); *to++ = (char)(0x80 | (c >> 12 & 0x3f)); }
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

/* What \uXXXX at p stands for, alone or with the half that follows; behind it, or NULL. */
static inline const char *json_unicode(const char *p, const char *end, char **to) {
    int c = json_hex(p + 2, end), low;
    if (c < 0 || (c >= 0xdc00 && c < 0xe000)) return NULL;
    p += 6;
    if (c >= 0xd800 && c < 0xdc00) {
        if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return NULL;
        low = json_hex(p + 2, end);
        if (low < 0xdc00 || low >= 0xe000) return NULL;
        c = 0x10000 + ((c - 0xd800) << 10 | (low - 0xdc00));
        p += 6;
    }
    *to = json_utf8(*to, (unsigned)c);
    return p;
}

/* What the escape at p stands for, written to `*to`; behind it, or NULL. A byte follows the backslash. */
static inline const char *json_escape(const char *p, const char *end, char **to) {
    char byte;
    switch (p[1]) {
        case '"': case '\\': case '/': byte = p[1]; break;
        case 'b': byte = '\b'; break;
        case 'f': byte = '\f'; break;
        case 'n': byte = '\n'; break;
        case 'r': byte = '\r'; break;
        case 't': byte = '\t'; break;
        case 'u': return json_unicode(p, end, to);
        default: return NULL;
    }
    *(*to)++ = byte;
    return p + 2;
}

/* The quote that ends the text in which p is, or NULL. */
static inline const char *json_close(const char *p, const char *end) {
    int high = 0;
    for (;;) {
        p = json_stop(p, end, &high);
        if (p == end || (*p != '"' && *p != '\\')) return NULL;
        if (*p == '"') return p;
        if (end - p < 2) return NULL;
        p += 2;
    }
}

/* A text that has escapes: decoded, in the arena. */
static __attribute__((noinline)) const char *json_decode(json_reader *j, const char *p, fl_text *out) {
    const char *close = json_close(p, j->end), *stop;
    char *start = close ? (char *)fl_alloc(j->arena, close - p) : NULL, *to = start;
    int high = 0;
    if (!start) return NULL;
    for (;;) {
        stop = json_stop(p, j->end, &high);
        memcpy(to, p, (size_t)(stop - p));
        to += stop - p;
        if (stop == close) break;
        p = json_escape(stop, close, &to);
        if (!p) return NULL;
    }
    out->p = start;
    out->n = to - start;
    return high && !fl_utf8_valid(start, to - start) ? NULL : close + 1;
}

/* The text whose opening quote is before p: where it lies, or decoded. */
static inline const char *json_text(json_reader *j, const char *p, fl_text *out) {
    int high = 0;
    const char *stop = json_stop(p, j->end, &high);
    if (stop == j->end) return NULL;
    if (*stop != '"') return json_decode(j, p, out);
    out->p = p;
    out->n = stop - p;
    return high && !fl_utf8_valid(p, stop - p) ? NULL : stop + 1;
}

static inline const char *json_quoted(json_reader *j, const char *p, fl_text *out) {
    p = json_take(p, j->end, '"');
    return p ? json_text(j, p, out) : NULL;
}
#endif
