"""Slips in domains."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.bounces.phrases import table
from flong.bounces.typos import corrected, distance, slip

WORDS = st.text("abc.", max_size=6)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("GMAIL.CM", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("yahooo.co.jp", "yahoo.co.jp"),
        ("yahooo.com.tw", "yahoo.com.tw"),
        ("docom.ne.jp", "docomo.ne.jp"),
        ("navr.com", "naver.com"),
        ("hanmali.net", "hanmail.net"),
        ("qq.con", "qq.com"),
        ("163.cmo", "163.com"),
    ],
)
def test_slips_are_seen(typed: str, meant: str) -> None:
    found = slip(typed)
    assert found is not None
    assert found.meant == meant


@pytest.mark.parametrize(
    "domain",
    ["gmail.com", "mail.com", "sender.example", "yahoo.se", "hotmail.co.kr", "162.com", "never.com", ""],
)
def test_what_is_no_slip_is_left(domain: str) -> None:
    """Other providers, other countries, short names."""
    assert slip(domain) is None


def test_only_what_is_sure_is_corrected() -> None:
    assert corrected("a@gmial.com") == "a@gmail.com"
    assert corrected("a@docomo.co.jp") == "a@docomo.co.jp"
    assert slip("docomo.co.jp") is not None
    assert corrected("a@sender.example") == "a@sender.example"


def test_no_known_domain_is_a_slip_of_another() -> None:
    assert [domain for domain in table("domains.toml")["known"] if slip(domain)] == []


def slow(one: str, two: str) -> int:
    """The definition, by recursion."""
    if not one or not two:
        return len(one) + len(two)
    best = min(slow(one[1:], two) + 1, slow(one, two[1:]) + 1, slow(one[1:], two[1:]) + (one[0] != two[0]))
    if len(one) > 1 and len(two) > 1 and one[0] == two[1] and one[1] == two[0]:
        best = min(best, slow(one[2:], two[2:]) + 1)
    return best


@given(WORDS, WORDS)
@settings(max_examples=40, deadline=None)
def test_the_distance_is_that_of_the_definition(one: str, two: str) -> None:
    assert distance(one, two) == slow(one, two) == distance(two, one)
