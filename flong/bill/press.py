"""Bills by the fastest way that is certain: stamped where that is proved to look the same, else laid out.

press = Press(base=Path("templates"))
made = press.cast(bill, pictures)
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from flong.bill.cast import Bill, Pictures, weasyprint
from flong.bill.kept import BillKeys
from flong.compiler.folders import cache_folder

if TYPE_CHECKING:
    from flong.bill.pdf import Signer

FIRST, EVERY = 20, 2000
"""How many bills of a press are compared with the true ones, and one in how many after that."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bill's PDF. `reason` tells why it was not stamped; "" for a stamped one."""

    pdf: bytes = field(repr=False)
    reason: str = ""


class Press:
    """Casts the bills of one template, one after the other; threads wait for each other.

    `base` is the folder whose files they may show; `signer` signs them; `place` tells where in the template an output
    is, by its number. The first `first` stamped bills, and then one in `every` (0: none), are compared with the true
    ones; one that differs raises MismatchError, and both are kept.
    `counts` tells how many were stamped (""), and for which reasons the others were not.
    """

    def __init__(
        self,
        base: Path | None,
        *,
        signer: Signer | None = None,
        place: Callable[[int], object] | None = None,
        first: int = FIRST,
        every: int = EVERY,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._keys, self._signer, self._place = BillKeys(), signer, place
        self._base, self._first, self._every = base, first, every
        self._lock = Lock()
        self._works: Any = None

    def cast(self, bill: Bill, pictures: Pictures, keys: BillKeys | None = None) -> Made:
        """The PDF of `bill`, encrypted for its password with its sender's `keys` (else with the press's own).

        Raises RecordError, MismatchError, and as `cast_bill`.
        """
        with self._lock:
            found = self._opened().cast(bill.fields, lambda: bill.html, pictures, bill.key)
        reason = self._reason(found)
        self.counts[reason] += 1
        locked = None if bill.password is None else (keys or self._keys).pdf(bill.key or bill.html, bill.password)
        if not reason:
            return Made(found.pdf(locked))
        if locked is None and self._signer is None:
            return Made(found.pdf, reason)
        from flong.bill.encrypt import protect

        return Made(protect(found.pdf, keys=locked, signer=self._signer), reason)

    def _reason(self, found: Any) -> str:
        """Why a bill was not stamped, with the place in the template; "" for a stamped one."""
        reason: str = getattr(found, "reason", "")
        output = getattr(found, "output", None)
        return reason if output is None or self._place is None else f"{reason} ({self._place(output)})"

    def _opened(self) -> Any:
        if self._works is None:
            weasyprint()
            from flong.bill.plates.works import Works

            self._works = Works(self._base, self._first, self._every, _evidence, self._signer)
        return self._works


def _evidence() -> Path:
    """A new folder for two bills that differ; only the user can read it."""
    return Path(tempfile.mkdtemp(prefix="mismatch-", dir=cache_folder()))
