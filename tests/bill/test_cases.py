"""The bills of the examples are right, and their records are what tests believe they are."""

from __future__ import annotations

from html import escape
from pathlib import Path
from random import Random

import pytest
from cases import CASES, Case
from cases.adversary import TEXTS, UNSHOWN, Mood, alter, moods
from cases.case import EXAMPLES
from pypdfium2 import PdfDocument
from stamping import true

import flong
from flong.bill import Bill, cast_bill
from flong.errors import RecordError
from flong.template import check_file

MAILS = sorted(EXAMPLES.glob("bills/*/mail.html"))


@pytest.fixture(params=CASES.values(), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    if reason := request.param.missing():
        pytest.skip(reason)
    return request.param


def test_the_template_has_no_mistake(case: Case) -> None:
    """No error, and no warning about the mail."""
    assert check_file(case.path(), strict=True)[0] == []


def test_records_follow_from_the_seed(case: Case) -> None:
    """Two times the same ones, and others with another seed."""
    assert case.records(2) == case.records(2) != case.records(2, seed=2)
    assert case.adversarial(4) == case.adversarial(4) != case.adversarial(4, seed=2)


def test_records_are_taken(case: Case) -> None:
    """By everything before the layout: what is hard on it must reach it."""
    template, parts = case.template(), ["attach.1.body"]
    for batch in template.render_batches(case.records(20) + case.adversarial(60), parts=parts):
        assert batch.errors == ()


def test_every_kind_of_text_has_its_turn() -> None:
    """Within as many moods as there are kinds."""
    seen = {mood.texts for mood, _ in zip(moods(Random(1)), TEXTS, strict=False)}
    assert seen == set(TEXTS.values())


def test_fonts_have_all_that_moods_show() -> None:
    """But for what is meant to have no glyph, which rejects the bill."""
    shown = [text for texts in TEXTS.values() for text in texts if text not in UNSHOWN]
    assert cast(*shown)
    for text in UNSHOWN:
        with pytest.raises(RecordError, match="no font has"):
            cast(text)


def cast(*texts: str) -> bytes:
    page = "".join(f"<p>{escape(text)}</p>" for text in texts)
    html = f'<!doctype html><html lang="zh-TW"><meta charset="utf-8"><body style="font-family:sans-serif">{page}'
    return cast_bill(Bill(html), base=None, pictures={}.__getitem__)


def test_coded_texts_stay(case: Case) -> None:
    """What scanners and passwords read is not made adversarial."""
    record, shape = case.records(1)[0], case.template().data
    mood = Mood(("changed",), ("7",), True, 1.0, Random(1))
    changed = alter(record, shape, mood, case.coded)
    for path in case.coded:
        one, other = record, changed
        for name in path.split("."):
            one, other = one[name], other[name]
        assert one == other
    assert "changed" in repr(changed)


@pytest.mark.deep
def test_pages_begin_where_cases_say(case: Case) -> None:
    """With so many rows a page more than with one less."""
    template = case.template()

    def pages(rows: int) -> int:
        return len(PdfDocument(true(template, case.plain(Random(3), 1, rows))))

    assert all(pages(rows) == pages(rows - 1) + 1 for rows in case.breaks)


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.parent.name)
def test_the_records_beside_an_example_fit(mail: Path) -> None:
    """They render as mails with a bill."""
    template = flong.load(mail, engine="python")
    batches = list(template.render_json_lines((mail.parent / "records.jsonl").read_bytes()))
    assert [error for batch in batches for error in batch.errors] == []
    assert sum(len(batch.raw.rows) for batch in batches) == 2
