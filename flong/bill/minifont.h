/* Mini fonts: a few glyphs of a big font, renumbered from 1 on, without hints (WeasyPrint drops them as well).
   Functions return NULL, or the reason why not. Every offset inside a glyph is checked here; those of the tables are
   checked by those who fill the structs (sfnt.py, cff.py). */
#ifndef FLONG_MINIFONT_H
#define FLONG_MINIFONT_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef const char *mf_reason;

#define MF_MEMORY "there is no memory left"
#define MF_TOO_MANY "a mini font has 32000 glyphs at most"

enum { MF_MOST = 32000 };

typedef struct { const uint8_t *p; uint32_t n; } mf_span;

/* Bytes that grow; `failed` when there was no memory, checked once at the end. */
typedef struct { uint8_t *p; size_t n, room; int failed; } mf_buf;

static inline uint16_t mf_u16(const uint8_t *p) { return (uint16_t)(p[0] << 8 | p[1]); }

static inline uint32_t mf_u32(const uint8_t *p) { return (uint32_t)mf_u16(p) << 16 | mf_u16(p + 2); }

static inline void mf_set16(uint8_t *p, uint32_t value) {
    p[0] = (uint8_t)(value >> 8);
    p[1] = (uint8_t)value;
}

static inline void mf_set32(uint8_t *p, uint32_t value) {
    mf_set16(p, value >> 16);
    mf_set16(p + 2, value);
}

static int mf_grow(mf_buf *b, size_t more) {
    size_t room = 2 * (b->n + more) + 256;
    uint8_t *p = b->failed ? NULL : realloc(b->p, room);
    if (p == NULL) {
        b->failed = 1;
        return 0;
    }
    b->p = p;
    b->room = room;
    return 1;
}

/* Where `more` bytes may be written, or NULL. */
static inline uint8_t *mf_room(mf_buf *b, size_t more) {
    if (b->room - b->n < more && !mf_grow(b, more)) return NULL;
    b->n += more;
    return b->p + b->n - more;
}

static inline void mf_put(mf_buf *b, const void *p, size_t n) {
    uint8_t *to = mf_room(b, n);
    if (to != NULL && n) memcpy(to, p, n);
}

static inline void mf_put16(mf_buf *b, uint32_t value) {
    uint8_t *to = mf_room(b, 2);
    if (to != NULL) mf_set16(to, value);
}

static inline void mf_put32(mf_buf *b, uint32_t value) {
    mf_put16(b, value >> 16);
    mf_put16(b, value);
}

static inline void mf_align(mf_buf *b) { mf_put(b, "\0\0\0", -b->n & 3); }
#endif
