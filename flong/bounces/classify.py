"""What a server's words mean: a reply, or what a returned mail quotes of one, gets a class of `classes.toml`.

The rules are data (`wording.toml`). Words beat codes, since codes are often too general (5.0.0, 5.7.1) or wrong
(5.1.1 for a full mailbox); an enhanced code beats the command that was answered; then the reply code is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, Literal

from flong.backends.reply import CLOSING
from flong.bounces.classes import UNDEFINED, BounceClass, classes
from flong.bounces.phrases import either, table

Stage = Literal["", "connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "end"]
Basis = Literal["words", "link", "hint", "code", "stage", "reply", "nothing"]

LONGEST: Final = 4000
"""Characters of a text that are looked at."""

_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]+")
_ADDRESS = re.compile(r"<?(?:\"[^\"\s]{1,64}\"|[\w.!#$%&'*+/=?^`{|}~-]{1,80})@[\w.-]{1,253}>?|<>")
_IP = re.compile(r"\[?\b(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7})\b\]?")
_CODES = re.compile(
    r"(?<![\w.])(?:[245]\d\d[ -](?:#?[245]\.\d{1,3}\.\d{1,3}\b)?|\(?#?[245]\.\d{1,3}\.\d{1,3}\)?(?![\w.]))"
)
_SPACE = re.compile(r"\s+")
_RANKS: Final[Mapping[Basis, int]] = {
    "words": 5, "link": 5, "hint": 4, "code": 3, "stage": 2, "reply": 1, "nothing": 0,
}  # fmt: skip
_GENERAL: Final = re.compile(r"[245]\.(?:\d{1,3}\.0|7\.1)\Z")
_OF_ADDRESS: Final = re.compile(r"[45]\.1\.(?!0\b|351\b)")
_LATE: Final = ("data", "end")
_BY_STAGE: Final[Mapping[str, str]] = {
    "connect": "ip-blocked", "ehlo": "ip-blocked", "starttls": "tls-failure", "auth": "authentication-needed",
    "mail": "sender-rejected", "rcpt": "unknown-user", "data": "filtered", "end": "filtered",
}  # fmt: skip
_BY_REPLY: Final[Mapping[int, str]] = {
    421: "system-error", 432: "authentication-needed", 450: "suspended", 451: "system-error", 452: "system-full",
    454: "tls-failure", 455: "protocol", 500: "protocol", 501: "protocol", 502: "protocol", 503: "protocol",
    504: "protocol", 521: "no-mail-service", 523: "too-big", 530: "authentication-needed",
    534: "authentication-needed", 535: "authentication-needed", 538: "tls-failure", 551: "relay-denied",
    552: "mailbox-full", 555: "protocol", 556: "no-mail-service",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """A class, and what it rests on: `words` are those of the text, or the code, that decided."""

    bounce: BounceClass
    basis: Basis = "nothing"
    words: str = ""

    @property
    def rank(self) -> int:
        """How much it is to be trusted: 0 nothing was understood, 4 its words may say it, 5 they do."""
        return _RANKS[self.basis]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule of `wording.toml`."""

    name: str
    words: re.Pattern[str] | None
    links: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    stages: tuple[str, ...]
    codes: tuple[str, ...]
    not_codes: tuple[str, ...]
    hosts: tuple[str, ...]
    sure: bool
    weak: bool

    def applies(self, enhanced: str, host: str, stage: str) -> bool:
        """Whether it is for such a reply at all."""
        return (
            (not self.stages or stage in self.stages)
            and (not self.codes or enhanced[1:].startswith(self.codes))
            and (not self.not_codes or not enhanced[1:].startswith(self.not_codes))
            and (not self.hosts or host.rstrip(".").endswith(self.hosts))
        )

    def finds(self, text: str, links: str) -> tuple[Basis, str] | None:
        """What of the text, or of its links, it knows."""
        if self.unless and self.unless.search(text):
            return None
        if self.words and (found := self.words.search(text)):
            return "hint" if self.weak else "words", found[0]
        if self.links and links and (found := self.links.search(links)):
            return "link", found[0]
        return None


def classify(code: int = 0, enhanced: str = "", text: str = "", host: str = "", stage: Stage = "") -> Verdict:
    """The class of a reply: its `code` (0: none came), its RFC 3463 code or "", its words; `host` is the server's
    name, `stage` the command that it answered, where they are known. Anything may be missing, nothing raises."""
    return _classified(code, enhanced, plain(text), host.lower(), stage)


@lru_cache(maxsize=4096)
def _classified(code: int, enhanced: str, said: tuple[str, str], host: str, stage: Stage) -> Verdict:
    """A job meets the same words again and again, with other addresses, which `plain` has taken out."""
    known, (words, links) = classes(), said
    if name := _wording().decisive.get("x" + enhanced[1:]):
        return Verdict(known[name], "code", enhanced)
    for rule in _wording().rules:
        if rule.applies(enhanced, host, stage) and (found := rule.finds(words, links)):
            if rule.weak and (better := _by_codes(code, enhanced, stage, general=False)):
                return better
            name = rule.name
            if name == "unknown-user" and not rule.sure and _doubtful(code, enhanced, stage, words):
                name = "filtered"
            return Verdict(known[name], *found)
    return _by_codes(code, enhanced, stage) or Verdict(known[UNDEFINED])


def _doubtful(code: int, enhanced: str, stage: str, words: str) -> bool:
    """Whether "unknown user" was said of a mail whose recipient the server may have taken before: to the message
    itself, as the filters of readers do. An answer to RCPT quotes the address, or has a code that says so."""
    if _OF_ADDRESS.match(enhanced):
        return False
    return stage in _LATE or (stage != "rcpt" and bool(code) and "@" not in words)


def _by_codes(code: int, enhanced: str, stage: Stage, general: bool = True) -> Verdict | None:
    """By the enhanced code, the command, the reply code; only by the enhanced one if not `general`."""
    known = classes()
    codes = _wording().codes
    name = codes.get(enhanced) or codes.get("x" + enhanced[1:])
    if name and (general or not _GENERAL.match(enhanced)):
        return Verdict(known[name], "code", enhanced)
    if general and (code >= 500 or code == CLOSING) and stage in _BY_STAGE:
        return Verdict(known[_BY_STAGE[stage]], "stage", stage)
    if general and (name := _BY_REPLY.get(code)):
        return Verdict(known[name], "reply", str(code))
    return None


def plain(text: str) -> tuple[str, str]:
    """A reply as the rules look at it, and its links: lower case, single spaces, `@` `#` `%` for addresses, IP
    addresses and links, without codes. So no user's or host's name is taken for a server's word."""
    text = text[:LONGEST].lower()
    links = " ".join(_LINK.findall(text))
    text = _IP.sub("#", _ADDRESS.sub("@", _LINK.sub("%", text)))
    return _SPACE.sub(" ", _CODES.sub(" ", text)).strip(), links


@dataclass(frozen=True, slots=True)
class _Wording:
    rules: tuple[_Rule, ...]
    codes: Mapping[str, str]
    decisive: Mapping[str, str]


@cache
def _wording() -> _Wording:
    data = table("wording.toml")
    return _Wording(tuple(_rule(entry) for entry in data["rule"]), data["codes"], data["decisive"])


def _rule(entry: Mapping[str, Any]) -> _Rule:
    def pattern(name: str) -> re.Pattern[str] | None:
        return either(entry[name]) if name in entry else None

    def names(name: str) -> tuple[str, ...]:
        return tuple(each.removeprefix("x") for each in entry.get(name, ()))

    return _Rule(
        entry["class"], pattern("any"), pattern("links"), pattern("unless"),
        names("stages"), names("codes"), names("not_codes"), names("hosts"),
        entry.get("sure", False), entry.get("weak", False),
    )  # fmt: skip
