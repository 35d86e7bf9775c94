# cython: boundscheck=False, wraparound=False, cdivision=True
"""Bound rows, and how they read from Python."""

from cpython cimport array
from cpython.object cimport PyObject
from libc.stdlib cimport calloc, free
from libc.string cimport memset

from array import array as new_array
from operator import itemgetter
from sys import intern

from flong.runtime.convert cimport date_to, dec_to, duration_to, instant_to, text_to, time_to
from flong.runtime.core cimport fl_alloc, fl_arena, fl_arena_free, fl_arena_reset, fl_block, fl_i128, fl_list, fl_text
from flong.runtime.decimal cimport FL_SCALED_DIGITS, FL_SCALED_PLACES, dec_of_dec64, dec_of_dec128, dec_scaled
from flong.runtime.spin cimport PyThread_get_thread_ident, fl_lock, fl_spin, fl_unlock, pthread_atfork

from flong.runtime import values
from flong.runtime.rules import checker

# Larger pieces get memory of their own.
cdef enum:
    LARGE = 1 << 20

cdef array.array _INDEXES = new_array("q")
cdef object _NONE = frozenset()
cdef dict _KINDS = {
    "text": TEXT, "int": INT, "bool": BOOL, "date": DATE, "time": TIME, "datetime": DATETIME, "duration": DURATION,
    "float": FLOAT, "enum": ENUM, "list": LIST, "record": RECORD, "fl_dec": DEC, "dec64": DEC64, "dec128": DEC128,
}


cdef class Field:
    def __init__(self, slot):
        self.name = intern(slot.name)
        self.kind = _KINDS[slot.storage if slot.kind == "decimal" else slot.kind]
        self.type = slot.kind
        self.offset = slot.offset
        self.optional = slot.optional
        self.scale = slot.scale or 0
        self.precision = slot.precision or 34
        self.values = slot.values
        self.numbers = {value: number for number, value in enumerate(slot.values)}
        self.encoded = tuple([value.encode() for value in slot.values])
        self.options = _options(self.encoded)
        inner = slot.item or slot.record
        self.inner = None if inner is None else plan_of(inner)
        self.check = checker(slot.rules)


cdef Memory _options(tuple encoded):
    cdef Memory memory = new_memory(len(encoded) * sizeof(fl_text))
    cdef fl_text *texts = <fl_text *>memory.p
    cdef Py_ssize_t i
    for i in range(len(encoded)):
        texts[i] = fl_text(<const char *><bytes>encoded[i], len(encoded[i]))
    return memory


cdef class Plan:
    def __init__(self, layout):
        self.layout = layout
        self.fields = tuple([Field(slot) for slot in layout.fields])
        self.size = layout.size
        self.scalar = len(layout.fields) == 1 and layout.fields[0].name == ""
        self.slots = _slots(self.fields)
        self.flat = fl_plan(<fl_slot *>self.slots.p, len(self.fields), self.size, self.scalar)


cdef Memory _slots(tuple fields):
    cdef Memory memory = new_memory(len(fields) * sizeof(fl_slot))
    cdef fl_slot *slot = <fl_slot *>memory.p
    cdef Field field
    for field in fields:
        slot.name, slot.numbers = <PyObject *>field.name, <PyObject *>field.numbers
        slot.offset, slot.kind, slot.optional = field.offset, field.kind, field.optional
        slot.scale, slot.precision, slot.ruled = field.scale, field.precision, field.check is not None
        slot += 1
    return memory


cdef dict _plans = {}


cdef Plan plan_of(object layout):
    """The plan of a layout, kept by its digest."""
    plan = _plans.get(layout.digest)
    if plan is None:
        if len(_plans) > 256:
            _plans.clear()
        plan = _plans[layout.digest] = Plan(layout)
    return plan


cdef class Memory:
    def __dealloc__(self):
        free(self.p)


cdef Memory new_memory(int64_t size):
    cdef Memory memory = Memory.__new__(Memory)
    memory.p = <char *>calloc(max(1, size), 1)
    if memory.p == NULL:
        raise MemoryError()
    return memory


# The memory of values that nobody reads any more: taken again, so that its pages need not be, and by the thread that
# had it before, whose cache may still hold it.
cdef enum:
    ARENAS = 16
    ARENA_BYTES = 4 << 20

cdef fl_spin _lock = 0


cdef void _hold() noexcept nogil:
    fl_lock(&_lock)


cdef void _let_go() noexcept nogil:
    fl_unlock(&_lock)


if pthread_atfork(_hold, _let_go, _let_go):  # or a child may get it locked by a thread that it does not have
    raise MemoryError()

cdef fl_arena[ARENAS] _arenas
cdef unsigned long[ARENAS] _homes
cdef int _kept = 0


cdef void give_arena(fl_arena *arena, unsigned long home) noexcept nogil:
    global _kept
    cdef int64_t size = 0
    cdef fl_block *block = arena.first
    while block != NULL:
        size += block.cap
        block = block.next
    fl_lock(&_lock)
    if size and size <= ARENA_BYTES and _kept < ARENAS:
        fl_arena_reset(arena)
        _arenas[_kept], _homes[_kept] = arena[0], home
        _kept += 1
        memset(arena, 0, sizeof(fl_arena))
    fl_unlock(&_lock)
    fl_arena_free(arena)


cdef void take_arena(fl_arena *arena, unsigned long home) noexcept nogil:
    global _kept
    cdef int i
    fl_lock(&_lock)
    i = _kept - 1
    while i > 0 and _homes[i] != home:
        i -= 1
    if i >= 0:
        _kept -= 1
        arena[0] = _arenas[i]
        _arenas[i], _homes[i] = _arenas[_kept], _homes[_kept]
    fl_unlock(&_lock)


cdef class Rows:
    """Rows `start` to `start + n` of an input, numbered by their index in it.

    `good` lists the indexes of rows that could be bound; `errors` has (index, field path, reason) for all others.
    """

    def __init__(self):
        raise TypeError("rows are made by bind_dicts, bind_arrow and bind_json")

    def __dealloc__(self):
        give_arena(&self.arena, self.home)
        free(self.big)

    def __len__(self):
        return self.n

    @property
    def layout(self):
        return self.plan.layout

    @property
    def stride(self):
        """Bytes from one row to the next."""
        return self.plan.size

    @property
    def address(self):
        """Where row `start` stands."""
        return <size_t>self.data

    @property
    def good(self):
        return self.picked if self.picked is not None else new_array("q", range(self.start, self.start + self.count))

    def to_python(self, int64_t index):
        """The record at `index` as plain Python values: datetimes are aware, in UTC; decimals are Decimal.

        Raises IndexError for a row that was not bound."""
        if not self.count or not self.start <= index < self.start + self.n or index in self.bad:
            raise IndexError(f"row {index} was not bound")
        return _record(self.plan, self.row(index))

    cdef bint open(self) noexcept nogil:
        cdef int64_t size = max(1, self.n * self.plan.size)
        if self.data == NULL:
            self.home = PyThread_get_thread_ident()
            take_arena(&self.arena, self.home)
            self.data = <char *>fl_alloc(&self.arena, size) if size <= LARGE else NULL
            if self.data == NULL:
                self.data = self.big = <char *>calloc(size, 1)
            else:
                memset(self.data, 0, size)
        return self.data != NULL

    cdef bint fill(self) noexcept nogil:
        return True

    cdef int fill_closely(self) except -1:
        return 0

    cdef int settle(self) except -1:
        """Once all rows are bound: good are all that have no error."""
        cdef int64_t index
        cdef Py_ssize_t k = 0
        self.count = self.n
        if not self.errors:
            return 0
        self.errors.sort(key=itemgetter(0))
        self.bad = {error[0] for error in self.errors}
        self.count -= len(self.bad)
        self.picked = array.clone(_INDEXES, self.count, False)
        self.indexes = self.picked.data.as_longlongs
        for index in range(self.start, self.start + self.n):
            if index not in self.bad:
                self.picked.data.as_longlongs[k] = index
                k += 1
        return 0

    cdef int64_t index(self, int64_t i) noexcept nogil:
        return self.indexes[i] if self.indexes != NULL else self.start + i

    cdef const char *row(self, int64_t index) noexcept nogil:
        return self.data + (index - self.start) * self.plan.size

    cdef char *alloc(self, int64_t size) except NULL:
        cdef char *p
        if size > LARGE:
            self.large.append(new_memory(size))
            return (<Memory>self.large[len(self.large) - 1]).p
        p = <char *>fl_alloc(&self.arena, size)
        if p == NULL:
            raise MemoryError()
        memset(p, 0, size)
        return p


cdef int set_up(Rows rows, Plan plan, int64_t start, int64_t n, object owner) except -1:
    rows.plan, rows.start, rows.n = plan, start, n
    rows.bad = _NONE
    rows.errors = []
    rows.large = []
    rows.owner = owner
    return 0


cdef Rows new_rows(Plan plan, int64_t start, int64_t n, object owner):
    cdef Rows rows = Rows.__new__(Rows)
    set_up(rows, plan, start, n, owner)
    if not rows.open():
        raise MemoryError()
    return rows


cdef object _record(Plan plan, const char *at):
    cdef Field field
    if plan.scalar:
        return field_value(plan.fields[0], at)
    return {field.name: field_value(field, at) for field in plan.fields}


cdef object field_value(Field field, const char *at):
    at += field.offset
    if field.optional and not (<int64_t *>(at - 8))[0]:
        return None
    if field.kind == TEXT:
        return text_to((<fl_text *>at)[0])
    if field.kind == DEC:
        return dec_to((<fl_dec *>at)[0])
    if field.kind == DEC64:
        return dec_to(dec_of_dec64((<int64_t *>at)[0], field.scale))
    if field.kind == DEC128:
        return dec_to(dec_of_dec128((<fl_i128 *>at)[0], field.scale))
    if field.kind == FLOAT:
        return (<double *>at)[0]
    if field.kind == LIST:
        return _list(field.inner, (<fl_list *>at)[0])
    if field.kind == RECORD:
        return _record(field.inner, at)
    return _word(field, (<int64_t *>at)[0])


cdef list _list(Plan plan, fl_list items):
    cdef int64_t i
    return [_record(plan, items.p + i * plan.size) for i in range(items.n)]


cdef object _word(Field field, int64_t value):
    """The value of a kind that is stored as one int64."""
    if field.kind == INT:
        return value
    if field.kind == BOOL:
        return value != 0
    if field.kind == ENUM:
        return field.values[value]
    if field.kind == DATE:
        return date_to(value)
    if field.kind == TIME:
        return time_to(value)
    if field.kind == DATETIME:
        return instant_to(value)
    return duration_to(value)


cdef object broken_rule(Field field, const char *at):
    return field.check(field_value(field, at))


cdef object store_scaled(Field field, fl_dec number, char *at):
    cdef fl_i128 scaled
    cdef int code = dec_scaled(number, field.precision, field.scale, &scaled)
    if code == FL_SCALED_PLACES:
        return values.too_precise(field.scale)
    if code == FL_SCALED_DIGITS:
        return values.too_long(field.precision)
    if field.kind == DEC64:
        (<int64_t *>at)[0] = <int64_t>scaled
    else:
        (<fl_i128 *>at)[0] = scaled
    return None
