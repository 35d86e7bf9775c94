"""Delivery receipts: what became of a message after it was accepted.

Message centres write them as text in a `deliver_sm` (SMPP 3.4 appendix B), as optional parameters, or both; gateways
as HTTP requests. All become one `Report`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable

from flong.backends.reply import clean

Outcome = Literal["delivered", "failed", "pending"]

MAX_ID: Final = 65
"""Octets of a message id, its NUL included (SMPP 3.4 section 5.2.23)."""

_STATES: Final = {1: "ENROUTE", 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 6: "ACCEPTD", 7: "UNKNOWN",
                  8: "REJECTD"}  # fmt: skip
_OUTCOMES: Final[Mapping[str, Outcome]] = {
    "DELIVRD": "delivered", "EXPIRED": "failed", "DELETED": "failed", "UNDELIV": "failed", "REJECTD": "failed",
    "DELIVERED": "delivered", "UNDELIVERABLE": "failed", "REJECTED": "failed",
    "ENROUTE": "pending", "ACCEPTD": "pending", "ACCEPTED": "pending", "UNKNOWN": "pending",
}  # fmt: skip
_FIELDS: Final = re.compile(r"\b(id|stat|err):(?: +(?!\w+:))?([^\s,;]*)", re.IGNORECASE)
_TEXT: Final = re.compile(r"\btext:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery receipt: the id the message was accepted with, at `host`. `status` and `error` are the other side's
    words; what they don't say for sure is `pending`: another receipt may follow."""

    id: str
    host: str
    outcome: Outcome
    status: str = ""
    error: str = ""


Listener = Callable[[Report], Awaitable[None]]
"""Keeps a report durably, or raises; only then it is acknowledged."""


@runtime_checkable
class Reporting(Protocol):
    """A backend that hears delivery receipts: set `listener` before it runs."""

    listener: Listener | None


@runtime_checkable
class Hearing(Protocol):
    """A backend that can hear without sending."""

    listener: Listener | None

    async def hear(self) -> None:
        """Hear until `stop` was called. Raises SendError when the other side can't be reached."""
        ...

    def stop(self) -> None: ...


def of_deliver(host: str, text: bytes, state: int | None, id_: str | None) -> Report | None:
    """The report in a `deliver_sm` with this `text` and the parameters message_state and receipted_message_id;
    None when it names no message."""
    told = _told(text)
    found = clean(id_ or told.get("id", ""))
    if not 0 < len(found) < MAX_ID:
        return None
    by_number = _STATES.get(state or 0, "")
    status = told.get("stat", "").upper() or by_number
    outcome = _OUTCOMES.get(status) or _OUTCOMES.get(by_number, "pending")
    return Report(found, host, outcome, status[:20], told.get("err", "")[:20])


def _told(text: bytes) -> dict[str, str]:
    """The fields before `text:`; behind it stand the message's own words, which prove nothing."""
    line = _TEXT.split(clean(b" ".join(text.split())), maxsplit=1)[0]
    return {match[1].lower(): match[2] for match in reversed(list(_FIELDS.finditer(line)))}
