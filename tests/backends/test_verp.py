"""Return paths of ours are recognised, others are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.verp import Verp
from flong.errors import ConfigError
from flong.runtime.addresses import check_address

VERP = Verp("b@acme.example", b"0123456789abcdef")


@settings(max_examples=50)
@given(st.from_regex(r"[a-z0-9-]{1,24}", fullmatch=True), st.integers(0, 10**18 - 1))
def test_round_trip(job: str, seq: int) -> None:
    """A valid address that gives back job and number, in whatever case it comes home."""
    path = VERP.path(job, seq)
    assert check_address(path) == path
    assert VERP.read(path) == VERP.read(path.upper()) == (job, seq)


def test_forgeries() -> None:
    """Every changed character, another secret, another address, and noise."""
    path = VERP.path("november", 42)
    for at, char in enumerate(path):
        assert VERP.read(path[:at] + ("x" if char != "x" else "y") + path[at + 1 :]) is None
    assert Verp("b@acme.example", b"another secret!!").read(path) is None
    assert Verp("c@acme.example", b"0123456789abcdef").read(path) is None
    assert [VERP.read(text) for text in ("", "b@acme.example", "b+@acme.example", "b+a.1.é@acme.example")] == [None] * 4


@pytest.mark.parametrize("job", ["", "A", "a b", "a.b", "x" * 25, "a@b", "a\n"])
def test_jobs_that_do_not_fit(job: str) -> None:
    """What would need quoting, or fold with another."""
    with pytest.raises(ValueError, match="job's name"):
        VERP.path(job, 1)


def test_what_would_exceed_a_local_part() -> None:
    """64 octets (RFC 5321 section 4.5.3.1.1)."""
    verp = Verp("b" * 20 + "@acme.example", b"0123456789abcdef")
    assert verp.read(verp.path("x" * 24, 1)) == ("x" * 24, 1)
    with pytest.raises(ValueError, match="too long"):
        verp.path("x" * 24, 10**17)


def test_wrong_settings() -> None:
    """Short secrets and unfit addresses; the secret is never shown."""
    for address, secret in (
        ("b@acme.example", b"short"),
        ("b+c@acme.example", b"x" * 16),
        ("b" * 21 + "@a.b", b"x" * 16),
    ):
        with pytest.raises(ConfigError):
            Verp(address, secret)
    assert "0123456789abcdef" not in repr(VERP)
