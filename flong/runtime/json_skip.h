/* Values that no field takes: they must be JSON all the same. */
#ifndef FLONG_JSON_SKIP_H
#define FLONG_JSON_SKIP_H
#include "json_names.h"
#include "json_number.h"

/* As jsonrecord.py has it. */
#define JSON_MAX_DEPTH 200

/* Behind the sign that opens an array or object. */
static inline const char *json_open(json_reader *j, const char *p, char sign) {
    return ++j->depth <= JSON_MAX_DEPTH ? json_take(p, j->end, sign) : NULL;
}

/* Behind an array or object whose end is behind p. */
static inline const char *json_shut(json_reader *j, const char *p) {
    j->depth--;
    return p;
}

static const char *json_skip(json_reader *j, const char *p);

static const char *json_skip_array(json_reader *j, const char *p) {
    const char *close;
    if (!(p = json_open(j, p, '['))) return NULL;
    if ((close = json_take(p, j->end, ']'))) return json_shut(j, close);
    do if (!(p = json_skip(j, p))) return NULL;
    while (json_more(&p, j->end, ']'));
    return json_shut(j, p);
}

static const char *json_skip_object(json_reader *j, const char *p) {
    const char *close;
    int64_t first = j->words.n;
    fl_text name;
    if (!(p = json_open(j, p, '{'))) return NULL;
    if ((close = json_take(p, j->end, '}'))) return json_shut(j, close);
    do {
        if (!(p = json_quoted(j, p, &name)) || !json_push(j, json_hash(name))) return NULL;
        if (!(p = json_take(p, j->end, ':')) || !(p = json_skip(j, p))) return NULL;
    } while (json_more(&p, j->end, '}'));
    if (!json_distinct(j, first)) return NULL;
    j->words.n = first;
    return json_shut(j, p);
}

/* A value that no field takes. */
static const char *json_skip(json_reader *j, const char *p) {
    json_number number;
    fl_text text;
    p = json_space(p, j->end);
    switch (p < j->end ? *p : 0) {
        case '"': return json_text(j, p + 1, &text);
        case '{': return json_skip_object(j, p);
        case '[': return json_skip_array(j, p);
        case 't': return json_word(p, j->end, "true", 4);
        case 'f': return json_word(p, j->end, "false", 5);
        case 'n': return json_word(p, j->end, "null", 4);
        default: return json_take_number(p, j->end, &number);
    }
}
#endif
