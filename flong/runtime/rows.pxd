"""Bound rows: C structs as `runtime.layout` lays them out, and the memory they point into."""

from cpython cimport array
from cpython.object cimport PyObject
from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_arena, fl_dec

cdef extern from "slots.h":
    enum Kind "fl_kind":
        TEXT "FL_TEXT"
        INT "FL_INT"
        BOOL "FL_BOOL"
        DATE "FL_DATE"
        TIME "FL_TIME"
        DATETIME "FL_DATETIME"
        DURATION "FL_DURATION"
        FLOAT "FL_FLOAT"
        ENUM "FL_ENUM"
        DEC "FL_DEC"
        DEC64 "FL_DEC64"
        DEC128 "FL_DEC128"
        LIST "FL_LIST"
        RECORD "FL_RECORD"

    ctypedef struct fl_slot:
        PyObject *name
        PyObject *numbers
        int64_t offset
        Kind kind
        int scale
        int precision
        bint optional
        bint ruled

    ctypedef struct fl_plan:
        const fl_slot *slots
        Py_ssize_t n
        int64_t size
        bint scalar


cdef class Memory:
    """Zeroed memory, 16-byte aligned."""
    cdef char *p


cdef class Field:
    """A slot of a layout, ready for binding."""
    cdef readonly str name
    cdef readonly Kind kind
    cdef readonly str type
    cdef readonly int64_t offset
    cdef readonly bint optional
    cdef readonly int scale
    cdef readonly int precision
    cdef readonly tuple values
    cdef readonly dict numbers
    # The values of an enum, as fl_text, and the bytes they point into.
    cdef Memory options
    cdef tuple encoded
    cdef readonly Plan inner
    cdef readonly object check


cdef class Plan:
    """A layout, ready for binding. `scalar`: the items of a list that are no records."""
    cdef readonly object layout
    cdef readonly tuple fields
    cdef readonly int64_t size
    cdef readonly bint scalar
    # The same as plain C, and the memory of its slots.
    cdef fl_plan flat
    cdef Memory slots


cdef class Rows:
    cdef readonly Plan plan
    cdef readonly int64_t start
    cdef readonly int64_t n
    # How many rows are good, and their indexes; none where that is all of them.
    cdef int64_t count
    cdef array.array picked
    cdef const long long *indexes
    cdef readonly list errors
    cdef object bad
    cdef object owner
    cdef char *data
    cdef fl_arena arena
    # The thread that took the arena; the rows' memory, if that is too large for it.
    cdef unsigned long home
    cdef char *big
    cdef list large

    # Takes memory for the rows, by the thread that is to fill them; whether there is some.
    cdef bint open(self) noexcept nogil
    # Binds rows that are not bound yet. False: it is for `fill_closely` to do.
    cdef bint fill(self) noexcept nogil
    cdef int fill_closely(self) except -1
    cdef int settle(self) except -1
    # The index of the i-th good row, i < count.
    cdef int64_t index(self, int64_t i) noexcept nogil
    # Where row `index` stands; start <= index < start + n.
    cdef const char *row(self, int64_t index) noexcept nogil
    # Zeroed, 16-byte aligned, as long-lived as the rows.
    cdef char *alloc(self, int64_t size) except NULL


# Memory for values, used before if there is some; by `home`, a thread, if there is.
cdef void take_arena(fl_arena *arena, unsigned long home) noexcept nogil
# Leaves an empty one.
cdef void give_arena(fl_arena *arena, unsigned long home) noexcept nogil
cdef Memory new_memory(int64_t size)
cdef Plan plan_of(object layout)
# What all rows need; `owner` lives as long as they.
cdef int set_up(Rows rows, Plan plan, int64_t start, int64_t n, object owner) except -1
cdef Rows new_rows(Plan plan, int64_t start, int64_t n, object owner)
# What stands in a slot, for the field's own type; `at` is the row.
cdef object field_value(Field field, const char *at)
# The reason why the value at `at` breaks the field's rules, or None.
cdef object broken_rule(Field field, const char *at)
# Puts `number` into a decimal(p, s) slot at `at`; the reason why it does not fit, or None.
cdef object store_scaled(Field field, fl_dec number, char *at)
