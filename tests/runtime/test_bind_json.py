"""JSON texts to rows: the reader and its slow twin, jsonrecord and bind_dicts, give the same rows and reasons."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime import jsonrecord
from flong.runtime.bind import bind_dicts, bind_json, bind_json_texts
from flong.runtime.bind_json import find_stop
from flong.runtime.jsonrecord import MAX_DEPTH, MAX_DIGITS
from flong.runtime.layout import Layout, Spec, layout
from tests.runtime import json_texts

ZONES = ("UTC", "Asia/Taipei", "Europe/Berlin", "America/New_York")


def read(layout: Layout, text: bytes, zone: str = "UTC") -> str:
    """What the reader makes of one text: a row, or a path and a reason."""
    rows = bind_json_texts(layout, [text], zone=zone)
    return repr(rows.errors or rows.to_python(0))


def read_slowly(layout: Layout, text: bytes, zone: str = "UTC") -> str:
    try:
        record = jsonrecord.parse(text)
    except ValueError as error:
        return repr([(0, "", str(error))])
    rows = bind_dicts(layout, [record], zone=zone)
    return repr(rows.errors or rows.to_python(0))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Layout, bytes]:
    fields = draw(st.lists(json_texts.specs, max_size=6, unique_by=lambda spec: spec.name))
    return layout(tuple(fields)), draw(json_texts.objects(tuple(fields))).encode("utf-8", "surrogatepass")


def check(case: tuple[Layout, bytes], zone: str) -> None:
    assert read(*case, zone) == read_slowly(*case, zone)


@given(cases(), st.sampled_from(ZONES))
@settings(max_examples=150)
def test_records_are_read_as_by_the_slow_twin(case, zone) -> None:
    check(case, zone)


@given(cases().flatmap(lambda case: st.tuples(st.just(case[0]), json_texts.mutated(case[1]))), st.sampled_from(ZONES))
@settings(max_examples=150)
def test_broken_records_are_refused_as_by_the_slow_twin(case, zone) -> None:
    check(case, zone)
