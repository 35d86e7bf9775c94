"""`doctor`: what is installed, what is missing and how to get it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from flong.cli.console import PROBLEMS, Format, FormatOption, out, print_json
from flong.errors import FlongError

EXTRAS = {
    "bill": ("weasyprint", "pikepdf", "cryptography"),
    "send": ("aiosmtpd", "aiosmtplib", "cryptography", "dkimpy", "dnspython", "sqlalchemy", "uvloop"),
    "sms": ("smpp34", "phonenumbers", "httpx"),
    "data": ("duckdb", "pyarrow"),
    "mjml": ("mrml",),
    "api": ("falcon", "uvicorn", "cryptography"),
}

FONTS = "apt-get install fonts-noto-cjk (or set FLONG_FONTS)"


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


def doctor(
    template: Annotated[Path | None, typer.Argument(help="A template: are the fonts of its bills there?")] = None,
    format: FormatOption = Format.text,
) -> None:
    """Tell what is installed (compiler, fonts, PDF libraries), what is missing and how to get it."""
    findings = [_python(), _runtime(), _compiler(), *_extras(), _pango(), _fonts(), _scripts(), _licences()]
    if template:
        findings.append(_families(template))
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

    return _try("fonts", probe, FONTS)


def _scripts() -> Finding:
    def probe() -> str:
        from flong.bill.coverage import SCRIPTS, unshown

        if missing := unshown():
            raise OSError(f"no glyphs for {', '.join(f'{name} ({chars[0]})' for name, chars in missing.items())}")
        return ", ".join(SCRIPTS)

    return _try("scripts of bills", probe, FONTS)


def _licences() -> Finding:
    """Fonts that may not be embedded are no fault of the machine, but bills that take one are rejected."""

    def probe() -> str:
        from flong.bill.coverage import installed

        found = installed()
        refused = sorted(f"{min(font.families, default='?')}: {font.licence}" for font in found if font.licence)
        return "; ".join([f"{len(found) - len(refused)} may be embedded", *refused])

    return _try("licences of fonts", probe, FONTS)


def _families(template: Path) -> Finding:
    def probe() -> str:
        from flong.bill.coverage import installed, unknown_families

        if missing := unknown_families(_bill_texts(template), installed()):
            raise OSError(f"not there, so others take their place: {', '.join(missing)}")
        return "all families are there"

    return _try(
        f"fonts of {template.name}", probe, "put them into the font folder (see FLONG_FONTS), or use @font-face"
    )


def _bill_texts(template: Path) -> list[str]:
    """What styles the template's bills: their own texts, those they are made of, and the folder's style sheets."""
    from flong.template import check_file, load

    loaded = load(template, engine="python")
    bills = [template.parent / attached.file for attached in loaded.module.attachments if attached.template]
    sources = [text for bill in bills for text in check_file(bill)[1].values()]
    return sources + [path.read_text("utf-8", "replace") for path in sorted(template.parent.rglob("*.css")) if bills]
