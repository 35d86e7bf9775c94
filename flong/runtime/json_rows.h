/* JSON objects into rows, as bind_dicts.pyx has it. */
#ifndef FLONG_JSON_ROWS_H
#define FLONG_JSON_ROWS_H
#include "json_skip.h"
#include "json_time.h"

static int json_row(json_reader *j, const json_plan *plan, char *at);

static inline int json_number_value(json_reader *j, const json_field *f, char *at) {
    json_number number;
    json_sign(j);
    if (!json_take_number(j, &number)) return 0;
    switch (f->kind) {
        case JSON_INT: return json_to_int(&number, (int64_t *)at);
        case JSON_FLOAT: return json_to_double(&number, (double *)at);
        case JSON_DEC: return json_to_dec(&number, (fl_dec *)at);
        case JSON_DEC64: return json_to_dec64(&number, f->precision, f->scale, (int64_t *)at);
        default: return json_to_dec128(&number, f->precision, f->scale, (fl_i128 *)at);
    }
}

static inline int json_option(const json_field *f, fl_text text, int64_t *out) {
    for (int64_t k = 0; k < f->n_options; k++)
        if (json_same(f->options[k], text)) { *out = k; return 1; }
    return 0;
}

static inline int json_text_value(json_reader *j, const json_field *f, char *at) {
    fl_text text;
    if (f->kind == JSON_TEXT) return json_quoted(j, (fl_text *)at);
    if (!json_quoted(j, &text)) return 0;
    switch (f->kind) {
        case JSON_ENUM: return json_option(f, text, (int64_t *)at);
        case JSON_DATE: return json_to_date(text, (int64_t *)at);
        case JSON_TIME: return json_to_time(text, (int64_t *)at);
        case JSON_DATETIME: return json_to_instant(text, j->zone, (int64_t *)at);
        default: return json_to_duration(text, (int64_t *)at);
    }
}

static inline int json_bool(json_reader *j, int64_t *out) {
    *out = json_sign(j) == 't';
    return *out ? json_word(j, "true", 4) : json_word(j, "false", 5);
}

/* The rows of a list while it is read. */
typedef struct { char *p; int64_t n, cap; } json_items;

/* Room for one more row, zeroed: at first for as many as the last list of this field had. */
static inline char *json_item(json_reader *j, const json_field *f, json_items *items) {
    int64_t size = f->inner->size;
    if (items->n == items->cap) {
        int64_t last = j->lengths[f->list], most = (j->end - j->p) / 2 + 1;
        int64_t cap = items->cap ? 2 * items->cap : last < 4 ? 4 : last < most ? last : most;
        char *p = (char *)fl_alloc(j->arena, cap * size);
        if (!p) return NULL;
        if (items->n) memcpy(p, items->p, (size_t)(items->n * size));
        items->p = p;
        items->cap = cap;
    }
    char *row = items->p + items->n++ * size;
    memset(row, 0, (size_t)size);
    return row;
}

static inline int json_finish(json_reader *j, const json_field *f, const json_items *items, fl_list *out) {
    j->lengths[f->list] = items->n;
    out->p = items->n ? items->p : "";
    out->n = items->n;
    return 1;
}

static int json_array(json_reader *j, const json_field *f, fl_list *out) {
    json_items items = {NULL, 0, 0};
    if (!json_open(j, '[')) return 0;
    if (json_sign(j) != ']')
        do {
            char *row = json_item(j, f, &items);
            if (!row || !json_row(j, f->inner, row)) return 0;
        } while (json_take(j, ','));
    return json_shut(j, ']') && json_finish(j, f, &items, out);
}

static int json_field_value(json_reader *j, const json_field *f, char *at);

/* An object as the list of its names and values. */
static int json_map(json_reader *j, const json_field *f, fl_list *out) {
    const json_field *key = f->inner->fields;
    int64_t first = j->words.n;
    json_items items = {NULL, 0, 0};
    if (!json_open(j, '{')) return 0;
    if (json_sign(j) != '}')
        do {
            char *row = json_item(j, f, &items);
            if (!row || json_sign(j) != '"' || !json_field_value(j, key, row)) return 0;
            if (!json_push(j, json_hash(*(fl_text *)(row + key->offset))) || !json_take(j, ':')) return 0;
            if (!json_field_value(j, key + 1, row)) return 0;
        } while (json_take(j, ','));
    if (!json_distinct(j, first)) return 0;
    j->words.n = first;
    return json_shut(j, '}') && json_finish(j, f, &items, out);
}

static int json_value(json_reader *j, const json_field *f, char *at) {
    switch (f->kind) {
        case JSON_LIST:
            return f->inner->map && json_sign(j) == '{' ? json_map(j, f, (fl_list *)at) : json_array(j, f, (fl_list *)at);
        case JSON_RECORD: return json_row(j, f->inner, at);
        case JSON_BOOL: return json_bool(j, (int64_t *)at);
        case JSON_INT: case JSON_FLOAT: case JSON_DEC: case JSON_DEC64: case JSON_DEC128:
            return json_number_value(j, f, at);
        default: return json_text_value(j, f, at);
    }
}

/* The value of a field in the row at `at`; the flag of an optional one says whether it is there. */
static int json_field_value(json_reader *j, const json_field *f, char *at) {
    if (json_sign(j) == 'n') return f->optional && json_word(j, "null", 4);
    if (f->optional) *(int64_t *)(at + f->offset - 8) = 1;
    return json_value(j, f, at + f->offset);
}

/* Notes that field `i` is there; 0 when it already was. */
static inline int json_mark(json_reader *j, int64_t first, int64_t i) {
    uint64_t *word = &j->words.p[first + (i >> 6)], bit = 1ULL << (i & 63);
    int fresh = !(*word & bit);
    *word |= bit;
    return fresh;
}

/* Whether all fields that must be there are, and no other name stands there twice. */
static inline int json_complete(json_reader *j, const json_plan *plan, int64_t first) {
    for (int64_t i = 0; i < plan->words; i++)
        if (plan->required[i] & ~j->words.p[first + i]) return 0;
    return json_distinct(j, first + plan->words);
}

/* A name that was opened, and its value. */
static inline int json_member(json_reader *j, const json_plan *plan, char *at, int64_t first, int64_t *next) {
    uint64_t hash;
    const json_field *f = json_field_of(j, plan, next, &hash);
    if (!f) return hash && json_push(j, hash) && json_take(j, ':') && json_skip(j);
    return json_mark(j, first, f - plan->fields) && json_take(j, ':') && json_field_value(j, f, at);
}

static int json_record(json_reader *j, const json_plan *plan, char *at) {
    int64_t first = j->words.n, next = 0;
    if (!json_open(j, '{')) return 0;
    for (int64_t i = 0; i < plan->words; i++)
        if (!json_push(j, 0)) return 0;
    if (json_sign(j) != '}')
        do if (!json_take(j, '"') || !json_member(j, plan, at, first, &next)) return 0;
        while (json_take(j, ','));
    if (!json_complete(j, plan, first)) return 0;
    j->words.n = first;
    return json_shut(j, '}');
}

static int json_row(json_reader *j, const json_plan *plan, char *at) {
    return plan->scalar ? json_field_value(j, plan->fields, at) : json_record(j, plan, at);
}

/* One text, which holds one record and maybe a byte order mark. */
static int json_document(json_reader *j, const json_plan *plan, fl_text text, char *at) {
    j->p = text.p;
    j->end = text.p + text.n;
    j->words.n = j->depth = 0;
    json_word(j, "\xef\xbb\xbf", 3);
    return json_sign(j) == '{' && json_row(j, plan, at) && json_sign(j) == 0 && j->p == j->end;
}

/* Fills n rows; those of the texts that the slow twin must read are zero, and marked in `left`. Gives their number. */
static int64_t json_rows(json_reader *j, const json_plan *plan, const fl_text *texts, int64_t n, char *at, char *left) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++, at += plan->size) {
        left[i] = (char)!json_document(j, plan, texts[i], at);
        if (left[i]) memset(at, 0, (size_t)plan->size);
        count += left[i];
    }
    return count;
}
#endif
