"""JSON Schema in and out: what types say in it, and that no keyword of the 2020-12 vocabularies goes unheard."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.dsl import types as t
from flong.dsl.json_schema import read_schema
from flong.dsl.schema_out import write_schema
from flong.errors import Diagnostic


def read(schema: object) -> tuple[t.Record | None, list[Diagnostic]]:
    return read_schema(json.dumps(schema), "s.json")


# there and back

whole = st.integers(-(10**12), 10**12)
fractions = (
    st.decimals(-(10**6), 10**6, places=3).filter(lambda d: d % 1 != 0).map(lambda d: format(d.normalize(), "f"))
)


def rules(values: st.SearchStrategy[Any], *keywords: Any) -> st.SearchStrategy[tuple[t.Rule, ...]]:
    """Some of `keywords`, in the order in which schemas are read."""
    return st.tuples(*(st.none() | values.map(lambda value, k=k: t.Rule(k, value)) for k in keywords)).map(
        lambda drawn: tuple(rule for rule in drawn if rule)
    )


bounds = rules(whole | fractions, "minimum", "maximum")
sizes = st.integers(0, 99)
decimals = st.tuples(st.integers(1, 34), st.integers(0, 34)).map(lambda ps: t.Decimal(max(ps), min(ps)))
plain = st.sampled_from([t.BOOL, t.DATE, t.TIME, t.DATETIME, t.DURATION])
enums = st.lists(st.text(max_size=3), min_size=1, max_size=3, unique=True).map(lambda v: t.Enum(tuple(v)))
patterns = st.sampled_from([t.Rule("pattern", "^[A-Z]\\d{9}$"), t.Rule("pattern", "^[\\u4e00-\\u9fff]+$")])
texts = st.tuples(rules(sizes, "minLength", "maxLength"), st.none() | patterns)
typed: st.SearchStrategy[tuple[t.Type, tuple[t.Rule, ...]]] = st.one_of(
    (plain | enums).map(lambda kind: (kind, ())),
    texts.map(lambda drawn: (t.TEXT, drawn[0] + ((drawn[1],) if drawn[1] else ()))),
    st.tuples(st.sampled_from([t.INT, t.FLOAT, t.DECIMAL]) | decimals, bounds),
)
names = st.text(min_size=1, max_size=4)


def optional(kind: t.Type) -> t.Type:
    return kind if isinstance(kind, t.Optional) else t.Optional(kind)


def recorded(inner: st.SearchStrategy[tuple[t.Type, tuple[t.Rule, ...]]]) -> st.SearchStrategy[t.Record]:
    fields = st.dictionaries(names, st.tuples(inner, st.booleans()), max_size=3)
    return fields.map(
        lambda named: t.Record(
            tuple(t.Field(n, optional(kind) if maybe else kind, own) for n, ((kind, own), maybe) in named.items())
        )
    )


def items(inner: st.SearchStrategy[tuple[t.Type, tuple[t.Rule, ...]]]) -> st.SearchStrategy[t.Type]:
    """The items of a list carry no rules."""
    return st.tuples(inner, st.booleans()).map(lambda drawn: optional(drawn[0][0]) if drawn[1] else drawn[0][0])


fields = st.recursive(
    typed,
    lambda inner: (
        st.tuples(items(inner).map(t.List), rules(sizes, "minItems", "maxItems"))
        | recorded(inner).map(lambda record: (record, ()))
    ),
    max_leaves=5,
)


@given(recorded(fields))
@settings(max_examples=100)
def test_a_record_comes_back_with_its_rules(record: t.Record) -> None:
    """What `write_schema` writes, `read_schema` reads as the same record, and that is written the same."""
    schema = write_schema(record)
    found, problems = read(schema)
    assert (problems, found) == ([], record)
    assert found and write_schema(found) == schema


noise = {"title": "T", "description": "d", "examples": [1], "default": None, "deprecated": True}
leaves: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"type": "string"},
        {"type": ["string", "null"], "minLength": 1},
        {"type": "integer", "nullable": True, "exclusiveMinimum": 0},
        {"type": "number", "multipleOf": 0.01, "minimum": -0.5},
        {"type": "number", "multipleOf": 1e-3, "exclusiveMinimum": -100, "exclusiveMaximum": 100},
        {"type": "number", "exclusiveMinimum": -100, "exclusiveMaximum": 100},
        {"type": "number", "multipleOf": 0.01, "exclusiveMinimum": -100, "exclusiveMaximum": 1000},
        {"type": "number", "format": "float"},
        {"const": "a"},
        {"enum": ["a", "b", None]},
        {"$ref": "#/$defs/line"},
        {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/line"}]},
        {"type": "string", "format": "date"},
    ]
)
nodes = st.recursive(
    leaves,
    lambda inner: (
        inner.map(lambda s: {"oneOf": [s, {"type": "null"}]})
        | st.tuples(st.lists(names, unique=True, min_size=1, max_size=2), inner, st.booleans()).map(
            lambda d: {"type": "object", "properties": dict.fromkeys(d[0], d[1]), "required": d[0][: 1 + d[2]]}
        )
        | leaves.filter(lambda s: not {"minLength", "minimum", "exclusiveMinimum"} & s.keys()).map(
            lambda s: {"type": "array", "items": s, "minItems": 1}
        )
    ),
    max_leaves=4,
)


@given(st.dictionaries(names, nodes, min_size=1, max_size=3), st.sampled_from([{}, noise]))
@settings(max_examples=100)
def test_a_schema_goes_out_as_one_that_means_the_same(properties: dict[str, Any], more: dict[str, Any]) -> None:
    """Whichever way it was written."""
    line = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    root = {"$id": "https://acme.example/bill", "type": "object", "properties": properties, "$defs": {"line": line}}
    record, problems = read({**root, **more})
    assert record and not problems
    assert read(write_schema(record)) == (record, [])


@pytest.mark.parametrize(
    ("bounds", "wanted"),
    [
        ({"exclusiveMinimum": -1000, "exclusiveMaximum": 1000}, "decimal(5, 2)"),
        ({"exclusiveMinimum": -1000, "exclusiveMaximum": 10000}, "decimal(34, 2)"),
        ({"exclusiveMinimum": -1e3, "exclusiveMaximum": 1000.0, "minimum": 0}, "decimal(5, 2)"),
        ({"exclusiveMinimum": -1, "exclusiveMaximum": 1}, "decimal(2, 2)"),
        ({"exclusiveMinimum": -(10**33), "exclusiveMaximum": 10**33}, "decimal(34, 2)"),
        ({"exclusiveMinimum": -0.1, "exclusiveMaximum": 0.1}, "decimal(34, 2)"),
        ({"exclusiveMaximum": 1000}, "decimal(34, 2)"),
        ({"exclusiveMinimum": 1000, "exclusiveMaximum": -1000}, "decimal(34, 2)"),
    ],
)
def test_bounds_of_a_power_of_ten_are_the_precision(bounds: dict[str, Any], wanted: str) -> None:
    record, _ = read({"type": "object", "properties": {"x": {"type": "number", "multipleOf": 0.01, **bounds}}})
    assert record and str(record) == f"{{x: {wanted}?}}"
    kept = {rule.keyword for rule in record.fields[0].rules}
    assert kept == bounds.keys() - ({"exclusiveMinimum", "exclusiveMaximum"} if "34" not in wanted else set())


def test_a_bound_is_written_as_it_was_read() -> None:
    """Exactly: a number that other readers of JSON would round is an error of the schema."""
    for text, fine in (("0.1", True), ("-123456789012.345", True), ("0.12345678901234567", False), ("1e30", True)):
        schema = f'{{"type": "object", "properties": {{"x": {{"type": "number", "minimum": {text}}}}}}}'
        record, problems = read_schema(schema, "s.json")
        assert [p.code for p in problems] == ([] if fine else ["F0423"])
        if record:
            out = json.dumps(write_schema(record)["properties"]["x"]["anyOf"][0]["minimum"])
            assert Decimal(out) == Decimal(text)


# the vocabularies

SUPPORTED: dict[str, dict[str, Any]] = {
    "$ref": {"$ref": "#/$defs/d"},
    "anyOf": {"anyOf": [{"type": "integer"}]},
    "oneOf": {"oneOf": [{"type": "integer"}]},
    "items": {"type": "array", "items": {"type": "string"}},
    "properties": {"type": "object", "properties": {"a": {"type": "string"}}},
    "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
    "required": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
    "type": {"type": "string"},
    "enum": {"enum": ["a"]},
    "const": {"const": "a"},
    "multipleOf": {"type": "number", "multipleOf": 0.1},
    "maximum": {"type": "integer", "maximum": 1},
    "exclusiveMaximum": {"type": "integer", "exclusiveMaximum": 1},
    "minimum": {"type": "integer", "minimum": 1},
    "exclusiveMinimum": {"type": "integer", "exclusiveMinimum": 1},
    "maxLength": {"type": "string", "maxLength": 1},
    "minLength": {"type": "string", "minLength": 1},
    "pattern": {"type": "string", "pattern": "a"},
    "maxItems": {"type": "array", "items": {"type": "string"}, "maxItems": 1},
    "minItems": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    "format": {"type": "string", "format": "date"},
}
IGNORED = (
    "$schema", "$comment", "$defs", "title", "description", "default", "deprecated", "readOnly", "writeOnly",
    "examples",
)  # fmt: skip
UNSUPPORTED: dict[str, Any] = {
    "$id": "x", "$anchor": "x", "$dynamicRef": "#x", "$dynamicAnchor": "x", "$vocabulary": {},
    "allOf": [{"type": "string"}], "not": {}, "if": {}, "then": {}, "else": {}, "dependentSchemas": {},
    "prefixItems": [{}], "contains": {}, "patternProperties": {}, "propertyNames": {},
    "unevaluatedItems": False, "unevaluatedProperties": False,
    "uniqueItems": True, "maxContains": 1, "minContains": 1, "maxProperties": 1, "minProperties": 1,
    "dependentRequired": {}, "contentEncoding": "base64", "contentMediaType": "text/html", "contentSchema": {},
    "additionalItems": {}, "dependencies": {}, "$recursiveRef": "#", "x-internal": True, "discriminator": {},
}  # fmt: skip
HOSTS = (
    {"type": "string"},
    {"type": "array", "items": {"type": "string"}},
    {"type": "object", "properties": {"a": {"type": "string"}}},
    {"type": "number"},
    {"$ref": "#/$defs/d"},
    {"oneOf": [{"type": "string"}, {"type": "null"}]},
)
"""Of the core, applicator, unevaluated, validation, format, content and metadata vocabularies, and older names."""


def within(field: dict[str, Any]) -> str:
    root = {"type": "object", "properties": {"x": field}, "$defs": {"d": {"type": "string"}}}
    return json.dumps(root)


@pytest.mark.parametrize("keyword", SUPPORTED)
def test_a_keyword_is_enforced(keyword: str) -> None:
    """It changes the type or the rules, or stands for them."""
    record, problems = read_schema(within(SUPPORTED[keyword]), "s.json")
    assert record and not problems
    without = {k: v for k, v in SUPPORTED[keyword].items() if k != keyword}
    assert read_schema(within(without), "s.json")[0] != record


@pytest.mark.parametrize("keyword", IGNORED)
def test_a_keyword_says_nothing_of_values(keyword: str) -> None:
    for host in HOSTS[:4]:
        assert read_schema(within({**host, keyword: {}}), "s.json") == read_schema(within(host), "s.json")


@pytest.mark.parametrize(
    "host", HOSTS, ids=lambda host: next(iter(host.values())) if "type" in host else next(iter(host))
)
@pytest.mark.parametrize("keyword", UNSUPPORTED)
def test_a_keyword_that_nobody_enforces_is_an_error_at_its_place(keyword: str, host: dict[str, Any]) -> None:
    text = within({**host, keyword: UNSUPPORTED[keyword]})
    record, [problem] = read_schema(text, "s.json")
    assert (record, problem.code) == (None, "F0421")
    assert f"`{keyword}`" in problem.message
    member = f'"{keyword}": {json.dumps(UNSUPPORTED[keyword])}'
    assert text[problem.span.start : problem.span.end] == member


@pytest.mark.parametrize("keyword", sorted(SUPPORTED.keys() - {"$ref", "anyOf", "oneOf", "type", "enum", "const"}))
def test_a_keyword_of_another_type_is_an_error(keyword: str) -> None:
    """JSON Schema would pass over it in silence."""
    record, [problem] = read_schema(within({"type": "boolean", keyword: SUPPORTED[keyword][keyword]}), "s.json")
    assert (record, problem.code) == (None, "F0421")
    assert f"`{keyword}`" in problem.message
