"""Templates made from real pages: texts and links become outputs, table rows a loop, prices and totals sums.

The pages are outside data, so only recipes stand here; the templates are made when the tests run.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

_TEXT = re.compile(r"(>\s*)([^<>{}&\s\ue000][^<>{}\ue000]*?)(\s*<)")
_LINK = re.compile(r'((?:href|src)=")([^"]+)(")')
_NOTE = re.compile(r"<!--(?!\[if|<!\[).*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What `row` matches becomes a loop: its odd groups are copied, its even ones are `texts` outputs and then one
    amount. The sum of the amounts stands wherever the page says `total`."""

    row: str = ""
    texts: int = 0
    total: str = ""


_CELL = r'(<tr[^>]*><td class="content line-item"[^>]*><p[^>]*>)([^<]*)(</p>\s*</td><td[^>]*><p[^>]*>\$&nbsp;)'
_INLINED = r'(<tr[^>]*><td style="[^"]*border-top-width: 1px[^"]*"[^>]*>)([^<]*)(</td>\s*<td[^>]*>\$ )'
_PRICE = r"([\d.]+)"
RECIPES = {
    "leemunroe/email.html": Recipe(),
    "leemunroe/email-inlined.html": Recipe(),
    "mailgun/action.html": Recipe(),
    "mailgun/action.inlined.html": Recipe(),
    "mailgun/alert.html": Recipe(),
    "mailgun/alert.inlined.html": Recipe(),
    "mailgun/billing.html": Recipe(_CELL + _PRICE + r"(</p>\s*</td></tr>)", 1, "33.98"),
    "mailgun/billing.inlined.html": Recipe(_INLINED + _PRICE + r"(</td>\s*</tr>)", 1, "33.98"),
    "sparksuite/invoice.html": Recipe(
        rf'(<tr class=")(item[ a-z]*)(">\s*<td>)([^<]*)(</td>\s*<td>\$){_PRICE}(</td>\s*</tr>\s*)', 2, "385.00"
    ),
}


@dataclass(slots=True)
class Made:
    """A template made of a page, and the record that gives the page again."""

    source: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    outputs: int = 0

    def output(self, text: str, prefix: str) -> str:
        """An output that prints what `text` says."""
        self.outputs += 1
        name = f"{prefix}{self.outputs}"
        self.record[name] = html.unescape(text)
        return f"{{{{ {name} }}}}"


def template(page: str, recipe: Recipe) -> Made:
    """The template, with its data block, and its record."""
    made = Made()
    loop, body = _loop(page, recipe, made)
    if recipe.total:
        body = body.replace(recipe.total, "{{ sum(r.amount for r in rows) }}")
    head, rest = body.split("<body", 1)
    head = re.sub(r"(<title>)([^<]+)(</title>)", lambda m: m[1] + made.output(m[2], "title") + m[3], head)
    rest = _TEXT.sub(lambda m: m[1] + made.output(m[2], "text") + m[3], rest)
    rest = _LINK.sub(lambda m: m[1] + made.output(m[2], "link") + m[3], rest)
    made.source = _data(made, recipe) + (head + "<body" + rest).replace("\ue000", loop)
    made.record |= {"rows": made.rows} if made.rows else {}
    return made


def _loop(page: str, recipe: Recipe, made: Made) -> tuple[str, str]:
    """The loop, and the page with U+E000 instead of its rows, which have to stand side by side."""
    rows = [*re.finditer(recipe.row, page)] if recipe.row else []
    if not rows:
        return "", page
    names = [*(f"text{n}" for n in range(recipe.texts)), "amount"]
    assert len({row.groups()[::2] for row in rows}) == 1
    assert all(one.end() == two.start() for one, two in pairwise(rows))
    for row in rows:
        *texts, amount = row.groups()[1::2]
        made.rows.append(dict(zip(names, [*map(html.unescape, texts), Decimal(amount)], strict=True)))
    static = rows[0].groups()[::2]
    body = "".join(f"{text}{{{{ r.{name} }}}}" for text, name in zip(static, names, strict=False)) + static[-1]
    return f"{{% for r in rows %}}{body}{{% endfor %}}", page[: rows[0].start()] + "\ue000" + page[rows[-1].end() :]


def _data(made: Made, recipe: Recipe) -> str:
    names = [f"{name}: text" for name in made.record]
    cells = "".join(f"text{n}: text, " for n in range(recipe.texts))
    rows = [f"rows: [{{ {cells}amount: decimal(12, 2) }}]"] if made.rows else []
    return "{% data %}\n" + "\n".join(names + rows) + "\n{% enddata %}\n"


def without_notes(page: str) -> str:
    """The page without the comments that no mail program reads."""
    return _NOTE.sub("", page)
