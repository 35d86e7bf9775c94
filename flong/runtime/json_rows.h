/* JSON objects into rows, as bind_dicts.pyx has it. */
#ifndef FLONG_JSON_ROWS_H
#define FLONG_JSON_ROWS_H
#include "json_skip.h"
#include "json_time.h"

#define JSON_HOT inline __attribute__((always_inline))
#define JSON_APART __attribute__((noinline))

static JSON_APART const char *json_row(json_reader *j, const char *p, const json_plan *plan, char *at);

static inline const char *json_number_value(json_reader *j, const char *p, const json_field *f, char *at) {
    json_number number;
    int good;
    if (!(p = json_take_number(p, j->end, &number))) return NULL;
    switch (f->kind) {
        case JSON_DEC64: good = json_to_dec64(&number, f->precision, f->scale, (int64_t *)at); break;
        case JSON_INT: good = json_to_int(&number, (int64_t *)at); break;
        case JSON_FLOAT: good = json_to_double(&number, (double *)at); break;
        case JSON_DEC: good = json_to_dec(&number, (fl_dec *)at); break;
        default: good = json_to_dec128(&number, f->precision, f->scale, (fl_i128 *)at);
    }
    return good ? p : NULL;
}

static inline int json_option(const json_field *f, fl_text text, int64_t *out) {
    for (int64_t k = 0; k < f->n_options; k++)
        if (json_same(f->options[k], text)) { *out = k; return 1; }
    return 0;
}

/* A text that stands for something else. */
static inline const char *json_spelled(json_reader *j, const char *p, const json_field *f, int64_t *out) {
    fl_text text;
    int good;
    if (!json_at(p, j->end, '"') || !(p = json_text(j, p + 1, &text))) return NULL;
    switch (f->kind) {
        case JSON_ENUM: good = json_option(f, text, out); break;
        case JSON_DATE: good = json_to_date(text, out); break;
        case JSON_TIME: good = json_to_time(text, out); break;
        case JSON_DATETIME: good = json_to_instant(text, j->zone, out); break;
        default: good = json_to_duration(text, out);
    }
    return good ? p : NULL;
}

static inline const char *json_bool(json_reader *j, const char *p, int64_t *out) {
    *out = json_at(p, j->end, 't');
    return *out ? json_word(p, j->end, "true", 4) : json_word(p, j->end, "false", 5);
}

/* The rows of a list while it is read. */
typedef struct { char *p; int64_t n, cap; } json_items;

/* Room for more rows: at first for as many as the last list of this field had, if the text at p can hold them. */
static JSON_APART int json_grow(json_reader *j, const char *p, const json_field *f, json_items *items) {
    int64_t last = j->lengths[f->list], most = (j->end - p) / 2 + 1, size = f->inner->size;
    int64_t cap = items->cap ? 2 * items->cap : last < 4 ? 4 : last < most ? last : most;
    char *rows = (char *)fl_alloc(j->arena, cap * size);
    if (!rows) return 0;
    if (items->n) memcpy(rows, items->p, (size_t)(items->n * size));
    items->p = rows;
    items->cap = cap;
    return 1;
}

/* One more row, zeroed. */
static inline char *json_item(json_reader *j, const char *p, const json_field *f, json_items *items) {
    if (items->n == items->cap && !json_grow(j, p, f, items)) return NULL;
    char *row = items->p + items->n++ * f->inner->size;
    memset(row, 0, (size_t)f->inner->size);
    return row;
}

static inline const char *json_finish(
    json_reader *j, const char *p, const json_field *f, const json_items *items, fl_list *out
) {
    j->lengths[f->list] = items->n;
    out->p = items->n ? items->p : "";
    out->n = items->n;
    return json_shut(j, p);
}

static const char *json_array(json_reader *j, const char *p, const json_field *f, fl_list *out) {
    const char *close;
    char *row;
    json_items items = {NULL, 0, 0};
    if (!(p = json_open(j, p, '['))) return NULL;
    if ((close = json_take(p, j->end, ']'))) return json_finish(j, close, f, &items, out);
    do if (!(row = json_item(j, p, f, &items)) || !(p = json_row(j, p, f->inner, row))) return NULL;
    while (json_more(&p, j->end, ']'));
    return p ? json_finish(j, p, f, &items, out) : NULL;
}

static JSON_HOT const char *json_field_value(json_reader *j, const char *p, const json_field *f, char *at);

/* The name and the value of one row of an object that has any names. */
static inline const char *json_entry(json_reader *j, const char *p, const json_field *key, char *row) {
    fl_text *name = (fl_text *)(row + key->offset);
    if (key->optional) *(int64_t *)(row + key->offset - 8) = 1;
    if (!(p = json_quoted(j, p, name)) || !json_push(j, json_hash(*name))) return NULL;
    if (!(p = json_take(p, j->end, ':'))) return NULL;
    return json_field_value(j, p, key + 1, row);
}

/* An object as the list of its names and values. */
static const char *json_map(json_reader *j, const char *p, const json_field *f, fl_list *out) {
    int64_t first = j->words.n;
    const char *close;
    char *row;
    json_items items = {NULL, 0, 0};
    if (!(p = json_open(j, p, '{'))) return NULL;
    if ((close = json_take(p, j->end, '}'))) return json_finish(j, close, f, &items, out);
    do if (!(row = json_item(j, p, f, &items)) || !(p = json_entry(j, p, f->inner->fields, row))) return NULL;
    while (json_more(&p, j->end, '}'));
    if (!p || !json_distinct(j, first)) return NULL;
    j->words.n = first;
    return json_finish(j, p, f, &items, out);
}

/* The value of a field in the row at `at`; the flag of an optional one says whether it is there. */
static JSON_HOT const char *json_field_value(json_reader *j, const char *p, const json_field *f, char *at) {
    p = json_space(p, j->end);
    if (json_at(p, j->end, 'n')) return f->optional ? json_word(p, j->end, "null", 4) : NULL;
    at += f->offset;
    if (f->optional) *(int64_t *)(at - 8) = 1;
    switch (f->kind) {
        case JSON_TEXT: return json_at(p, j->end, '"') ? json_text(j, p + 1, (fl_text *)at) : NULL;
        case JSON_INT: case JSON_FLOAT: case JSON_DEC: case JSON_DEC64: case JSON_DEC128:
            return json_number_value(j, p, f, at);
        case JSON_BOOL: return json_bool(j, p, (int64_t *)at);
        case JSON_RECORD: return json_row(j, p, f->inner, at);
        case JSON_LIST:
            if (f->inner->map && json_at(p, j->end, '{')) return json_map(j, p, f, (fl_list *)at);
            return json_array(j, p, f, (fl_list *)at);
        default: return json_spelled(j, p, f, (int64_t *)at);
    }
}

/* Whether all fields that must be there are, and no other name stands there twice. */
static inline int json_complete(json_reader *j, const json_plan *plan, int64_t first) {
    for (int64_t i = 0; i < plan->words; i++)
        if (plan->required[i] & ~j->words.p[first + i]) return 0;
    return json_distinct(j, first + plan->words);
}

/* A name and its value, which is likely that of the field `*next`. */
static inline const char *json_member(
    json_reader *j, const char *p, const json_plan *plan, char *at, int64_t first, const json_field **next
) {
    const json_field *f = *next;
    uint64_t hash = 0;
    p = json_space(p, j->end);
    if (f < plan->stop && json_is_next(p, j->end, f)) p += f->quoted.n;
    else if (!(p = json_other_name(j, p, plan, &f, &hash))) return NULL;
    if (!f) return json_push(j, hash) ? json_skip(j, p) : NULL;
    uint64_t *seen = &j->words.p[first + f->word];
    if (*seen & f->bit) return NULL;
    *seen |= f->bit;
    *next = f + 1;
    return json_field_value(j, p, f, at);
}

static const char *json_record(json_reader *j, const char *p, const json_plan *plan, char *at) {
    int64_t first = j->words.n;
    const json_field *next = plan->fields;
    const char *close;
    if (!(p = json_open(j, p, '{'))) return NULL;
    for (int64_t i = 0; i < plan->words; i++)
        if (!json_push(j, 0)) return NULL;
    if ((close = json_take(p, j->end, '}'))) p = close;
    else
        do if (!(p = json_member(j, p, plan, at, first, &next))) return NULL;
        while (json_more(&p, j->end, '}'));
    if (!p || !json_complete(j, plan, first)) return NULL;
    j->words.n = first;
    return json_shut(j, p);
}

static const char *json_row(json_reader *j, const char *p, const json_plan *plan, char *at) {
    return plan->scalar ? json_field_value(j, p, plan->fields, at) : json_record(j, p, plan, at);
}

/* Whether a text holds one record, now in the row at `at`. There may be a byte order mark. */
static int json_document(json_reader *j, const json_plan *plan, fl_text text, char *at) {
    const char *p = json_word(text.p, text.p + text.n, "\xef\xbb\xbf", 3);
    j->end = text.p + text.n;
    j->words.n = j->depth = 0;
    p = json_space(p ? p : text.p, j->end);
    p = json_at(p, j->end, '{') ? json_row(j, p, plan, at) : NULL;
    return p && json_space(p, j->end) == j->end;
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
