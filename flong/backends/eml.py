"""Delivery as `.eml` files in one folder, to look at or for another system to pick up.

Names are `SEQ-KEY-ID.eml`: the number in the job, the record's key in safe letters, and 32 hex
digits that make it unique.
"""

from __future__ import annotations

import re
from pathlib import Path

from flong.backends.base import Outgoing
from flong.backends.deposit import WRITERS, Depositor, identity, prepare
from flong.backends.pool import Pool

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_KEY_LENGTH = 40


class EmlBackend(Pool):
    """Lays each message into `folder`; unfinished files end with `.part`."""

    def __init__(self, folder: Path, *, route: str = "default") -> None:
        prepare(folder)
        super().__init__(lambda _: Depositor(folder, folder, _name), WRITERS, route)


def _name(item: Outgoing) -> str:
    key = _UNSAFE.sub("_", item.key)[:_KEY_LENGTH]
    return f"{item.seq:08d}-{key}-{identity(item)}.eml"
