/* Values that no field takes: they must be JSON all the same. */
#ifndef FLONG_JSON_SKIP_H
#define FLONG_JSON_SKIP_H
#include "json_names.h"
#include "json_number.h"

/* As jsonrecord.py has it. */
#define JSON_MAX_DEPTH 200

/* Behind the sign that opens an array or object. */
static inline int json_open(json_reader *j, char sign) { return ++j->depth <= JSON_MAX_DEPTH && json_take(j, sign); }

static inline int json_shut(json_reader *j, char sign) {
    j->depth--;
    return json_take(j, sign);
}

static int json_skip(json_reader *j);

static int json_skip_array(json_reader *j) {
    if (!json_open(j, '[')) return 0;
    if (json_sign(j) != ']')
        do if (!json_skip(j)) return 0;
        while (json_take(j, ','));
    return json_shut(j, ']');
}

static int json_skip_object(json_reader *j) {
    int64_t first = j->words.n;
    fl_text name;
    if (!json_open(j, '{')) return 0;
    if (json_sign(j) != '}')
        do {
            if (!json_quoted(j, &name) || !json_push(j, json_hash(name))) return 0;
            if (!json_take(j, ':') || !json_skip(j)) return 0;
        } while (json_take(j, ','));
    if (!json_distinct(j, first)) return 0;
    j->words.n = first;
    return json_shut(j, '}');
}

/* A value that no field takes. */
static int json_skip(json_reader *j) {
    json_number number;
    fl_text text;
    switch (json_sign(j)) {
        case '"': return json_quoted(j, &text);
        case '{': return json_skip_object(j);
        case '[': return json_skip_array(j);
        case 't': return json_word(j, "true", 4);
        case 'f': return json_word(j, "false", 5);
        case 'n': return json_word(j, "null", 4);
        default: return json_take_number(j, &number);
    }
}
#endif
