"""Time zones as transition tables, read from the tzdata package (TZif, RFC 8536).

Table, little endian: the count n (uint32); n instants, in seconds since 1970 (int64), each followed by
the offset from UTC that begins there, in seconds (int32); before them, the offset that was before all
(int32); and 1 (uint32) when the last 400 years of the table repeat forever.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources
from io import BytesIO
from zoneinfo import ZoneInfo, available_timezones

from flong.runtime.resolve.common import nearest

CYCLE = 146_097 * 86_400  # 400 Gregorian years, in seconds: all rules of daylight saving repeat
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=64)
def zone_table(name: str) -> bytes:
    """The table of zone `name`; ValueError when there is none."""
    data = _tzif(name)
    first, changes = _transitions(data)
    rule = data.rstrip(b"\n").rpartition(b"\n")[2]
    repeats = b"," in rule
    if repeats:
        changes += _ruled(ZoneInfo.from_file(BytesIO(data)), changes)
    table = b"".join(struct.pack("<qi", at, offset) for at, offset in changes)
    return struct.pack("<IiI", len(changes), first, repeats) + table


def _tzif(name: str) -> bytes:
    if name not in available_timezones():
        raise ValueError(f'there is no time zone "{name}"{nearest(name, available_timezones())}')
    return resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()


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


def _ruled(zone: ZoneInfo, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The transitions of the zone's standing rule for 400 years after the last one known."""
    found: list[tuple[int, int]] = []
    at = known[-1][0] if known else 0
    end, week = at + CYCLE, 7 * 86_400
    while at < end:
        low, high = at, at + week
        if _offset(zone, low) != _offset(zone, high):
            found.append(_change(zone, low, high))
        at = high
    return [change for change in found if change[0] <= end]


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
