"""The transfer encodings against Python's own, with vector code and without."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime import transfer
from tests.runtime import slow_transfer

PIECES = st.sampled_from(
    [
        "",
        " ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        " \n",
        "\t\r",
        ".",
        "From ",
        "From",
        "--=_",
        "--",
        "=",
        "\0",
        "\x7f",
        "é",
        "帳單",
        "🙂",
    ]
    + ["x" * n for n in (15, 16, 17, 70, 71, 72, 73, 74, 75, 76, 77, 998, 999)]
)
TEXT = (
    st.lists(PIECES | st.text(max_size=20), max_size=30)
    .map("".join)
    .filter(lambda t: not re.search("[\ud800-\udfff]", t))
)


def agree(text: str) -> None:
    data = slow_transfer.canonical(text)
    expected = slow_transfer.encode_text(data)
    for scalar in (False, True):
        assert transfer.canonical(text, scalar=scalar) == data
        assert transfer.encode_text(text, scalar=scalar) == expected


@settings(max_examples=300)
@given(TEXT)
def test_texts_are_encoded_as_python_would(text: str) -> None:
    """The same choice, the same bytes."""
    agree(text)


@pytest.mark.deep
@settings(max_examples=5_000, deadline=None)
@given(TEXT)
def test_many_texts_are_encoded_as_python_would(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("kind", ["x", "=", "é", "=x", "x é", ". ", "a b\n", "From \r"])
def test_every_length(kind: str) -> None:
    """Ends of blocks, lines and slices."""
    for n in (*range(200), 4090, 4095, 4096, 4097, 9000):
        agree("p" * (n % 7) + kind * (n // len(kind)) + "\n.\n")


@pytest.mark.parametrize("unsafe", ["", "\x01", "é" * 60])
@pytest.mark.parametrize("filler", range(60, 80))
def test_what_begins_a_line(unsafe: str, filler: int) -> None:
    """Dots and `From ` behind soft breaks and hard ones."""
    for start in ("From me", ".", "..", ".\0", "--=_x", "=From x"):
        agree(f"{start}\n{unsafe}\n{'y' * filler}{start}\n{start}")


def test_base64_of_every_length() -> None:
    """And of every length behind the blocks of long data, read from any offset."""
    data = Random(4).randbytes(5000)
    for n in (*range(260), *range(4900, 5000)):
        for part in (data[:n], memoryview(data)[5000 - n :]):
            expected = slow_transfer.encode_base64(bytes(part))
            assert transfer.encode_base64(part) == transfer.encode_base64(part, scalar=True) == expected


def test_surrogates_are_refused() -> None:
    """They are no text."""
    with pytest.raises(ValueError, match="surrogates"):
        transfer.encode_text("a\ud800")
