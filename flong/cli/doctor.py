"""`doctor`: what is installed, what is missing and how to get it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

import typer
from rich.markup import escape
from rich.table import Table

from flong.cli.console import PROBLEMS, Format, FormatOption, out, print_json
from flong.errors import FlongError

EXTRAS = {
    "bill": ("weasyprint", "pikepdf", "cryptography"),
    "send": ("aiosmtplib", "cryptography", "dkimpy", "sqlalchemy", "uvloop"),
    "data": ("duckdb", "pyarrow"),
    "mjml": ("mrml",),
    "api": ("falcon", "uvicorn", "cryptography"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing flong uses: whether it is there, what it is, and how to get it otherwise."""

    name: str
    ok: bool
    what: str
    remedy: str = ""


def register(app: typer.Typer) -> None:
    """Add this family's command."""
    app.command()(doctor)


def doctor(format: FormatOption = Format.text) -> None:
    """Tell what is installed (compiler, fonts, PDF libraries), what is missing and how to get it."""
    findings = [_python(), _runtime(), _compiler(), *_extras(), _pango(), _fonts()]
    if format is Format.json:
        print_json([asdict(finding) for finding in findings])
    else:
        _print(findings)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else PROBLEMS)


def _print(findings: list[Finding]) -> None:
    table = Table(box=None, show_header=False)
    for finding in findings:
        mark = "[green]✓[/green]" if finding.ok else "[red]✗[/red]"
        table.add_row(mark, escape(finding.name), escape(finding.what), f"[yellow]{escape(finding.remedy)}[/yellow]")
    out.print(table)


def _python() -> Finding:
    return Finding("Python", sys.version_info >= (3, 11), platform.python_version(), "")


def _try(name: str, probe: Callable[[], str], remedy: str) -> Finding:
    """A finding from a probe that raises when something is missing."""
    try:
        return Finding(name, True, probe())
    except (FlongError, ImportError, OSError, RuntimeError) as error:
        return Finding(name, False, str(error).split("\n", maxsplit=1)[0][:120], remedy)


def _runtime() -> Finding:
    return _try("flong runtime", lambda: f"ABI {import_module('flong.runtime.core').ABI}", "pip install flong")


def _compiler() -> Finding:
    def probe() -> str:
        from flong.compiler.build import find_compiler

        if (compiler := find_compiler()) is None:
            raise OSError("none found")
        return compiler.command[0]

    return _try(
        "C compiler", probe, "apt-get install gcc libc6-dev python3-dev (else templates run in the Python engine)"
    )


def _extras() -> list[Finding]:
    return [_extra(extra, packages) for extra, packages in EXTRAS.items()]


def _extra(extra: str, packages: tuple[str, ...]) -> Finding:
    found, missing = [], []
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    return Finding(f"flong[{extra}]", not missing, ", ".join(found), f"pip install 'flong[{extra}]'" if missing else "")


def _pango() -> Finding:
    def probe() -> str:
        from weasyprint.text.ffi import harfbuzz_subset, pango

        if not harfbuzz_subset:
            raise OSError("libharfbuzz-subset is missing: bills take 8 times longer")
        return f"Pango {pango.pango_version()}, HarfBuzz subsetting"

    return _try("PDF libraries", probe, "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


def _fonts() -> Finding:
    def probe() -> str:
        from flong.bill.fonts import folder

        return str(folder())

    return _try("fonts", probe, "apt-get install fonts-noto-cjk (or set FLONG_FONTS)")
