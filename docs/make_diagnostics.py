"""Writes docs/diagnostics.md from the table of codes: `python docs/make_diagnostics.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flong.dsl.codes import CODES, GROUPS

TARGET = Path(__file__).with_name("diagnostics.md")
INTRODUCTION = """# Diagnostics

Made from the table of codes by `python docs/make_diagnostics.py`; do not edit.

A diagnostic has a code, which is never used for anything else. `flong explain F0203` prints its page, `flong check`
shows all of a template's at once. Errors keep a template from being compiled; warnings do not.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(_group(title, codes) for title, codes in GROUPS.items())])


def _group(title: str, codes: Iterable[str]) -> str:
    return f"## {title}\n\n" + "\n".join(_entry(code) for code in codes)


def _entry(code: str) -> str:
    known = CODES[code]
    return f"### {code}: {known.title}\n\n{known.text.rstrip()}\n"


if __name__ == "__main__":
    TARGET.write_text(document(), "utf-8")
