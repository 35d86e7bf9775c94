/* The structs that compiled renderers and the runtime share. A change here raises FL_ABI. */
#ifndef FLONG_CORE_H
#define FLONG_CORE_H
#include <stdint.h>
#include <string.h>

#define FL_ABI 1

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

/* Memory for the values of one record; blocks are chained and reused. */
typedef struct fl_block { struct fl_block *next; int64_t cap; } fl_block;
typedef struct { fl_block *first, *now; int64_t used; } fl_arena;

/* Why a record fails. Texts stand in runtime/reasons.py, in the same order. */
enum {
    FL_OK = 0, FL_MEMORY, FL_INT_OVERFLOW, FL_DECIMAL_OVERFLOW, FL_DIVISION_BY_ZERO, FL_BAD_DATE, FL_BAD_NUMBER,
    FL_NOT_WHOLE, FL_TOO_LONG, FL_TOO_MANY_TURNS, FL_BAD_SCHEME, FL_BAD_CSS, FL_BAD_ADDRESS, FL_CONTROL_CHARACTER,
    FL_BAD_ARGUMENT, FL_REJECTED, FL_SKIPPED
};

/* A picture to be made from data: kind 1 is a QR code. `id` is 32 hex digits of the content's hash. */
typedef struct { int32_t kind, size, level, row; char id[32]; int64_t at, n; } fl_asset;

/* Everything a rendering needs. `reason` carries the text of reject and skip (in the arena). */
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
} fl_ctx;

int fl_grow(fl_buf *b, int64_t more);               /* 0, or FL_MEMORY */
void *fl_alloc(fl_arena *a, int64_t n);             /* 16-byte aligned, or NULL */

static inline int fl_write(fl_buf *b, const char *p, int64_t n) {
    if (b->cap - b->n < n) { int r = fl_grow(b, n); if (r) return r; }
    memcpy(b->p + b->n, p, (size_t)n);
    b->n += n;
    return 0;
}
#endif
