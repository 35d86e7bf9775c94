"""Writes customers with their bank entries as Parquet: seeded, and nobody real.

usage: python examples/statement/make_data.py OUT.parquet [--customers N] [--bad]

With --bad two records can't be sent: one has a broken mail address, one no ID number for its password.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

PERIOD = date(2026, 10, 31)
SURNAMES = "王 李 張 劉 陳 楊 黃 趙 吳 周 徐 孫 馬 朱 胡 林 歐陽 司馬".split()  # noqa: SIM905  a list of words reads better so
GIVEN = "小明 雅婷 志豪 淑芬 俊傑 怡君 建宏 美玲 家豪 佳穎 柏翰 心怡 宗翰 詩涵 明 華".split()  # noqa: SIM905  a list of words reads better so
FOREIGN = ["Anna Berg", "山田 花子", "김 민준", "Jo Ng", "O'Neill, Max"]
STREETS = ["臺北市中正區忠孝東路", "臺中市西屯區文心路", "高雄市苓雅區中山路", "臺南市東區大學路", "新竹市光復路"]
SHOPS = ["便利商店", "加油站", "網路書店", "超級市場", "高鐵車票", "Café Lune", "電信費", "保險費 <年繳>", "R&D 文具行"]
ENTRY = pa.struct([("on", pa.date32()), ("what", pa.string()), ("kind", pa.string()), ("amount", pa.decimal128(14, 0))])
CUSTOMER = pa.struct(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("email", pa.string()),
        ("id_no", pa.string()),
        ("birthday", pa.date32()),
        ("tier", pa.string()),
        ("points", pa.int64()),
        ("address", pa.list_(pa.string())),
    ]
)
SCHEMA = pa.schema(
    [
        ("customer", CUSTOMER),
        ("account", pa.struct([("number", pa.string()), ("kind", pa.string())])),
        ("period", pa.date32()),
        ("due", pa.date32()),
        ("opening", pa.decimal128(14, 0)),
        ("entries", pa.list_(ENTRY)),
    ]
)


def customer(random: Random, number: int) -> dict[str, Any]:
    """One customer; the ID number has a letter and nine digits, as in Taiwan."""
    foreign = random.random() < 0.1
    return {
        "id": f"C{number:07d}",
        "name": random.choice(FOREIGN) if foreign else random.choice(SURNAMES) + random.choice(GIVEN),
        "email": f"customer{number}@mailbox.example",
        "id_no": random.choice("ABCDEFGH") + str(random.randint(100000000, 299999999)),
        "birthday": date(1950, 1, 1) + timedelta(days=random.randrange(20000)),
        "tier": random.choice(["gold", "silver", "basic", "basic"]),
        "points": random.randrange(100000),
        "address": [f"{random.randint(100, 999)} {random.choice(STREETS)}{random.randint(1, 300)}號"],
    }


def entries(random: Random) -> list[dict[str, Any]]:
    """Some forty entries of one month, oldest first."""
    first = PERIOD.replace(day=1)
    days = sorted(random.randrange(31) for _ in range(random.randint(34, 46)))
    return [{"on": first + timedelta(days=day), **entry(random)} for day in days]


def entry(random: Random) -> dict[str, Any]:
    kind = random.choices(["card", "transfer", "fee", "interest", "salary"], [60, 25, 8, 4, 3])[0]
    amount = {
        "card": -random.randint(35, 8000),
        "transfer": random.choice([-1, 1]) * random.randint(100, 30000),
        "fee": -random.choice([15, 30, 150]),
        "interest": random.randint(1, 300),
        "salary": random.randint(30000, 120000),
    }[kind]
    what = {"transfer": "轉帳 Transfer", "fee": "手續費 Fee", "interest": "利息 Interest", "salary": "薪資 Salary"}
    return {"what": what.get(kind) or random.choice(SHOPS), "kind": kind, "amount": Decimal(amount)}


def statement(random: Random, number: int) -> dict[str, Any]:
    """One record of the statement template."""
    return {
        "customer": customer(random, number),
        "account": {"number": f"{random.randrange(10**12):012d}", "kind": random.choice(["savings", "current"])},
        "period": PERIOD,
        "due": date(2026, 11, 20) if random.random() < 0.8 else None,
        "opening": Decimal(random.randint(-5000, 900000)),
        "entries": entries(random),
    }


def statements(count: int, *, bad: bool = False, seed: int = 7) -> list[dict[str, Any]]:
    """`count` records; with `bad`, two of them can't be sent."""
    random = Random(seed)
    records = [statement(random, number) for number in range(1, count + 1)]
    if bad:
        records[count // 3]["customer"]["email"] = "not an address"
        records[count // 2]["customer"]["id_no"] = ""
    return records


def table(count: int, *, bad: bool = False) -> pa.Table:
    """The records as an Arrow table."""
    return pa.Table.from_pylist(statements(count, bad=bad), schema=SCHEMA)


def write(records: pa.Table, path: Path) -> None:
    """Write the records as Parquet."""
    pq.write_table(records, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--bad", action="store_true")
    args = parser.parse_args()
    write(table(args.customers, bad=args.bad), args.out)
    print(f"{args.customers} customers written to {args.out}")


if __name__ == "__main__":
    main()
