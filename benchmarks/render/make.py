"""The two workloads: skeletons in flong's and in Jinja2's spelling, and seeded records.

`statement`: about 20 KB with 40 rows of exact amounts and a running balance.
`newsletter`: about 30 KB, mostly static, with 12 fields.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

_CELL = 'style="padding:8px 12px;border-bottom:1px solid #dde4ea'
_ROW = (
    f'<tr><td {_CELL}">[[ e.day ]]</td><td {_CELL};color:#1d2733">[[ e.what ]]</td>'
    f'<td {_CELL}">[[ e.kind ]]</td>'
    f'<td align="right" {_CELL};white-space:nowrap">[[ e.amount | money ]]</td>'
    f'<td align="right" {_CELL};white-space:nowrap">[[ balance | money ]]</td></tr>\n'
)
_STATEMENT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Statement</title></head>\n'
    '<body style="margin:0;background:#eef1f4"><table width="600" align="center" style="background:#fff">\n'
    "<tr><td><h1>Statement of [[ name ]]</h1><p>[[ street ]]<br>[[ city ]]</p>\n"
    "<p>Account [[ account ]], opening balance [[ opening | money ]], [[ points ]] points.</p></td></tr>\n"
    "%LET%%FOR%%SET%" + _ROW + "%END%"
    "<tr><td>Questions? Write to [[ email ]]. Ticket [[ ticket ]].</td></tr></table></body></html>\n"
)
_FILLER = (
    '<tr><td style="padding:18px 32px;font-family:Georgia,serif;font-size:16px;line-height:1.6;color:#2b2b26">'
    "The last leaves of the year are in, and the hillside smells of rain. We dried them slowly, over wood, "
    "and we think you will taste the difference in the second cup more than in the first. </td></tr>\n"
)
FIELDS = (
    "name",
    "first",
    "city",
    "tea",
    "price_text",
    "ships",
    "offer",
    "link_text",
    "code",
    "points_text",
    "shop",
    "street",
)


def statement_template(flong: bool) -> str:
    """The statement in one of the two spellings."""
    text = _STATEMENT.replace(
        "%LET%", "{% let balance = opening %}" if flong else "{% set ns = namespace(b=opening) %}"
    )
    text = text.replace("%FOR%", "{% for e in entries %}").replace("%END%", "{% endfor %}")
    step = "{% set balance = balance + e.amount %}" if flong else "{% set ns.b = ns.b + e.amount %}"
    text = text.replace("%SET%", step)
    return _spell(text if flong else text.replace("[[ balance", "[[ ns.b"))


def newsletter_template() -> str:
    """The newsletter: one text is valid in both spellings."""
    rows = [f"<tr><td>{field}: [[ {field} ]]</td></tr>\n{_FILLER * 8}" for field in FIELDS]
    return _spell(
        '<!doctype html><html lang="en"><body><table width="600">\n' + "".join(rows) + "</table></body></html>\n"
    )


def _spell(text: str) -> str:
    return text.replace("[[", "{{").replace("]]", "}}")


STATEMENT_DATA = """{% data %}
name: text
street: text
city: text
account: text
opening: decimal(14, 2)
points: int
email: text
ticket: text
entries: [{ day: text, what: text, kind: text, amount: decimal(14, 2) }]
{% enddata %}
"""
NEWSLETTER_DATA = "{% data %}\n" + "".join(f"{field}: text\n" for field in FIELDS) + "{% enddata %}\n"
_WHATS = ("Coffee & cake", "Groceries <weekly>", "Rail ticket", "Salary", 'Books "n" more', "Café Lune", "電信費")


def statements(count: int) -> list[dict[str, Any]]:
    """Seeded statement records with 40 entries each."""
    random = Random(11)
    return [_statement(random, n) for n in range(count)]


def _statement(random: Random, n: int) -> dict[str, Any]:
    first = date(2026, 10, 1)
    entries = [
        {
            "day": (first + timedelta(days=i * 3 // 4)).isoformat(),
            "what": random.choice(_WHATS),
            "kind": random.choice(("card", "transfer", "fee")),
            "amount": Decimal(random.randint(-900000, 900000)).scaleb(-2),
        }
        for i in range(40)
    ]
    return {
        "name": f"Customer O'{n}",
        "street": f"{n} Hill Street",
        "city": "Taipei 臺北",
        "account": f"{random.randrange(10**12):012d}",
        "opening": Decimal(random.randint(0, 10**8)).scaleb(-2),
        "points": random.randrange(100000),
        "email": f"c{n}@mailbox.example",
        "ticket": f"T-{n:06d}",
        "entries": entries,
    }


def newsletters(count: int) -> list[dict[str, str]]:
    """Seeded newsletter records of 12 texts."""
    random = Random(12)
    return [{field: f"{field} {random.randrange(10**6)} <{n}>" for field in FIELDS} for n in range(count)]
