"""A securities trade note in Chinese, Japanese and Korean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from cases.case import EXAMPLES, Case
from cases.words import JAPAN, KOREA, TAIWAN, mailbox

STOCKS = (
    ("2330", "台積電"), ("0050", "元大台灣50"), ("00679B", "元大美債20年"),
    ("7203", "トヨタ自動車"), ("6758", "ソニーグループ"), ("005930", "삼성전자"),
    ("AAPL", "Apple Inc."), ("BRK.B", "Berkshire Hathaway Inc. Class B Common Stock"),
)  # fmt: skip
PEOPLE = {"zh-TW": TAIWAN, "ja": JAPAN, "ko": KOREA}


def plain(random: Random, number: int, rows: int) -> dict[str, Any]:
    """A note of `rows` trades."""
    language = random.choice(("zh-TW", "zh-TW", "ja", "ko"))
    return {
        "language": language,
        "account": f"9801-{number:07d}",
        "name": random.choice(PEOPLE[language]),
        "email": mailbox(number),
        "id_no": "A123456789",
        "birthday": date(1980, 2, 29),
        "tier": random.choice(("gold", "basic", "basic")),
        "advert": random.choice(("fund", "app", "none")),
        "on": date(2026, 11, 20),
        "settles": date(2026, 11, 24),
        "trades": [trade(random) for _ in range(rows)],
        "holdings": [holding(random) for _ in range(random.choice((0, 2, 5, 8)))],
        "note": "本通知書僅供參考，實際以集保公司登載為準。" if random.random() < 0.3 else None,
    }


def trade(random: Random) -> dict[str, Any]:
    code, name = random.choice(STOCKS)
    side = random.choice(("buy", "sell"))
    return {
        "code": code,
        "name": name,
        "side": side,
        "quantity": random.choice((1, 37, 1000, 25000)),
        "price": Decimal(random.randint(1000, 12_000_000)).scaleb(-4),
        "fee": Decimal(random.randint(20, 900)),
        "tax": Decimal(random.randint(1, 3000) if side == "sell" else 0),
    }


def holding(random: Random) -> dict[str, Any]:
    code, name = random.choice(STOCKS)
    return {
        "code": code,
        "name": name,
        "quantity": random.choice((1, 500, 12000)),
        "cost": Decimal(random.randint(10**4, 10**9)).scaleb(-2),
        "price": Decimal(random.randint(1000, 12_000_000)).scaleb(-4),
        "change": Decimal(random.choice((0, 1500, -2500, 123400, -99900))).scaleb(-4),
    }


CASE = Case(
    "trade",
    lambda: EXAMPLES / "bills" / "trade" / "mail.html",
    plain,
    (0, 12),
    (20, 64),
    frozenset(("account", "email", "id_no")),
)
