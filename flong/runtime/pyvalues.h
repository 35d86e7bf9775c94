/* Values of Python's own types as the values of rows. Each routine answers 1 when it could, and then no code of the
   caller's has run; what it can't is bound, or refused with a reason, by the slow ways of bind_dicts.pyx. */
#ifndef FLONG_PYVALUES_H
#define FLONG_PYVALUES_H
#include <Python.h>
#include <datetime.h>
#include <math.h>
#include "decimal_peek.h"
#include "printing.h"
#include "slots.h"

/* Longer texts are copied the slow way, which can give them memory of their own. */
#define FL_PY_CHARACTERS 65536

static inline int fl_same_key(PyObject *key, PyObject *name) {
    if (key == name) return 1;
    if (!PyUnicode_CheckExact(key) || !PyUnicode_IS_COMPACT_ASCII(key) || !PyUnicode_IS_COMPACT_ASCII(name)) return 0;
    Py_ssize_t n = PyUnicode_GET_LENGTH(name);
    return PyUnicode_GET_LENGTH(key) == n && !memcmp(PyUnicode_DATA(key), PyUnicode_DATA(name), (size_t)n);
}

/* The value of `name` in an exact dict: borrowed; NULL without one, or when a key's own comparison failed. Keys that come in the order of the questions are met by walking, without a look-up: *walk is 0 at
   first, and -1 once a key came out of order. */
static inline PyObject *fl_dict_value(PyObject *dict, PyObject *name, Py_ssize_t *walk) {
    PyObject *key, *value;
    if (*walk >= 0 && PyDict_Next(dict, walk, &key, &value) && fl_same_key(key, name)) return value;
    *walk = -1;
    value = PyDict_GetItemWithError(dict, name);
    if (!value) PyErr_Clear();
    return value;
}

/* `n` bytes for a text, which needs no alignment; NULL as fl_alloc. */
static inline char *fl_alloc_text(fl_arena *a, int64_t n) {
    if (!a->now || n > a->now->cap - a->used) return (char *)fl_alloc(a, n);
    a->used += n;
    return (char *)(a->now + 1) + a->used - n;
}

static inline char *fl_put_utf8(char *p, Py_UCS4 c) {
    if (c < 0x80) { *p = (char)c; return p + 1; }
    if (c < 0x800) *p++ = (char)(0xc0 | c >> 6);
    else {
        if (c < 0x10000) *p++ = (char)(0xe0 | c >> 12);
        else { *p++ = (char)(0xf0 | c >> 18); *p++ = (char)(0x80 | (c >> 12 & 0x3f)); }
        *p++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *p = (char)(0x80 | (c & 0x3f));
    return p + 1;
}

/* The end of the UTF-8 of `n` characters at `p`; NULL with half a surrogate pair. */
static inline char *fl_put_characters(char *p, int kind, const void *characters, Py_ssize_t n) {
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_UCS4 c = PyUnicode_READ(kind, characters, i);
        if (c >= 0xd800 && c < 0xe000) return NULL;
        p = fl_put_utf8(p, c);
    }
    return p;
}

/* The text is copied: a str that Python encodes keeps its UTF-8 for as long as it lives. */
static __attribute__((noinline)) int fl_py_wide_text(PyObject *value, fl_arena *a, fl_text *out) {
    Py_ssize_t n = PyUnicode_GET_LENGTH(value);
    const void *from = PyUnicode_DATA(value);
    int kind = (int)PyUnicode_KIND(value);
    int64_t most = n * (kind == 4 ? 4 : kind + 1);
    char *p = fl_alloc_text(a, most), *end;
    if (!p) return 0;
    if (kind == 1) end = fl_put_characters(p, 1, from, n);
    else end = kind == 2 ? fl_put_characters(p, 2, from, n) : fl_put_characters(p, 4, from, n);
    a->used -= end ? p + most - end : most;
    if (end) { out->p = p; out->n = end - p; }
    return end != NULL;
}

static inline int fl_py_text(PyObject *value, fl_arena *a, fl_text *out) {
    if (!PyUnicode_CheckExact(value) || !PyUnicode_IS_COMPACT(value)) return 0;
    Py_ssize_t n = PyUnicode_GET_LENGTH(value);
    if (n > FL_PY_CHARACTERS) return 0;
    if (!PyUnicode_IS_ASCII(value)) return fl_py_wide_text(value, a, out);
    char *p = fl_alloc_text(a, n);
    if (!p) return 0;
    memcpy(p, PyUnicode_DATA(value), (size_t)n);
    out->p = p;
    out->n = n;
    return 1;
}

static inline int fl_py_int(PyObject *value, int64_t *out) {
    int overflow;
    if (!PyLong_CheckExact(value)) return 0;
    *out = PyLong_AsLongLongAndOverflow(value, &overflow);
    return !overflow;
}

static inline int fl_py_bool(PyObject *value, int64_t *out) {
    *out = value == Py_True;
    return PyBool_Check(value);
}

static inline int fl_py_float(PyObject *value, double *out) {
    if (!PyFloat_CheckExact(value)) return 0;
    *out = PyFloat_AS_DOUBLE(value);
    return isfinite(*out);
}

static inline int64_t fl_py_days(PyObject *value) {
    return fl_days(PyDateTime_GET_YEAR(value), PyDateTime_GET_MONTH(value), PyDateTime_GET_DAY(value));
}

static inline int fl_py_date(PyObject *value, int64_t *out) {
    if (!PyDate_CheckExact(value)) return 0;
    *out = fl_py_days(value);
    return 1;
}

static inline int64_t fl_micros(int hour, int minute, int second, int micro) {
    return ((hour * 60 + minute) * 60 + second) * 1000000LL + micro;
}

static inline int fl_py_time(PyObject *value, int64_t *out) {
    if (!PyTime_CheckExact(value) || PyDateTime_TIME_GET_TZINFO(value) != Py_None) return 0;
    *out = fl_micros(PyDateTime_TIME_GET_HOUR(value), PyDateTime_TIME_GET_MINUTE(value),
                     PyDateTime_TIME_GET_SECOND(value), PyDateTime_TIME_GET_MICROSECOND(value));
    return 1;
}

/* A datetime in UTC, said (datetime.UTC) or, where `utc` allows it, not said. */
static inline int fl_py_instant(PyObject *value, int utc, int64_t *out) {
    if (!PyDateTime_CheckExact(value)) return 0;
    PyObject *zone = PyDateTime_DATE_GET_TZINFO(value);
    if (zone != PyDateTime_TimeZone_UTC && !(utc && zone == Py_None)) return 0;
    *out = fl_py_days(value) * FL_DAY_MICROS +
           fl_micros(PyDateTime_DATE_GET_HOUR(value), PyDateTime_DATE_GET_MINUTE(value),
                     PyDateTime_DATE_GET_SECOND(value), PyDateTime_DATE_GET_MICROSECOND(value));
    return 1;
}

static inline int fl_py_duration(PyObject *value, int64_t *out) {
    if (!PyDelta_CheckExact(value)) return 0;
    int64_t micros = PyDateTime_DELTA_GET_SECONDS(value) * 1000000LL + PyDateTime_DELTA_GET_MICROSECONDS(value);
    int64_t days = PyDateTime_DELTA_GET_DAYS(value);
    return !__builtin_mul_overflow(days, FL_DAY_MICROS, &days) && !__builtin_add_overflow(days, micros, out);
}

/* The number of a value that an enum lists. */
static inline int fl_py_option(PyObject *value, PyObject *numbers, int64_t *out) {
    PyObject *number = PyUnicode_CheckExact(value) ? PyDict_GetItemWithError(numbers, value) : NULL;
    return number && fl_py_int(number, out);
}

/* A decimal of at most 18 digits in plain notation. */
static inline int fl_short_decimal(const char *p, int64_t n, fl_dec *out) {
    const char *end = p + n, *point = NULL;
    int neg = n > 0 && *p == '-';
    uint64_t c = 0;
    p += neg;
    if (end - p < 1 || end - p > 19) return 0;
    for (; p < end; p++) {
        unsigned digit = (unsigned)*p - '0';
        if (digit <= 9) c = 10 * c + digit;
        else if (*p == '.' && !point) point = p;
        else return 0;
    }
    *out = fl_dec_make(c, point ? (int)(point + 1 - end) : 0, neg);
    return 1;
}

/* An exact Decimal of _decimal through its text. */
static inline int fl_print_decimal(PyObject *value, fl_dec *out) {
    PyObject *text = Py_TYPE(value)->tp_str(value);
    if (!text) { PyErr_Clear(); return 0; }
    const char *p = PyUnicode_DATA(text);
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    int done = fl_short_decimal(p, n, out) || fl_dec_parse(p, n, out) == FL_OK;
    Py_DECREF(text);
    return done;
}

/* What decimals are read by: the type Decimal (NULL: none is read here), and whether its memory is known. */
typedef struct { PyTypeObject *type; int peeks; } fl_py_decimals;

static inline int fl_py_number(PyObject *value, const fl_py_decimals *by, fl_dec *out) {
    int64_t whole;
    if (Py_TYPE(value) == by->type) return by->peeks ? fl_peek_decimal(value, out) : fl_print_decimal(value, out);
    if (!fl_py_int(value, &whole)) return 0;
    *out = fl_dec_of_int(whole);
    return 1;
}

static inline int fl_py_decimal_slot(const fl_slot *slot, PyObject *value, const fl_py_decimals *by, char *at) {
    fl_dec number;
    fl_i128 scaled;
    if (!fl_py_number(value, by, &number)) return 0;
    if (slot->kind == FL_DEC) { memcpy(at, &number, sizeof number); return 1; }
    if (fl_dec_scaled(number, slot->precision, slot->scale, &scaled) != FL_SCALED_OK) return 0;
    if (slot->kind == FL_DEC64) *(int64_t *)at = (int64_t)scaled;
    else memcpy(at, &scaled, sizeof scaled);
    return 1;
}

/* What binding needs beside the value: where texts go, how decimals are read, whether the wall clock is UTC's. */
typedef struct { fl_arena *arena; fl_py_decimals decimals; int utc; } fl_binding;

static __attribute__((noinline)) int fl_py_value(const fl_binding *b, const fl_slot *slot, PyObject *value, char *at) {
    int64_t *word = (int64_t *)at;
    switch (slot->kind) {
        case FL_DEC: case FL_DEC64: case FL_DEC128: return fl_py_decimal_slot(slot, value, &b->decimals, at);
        case FL_INT: return fl_py_int(value, word);
        case FL_BOOL: return fl_py_bool(value, word);
        case FL_DATE: return fl_py_date(value, word);
        case FL_TIME: return fl_py_time(value, word);
        case FL_DATETIME: return fl_py_instant(value, b->utc, word);
        case FL_DURATION: return fl_py_duration(value, word);
        case FL_FLOAT: return fl_py_float(value, (double *)at);
        case FL_ENUM: return fl_py_option(value, slot->numbers, word);
        default: return 0;
    }
}

/* Whether `value` now stands in its slot of the row at `row`; null is the absence of an optional one. */
static inline int fl_py_slot(const fl_binding *b, const fl_slot *slot, PyObject *value, char *row) {
    if (slot->optional && value == Py_None) return 1;
    if (slot->ruled) return 0;
    if (slot->kind == FL_TEXT) {
        if (!fl_py_text(value, b->arena, (fl_text *)(row + slot->offset))) return 0;
    } else if (!fl_py_value(b, slot, value, row + slot->offset)) return 0;
    if (slot->optional) *(int64_t *)(row + slot->offset - 8) = 1;
    return 1;
}

/* Binds the fields of an exact dict from field `i` on: the first one that the slow ways must bind, or the plan's end. */
static inline Py_ssize_t fl_py_fields(
    const fl_binding *b, const fl_plan *plan, Py_ssize_t i, PyObject *dict, Py_ssize_t *walk, char *row) {
    for (; i < plan->n; i++) {
        PyObject *value = fl_dict_value(dict, plan->slots[i].name, walk);
        if (!value || !fl_py_slot(b, &plan->slots[i], value, row)) break;
    }
    return i;
}

/* Whether the item of a list now stands in its row. The item is held: a look-up can run code of a key's own. */
static inline int fl_py_item(const fl_binding *b, const fl_plan *plan, PyObject *item, char *row) {
    Py_ssize_t walk = 0, bound;
    if (plan->scalar) return fl_py_slot(b, plan->slots, item, row);
    if (!PyDict_CheckExact(item)) return 0;
    Py_INCREF(item);
    bound = fl_py_fields(b, plan, 0, item, &walk, row);
    Py_DECREF(item);
    return bound == plan->n;
}

/* Binds items of an exact list or tuple from item `i` on: the first one that the slow ways must bind, or `n`, or the end
   of a list that became shorter. */
static inline Py_ssize_t fl_py_items(
    const fl_binding *b, const fl_plan *plan, PyObject *items, Py_ssize_t i, Py_ssize_t n, char *rows) {
    while (i < n && i < PySequence_Fast_GET_SIZE(items) &&
           fl_py_item(b, plan, PySequence_Fast_GET_ITEM(items, i), rows + i * plan->size)) i++;
    return i;
}
#endif
