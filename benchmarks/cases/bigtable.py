"""`bigtable`: a table of 1,000 rows with 10 cells, the benchmark many engines show: numbers and texts, two nullable."""

from __future__ import annotations

from random import Random
from typing import Any

from benchmarks.cases import Records, Workload
from benchmarks.skeleton import Skeleton

_INTS, _TEXTS = "abcde", "fgh"
_WORDS = ("tea", "milk & honey", "<new>", "茶葉", "plain text", "お茶")


def workload() -> Workload:
    """Tables of 1,000 rows."""
    entry = dict.fromkeys(_INTS, "int") | dict.fromkeys(_TEXTS, "text") | {"i": "int?", "j": "text?"}
    cells = "".join(f"<td>[[e.{name}]]</td>" for name in (*_INTS, *_TEXTS))
    page = Skeleton(
        "<h1>[[title]]</h1><table>\n", f"<tr>{cells}<td>[[e.i??0]]</td><td>[[e.j??-]]</td></tr>\n", "</table>\n"
    )
    return Workload("bigtable", page, {"title": "text"}, entry, records, few=2, many=8)


def records(count: int) -> Records:
    """Seeded records."""
    random = Random(13)
    return [{"title": f"Table <{n}> 表", "entries": [_entry(random) for _ in range(1000)]} for n in range(count)]


def _entry(random: Random) -> dict[str, Any]:
    row: dict[str, Any] = {name: random.randrange(10**4) for name in _INTS}
    row |= {name: random.choice(_WORDS) for name in _TEXTS}
    return row | {"i": random.choice((None, 1, 20, 300)), "j": random.choice((None, "x", "y & z", "是"))}
