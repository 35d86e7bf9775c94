"""Arrow, JSON Lines and Python objects give the same bytes from a compiled template: those of the Python engine."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import msgspec
import pyarrow as pa
import pytest
from arrow import arrow_type
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.dsl import types
from tests.equivalence.data import BASE, records
from tests.equivalence.test_engines_agree import described

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
ENCODER = msgspec.json.Encoder(decimal_format="number")
BARE = types.Record(tuple(field for field in BASE.fields if field.name not in ("x", "sums")))
"""Decimals of any scale have no Arrow type."""
SOURCE = """\
{{ name }} {{ n }} {{ big }} {{ d }} {{ w }} {% if flag %}yes{% endif %} {{ day }} {{ time(t) }}
{{ time(u ?? t) }} {{ date(at, "yyyy-MM-dd HH:mm") }} {{ tier }} {{ nick ?? "-" }} {{ i ?? 0 }}
{{ y ?? 0 }} {% if maybe ?? false %}yes{% endif %} {{ birth ?? day }} {% if kind is present %}{{ kind }}{% endif %}
{{ customer.name }}
{{ customer.age ?? 0 }} {{ customer.address.city }} {{ customer.address.zip ?? "" }}
{% if contact is present %}{{ contact.phone }} {{ contact.score ?? 0 }} {{ contact.since }}{% endif %}
{% for gap in gaps %}{{ gap ?? -1 }},{% endfor %}
{% for one in people %}{% if one is present %}{{ one.phone }} {{ one.since }}{% else %}nobody{% endif %},{% endfor %}
{% for word in more ?? [] %}{{ word }},{% endfor %}
{% for line in lines %}{{ line.what }} {{ line.amount }} {{ line.qty }} {{ line.on }}
{% if line.kind == "fee" %}fee{% endif %}{{ line.note ?? "" }}
{% for tag in line.tags %}{{ tag }};{% endfor %}{% endfor %}
{% for row in matrix %}{% for cell in row %}{{ cell }} {% endfor %};{% endfor %}
{% for one in tiers %}{{ one }}{% endfor %}{% for one in flags %}{% if one %}1{% else %}0{% endif %}{% endfor %}
{% for one in days %}{{ one }}{% endfor %}{% for one in moments %}{{ date(one, "yyyy-MM-dd HH:mm") }}{% endfor %}
"""


@cache
def compiled(engine: flong.template.Engine) -> flong.Template:
    return flong.compile(SOURCE, schema=BARE, engine=engine)


@pytest.fixture(scope="module", autouse=True)
def _compiled_before() -> None:
    compiled("cython")
    compiled("python")


def table_of(rows: list[dict[str, object]], data: st.DataObject) -> pa.Table:
    """The records as a table, its texts and lists stored in one of the ways there are, sliced and in chunks."""
    text = data.draw(st.sampled_from([pa.string(), pa.large_string(), pa.string_view()]))
    make = data.draw(st.sampled_from([pa.list_, pa.large_list]))
    schema = pa.schema([(field.name, stored(arrow_type(field.type), text, make)) for field in BARE.fields])
    table = pa.Table.from_pylist([rows[0], *rows], schema=schema).slice(1)
    cut = data.draw(st.integers(0, len(rows)))
    return pa.concat_tables([table.slice(0, cut), table.slice(cut)])


def stored(kind: pa.DataType, text: pa.DataType, make: object) -> pa.DataType:
    """`kind` with its texts and lists stored otherwise."""
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, stored(field.type, text, make)) for field in kind.fields])
    if pa.types.is_list(kind):
        return make(stored(kind.value_type, text, make))  # type: ignore[operator]
    return text if pa.types.is_string(kind) else kind


def agree(data: st.DataObject) -> None:
    rows = list(records(BARE, data.draw(st.integers(0, 2**32)), data.draw(st.integers(1, 12))))
    size = data.draw(st.integers(1, 12))
    fast, slow = compiled("cython"), compiled("python")
    table = table_of(rows, data)
    expected = [described(b.raw) for b in slow.render_batches(rows, size=size, now=NOW)]
    found = [described(b.raw) for b in fast.render_batches(rows, size=size, now=NOW)]
    assert found == expected
    from_arrow = [described(b.raw) for b in fast.render_batches(table.combine_chunks(), size=size, now=NOW)]
    assert from_arrow == expected
    lines = ENCODER.encode_lines(rows)
    from_json = [described(b.raw) for b in fast.render_json_lines(lines, size=size, now=NOW)]
    assert from_json == expected
    in_chunks = [b.raw for b in fast.render_batches(table, size=size, now=NOW, threads=2)]
    assert [raw.columns["html"][i] for raw in in_chunks for i in range(len(raw.rows))] == [
        html for batch in expected for html in batch["html"]
    ]


@settings(max_examples=15)
@given(st.data())
def test_all_routes_agree(data):
    agree(data)


@pytest.mark.deep
@settings(max_examples=1500)
@given(st.data())
def test_all_routes_agree_at_length(data):
    agree(data)
