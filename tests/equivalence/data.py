"""The data of generated templates, and records for it: plain ones, extreme ones, nasty ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from random import Random
from typing import Any

from flong.dsl import types
from flong.dsl.types import BOOL, DATE, DATETIME, DURATION, FLOAT, INT, TEXT, TIME, Field, List, Optional, Record, Type

TIER, KIND = types.Enum(("gold", "silver", "basic")), types.Enum(("fee", "item"))
SCALARS: tuple[Type, ...] = (
    TEXT, INT, BOOL, DATE, TIME, DATETIME, DURATION, FLOAT, types.DECIMAL, types.Decimal(12, 2), types.Decimal(30, 4),
    types.Decimal(4, 0), TIER,
)  # fmt: skip


def record(**fields: Type) -> Record:
    """A record type with these fields."""
    return Record(tuple(Field(name, kind) for name, kind in fields.items()))


LINE = record(what=TEXT, amount=types.Decimal(12, 2), qty=INT, on=DATE, kind=KIND, note=Optional(TEXT), tags=List(TEXT))
HOME = record(city=TEXT, zip=Optional(TEXT))
BASE = record(
    name=TEXT, email=TEXT, link=TEXT, colour=TEXT, n=INT, big=INT, d=types.Decimal(12, 2), w=types.Decimal(30, 4),
    x=types.DECIMAL, flag=BOOL, day=DATE, at=DATETIME, t=TIME, long=DURATION, ratio=FLOAT, tier=TIER,
    nick=Optional(TEXT), i=Optional(INT), y=Optional(types.Decimal(8, 3)), maybe=Optional(BOOL), birth=Optional(DATE),
    seen=Optional(DATETIME), u=Optional(TIME), short=Optional(DURATION), rate=Optional(FLOAT), kind=Optional(KIND),
    customer=record(name=TEXT, tier=TIER, age=Optional(INT), address=HOME),
    contact=Optional(record(phone=TEXT, score=Optional(types.Decimal(6, 1)), since=DATE, home=Optional(HOME))),
    gaps=List(Optional(INT)), people=List(Optional(record(phone=TEXT, since=DATE))), more=Optional(List(TEXT)),
    lines=List(LINE), words=List(TEXT), counts=List(INT), prices=List(types.Decimal(9, 2)), days=List(DATE),
    tiers=List(TIER), flags=List(BOOL), matrix=List(List(INT)), moments=List(DATETIME), sums=List(types.DECIMAL),
)  # fmt: skip

WIDE = Context(prec=38)

TEXTS = (
    "", " ", "Ann", "O'Neil", '<b>"x" & y</b>', "王小明", "歐陽娜娜", "김민준", "たなか　はなこ", "a\tb\nc\r\nd",
    "\u00a0\u3000", "e\u0301 👩‍👩‍👧 🇹🇼", "\x00\x01\x1f", "</script><!-- --> ]]>", "{{ }} {% %}", "%41%zz?a=b&c#d",
    "x" * 300, "ß İ ŉ", "\u2028\u2029",
    "A123456789", "0912-345-678", "-12.50", "42", "\ufeff\u202e", "a;b:c{d}e\\f/*g*/",
)  # fmt: skip
LINKS = ("https://a.example/x?y=1", "javascript:alert(1)", "mailto:a@b.example", " https://a.example", "tel:+886", "x")
MAILS = ("ann@a.example", "o'neil+tag@b.example", "no mail", "a@b.example, c@d.example")
COLOURS = ("#fff", "red", "12px", "1px; x: y", "rgb(1,2,3)", "50%")
INTS = (0, 1, -1, 2, 3, 7, 10, 100, -25, 2**31, -(2**31), 2**63 - 1, -(2**63))
DECIMALS = ("0", "-0", "0.00", "1", "-1.50", "1.0", "1E+3", "1E-30", "123456789012345678901234567890.1234", "9E+6144")
DAYS = (date(2026, 11, 21), date(2024, 2, 29), date(2026, 1, 31), date(1, 1, 1), date(9999, 12, 31), date(1999, 12, 31))


def records(kind: Record, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """`count` records; the first is calm, later ones hold more and more of what is rare."""
    random = Random(seed)
    for number in range(count):
        yield {field.name: _field(field, random, number / count) for field in kind.fields}


def _field(field: Field, random: Random, wild: float) -> Any:
    special = {"email": MAILS, "link": LINKS, "colour": COLOURS}.get(field.name)
    if special:
        return random.choice(special) if random.random() < wild * 0.3 else special[0]
    return value(field.type, random, wild)


def value(kind: Type, random: Random, wild: float) -> Any:
    """A value of type `kind`; `wild` (0 to 1) says how often it is a rare one."""
    rare = random.random() < wild * 0.5
    match kind:
        case Optional():
            return None if random.random() < 0.4 else value(kind.inner, random, wild)
        case List():
            return [value(kind.item, random, wild) for _ in range(random.choice((0, 1, 2, 3, 7) if rare else (2, 3)))]
        case Record():
            return {field.name: value(field.type, random, wild) for field in kind.fields}
        case types.Enum():
            return random.choice(kind.values)
        case types.Decimal():
            return _decimal(kind, random, rare)
    return _SCALARS[str(kind)](random, rare)


def _decimal(kind: types.Decimal, random: Random, rare: bool) -> Decimal:
    if kind.scale is None or kind.precision is None:
        return Decimal(random.choice(DECIMALS)) if rare else Decimal(random.randint(-99999, 99999)).scaleb(-3)
    most = 10**kind.precision - 1
    return WIDE.scaleb(random.randint(-most, most) if rare else random.randint(-9999, 9999) % most, -kind.scale)


def _moment(random: Random, rare: bool) -> datetime:
    day = random.choice(DAYS[:3]) if rare else DAYS[0]
    return datetime.combine(day, _time(random, rare), UTC) + timedelta(hours=random.randint(-9, 9))


def _time(random: Random, rare: bool) -> time:
    return time(
        random.randrange(24), random.randrange(60), random.randrange(60), random.randrange(10**6) if rare else 0
    )


def _duration(random: Random, rare: bool) -> timedelta:
    most = 2**62 if rare else 10**12
    return (
        timedelta(days=random.randint(-40, 40))
        if random.random() < 0.6
        else timedelta(microseconds=random.randint(-most, most))
    )


_SCALARS: dict[str, Any] = {
    "text": lambda random, rare: random.choice(TEXTS) if rare else random.choice(TEXTS[2:9]),
    "int": lambda random, rare: random.choice(INTS) if rare else random.randint(-12, 40),
    "bool": lambda random, rare: random.random() < 0.5,
    "float": lambda random, rare: random.choice((0.1, -0.0, 1e300, 2.5, 1e-9)) if rare else random.random(),
    "date": lambda random, rare: random.choice(DAYS) if rare else DAYS[0] + timedelta(days=random.randint(-400, 400)),
    "time": _time,
    "datetime": _moment,
    "duration": _duration,
}
