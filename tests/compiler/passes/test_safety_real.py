"""No value changes a real page, wherever its output stands."""

from __future__ import annotations

import random
from itertools import cycle

import pytest
from modules import block, errors
from safety import HOSTILE
from test_safety import violations

from flong.dsl.html.assign import assign_contexts

FILES = (
    "leemunroe/email.html", "leemunroe/email-inlined.html", "mailgun/action.html", "mailgun/action.inlined.html",
    "mailgun/alert.html", "mailgun/alert.inlined.html", "mailgun/billing.html", "mailgun/billing.inlined.html",
    "sparksuite/invoice.html",
)  # fmt: skip
_SHOWN = tuple(value for value in HOSTILE if value.strip("\r\f\v "))  # a blank is no text between rows, others are


def _holed(rng: random.Random, page: str) -> str:
    at = rng.randrange(len(page))
    while _between_head_tags(page[:at]):
        at = rng.randrange(len(page))
    return page[:at] + "{{}}" + page[at:]


def _between_head_tags(before: str) -> bool:
    """Text there ends the head, white space does not: the place changes the page, whatever is printed."""
    lower = before.lower()
    if max(lower.rfind("<head"), lower.rfind("<html")) < lower.rfind("<body") or "<html" not in lower:
        return False
    return lower.rfind(">") > lower.rfind("<") and not lower.rstrip().endswith(("<title>", "<style>"))


def judge(corpora, name: str, places: int) -> None:
    """An output at random places of a page is refused, or safe with a hostile value."""
    file = corpora / "real-html" / name
    if not file.is_file():
        pytest.skip(f"no page {file}")
    rng, hostile, taken = random.Random(name), cycle(_SHOWN), 0
    page = file.read_text().replace("{{", "((")
    for _ in range(places):
        holed = _holed(rng, page)
        if not errors(assign_contexts(block(holed), "html")[1]):
            taken += 1
            assert violations(holed, (next(hostile),)) == [], holed[max(holed.index("{{}}") - 60, 0) :][:120]
    assert places / 8 < taken < places * 7 / 8


@pytest.mark.parametrize("name", FILES)
def test_anywhere_in_real_pages(corpora, name):
    """Forty places of each page."""
    judge(corpora, name, 40)


@pytest.mark.deep
@pytest.mark.parametrize("name", FILES)
def test_anywhere_in_real_pages_deep(corpora, name):
    """A thousand places of each page."""
    judge(corpora, name, 1000)
