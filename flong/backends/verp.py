"""Return paths that say which mail bounced: VERP (https://cr.yp.to/proto/verp.txt) with a MAC.

`bounce@acme.example` becomes `bounce+JOB.SEQ.MAC@acme.example`. The MAC keeps strangers from
bouncing what was never sent to them; everything is lower case, since some relays fold it.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flong.backends.hashing import base32
from flong.backends.macs import macs
from flong.errors import ConfigError
from flong.runtime.addresses import MAX_LOCAL, check_address
from flong.runtime.mac import mac_of

_JOB = re.compile(r"[a-z0-9-]{1,24}\Z")
_TAG = re.compile(r"([a-z0-9-]{1,24})\.([0-9]{1,18})\.([a-z2-7]{16})\Z")
_MAC_BYTES = 10
LONGEST = 20
"""Characters of the local part before the +."""


@dataclass(frozen=True, slots=True)
class Verp:
    """Return paths below one `address`, authenticated by `secret` (16 bytes or more)."""

    address: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        local = check_address(self.address).rpartition("@")[0]
        if len(self.secret) < 16:
            raise ConfigError("verp: the secret is shorter than 16 bytes")
        if "+" in local or not local.isascii() or len(local) > LONGEST:
            raise ConfigError("verp: the return path's local part must be short ASCII without +")

    def path(self, job: str, seq: int) -> str:
        """The return path of one mail. Raises ValueError for a job's name that does not fit."""
        return self.paths(job, [seq])[0]

    def paths(self, job: str, seqs: Sequence[int]) -> list[str]:
        """Those of many mails, at least one."""
        if not _JOB.match(job) or min(seqs) < 0 or max(seqs) >= 10**18:
            raise ValueError("verp: a job's name is 1 to 24 of a-z, 0-9 and -")
        local, _, domain = self.address.rpartition("@")
        tags = [base32(mac[:_MAC_BYTES]) for mac in macs(self.secret, [_subject(job, seq) for seq in seqs])]
        tagged = [f"{local}+{job}.{seq}.{tag}" for seq, tag in zip(seqs, tags, strict=True)]
        if max(map(len, tagged)) > MAX_LOCAL:
            raise ValueError(f"verp: a job's name and number are too long behind {local}")
        return [f"{tag}@{domain}" for tag in tagged]

    def read(self, address: str) -> tuple[str, int] | None:
        """Job and number behind a return path of ours; None for anything else, forgeries included."""
        left, _, domain = address.lower().rpartition("@")
        local, _, tag = left.partition("+")
        match = _TAG.match(tag)
        if match is None or f"{local}@{domain}" != self.address.lower():
            return None
        job, seq = match[1], int(match[2])
        mac = base32(mac_of(self.secret).digest(_subject(job, seq))[:_MAC_BYTES])
        return (job, seq) if hmac.compare_digest(mac, match[3]) else None


def _subject(job: str, seq: int) -> bytes:
    return f"verp\0{job}\0{seq}".encode()
