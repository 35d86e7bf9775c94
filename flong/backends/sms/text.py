"""A text message made ready: its policy applied, its length known, its number checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from flong.backends.base import Outgoing
from flong.backends.sms.korean import korean_length
from flong.backends.sms.segments import Segments, named, segments
from flong.backends.sms.typography import plain

Typography = Literal["keep", "plain"]
Count = Literal["gsm", "cp949"]

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}\Z")


class Unsendable(ValueError):
    """This text can't be sent by this policy, or not to this number; the same text would be refused again."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a text is sold as: messages of a `kind` and their `parts`. `units` are septets, UTF-16 code units or bytes
    of cp949, `room` those that the last part still has; `foreign` made it UCS-2, each character once."""

    kind: Literal["GSM-7", "UCS-2", "SMS", "LMS"]
    parts: tuple[str, ...]
    units: int
    room: int
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """What texts may be. `max_segments` is how many messages one may become; `typography` `plain` writes curly quotes
    and the like as straight ones; `count` `cp949` counts as Korean carriers do (90 bytes an SMS, 2,000 an LMS)."""

    max_segments: int = 3
    typography: Typography = "keep"
    count: Count = "gsm"

    def applied(self, text: str) -> str:
        """`text` as it is sent: without white space around it. Raises Unsendable."""
        text = (plain(text) if self.typography == "plain" else text).strip().replace("\r\n", "\n")
        try:
            self._check(text)
        except Unsendable:
            raise
        except ValueError as error:
            raise Unsendable(str(error)) from None
        return text

    def size(self, text: str) -> Size:
        """What a text that was `applied` is sold as."""
        if self.count == "cp949":
            counted = korean_length(text)
            return Size(counted.kind, (text,), counted.bytes, counted.room)
        found = segments(text)
        return Size(found.encoding, found.parts, found.units, found.room, found.foreign)

    def _check(self, text: str) -> None:
        if not text:
            raise Unsendable("the text is empty")
        if self.count == "cp949":
            korean_length(text)
            return
        found = segments(text)
        if len(found.parts) > self.max_segments:
            cause = f", because of {named(found.foreign[0])}" if found.foreign else ""
            size = f"{found.units} units of {found.encoding}{cause}"
            raise Unsendable(f"the text becomes {len(found.parts)} messages ({size}); at most {self.max_segments}")


def is_e164(text: str) -> bool:
    """Whether `text` has the form of E.164; whether it exists is another question."""
    return bool(_E164.match(text))


def text_of(item: Outgoing) -> str:
    """The text of an item. Raises Unsendable for what is no text, or a number that is not E.164."""
    if not is_e164(item.rcpt_to):
        raise Unsendable("not a number in E.164")
    try:
        return bytes(item.data).decode()
    except UnicodeDecodeError:
        raise Unsendable("the text is not UTF-8") from None


def segmented(item: Outgoing) -> Segments:
    """The parts of an item's text. Raises Unsendable."""
    try:
        return segments(text_of(item))
    except ValueError as error:
        raise Unsendable(str(error)) from None
