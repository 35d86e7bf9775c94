"""Writes docs/diagnostics.md from the table of codes: `python docs/make_diagnostics.py`."""

from __future__ import annotations

from pathlib import Path

from flong.dsl.codes import (
    CODES,
    contexts,
    files,
    functions,
    head,
    later,
    lints,
    message,
    mjml,
    names,
    statements,
    structure,
    syntax,
    types,
)

TARGET = Path(__file__).with_name("diagnostics.md")
INTRODUCTION = """# Diagnostics

Made from the table of codes by `python docs/make_diagnostics.py`; do not edit.

A diagnostic has a code, which is never used for anything else. `flong explain F0203` prints its page, `flong check`
shows all of a template's at once. Errors keep a template from being compiled; warnings do not.
"""
_GROUPS = {
    "The text can't be read": syntax,
    "Names": names,
    "Types": types,
    "Groups, variants, parts": statements,
    "Components and blocks": structure,
    "Functions": functions,
    "Included files": files,
    "Where a value stands": contexts,
    "MJML": mjml,
    "The head, the data, the schema": head,
    "Settings, and files of the message": message,
    "Not available yet": later,
    "Allowed, but unwise": lints,
}


def document() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(_group(title, module.CODES) for title, module in _GROUPS.items())])


def _group(title: str, codes: dict[str, object]) -> str:
    return f"## {title}\n\n" + "\n".join(_entry(code) for code in codes)


def _entry(code: str) -> str:
    known = CODES[code]
    return f"### {code}: {known.title}\n\n{known.text.rstrip()}\n"


if __name__ == "__main__":
    TARGET.write_text(document(), "utf-8")
