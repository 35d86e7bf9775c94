"""What all commands share: output, exit codes, how errors look.

Exit codes: 0 fine, 1 problems found in the input, 2 wrong use, 3 could not reach or send.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from flong.errors import (
    BuildError,
    ConfigError,
    DataError,
    FlongError,
    LedgerError,
    MissingExtra,
    RecordError,
    SendError,
    TemplateError,
)

FINE, PROBLEMS, WRONG_USE, UNREACHABLE = 0, 1, 2, 3

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

_CODES: tuple[tuple[type[FlongError], int], ...] = (
    (TemplateError, PROBLEMS),
    (RecordError, PROBLEMS),
    (DataError, PROBLEMS),
    (LedgerError, PROBLEMS),
    (SendError, UNREACHABLE),
    (ConfigError, WRONG_USE),
    (MissingExtra, WRONG_USE),
    (BuildError, WRONG_USE),
)


class Format(StrEnum):
    """How data is printed."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print: for people or for machines.")]


def exit_code(error: FlongError) -> int:
    """The exit code an error ends a command with."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), PROBLEMS)


def show(error: FlongError) -> None:
    """Print an error for a person: template errors drawn, others in one line."""
    if isinstance(error, TemplateError):
        show_diagnostics(error.diagnostics, error.sources)
    else:
        err.print(f"[red]error[/red]: {escape(str(error))}", soft_wrap=True)


def show_diagnostics(diagnostics: Iterable[Any], sources: Mapping[str, str]) -> None:
    """Draw diagnostics to standard error."""
    from flong.dsl.diagnostics import draw

    for diagnostic in diagnostics:
        print(draw(diagnostic, sources, color=err.is_terminal), file=sys.stderr, end="\n\n")


def print_json(data: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))
