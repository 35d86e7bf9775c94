"""`check`, `explain`, `schema`, `infer`: about templates and data, nothing is rendered or sent."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from flong.cli.console import PROBLEMS, WRONG_USE, Format, FormatOption, err, out, print_json, show_diagnostics

if TYPE_CHECKING:
    from flong.cli.casting import Cast
    from flong.dsl.check.data import Fallback
    from flong.dsl.sarif import Checked
    from flong.dsl.types import Record

SUFFIXES = (".html", ".txt", ".mjml")
_DATA = re.compile(r"\{%-?\s*data\s*-?%\}")


class Report(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"


ReportOption = Annotated[Report, typer.Option("--format", help="For people, for scripts, or for code hosts.")]


def register(app: typer.Typer) -> None:
    """Add this family's commands."""
    app.command()(check)
    app.command()(explain)
    app.command()(schema)
    app.command()(infer)


def check(
    paths: Annotated[list[Path], typer.Argument(help="Templates, or folders of templates.")],
    format: ReportOption = Report.text,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail; each safe_html is one.")] = False,
    data: Annotated[
        Path | None, typer.Option(help="A file of records that they must take.", exists=True, dir_okay=False)
    ] = None,
    bills: Annotated[
        int, typer.Option(help="Cast the bills of so many records of the data, and tell what can't be stamped.", min=0)
    ] = 0,
) -> None:
    """Check templates: names, types, contexts. Reports everything that is wrong, with its place."""
    if bills and data is None:
        raise typer.BadParameter("bills are made of records: name a file of them with --data")
    own = cache(partial(_own_record, data))
    checked = _checked(paths, lambda path: _check(path, strict, own))
    found = [diagnostic for one in checked for diagnostic in one.diagnostics]
    errors = sum(diagnostic.severity == "error" for diagnostic in found)
    casts = _cast(paths, data, own, bills) if data is not None and not errors else []
    _print(checked, format, errors, len(found) - errors, casts)
    raise typer.Exit(PROBLEMS if errors or (strict and found) else 0)


def _cast(paths: list[Path], data: Path, own: Fallback, bills: int) -> list[Cast]:
    """Raises DataError when the columns of `data` are not those that the templates take."""
    from flong.cli.casting import cast_bills

    given = _templates(paths)[0]
    for path in given:
        _check_fits(path, data, own)
    return [cast for path in given if bills and (cast := cast_bills(path, data, own, bills))]


def _print(checked: list[Checked], format: Report, errors: int, warnings: int, casts: list[Cast]) -> None:
    from flong import __version__
    from flong.dsl.diagnostics import to_json
    from flong.dsl.sarif import to_sarif

    if format is Report.sarif:
        print_json(to_sarif(checked, __version__))
    elif format is Report.json:
        found = [to_json(d, one.sources) for one in checked for d in one.diagnostics]
        report = {"templates": len(checked), "errors": errors, "warnings": warnings, "diagnostics": found}
        print_json(report | ({"bills": [cast.as_dict() for cast in casts]} if casts else {}))
    else:
        for one in checked:
            show_diagnostics(one.diagnostics, one.sources)
        for cast in casts:
            cast.show()
        _summary(len(checked), errors, warnings)


def _checked(paths: list[Path], check: Callable[[Path], Checked]) -> list[Checked]:
    """What is found in each template, its files included."""
    given, inside = _templates(paths)
    alone = {path: check(path) for path in inside}
    brought = {path: _brought(path, one.sources) for path, one in alone.items()}
    kept = [one for path, one in alone.items() if not _is_part(path.resolve(), brought)]
    return [check(path) for path in given] + kept


def _check(path: Path, strict: bool, own: Fallback) -> Checked:
    from flong.dsl.sarif import Checked
    from flong.template import check_file

    found, sources = check_file(path, strict=strict, fallback=own)
    folder = Path(os.path.relpath(path.parent)).as_posix()
    return Checked("" if folder == "." else folder, tuple(found), sources)


def _own_record(data: Path | None) -> Record | None:
    from flong.jobs.reading import own_record

    return own_record(data) if data else None


def _check_fits(path: Path, data: Path, own: Fallback) -> None:
    """Raises DataError when the columns of `data` are not those that the template takes."""
    from flong.jobs.reading import read
    from flong.template import load

    template = load(path, engine="python", fallback=own)
    next(read(template.data, data, 1), None)


def _brought(path: Path, sources: Mapping[str, str]) -> set[Path]:
    """The template and all files that were read for it."""
    return {(path.parent / name).resolve() for name in sources}


def _is_part(path: Path, brought: dict[Path, set[Path]]) -> bool:
    """Whether another template brings this one along: its mistakes are told there, with the data it has there."""
    own = next(files for other, files in brought.items() if other.resolve() == path)
    return any(path in files and other.resolve() not in own for other, files in brought.items())


def _templates(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files to check: those that were named, and the templates in the folders that were."""
    given: list[Path] = []
    inside: list[Path] = []
    for path in paths:
        if path.is_dir():
            files = (p for p in sorted(path.rglob("*")) if p.suffix in SUFFIXES and p.is_file())
            inside += [p for p in files if _is_template(p.read_text(encoding="utf-8-sig", errors="replace"))]
        elif path.is_file() and path.suffix in SUFFIXES:
            given.append(path)
        elif path.is_file():
            raise typer.BadParameter(f"{path} is no template: its name does not end in .html, .txt or .mjml")
        else:
            raise typer.BadParameter(f"there is no file {path}")
    if not given and not inside:
        raise typer.BadParameter(
            "no template found (in a folder: .html, .txt and .mjml files with a head or data block)"
        )
    return given, inside


def _is_template(text: str) -> bool:
    """Whether a file in a folder can be checked by itself; other parts are where they are included."""
    from flong.dsl.head import has_head

    return has_head(text) or _DATA.search(text) is not None


def _summary(count: int, errors: int, warnings: int) -> None:
    color = "red" if errors else "green"
    words = f"{count} template{'s' * (count != 1)}: {errors} error{'s' * (errors != 1)}"
    err.print(f"[{color}]{words}[/{color}]" + (f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""))


def explain(code: Annotated[str, typer.Argument(help="A code, like F0203.")]) -> None:
    """Explain a diagnostic's code."""
    from flong.dsl.codes import CODES
    from flong.dsl.diagnostics import explain as text_of
    from flong.dsl.diagnostics import nearest_code

    if code.upper() not in CODES:
        near = nearest_code(code)
        err.print(f"[red]error[/red]: there is no code {escape(code)}" + (f"; did you mean {near}?" if near else ""))
        raise typer.Exit(WRONG_USE)
    out.print(text_of(code), markup=False)


def schema(template: Annotated[Path, typer.Argument(help="The template.", exists=True, dir_okay=False)]) -> None:
    """Print the JSON Schema of the records a template takes: what a billing system must post."""
    from flong.template import load

    print_json(load(template, engine="python").json_schema())


def infer(
    file: Annotated[Path, typer.Argument(help="CSV, JSON, JSON Lines or Parquet.", exists=True, dir_okay=False)],
    format: FormatOption = Format.text,
) -> None:
    """Guess the declaration of a template's data from sample records."""
    from flong.dsl.schema_out import write_schema
    from flong.jobs.declaring import declaration
    from flong.jobs.infer import infer

    found = infer(file)
    if format is Format.json:
        print_json(write_schema(found.record))
    else:
        print(declaration(found.record, found.few), end="")
