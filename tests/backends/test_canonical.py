"""Canonical forms: in C, in Python and by dkimpy they are the same bytes."""

from __future__ import annotations

from random import Random

import dkim
import pytest
from dkim.canonicalization import Relaxed, Simple
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends import canonical, canonical_twin

BOTH = (canonical, canonical_twin)
BODY = (b" ", b"\t", b"  ", b"a", b"word", b"\r\n", b"\r\n\r\n", b".", b"\xe5", b"\x0b", b"\0", b"x" * 15)
NAMES = (b"From", b"X", b"SUBJECT", b"list-Id")
VALUE = (b" ", b"\t", b"a", b"w:x", b"\r\n ", b"\r\n\t", b"\xe5\xb8\xb3", b"\x7f", b"y" * 20)
ANYTHING = (b"\r", b"\n", b"\r\n", b" ", b"\t", b"a", b"From:", b"\0", b"x" * 17)


def joined(pieces: tuple[bytes, ...], most: int) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(pieces), max_size=most).map(b"".join)


BODIES = joined(BODY, 80).map(lambda body: body + b"\r\n")
FIELDS = st.tuples(st.sampled_from(NAMES), joined(VALUE, 20)).map(lambda field: b"%b:%b\r\n" % field)
HEADS = st.lists(FIELDS, max_size=8).map(b"".join)


def same_bodies(body: bytes) -> None:
    for made in BOTH:
        assert made.simple_body(body) == Simple.canonicalize_body(body)
        assert made.relaxed_body(body) == Relaxed.canonicalize_body(body)


def same_heads(head: bytes) -> None:
    fields, _ = dkim.rfc822_parse(head + b"\r\n")
    expected = b"".join(name + b":" + value for name, value in Relaxed.canonicalize_headers(fields))
    for made in BOTH:
        assert made.relaxed_head(head) == expected
        assert made.names_of(expected) == b"".join(name + b":" for name, _ in fields).lower()


def same_refusals(data: bytes) -> None:
    for name in ("simple_body", "relaxed_body", "relaxed_head", "head_size"):
        found = []
        for made in BOTH:
            try:
                found.append(getattr(made, name)(data))
            except ValueError as error:
                found.append(str(error))
        assert found[0] == found[1]


@given(BODIES)
@settings(max_examples=100, deadline=None)
def test_bodies(body: bytes) -> None:
    """Both forms."""
    same_bodies(body)


@given(HEADS)
@settings(max_examples=50, deadline=None)
def test_heads(head: bytes) -> None:
    """Fields that are folded, doubled, empty, of white space."""
    same_heads(head)


@given(joined(ANYTHING, 40))
@settings(max_examples=100, deadline=None)
def test_refusals(data: bytes) -> None:
    """What one refuses the other does, for the same reason."""
    same_refusals(data)


@pytest.mark.deep
def test_a_hundred_thousand() -> None:
    """Bodies, heads, and bytes that are neither, of every length to some hundred pieces."""
    random = Random(6376)
    for n in range(100_000):
        size = n % 97
        same_bodies(b"".join(random.choices(BODY, k=size)) + b"\r\n")
        fields = [(random.choice(NAMES), b"".join(random.choices(VALUE, k=size // 4))) for _ in range(n % 7)]
        same_heads(b"".join(b"%b:%b\r\n" % field for field in fields))
        same_refusals(b"".join(random.choices(ANYTHING, k=size // 2)))


@pytest.mark.parametrize("made", BOTH, ids=["c", "twin"])
@pytest.mark.parametrize(
    "body", [b"x", b"x\r\ny", b"x\ny\r\n", b"x\ry\r\n", b"\n", b"\r", b"x\r\r\n", b"\n\r\n", b"a\r\n\n"]
)
def test_bodies_that_are_refused(made: object, body: bytes) -> None:
    """A bare CR or LF, and no CRLF at the end: verifiers differ about them."""
    for form in (made.simple_body, made.relaxed_body):
        with pytest.raises(ValueError, match="CRLF"):
            form(body)


@pytest.mark.parametrize("made", BOTH, ids=["c", "twin"])
@pytest.mark.parametrize(
    "head",
    [
        b" x\r\n",
        b"A\r\n",
        b"A :x\r\n",
        b":x\r\n",
        b"A:x",
        b"A:x\n",
        b"A:\rx\r\n",
        b"A:x\0\r\n",
        b"A:x\x0b\r\n",
        b"\xe5:x\r\n",
    ],
)
def test_heads_that_are_refused(made: object, head: bytes) -> None:
    """No name, a blank before the colon, control characters."""
    with pytest.raises(ValueError, match="signed"):
        made.relaxed_head(head)


@pytest.mark.parametrize("made", BOTH, ids=["c", "twin"])
def test_of_nothing(made: object) -> None:
    """RFC 6376 3.4.3 and 3.4.4: an empty body is CRLF, or nothing."""
    assert (made.simple_body(b""), made.relaxed_body(b""), made.relaxed_head(b"")) == (b"\r\n", b"", b"")


@pytest.mark.parametrize("made", BOTH, ids=["c", "twin"])
def test_runs_of_every_length(made: object) -> None:
    """Blanks and line ends at every place of a block of 16 bytes, and across two."""
    for n in range(70):
        for gap in (b" ", b"  ", b"\t", b" \r\n", b"\r\n\r\n", b" \t\r\n \r\n"):
            body = b"x" * n + gap + b"y" * (n % 19) + b"\r\n"
            assert made.relaxed_body(body) == Relaxed.canonicalize_body(body)
            assert made.simple_body(body) == Simple.canonicalize_body(body)
