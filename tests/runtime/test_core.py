"""The context of a rendering."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flong.runtime import core
from flong.runtime.core import Context, Reject
from flong.runtime.reasons import REASONS

HEADER = (Path(core.__file__).parent / "core.h").read_text()


def test_every_code_has_a_reason():
    codes = re.findall(r"FL_[A-Z_]+", re.search(r"enum \{(.*?)\}", HEADER, re.S)[1])
    assert len(codes) == len(REASONS)
    assert all(REASONS[1:])


def test_abi_is_the_headers():
    assert f"#define FL_ABI {core.ABI}\n" in HEADER


def test_clock_is_kept():
    context = Context(5, -6)
    assert (context.now, context.today) == (5, -6)


def test_ten_million_turns_and_no_more():
    """`reset` begins a new record with a new allowance."""
    context = Context()
    for _ in range(1000):
        context.turn()
    context.reset()
    with pytest.raises(Reject, match="ten million") as caught:
        for _ in range(10_000_001):
            context.turn()
    assert caught.value.reason == REASONS[caught.value.code]


def test_a_context_is_set_up_once():
    context = Context(parts=2)
    with pytest.raises(ValueError, match="once"):
        context.__init__(parts=3)


def test_without_pictures_there_are_none():
    assert Context().assets() == []
