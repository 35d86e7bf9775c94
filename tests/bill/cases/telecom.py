"""A telecom bill in Chinese: many calls, three barcodes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cases.case import EXAMPLES, Case
from cases.words import mailbox, street, taiwanese

PLACES = ("臺北", "臺中", "高雄", "東京 Tokyo", "首爾 서울", "San Francisco, CA", "網內")
FEES = (
    ("5G 飆速 1399", "月租費", "1399.00"),
    ("語音信箱", None, "0.00"),
    ("來電答鈴", "Fluffy office mix", "30.00"),
    ("國際漫遊日租", "3 日 × 199 元", "597.00"),
    ("手機分期 (5/24)", "Model X 256 GB", "1250.50"),
    ("續約優惠", "第 6 期", "-200.00"),
)


def plain(random: Random, number: int, rows: int) -> dict[str, Any]:
    """A bill with `rows` calls."""
    return {
        "customer": {
            "name": taiwanese(random),
            "email": mailbox(number),
            "id_no": "A1234567890",
            "tax_id": f"{random.randrange(10**8):08d}" if random.random() < 0.3 else None,
            "address": street(random),
        },
        "account": f"{random.randrange(10**10):010d}",
        "phone": f"09{random.randrange(10**8):08d}",
        "period": date(2026, 10, 31),
        "due": date(2026, 11, 20),
        "previous": Decimal(random.randrange(5000)),
        "paid": Decimal(random.randrange(5000)),
        "fees": [dict(zip(("what", "note"), fee, strict=False), amount=Decimal(fee[2])) for fee in fees(random)],
        "calls": sorted((call(random) for _ in range(rows)), key=lambda one: one["at"]),
        "data_use": [use(random, day) for day in range(random.choice((0, 3, 31)))],
        "notice": "自 12 月起調整部分國際漫遊費率，詳見官網。" if random.random() < 0.3 else None,
    }


def fees(random: Random) -> list[tuple[str, str | None, str]]:
    return random.sample(FEES, random.randint(1, len(FEES)))


def call(random: Random) -> dict[str, Any]:
    seconds = random.choice((3, 59, 61, 600, 3601, random.randrange(5000)))
    return {
        "at": datetime(2026, 10, 1) + timedelta(seconds=random.randrange(31 * 86400)),
        "number": f"09{random.randrange(10**8):08d}",
        "place": random.choice(PLACES),
        "kind": random.choice(("local", "mobile", "abroad")),
        "seconds": seconds,
        "amount": Decimal(seconds * 7).scaleb(-2),
    }


def use(random: Random, day: int) -> dict[str, Any]:
    return {
        "on": date(2026, 10, 1) + timedelta(days=day),
        "network": random.choice(("4G", "5G", "5G", "roaming")),
        "mb": Decimal(random.randrange(1, 2_000_000)).scaleb(-2),
        "amount": Decimal(random.choice((0, 0, 0, 19900))).scaleb(-2),
    }


CASE = Case(
    "telecom",
    lambda: EXAMPLES / "bills" / "telecom" / "mail.html",
    plain,
    (6, 30),
    (21, 73),
    frozenset(("customer.email", "customer.id_no", "account")),
)
