/* Reads a Decimal without printing it: the object of CPython's _decimal, whose layout is checked before it is trusted
   (Modules/_decimal/_decimal.c, PyDecObject; libmpdec's mpd_t with 64-bit words of base 10^19). */
#ifndef FLONG_DECIMAL_PEEK_H
#define FLONG_DECIMAL_PEEK_H
#include <Python.h>
#include "decimal.h"

typedef struct {
    PyObject_HEAD
    Py_hash_t hash;
    uint8_t flags;
    Py_ssize_t exponent, digits, length, allocated;
    uint64_t *words;
    uint64_t inside[4];
} fl_py_decimal;

#define FL_PY_NEGATIVE 1
#define FL_PY_SPECIAL 14 /* infinity, NaN, signalling NaN */

/* Whether a short Decimal points at words in itself: asked before any pointer is followed. */
static inline int fl_decimal_holds_words(PyObject *value) {
    const fl_py_decimal *d = (const fl_py_decimal *)value;
    return d->words == d->inside && d->allocated == 4 && d->length == 1 && d->digits == 1;
}

/* Whether `value`, an exact Decimal, is a finite number of at most 34 digits, exponent in range; then it is in *out. */
static inline int fl_peek_decimal(PyObject *value, fl_dec *out) {
    const fl_py_decimal *d = (const fl_py_decimal *)value;
    if ((d->flags & FL_PY_SPECIAL) || d->digits > FL_PRECISION || d->length < 1 || d->length > 2) return 0;
    if (d->exponent < FL_ETINY || d->exponent + d->digits - 1 > FL_EMAX) return 0;
    fl_u128 c = d->words[0];
    if (d->length == 2) c += d->words[1] * (10 * FL_10_18);
    *out = fl_dec_make(c, (int)d->exponent, d->flags & FL_PY_NEGATIVE);
    return 1;
}
#endif
