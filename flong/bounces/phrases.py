"""The phrases of `marks.toml` and `wording.toml` as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

_WORD: Final = re.compile(r"\(?[a-z]")
_EDGE: Final = "(?<![a-z0-9])"


@cache
def table(name: str) -> Mapping[str, Any]:
    """A data file of this package."""
    return tomllib.loads(files("flong.bounces").joinpath(name).read_text("utf-8"))


def either(phrases: Iterable[str], flags: int = 0, before: str = "") -> re.Pattern[str]:
    """One pattern for all phrases, each behind `before`; one that begins with a letter begins a word."""
    return re.compile("|".join(f"{before}(?:{_EDGE if _WORD.match(p) else ''}(?:{p}))" for p in phrases), flags)


@cache
def marks(name: str) -> re.Pattern[str]:
    """The marks of that name, whatever the case; `^` and `$` are those of lines."""
    return either(table("marks.toml")[name], re.IGNORECASE | re.MULTILINE)


@cache
def stage_marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The marks of each SMTP command, the last of a session first."""
    return tuple((name, either(phrases, re.IGNORECASE)) for name, phrases in table("marks.toml")["stages"].items())


@cache
def cut_marks() -> re.Pattern[str]:
    """Where the message that came back begins."""
    return either(table("marks.toml")["cut"], re.IGNORECASE | re.MULTILINE, r"^[ \t]*")
