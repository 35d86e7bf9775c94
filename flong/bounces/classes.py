"""The classes of bounces, read from `classes.toml`: what happened, whether it is permanent, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from flong.bounces.phrases import table

Action = Literal["suppress", "retry", "elsewhere", "configuration", "nothing"]

UNDEFINED: Final = "undefined"


@dataclass(frozen=True, slots=True)
class BounceClass:
    """One class. `number` is stable; `permanent`: no mail will ever reach the address again."""

    name: str
    number: int
    permanent: bool
    action: Action
    meaning: str

    @property
    def suppresses(self) -> bool:
        """Whether the address gets no more mail: it is dead, or its reader does not want any."""
        return self.action == "suppress"


@cache
def classes() -> Mapping[str, BounceClass]:
    """All classes by name, in the order of their numbers."""
    return {name: BounceClass(name, **fields) for name, fields in table("classes.toml").items()}
