"""Replies as servers word them, and the table of classes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.bounces import classes, classify
from flong.bounces.classify import LONGEST, Stage, plain
from flong.bounces.phrases import table

ROWS = [
    row
    for row in csv.reader(
        Path(__file__).with_name("replies.tsv").open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    if not row[0].startswith("#")
]
MIXED_UP = [
    "user", "unknown", "mailbox", "full", "quota", "spam", "blocked by", "spamhaus", "dmarc", "ptr", "不存在", "스팸",
    "a@b.example", "192.0.2.1", "https://x.example/y", "550", "5.1.1", "(", ")", "[", "]", "<", ">", "@", ":", "-",
]  # fmt: skip


@pytest.mark.parametrize(("name", "code", "enhanced", "stage", "text"), ROWS, ids=lambda _: "")
def test_a_reply_has_its_class(name: str, code: str, enhanced: str, stage: str, text: str) -> None:
    verdict = classify(int(code), enhanced, text, stage=stage)
    assert (verdict.bounce.name, verdict.words) == (name, verdict.words), text


def test_most_classes_occur_in_the_replies() -> None:
    """All but those that only mails have."""
    only_mails = {"challenge", "complaint", "opt-out", "authentication-report", "auto-reply", "delivered"}
    assert set(classes()) - {row[0] for row in ROWS} == only_mails


def test_numbers_and_names_are_unique_and_permanent_classes_suppress() -> None:
    numbers = [bounce.number for bounce in classes().values()]
    assert numbers == sorted(set(numbers))
    assert all(bounce.suppresses for bounce in classes().values() if bounce.permanent)
    asked = {bounce.name for bounce in classes().values() if bounce.suppresses and not bounce.permanent}
    assert asked == {"complaint", "opt-out"}


def test_every_rule_and_code_names_a_class() -> None:
    wording = table("wording.toml")
    named = {rule["class"] for rule in wording["rule"]} | set(wording["codes"].values())
    assert named | set(wording["decisive"].values()) <= set(classes())


def test_no_phrase_matches_nothing_or_capitals() -> None:
    """A phrase that matches the empty text would decide everything, one with a capital nothing."""
    phrases = [phrase for rule in table("wording.toml")["rule"] for phrase in rule.get("any", ())]
    assert [phrase for phrase in phrases if re.search(phrase, "")] == []
    assert [
        phrase for phrase in phrases if re.sub(r"\\[A-Z]", "", phrase) != re.sub(r"\\[A-Z]", "", phrase).lower()
    ] == []


@pytest.mark.parametrize(
    ("code", "enhanced", "stage", "name"),
    [
        (550, "5.1.1", "", "unknown-user"),
        (452, "4.2.2", "", "mailbox-full"),
        (550, "", "rcpt", "unknown-user"),
        (550, "", "connect", "ip-blocked"),
        (550, "", "mail", "sender-rejected"),
        (552, "", "", "mailbox-full"),
        (550, "", "", "undefined"),
        (0, "", "", "undefined"),
    ],
)
def test_without_words_codes_decide(code: int, enhanced: str, stage: str, name: str) -> None:
    assert classify(code, enhanced, "xyzzy", stage=stage).bounce.name == name


@pytest.mark.parametrize(
    ("code", "enhanced", "text", "name"),
    [
        (552, "5.1.1", "mailbox is full", "mailbox-full"),
        (550, "5.7.1", "user unknown in virtual table a@b.example", "unknown-user"),
        (550, "5.0.0", "Spam message rejected", "spam-content"),
        (452, "4.2.2", "please try again later", "mailbox-full"),
        (550, "5.7.26", "Recipient address rejected: user unknown", "dmarc"),
    ],
)
def test_words_beat_codes_unless_the_words_are_weak_or_the_code_decisive(
    code: int, enhanced: str, text: str, name: str
) -> None:
    assert classify(code, enhanced, text).bounce.name == name


@pytest.mark.parametrize("text", ["<mailbox.full@b.example> xyzzy", "see https://quota.example/virus xyzzy"])
def test_names_are_not_taken_for_words(text: str) -> None:
    assert classify(550, "", text).bounce.name == "undefined"


def test_unknown_users_are_doubted_once_the_recipient_was_taken() -> None:
    """Phone companies in Japan answer so to the message; a code of the address settles it, and so does RCPT."""
    assert classify(550, "", "User unknown", stage="rcpt").bounce.permanent
    assert not classify(550, "", "User unknown", stage="end").bounce.permanent
    assert not classify(550, "", ": User unknown").bounce.permanent
    assert classify(550, "5.1.1", "User unknown", stage="end").bounce.permanent
    assert classify(550, "", "<a@b.example>: User unknown").bounce.permanent


def test_a_host_knows_better() -> None:
    """Yahoo tells of unknown users after DATA."""
    text = "delivery error: dd This user doesn't have a yahoo.com account"
    assert classify(554, "", text, "mta5.am0.yahoodns.net", "end").bounce.name == "unknown-user"
    assert classify(554, "", text, "mx.elsewhere.example", "end").bounce.name == "filtered"


def test_plain_takes_names_and_codes_out() -> None:
    text = "550-5.1.1 <a@b.example>\n550 5.1.1  Gone, see https://x.example/q?a=1 from [192.0.2.1] or 2001:db8::1"
    assert plain(text) == ("@ gone, see % from # or #", "https://x.example/q?a=1")


@given(st.lists(st.sampled_from(MIXED_UP) | st.text(max_size=5), max_size=30), st.integers(0, 999))
@settings(max_examples=50, deadline=None)
def test_nothing_raises(words: list[str], code: int) -> None:
    assert classify(code, f"{code % 7}.1.{code}", " ".join(words)).bounce.name in classes()


def test_a_text_without_end_is_cut() -> None:
    assert classify(550, "", "x" * LONGEST + " user unknown in table").bounce.name == "undefined"


@pytest.mark.parametrize("stage", ["", "rcpt"])
@pytest.mark.parametrize(
    "text",
    [
        "The destination does not accept messages larger than 10 MB",
        "We do not accept mail containing links to shorteners",
        "Recipient verification failed: could not connect to verify recipient",
        "Cannot verify recipient: callout timed out",
        "Recipient address rejected: temporarily unable to verify user",
        "Recipient address rejected: need fully-qualified address",
        "Address rejected by policy",
        "Database user unknown error; LDAP server unavailable",
        "Message rejected: URL host not found",
        "Your IP address is not found in DNS",
        "Mailbox temporarily unavailable, mailbox busy",
        "Your new IP address has changed, please warm up",
    ],
)
def test_a_living_address_is_not_called_dead_by_a_word_that_stands_there(text: str, stage: Stage) -> None:
    verdict = classify(550, "", f"<a@b.example>: {text}", stage=stage)
    assert verdict.basis == "stage" or not verdict.bounce.suppresses
