"""Which of our mails came back: by the return path that it was sent with, and by nothing else.

Whoever gets a mail of ours knows its return path, and can bounce that one mail; the MAC keeps all others from him.
What a returned mail says of addresses is never believed: a forger would write others' there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flong.backends.verp import Verp
from flong.bounces.parts import Head
from flong.bounces.prose import ADDRESS

_RECEIVED = ("delivered-to", "x-original-to", "x-envelope-to", "envelope-to", "x-delivered-to", "to")


@dataclass(frozen=True, slots=True)
class Origin:
    """`job` and `seq` of the mail; both 0 when it is not known. `forged`: a return path of ours with a wrong MAC."""

    job: int = 0
    seq: int = 0
    forged: bool = False


def find(verp: Verp, addresses: Iterable[str]) -> Origin:
    """The first return path of ours among `addresses`."""
    forged = False
    for address in addresses:
        if (place := verp.read(address)) and place[0].isdecimal():
            return Origin(int(place[0]), place[1])
        forged = forged or is_ours(verp, address)
    return Origin(forged=forged)


def is_ours(verp: Verp, address: str) -> bool:
    """Whether it looks like a return path of ours, whoever made it."""
    local, _, domain = verp.address.lower().rpartition("@")
    return address.lower().startswith(f"{local}+") and address.lower().endswith(f"@{domain}")


def received_for(head: Head) -> list[str]:
    """Whom a mail was delivered to, as the fields of its head tell that mail servers write."""
    return [address for name in _RECEIVED for value in head.all(name) for address in re.findall(ADDRESS, value)]
