"""`statement`: about 20 KB with 40 rows of exact amounts and a running balance; every sixth kind is null."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.cases import Records, Workload
from benchmarks.skeleton import Skeleton

_CELL = 'style="padding:8px 12px;border-bottom:1px solid #dde4ea'
_ROW = (
    f'<tr><td {_CELL}">[[e.day]]</td><td {_CELL};color:#1d2733">[[e.what]]</td>'
    f'<td {_CELL}">[[e.kind??other]]</td>'
    f'<td align="right" {_CELL};white-space:nowrap">[[e.amount|money]]</td>'
    f'<td align="right" {_CELL};white-space:nowrap">[[balance|money]]</td></tr>\n'
)
_HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Statement</title></head>\n'
    '<body style="margin:0;background:#eef1f4"><table width="600" align="center" style="background:#fff">\n'
    "<tr><td><h1>Statement of [[name]]</h1><p>[[street]]<br>[[city]]</p>\n"
    "<p>Account [[account]], opening balance [[opening|money]], [[points]] points.</p></td></tr>\n"
)
_TAIL = "<tr><td>Questions? Write to [[email]]. Ticket [[ticket]].</td></tr></table></body></html>\n"
_FIELDS = dict.fromkeys(("name", "street", "city", "account", "email", "ticket"), "text") | {
    "opening": "decimal(14, 2)",
    "points": "int",
}
_ENTRY = {"day": "text", "what": "text", "kind": "text?", "amount": "decimal(14, 2)"}
_WHATS = ("Coffee & cake", "Groceries <weekly>", "Rail ticket", "Salary", 'Books "n" more', "Café Lune", "電信費")
_KINDS = ("card", "transfer", "fee", "card", "transfer", None)


def workload(rows: int = 40) -> Workload:
    """Statements of `rows` entries."""
    page = Skeleton(_HEAD, _ROW, _TAIL, running=True)
    few, many = max(1, 32 * 40 // rows), max(1, 1024 * 40 // rows)
    return Workload("statement", page, _FIELDS, _ENTRY, lambda count: records(count, rows), few, many)


def records(count: int, rows: int) -> Records:
    """Seeded records with `rows` entries each."""
    random = Random(11)
    return [_record(random, n, rows) for n in range(count)]


def _record(random: Random, n: int, rows: int) -> dict[str, Any]:
    return {
        "name": f"Customer O'{n}",
        "street": f"{n} Hill Street",
        "city": "Taipei 臺北",
        "account": f"{random.randrange(10**12):012d}",
        "opening": _amount(random, 0, 10**8),
        "points": random.randrange(100000),
        "email": f"c{n}@mailbox.example",
        "ticket": f"T-{n:06d}",
        "entries": [_entry(random, i) for i in range(rows)],
    }


def _entry(random: Random, i: int) -> dict[str, Any]:
    return {
        "day": (date(2026, 10, 1) + timedelta(days=i * 3 // 4 % 365)).isoformat(),
        "what": random.choice(_WHATS),
        "kind": random.choice(_KINDS),
        "amount": _amount(random, -900000, 900000),
    }


def _amount(random: Random, low: int, high: int) -> Decimal:
    return Decimal(random.randint(low, high)).scaleb(-2)
