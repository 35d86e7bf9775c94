"""An invoice as a designer published it: the markup of sparksuite's template (MIT), read from the outside corpora.

Values and a loop take the places of its sample data; its tables get a fixed layout, its logo is one of the examples'.
"""

from __future__ import annotations

import atexit
import os
import shutil
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from cases.case import EXAMPLES, Case
from cases.words import ENGLISH, mailbox

HEAD = """\
Key: {{ number }}
Subject: Invoice {{ number }}
Preheader: For {{ company }}
From: "Sparksuite" <billing@shop.example>
To: {{ name }} <{{ email }}>
Locale: en
Currency: USD
Attach: "bill.html" as "invoice.pdf"

{% data %}
number: text
created: date
due: date
company: text
name: text
email: text
method: enum("Check", "Card", "Transfer")
reference: text
items: [{ what: text, price: decimal(10, 2) }]
{% enddata %}
<p>Dear {{ name }}, your invoice is attached.</p>
"""
CHANGES = (
    ("https://sparksuite.github.io/simple-html-invoice-template/images/logo.png", "logo.png"),
    ("Invoice #: 123", "Invoice #: {{ number }}"),
    ("Created: January 1, 2023", 'Created: {{ date(created, "MMMM d, yyyy") }}'),
    ("Due: February 1, 2023", 'Due: {{ date(due, "MMMM d, yyyy") }}'),
    ("Acme Corp.", "{{ company }}"),
    ("John Doe", "{{ name }}"),
    ("john@example.com", "{{ email }}"),
    ("<td>Check</td>", "<td>{{ method }}</td>"),
    ("<td>1000</td>", "<td>{{ reference }}</td>"),
    ("<td>$300.00</td>", "<td>{{ i.price | money }}</td>"),
    ("<td>Website design</td>", "<td>{{ i.what }}</td>"),
    ("Total: $385.00", "Total: {{ sum(i.price for i in items) | money }}"),
    (".invoice-box table td {", ".invoice-box table { table-layout: fixed; }\n.invoice-box table td {"),
)
_ITEM = '<tr class="item">'


def corpus() -> Path:
    """Where the template lies, if it is there."""
    corpora = os.environ.get("FLONG_CORPORA", EXAMPLES.parents[1] / "shared" / "corpora")
    return Path(corpora) / "real-html" / "sparksuite" / "invoice.html"


def missing() -> str:
    """Why there is no such case, or ""."""
    return "" if corpus().is_file() else f"the outside template is not at {corpus()}"


def adapted(page: str) -> str:
    """The published page with values and a loop."""
    for old, new in CHANGES:
        assert old in page, f"the template has no {old!r}"
        page = page.replace(old, new, 1)
    first, *others = page.split(_ITEM)
    row, _, _ = others[0].partition("</tr>")
    tail = page[page.index('<tr class="total">') :]
    return f"{first}{{% for i in items %}}{_ITEM}{row}</tr>{{% endfor %}}\n{tail}"


@cache
def path() -> Path:
    """The template of the mail, in a folder of this process that goes with it."""
    folder = Path(mkdtemp(prefix="flong-invoice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "bill.html").write_text(adapted(corpus().read_text("utf-8")), "utf-8")
    (folder / "mail.html").write_text(HEAD, "utf-8")
    shutil.copy(EXAMPLES / "bills" / "dunning" / "logo.png", folder)
    return folder / "mail.html"


def plain(random: Random, number: int, rows: int) -> dict[str, Any]:
    """An invoice of `rows` items."""
    created = date(2026, 11, 1) + timedelta(days=random.randrange(28))
    goods = ("Website design", "Hosting (3 months)", "Domain name (1 year)", "Coffee for the office", "Fluffy Ⅱ 授權")
    return {
        "number": str(number),
        "created": created,
        "due": created + timedelta(days=30),
        "company": random.choice(("Acme Corp.", "Offshore Affiliates Ltd.", "遠山商會")),
        "name": random.choice(ENGLISH),
        "email": mailbox(number),
        "method": random.choice(("Check", "Card", "Transfer")),
        "reference": str(random.randrange(10**6)),
        "items": [
            {"what": random.choice(goods), "price": Decimal(random.randint(99, 99999)).scaleb(-2)} for _ in range(rows)
        ],
    }


CASE = Case("sparksuite", path, plain, (1, 12), (15, 41), frozenset(("email", "number")), missing)
