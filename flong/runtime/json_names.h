/* The names in objects: fields of a plan, by their usual order or by hash, and others; none may stand there twice. */
#ifndef FLONG_JSON_NAMES_H
#define FLONG_JSON_NAMES_H
#include "json_text.h"

enum {
    JSON_TEXT, JSON_INT, JSON_BOOL, JSON_DATE, JSON_TIME, JSON_DATETIME, JSON_DURATION, JSON_FLOAT, JSON_ENUM,
    JSON_DEC, JSON_DEC64, JSON_DEC128, JSON_LIST, JSON_RECORD
};

typedef struct json_plan json_plan;

/* A field of a row. `quoted` is its name as it usually stands in JSON, with quotes and colon: `head` its first eight
   bytes, as far as `mask`, and `tail` its last eight. `list` numbers the list fields of all plans; `word` and `bit` say
   which field it is. */
typedef struct {
    fl_text name, quoted;
    uint64_t head, mask, tail, bit;
    int64_t word, offset;
    int32_t kind, optional, precision, scale;
    const fl_text *options;
    int64_t n_options, list;
    const json_plan *inner;
} json_field;

/* Rows of one layout. `stop` is behind its fields. `required` has a bit for each field that must be there, in `words`
   words. `slots` finds fields by the hash of their names: their numbers from 1, 0 where there is none. `scalar`: the
   items of a list that are no records. `map`: rows of name and value that may come as an object. */
struct json_plan {
    const json_field *fields, *stop;
    int64_t size, words;
    const uint64_t *required;
    const int32_t *slots;
    uint64_t last_slot;
    int32_t scalar, map;
};

static inline uint64_t json_load(const char *p) {
    uint64_t eight;
    memcpy(&eight, p, 8);
    return eight;
}

static inline uint64_t json_hash(fl_text t) {
    const uint64_t prime = 0x9e3779b97f4a7c15ULL;
    uint64_t hash = (uint64_t)t.n * prime, rest = 0;
    for (; t.n >= 8; t.p += 8, t.n -= 8) {
        hash = (hash ^ json_load(t.p)) * prime;
        hash ^= hash >> 32;
    }
    memcpy(&rest, t.p, (size_t)t.n);
    hash = (hash ^ rest) * prime;
    return hash ^ hash >> 32;
}

static inline int json_same(fl_text a, fl_text b) { return a.n == b.n && memcmp(a.p, b.p, (size_t)a.n) == 0; }

/* Prepares field `number` for json_is_next, which never holds for a name that JSON can't have unescaped. */
static inline void json_set_name(json_field *f, const char *quoted, int64_t n, int64_t number) {
    char head[8] = {0}, mask[8] = {0};
    int high = 0, plain = json_stop_scalar(quoted + 1, quoted + n - 2, &high) == quoted + n - 2;
    memcpy(head, quoted, (size_t)(n < 8 ? n : 8));
    memset(mask, 0xff, (size_t)(n < 8 ? n : 8));
    f->quoted.p = quoted;
    f->quoted.n = plain ? n : INT64_MAX;
    f->name.p = quoted + 1;
    f->name.n = n - 3;
    f->head = json_load(head);
    f->mask = json_load(mask);
    f->tail = n > 8 ? json_load(quoted + n - 8) : 0;
    f->word = number >> 6;
    f->bit = 1ULL << (number & 63);
}

/* Whether the name at p is that of `f`, written as usual. */
static inline int json_is_next(const char *p, const char *end, const json_field *f) {
    int64_t n = f->quoted.n;
    if (end - p < 8 || end - p < n || ((json_load(p) ^ f->head) & f->mask)) return 0;
    if (n <= 8) return 1;
    return json_load(p + n - 8) == f->tail && (n <= 16 || memcmp(p + 8, f->quoted.p + 8, (size_t)(n - 16)) == 0);
}

static inline const json_field *json_find(const json_plan *plan, fl_text name, uint64_t hash) {
    for (uint64_t i = hash >> 32 & plan->last_slot; plan->slots[i]; i = (i + 1) & plan->last_slot) {
        const json_field *f = &plan->fields[plan->slots[i] - 1];
        if (json_same(f->name, name)) return f;
    }
    return NULL;
}

static inline int json_push(json_reader *j, uint64_t word) {
    json_words *w = &j->words;
    if (w->n == w->cap) {
        int64_t cap = w->cap ? 2 * w->cap : 64;
        uint64_t *p = (uint64_t *)realloc(w->p, (size_t)cap * sizeof *p);
        if (!p) return 0;
        w->p = p;
        w->cap = cap;
    }
    w->p[w->n++] = word;
    return 1;
}

static int json_order(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Whether the words from `first` on differ. Equal hashes of different names are left to the slow twin. */
static inline int json_distinct(json_reader *j, int64_t first) {
    uint64_t *p = j->words.p + first;
    int64_t n = j->words.n - first;
    if (n < 2) return 1;
    if (n > 8) qsort(p, (size_t)n, sizeof *p, json_order);
    for (int64_t i = 1; i < n; i++)
        for (int64_t k = n > 8 ? i - 1 : 0; k < i; k++)
            if (p[i] == p[k]) return 0;
    return 1;
}

/* The name at p and its colon, and the field of that name: NULL, with the hash of the name, when it is none. */
static inline const char *json_other_name(
    json_reader *j, const char *p, const json_plan *plan, const json_field **out, uint64_t *hash
) {
    fl_text name;
    p = json_quoted(j, p, &name);
    if (!p) return NULL;
    *hash = json_hash(name);
    *out = json_find(plan, name, *hash);
    return json_take(p, j->end, ':');
}
#endif
