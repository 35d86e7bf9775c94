"""Stamped bills are the true ones, pixel by pixel, by two rasterisers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from cases import CASES, Case, Data
from pixels import judge, no_poppler
from stamping import stamped, true

import flong
from flong.errors import RecordError

FEW, HARD = 5, 4
MANY, HARDER = 25, 60
LONG = 300
EVERY = 5
"""One of so many bills that were not stamped is compared too."""


@pytest.fixture(params=CASES.values(), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    if reason := request.param.missing():
        pytest.skip(reason)
    return request.param


def test_stamped_bills_are_the_true_ones(case: Case, tmp_path: Path, record_property) -> None:
    """Plain records, and adversarial ones."""
    record_property("summary", compared(case, case.records(FEW) + case.adversarial(HARD), tmp_path))


@pytest.mark.deep
def test_bills_of_300_calls_are_the_true_ones(tmp_path: Path, record_property) -> None:
    """On many pages, with repeated heads."""
    telecom = CASES["telecom"]
    records = [telecom.plain(Random(seed), seed, LONG) for seed in range(EVERY)]
    record_property("summary", compared(telecom, records, tmp_path))


@pytest.mark.deep
def test_hundreds_of_stamped_bills_are_the_true_ones(case: Case, tmp_path: Path, record_property) -> None:
    """The same with other seeds: more than 500 bills over all templates."""
    records = case.records(MANY, seed=2) + case.adversarial(HARDER, seed=2)
    record_property("summary", compared(case, records, tmp_path))


def compared(case: Case, records: list[Data], folder: Path) -> str:
    """How many bills were stamped and how many were not, and why. Fails where one differs from the true one.

    All are made twice: what the first ones taught, which are cast the true way themselves, shows in the second ones.
    """
    template = case.template()
    counts, wrong = Counter[str](), []
    again = stamped(template, [*records, *records])[len(records) :]
    for number, (record, (pdf, how)) in enumerate(zip(records, again, strict=True)):
        counts["rejected" if pdf is None else how] += 1
        if how == "stamped" or number % EVERY == 0:
            wrong.append(difference(template, record, pdf, folder, f"{case.name}-{number}"))
    assert not any(wrong), "\n".join(filter(None, wrong)) + f"\nkept in {folder}"
    assert counts["rejected"] < len(records) / 2, "too many records are rejected to tell anything"
    judges = "pdfium" if no_poppler() else "pdfium and poppler"
    said = ", ".join(f"{count} {how}" for how, count in counts.most_common())
    return f"{len(records)} bills: {said}; compared by {judges}"


def difference(template: flong.Template, record: Data, pdf: bytes | None, folder: Path, name: str) -> str:
    """How the bill differs from the true one, or ""; what one way rejects, the other one must reject."""
    try:
        wanted = true(template, record)
    except RecordError as error:
        return "" if pdf is None else f"{name}: the true path rejects it: {error.reason}"
    return judge(wanted, pdf, folder, name) if pdf else f"{name}: rejected, and the true path makes it"
