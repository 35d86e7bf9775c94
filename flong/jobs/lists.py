"""The header fields of bulk mail: how to unsubscribe (RFC 2369, RFC 8058), which list it is (RFC 2919), and
Feedback-ID, by which Gmail counts complaints.

Only mails of the stream `broadcast` carry them. DKIM signs them all, as RFC 8058 section 4 asks of the first two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from flong.errors import ConfigError
from flong.jobs.cast import Context
from flong.jobs.config import JobsConfig
from flong.jobs.links import Links
from flong.runtime.addresses import check_address

BULK: Final = "broadcast"
ONE_CLICK: Final = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
_LIST_ID: Final = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+\Z")
_SENDER: Final = re.compile(r"[A-Za-z0-9_-]{5,15}\Z")


@dataclass(frozen=True, slots=True)
class ListFields:
    """What a job adds to the head of its mails. `address` takes unsubscriptions by mail, `links` by a click; `own`: the
    template says itself how to unsubscribe."""

    context: Context
    address: str
    links: Links | None
    list_id: str
    sender_id: str
    own: bool

    @classmethod
    def of(cls, context: Context, jobs: JobsConfig, links: Links | None, *, own: bool) -> ListFields:
        """Raises ConfigError for settings that can't stand in a header."""
        _check(jobs.unsubscribe, jobs.list_id, jobs.sender_id)
        return cls(context, jobs.unsubscribe, links, jobs.list_id, jobs.sender_id, own)

    def to(self, recipient: str) -> list[tuple[str, str]]:
        """The fields of a message to this address."""
        if self.context.stream != BULK:
            return []
        fields = [("Feedback-ID", f"{self.context.number}:{self.context.stream}:{self.sender_id}")]
        fields += [("List-Id", f"<{self.list_id}>")] if self.list_id else []
        return [*fields, ONE_CLICK] if self.own else fields + self._ways_out(recipient)

    def _ways_out(self, recipient: str) -> list[tuple[str, str]]:
        """By a click first: mail programs take the first they know. Without `https:` a click is none (RFC 8058)."""
        targets = [f"<mailto:{self.address}?subject=unsubscribe>"] if self.address else []
        fields = []
        if self.links and self.links.base.lower().startswith("https://"):
            targets.insert(0, f"<{self.links.unsubscribe(self.context.stream, recipient)}>")
            fields.append(ONE_CLICK)
        return fields + ([("List-Unsubscribe", ", ".join(targets))] if targets else [])


def _check(address: str, list_id: str, sender_id: str) -> None:
    try:
        plain = not address or re.fullmatch(r"[A-Za-z0-9._+@-]+", check_address(address))
    except ValueError:
        plain = None
    if not plain:
        raise ConfigError("[jobs]: `unsubscribe` is not a plain mail address")
    if list_id and not _LIST_ID.match(list_id):
        raise ConfigError("[jobs]: `list_id` is a name like news.acme.example")
    if not _SENDER.match(sender_id):
        raise ConfigError("[jobs]: `sender_id` is 5 to 15 letters and digits")
