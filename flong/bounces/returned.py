"""What is known of a mail that came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flong.bounces.classes import BounceClass
from flong.bounces.classify import Stage

Kind = Literal["bounce", "feedback", "answer", "unknown"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What decided: `where` it stood (`diagnostic-code`, `status`, `action`, `text`, `subject`, `feedback-report`,
    `head`), the `words` that the rules know, and the passage as `text`."""

    where: str
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of the mail to one recipient. `action` is RFC 3464's: failed, delayed, delivered, relayed,
    expanded; "" for mails that tell of no delivery. `address` is "" where it is not told; `code` 0 and `enhanced`
    "": none was quoted. `guessed`: no word and no code says so, only the command that was answered."""

    address: str
    bounce: BounceClass
    action: str
    evidence: Evidence
    code: int = 0
    enhanced: str = ""
    stage: Stage = ""
    reporting: str = ""
    remote: str = ""
    guessed: bool = False

    @property
    def permanent(self) -> bool:
        """Whether the address is dead: the class says so, and the server has given up."""
        return self.bounce.permanent and self.action == "failed"

    @property
    def suppresses(self) -> bool:
        """Whether the address is to get no more mail: it is dead, or its reader does not want any. Who refuses RCPT in
        words that are not understood may have other reasons."""
        wanted = self.action == "failed" or not self.bounce.permanent
        return self.bounce.suppresses and wanted and not self.guessed


@dataclass(frozen=True, slots=True)
class Report:
    """A mail that came back. `message_id` is the original's, `senders` are the return paths that it names."""

    kind: Kind
    recipients: tuple[Returned, ...]
    message_id: str = ""
    senders: tuple[str, ...] = ()
    subject: str = ""
