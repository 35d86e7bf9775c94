"""Groups of many items: time, order and limits in both engines."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.errors import RecordError
from flong.template import Engine

ENGINES: tuple[Engine, ...] = ("python", "cython")
SOURCE = """{% data %}
xs: [{ k: int, v: int }]
{% enddata %}
{% group x in xs if x.v >= 0 by x.k %}{{ group.key }}:{{ join(i.v for i in group.items, sep=",") }};{% endgroup %}"""
TEMPLATES = {engine: flong.compile(SOURCE, kind="text", engine=engine) for engine in ENGINES}


def lines(keys: Sequence[int]) -> dict[str, Any]:
    return {"xs": [{"k": key, "v": n - 1} for n, key in enumerate(keys)]}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("distinct", [10_000, 3])
def test_ten_thousand_items_take_milliseconds(engine: Engine, distinct: int) -> None:
    """However many keys; a quadratic way would take seconds."""
    record = lines([0, *(n * 7919 % distinct for n in range(10_000))])
    TEMPLATES[engine].render(lines([1]))
    start = time.process_time()
    printed = TEMPLATES[engine].render(record).text or ""
    assert time.process_time() - start < 1
    assert printed.count(";") == distinct


@settings(max_examples=60)
@given(st.lists(st.integers(-3, 3), max_size=40))
def test_engines_agree_with_a_dictionary(keys: list[int]) -> None:
    """Keys in the order in which they come, items too; the guard takes the first item away."""
    groups: dict[int, list[str]] = {}
    for n, key in list(enumerate(keys))[1:]:
        groups.setdefault(key, []).append(str(n - 1))
    expected = "".join(f"{key}:{','.join(items)};" for key, items in groups.items())
    assert {TEMPLATES[engine].render(lines(keys)).text for engine in ENGINES} == {expected}


@pytest.mark.parametrize(("engine", "most"), [("python", 30), ("cython", 9891)])
def test_turns_of_groups_count(engine: Engine, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each item is a turn, and each group; ten million reject the record (the slow engine has fewer here)."""
    monkeypatch.setattr("flong.compiler.python.engine.TURNS", 30 * 1011)
    body = "{% for a in range(n) %}{% group x in range(1000) by x % 10 %}{% endgroup %}{% endfor %}"
    template = flong.compile("{% data %}\nn: int\n{% enddata %}\n" + body, kind="text", engine=engine)
    template.render({"n": most})
    with pytest.raises(RecordError, match="loop turns"):
        template.render({"n": most + 1})
