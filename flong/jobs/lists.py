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


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ListFields:
    """What a job adds to the head of its mails: `same` in all of them, or with what takes their recipient off `stream`
    by a click of `links`, or by the mail to `by_mail`."""

    same: tuple[Pair, ...]
    links: Links | None = None
    stream: str = ""
    by_mail: str = ""

    @classmethod
    def of(cls, context: Context, jobs: JobsConfig, links: Links | None, *, own: bool) -> ListFields:
        """`own`: the template says itself how to unsubscribe. Raises ConfigError for settings that can't stand in a
        header."""
        _check(jobs.unsubscribe, jobs.list_id, jobs.sender_id)
        if context.stream != BULK:
            return cls(())
        same: tuple[Pair, ...] = (("Feedback-ID", f"{context.number}:{context.stream}:{jobs.sender_id}"),)
        same += (("List-Id", f"<{jobs.list_id}>"),) if jobs.list_id else ()
        by_mail = f"<mailto:{jobs.unsubscribe}?subject=unsubscribe>" if jobs.unsubscribe else ""
        if own:
            return cls((*same, ONE_CLICK))
        if links and links.base.lower().startswith("https://"):  # a click on another link is none (RFC 8058)
            return cls((*same, ONE_CLICK), links, context.stream, by_mail)
        return cls((*same, ("List-Unsubscribe", by_mail)) if by_mail else same)

    def to(self, recipient: str) -> tuple[Pair, ...]:
        """The fields of a message to this address. By a click first: mail programs take the first they know."""
        if self.links is None:
            return self.same
        click = f"<{self.links.unsubscribe(self.stream, recipient)}>"
        return (*self.same, ("List-Unsubscribe", f"{click}, {self.by_mail}" if self.by_mail else click))


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
