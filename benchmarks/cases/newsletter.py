"""`newsletter`: about 30 KB, mostly static, with 12 texts; two of them are null in every fifth record."""

from __future__ import annotations

from random import Random
from typing import Any

from benchmarks.cases import Records, Workload
from benchmarks.skeleton import Skeleton

_FILLER = (
    '<tr><td style="padding:18px 32px;font-family:Georgia,serif;font-size:16px;line-height:1.6;color:#2b2b26">'
    "The last leaves of the year are in, and the hillside smells of rain. We dried them slowly, over wood, "
    "and we think you will taste the difference in the second cup more than in the first. </td></tr>\n"
)
_NULLABLE = ("offer", "code")
_NAMES = (
    "name", "first", "city", "tea", "price_text", "ships",
    "offer", "link_text", "code", "points_text", "shop", "street",
)  # fmt: skip
_WORDS = {"city": "臺北", "tea": "高山茶", "shop": "京都の店"}


def workload() -> Workload:
    """Newsletters."""
    fields = {name: "text?" if name in _NULLABLE else "text" for name in _NAMES}
    rows = [f"<tr><td>{name}: [[{_slot(name)}]]</td></tr>\n{_FILLER * 8}" for name in _NAMES]
    page = '<!doctype html><html lang="en"><body><table width="600">\n' + "".join(rows) + "</table></body></html>\n"
    return Workload("newsletter", Skeleton(page), fields, {}, records, few=64, many=1024)


def records(count: int) -> Records:
    """Seeded records."""
    random = Random(12)
    return [{name: _text(random, name, n) for name in _NAMES} for n in range(count)]


def _slot(name: str) -> str:
    return f"{name}??none" if name in _NULLABLE else name


def _text(random: Random, name: str, n: int) -> Any:
    number = random.randrange(10**6)
    return None if name in _NULLABLE and number % 5 == 0 else f"{_WORDS.get(name, name)} {number} <{n}>"
