"""The limits of one record, and what a failed record leaves: the same in both engines."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from flong.compiler import frontend, ir
from flong.compiler.cython_engine import CythonRenderer, compiled_code
from flong.compiler.python import PythonRenderer
from flong.runtime.batch import RawBatch
from flong.runtime.bind import bind_dicts

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DATA = "{% data %}\ns: text\nn: int\nxs: [int]\n{% enddata %}\n"
LONG = "x" * (1 << 20)


def module(body: str) -> ir.Module:
    """The IR of a plain-text template over DATA."""
    program, found = frontend.check_template(DATA + body, "limits.txt", lambda name: None)
    assert not found
    return frontend.to_module(program)


def both(body: str, records: list[dict[str, Any]]) -> list[RawBatch]:
    """What the Python engine and the Cython engine make of the records."""
    made = module(body)
    engines = PythonRenderer(made), CythonRenderer(made, compiled_code([made], "-O0")[0])
    return [engine.render(bind_dicts(engine.layout, records), NOW) for engine in engines]


def record(s: str = "", n: int = 0, xs: tuple[int, ...] = ()) -> dict[str, Any]:
    return {"s": s, "n": n, "xs": list(xs)}


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("{% for x in range(n) %}{{ s }}{% endfor %}", "{{ s }}"),
        ("{% for x in range(n) %}" + "y" * 200_000 + "{% endfor %}", "{% for x"),
        ('{{ join(s for x in range(n), sep=",") }}', "join("),
        (
            "{% for x in range(n) %}{% if x == 0 %}{{ length(join(s for y in range(n))) }}{% endif %}{% endfor %}",
            "join(",
        ),
        ("{{ length(range(n * 1000)) }}", "range("),
        ("{% group x in range(n) by x %}{{ s }}{% endgroup %}", "{{ s }}"),
        (
            "{% group x in range(n) by s %}{% for i in group.items %}{{ group.key }}{% endfor %}{% endgroup %}",
            "{{ group",
        ),
    ],
    ids=["outputs", "static text", "join", "join inside", "range", "groups", "items of a group"],
)
def test_too_long(body: str, marked: str) -> None:
    """The record is rejected at the same place; its neighbours are whole."""
    slow, fast = both(body, [record("a", 2), record(LONG, 100), record("b", 1)])
    assert [str(e) for e in slow.errors] == [str(e) for e in fast.errors]
    assert [(e.index, e.reason) for e in fast.errors] == [(1, "a text or list is too long")]
    place = fast.errors[0].place
    assert place and body.splitlines()[place.line - DATA.count("\n") - 1][place.column - 1 :].startswith(marked)
    assert fast.rows == slow.rows == [0, 2]
    assert [fast.columns["text"][i] for i in range(2)] == [slow.columns["text"][i] for i in range(2)]


def test_unique_among_ten_thousand() -> None:
    """The slow engine, too, looks up what it has seen."""
    engine = PythonRenderer(module("{{ length(unique(map(range(n), it % 9973 ~ s))) }}"))
    start = time.process_time()
    batch = engine.render(bind_dicts(engine.layout, [record(n=10_000)]), NOW)
    assert batch.columns["text"][0] == b"9973"
    assert time.process_time() - start < 5


GROWING = "{% let k = s %}{% let m = s %}{% for x in range(n) %}"
APPENDED = [
    GROWING + "{% set k = k ~ x %}{% endfor %}{{ k }}",
    GROWING
    + '{% set k = k ~ "<" ~ x ~ ">" %}{% set m = m ~ k ~ "." if x < 5 else m ~ "," %}{% endfor %}{{ k }}{{ m }}',
    GROWING + '{% set m = k ~ "m" %}{% set k = k ~ "kk" %}{{ m ~ k }}{% endfor %}{{ k }}{{ m }}',
    GROWING
    + "{% set m = k %}{% if x < 3 %}{% set k = k ~ k %}{% endif %}{% set k = m ~ x %}{% endfor %}{{ k }}{{ m }}",
]


@pytest.mark.parametrize("body", APPENDED)
def test_texts_that_grow(body: str) -> None:
    """What is put behind a text changes no other text that begins like it."""
    records = [record(s, n) for s in ("", "x" * 500, "王" * 171, "y" * 3000) for n in (0, 1, 9, 80)]
    slow, fast = both(body, records)
    assert [slow.columns["text"][i] for i in range(16)] == [fast.columns["text"][i] for i in range(16)]


STEPS = (
    "{% set a = a ~ b %}",
    "{% set a = a ~ s %}",
    "{% set b = a %}",
    "{% set b = a ~ x %}",
    "{% set c = b ~ c %}",
    "{% set c = a[600:] %}",
    "{% set c = c ~ c %}",
    "{% set a = s ~ a %}",
    "{% set b = b[:900] %}",
    "{% set a = c[:2000] %}",
)
"""Appending where a text ends, where it went on meanwhile, to parts of it and to itself."""
MIXED = (
    "{% let a = s %}{% let b = s %}{% let c = s %}{% for x in xs %}{% match x %}"
    + "".join(f"{{% when {n} %}}{step}" for n, step in enumerate(STEPS))
    + "{% else %}{% endmatch %}{% if length(c) > 9000 %}{% set c = c[:700] %}{% endif %}"
    + "{% if length(a) > 9000 %}{% set a = a[:800] %}{% endif %}{% endfor %}{{ a }}|{{ b }}|{{ c }}"
)


def test_texts_that_grow_in_any_order() -> None:
    """A thousand orders of steps: growing in place leaves every other text as it is."""
    random = Random(7)
    texts = ("", "ab", "x" * 511, "y" * 512, "王" * 400)
    records = [record(random.choice(texts), 0, tuple(random.choices(range(len(STEPS)), k=40))) for _ in range(1000)]
    slow, fast = both(MIXED, records)
    assert slow.rows == fast.rows == list(range(1000))
    assert [slow.columns["text"][i] for i in slow.rows] == [fast.columns["text"][i] for i in fast.rows]


def test_the_memory_of_a_record() -> None:
    """A text that grows at its end is not copied at each step; one that grows at its front is, up to a limit."""
    end = "{% let k = s %}{% for x in xs %}{% set k = k ~ x %}{% endfor %}{{ length(k) }}"
    front = end.replace("k ~ x", "x ~ k")
    xs = tuple(range(1000, 9000)) * 6
    for body, expected in ((end, [0, 1]), (front, [1])):
        made = module(body)
        engine = CythonRenderer(made, compiled_code([made], "-O0")[0])
        batch = engine.render(bind_dicts(engine.layout, [record(xs=xs), record(s="a")]), NOW)
        assert batch.rows == expected
        assert [str(e.reason) for e in batch.errors] == ["the record's values need too much memory"] * (
            2 - len(expected)
        )


def test_too_many_turns() -> None:
    """Ten million turns and no more, counted over all loops of the record."""
    body = "{% for a in range(n) %}{% for b in range(n) %}{% endfor %}{% endfor %}{{ n }}"
    made = module(body)
    engine = CythonRenderer(made, compiled_code([made], "-O0")[0])
    batch = engine.render(bind_dicts(engine.layout, [record(n=3161), record(n=3162)]), NOW)
    assert batch.rows == [0] and batch.columns["text"][0] == b"3161"
    assert [(e.index, e.reason) for e in batch.errors] == [(1, "more than ten million loop turns")]
    assert batch.errors[0].place and batch.errors[0].place.column == body.index("{% for b") + 1


def test_the_longest_range() -> None:
    """Ten thousand items, counted from either end; one more rejects."""
    slow, fast = both("{{ length(range(n)) }} {{ length(range(n, 0, -1)) }}", [record(n=10_000), record(n=10_001)])
    for batch in (slow, fast):
        assert batch.columns["text"][0] == b"10000 10000"
        assert [(e.index, e.reason) for e in batch.errors] == [(1, "a text or list is too long")]


@pytest.mark.parametrize(
    "inner",
    [
        "{% let t = sum(b for b in range(n)) %}",
        "{% let t = count(range(n) | where(it > 0)) %}",
        "{% let t = range(n) | map(it * 2) | length %}",
        "{% group b in range(n) by b % 2 %}{% endgroup %}",
    ],
    ids=["generator", "where", "map", "group"],
)
def test_every_turn_counts(inner: str) -> None:
    """Those of generators, list functions and groups as those of loops; what is below the limit is left alone."""
    made = module(f"{{% for a in range(n) %}}{inner}{{% endfor %}}{{{{ n }}}}")
    engine = CythonRenderer(made, compiled_code([made], "-O0")[0])
    batch = engine.render(bind_dicts(engine.layout, [record(n=100), record(n=9000)]), NOW)
    assert batch.rows == [0] and batch.columns["text"][0] == b"100"
    assert [(e.index, e.reason) for e in batch.errors] == [(1, "more than ten million loop turns")]


def test_a_failed_record_leaves_nothing() -> None:
    """Columns hold the good records alone, whatever the bad ones had printed before they failed."""
    body = '{{ s }}{% for x in xs %}{{ 100 // x }},{% endfor %}{% if n == 3 %}{% skip "no " ~ s %}{% endif %}'
    records = [record("a", 1, (1, 2)), record("b", 2, (5, 0)), record("c", 3, (4,)), record("d", 4)]
    for batch in both(body, records):
        assert batch.rows == [0, 3]
        assert bytes(batch.columns["text"].data) == b"a100,50,d" and list(batch.columns["text"].offsets) == [0, 8, 9]
        told = [(e.index, e.reason, e.skipped) for e in batch.errors]
        assert told == [(1, "division by zero", False), (2, "no c", True)]


def test_no_records_at_all() -> None:
    """An empty batch has empty columns."""
    for batch in both("{{ s }}", []):
        assert (
            batch.rows == [] and bytes(batch.columns["text"].data) == b"" and list(batch.columns["text"].offsets) == [0]
        )
