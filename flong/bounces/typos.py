"""Slips in the domains of addresses: `gmial.com` for `gmail.com`. Suggested, never changed here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flong.bounces.phrases import table

SHORT: Final = 5
"""Names below this are too near to others: only what stands behind them can be a slip."""

LONG: Final = 11
"""Domains from this length on may hold two slips."""


@dataclass(frozen=True, slots=True)
class Slip:
    """`typed` looks like `meant`. `sure`: one letter is missing, too much, wrong, or two changed places."""

    typed: str
    meant: str
    sure: bool


@lru_cache(maxsize=65536)
def slip(domain: str) -> Slip | None:
    """What the domain may be a slip of; None for one that is well known, far from all, or near to several."""
    typed = domain.lower().rstrip(".")
    names = table("domains.toml")
    if typed in names["known"] or typed in names["real"]:
        return None
    near = [(distance(typed, known), known) for known in names["known"] if _comparable(typed, known)]
    near = sorted(pair for pair in near if pair[0] <= (2 if len(pair[1]) >= LONG else 1))
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return Slip(typed, near[0][1], near[0][0] == 1)


def _comparable(typed: str, known: str) -> bool:
    """Whether one may be a slip of the other, so that they are worth comparing."""
    name, _, rest = known.partition(".")
    if abs(len(typed) - len(known)) > 2:
        return False
    if typed.partition(".")[0] != name:
        return len(name) >= SHORT
    return len(typed.rpartition(".")[2]) != 2 or not _abroad(name, rest)


def _abroad(name: str, rest: str) -> bool:
    """Whether the provider has domains in several countries: another country is then no slip."""
    return any(known.startswith(f"{name}.") and known != f"{name}.{rest}" for known in table("domains.toml")["known"])


def distance(one: str, two: str) -> int:
    """How many letters are missing, too much, wrong, or have changed places with their neighbour (optimal string
    alignment)."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if before and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def corrected(address: str) -> str:
    """The address with its domain as it was meant, if that is sure; else as it is."""
    local, at, domain = address.rpartition("@")
    found = slip(domain)
    return f"{local}{at}{found.meant}" if found and found.sure else address
