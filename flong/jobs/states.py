"""The states of one recipient within one job, and which of them are final.

::

    planned ──starting──▶ in_flight ──receipt──▶ delivered | bounced | deferred | held
       ▲                      │ crash
       │                      ▼
       └──policy resend── ambiguous ──policy hold──▶ held

    deferred ──until──▶ in_flight …,  ──deadline──▶ bounced (expired)
    planned | deferred ──cancel──▶ cancelled
    rejected and suppressed are decided before anything leaves
"""

from __future__ import annotations

from typing import Final

PLANNED: Final = "planned"
IN_FLIGHT: Final = "in_flight"
DELIVERED: Final = "delivered"
BOUNCED: Final = "bounced"
DEFERRED: Final = "deferred"
SUPPRESSED: Final = "suppressed"
REJECTED: Final = "rejected"
AMBIGUOUS: Final = "ambiguous"
HELD: Final = "held"
CANCELLED: Final = "cancelled"

FINAL: Final = (DELIVERED, BOUNCED, REJECTED, SUPPRESSED, HELD, AMBIGUOUS, CANCELLED)
"""The states a finished job consists of; their counts and sums equal the input's."""

OPEN: Final = (PLANNED, IN_FLIGHT, DEFERRED)
"""The states that still ask for work."""

ALL: Final = (*OPEN, *FINAL)

RELEASED: Final = (BOUNCED, REJECTED, SUPPRESSED, CANCELLED)
"""Owners in these states never reached the reader: their document may be claimed by another."""
