/* JSON texts (RFC 8259), read where they lie. All readers of json_*.h take what is surely good and move behind it;
   0 says that the slow twin (jsonrecord.py, bind_dicts.pyx) has to look. Nothing is read at `end` or behind it. */
#ifndef FLONG_JSON_TEXT_H
#define FLONG_JSON_TEXT_H
#include "core.h"
#include "utf8.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Growing stack of words: which fields of the open objects were seen, and the hashes of other names. */
typedef struct { uint64_t *p; int64_t n, cap; } json_words;

/* One record being read. `lengths` are those of the last list of each list field; `zone` is a table of
   resolve/zones.py, empty for UTC. */
typedef struct {
    const char *p, *end;
    fl_arena *arena;
    int64_t *lengths;
    fl_text zone;
    json_words words;
    int depth;
} json_reader;

/* The byte that comes next behind white space; 0 at the end. */
static inline int json_sign(json_reader *j) {
    for (; j->p < j->end; j->p++) {
        unsigned char byte = (unsigned char)*j->p;
        if (byte > ' ' || (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t')) return byte;
    }
    return 0;
}

static inline int json_take(json_reader *j, char sign) {
    int found = json_sign(j) == (unsigned char)sign;
    j->p += found;
    return found;
}

static inline int json_word(json_reader *j, const char *word, int64_t n) {
    if (j->end - j->p < n || memcmp(j->p, word, (size_t)n) != 0) return 0;
    j->p += n;
    return 1;
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
static __attribute__((noinline)) int json_decode(json_reader *j, fl_text *out) {
    const char *p = j->p, *close = json_close(p, j->end), *stop;
    char *start = close ? (char *)fl_alloc(j->arena, close - p) : NULL, *to = start;
    int high = 0;
    if (!start) return 0;
    for (;;) {
        stop = json_stop(p, close, &high);
        memcpy(to, p, (size_t)(stop - p));
        to += stop - p;
        if (stop == close) break;
        p = json_escape(stop, close, &to);
        if (!p) return 0;
    }
    j->p = close + 1;
    out->p = start;
    out->n = to - start;
    return !high || fl_utf8_valid(start, to - start);
}

/* The text whose opening quote was taken: where it lies, or decoded. */
static inline int json_text(json_reader *j, fl_text *out) {
    int high = 0;
    const char *stop = json_stop(j->p, j->end, &high);
    if (stop == j->end) return 0;
    if (*stop != '"') return json_decode(j, out);
    out->p = j->p;
    out->n = stop - j->p;
    j->p = stop + 1;
    return !high || fl_utf8_valid(out->p, out->n);
}

static inline int json_quoted(json_reader *j, fl_text *out) { return json_take(j, '"') && json_text(j, out); }
#endif
