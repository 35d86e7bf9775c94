/* The slots of a row as plain C: what binding reads for each value. */
#ifndef FLONG_SLOTS_H
#define FLONG_SLOTS_H
#include <Python.h>
#include <stdint.h>

enum fl_kind {
    FL_TEXT, FL_INT, FL_BOOL, FL_DATE, FL_TIME, FL_DATETIME, FL_DURATION, FL_FLOAT, FL_ENUM, FL_DEC, FL_DEC64, FL_DEC128,
    FL_LIST, FL_RECORD
};

/* `name` and `numbers` (an enum's values and their numbers) are borrowed from the field. `ruled`: bounds of a schema. */
typedef struct {
    PyObject *name, *numbers;
    int64_t offset;
    enum fl_kind kind;
    int32_t scale, precision;
    int8_t optional, ruled;
} fl_slot;

/* The `n` slots of a row of `size` bytes; `scalar`: its only slot has no name, and a row is made of a bare value. */
typedef struct {
    const fl_slot *slots;
    Py_ssize_t n;
    int64_t size;
    int scalar;
} fl_plan;
#endif
