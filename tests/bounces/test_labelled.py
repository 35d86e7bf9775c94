"""How well labelled bounces of many servers are understood: floors that were reached."""

from __future__ import annotations

from statistics import mean

import labelled
import pytest


@pytest.fixture(scope="module")
def tried() -> list[labelled.Case]:
    if not (labelled.CORPUS / "labels.json").exists():
        pytest.skip(f"no labelled bounces in {labelled.CORPUS}")
    return list(labelled.cases())


def test_nine_in_ten_have_the_class_of_their_label(tried: list[labelled.Case]) -> None:
    assert labelled.accuracy(tried) >= 0.92


def test_rare_classes_are_known_too(tried: list[labelled.Case]) -> None:
    """The mean of F1 over all classes, each counting the same."""
    scores = labelled.f1(tried)
    assert mean(scores.values()) >= 0.90, scores


def test_dead_addresses_are_told_from_others(tried: list[labelled.Case]) -> None:
    assert labelled.hard_accuracy(tried) >= 0.95


def test_every_recipient_is_found(tried: list[labelled.Case]) -> None:
    """But for a second mail in one file."""
    assert sum(case.found is None for case in tried) <= 1
