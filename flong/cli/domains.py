"""`dns`: what receivers look up about a sender's domain."""

from __future__ import annotations

from dataclasses import asdict
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from flong.cli.console import FINE, PROBLEMS, UNREACHABLE, Format, FormatOption, out, print_json
from flong.errors import ConfigError

if TYPE_CHECKING:
    from flong.backends.dkim_keys import SigningKey
    from flong.backends.domain.report import Report
    from flong.backends.domain.resolver import Ip

_MARKS = {
    "ok": "[green]✓[/green]",
    "note": "[blue]·[/blue]",
    "warning": "[yellow]![/yellow]",
    "error": "[red]✗[/red]",
    "unknown": "[magenta]?[/magenta]",
}


def register(app: typer.Typer) -> None:
    """Add this family's command."""
    app.command()(dns)


def dns(
    domain: Annotated[str, typer.Argument(help="The domain in From.")],
    selector: Annotated[
        list[str] | None, typer.Option(help="A DKIM selector; once for each (default: those of the configuration).")
    ] = None,
    ip: Annotated[list[str] | None, typer.Option(help="An address that mail comes from; once for each.")] = None,
    return_path: Annotated[str, typer.Option(help="The domain that bounces go to (default: as configured).")] = "",
    server: Annotated[str, typer.Option(help="The resolver to ask, ADDRESS:PORT (default: the system's).")] = "",
    config: Annotated[Path | None, typer.Option(help="The configuration (default: flong.toml).")] = None,
    format: FormatOption = Format.text,
) -> None:
    """Check a domain's SPF, DKIM, DMARC, MX and PTR records, and print those to publish."""
    from flong.backends.dkim_keys import check_name
    from flong.backends.domain.check import Question, check
    from flong.backends.domain.resolver import Resolver
    from flong.jobs.config import load_config
    from flong.jobs.signing import published_keys

    given, name = load_config(config), _name(domain)
    for one in selector or ():
        check_name(one, "selector")
    keys: dict[str, SigningKey | None] = dict(published_keys(given, name))
    selectors = {one: keys.get(one) for one in selector} if selector else keys
    returned = return_path or given.jobs.return_path.rpartition("@")[2] or name
    question = Question(name, _name(returned), selectors, tuple(map(_ip, ip or ())))
    report = check(question, Resolver(server))
    if format is Format.json:
        print_json(asdict(report))
    else:
        _print(report)
    raise typer.Exit(PROBLEMS if report.has("error") else UNREACHABLE if report.has("unknown") else FINE)


def _name(domain: str) -> str:
    """A domain as it stands in the DNS."""
    from flong.runtime.addresses import check_address

    try:
        return check_address(f"postmaster@{domain.rstrip('.')}").partition("@")[2]
    except ValueError:
        raise ConfigError(f"{domain!r} is not a domain") from None


def _ip(text: str) -> Ip:
    from flong.backends.domain.spf import unmapped

    try:
        return unmapped(ip_address(text))
    except ValueError:
        raise ConfigError(f"{text!r} is not an IP address") from None


def _print(report: Report) -> None:
    """A line for each finding; what it means stands below it."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    for finding in report.findings:
        help_ = f"\n[dim]{escape(finding.help)}[/dim]" if finding.help else ""
        table.add_row(_MARKS[finding.level], finding.topic, escape(finding.what) + help_)
    out.print(table)
    for there, title in ((True, "published:"), (False, "to publish:")):
        if lines := [record.line() for record in report.publish if record.there is there]:
            out.print(f"\n{title}")
            for line in lines:
                out.print(f"  {line}", markup=False, soft_wrap=True)
