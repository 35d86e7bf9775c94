# cython: boundscheck=False, wraparound=False, cdivision=True
"""How the columns of an Arrow schema fit the fields of a layout."""

from libc.stdint cimport INT64_MAX, INT64_MIN

from flong.runtime.decimal cimport fl_pow10
from flong.runtime.printing cimport FL_DAY_MICROS, FL_MAX_DAYS, FL_MAX_INSTANT, FL_MIN_DAYS, FL_MIN_INSTANT
from flong.runtime.rows cimport (
    BOOL, DATE, DATETIME, DEC, DEC64, DEC128, DURATION, ENUM, FLOAT, INT, LIST, RECORD, TEXT, TIME, new_memory,
)

from flong.errors import DataError

cdef tuple INTS = (
    ARROW_INT8, ARROW_INT16, ARROW_INT32, ARROW_INT64, ARROW_UINT8, ARROW_UINT16, ARROW_UINT32, ARROW_UINT64,
)
cdef tuple TEXTS = (ARROW_UTF8, ARROW_LARGE_UTF8, ARROW_UTF8_VIEW)
cdef tuple DECIMALS = (ARROW_DEC32, ARROW_DEC64, ARROW_DEC128, ARROW_DEC256)
cdef tuple LISTS = (ARROW_LIST, ARROW_LARGE_LIST, ARROW_LIST_VIEW, ARROW_LARGE_LIST_VIEW, ARROW_FIXED_LIST)

# Formats of one kind of value: storage, and what people call it.
cdef dict PLAIN = {
    "n": (ARROW_NULL, "null"), "b": (ARROW_BOOL, "bool"), "c": (ARROW_INT8, "int8"), "C": (ARROW_UINT8, "uint8"),
    "s": (ARROW_INT16, "int16"), "S": (ARROW_UINT16, "uint16"), "i": (ARROW_INT32, "int32"),
    "I": (ARROW_UINT32, "uint32"), "l": (ARROW_INT64, "int64"), "L": (ARROW_UINT64, "uint64"),
    "f": (ARROW_FLOAT, "float32"), "g": (ARROW_DOUBLE, "float64"), "u": (ARROW_UTF8, "text"),
    "U": (ARROW_LARGE_UTF8, "text"), "vu": (ARROW_UTF8_VIEW, "text"), "+l": (ARROW_LIST, "list"),
    "+L": (ARROW_LARGE_LIST, "list"), "+vl": (ARROW_LIST_VIEW, "list"), "+vL": (ARROW_LARGE_LIST_VIEW, "list"),
    "+s": (ARROW_STRUCT, "struct"), "tdD": (ARROW_INT32, "date"), "tdm": (ARROW_INT64, "date"),
    "tts": (ARROW_INT32, "time"), "ttm": (ARROW_INT32, "time"), "ttu": (ARROW_INT64, "time"),
    "ttn": (ARROW_INT64, "time"), "tDs": (ARROW_INT64, "duration"), "tDm": (ARROW_INT64, "duration"),
    "tDu": (ARROW_INT64, "duration"), "tDn": (ARROW_INT64, "duration"), "z": (ARROW_ABSENT, "binary"),
    "Z": (ARROW_ABSENT, "binary"), "vz": (ARROW_ABSENT, "binary"), "e": (ARROW_ABSENT, "float16"),
    "+m": (ARROW_ABSENT, "map"), "+r": (ARROW_ABSENT, "run-end encoded"), "tiM": (ARROW_ABSENT, "interval"),
    "tiD": (ARROW_ABSENT, "interval"), "tin": (ARROW_ABSENT, "interval"),
}
# Formats with more behind them.
cdef dict PREFIXES = {
    "+w:": (ARROW_FIXED_LIST, "list"), "w:": (ARROW_ABSENT, "binary"), "+ud:": (ARROW_ABSENT, "union"),
    "+us:": (ARROW_ABSENT, "union"), "tss:": (ARROW_INT64, "timestamp"), "tsm:": (ARROW_INT64, "timestamp"),
    "tsu:": (ARROW_INT64, "timestamp"), "tsn:": (ARROW_INT64, "timestamp"),
}
cdef dict UNITS = {"s": (1_000_000, 1), "m": (1000, 1), "u": (1, 1), "n": (1, 1000)}
cdef dict BITS = {32: ARROW_DEC32, 64: ARROW_DEC64, 128: ARROW_DEC128, 256: ARROW_DEC256}

# What the kinds can be read from.
cdef dict FAMILIES = {DATE: "date", TIME: "time", DATETIME: "timestamp", DURATION: "duration"}
cdef dict FITTING = {
    TEXT: TEXTS, ENUM: TEXTS, INT: INTS, BOOL: (ARROW_BOOL,), FLOAT: (ARROW_FLOAT, ARROW_DOUBLE, *INTS),
    DEC: DECIMALS + INTS, DEC64: DECIMALS + INTS, DEC128: DECIMALS + INTS, LIST: LISTS, RECORD: (ARROW_STRUCT,),
}
cdef dict WIDTHS = {TEXT: 16, LIST: 16, DEC: 32, DEC128: 16}
cdef dict BOUNDS = {
    DATE: (FL_MIN_DAYS, FL_MAX_DAYS), DATETIME: (FL_MIN_INSTANT, FL_MAX_INSTANT), TIME: (0, FL_DAY_MICROS - 1),
}


cdef class Column:
    def __init__(self, Field field, int64_t child, str place):
        self.field, self.place = field, place
        self.columns = ()
        self.c.child, self.c.offset, self.c.optional = child, field.offset, field.optional
        self.c.width = field.inner.size if field.kind == RECORD else WIDTHS.get(field.kind, 8)
        self.c.storage = self.c.indexes = ARROW_ABSENT
        self.c.multiply = self.c.divide = 1
        self.c.low, self.c.high = BOUNDS.get(field.kind, (INT64_MIN, INT64_MAX))


cdef class Table:
    def __init__(self):
        self.dictionaries = []


cdef int _hold(Column column, tuple columns) except -1:
    """The columns of a column's values."""
    column.columns, column.pointers = columns, _pointers(columns)
    column.c.columns, column.c.n_columns = <fl_column **>column.pointers.p, len(columns)
    return 0


cdef Memory _pointers(tuple columns):
    cdef Memory memory = new_memory(len(columns) * sizeof(fl_column *))
    cdef Py_ssize_t i
    for i in range(len(columns)):
        (<fl_column **>memory.p)[i] = &(<Column>columns[i]).c
    return memory


# Tables by plan, zone and schema: a stream of the same kind needs no look at its columns.
cdef enum:
    KEPT = 64

cdef dict _tables = {}


cdef Table match_table(Plan plan, const fl_schema *schema, bytes zone):
    cdef list parts = []
    if not _describe(schema, parts):
        return _matched(plan, schema, zone)
    cdef tuple key = (plan, zone, b"".join(parts))
    cdef Table table = _tables.get(key)
    if table is None:
        if len(_tables) == KEPT:
            _tables.clear()
        table = _tables[key] = _matched(plan, schema, zone)
    return table


cdef bint _describe(const fl_schema *schema, list parts) except -1:
    """What tells a schema from others: names and formats, and those below. False for a broken one."""
    cdef int64_t i
    if _is_broken(schema):
        return False
    cdef bytes name = <bytes>schema.name if schema.name != NULL else b""
    parts.append(b"%b\0%b\0%d %d " % (name, <bytes>schema.format, schema.n_children, schema.dictionary != NULL))
    for i in range(schema.n_children):
        if not _describe(schema.children[i], parts):
            return False
    return schema.dictionary == NULL or _describe(schema.dictionary, parts)


cdef Table _matched(Plan plan, const fl_schema *schema, bytes zone):
    cdef Matcher matcher = Matcher.__new__(Matcher)
    form = _form(schema, "table")
    if form != "+s":
        raise DataError(f"a table is wanted, not {_found(schema, 'table')}")
    matcher.table, matcher.zone = Table(), zone
    matcher.table.columns = matcher.fields(plan, schema, "")
    matcher.table.pointers = _pointers(matcher.table.columns)
    return matcher.table


cdef class Matcher:
    cdef Table table
    cdef bytes zone

    cdef tuple fields(self, Plan plan, const fl_schema *schema, str path):
        """The columns of a struct for the fields of a record, by name."""
        cdef dict children = {}
        cdef int64_t i
        for i in range(schema.n_children):
            name = _name(schema.children[i])
            children[name] = -1 if name in children else i
        return tuple([self.field(field, schema, children, path) for field in plan.fields])

    cdef Column field(self, Field field, const fl_schema *schema, dict children, str path):
        cdef str place = f"{path}.{field.name}" if path else field.name
        cdef Column column = Column(field, children.get(field.name, -2), place)
        if column.c.child >= 0:
            return self.match(column, schema.children[column.c.child])
        if column.c.child == -1:
            raise DataError(f"two columns are called `{place}`")
        if not field.optional:
            raise DataError(f"column `{place}` is missing; {_wanted(field)} is wanted")
        return column

    cdef Column match(self, Column column, const fl_schema *schema):
        """Fills `column` from the schema of its array."""
        cdef Field field = column.field
        cdef const fl_schema *stored = schema if schema.dictionary == NULL else schema.dictionary
        cdef str form = _form(stored, column.place)
        column.c.storage, family = _storage(form)
        if not _fits(field, column.c.storage, family, schema.dictionary != NULL):
            found = _found(schema, column.place)
            raise DataError(f"column `{column.place}` is {found}, but {_wanted(field)} is wanted")
        if schema.dictionary != NULL and column.c.storage != ARROW_NULL:
            self.indexed(column, _storage(_form(schema, column.place))[0])
        self.details(column, form)
        if column.c.storage == ARROW_STRUCT:
            _hold(column, self.fields(field.inner, stored, column.place))
        elif column.c.storage in LISTS:
            column.c.item_size, column.c.scalar = field.inner.size, field.inner.scalar
            _hold(column, self.items(field.inner, stored, f"{column.place}[]"))
        _choose(column)
        return column

    cdef int indexed(self, Column column, int storage) except -1:
        if storage not in INTS:
            raise DataError(f"column `{column.place}`: the indexes of a dictionary are integers")
        column.c.indexes, column.c.entries = storage, len(self.table.dictionaries)
        self.table.dictionaries.append(column)
        return 0

    cdef tuple items(self, Plan plan, const fl_schema *schema, str place):
        if schema.n_children != 1 or schema.children == NULL:
            raise DataError(f"column `{place}`: a list has one kind of items")
        cdef const fl_schema *item = schema.children[0]
        if plan.scalar:
            return (self.match(Column(plan.fields[0], 0, place), item),)
        if _form(item, place) != "+s":
            raise DataError(f"column `{place}` is {_found(item, place)}, but record is wanted")
        return self.fields(plan, item, place)

    cdef int details(self, Column column, str form) except -1:
        """What the format says beyond its storage."""
        cdef fl_column *c = &column.c
        if len(form) == 1:
            return 0
        if form.startswith("d:"):
            c.scale = _decimal(form)[1]
        elif form.startswith("+w:"):
            c.items = max(0, _number(form[3:]))
        elif form == "tdm":
            c.divide = 86_400_000
        elif form.startswith("ts") and form.endswith(":") and self.zone is not None:
            column.zone = self.zone
            c.zone = fl_text(<const char *>column.zone, len(column.zone))
        if form[:2] in ("ts", "tt", "tD"):
            c.multiply, c.divide = UNITS[form[2]]
        return 0


cdef bint _fits(Field field, int storage, str family, bint indexed):
    """Whether a field can be read from an array; `indexed` is one with a dictionary."""
    if storage == ARROW_NULL:
        return True
    if indexed and field.kind in (LIST, RECORD):
        return False
    if field.kind in FAMILIES:
        return family == FAMILIES[field.kind]
    return storage in FITTING[field.kind] and family not in FAMILIES.values()


cdef int _choose(Column column) except -1:
    """The kernel that binds the column, and what it has to know of the field."""
    cdef fl_column *c = &column.c
    cdef Field field = column.field
    if c.storage == ARROW_NULL:
        return 0
    c.options, c.n_options = <const fl_text *>field.options.p, len(field.values)
    c.precision, c.slot_scale = field.precision, field.scale
    if c.storage == ARROW_UINT64:
        c.low = 0
    c.bind = bind_closer if field.check is not None else _kernel(c, field.kind)
    if c.bind == bind_narrow:
        c.high = <int64_t>fl_pow10(field.precision) - 1
    return 0


cdef fl_kernel _kernel(const fl_column *c, int kind) noexcept:
    if kind == TEXT:
        return bind_views if c.storage == ARROW_UTF8_VIEW else bind_utf8 if c.storage == ARROW_UTF8 else bind_large_utf8
    if kind == ENUM:
        return bind_options
    if kind == DEC64 and c.storage == ARROW_DEC128 and c.scale == c.slot_scale:
        return bind_narrow
    if kind == DEC or kind == DEC64 or kind == DEC128:
        return bind_decimals
    if kind == LIST:
        return bind_lists
    if kind == RECORD:
        return bind_records
    if kind == FLOAT:
        return bind_floats
    return bind_words if c.multiply == 1 and c.divide == 1 and c.zone.p == NULL else bind_times


cdef str _form(const fl_schema *schema, str place):
    """The format of an array. Raises DataError where a producer gives none, or children that are not there."""
    if _is_broken(schema):
        raise DataError(f"column `{place}`: a broken Arrow schema")
    return schema.format.decode(errors="replace")


cdef bint _is_broken(const fl_schema *schema) noexcept:
    cdef int64_t i
    if schema == NULL or schema.format == NULL or (schema.n_children and schema.children == NULL):
        return True
    for i in range(schema.n_children):
        if schema.children[i] == NULL:
            return True
    return False


cdef tuple _storage(str form):
    """How values are stored, and what people call them."""
    if form in PLAIN:
        return PLAIN[form]
    if form.startswith("d:"):
        precision, scale, bits = _decimal(form)
        return BITS.get(bits, ARROW_ABSENT), f"decimal({precision}, {scale})"
    for prefix, found in PREFIXES.items():
        if form.startswith(prefix):
            return found
    return ARROW_ABSENT, f"the Arrow type `{form}`"


cdef tuple _decimal(str form):
    """Precision, scale and bits."""
    numbers = [_number(part) for part in form[2:].split(",")]
    if not 2 <= len(numbers) <= 3 or abs(numbers[1]) > 76:
        raise DataError(f"a broken Arrow schema: `{form}`")
    return numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 128


cdef object _number(str digits):
    if not digits.removeprefix("-").isdecimal() or len(digits) > 9:
        raise DataError(f"a broken Arrow schema: `{digits}` is no number")
    return int(digits)


cdef str _found(const fl_schema *schema, str place):
    if schema.dictionary != NULL:
        return f"a dictionary of {_storage(_form(schema.dictionary, place))[1]}"
    return _storage(_form(schema, place))[1]


cdef str _wanted(Field field):
    if field.kind in (DEC64, DEC128):
        return f"decimal({field.precision}, {field.scale})"
    return field.type


cdef str _name(const fl_schema *schema):
    return schema.name.decode(errors="replace") if schema.name != NULL else ""
