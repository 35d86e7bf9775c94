/* What compiled renderers use beside core.h: small inline helpers, one for each thing a template can do. */
#ifndef FLONG_ENGINE_H
#define FLONG_ENGINE_H
#include "core.h"
#include "cursor.h"
#include "decimal.h"
#include "printing.h"
#include "spaces.h"

/* The functions of a template share one signature, whether they use all of it or not. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

/* A field of a row, to read and to write. */
#define FL_AT(type, row, offset) (*(const type *)((row) + (offset)))
#define FL_PUT(type, row, offset) (*(type *)((row) + (offset)))
#define FL_ABS(n) ((n) < 0 ? -(int64_t)(n) : (int64_t)(n))
#define FL_DAY INT64_C(86400000000) /* in µs */
#define FL_END_INSTANT ((FL_MAX_DAYS + INT64_C(1)) * FL_DAY)
#define FL_MAX_RANGE 10000
#define FL_GROWS 512 /* bytes of a text from which on it gets room to grow */

static FL_COLD void fl_note_failure(fl_ctx *c, int place, int code) {
    c->place = place;
    c->code = code;
}

/* The record fails at template place `place`; 0 when no node of it is to blame. Inline, so that compilers see that
 * what it gives is not 0 and that what follows is reached with every variable set. */
static inline int fl_fail(fl_ctx *c, int place, int code) {
    fl_note_failure(c, place, code);
    return code;
}

/* `n` more loop turns of this record. */
static inline int fl_turns(fl_ctx *c, int64_t n) {
    c->turns += n;
    return c->turns > FL_MAX_TURNS ? FL_TOO_MANY_TURNS : FL_OK;
}

/* --- texts ------------------------------------------------------------------------------------ */

static inline int fl_text_equal(fl_text a, fl_text b) { return a.n == b.n && !memcmp(a.p, b.p, (size_t)a.n); }

/* `a` or `b`, without a branch: which it is can't be foreseen. */
static inline fl_text fl_text_or(int first, fl_text a, fl_text b) {
    return (fl_text){first ? a.p : b.p, first ? a.n : b.n};
}

/* By code point, which for UTF-8 is by byte. */
static inline int fl_text_order(fl_text a, fl_text b) {
    int order = memcmp(a.p, b.p, (size_t)(a.n < b.n ? a.n : b.n));
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* A bound of a slice as a position from 0 to n; negative ones count from the end. */
static inline int64_t fl_bound(int64_t at, int64_t n) {
    if (at < 0) at = at < -n ? 0 : at + n;
    return at > n ? n : at;
}

/* The tail of the text that ends at `end`, or one to use anew. */
static inline fl_tail *fl_tail_at(fl_arena *a, const char *end) {
    for (int i = 0; i < FL_TAILS; i++) if (a->tails[i].end == end) return &a->tails[i];
    return &a->tails[a->tail++ % FL_TAILS];
}

/* Room for a text of `n` bytes that begins with `head`: behind `head` where it stands, if it was given room to grow,
 * or else a copy of it with as much room again. A text is so not copied whenever something is put behind it. */
static FL_COLD char *fl_extend(fl_arena *a, fl_text head, int64_t n) {
    fl_tail *tail = fl_tail_at(a, head.p + head.n);
    if (tail->end != head.p + head.n || tail->limit - tail->end < n - head.n) {
        char *p = (char *)fl_alloc(a, 2 * n);
        if (!p) return NULL;
        memcpy(p, head.p, (size_t)head.n);
        *tail = (fl_tail){p + head.n, p + 2 * n};
    }
    tail->end += n - head.n;
    return tail->end - n;
}

/* The texts with `separator` between them, in the arena; FL_TOO_LONG beyond the size of a part. */
static FL_COLD int fl_join(fl_ctx *c, fl_text separator, const fl_text *texts, int64_t count, fl_text *out) {
    int64_t n = count > 1 ? separator.n * (count - 1) : 0;
    for (int64_t i = 0; i < count && n <= FL_MAX_PART; i++) n += texts[i].n;
    if (n > FL_MAX_PART) return FL_TOO_LONG;
    int grows = count > 1 && texts[0].n >= FL_GROWS && texts[0].n >= n / 2;
    char *p = grows ? fl_extend(&c->arena, texts[0], n) : (char *)fl_alloc(&c->arena, n);
    if (!p) return FL_MEMORY;
    *out = (fl_text){p, n};
    p += grows ? texts[0].n : 0;
    for (int64_t i = grows; i < count; i++) {
        if (i) { memcpy(p, separator.p, (size_t)separator.n); p += separator.n; }
        memcpy(p, texts[i].p, (size_t)texts[i].n);
        p += texts[i].n;
    }
    return FL_OK;
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* Decimals: the fast path, or else the runtime's wide routine. */
typedef int (*fl_dec_op)(fl_dec, fl_dec, fl_dec *);

/* By a variable of its own, so that `out` stays in registers on the fast path. */
static inline int fl_dec_widely(fl_dec_op wide, fl_dec a, fl_dec b, fl_dec *out) {
    fl_dec result;
    int code = wide(a, b, &result);
    if (code == FL_OK) *out = result;
    return code;
}

static inline int fl_dec_add(fl_dec_op wide, fl_dec a, fl_dec b, fl_dec *out) {
    return fl_fast_add(a, b, out) ? FL_OK : fl_dec_widely(wide, a, b, out);
}

static inline int fl_dec_sub(fl_dec_op wide, fl_dec a, fl_dec b, fl_dec *out) {
    b.neg = !b.neg;
    return fl_dec_add(wide, a, b, out);
}

static inline int fl_dec_mul(fl_dec_op wide, fl_dec a, fl_dec b, fl_dec *out) {
    return fl_fast_mul(a, b, out) ? FL_OK : fl_dec_widely(wide, a, b, out);
}

static inline int fl_dec_order(int (*wide)(fl_dec, fl_dec), fl_dec a, fl_dec b) {
    int order;
    return fl_fast_compare(a, b, &order) ? order : wide(a, b);
}

/* --- time: dates in days, instants and durations in µs ------------------------------------------ */

static inline int fl_date_plus(int64_t days, int64_t step, int64_t *out) {
    if (step % FL_DAY) return FL_BAD_ARGUMENT;
    *out = days + step / FL_DAY;
    return *out < FL_MIN_DAYS || *out > FL_MAX_DAYS ? FL_BAD_DATE : FL_OK;
}

static inline int fl_instant_plus(int64_t at, int64_t step, int64_t *out) {
    *out = at + step;
    return *out < FL_MIN_INSTANT || *out >= FL_END_INSTANT ? FL_BAD_DATE : FL_OK;
}

static inline int fl_month_days(int64_t y, int m) {
    static const char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[m - 1] + (m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
}

/* Whole months later; the end of the month clamps. */
static FL_COLD int fl_date_months(int64_t days, int64_t months, int64_t *out) {
    int64_t y;
    int m, d;
    if (FL_ABS(months) > 12 * 10000) return FL_BAD_DATE;
    fl_civil(days, &y, &m, &d);
    int64_t index = y * 12 + m - 1 + months;
    if (index < 12 || index >= 12 * 10000) return FL_BAD_DATE;
    y = index / 12;
    m = (int)(index % 12) + 1;
    *out = fl_days(y, m, d < fl_month_days(y, m) ? d : fl_month_days(y, m));
    return FL_OK;
}

/* --- lists ------------------------------------------------------------------------------------ */

/* Where a `for` stands: rows in a row, or pointers to the rows a guard kept. */
typedef struct { const char *p, **kept; int64_t i, n; } fl_loop;

static inline const char *fl_loop_row(const fl_loop *loop, int64_t i, int64_t size) {
    return loop->kept ? loop->kept[i] : loop->p + i * size;
}

/* Memory for `n` rows; NULL without. */
static inline void *fl_rows(fl_ctx *c, int64_t n, int64_t size) {
    return n > FL_MAX_ALLOC / size ? NULL : fl_alloc(&c->arena, n * size);
}

static inline fl_list fl_view(fl_list xs, int64_t size, int64_t start, int64_t stop) {
    start = fl_bound(start, xs.n);
    stop = fl_bound(stop, xs.n);
    return (fl_list){xs.p + start * size, stop > start ? stop - start : 0};
}

static inline void fl_reverse(char *to, fl_list xs, int64_t size) {
    for (int64_t i = 0; i < xs.n; i++) memcpy(to + i * size, xs.p + (xs.n - 1 - i) * size, (size_t)size);
}

static FL_COLD int fl_range(fl_ctx *c, int64_t start, int64_t stop, int64_t step, fl_list *out) {
    if (step == 0) return FL_BAD_ARGUMENT;
    fl_i128 way = step > 0 ? (fl_i128)stop - start : (fl_i128)start - stop, stride = step > 0 ? step : -(fl_i128)step;
    fl_i128 count = way > 0 ? (way + stride - 1) / stride : 0;
    if (count > FL_MAX_RANGE) return FL_TOO_LONG;
    int64_t *p = (int64_t *)fl_rows(c, (int64_t)count, 8);
    if (!p) return FL_MEMORY;
    for (int64_t i = 0; i < (int64_t)count; i++) p[i] = start + i * step;
    *out = (fl_list){(const char *)p, (int64_t)count};
    return FL_OK;
}

/* --- order: keys are rows beside the items; `compare` gives <0, 0, >0 --------------------------- */

typedef int (*fl_compare)(const char *, const char *);
typedef struct { const char *keys; int64_t size; fl_compare compare; int sign; } fl_order;

static inline int fl_after(const fl_order *o, int32_t a, int32_t b) {
    return o->sign * o->compare(o->keys + a * o->size, o->keys + b * o->size) > 0;
}

/* Stable merge sort of the numbers order[0..n), with as much room behind them. */
static FL_COLD void fl_merge_sort(const fl_order *o, int32_t *order, int32_t *room, int64_t n) {
    if (n < 2) return;
    int64_t half = n / 2, i = 0, j = half, k = 0;
    fl_merge_sort(o, order, room, half);
    fl_merge_sort(o, order + half, room, n - half);
    if (!fl_after(o, order[half - 1], order[half])) return;
    memcpy(room, order, (size_t)half * sizeof *order);
    while (i < half && j < n) order[k++] = fl_after(o, room[i], order[j]) ? order[j++] : room[i++];
    memcpy(order + k, room + i, (size_t)(half - i) * sizeof *order);
}

/* The numbers 0..n in the order of their keys. */
static FL_COLD int32_t *fl_sorted(fl_ctx *c, const fl_order *o, int64_t n) {
    int32_t *order = (int32_t *)fl_rows(c, 2 * n, sizeof *order);
    if (!order) return NULL;
    for (int64_t i = 0; i < n; i++) order[i] = (int32_t)i;
    fl_merge_sort(o, order, order + n, n);
    return order;
}

/* The rows of xs with these numbers. */
static FL_COLD int fl_gather(fl_ctx *c, fl_list *xs, int64_t size, const int32_t *order, int64_t n) {
    char *rows = (char *)fl_rows(c, n, size);
    if (!rows) return FL_MEMORY;
    for (int64_t i = 0; i < n; i++) memcpy(rows + i * size, xs->p + order[i] * size, (size_t)size);
    *xs = (fl_list){rows, n};
    return FL_OK;
}

/* Sorts xs by its keys; with `desc` backwards, equal ones staying in place. */
static FL_COLD int fl_sort(fl_ctx *c, fl_list *xs, int64_t size, const char *keys, int64_t key, fl_compare compare, int desc) {
    fl_order o = {keys, key, compare, desc ? -1 : 1};
    const int32_t *order = fl_sorted(c, &o, xs->n);
    return order ? fl_gather(c, xs, size, order, xs->n) : FL_MEMORY;
}

/* Keeps the first item of each key, in place. */
static FL_COLD int fl_unique(fl_ctx *c, fl_list *xs, int64_t size, const char *keys, int64_t key, fl_compare compare) {
    fl_order o = {keys, key, compare, 1};
    int32_t *order = fl_sorted(c, &o, xs->n);
    if (!order) return FL_MEMORY;
    int32_t *kept = order + xs->n;
    int64_t n = 0;
    memset(kept, 0, (size_t)xs->n * sizeof *kept);
    for (int64_t i = 0; i < xs->n; i++) kept[order[i]] = i == 0 || fl_after(&o, order[i], order[i - 1]);
    for (int64_t i = 0; i < xs->n; i++) if (kept[i]) order[n++] = (int32_t)i;
    return fl_gather(c, xs, size, order, n);
}

/* The row of a group: its size, and where its key and its list of items stand. */
typedef struct { int64_t size, key, items; } fl_group_row;

/* first[i] becomes the number of the first item with the key of item i. */
static FL_COLD void fl_firsts(const fl_order *o, const int32_t *order, int32_t *first, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        int again = i && !fl_after(o, order[i], order[i - 1]);
        first[order[i]] = again ? first[order[i - 1]] : order[i];
    }
}

/* Numbers the groups as they come: number[i] for each first item i; how many there are. */
static FL_COLD int64_t fl_number_groups(const int32_t *first, int32_t *number, int64_t n) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) if (first[i] == i) number[i] = (int32_t)count++;
    return count;
}

static inline fl_list *fl_items_of(char *rows, int64_t n, fl_group_row g) {
    return (fl_list *)(rows + n * g.size + g.items);
}

/* Gives each of the groups its part of `room`, with no item in it yet. */
static FL_COLD void fl_share_room(char *rows, int64_t groups, fl_group_row g, char *room, int64_t size) {
    for (int64_t n = 0; n < groups; n++) {
        fl_list *items = fl_items_of(rows, n, g);
        int64_t bytes = items->n * size;
        *items = (fl_list){room, 0};
        room += bytes;
    }
}

/* A row for each key, as they come, with its key and its items. */
static FL_COLD int fl_group(fl_ctx *c, fl_list xs, int64_t size, const char *keys, int64_t key, fl_compare compare, fl_group_row g, fl_list *out) {
    fl_order o = {keys, key, compare, 1};
    int32_t *number = fl_sorted(c, &o, xs.n);
    char *room = (char *)fl_rows(c, xs.n, size);
    if (!number || !room) return FL_MEMORY;
    int32_t *first = number + xs.n;
    fl_firsts(&o, number, first, xs.n);
    int64_t groups = fl_number_groups(first, number, xs.n);
    char *rows = (char *)fl_rows(c, groups, g.size);
    if (!rows) return FL_MEMORY;
    for (int64_t i = 0; i < xs.n; i++) {
        fl_list *items = fl_items_of(rows, number[first[i]], g);
        if (first[i] == i) {
            memcpy(rows + number[i] * g.size + g.key, keys + i * key, (size_t)key);
            items->n = 0;
        }
        items->n++;
    }
    fl_share_room(rows, groups, g, room, size);
    for (int64_t i = 0; i < xs.n; i++) {
        fl_list *items = fl_items_of(rows, number[first[i]], g);
        memcpy((char *)items->p + items->n++ * size, xs.p + i * size, (size_t)size);
    }
    *out = (fl_list){rows, groups};
    return FL_OK;
}
#endif
