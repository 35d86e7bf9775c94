"""A Japanese invoice with consumption tax at two rates."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cases.case import EXAMPLES, Case
from cases.words import JAPAN, mailbox

COMPANIES = ("株式会社サンプル商事", "有限会社みほん", "Office Griffin 合同会社", "（株）テスト・ラボ")
GOODS = (
    ("コーヒー豆 エチオピア 500g", True, "袋", "1480"),
    ("オフィス用紙 A4", False, "箱", "2350"),
    ("出張作業費", False, "時間", "8500.50"),
    ("弁当（懇親会）", True, "個", "1200"),
    ("クラウド利用料 Plan ff-16", False, "式", "49800"),
    ("年間保守契約（サーバー三台、平日九時から十八時まで、駆け付け対応を含む）", False, "式", "1200000"),
)


def plain(random: Random, number: int, rows: int) -> dict[str, Any]:
    """An invoice of `rows` lines."""
    issued = date(2026, 10, 31)
    return {
        "number": f"INV-{number:06d}",
        "issued": issued,
        "due": issued + timedelta(days=30),
        "customer": {
            "company": random.choice(COMPANIES),
            "department": "経理部 支払課" if random.random() < 0.5 else None,
            "person": random.choice(JAPAN),
            "email": mailbox(number),
            "postcode": f"{random.randrange(1000):03d}-{random.randrange(10000):04d}",
            "address": ["東京都千代田区丸の内1-1", "サンプルビル12階"][: random.randint(1, 2)],
        },
        "password": "secret-0001",
        "lines": [line(random, issued) for _ in range(rows)],
        "remarks": "お支払いの際は請求書番号をご記入ください。" if random.random() < 0.5 else None,
    }


def line(random: Random, issued: date) -> dict[str, Any]:
    what, reduced, unit, price = random.choice(GOODS)
    return {
        "on": issued - timedelta(days=random.randrange(30)),
        "what": what,
        "reduced": reduced,
        "quantity": Decimal(random.choice(("1", "2", "12", "0.5", "7.25"))),
        "unit": unit,
        "price": Decimal(price),
    }


CASE = Case(
    "invoice",
    lambda: EXAMPLES / "bills" / "invoice" / "mail.html",
    plain,
    (3, 18),
    (10, 42),
    frozenset(("customer.email", "number", "password")),
)
