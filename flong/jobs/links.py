"""Links in mails that lead to the service: made when a message is cast, read when someone follows them.

=============  ======================  ===============================
path           token's purpose         token's payload
=============  ======================  ===============================
`/o/….gif`     `open`                  job, seq
`/c/…`         `click`                 job, seq, target
`/u/…`         `unsubscribe`           stream, address
=============  ======================  ===============================

A token is encrypted and authenticated under its purpose (`runtime/tokens.py`): it shows nobody whom it is about,
can't be made by others, and leads only where the mail's author wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from flong.runtime.tokens import LONGEST, BadToken, Tokens

OPEN: Final = "open"
CLICK: Final = "click"
UNSUBSCRIBE: Final = "unsubscribe"

_WEB: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f\\/?#@]+(?:[/?#][^\s\x00-\x1f\x7f]*)?\Z", re.IGNORECASE)
_OVERHEAD: Final = 64  # bytes of a token that are not the target


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links below `base`, the service's public URL without a slash at its end."""

    base: str
    tokens: Tokens

    def open(self, job: int, seq: int) -> str:
        """The URL of the picture that tells of an opening."""
        return f"{self.base}/o/{self.tokens.seal(OPEN, (job, seq))}.gif"

    def click(self, job: int, seq: int, target: str) -> str:
        """The URL that tells of a click and leads to `target`; `target` itself if that can't be."""
        if not is_web(target) or len(target.encode()) + _OVERHEAD > LONGEST * 3 // 4:
            return target
        return f"{self.base}/c/{self.tokens.seal(CLICK, (job, seq, target))}"

    def unsubscribe(self, stream: str, address: str) -> str:
        """The URL that takes `address` off a stream (RFC 8058)."""
        return f"{self.base}/u/{self.tokens.seal(UNSUBSCRIBE, (stream, address))}"


def is_web(target: str) -> bool:
    """Whether `target` is an `http:` or `https:` URL with a host, without a login and without control characters."""
    return bool(_WEB.match(target))


def opened(tokens: Tokens, token: str) -> tuple[int, int]:
    """Job and seq behind the token of an opening. Raises BadToken."""
    match tokens.open(OPEN, token):
        case [int(job), int(seq)]:
            return job, seq
    raise BadToken


def clicked(tokens: Tokens, token: str) -> tuple[int, int, str]:
    """Job, seq and target behind the token of a click. Raises BadToken."""
    match tokens.open(CLICK, token):
        case [int(job), int(seq), str(target)] if is_web(target):
            return job, seq, target
    raise BadToken


def unsubscribed(tokens: Tokens, token: str) -> tuple[str, str]:
    """Stream and address behind the token of an unsubscription. Raises BadToken."""
    match tokens.open(UNSUBSCRIBE, token):
        case [str(stream), str(address)]:
            return stream, address
    raise BadToken
