/* The structs that compiled renderers and the runtime share. A change here raises FL_ABI. */
#ifndef FLONG_CORE_H
#define FLONG_CORE_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FL_ABI 4

typedef unsigned __int128 fl_u128;
typedef __int128 fl_i128;

/* UTF-8, not terminated. */
typedef struct { const char *p; int64_t n; } fl_text;

/* A decimal: (-1)^neg * c * 10^e, c < 10^34 (General Decimal Arithmetic, decimal128). */
typedef struct { fl_u128 c; int32_t e; int32_t neg; } fl_dec;

/* `n` rows of a stride the compiler knows. */
typedef struct { const char *p; int64_t n; } fl_list;

/* Growing output. */
typedef struct { char *p; int64_t n, cap; } fl_buf;

/* Where a text ends that may grow in place, and how far. */
typedef struct { char *end, *limit; } fl_tail;
#define FL_TAILS 8

/* Memory for the values of one record; blocks are chained and reused. `held` counts the bytes of the
 * blocks up to `now`, which are at most `most` unless that is 0; `tails` are texts that got room to grow. */
typedef struct fl_block { struct fl_block *next; int64_t cap; } fl_block;
typedef struct { fl_block *first, *now; int64_t used, held, most; fl_tail tails[FL_TAILS]; uint32_t tail; } fl_arena;

/* Why a record fails. Texts stand in runtime/reasons.py, in the same order. */
enum {
    FL_OK = 0, FL_MEMORY, FL_INT_OVERFLOW, FL_DECIMAL_OVERFLOW, FL_DIVISION_BY_ZERO, FL_BAD_DATE, FL_BAD_NUMBER,
    FL_NOT_WHOLE, FL_TOO_LONG, FL_TOO_MANY_TURNS, FL_BAD_SCHEME, FL_BAD_CSS, FL_BAD_ADDRESS, FL_CONTROL_CHARACTER,
    FL_BAD_ARGUMENT, FL_REJECTED, FL_SKIPPED,
    FL_DECIMAL_DIGITS, FL_ZERO_POWER
};

/* A picture to be made from data: kind 1 is a QR code. `id` is 32 hex digits of the content's hash. */
typedef struct { int32_t kind, size, level, row; char id[32]; int64_t at, n; } fl_asset;

/* Everything a rendering needs. `reason` carries the text of reject and skip (in the arena); `left_out`, where it is
 * not NULL, is 1 for each part that is not wanted. */
typedef struct {
    fl_buf *parts;
    fl_arena arena;
    int32_t code, place;
    fl_text reason;
    int64_t now, today, turns;
    int32_t row;
    fl_asset *assets;
    int64_t n_assets, cap_assets;
    fl_buf asset_data;
    const char *left_out;
} fl_ctx;

/* Limits of one record (docs/language.md, "Limits"). */
#define FL_MAX_TURNS 10000000
#define FL_MAX_PART ((int64_t)16 << 20)
#define FL_MAX_ALLOC ((int64_t)64 << 20)
#define FL_MAX_HELD ((int64_t)512 << 20)

#define FL_COLD __attribute__((noinline, cold, unused))

/* Room for `more` bytes after b->n: 0, or FL_MEMORY. */
static FL_COLD int fl_grow(fl_buf *b, int64_t more) {
    int64_t cap = b->cap < 4096 ? 4096 : b->cap + b->cap / 2;
    if (more < 0 || more > INT64_MAX / 4 - b->n) return FL_MEMORY;
    if (cap < b->n + more) cap = b->n + more;
    char *p = (char *)(b->n ? realloc(b->p, (size_t)cap) : malloc((size_t)cap)); /* nothing to copy: no copy */
    if (!p) return FL_MEMORY;
    if (!b->n) free(b->p);
    b->p = p;
    b->cap = cap;
    return FL_OK;
}

static inline int fl_reserve(fl_buf *b, int64_t more) {
    return b->cap - b->n < more ? fl_grow(b, more) : FL_OK;
}

static inline int fl_write(fl_buf *b, const char *p, int64_t n) {
    if (b->cap - b->n < n) { int r = fl_grow(b, n); if (r) return r; }
    memcpy(b->p + b->n, p, (size_t)n);
    b->n += n;
    return FL_OK;
}

static FL_COLD void *fl_alloc_block(fl_arena *a, int64_t n) {
    fl_block *next = a->now ? a->now->next : a->first;
    if (n < 0 || n > FL_MAX_ALLOC) return NULL;
    while (next && next->cap < n) { fl_block *small = next; next = small->next; free(small); }
    if (a->now) a->now->next = next; else a->first = next;
    int64_t cap = next ? next->cap : n > 65536 - (int64_t)sizeof(fl_block) ? n : 65536 - (int64_t)sizeof(fl_block);
    if (a->most && a->held > a->most - cap) return NULL;
    if (!next) {
        fl_block *fresh = (fl_block *)malloc(sizeof(fl_block) + (size_t)cap);
        if (!fresh) return NULL;
        fresh->cap = cap;
        fresh->next = NULL;
        if (a->now) a->now->next = fresh; else a->first = fresh;
        next = fresh;
    }
    a->now = next;
    a->used = n;
    a->held += cap;
    return next + 1;
}

/* `n` bytes, 16-byte aligned, valid until the arena is reset; NULL without memory or beyond a limit. */
static inline void *fl_alloc(fl_arena *a, int64_t n) {
    int64_t at = (a->used + 15) & ~(int64_t)15;
    if (a->now && n >= 0 && n <= a->now->cap - at) {
        a->used = at + n;
        return (char *)(a->now + 1) + at;
    }
    return fl_alloc_block(a, n);
}

/* Forget the values and keep the blocks. */
static inline void fl_arena_reset(fl_arena *a) {
    a->now = NULL;
    a->used = a->held = 0;
    memset(a->tails, 0, sizeof a->tails);
}

static FL_COLD void fl_arena_free(fl_arena *a) {
    for (fl_block *b = a->first, *next; b; b = next) { next = b->next; free(b); }
    memset(a, 0, sizeof *a);
}

/* A copy of `n` bytes in the arena. */
static inline int fl_keep(fl_arena *a, const char *p, int64_t n, fl_text *out) {
    char *to = (char *)fl_alloc(a, n);
    if (!to) return FL_MEMORY;
    memcpy(to, p, (size_t)n);
    out->p = to;
    out->n = n;
    return FL_OK;
}

/* One more loop turn of this record. */
static inline int fl_turn(fl_ctx *c) { return ++c->turns > FL_MAX_TURNS ? FL_TOO_MANY_TURNS : FL_OK; }

/* Note a picture for this row; its data is copied. `id` is 32 hex digits. */
static FL_COLD int fl_add_asset(fl_ctx *c, int kind, int size, int level, const char *id, fl_text data) {
    if (c->n_assets == c->cap_assets) {
        int64_t cap = c->cap_assets ? 2 * c->cap_assets : 16;
        fl_asset *p = (fl_asset *)realloc(c->assets, (size_t)cap * sizeof *p);
        if (!p) return FL_MEMORY;
        c->assets = p;
        c->cap_assets = cap;
    }
    fl_asset *a = &c->assets[c->n_assets];
    a->kind = kind; a->size = size; a->level = level; a->row = c->row;
    memcpy(a->id, id, sizeof a->id);
    a->at = c->asset_data.n;
    a->n = data.n;
    int r = fl_write(&c->asset_data, data.p, data.n);
    if (r == FL_OK) c->n_assets++;
    return r;
}
#endif
