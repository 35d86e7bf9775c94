/* Columns of Arrow arrays to rows, without Python. A kernel fills one slot in each of r->n rows, r->stride bytes apart,
   from values that begin at r->first. It answers FL_FITS; or FL_CLOSER where a value is bad, broken or nothing for C:
   then arrow_values.pyx takes the whole column again, value by value, and tells why. */
#ifndef FLONG_ARROW_BIND_H
#define FLONG_ARROW_BIND_H
#include "arrow.h"
#include "decimal.h"
#include "utf8_blocks.h"
#include "zones.h"

enum { FL_FITS, FL_CLOSER };

#define FL_INLINE static inline __attribute__((always_inline))

typedef struct fl_column fl_column;

/* The values of a dictionary as slots of `width` bytes; `present` is NULL when none is null. */
typedef struct { const char *values; const uint8_t *present; int64_t n; int code; } fl_entries;

/* What all columns of some rows share: memory that lives as long as the rows, the dictionaries of the batch. */
typedef struct { fl_arena *arena; const fl_entries *entries; } fl_binding;

/* `present` has a byte for each row, 1 where a value is to be bound; NULL when it is everywhere. */
typedef struct {
    const fl_array *a;
    const uint8_t *present;
    int64_t first, n, stride;
    char *at;
    fl_binding *binding;
} fl_run;

typedef int (*fl_kernel)(const fl_column *c, const fl_run *r);

/* How the values of one field are stored, and where they go. */
struct fl_column {
    fl_kernel bind;           /* NULL where there is no array: all is null */
    int storage, indexes;     /* `indexes` is ARROW_ABSENT without a dictionary, which is number `entries` of a batch */
    int optional, precision, scale, slot_scale;
    int64_t child, offset, width, entries;
    int64_t items;            /* of fixed-size lists */
    int64_t multiply, divide; /* units of time to µs */
    int64_t low, high;
    fl_text zone;             /* of wall time; without a pointer there is nothing to convert */
    const fl_text *options;
    int64_t n_options;
    fl_column *const *columns; /* of a struct, its fields; of a list, the one column of its items or their fields */
    int64_t n_columns, item_size, scalar;
};

/* Loops work on a copy of the run: what they write to slots can't change it, and compilers see that. */
FL_INLINE int64_t run_mask(const fl_run *r, int64_t i) { return r->present ? -(int64_t)r->present[i] : -1; }
FL_INLINE char *run_slot(const fl_run *r, int64_t i) { return r->at + i * r->stride; }
FL_INLINE void run_put(const fl_run *r, int64_t i, int64_t value) { memcpy(run_slot(r, i), &value, sizeof value); }

/* --- nulls ------------------------------------------------------------------------------------ */

/* Whether bits first to first + n are all set. */
static inline int bits_all(const uint8_t *bits, int64_t first, int64_t n) {
    int64_t i = first, end = first + n;
    for (; i < end && i & 7; i++) if (!arrow_bit(bits, i)) return 0;
    for (; end - i >= 64; i += 64) {
        uint64_t word;
        memcpy(&word, bits + (i >> 3), 8);
        if (~word) return 0;
    }
    for (; i < end; i++) if (!arrow_bit(bits, i)) return 0;
    return 1;
}

/* A byte for each of n bits. */
static inline void bits_spread(const uint8_t *bits, int64_t first, int64_t n, uint8_t *out) {
    int64_t i = first, end = first + n;
    for (; i < end && i & 7; i++) *out++ = (uint8_t)arrow_bit(bits, i);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; end - i >= 8; i += 8, out += 8) {
        uint64_t eight = (bits[i >> 3] * 0x0101010101010101ULL) & 0x8040201008040201ULL;
        eight = ((eight + 0x7f7f7f7f7f7f7f7fULL) >> 7) & 0x0101010101010101ULL;
        memcpy(out, &eight, 8);
    }
#endif
    for (; i < end; i++) *out++ = (uint8_t)arrow_bit(bits, i);
}

/* Where values are, given that rows not in `rows` do not count. */
static inline int run_presence(fl_run *r, const uint8_t *rows, int optional) {
    const uint8_t *valid = (const uint8_t *)arrow_validity(r->a);
    r->present = rows;
    if (!valid || bits_all(valid, r->first, r->n)) return FL_FITS;
    uint8_t *present = (uint8_t *)fl_alloc(r->binding->arena, r->n);
    if (!present) return FL_CLOSER;
    bits_spread(valid, r->first, r->n, present);
    int missing = 0;
    for (int64_t i = 0; i < r->n; i++) {
        int wanted = rows ? rows[i] : 1;
        missing |= wanted & !present[i];
        present[i] &= (uint8_t)wanted;
    }
    r->present = present;
    return missing && !optional ? FL_CLOSER : FL_FITS;
}

/* An optional slot's flag stands before it. */
static inline void run_flags(fl_run run) {
    for (int64_t i = 0; i < run.n; i++) {
        int64_t flag = run.present ? run.present[i] : 1;
        memcpy(run_slot(&run, i) - 8, &flag, sizeof flag);
    }
}

static inline int bind_column(const fl_column *c, const fl_array *a, int64_t first, int64_t n, char *at,
                              int64_t stride, const uint8_t *rows, fl_binding *binding);

/* Where `missing` is set, all is null: there is no array, or one of nulls. */
static inline int bind_nothing(const fl_column *c, int64_t n, char *at, int64_t stride) {
    if (!c->optional) return n ? FL_CLOSER : FL_FITS;
    for (int64_t i = 0; i < n; i++) memset(at + i * stride + c->offset - 8, 0, (size_t)(c->width + 8));
    return FL_FITS;
}

/* --- texts ------------------------------------------------------------------------------------ */

FL_INLINE int64_t offset_at(const void *offsets, int wide, int64_t i) {
    return wide ? ((const int64_t *)offsets)[i] : ((const int32_t *)offsets)[i];
}

static inline int texts_valid(const fl_run *r) {
    for (int64_t i = 0; i < r->n; i++) {
        const fl_text *text = (const fl_text *)run_slot(r, i);
        if (!fl_utf8_valid(text->p, text->n)) return FL_CLOSER;
    }
    return FL_FITS;
}

/* Whether every text begins with a character: then all are valid when they are together. */
FL_INLINE int texts_begin(const fl_run *r, const char *data, const void *offsets, int wide) {
    int inside = 0;
    int64_t last = r->first + r->n, end = offset_at(offsets, wide, last);
    while (last > r->first && offset_at(offsets, wide, last - 1) == end) last--; /* nothing stands where these begin */
    for (int64_t i = r->first; i < last; i++) inside |= (data[offset_at(offsets, wide, i)] & 0xc0) == 0x80;
    return !inside;
}

/* Texts from offsets and `data`; where the last of them ends, or -1 where offsets do not grow. */
FL_INLINE int64_t texts_fill(const fl_run run, const char *data, int wide, int masked) {
    const void *offsets = run.a->buffers[1];
    int64_t at = offset_at(offsets, wide, run.first), broken = at;
    for (int64_t i = 0; i < run.n; i++) {
        int64_t next = offset_at(offsets, wide, run.first + i + 1);
        int64_t n = (int64_t)((uint64_t)next - (uint64_t)at);
        fl_text text = {data + at, masked ? n & run_mask(&run, i) : n};
        broken |= wide ? n | next : n;
        memcpy(run_slot(&run, i), &text, sizeof text);
        at = next;
    }
    return broken < 0 ? -1 : at;
}

FL_INLINE int texts_of(const fl_run *r, int wide) {
    const void *offsets = r->a->buffers[1];
    const char *data = r->a->buffers[2] ? (const char *)r->a->buffers[2] : "";
    int64_t low = offset_at(offsets, wide, r->first);
    int64_t end = r->present ? texts_fill(*r, data, wide, 1) : texts_fill(*r, data, wide, 0);
    if (end < 0 || end > arrow_texts_end(r->a, wide) || (end > low && !r->a->buffers[2])) return FL_CLOSER;
    int kind = fl_utf8_kind(data + low, end - low);
    if (kind == UTF8_ASCII || (kind == UTF8_WIDE && texts_begin(r, data, offsets, wide))) return FL_FITS;
    return r->present ? texts_valid(r) : FL_CLOSER;
}

static inline int bind_utf8(const fl_column *c, const fl_run *r) { (void)c; return texts_of(r, 0); }
static inline int bind_large_utf8(const fl_column *c, const fl_run *r) { (void)c; return texts_of(r, 1); }

static inline int bind_views(const fl_column *c, const fl_run *r) {
    (void)c;
    for (int64_t i = 0; i < r->n; i++) {
        fl_text text = {"", 0};
        if (run_mask(r, i)) text = arrow_view(r->a, r->first + i);
        if (text.n < 0) return FL_CLOSER;
        memcpy(run_slot(r, i), &text, sizeof text);
    }
    return texts_valid(r);
}

static inline int bind_options(const fl_column *c, const fl_run *r) {
    if (!arrow_texts_grow(r->a, c->storage, r->first, r->n)) return FL_CLOSER;
    for (int64_t i = 0; i < r->n; i++) {
        int64_t number = 0;
        if (run_mask(r, i)) {
            fl_text text = arrow_text(r->a, c->storage, r->first + i);
            number = text.n < 0 ? -1 : arrow_option(c->options, c->n_options, text);
        }
        if (number < 0) return FL_CLOSER;
        run_put(r, i, number);
    }
    return FL_FITS;
}

/* --- numbers and times ------------------------------------------------------------------------ */

FL_INLINE int words_of(const fl_column *c, const fl_run *r, int storage) {
    const fl_run run = *r;
    const void *p = run.a->buffers[1];
    const int64_t low = c->low, high = c->high;
    int outside = 0;
    for (int64_t i = 0; i < run.n; i++) {
        int64_t value = arrow_int(p, storage, run.first + i) & run_mask(&run, i);
        outside |= (value < low) | (value > high);
        run_put(&run, i, value);
    }
    return outside ? FL_CLOSER : FL_FITS;
}

static inline int bind_words(const fl_column *c, const fl_run *r) {
    switch (c->storage) {
        case ARROW_BOOL: return words_of(c, r, ARROW_BOOL);
        case ARROW_INT8: return words_of(c, r, ARROW_INT8);
        case ARROW_INT16: return words_of(c, r, ARROW_INT16);
        case ARROW_INT32: return words_of(c, r, ARROW_INT32);
        case ARROW_UINT8: return words_of(c, r, ARROW_UINT8);
        case ARROW_UINT16: return words_of(c, r, ARROW_UINT16);
        case ARROW_UINT32: return words_of(c, r, ARROW_UINT32);
        default: return words_of(c, r, ARROW_INT64);
    }
}

/* The instant of wall time `at`, in µs. */
static inline int64_t wall_instant(fl_text zone, int64_t at) {
    return at - fl_offset_at(zone, fl_floor_div(at, 1000000), 1) * 1000000;
}

/* Times in other units than µs, and on the wall. */
static inline int bind_times(const fl_column *c, const fl_run *r) {
    for (int64_t i = 0; i < r->n; i++) {
        int64_t value = arrow_int(r->a->buffers[1], c->storage, r->first + i) & run_mask(r, i);
        if (__builtin_mul_overflow(value, c->multiply, &value)) return FL_CLOSER;
        value = fl_floor_div(value, c->divide);
        if (value < c->low || value > c->high) return FL_CLOSER;
        if (c->zone.p && run_mask(r, i)) value = wall_instant(c->zone, value);
        if (value < c->low || value > c->high) return FL_CLOSER;
        run_put(r, i, value);
    }
    return FL_FITS;
}

static inline int bind_floats(const fl_column *c, const fl_run *r) {
    int odd = 0;
    for (int64_t i = 0; i < r->n; i++) {
        double value = run_mask(r, i) ? arrow_double(r->a->buffers[1], c->storage, r->first + i) : 0;
        odd |= value - value != 0; /* NaN and infinity */
        memcpy(run_slot(r, i), &value, sizeof value);
    }
    return odd ? FL_CLOSER : FL_FITS;
}

/* 128-bit decimals whose scale is that of their slots of 64 bits. */
static inline int bind_narrow(const fl_column *c, const fl_run *r) {
    const fl_run run = *r;
    const int64_t *p = (const int64_t *)run.a->buffers[1] + 2 * run.first;
    const uint64_t most = (uint64_t)c->high;
    int outside = 0;
    for (int64_t i = 0; i < run.n; i++) {
        int64_t mask = run_mask(&run, i), low = p[2 * i] & mask, high = p[2 * i + 1] & mask;
        outside |= (high != low >> 63) | ((uint64_t)low + most > 2 * most);
        run_put(&run, i, low);
    }
    return outside ? FL_CLOSER : FL_FITS;
}

/* Decimals and integers of any width and scale. */
static inline int bind_decimals(const fl_column *c, const fl_run *r) {
    for (int64_t i = 0; i < r->n; i++) {
        fl_i128 value = 0;
        if (run_mask(r, i) && !arrow_wide(r->a->buffers[1], c->storage, r->first + i, &value)) return FL_CLOSER;
        fl_dec number = fl_dec_of_dec128(value, c->scale);
        if (number.c >= FL_10_34) return FL_CLOSER;
        if (c->width == sizeof number) {
            memcpy(run_slot(r, i), &number, sizeof number);
            continue;
        }
        if (fl_dec_scaled(number, c->precision, c->slot_scale, &value)) return FL_CLOSER;
        memcpy(run_slot(r, i), &value, c->width == 8 ? 8 : 16);
    }
    return FL_FITS;
}

/* --- dictionaries ----------------------------------------------------------------------------- */

FL_INLINE int entries_of(const fl_column *c, const fl_run *r, size_t width) {
    const fl_entries *e = &r->binding->entries[c->entries];
    const char nothing[32] = {0};
    if (e->code) return e->code;
    for (int64_t i = 0; i < r->n; i++) {
        int64_t index = run_mask(r, i) ? arrow_int(r->a->buffers[1], c->indexes, r->first + i) : -1;
        if (run_mask(r, i) && (uint64_t)index >= (uint64_t)e->n) return FL_CLOSER;
        int here = index >= 0 && (!e->present || e->present[index]);
        memcpy(run_slot(r, i), here ? e->values + index * (int64_t)width : nothing, width);
        if (here || index < 0) continue;
        if (!c->optional) return FL_CLOSER;
        memset(run_slot(r, i) - 8, 0, 8);
    }
    return FL_FITS;
}

static inline int bind_entries(const fl_column *c, const fl_run *r) {
    switch (c->width) {
        case 8: return entries_of(c, r, 8);
        case 16: return entries_of(c, r, 16);
        default: return entries_of(c, r, 32);
    }
}

/* The values of dictionary `a`, for a column whose slots take them. */
static inline fl_entries entries_in(const fl_column *c, const fl_array *a, fl_arena *arena) {
    fl_binding binding = {arena, NULL};
    fl_entries e = {(const char *)fl_alloc(arena, c->width * a->length), NULL, a->length, FL_CLOSER};
    fl_run r = {a, NULL, a->offset, a->length, c->width, (char *)e.values, &binding};
    if (e.values && run_presence(&r, NULL, 1) == FL_FITS) e.code = c->bind(c, &r);
    e.present = r.present;
    return e;
}

/* --- lists and records ------------------------------------------------------------------------ */

#define FL_ROWS_BYTES 12288 /* of rows that stay in the first cache while their columns are bound */

static inline int bind_block(fl_column *const *columns, int64_t count, const fl_array *a, int64_t first, int64_t n,
                             char *at, int64_t stride, const uint8_t *rows, fl_binding *binding) {
    for (int64_t k = 0; k < count; k++) {
        const fl_column *c = columns[k];
        const fl_array *child = c->bind ? a->children[c->child] : NULL;
        int code = bind_column(c, child, first, n, at, stride, rows, binding);
        if (code) return code;
    }
    return FL_FITS;
}

/* The fields of n records from the children of a struct, by blocks of rows. */
static inline int bind_fields(fl_column *const *columns, int64_t count, const fl_array *a, int64_t first, int64_t n,
                              char *at, int64_t stride, const uint8_t *rows, fl_binding *binding) {
    int64_t most = FL_ROWS_BYTES / stride < 32 ? 32 : FL_ROWS_BYTES / stride;
    for (int64_t i = 0; i < n; i += most) {
        int64_t some = n - i < most ? n - i : most;
        const uint8_t *wanted = rows ? rows + i : NULL;
        int code = bind_block(columns, count, a, first + i, some, at + i * stride, stride, wanted, binding);
        if (code) return code;
    }
    return FL_FITS;
}

static inline int bind_records(const fl_column *c, const fl_run *r) {
    return bind_fields(c->columns, c->n_columns, r->a, r->first, r->n, r->at, r->stride, r->present, r->binding);
}

/* The items low to low + n, as rows. */
static inline int bind_items(const fl_column *c, const fl_array *a, int64_t low, int64_t n, char *at, fl_binding *b) {
    if (c->scalar) return bind_column(c->columns[0], c->columns[0]->bind ? a : NULL, low, n, at, c->item_size, NULL, b);
    fl_run r = {a, NULL, a->offset + low, n, c->item_size, at, b};
    if (run_presence(&r, NULL, 0)) return FL_CLOSER;
    return bind_fields(c->columns, c->n_columns, a, r.first, n, at, c->item_size, NULL, b);
}

/* The span of the items of all rows. */
FL_INLINE int lists_span(const fl_column *c, const fl_run *r, int storage, int64_t *low, int64_t *high) {
    int64_t first = INT64_MAX, end = 0, most = r->a->children[0]->length;
    for (int64_t i = 0; i < r->n; i++) {
        if (!run_mask(r, i)) continue;
        int64_t start, n = arrow_span(r->a, storage, c->items, r->first + i, &start);
        if (start < 0 || n < 0 || n > most - start) return FL_CLOSER;
        if (n && start < first) first = start;
        if (n && start + n > end) end = start + n;
    }
    *low = first < end ? first : 0;
    *high = end;
    return FL_FITS;
}

/* The items of all rows are bound in one go, and each row points to its own. */
FL_INLINE int lists_of(const fl_column *c, const fl_run *r, int storage) {
    int64_t low, high, bytes;
    if (lists_span(c, r, storage, &low, &high)) return FL_CLOSER;
    if (__builtin_mul_overflow(high - low, c->item_size, &bytes)) return FL_CLOSER;
    char *items = (char *)fl_alloc(r->binding->arena, bytes);
    if (!items) return FL_CLOSER;
    for (int64_t i = 0; i < r->n; i++) {
        int64_t start = low, n = run_mask(r, i) ? arrow_span(r->a, storage, c->items, r->first + i, &start) : 0;
        fl_list list = {n ? items + (start - low) * c->item_size : items, n};
        memcpy(run_slot(r, i), &list, sizeof list);
    }
    return bind_items(c, r->a->children[0], low, high - low, items, r->binding);
}

static inline int bind_lists(const fl_column *c, const fl_run *r) {
    switch (c->storage) {
        case ARROW_LIST: return lists_of(c, r, ARROW_LIST);
        case ARROW_LARGE_LIST: return lists_of(c, r, ARROW_LARGE_LIST);
        case ARROW_LIST_VIEW: return lists_of(c, r, ARROW_LIST_VIEW);
        case ARROW_LARGE_LIST_VIEW: return lists_of(c, r, ARROW_LARGE_LIST_VIEW);
        default: return lists_of(c, r, ARROW_FIXED_LIST);
    }
}

/* Rules of a schema are checked in Python. */
static inline int bind_closer(const fl_column *c, const fl_run *r) {
    (void)c;
    return r->n ? FL_CLOSER : FL_FITS;
}

/* --- columns ---------------------------------------------------------------------------------- */

/* One field of n rows from its array: nulls, then values. */
static inline int bind_column(const fl_column *c, const fl_array *a, int64_t first, int64_t n, char *at,
                              int64_t stride, const uint8_t *rows, fl_binding *binding) {
    if (!a) return bind_nothing(c, n, at, stride);
    if (n == 0) return FL_FITS;
    fl_run r = {a, NULL, first + a->offset, n, stride, at + c->offset, binding};
    if (run_presence(&r, rows, c->optional)) return FL_CLOSER;
    if (c->optional) run_flags(r);
    return c->indexes != ARROW_ABSENT ? bind_entries(c, &r) : c->bind(c, &r);
}

/* The columns of n rows of a table; codes[k] becomes the answer for column k. 0 when a column or a record that is null
   needs the closer look. */
static inline int bind_table(fl_column *const *columns, int64_t count, const fl_array *table, int64_t first, int64_t n,
                      char *at, int64_t stride, fl_binding *binding, char *codes) {
    fl_run r = {table, NULL, table->offset + first, n, stride, at, binding};
    int fits = run_presence(&r, NULL, 0) == FL_FITS;
    for (int64_t k = 0; k < count; k++) {
        codes[k] = (char)bind_block(columns + k, 1, table, r.first, n, at, stride, r.present, binding);
        fits &= codes[k] == FL_FITS;
    }
    return fits;
}
#endif
