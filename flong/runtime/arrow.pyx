# cython: boundscheck=False, wraparound=False, cdivision=True
"""How the columns of an Arrow schema fit the fields of a layout."""

from flong.runtime.rows cimport (
    BOOL, DATE, DATETIME, DEC, DEC64, DEC128, DURATION, ENUM, FLOAT, INT, LIST, RECORD, TEXT, TIME,
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
}
cdef dict UNITS = {"s": (1_000_000, 1), "m": (1000, 1), "u": (1, 1), "n": (1, 1000)}
cdef dict BITS = {32: ARROW_DEC32, 64: ARROW_DEC64, 128: ARROW_DEC128, 256: ARROW_DEC256}

# What the kinds can be read from.
cdef dict FAMILIES = {DATE: "date", TIME: "time", DATETIME: "timestamp", DURATION: "duration"}
cdef dict FITTING = {
    TEXT: TEXTS, ENUM: TEXTS, INT: INTS, BOOL: (ARROW_BOOL,), FLOAT: (ARROW_FLOAT, ARROW_DOUBLE, *INTS),
    DEC: DECIMALS + INTS, DEC64: DECIMALS + INTS, DEC128: DECIMALS + INTS, LIST: LISTS, RECORD: (ARROW_STRUCT,),
}


cdef class Column:
    def __init__(self, field, child):
        self.field = field
        self.child = child
        self.storage = ARROW_ABSENT
        self.indexes = ARROW_ABSENT
        self.multiply = self.divide = 1


cdef tuple match_table(Plan plan, const fl_schema *schema):
    if schema.format != b"+s":
        raise DataError(f"a table is wanted, not {_found(schema)}")
    return _fields(plan, schema, "")


cdef tuple _fields(Plan plan, const fl_schema *schema, str path):
    """The columns of a struct for the fields of a record, by name."""
    cdef dict children = {}
    cdef int64_t i
    for i in range(schema.n_children):
        name = _name(schema.children[i])
        children[name] = -1 if name in children else i
    return tuple([_field(field, schema, children, path) for field in plan.fields])


cdef Column _field(Field field, const fl_schema *schema, dict children, str path):
    cdef str place = f"{path}.{field.name}" if path else field.name
    cdef Column column = Column(field, children.get(field.name, -2))
    if column.child >= 0:
        return _match(column, schema.children[column.child], place)
    if column.child == -1:
        raise DataError(f"two columns are called `{place}`")
    if not field.optional:
        raise DataError(f"column `{place}` is missing; {_wanted(field)} is wanted")
    return column


cdef Column _match(Column column, const fl_schema *schema, str place):
    """Fills `column` from the schema of its array."""
    cdef Field field = column.field
    cdef const fl_schema *stored = schema
    if schema.dictionary != NULL:
        stored = schema.dictionary
        column.indexes = _storage(schema)[0]
    column.storage, family = _storage(stored)
    fits = family == FAMILIES[field.kind] if field.kind in FAMILIES else (
        column.storage in FITTING[field.kind] and family not in FAMILIES.values()
    )
    if schema.dictionary != NULL:
        fits = fits and field.kind in (TEXT, ENUM)
    if not fits and column.storage != ARROW_NULL:
        raise DataError(f"column `{place}` is {_found(schema)}, but {_wanted(field)} is wanted")
    _details(column, stored.format.decode())
    if column.storage == ARROW_STRUCT:
        column.columns = _fields(field.inner, stored, place)
    elif column.storage in LISTS:
        column.columns = _items(field.inner, stored.children[0], f"{place}[]")
    return column


cdef tuple _items(Plan plan, const fl_schema *schema, str place):
    if plan.scalar:
        return (_match(Column(plan.fields[0], 0), schema, place),)
    if schema.format != b"+s":
        raise DataError(f"column `{place}` is {_found(schema)}, but record is wanted")
    return _fields(plan, schema, place)


cdef int _details(Column column, str form) except -1:
    """What the format says beyond its storage."""
    if form.startswith("d:"):
        column.scale = int(form[2:].split(",")[1])
    elif form.startswith("+w:"):
        column.scale = int(form[3:])
    elif form == "tdm":
        column.divide = 86_400_000
    elif form.startswith("ts"):
        column.local = form.endswith(":")
    if form[:2] in ("ts", "tt", "tD"):
        column.multiply, column.divide = UNITS[form[2]]
    return 0


cdef tuple _storage(const fl_schema *schema):
    """How values are stored, and what people call them."""
    cdef str form = schema.format.decode()
    if form.startswith("d:"):
        numbers = [int(part) for part in form[2:].split(",")]
        bits = numbers[2] if len(numbers) > 2 else 128
        return BITS.get(bits, ARROW_ABSENT), f"decimal({numbers[0]}, {numbers[1]})"
    if form.startswith("+w:"):
        return ARROW_FIXED_LIST, "list"
    if form.startswith("ts"):
        return ARROW_INT64, "timestamp"
    return PLAIN.get(form, (ARROW_ABSENT, f"the Arrow type `{form}`"))


cdef str _found(const fl_schema *schema):
    if schema.dictionary != NULL:
        return f"a dictionary of {_storage(schema.dictionary)[1]}"
    return _storage(schema)[1]


cdef str _wanted(Field field):
    if field.kind in (DEC64, DEC128):
        return f"decimal({field.precision}, {field.scale})"
    return field.type


cdef str _name(const fl_schema *schema):
    return schema.name.decode(errors="replace") if schema.name != NULL else ""
