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

/* Start and length of item i, counted in the child's or the data buffer's elements; either is negative where offsets
   are broken. */
static inline int64_t arrow_span(const fl_array *a, int storage, int64_t width, int64_t i, int64_t *start) {
    const void *p = a->n_buffers > 1 ? a->buffers[1] : NULL;
    switch (storage) {
        case ARROW_UTF8: case ARROW_LIST:
            *start = ((const int32_t *)p)[i];
            return ((const int32_t *)p)[i + 1] - *start;
        case ARROW_LARGE_UTF8: case ARROW_LARGE_LIST:
            *start = ((const int64_t *)p)[i];
            return *start < 0 || ((const int64_t *)p)[i + 1] < 0 ? -1 : ((const int64_t *)p)[i + 1] - *start;
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

/* A text of an array of views; its length is -1 where the view lies outside its buffers. */
static inline fl_text arrow_view(const fl_array *a, int64_t i) {
    const char *view = (const char *)a->buffers[1] + 16 * i;
    int64_t last = a->n_buffers - 1;
    int32_t head[4]; /* length, first bytes, buffer, offset */
    memcpy(head, view, sizeof head);
    if (head[0] <= 12) return (fl_text){view + 4, head[0]};
    if (head[2] < 0 || head[2] >= last - 2 || head[3] < 0) return (fl_text){"", -1};
    const char *data = (const char *)a->buffers[2 + head[2]];
    int64_t size = ((const int64_t *)a->buffers[last])[head[2]];
    return data && head[0] <= size - head[3] ? (fl_text){data + head[3], head[0]} : (fl_text){"", -1};
}

/* A text; its length is negative where offsets are broken. */
static inline fl_text arrow_text(const fl_array *a, int storage, int64_t i) {
    int64_t start;
    if (storage == ARROW_UTF8_VIEW) return arrow_view(a, i);
    int64_t n = arrow_span(a, storage, 0, i, &start);
    if (n == 0) return (fl_text){"", 0};
    return start >= 0 && a->buffers[2] ? (fl_text){(const char *)a->buffers[2] + start, n} : (fl_text){"", -1};
}

/* Where the last text of an array ends: what lies before is in the producer's buffer. */
static inline int64_t arrow_texts_end(const fl_array *a, int wide) {
    int64_t i = a->offset + a->length;
    return wide ? ((const int64_t *)a->buffers[1])[i] : ((const int32_t *)a->buffers[1])[i];
}

/* Whether the offsets of `n` texts never fall, and none of them ends behind the array's last one. */
static inline int arrow_texts_grow(const fl_array *a, int storage, int64_t first, int64_t n) {
    int64_t start, size, end = 0;
    if (storage == ARROW_UTF8_VIEW || !n) return 1; /* each view tells its buffer */
    for (int64_t i = first; i < first + n; i++) {
        if ((size = arrow_span(a, storage, 0, i, &start)) < 0) return 0;
        end = start + size;
    }
    return end <= arrow_texts_end(a, storage == ARROW_LARGE_UTF8);
}

/* The number of `text` among `count` options; -1 when it is none of them. */
static inline int64_t arrow_option(const fl_text *options, int64_t count, fl_text text) {
    for (int64_t k = 0; k < count; k++)
        if (options[k].n == text.n && memcmp(options[k].p, text.p, (size_t)text.n) == 0) return k;
    return -1;
}
#endif
