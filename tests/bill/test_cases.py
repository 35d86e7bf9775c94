"""The bills of the examples are right, and their records are what tests believe they are."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from cases import CASES, Case
from cases.adversary import TEXTS, Mood, alter, moods
from cases.case import EXAMPLES
from pypdfium2 import PdfDocument
from stamping import true

import flong
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
    """No plain record is rejected, and hardly an adversarial one: what is hard on the layout must reach it."""
    template, parts = case.template(), ["attach.1.body"]
    (plain,) = template.render_batches(case.records(20), parts=parts)
    assert plain.errors == ()
    for batch in template.render_batches(case.adversarial(60), parts=parts):
        assert batch.errors == ()


def test_every_kind_of_text_has_its_turn() -> None:
    """Within as many moods as there are kinds."""
    seen = {mood.texts for mood, _ in zip(moods(Random(1)), TEXTS, strict=False)}
    assert seen == set(TEXTS.values())


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
    (batch,) = template.render_json_lines((mail.parent / "records.jsonl").read_bytes())
    assert batch.errors == ()
    assert len(batch.raw.rows) == 2
