/* The Arrow C data and stream interfaces (https://arrow.apache.org/docs/format/CDataInterface.html), and how single
   values are read from buffers. */
#ifndef FLONG_ARROW_H
#define FLONG_ARROW_H
#include "core.h"

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

typedef struct ArrowSchema fl_schema;
typedef struct ArrowArray fl_array;
typedef struct ArrowArrayStream fl_stream;

/* How the values of an array are stored. */
enum {
    ARROW_ABSENT, ARROW_NULL, ARROW_BOOL, ARROW_INT8, ARROW_INT16, ARROW_INT32, ARROW_INT64, ARROW_UINT8, ARROW_UINT16,
    ARROW_UINT32, ARROW_UINT64, ARROW_FLOAT, ARROW_DOUBLE, ARROW_UTF8, ARROW_LARGE_UTF8, ARROW_UTF8_VIEW, ARROW_DEC32,
    ARROW_DEC64, ARROW_DEC128, ARROW_DEC256, ARROW_LIST, ARROW_LARGE_LIST, ARROW_LIST_VIEW, ARROW_LARGE_LIST_VIEW,
    ARROW_FIXED_LIST, ARROW_STRUCT
};

static inline int arrow_bit(const void *bits, int64_t i) { return ((const uint8_t *)bits)[i >> 3] >> (i & 7) & 1; }

/* The validity bitmap, or NULL when all values are valid. */
static inline const void *arrow_validity(const fl_array *a) {
    return a->null_count == 0 || a->n_buffers == 0 ? NULL : a->buffers[0];
}

static inline int64_t arrow_int(const void *p, int storage, int64_t i) {
    switch (storage) {
        case ARROW_BOOL: return arrow_bit(p, i);
        case ARROW_INT8: return ((const int8_t *)p)[i];
        case ARROW_INT16: return ((const int16_t *)p)[i];
        case ARROW_INT32: return ((const int32_t *)p)[i];
        case ARROW_UINT8: return ((const uint8_t *)p)[i];
        case ARROW_UINT16: return ((const uint16_t *)p)[i];
        case ARROW_UINT32: return ((const uint32_t *)p)[i];
        default: return ((const int64_t *)p)[i]; /* a uint64 comes out negative when it does not fit */
    }
}

static inline double arrow_double(const void *p, int storage, int64_t i) {
    if (storage == ARROW_FLOAT) return ((const float *)p)[i];
    if (storage == ARROW_DOUBLE) return ((const double *)p)[i];
    if (storage == ARROW_UINT64) return (double)((const uint64_t *)p)[i];
    return (double)arrow_int(p, storage, i);
}

/* A decimal's unscaled value; 0 when it has more than 128 bits. */
static inline int arrow_wide(const void *p, int storage, int64_t i, fl_i128 *out) {
    const uint64_t *w = (const uint64_t *)p + (storage == ARROW_DEC256 ? 4 : 2) * i;
    if (storage != ARROW_DEC128 && storage != ARROW_DEC256) {
        *out = storage == ARROW_DEC32 ? arrow_int(p, ARROW_INT32, i) : arrow_int(p, storage, i);
        if (storage == ARROW_UINT64) *out = ((const uint64_t *)p)[i];
        return 1;
    }
    *out = (fl_i128)((fl_u128)w[1] << 64 | w[0]);
    uint64_t sign = *out < 0 ? UINT64_MAX : 0;
    return storage == ARROW_DEC128 || (w[2] == sign && w[3] == sign);
}

/* Start and length of item i, counted in the child's or the data buffer's elements. */
static inline int64_t arrow_span(const fl_array *a, int storage, int width, int64_t i, int64_t *start) {
    const void *p = a->n_buffers > 1 ? a->buffers[1] : NULL;
    switch (storage) {
        case ARROW_UTF8: case ARROW_LIST:
            *start = ((const int32_t *)p)[i];
            return ((const int32_t *)p)[i + 1] - *start;
        case ARROW_LARGE_UTF8: case ARROW_LARGE_LIST:
            *start = ((const int64_t *)p)[i];
            return ((const int64_t *)p)[i + 1] - *start;
        case ARROW_LIST_VIEW:
            *start = ((const int32_t *)p)[i];
            return ((const int32_t *)a->buffers[2])[i];
        case ARROW_LARGE_LIST_VIEW:
            *start = ((const int64_t *)p)[i];
            return ((const int64_t *)a->buffers[2])[i];
        default:
            *start = i * width;
            return width;
    }
}

static inline fl_text arrow_text(const fl_array *a, int storage, int64_t i) {
    fl_text t = {"", 0};
    int64_t start;
    if (storage == ARROW_UTF8_VIEW) {
        const char *view = (const char *)a->buffers[1] + 16 * i;
        int32_t head[4];
        memcpy(head, view, sizeof head);
        t.n = head[0];
        t.p = head[0] <= 12 ? view + 4 : (const char *)a->buffers[2 + head[2]] + head[3];
        return t;
    }
    t.n = arrow_span(a, storage, 0, i, &start);
    if (t.n > 0) t.p = (const char *)a->buffers[2] + start;
    return t;
}

/* The loops below fill one slot in each of n rows, `stride` bytes apart, from n values that begin at `first`. They stop
   at the first value that needs a closer look and give its number, or n. Nulls are skipped. */
typedef struct { const fl_array *a; const void *valid; int64_t first, n, stride; char *at; int storage; } fl_run;

static inline int run_skips(const fl_run *r, int64_t i) { return r->valid && !arrow_bit(r->valid, r->first + i); }

static int64_t run_texts(const fl_run *r, int64_t i) {
    const int32_t *offsets = (const int32_t *)r->a->buffers[1] + r->first;
    const char *data = r->a->buffers[2] ? (const char *)r->a->buffers[2] : "";
    for (; i < r->n; i++) {
        fl_text *out = (fl_text *)(r->at + i * r->stride);
        out->p = data + offsets[i];
        out->n = offsets[i + 1] - offsets[i];
        if (out->n < 0 || (out->n && ((unsigned char)*out->p & 0xc0) == 0x80)) return i;
    }
    return i;
}

static int64_t run_words(const fl_run *r, int64_t i, int64_t low, int64_t high) {
    const void *p = r->a->buffers[1];
    for (; i < r->n; i++) {
        if (run_skips(r, i)) continue;
        int64_t value = arrow_int(p, r->storage, r->first + i);
        if (value < low || value > high) return i;
        memcpy(r->at + i * r->stride, &value, sizeof value);
    }
    return i;
}

/* 128-bit decimals whose scale is the slot's, for slots of `size` 8 or 16 bytes; values are below `limit`. */
static int64_t run_decimals(const fl_run *r, int64_t i, fl_u128 limit, int size) {
    const char *p = (const char *)r->a->buffers[1] + 16 * r->first;
    for (; i < r->n; i++) {
        fl_i128 value;
        if (run_skips(r, i)) continue;
        memcpy(&value, p + 16 * i, sizeof value);
        if ((value < 0 ? 0 - (fl_u128)value : (fl_u128)value) >= limit) return i;
        memcpy(r->at + i * r->stride, &value, (size_t)size);
    }
    return i;
}

/* The number of `text` among `count` options; -1 when it is none of them. */
static inline int64_t arrow_option(const fl_text *options, int64_t count, fl_text text) {
    for (int64_t k = 0; k < count; k++)
        if (options[k].n == text.n && memcmp(options[k].p, text.p, (size_t)text.n) == 0) return k;
    return -1;
}

static int64_t run_options(const fl_run *r, int64_t i, const fl_text *options, int64_t count) {
    for (; i < r->n; i++) {
        if (run_skips(r, i)) continue;
        int64_t number = arrow_option(options, count, arrow_text(r->a, r->storage, r->first + i));
        if (number < 0) return i;
        memcpy(r->at + i * r->stride, &number, sizeof number);
    }
    return i;
}
#endif
