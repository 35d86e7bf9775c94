"""A dunning letter in English: values within sentences, sections by condition."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cases.case import EXAMPLES, Case
from cases.words import ENGLISH, mailbox


def plain(random: Random, number: int, rows: int) -> dict[str, Any]:
    """A letter about `rows` invoices."""
    issued, name = date(2026, 11, 20), random.choice(ENGLISH)
    return {
        "account": f"HE{number:08d}",
        "name": name,
        "salutation": name.split()[-1] if random.random() < 0.5 else "Customer",
        "email": mailbox(number),
        "address": [f"{random.randint(1, 99)} High Street", "Market Harborough"][: random.randint(1, 2)],
        "postcode": f"LE{random.randint(1, 19)} {random.randint(1, 9)}AF",
        "issued": issued,
        "pay_by": issued + timedelta(days=14),
        "level": random.choice(("reminder", "second", "final")),
        "invoices": [invoice(random, issued) for _ in range(rows)],
        "fee": Decimal(random.choice((0, 0, 1200))).scaleb(-2),
        "plan": plan(random, issued) if random.random() < 0.4 else None,
        "vulnerable": random.random() < 0.3,
        "adviser": random.choice(ENGLISH),
    }


def invoice(random: Random, issued: date) -> dict[str, Any]:
    on, amount = issued - timedelta(days=random.randint(30, 200)), random.randint(1000, 90000)
    return {
        "number": f"{random.randrange(10**7):07d}",
        "on": on,
        "due": on + timedelta(days=21),
        "amount": Decimal(amount).scaleb(-2),
        "paid": Decimal(random.choice((0, 0, amount // 2))).scaleb(-2),
    }


def plan(random: Random, issued: date) -> dict[str, Any]:
    return {"months": 6, "monthly": Decimal(random.randint(500, 9000)).scaleb(-2), "first": issued + timedelta(days=11)}


CASE = Case(
    "dunning",
    lambda: EXAMPLES / "bills" / "dunning" / "mail.html",
    plain,
    (1, 5),
    (12, 49),
    frozenset(("account", "email")),
)
