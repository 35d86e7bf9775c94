"""What `schema=` takes: JSON Schema as a dict or a file, and Arrow schemas; declarations must agree with it."""

from __future__ import annotations

import json
import time
from decimal import Decimal

import pyarrow as pa
import pytest

import flong
from flong.errors import DataError

LINE = pa.struct(
    [pa.field("what", pa.string(), nullable=False), pa.field("price", pa.decimal128(8, 2), nullable=False)]
)
SCHEMA = pa.schema(
    [
        pa.field("id", pa.int32(), nullable=False),
        pa.field("姓名", pa.large_string()),
        pa.field("tier", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("at", pa.timestamp("us", "UTC"), nullable=False),
        pa.field("lines", pa.list_(LINE), nullable=False),
    ]
)
DECLARED = "{id: int, 姓名: text?, tier: text, at: datetime, lines: [{what: text, price: decimal(8, 2)}]}"


def test_an_arrow_schema_declares_the_data() -> None:
    """A table of the same schema is rendered without any other declaration."""
    source = '{{ id }} {{ 姓名 ?? "-" }} {{ sum(l.price for l in lines) }}'
    template = flong.compile(source, kind="text", engine="python", schema=SCHEMA)
    assert str(template.data) == DECLARED
    row = {"id": 1, "姓名": None, "tier": "a", "at": 0, "lines": [{"what": "x", "price": Decimal("1.50")}] * 2}
    batch = next(template.render_batches(pa.Table.from_pylist([row], SCHEMA)))
    assert [message.text for message in batch.messages] == ["1 - 3.00"]


def test_a_declaration_must_be_served_by_it() -> None:
    """The error names the field and both types."""
    with pytest.raises(flong.TemplateError) as raised:
        flong.compile("{% data %}\nid: text\n{% enddata %}\n{{ id }}", engine="python", schema=SCHEMA)
    assert [(d.code, d.label) for d in raised.value.diagnostics][:1] == [
        ("F0434", "`id` is text here and int in the data")
    ]


@pytest.mark.parametrize("kind", [pa.binary(), pa.list_(pa.month_day_nano_interval()), pa.decimal256(50, 2)])
def test_a_column_of_no_type_is_an_error(kind) -> None:
    with pytest.raises(DataError, match=r"^x"):
        flong.compile("", schema=pa.schema([("x", kind)]))


def test_a_json_schema_is_a_dict_or_a_file(tmp_path) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    path = tmp_path / "n.schema.json"
    path.write_text(json.dumps(schema), "utf-8")
    for given in (schema, path, str(path)):
        assert str(flong.compile("{{ n }}", engine="python", schema=given).data) == "{n: int}"
    path.write_text("{", "utf-8")
    with pytest.raises(flong.TemplateError, match="F0420"):
        flong.compile("{{ n }}", schema=path)


def test_something_else_is_no_schema() -> None:
    with pytest.raises(TypeError, match="not int"):
        flong.compile("", schema=5)  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_an_object_of_any_names_is_a_list_of_pairs(engine) -> None:
    """As its schema says it is posted, or as a list; in the order given, each value with its rules."""
    pairs = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
    schema = {"type": "object", "properties": {"xs": pairs}, "required": ["xs"]}
    source = "{% for x in xs %}{{ x.key }}={{ x.value }};{% endfor %}"
    template = flong.compile(source, kind="text", engine=engine, schema=schema)
    assert template.render_json('{"xs": {"乙": 2, "甲": 1}}'.encode()).text == "乙=2;甲=1;"
    assert template.render({"xs": [{"key": "a", "value": 1}]}).text == "a=1;"
    assert template.render({"xs": {}}).text == ""
    for wrong, path in (({"a": -1}, "xs[0].value"), ({"a": 1, "b": "c"}, "xs[1].value"), ({1: 1}, "xs[0].key")):
        with pytest.raises(flong.RecordError) as raised:
            template.render({"xs": wrong})
        assert raised.value.field == path


HOSTILE = [
    ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 300_000),
    (r"^(a|a)*$", "a" * 300_000 + "!"),
    (r"^\d+\d+\d+\d+$", "1" * 300_000 + "x"),
    (r"(x+x+)+y", "x" * 300_000),
]


@pytest.mark.parametrize(("pattern", "text"), HOSTILE, ids=[pattern for pattern, _ in HOSTILE])
def test_a_pattern_takes_linear_time(pattern, text) -> None:
    """Patterns on which a backtracking matcher does not end within years."""
    schema = {"type": "object", "properties": {"x": {"type": "string", "pattern": pattern}}, "required": ["x"]}
    template = flong.compile("{{ x }}", kind="text", engine="python", schema=schema)
    begun = time.perf_counter()
    with pytest.raises(flong.RecordError, match="does not match the pattern"):
        template.render({"x": text})
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^[\u4e00-\u9fff]{2,4}$", "王小明", "Wang"),
        (r"^\d+$", "12", "一二"),
        (r"^\d+$", "12", "12\n"),
        (r"\\u0041", "a\\u0041", "A"),
        (r"^\p{Hangul}+$", "홍길동", "王"),
        ("小", "王小明", "王"),
    ],
)
def test_patterns_mean_what_they_do_elsewhere(pattern, good, bad) -> None:
    """ASCII digits, `$` at the very end, JavaScript's escapes."""
    schema = {"type": "object", "properties": {"x": {"type": "string", "pattern": pattern}}, "required": ["x"]}
    template = flong.compile("{{ x }}", kind="text", engine="python", schema=schema)
    assert template.render({"x": good}).text == good
    with pytest.raises(flong.RecordError, match="does not match"):
        template.render({"x": bad})


@pytest.mark.parametrize("pattern", [r"(?=a)b", r"(a)\1", "(", r"(?<!a)b", "a{1,99999}", "(a{900}){900}", "\ud800"])
def test_patterns_that_need_more_than_linear_time_are_refused(pattern) -> None:
    schema = {"type": "object", "properties": {"x": {"type": "string", "pattern": pattern}}}
    with pytest.raises(flong.TemplateError, match=r"F0423|F0420"):
        flong.compile("", schema=schema)
