"""Header fields that bulk mail carries: one-click unsubscription and the sender's feedback identity.

They are handed to `Message.as_bytes(extra=…)` by whoever sends, and are signed with the rest.
"""

from __future__ import annotations

import re

from flong.runtime.addresses import check_address

_URL = re.compile(r"https://[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+\Z")
_TAG = re.compile(r"[A-Za-z0-9._-]{1,60}\Z")
_MAX_URL = 900
Fields = tuple[tuple[str, str], ...]


def unsubscribe_fields(url: str, mailto: str = "") -> Fields:
    """List-Unsubscribe (RFC 2369) and List-Unsubscribe-Post (RFC 8058) for an `https:` URL that
    unsubscribes on POST; `mailto` is an address that does so by mail. Raises ValueError."""
    if not _URL.match(url) or len(url) > _MAX_URL:
        raise ValueError("List-Unsubscribe: needs an https URL in ASCII")
    ways = [f"<{url}>"] + ([f"<mailto:{check_address(mailto)}?subject=unsubscribe>"] if mailto else [])
    return (("List-Unsubscribe", ", ".join(ways)), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))


def feedback_field(sender: str, *tags: str) -> Fields:
    """Feedback-ID as Gmail's feedback loop reads it: up to three tags (campaign, customer, kind),
    then a name that stays the same for the sender. Raises ValueError."""
    parts = [*tags, sender]
    if len(parts) > 4 or not all(_TAG.match(part) for part in parts):
        raise ValueError("Feedback-ID: at most three tags and a sender, of letters, digits and . _ -")
    return (("Feedback-ID", ":".join(parts)),)
