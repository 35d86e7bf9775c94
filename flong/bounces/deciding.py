"""One recipient's class, out of all the passages that speak of it.

A diagnostic code, the comment of a status, the text for people, the subject: each is judged, from the reply that it
quotes to the whole of it, and what can best be trusted decides (`Verdict.rank`); of two alike, the earlier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flong.bounces import prose
from flong.bounces.classes import UNDEFINED, classes
from flong.bounces.classify import Stage, Verdict, classify
from flong.bounces.prose import Said
from flong.bounces.returned import Evidence, Returned
from flong.bounces.status import Status

LONGEST: Final = 500
"""Characters of a passage that are kept."""

_DELIVERED: Final = ("delivered", "relayed", "expanded", "deliverable")
_UNSURE: Final = (UNDEFINED, "network", "system-error", "suspended")
_SURE: Final = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be judged, and where it stands."""

    where: str
    said: Said


def of_status(one: Status, written: Sequence[Said], addresses: Sequence[str], action: str) -> Returned:
    """A recipient of a delivery status notification; `written` is what the text for people says of it,
    `addresses` are whom the message was for, `action` stands for one that is not told."""
    if one.action in _DELIVERED or (not one.action and one.enhanced.startswith("2.")):
        evidence = Evidence("action", one.action, one.diagnostic[:LONGEST])
        known = classes()["delivered"]
        return Returned(one.address, known, one.action, evidence, 0, one.enhanced, "", one.reporting, one.remote)
    address = one.address if "@" in one.address else next(iter(addresses), one.address)
    passages = [*_of_fields(one), *(Passage("text", said) for said in written)]
    return decided(address, passages, one.action or action, one.reporting, one.remote)


def _of_fields(one: Status) -> Iterator[Passage]:
    said = prose.judged(one.diagnostic)
    specific = said.enhanced and not said.enhanced.endswith(".0.0")
    enhanced = said.enhanced if specific else one.enhanced or said.enhanced
    stage = said.stage or prose.stage(one.comment)
    if one.diagnostic:
        yield Passage("diagnostic-code", Said("", one.diagnostic, said.code, enhanced, stage))
    yield Passage("status", Said("", one.comment, 0, one.enhanced, stage))


def decided(address: str, passages: Sequence[Passage], action: str, reporting: str = "", remote: str = "") -> Returned:
    """The recipient's class by the passage that can best be trusted."""
    stage: Stage = next((p.said.stage for p in passages if p.said.stage), "")
    code = next((p.said.code for p in passages if p.said.code), 0)
    enhanced = _telling([p.said.enhanced for p in passages if p.said.enhanced])
    judged = [(verdict, p) for p in passages for verdict in _verdicts(p, code, enhanced, remote, stage)]
    verdict, passage = max(judged, key=lambda pair: pair[0].rank)
    bounce = verdict.bounce
    if action == "delayed" and verdict.rank < _SURE and bounce.name in _UNSURE:
        bounce = classes()["delayed"]
    evidence = Evidence(passage.where, verdict.words, " ".join(passage.said.text.split())[:LONGEST])
    guessed = verdict.basis == "stage"
    return Returned(address, bounce, action, evidence, code, enhanced, stage, reporting, remote, guessed)


def _verdicts(passage: Passage, code: int, enhanced: str, remote: str, stage: Stage) -> Iterator[Verdict]:
    """What the passage means, the narrowest reading of it first."""
    if passage.where == "subject":
        code, enhanced, stage = 0, "", ""
    for text in prose.narrowed(passage.said) or [""]:
        yield classify(code, enhanced, text, remote, stage)


def _telling(codes: Sequence[str]) -> str:
    """The first that says more than that something failed."""
    return next((code for code in codes if not code.endswith(".0.0")), next(iter(codes), ""))
