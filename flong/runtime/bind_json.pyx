# cython: boundscheck=False, wraparound=False, cdivision=True
"""JSON texts to rows without Python objects: texts without escapes stay where they lie, as long as the rows live.

The reader of json_rows.h takes good records. Whatever it is not sure of goes through `jsonrecord.parse` and
`bind_dicts`, which give the row or the reason.
"""

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer
from libc.stdint cimport int32_t, int64_t, uint64_t
from libc.stdlib cimport free
from libc.string cimport memcmp, memcpy

from flong.runtime.core cimport fl_arena, fl_list, fl_text
from flong.runtime.rows cimport (
    BOOL, DATE, DATETIME, DEC, DEC64, DEC128, DURATION, ENUM, FLOAT, INT, LIST, RECORD, TEXT, TIME,
    Field, Memory, Plan, Rows, broken_rule, new_memory, new_rows, plan_of,
)

from flong.runtime import jsonrecord
from flong.runtime.bind_dicts import bind_dicts
from flong.runtime.resolve.zones import zone_table

cdef extern from "json_text.h" nogil:
    ctypedef struct json_words:
        uint64_t *p

    ctypedef struct json_reader:
        fl_arena *arena
        int64_t *lengths
        fl_text zone
        json_words words

    const char *json_stop(const char *p, const char *end, int *high) noexcept
    const char *json_stop_scalar(const char *p, const char *end, int *high) noexcept

cdef extern from "json_names.h" nogil:
    enum:
        JSON_TEXT, JSON_INT, JSON_BOOL, JSON_DATE, JSON_TIME, JSON_DATETIME, JSON_DURATION, JSON_FLOAT, JSON_ENUM
        JSON_DEC, JSON_DEC64, JSON_DEC128, JSON_LIST, JSON_RECORD

    ctypedef struct json_field:
        fl_text name
        uint64_t bit
        int64_t word, offset
        int32_t kind, optional, precision, scale
        const fl_text *options
        int64_t n_options, list
        const json_plan *inner

    ctypedef struct json_plan:
        const json_field *fields
        const json_field *stop
        int64_t size, words
        const uint64_t *required
        const int32_t *slots
        uint64_t last_slot
        int32_t scalar, map

    uint64_t json_hash(fl_text name) noexcept
    void json_set_name(json_field *f, const char *quoted, int64_t n, int64_t number) noexcept

cdef extern from "json_lines.h" nogil:
    int64_t json_lines(const char **p, const char *end, int64_t n, fl_text *out) noexcept

cdef extern from "json_rows.h" nogil:
    int64_t json_rows(
        json_reader *j, const json_plan *plan, const fl_text *texts, int64_t n, char *at, char *left
    ) noexcept

cdef enum:
    BLOCK = 1 << 20

cdef bytes BOM = b"\xef\xbb\xbf"
cdef dict KINDS = {
    TEXT: JSON_TEXT, INT: JSON_INT, BOOL: JSON_BOOL, DATE: JSON_DATE, TIME: JSON_TIME, DATETIME: JSON_DATETIME,
    DURATION: JSON_DURATION, FLOAT: JSON_FLOAT, ENUM: JSON_ENUM, DEC: JSON_DEC, DEC64: JSON_DEC64,
    DEC128: JSON_DEC128, LIST: JSON_LIST, RECORD: JSON_RECORD,
}


def bind_json(layout, source, *, int64_t start=0, str zone="UTC", int64_t size=1000):
    """Iterates over Rows of `layout`, at most `size` each, numbered from `start`, from JSON Lines.

    `source` is bytes or another buffer, a binary file, or an iterable of pieces of bytes, cut anywhere. Blank lines
    don't count, nor does a byte order mark before the first. A datetime without a zone is in `zone`.
    """
    reader = JsonReader(layout, source, start=start, zone=zone)
    while (rows := reader.take(max(1, size))) is not None:
        yield rows


cdef class JsonReader:
    """Takes rows from JSON Lines, as many at a time as are wanted; see `bind_json`."""
    cdef Binder binder
    cdef object blocks
    cdef Lines lines
    cdef int64_t start

    def __init__(self, layout, source, *, int64_t start=0, str zone="UTC"):
        self.binder, self.blocks, self.start = Binder(layout, zone), _blocks(source), start

    def take(self, int64_t size):
        """The next rows, at most `size`, which is at least 1; None at the end."""
        cdef Rows rows = None
        while rows is None:
            if self.lines is not None:
                rows = self.binder.lines(self.lines, self.start, size)
            if rows is None:
                block = next(self.blocks, None)
                if block is None:
                    return None
                self.lines = Lines(*block)
        self.start += rows.n
        return rows


def bind_json_texts(layout, texts, *, int64_t start=0, str zone="UTC"):
    """Rows of `layout` from texts (bytes) of one record each, numbered from `start`, as `bind_dicts` makes them."""
    cdef tuple owner = tuple([bytes(_piece(text)) for text in texts])
    cdef Memory found = new_memory(len(owner) * sizeof(fl_text))
    cdef Py_ssize_t i
    for i in range(len(owner)):
        (<fl_text *>found.p)[i] = fl_text(<const char *><bytes>owner[i], len(owner[i]))
    return (<Binder>Binder(layout, zone)).rows(<fl_text *>found.p, len(owner), start, owner)


def find_stop(bytes text, *, bint scalar=False):
    """Where plain text ends (at a quote, a backslash, a control), and whether a byte beyond ASCII stands before."""
    cdef int high = 0
    cdef const char *p = text
    cdef const char *end = p + len(text)
    return (json_stop_scalar(p, end, &high) if scalar else json_stop(p, end, &high)) - p, high != 0


def _blocks(source):
    """The bytes of a source in blocks, and how far each is whole lines. Before the first there may be a mark."""
    if PyObject_CheckBuffer(source):
        yield _piece(source), memoryview(source).nbytes, True
        return
    held, size, first = [], 0, True
    for given in iter(lambda: source.read(BLOCK), b"") if hasattr(source, "read") else source:
        piece = bytes(_piece(given))
        held.append(piece)
        size += len(piece)
        if size >= BLOCK and b"\n" in piece:
            block = b"".join(held)
            end = block.rindex(b"\n") + 1
            yield block, end, first
            held, first = [block[end:]], False
            size = len(held[0])
    yield b"".join(held), size, first


cdef object _piece(object piece):
    """Bytes that nobody changes."""
    if not PyObject_CheckBuffer(piece):
        raise TypeError(f"JSON comes as bytes, not {type(piece).__name__}")
    return piece if memoryview(piece).readonly else bytes(piece)


cdef class Lines:
    """A block of lines, and where the next one begins. Owns the block's buffer."""
    cdef Py_buffer buffer
    cdef const char *p
    cdef const char *end

    def __cinit__(self, block, Py_ssize_t end, bint first):
        PyObject_GetBuffer(block, &self.buffer, PyBUF_SIMPLE)
        self.p = <const char *>self.buffer.buf
        self.end = self.p + end
        if first and end >= 3 and memcmp(self.p, <const char *>BOM, 3) == 0:
            self.p += 3

    def __dealloc__(self):
        PyBuffer_Release(&self.buffer)


cdef class JsonPlan:
    """A plan as the reader takes it. `plans` are those of its fields; `checked`: there are rules in it."""
    cdef json_plan c
    cdef Plan plan
    cdef tuple plans
    cdef list names
    cdef Memory fields
    cdef Memory required
    cdef Memory slots
    cdef bint checked
    cdef bint dated

    cdef int field(self, int64_t i, Field field, JsonPlan inner, list lists) except -1:
        cdef json_field *f = <json_field *>self.fields.p + i
        cdef bytes quoted = f'"{field.name}":'.encode()
        self.names.append(quoted)
        json_set_name(f, quoted, len(quoted), i)
        f.kind, f.optional, f.offset = KINDS[field.kind], field.optional, field.offset
        f.precision, f.scale = field.precision, field.scale
        f.options, f.n_options = <const fl_text *>field.options.p, len(field.values)
        f.inner = &inner.c if inner is not None else NULL
        if field.kind == LIST:
            f.list = len(lists)
            lists.append(field.name)
        if not field.optional:
            (<uint64_t *>self.required.p)[f.word] |= f.bit
        self.checked |= field.check is not None or (inner is not None and inner.checked)
        self.dated |= field.kind == DATETIME or (inner is not None and inner.dated)
        return 0

    cdef int index(self, int64_t i) except -1:
        """Make field `i` found by its name."""
        cdef int32_t *slots = <int32_t *>self.slots.p
        cdef uint64_t at = (json_hash((<json_field *>self.fields.p)[i].name) >> 32) & self.c.last_slot
        while slots[at]:
            at = (at + 1) & self.c.last_slot
        slots[at] = i + 1
        return 0


cdef JsonPlan _plan(Plan plan, list lists):
    """The plan of a layout; its list fields are numbered behind those in `lists`."""
    cdef JsonPlan made = JsonPlan.__new__(JsonPlan)
    cdef int64_t n = len(plan.fields), i
    cdef int64_t slots = 1 << (2 * n + 1).bit_length()
    made.plan, made.names = plan, []
    made.plans = tuple([_plan((<Field>f).inner, lists) if (<Field>f).inner is not None else None for f in plan.fields])
    made.fields = new_memory(n * sizeof(json_field))
    made.required = new_memory((n + 63) // 64 * sizeof(uint64_t))
    made.slots = new_memory(slots * sizeof(int32_t))
    made.c = json_plan(
        <json_field *>made.fields.p, <json_field *>made.fields.p + n, plan.size, (n + 63) // 64,
        <uint64_t *>made.required.p, <int32_t *>made.slots.p, slots - 1, plan.scalar, _is_map(plan),
    )
    for i in range(n):
        made.field(i, plan.fields[i], made.plans[i], lists)
        made.index(i)
    return made


cdef bint _is_map(Plan plan) except -1:
    """Whether rows are those of an object with any names, as in bind_dicts.pyx, and the names are texts."""
    names = [field.name for field in plan.fields]
    return not plan.scalar and names == ["key", "value"] and plan.fields[0].kind == TEXT


cdef dict _plans = {}


cdef tuple _plan_of(object layout):
    """The plan of a layout and the number of its list fields, kept by its digest."""
    found = _plans.get(layout.digest)
    if found is None:
        if len(_plans) > 256:
            _plans.clear()
        lists = []
        found = _plans[layout.digest] = (_plan(plan_of(layout), lists), len(lists))
    return found


cdef class Binder:
    """Reads texts for one layout and zone; keeps what it learns of the lengths of lists."""
    cdef JsonPlan plan
    cdef object layout
    cdef str zone
    cdef bytes table
    cdef Memory lengths
    cdef json_reader reader

    def __init__(self, layout, str zone):
        self.layout, self.zone = layout, zone
        self.plan, lists = _plan_of(layout)
        self.lengths = new_memory(lists * sizeof(int64_t))
        self.reader.lengths = <int64_t *>self.lengths.p
        self.table = zone_table(zone) if self.plan.dated and zone != "UTC" else b""
        self.reader.zone = fl_text(<const char *>self.table, len(self.table))

    def __dealloc__(self):
        free(self.reader.words.p)

    cdef Rows lines(self, Lines lines, int64_t start, int64_t size):
        """Rows of the next lines, at most `size`; None at the end."""
        cdef int64_t n = min(size, (lines.end - lines.p) // 2 + 1)
        cdef Memory found = new_memory(n * sizeof(fl_text))
        cdef fl_text *texts = <fl_text *>found.p
        with nogil:
            n = json_lines(&lines.p, lines.end, n, texts)
        return self.rows(texts, n, start, lines) if n else None

    cdef Rows rows(self, const fl_text *texts, int64_t n, int64_t start, object owner):
        cdef Rows rows = new_rows(self.plan.plan, start, n, owner)
        cdef Memory left = new_memory(n)
        cdef int64_t count
        self.reader.arena = &rows.arena
        with nogil:
            count = json_rows(&self.reader, &self.plan.c, texts, n, rows.data, left.p)
        if self.plan.checked:
            count += self.check(rows, left.p)
        if count:
            self.read_slowly(rows, texts, left.p)
        rows.settle()
        return rows

    cdef int64_t check(self, Rows rows, char *left) except -1:
        """Leaves rows that break a rule; their number."""
        cdef int64_t i, count = 0
        for i in range(rows.n):
            if not left[i] and not _keeps(self.plan, rows.row(rows.start + i)):
                left[i] = True
                count += 1
        return count

    cdef int read_slowly(self, Rows rows, const fl_text *texts, const char *left) except -1:
        cdef int64_t i, k
        cdef Rows bound
        cdef list numbers = [], records = []
        for i in range(rows.n):
            if left[i]:
                try:
                    records.append(jsonrecord.parse(texts[i].p[:texts[i].n]))
                    numbers.append(rows.start + i)
                except ValueError as error:
                    rows.errors.append((rows.start + i, "", str(error)))
        bound = bind_dicts(self.layout, records, zone=self.zone)
        rows.errors.extend([(numbers[k], path, reason) for k, path, reason in bound.errors])
        for k in bound.good:
            memcpy(<char *>rows.row(numbers[k]), bound.row(k), rows.plan.size)
        rows.large.append(bound)
        return 0


cdef bint _keeps(JsonPlan plan, const char *at) except -1:
    """Whether a row keeps the rules of its fields."""
    cdef Field field
    cdef JsonPlan inner
    for field, inner in zip(plan.plan.fields, plan.plans, strict=True):
        if field.optional and not (<int64_t *>(at + field.offset - 8))[0]:
            continue
        if field.check is not None and broken_rule(field, at) is not None:
            return False
        if inner is not None and inner.checked and not _all_keep(field, inner, at + field.offset):
            return False
    return True


cdef bint _all_keep(Field field, JsonPlan plan, const char *at) except -1:
    cdef fl_list *items = <fl_list *>at
    cdef int64_t i
    if field.kind == RECORD:
        return _keeps(plan, at)
    for i in range(items.n):
        if not _keeps(plan, items.p + i * plan.c.size):
            return False
    return True
