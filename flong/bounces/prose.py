"""Bounces that are written for people: which addresses a text names, and what it says of each.

There is one reader for all servers. Texts differ in their sentences and agree in their form: the address begins a
line (`<a@b>:`, `a@b: 550 …`, `* a@b`, indented alone), what was said of it follows, up to the next address; the
message that came back stands at the end. Sendmail's transcripts put the address last: `550 <a@b>... User unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

from flong.bounces.classify import Stage
from flong.bounces.phrases import cut_marks, marks, stage_marks

_LOCAL = r"(?:\"[^\"\s]{1,64}\"|[^\s<>()\[\]:;,\"|]{1,80}?)"
ADDRESS: Final = rf"{_LOCAL}@[\w\u0080-\U0010ffff.-]{{1,253}}[\w\u0080-\U0010ffff]"
_BEGINS: Final = re.compile(
    rf"""^[ \t]*(?:[*>|•-]+[ \t]*)?
    <?(?P<address>{ADDRESS})>?
    (?:[ \t]*<(?:mailto:)?[^>\n]*>)?
    (?:[ \t]*(?:\((?:[^()\n]*)\)))?
    (?:[ \t]*$|[ \t]*:(?!//)|[ \t]*\.\.\.|[ \t]*\[|[ \t]+on[ \t]|[ \t]*,|[ \t]*;|[ \t]+-+[ \t>])""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
_TOLD: Final = re.compile(
    rf"""(?:recipients?(?:\(s\))?|address(?:es)?|is\ full|宛先|收件人|수신자|받는\ ?사람
    |(?:deliver(?:y|ed)?|mail|message|sent?|mailbox|account|user)(?:\s+\S+){{0,3}}?\s+(?:to|for))
    \s*[:：]?\s*<?(?P<address>{ADDRESS})
    |^[ \t]*(?!(?:from|sender|reply-to|return-path|contact|by|cc|subject|date|message-id)\b)[^\n:@<>]{{3,60}}:[ \t]*
    <?(?P<labelled>{ADDRESS})>?[ \t]*$""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_TRANSCRIPT: Final = re.compile(
    rf"^[245]\d\d[ \t](?:[245]\.\d\.\d[ \t])?<?(?P<address>{ADDRESS})>?(?:\.\.\.|,|:)", re.MULTILINE
)
_SENT_BY: Final = re.compile(r"(?:sent by|from|sender|on behalf of)\s*:?\s*\Z", re.IGNORECASE)
_REPLY: Final = re.compile(
    r"(?:^|[\s:;'\"(<#\[])(?P<code>[45]\d\d)(?:[ ,-] ?(?:#?(?P<enhanced>[45]\.\d{1,3}\.\d{1,3})\b)?|$)(?![\d-]{3})",
    re.MULTILINE,
)
_ENHANCED: Final = re.compile(r"(?<![\w.])#?(?P<enhanced>[245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_BLANK: Final = re.compile(r"\n[ \t]*\n|\n(?=Giving up on|I'm not going to try|\(Other MXes)")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of one recipient: its words, the reply that they quote, the command it answered.
    `address` is "" where the text names none."""

    address: str
    text: str
    code: int = 0
    enhanced: str = ""
    stage: Stage = ""


def cut(text: str) -> tuple[str, str]:
    """What the server wrote, and the message that it gives back behind it, if any."""
    for mark in cut_marks().finditer(text):
        if text[: mark.start()].strip():
            return text[: mark.start()], text[mark.start() :]
    return text, ""


def read(text: str, sender: str = "") -> list[Said]:
    """What is said of each address, in order; `sender` is whom the bounce went to, who is no recipient of it."""
    found: dict[str, list[str]] = {}
    for address, said in _blocks(text, sender.lower()):
        found.setdefault(address, []).append(said)
    return [judged("\n".join(said), address) for address, said in found.items()]


def _blocks(text: str, sender: str) -> Iterator[tuple[str, str]]:
    if any(match["address"].lower() != sender for match in _TRANSCRIPT.finditer(text)):
        yield from _transcript(text)
        return
    begins = [match for match in _BEGINS.finditer(text) if _is_recipient(text, match, sender)]
    ends = [*(match.start() for match in begins[1:]), len(text)]
    for match, end in zip(begins, ends, strict=False):
        yield match["address"], text[match.start() : end]
    told = (match["address"] or match["labelled"] for match in _TOLD.finditer(text))
    if not begins and (address := next((one for one in told if one.lower() != sender), "")):
        yield address, text


def _transcript(text: str) -> Iterator[tuple[str, str]]:
    """Of a session: the lines up to the one that names the address."""
    start = 0
    for match in _TRANSCRIPT.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield match["address"], text[start:end]
        start = end


def _is_recipient(text: str, match: re.Match[str], sender: str) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    return match["address"].lower() != sender and not _SENT_BY.search(before)


def judged(text: str, address: str = "") -> Said:
    """With the reply that the text quotes and the command that it answered."""
    reply = _REPLY.search(text)
    code, enhanced = (int(reply["code"]), reply["enhanced"] or "") if reply else (0, "")
    if not enhanced and (alone := _ENHANCED.search(text)):
        enhanced = alone["enhanced"]
    return Said(address, text, code, enhanced, stage(text))


def stage(text: str) -> Stage:
    """The command that was answered, as far as the text tells."""
    return cast(Stage, next((name for name, phrase in stage_marks() if phrase.search(text)), ""))


def narrowed(said: Said) -> list[str]:
    """Its words, the narrowest first: the quoted reply, the first paragraph, all but set phrases. The address that
    begins them is left out."""
    text = said.text.replace(said.address, " ", 1) if said.address else said.text
    text = marks("set").sub(" ", text).strip()
    reply = _REPLY.search(text)
    quoted = _paragraph(text[reply.start() :]) if reply else ""
    return list(dict.fromkeys(piece for piece in (quoted, _paragraph(text), text) if piece.strip()))


def _paragraph(text: str) -> str:
    return _BLANK.split(text.strip(), maxsplit=1)[0]
