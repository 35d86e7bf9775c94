"""Delivery into a maildir (https://cr.yp.to/proto/maildir.html), the bytes as they were signed."""

from __future__ import annotations

from pathlib import Path

from flong.backends.deposit import WRITERS, Depositor, identity, prepare
from flong.backends.pool import Pool


class MaildirBackend(Pool):
    """Lays each message into `folder`/new."""

    def __init__(self, folder: Path, *, route: str = "default") -> None:
        draft, final = folder / "tmp", folder / "new"
        prepare(draft, final, folder / "cur")
        super().__init__(lambda _: Depositor(draft, final, lambda item: f"{identity(item)}.flong"), WRITERS, route)
