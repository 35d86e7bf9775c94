"""What text needs to be shown, and whether a bill may go without: glyphs, and fonts that may be embedded.

A character that no font has is drawn as an empty box. `FLONG_MISSING_GLYPHS` says what becomes of such a bill: `reject`
(the default) or `warn`.
"""

from __future__ import annotations

import os
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, cast

from flong.bill import sfnt
from flong.errors import ConfigError, FontError, RecordError

Policy = Literal["reject", "warn"]
VARIABLE: Final = "FLONG_MISSING_GLYPHS"


@dataclass(slots=True)
class Drawn:
    """What was met while the text of a bill was drawn: `missing` characters that no font has, and why fonts that it
    took may not be embedded."""

    missing: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def policy() -> Policy:
    """What becomes of a bill with a character that no font has. Raises ConfigError."""
    chosen = os.environ.get(VARIABLE) or "reject"
    if chosen not in ("reject", "warn"):
        raise ConfigError(f"{VARIABLE} is reject or warn, not {chosen!r}")
    return cast(Policy, chosen)


def check_drawn(drawn: Drawn) -> None:
    """Raises RecordError for fonts that may not be embedded, and as `check_missing`."""
    if drawn.forbidden:
        raise RecordError(f"the bill can't be shown in the font {drawn.forbidden[0]}")
    check_missing(drawn.missing)


def check_missing(missing: Iterable[str]) -> None:
    """Rejects the record, or warns, when there are `missing` characters. Raises RecordError."""
    characters = list(dict.fromkeys(missing))
    if not characters:
        return
    if policy() == "reject":
        raise RecordError(missing_reason(characters))
    warnings.warn(missing_reason(characters), RuntimeWarning, stacklevel=4)


def missing_reason(characters: list[str]) -> str:
    """Names the first of the characters that no font has, and how to get one."""
    char, more = characters[0], len(characters) - 1
    shown = f' "{char}"' if char.isprintable() else ""
    others = f" and {more} more character{'s' if more > 1 else ''}" if more else ""
    return f"no font has U+{ord(char):04X}{shown} {unicodedata.name(char, '')}".rstrip() + f"{others} (see FLONG_FONTS)"


def embedding_problem(family: str, data: bytes, index: int) -> str:
    """Why font `index` of a file may not be embedded, or ""."""
    try:
        problem = sfnt.read_licence(data, sfnt.read_tables(data, index))
    except FontError:
        return ""  # of another kind, without licence bits
    return f"{family}: {problem}" if problem else ""
