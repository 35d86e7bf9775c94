"""Every function of the language, by family."""

from __future__ import annotations

from flong.runtime.catalog.codes import CODES
from flong.runtime.catalog.dates import DATES
from flong.runtime.catalog.declared import Declared
from flong.runtime.catalog.links import LINKS
from flong.runtime.catalog.numbers import NUMBERS
from flong.runtime.catalog.output import OUTPUT
from flong.runtime.catalog.privacy import PRIVACY
from flong.runtime.catalog.text import TEXT

__all__ = ["FUNCTIONS", "GROUPS", "Declared"]

GROUPS: dict[str, tuple[Declared, ...]] = {
    "text": TEXT,
    "privacy": PRIVACY,
    "numbers": NUMBERS,
    "dates": DATES,
    "links": LINKS,
    "codes": CODES,
    "output": OUTPUT,
}
FUNCTIONS: tuple[Declared, ...] = tuple(declared for group in GROUPS.values() for declared in group)
