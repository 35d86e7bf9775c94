"""A Korean till receipt on narrow paper."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cases.case import EXAMPLES, Case
from cases.words import KOREA, mailbox

MENU = (
    ("아메리카노", "4500"),
    ("카페라떼", "5200"),
    ("Flat White", "5500"),
    ("크로플", "6300"),
    ("얼그레이 케이크 한 조각", "7800"),
)
OPTIONS = ("샷 추가", "얼음 적게, 시럽 빼고", "Soy milk", None, None, None)


def plain(random: Random, number: int, rows: int) -> dict[str, Any]:
    """A receipt of `rows` items."""
    return {
        "number": f"R{number:09d}",
        "name": random.choice(KOREA),
        "email": mailbox(number),
        "shop": "먼산 카페 강남점",
        "at": datetime(2026, 11, 1, 8, 30) + timedelta(seconds=random.randrange(10**6)),
        "cashier": random.choice(KOREA),
        "items": [item(random) for _ in range(rows)],
        "discount": Decimal(random.choice((0, 0, 500, 1000))),
        "method": random.choice(("card", "card", "cash", "points")),
        "card": "1234-****-****-5678" if random.random() < 0.6 else None,
        "points": random.randrange(5000) if random.random() < 0.6 else None,
    }


def item(random: Random) -> dict[str, Any]:
    what, price = random.choice(MENU)
    return {"what": what, "option": random.choice(OPTIONS), "count": random.randint(1, 3), "price": Decimal(price)}


CASE = Case(
    "receipt",
    lambda: EXAMPLES / "bills" / "receipt" / "mail.html",
    plain,
    (1, 9),
    (11, 43),
    frozenset(("number", "email")),
)
