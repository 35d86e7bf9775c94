"""What a mail that came back says: `parse(raw)` gives a `Report`, whatever the mail is. It never raises.

Asked in this order: is it a feedback report (a complaint), does it hold message/delivery-status, is it a bounce
written for people, is it an automatic answer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flong.bounces import answers, deciding, feedback, prose, status
from flong.bounces.classes import classes
from flong.bounces.deciding import Passage
from flong.bounces.parts import ORIGINAL, Head, Mail, Part, read_head, take_apart
from flong.bounces.phrases import marks
from flong.bounces.prose import ADDRESS, Said
from flong.bounces.returned import Evidence, Kind, Report, Returned
from flong.bounces.status import Status

MAX_RECIPIENTS: Final = 1000
MAX_WRITTEN: Final = 64 << 10
"""Characters of a text for people that are looked at."""

_REPORTS: Final = ("delivery-status", "delivery-status-notification")
_FIELD: Final = re.compile(r"[A-Za-z][\w-]*:\s")
_HIDDEN: Final = re.compile(r"<(/?)(style|script|head)\b[^<>]*>", re.IGNORECASE)
_BREAKS: Final = re.compile(r"</?(?:br|p|div|tr|td|li|table|h\d|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>@]*>")
_BARE: Final = re.compile(rf"<?({ADDRESS})>?\s*(?:\(|$)")


@dataclass(frozen=True, slots=True)
class _Content:
    """A mail, the text for people in it, the message that stands behind that text, the original's head."""

    mail: Mail
    written: str
    behind: str
    original: Head

    @property
    def sender(self) -> str:
        """Whom the bounce went to: the original's sender."""
        return bare(self.mail.head.get("to"))

    @property
    def addresses(self) -> list[str]:
        """Whom the original was for, when the text does not say."""
        head = self.mail.head
        told = head.get("x-failed-recipients") or self.original.get("to") or self.original.get("x-original-to")
        return re.findall(ADDRESS, told)


def parse(raw: bytes) -> Report:
    """What the mail says. Of what is beyond the limits of `parts` nothing is heard."""
    mail = take_apart(raw)
    written, behind = _written(mail)
    content = _Content(mail, written, behind, _original(mail, behind))
    kind, recipients = _told(content)
    message_id = content.original.get("message-id").strip().strip("<>")
    return Report(kind, recipients[:MAX_RECIPIENTS], message_id, tuple(_senders(content)), mail.head.get("subject"))


def _told(content: _Content) -> tuple[Kind, tuple[Returned, ...]]:
    mail = content.mail
    if name := feedback.name_of(mail):
        asking = feedback.recipients(mail)
        return "feedback", tuple(_noticed(name, one, "feedback-report", content.written) for one in asking)
    if statuses := _statuses(content):
        return "bounce", tuple(_by_status(content, statuses))
    said, name = prose.read(content.written, content.sender), answers.name_of(mail, content.written)
    quoted = any(one.code or one.enhanced for one in said)
    if _is_bounce(mail) or (not name and (quoted or _may_be_bounce(mail))):
        return "bounce", tuple(_by_text(content, said))
    if name:
        return "answer", (_noticed(name, bare(mail.head.get("from")), "head", mail.head.get("subject")),)
    return "unknown", ()


def _noticed(name: str, address: str, where: str, text: str) -> Returned:
    """What is no delivery's outcome."""
    return Returned(address, classes()[name], "", Evidence(where, name, " ".join(text.split())[: deciding.LONGEST]))


def _statuses(content: _Content) -> list[Status]:
    """Of the part for it, or of a text that holds such fields, as broken and forwarded notifications do."""
    part = content.mail.first(*status.KINDS)
    texts = [part.text] if part else [t for t in (content.written, content.behind) if status.is_status(t)]
    return status.read(texts[0]) if texts else []


def _by_status(content: _Content, statuses: list[Status]) -> Iterator[Returned]:
    said = prose.read(content.written, content.sender)
    late = marks("delay").search(content.mail.head.get("subject"))
    for one in statuses:
        own = [some for some in said if some.address.lower() == one.address.lower()]
        if not own and len(statuses) == 1:
            own = [prose.judged(content.written)]
        action = "delayed" if late and one.enhanced.startswith("4.") else "failed"
        yield deciding.of_status(one, own, content.addresses, action)


def _by_text(content: _Content, said: list[Said]) -> Iterator[Returned]:
    subject = content.mail.head.get("subject")
    action = "delayed" if marks("delay").search(subject) else "failed"
    for one in said or [prose.judged(content.written, next(iter(content.addresses), ""))]:
        passages = [Passage("text", one)]
        if len(said) <= 1:
            passages += [Passage("text", prose.judged(content.written)), Passage("subject", Said("", subject))]
        yield deciding.decided(one.address, passages, action)


def _is_bounce(mail: Mail) -> bool:
    """By its form, or by who sends it."""
    if mail.report == "disposition-notification":
        return False
    known = mail.report in _REPORTS or bool(mail.head.get("x-failed-recipients"))
    return known or bool(marks("daemon").search(mail.head.get("from")))


def _may_be_bounce(mail: Mail) -> bool:
    """By what proves nothing: machines that answer for a person repeat the subject, and they too send with an empty
    return path (RFC 3834 section 3.3)."""
    return mail.head.get("return-path") == "<>" or bool(marks("subject").search(mail.head.get("subject")))


def _written(mail: Mail) -> tuple[str, str]:
    """The text for people, without the message that came back behind it, and that."""
    own = [part for part in mail.parts if part.kind not in ORIGINAL]
    plain = [part for part in own if part.kind.startswith("text/") and part.kind != "text/html"]
    shown = plain or [part for part in own if part.kind == "text/html"] or own
    return prose.cut(_shown(shown[0])[:MAX_WRITTEN]) if shown else ("", "")


def _shown(part: Part) -> str:
    """HTML without its tags, its blocks as lines: good enough to find words."""
    if part.kind != "text/html":
        return part.text
    return html.unescape(_TAG.sub("", _BREAKS.sub("\n", _seen(part.text))))


def _seen(text: str) -> str:
    """Without what no reader sees; in one pass, whatever is left open."""
    pieces, at, hidden = list[str](), 0, ""
    for tag in _HIDDEN.finditer(text):
        if not hidden and not tag[1]:
            pieces.append(text[at : tag.start()])
            hidden, at = tag[2].lower(), tag.start()
        elif hidden == tag[2].lower() and tag[1]:
            hidden, at = "", tag.end()
    return " ".join([*pieces, text[at:]])


def _original(mail: Mail, behind: str) -> Head:
    """The head of the message that came back."""
    if part := mail.first(*ORIGINAL):
        return read_head(part.body)
    lines = behind.split("\n")
    start = next((i for i, line in enumerate(lines) if _FIELD.match(line)), len(lines))
    return read_head("\n".join(lines[start:]).encode("utf-8", "replace"))


def _senders(content: _Content) -> Iterator[str]:
    """Return paths of the original, as the report and its own head tell."""
    yield from feedback.senders(content.mail)
    for name in ("return-path", "x-return-path", "errors-to", "sender"):
        yield from (bare(value) for value in content.original.all(name))


def bare(value: str) -> str:
    """The address in a header field; "" when there is none."""
    found = _BARE.search(value) or re.search(f"({ADDRESS})", value)
    return found[1] if found else ""
