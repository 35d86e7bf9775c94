"""The labelled bounces of `../shared/corpora/bounces`, and how its reasons are called here."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from flong.bounces import Returned, parse

CORPUS = Path(os.environ.get("FLONG_CORPORA") or Path(__file__).parents[3] / "shared/corpora") / "bounces"
REASONS = {
    "authfailure": ("dmarc", "dkim", "spf"),
    "badreputation": ("ip-reputation",),
    "blocked": ("ip-blocked",),
    "contenterror": ("content",),
    "delivered": ("delivered",),
    "emailtoolarge": ("too-big",),
    "exceedlimit": ("too-big",),
    "expired": ("expired", "delayed"),
    "failedstarttls": ("tls-failure",),
    "feedback": ("complaint", "opt-out", "authentication-report"),
    "filtered": ("filtered",),
    "hasmoved": ("moved",),
    "hostunknown": ("host-unknown",),
    "mailboxfull": ("mailbox-full", "domain-full"),
    "mailererror": ("mailer-error",),
    "mesgtoobig": ("too-big",),
    "networkerror": ("network", "dns-failure", "loop"),
    "norelaying": ("relay-denied",),
    "notaccept": ("no-mail-service",),
    "notcompliantrfc": ("rfc-violation",),
    "policyviolation": ("policy",),
    "ratelimited": ("rate-limited", "too-many-connections", "greylisted"),
    "rejected": ("sender-rejected",),
    "requireptr": ("no-ptr",),
    "securityerror": ("security", "authentication-needed"),
    "spamdetected": ("spam-content", "url-reputation"),
    "speeding": ("rate-limited", "greylisted"),
    "suppressed": ("relay-suppressed",),
    "suspend": ("suspended", "disabled"),
    "syntaxerror": ("protocol", "bad-address", "charset"),
    "systemerror": ("system-error", "local-configuration", "tls-failure"),
    "systemfull": ("system-full",),
    "toomanyconn": ("too-many-connections",),
    "userunknown": ("unknown-user",),
    "vacation": ("auto-reply",),
    "virusdetected": ("virus",),
}
"""What the labels call a reason, and the classes that mean it."""


@dataclass(frozen=True)
class Case:
    """One labelled recipient, and what was found of it (None: nothing)."""

    file: str
    reason: str
    hard: bool
    found: Returned | None

    @property
    def said(self) -> str:
        """What was found, in the words of the labels: a reply that decides nothing is `onhold`, none is `undefined`."""
        if self.found is None:
            return "nothing"
        name = self.found.bounce.name
        if name == "undefined":
            return "onhold" if self.found.code or self.found.enhanced else "undefined"
        if name in REASONS.get(self.reason, ()):
            return self.reason
        return next((reason for reason, names in REASONS.items() if name in names), name)

    @property
    def said_hard(self) -> bool:
        return self.found is not None and self.found.permanent


def cases() -> Iterator[Case]:
    labels = json.loads((CORPUS / "labels.json").read_text("utf-8"))
    for file, wanted in sorted(labels.items()):
        found = list(parse((CORPUS / file).read_bytes()).recipients)
        for label, one in zip_longest(wanted, found[: len(wanted)]):
            yield Case(file, label["reason"], label["hard"], one)


def accuracy(tried: list[Case]) -> float:
    return sum(case.said == case.reason for case in tried) / len(tried)


def hard_accuracy(tried: list[Case]) -> float:
    return sum(case.said_hard == case.hard for case in tried) / len(tried)


def f1(tried: list[Case]) -> dict[str, float]:
    """Of each reason that occurs in the labels."""
    wanted, said = Counter(c.reason for c in tried), Counter(c.said for c in tried)
    right = Counter(c.reason for c in tried if c.said == c.reason)
    return {reason: 2 * right[reason] / (wanted[reason] + said[reason]) for reason in sorted(wanted)}
