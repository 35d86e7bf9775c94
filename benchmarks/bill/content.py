"""The records of the bill that all engines draw, and what stands on it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.cases import Records
from flong.runtime import qr

HERE = Path(__file__).parent
LOGO = HERE / "logo.png"
TITLE = "綜合對帳單 Statement"
HEADS = ("日期 Date", "摘要 Details", "類別 Kind", "金額 Amount", "餘額 Balance")
WIDTHS = (24, 60, 26, 32, 36)
"""Millimetres of the columns."""
NOTE = "如有疑問請於收到後十日內與本行聯絡。Please tell us within ten days if anything is wrong."
NAMES = ("王小明", "歐陽俊傑", "山田 花子", "김민준", "Anna Berg", "Max O'Neill", "陳淑芬", "佐藤 一郎")
STREETS = ("臺北市中正區忠孝東路", "高雄市苓雅區中山路", "新竹市東區光復路")
WHATS = ("便利商店", "Coffee & cake", "高鐵車票", "Salary 薪資", "網路書店", "Office fluff", "電信費", "保險費 <年繳>")
KINDS = ("card", "transfer", "轉帳", "fee")


def records(count: int, rows: int = 40) -> Records:
    """Seeded records of `rows` entries; no two have the same QR code."""
    random = Random(5)
    return [_record(random, number, rows) for number in range(count)]


def _record(random: Random, number: int, rows: int) -> dict[str, Any]:
    return {
        "id": f"C{number:07d}",
        "name": random.choice(NAMES),
        "email": f"c{number}@mailbox.example",
        "address": [f"{random.randint(100, 999)} {random.choice(STREETS)}{random.randint(1, 300)}號", "3 樓"],
        "account": f"{random.randrange(10**12):012d}",
        "password": f"A{random.randrange(10**9):09d}0131",
        "from": date(2026, 10, 1),
        "until": date(2026, 10, 31),
        "opening": Decimal(random.randint(0, 10**8)).scaleb(-2),
        "entries": [_entry(random, row * 31 // rows) for row in range(rows)],
    }


def _entry(random: Random, day: int) -> dict[str, Any]:
    amount = Decimal(random.randint(-900_000, 900_000)).scaleb(-2)
    on = date(2026, 10, 1) + timedelta(days=day)
    return {"on": on, "what": random.choice(WHATS), "kind": random.choice(KINDS), "amount": amount}


def money(value: Decimal) -> str:
    """What flong's `money` prints."""
    return f"-NT${-value:,.2f}" if value < 0 else f"NT${value:,.2f}"


def link(record: dict[str, Any]) -> str:
    """What the QR code says: 77 characters."""
    return f"https://pay.acme.example/statement?lang=en-us&account={record['account']}&ref={record['id']}"


def code(record: dict[str, Any]) -> bytes:
    """The QR code as PNG by flong's own writer, for the peers: none of their time is a library's for codes."""
    return qr.png(link(record), 1, 98)


def facts(record: dict[str, Any]) -> list[str]:
    """The lines beside the address."""
    return [
        f"帳號 Account: {record['account']}",
        f"客戶 Customer: {record['id']}",
        f"期間 From: {record['from']}",
        f"至 Until: {record['until']}",
        f"期初 Opening: {money(record['opening'])}",
    ]


def table(record: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    """The cells of all rows."""
    balances = accumulate((entry["amount"] for entry in record["entries"]), initial=record["opening"])
    next(balances)
    return [
        (str(entry["on"]), entry["what"], entry["kind"], money(entry["amount"]), money(balance))
        for entry, balance in zip(record["entries"], balances, strict=True)
    ]


def closing(record: dict[str, Any]) -> str:
    """The line below the table."""
    total = record["opening"] + sum(entry["amount"] for entry in record["entries"])
    return f"期末餘額 Closing balance {money(total)}"


@lru_cache
def characters() -> str:
    """All that any record may show."""
    fixed = (TITLE, NOTE, *HEADS, *NAMES, *STREETS, *WHATS, *KINDS, "號3 樓帳號客戶期間至期初餘額末第頁")
    return "".join(sorted(set("".join(fixed)) | set(map(chr, range(32, 127)))))
