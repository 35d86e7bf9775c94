"""Random bytes, or in tests bytes that follow from a seed."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import shake_256

Draw = Callable[[int], bytes]


def drawer(seed: bytes | None) -> Draw:
    """Gives as many bytes as are asked for: from the system, or the next ones of the stream of `seed`."""
    if seed is None:
        return os.urandom
    at = 0

    def drawn(n: int) -> bytes:
        nonlocal at
        at += n
        return shake_256(seed).digest(at)[at - n :]

    return drawn
