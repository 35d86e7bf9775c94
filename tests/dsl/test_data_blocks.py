"""Data blocks and JSON Schema."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import shape

from flong.dsl import types as t
from flong.dsl.json_schema import read_schema
from flong.dsl.json_text import JsonError, Number, read_json
from flong.dsl.parse import parse
from flong.dsl.schema_out import write_schema
from flong.dsl.syntax import DataBlock


def good(text: str) -> DataBlock:
    """The block, which has no mistake."""
    tree, problems = parse(f"{{% data %}}{text}{{% enddata %}}", "a.html")
    assert problems == []
    assert tree.data
    return tree.data


def codes(text: str) -> list[str]:
    """Codes of the mistakes of a block."""
    return [problem.code for problem in parse(f"{{% data %}}\n{text}\n{{% enddata %}}", "a.html")[1]]


@pytest.mark.parametrize(
    "type_",
    [
        "text", "int", "float", "bool", "decimal", "decimal(12, 2)", "date", "time", "datetime", "duration",
        'enum("a", "b c", "王")', "[int]", "[[text?]]?", "{a: int, b: {c: date?}}", "[{a: int}?]?", "{}",
    ],
)  # fmt: skip
def test_types(type_: str):
    """A type's text reads as the type that prints so."""
    [field] = good(f"\nx: {type_}\n").record.fields
    assert str(field.type) == type_


def test_declarations():
    """One a line, brackets span lines, comments anywhere, names in backticks."""
    block = good(
        """ a: int # one
        # two: text
        `Customer Name`: text
        c: { `x y`: enum("#", "b"), # three
             if: [int], }
        total = sum(l.amount # four
                    for l in lines)
        same = a == 1
        """
    )
    assert str(block.record) == '{a: int, Customer Name: text, c: {x y: enum("#", "b"), if: [int]}}'
    assert [(c.name, shape(c.value)) for c in block.computed] == [
        ("total", "sum(l.amount for l in lines)"),
        ("same", "(a == 1)"),
    ]


def test_spans_of_computed_fields():
    """They are those of the file, comments or not."""
    tree, _ = parse("<p>\n{% data %}\n# c\nab = 1 + x # d\n{% enddata %}", "a.html")
    assert tree.data
    [computed] = tree.data.computed
    spans = [computed.span, computed.name_span, computed.value.span]
    assert [tree.text[span.start : span.end] for span in spans] == ["ab = 1 + x", "ab", "1 + x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a int", ["F0410"]),
        ("a: int\n: text\n= 1", ["F0410", "F0410"]),
        ("a: txt\nb: html\nc: array(int)", ["F0411"] * 3),
        ("a: int\na: text\na = 1\nb: {c: int, c: int}", ["F0412"] * 3),
        ('a: enum\nb: enum("x", "x")\nc: enum(x)', ["F0414"] * 3),
        ("a: decimal(35, 2)\nb: decimal(2)\nc: decimal(2, 3)\nd: decimal(0, 0)", ["F0415"] * 4),
        ("a: int??", ["F0101"]),
        ("a: {b: int", ["F0101"]),
        ("a: int, b: int", ["F0101"]),
        ("a: int)\nb: txt", ["F0101", "F0411"]),
        ("x = a +\ny = b", ["F0101"]),
        ("not: int", ["F0118"]),
        ("a: " + "[" * 65 + "int" + "]" * 65, ["F0112"]),
        ("a: " + "[" * 5000, ["F0101"]),
    ],
)
def test_mistakes_in_data(text: str, expected: list[str]):
    """Each is found once, and the other lines are read."""
    assert codes(text) == expected


def test_one_block_outside_statements():
    """A second block and a nested one are errors; the first counts."""
    tree, problems = parse(
        "{% data %}a: int{% enddata %}{% data %}b: int{% enddata %}{% if x %}{% data %}c: int{% enddata %}{% endif %}",
        "a.html",
    )
    assert [p.code for p in problems] == ["F0413", "F0413"]
    assert tree.data
    assert str(tree.data.record) == "{a: int}"


# --- JSON Schema ---------------------------------------------------------------------------------


def mapped(field: object, **more: object) -> str | list[str]:
    """The type of a required field with this schema, or the codes of the mistakes."""
    schema = {"type": "object", "properties": {"x": field}, "required": ["x"], **more}
    record, problems = read_schema(json.dumps(schema), "s.json")
    if record is None:
        return [p.code for p in problems]
    [found] = record.fields
    rules = "".join(f" {rule.keyword}={rule.value!r}" for rule in found.rules)
    return f"{found.type}{rules}"


ADDRESS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "text"),
        ({"type": "integer"}, "int"),
        ({"type": "number"}, "decimal"),
        ({"type": "number", "multipleOf": 0.01}, "decimal(34, 2)"),
        ({"type": "number", "multipleOf": 1}, "decimal(34, 0)"),
        ({"type": "boolean", "title": "t", "description": "d", "default": True}, "bool"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "string", "format": "date-time"}, "datetime"),
        ({"type": "string", "format": "time"}, "time"),
        ({"type": "string", "format": "duration"}, "duration"),
        ({"type": "string", "enum": ["a", "b"]}, 'enum("a", "b")'),
        ({"enum": ["a", None]}, 'enum("a")?'),
        ({"const": "a"}, 'enum("a")'),
        ({"type": ["integer", "null"]}, "int?"),
        ({"type": "integer", "nullable": True}, "int?"),
        ({"oneOf": [{"type": "null"}, {"type": "integer"}]}, "int?"),
        ({"anyOf": [{"anyOf": [{"type": "integer"}, {"type": "null"}]}, {"type": "null"}]}, "int?"),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 3}, "[text] maxItems=3"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "[{key: text, value: int}]"),
        ({**ADDRESS, "additionalProperties": False}, "{city: text}"),
        ({"$ref": "#/$defs/address"}, "{city: text}"),
        ({"oneOf": [{"$ref": "#/$defs/address"}, {"type": "null"}]}, "{city: text}?"),
        (
            {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^a"},
            "text minLength=1 maxLength=9 pattern='^a'",
        ),
        ({"type": "integer", "minimum": 0, "exclusiveMaximum": 1e3}, "int minimum=0 exclusiveMaximum=1000"),
        ({"type": ["number", "null"], "maximum": 0.5}, "decimal? maximum='0.5'"),
    ],
)
def test_schema(schema: object, expected: str):
    """The mapping of the language reference, section 'Data and types'."""
    assert mapped(schema, **{"$defs": {"address": ADDRESS}}) == expected


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        ({"type": "string", "format": "email"}, "F0421"),
        ({"type": "string", "contentEncoding": "base64"}, "F0421"),
        ({"allOf": [{"type": "string"}]}, "F0421"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "F0421"),
        ({"type": "number", "multipleOf": 0.25}, "F0421"),
        ({"type": "integer", "enum": [1, 2]}, "F0421"),
        ({"enum": [1]}, "F0421"),
        ({"type": "string", "minimum": 1}, "F0421"),
        ({"type": "array", "items": {"type": "string", "maxLength": 3}}, "F0421"),
        ({"type": "array", "prefixItems": []}, "F0421"),
        ({**ADDRESS, "additionalProperties": {"type": "string"}}, "F0421"),
        ({"$ref": "#/$defs/loop"}, "F0422"),
        ({"$ref": "#/nowhere"}, "F0422"),
        ({"$ref": "other.json"}, "F0422"),
        ({"$ref": 1}, "F0422"),
        ({"type": "text"}, "F0423"),
        ({"type": ["string", "integer"]}, "F0423"),
        ({"type": {}}, "F0423"),
        ({}, "F0423"),
        (True, "F0423"),
        ({"type": "array"}, "F0423"),
        ({"type": "object"}, "F0423"),
        ({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["b"]}, "F0423"),
        ({"type": "string", "minLength": 1.5}, "F0423"),
        ({"type": "string", "pattern": "("}, "F0423"),
        ({"type": "string", "pattern": 1}, "F0423"),
        ({"type": "integer", "minimum": "1"}, "F0423"),
    ],
)
def test_refused_schema(schema: object, code: str):
    """What has no counterpart is refused, never dropped in silence."""
    loop = {"type": "object", "properties": {"next": {"$ref": "#/$defs/loop"}}}
    assert mapped(schema, **{"$defs": {"loop": loop}}) == [code]


def test_all_mistakes_of_a_schema():
    """One wrong property does not hide the next; spans name the keyword."""
    text = '{"type": "object", "properties": {"a": {"not": {}}, "b": {"type": "x"}, "c": {"type": "text"}}}'
    _, problems = read_schema(text, "s.json")
    assert [text[p.span.start : p.span.end] for p in problems] == ['"not": {}', '"type": "x"', '"type": "text"']


@pytest.mark.parametrize("text", ["", "{", "[1,]", '{"a" 1}', "{'a': 1}", '"\\x"', "01", "nul", "[" * 100_000, "{} {}"])
def test_no_json(text: str):
    """What is not JSON is one error with a place."""
    record, [problem] = read_schema(text, "s.json")
    assert (record, problem.code) == (None, "F0420")


def test_duplicate_keys_are_no_json():
    """Two declarations of one field can't both count."""
    with pytest.raises(JsonError, match="twice"):
        read_json('{"a": 1, "a": 2}')


def test_references_do_not_explode():
    """A small file that asks for 2^40 types, or for a chain of 3,000, is an error at once."""
    fan = {
        f"a{i}": {"type": "object", "properties": {n: {"$ref": f"#/$defs/a{i + 1}"} for n in "xy"}} for i in range(20)
    }
    chain = {f"a{i}": {"$ref": f"#/$defs/a{i + 1}"} for i in range(3000)}
    for defs in ({**fan, "a20": {"type": "string"}}, chain):
        record, problems = read_schema(json.dumps({"$ref": "#/$defs/a0", "$defs": defs}), "s.json")
        assert record is None
        assert {p.code for p in problems} <= {"F0420", "F0422"}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def plain(value: object) -> object:
    """A node's value as `json.loads` gives it."""
    if isinstance(value, dict):
        return {key: plain(node.value) for key, node in value.items()}
    if isinstance(value, list):
        return [plain(node.value) for node in value]
    return json.loads(value.text) if isinstance(value, Number) else value


@given(values, st.sampled_from([None, 1]))
@settings(max_examples=60)
def test_json_reads_as_python_reads_it(value: object, indent: int | None):
    """The reader with places agrees with the standard library."""
    text = json.dumps(value, indent=indent)
    node = read_json(f" {text}\n")
    assert plain(node.value) == value
    assert f" {text}"[node.start : node.end] == text


scalars = st.sampled_from([t.TEXT, t.INT, t.BOOL, t.DATE, t.TIME, t.DATETIME, t.DURATION, t.DECIMAL])
decimals = st.integers(0, 34).map(lambda scale: t.Decimal(34, scale))
enums = st.lists(st.text(max_size=3), min_size=1, max_size=3, unique=True).map(lambda v: t.Enum(tuple(v)))


def records(inner: st.SearchStrategy[t.Type]) -> st.SearchStrategy[t.Type]:
    """Records of one to three fields."""
    fields = st.dictionaries(st.text(min_size=1, max_size=4), inner, min_size=1, max_size=3)
    return fields.map(lambda named: t.Record(tuple(t.Field(name, type_) for name, type_ in named.items())))


def optional(type_: t.Type) -> t.Type:
    """`T?`, which never nests."""
    return type_ if isinstance(type_, t.Optional) else t.Optional(type_)


types = st.recursive(
    scalars | decimals | enums,
    lambda inner: inner.map(optional) | inner.map(t.List) | records(inner),
    max_leaves=6,
)


@given(records(types))
@settings(max_examples=60)
def test_schemas_go_out_and_come_back(record: t.Record):
    """What `write_schema` writes, `read_schema` reads as the same record."""
    found, problems = read_schema(json.dumps(write_schema(record)), "s.json")
    assert (problems, found) == ([], record)


def test_precision_goes_out_as_bounds():
    """`decimal(5, 2)` reaches from -999.99 to 999.99."""
    schema = write_schema(t.Record((t.Field("x", t.Decimal(5, 2)),)))
    assert schema["properties"]["x"] == {
        "type": "number", "multipleOf": 0.01, "exclusiveMinimum": -1000, "exclusiveMaximum": 1000,
    }  # fmt: skip


def test_safe_values_have_no_schema():
    """No data has them."""
    with pytest.raises(ValueError, match="html"):
        write_schema(t.Record((t.Field("x", t.HTML),)))
