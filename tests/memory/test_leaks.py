"""A million renderings leave nothing: no object, no reference, no memory."""

from __future__ import annotations

import gc
import os
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import flong
from tests.arrow import arrow_table

pytestmark = pytest.mark.deep
NOW = datetime(2026, 11, 21, tzinfo=UTC)
COUNT, TIMES = 1000, 1000
TEMPLATE = """Subject: {{ name }}

{% data %}
name: text
paid: decimal(12, 2)
tags: [text]
{% enddata %}
{% if name == "no" %}{% reject "no " ~ name %}{% endif %}
<p>{{ name | upper }} {{ paid }} {{ qr(name) }}{% for t in sort(tags) %} {{ t }}{% endfor %}</p>
"""


def record(n: int) -> dict[str, Any]:
    """Of ten records two are rejected: one by the template, one when it is bound."""
    name = {3: "no", 7: 5.5}.get(n % 10, f"Anna {n} & 安")
    return {"name": name, "paid": Decimal(n).scaleb(-2), "tags": [f"b{n}", "a<"]}


def source_of(kind: str, template: flong.Template) -> Any:
    records = [record(n) for n in range(COUNT)]
    if kind == "dicts":
        return records
    return arrow_table(template.data, [one for one in records if isinstance(one["name"], str)])


def run(template: flong.Template, source: Any) -> tuple[int, int]:
    """How many were rendered and rejected. One message of each batch is made."""
    done = rejected = 0
    for batch in template.render_batches(source, size=250, now=NOW):
        assert "ANNA" in (batch.messages[0].html or "")
        done, rejected = done + len(batch.messages), rejected + len(batch.errors)
    return done, rejected


def memory() -> int:
    """Resident bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("kind", ["dicts", "arrow"])
def test_a_million_renderings(kind: str) -> None:
    """Blocks of Python, references to what came in, and resident memory stay as they are after the first rounds."""
    template = flong.compile(TEMPLATE)
    source = source_of(kind, template)
    watched = [template.data, template.renderer.layout, source, NOW]
    if kind == "dicts":
        watched += [value for one in source[:10] for value in (one, *one.values(), *one["tags"])]
    for _ in range(20):
        expected = run(template, source)
    before = state(watched)
    for _ in range(TIMES):
        assert run(template, source) == expected
    after = state(watched)
    assert expected == ((800, 200) if kind == "dicts" else (800, 100))
    assert after["references"] == before["references"]
    assert abs(after["blocks"] - before["blocks"]) < 200
    assert after["resident"] - before["resident"] < 4 << 20


def state(watched: list[object]) -> dict[str, Any]:
    gc.collect()
    return {
        "references": [sys.getrefcount(one) for one in watched],
        "blocks": sys.getallocatedblocks(),
        "resident": memory(),
    }
