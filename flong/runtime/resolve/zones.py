"""Time zones, read from the tzdata package whatever the system has: as objects for Python, and as transition
tables (TZif, RFC 8536) for compiled code.

Table, little endian: the instant from which on the 400 years before it repeat forever, in seconds since
1970, or the largest int64 (int64); the count n (uint32); the offset from UTC before all transitions, in
seconds (int32); n times the instant of a transition (int64) and the offset that begins there (int32).
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources
from io import BytesIO
from zoneinfo import ZoneInfo

from flong.runtime.resolve.common import nearest

CYCLE = 146_097 * 86_400  # 400 Gregorian years, in seconds: all rules of daylight saving repeat
YEAR = 366 * 86_400
NEVER = 2**63 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=64)
def zone_table(name: str) -> bytes:
    """The table of zone `name`; ValueError when there is none."""
    data = _tzif(name)
    first, changes = _transitions(data)
    rule, repeats = data.rstrip(b"\n").rpartition(b"\n")[2], NEVER
    if b"," in rule:
        start = changes[-1][0] if changes else 0
        repeats = start + YEAR + CYCLE
        changes += _ruled(zone_of(name), start, repeats)
    table = b"".join(struct.pack("<qi", at, offset) for at, offset in changes)
    return struct.pack("<qIi", repeats, len(changes), first) + table


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone `name`; ValueError when there is none."""
    return ZoneInfo.from_file(BytesIO(_tzif(name)), key=name)


def _tzif(name: str) -> bytes:
    if name not in zone_names():
        raise ValueError(f'there is no time zone "{name}"{nearest(name, zone_names())}')
    return resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The names of all zones."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text().split())


def _transitions(data: bytes) -> tuple[int, list[tuple[int, int]]]:
    """The first offset, and (instant, new offset) from the 64-bit part of a TZif file."""
    isut, isstd, leap, times, types, chars = struct.unpack_from(">6l", data, 20)
    start = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    times, types = struct.unpack_from(">2l", data, start + 32)
    at = start + 44
    instants = struct.unpack_from(f">{times}q", data, at)
    kinds = data[at + 8 * times : at + 9 * times]
    offsets = [struct.unpack_from(">lBB", data, at + 9 * times + 6 * kind)[:2] for kind in range(types)]
    first = next((offset for offset, daylight in offsets if not daylight), offsets[0][0])
    return first, [(instant, offsets[kind][0]) for instant, kind in zip(instants, kinds, strict=True)]


def _ruled(zone: ZoneInfo, start: int, end: int) -> list[tuple[int, int]]:
    """The transitions of the zone's standing rule after `start`, to `end`."""
    found: list[tuple[int, int]] = []
    week = 7 * 86_400
    for low in range(start, end, week):
        if _offset(zone, low) != _offset(zone, low + week):
            found.append(_change(zone, low, low + week))
    return found


def _change(zone: ZoneInfo, low: int, high: int) -> tuple[int, int]:
    """The instant between `low` and `high` at which the offset changes, by halving."""
    old = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == old else (low, middle)
    return high, _offset(zone, high)


def _offset(zone: ZoneInfo, at: int) -> int:
    offset = (EPOCH + timedelta(seconds=at)).astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())
