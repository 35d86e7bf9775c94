"""The scan of a message's bytes against its plain definition."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.scan import DOT, EIGHT, LONG, STRANGE, scan

PIECES = [b"\r", b"\n", b"\r\n", b"\0", b".", b"x", b"x" * 14, b"x" * 16, b"\x80", b"\r\n.", b"y" * 31]


def plain(data: bytes, longest: int) -> int:
    """What `scan` gives, line by line."""
    lines = data.split(b"\r\n")
    strange = b"\0" in data or lines[-1] != b"" or len(lines) == 1 or any(b"\r" in one or b"\n" in one for one in lines)
    return (
        STRANGE * strange
        + LONG * any(len(line) > longest for line in lines)
        + EIGHT * (not data.isascii())
        + DOT * any(line.startswith(b".") for line in lines)
    )


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join), st.integers(0, 40))
def test_scan_against_its_definition(data: bytes, longest: int) -> None:
    """Strange bytes are found wherever blocks begin; the rest is only told of messages that are not strange."""
    expected, found = plain(data, longest), scan(data, longest)
    assert found & (STRANGE | EIGHT) == expected & (STRANGE | EIGHT)
    assert found == expected or expected & STRANGE


def test_scan_takes_memory_as_it_comes() -> None:
    """A view into a slot, an empty one too."""
    assert scan(memoryview(b"x\r\n.\r\n")[:3], 998) == 0 and scan(memoryview(b""), 998) == STRANGE
