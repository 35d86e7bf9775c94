"""`bounces`: what comes back is read, explained and taken into the ledger; slips in domains."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from flong.cli.console import PROBLEMS, Format, FormatOption, err, out, print_json
from flong.cli.sending import ConfigOption, HomeOption

if TYPE_CHECKING:
    from flong.bounces import Report, Returned
    from flong.bounces.typos import Slip
    from flong.jobs.returns import Counts, Intake


def register(app: typer.Typer) -> None:
    """Add this family's commands."""
    bounces = typer.Typer(help="Read mails that come back, explain them, find slips in domains.", no_args_is_help=True)
    for command in (read, serve, explain, typos):
        bounces.command()(command)
    app.add_typer(bounces, name="bounces")


def read(
    maildir: Annotated[Path, typer.Argument(help="The Maildir.", exists=True, file_okay=False)],
    home: HomeOption = None,
    config: ConfigOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Take the new mails of a Maildir into the ledger: events, and suppressions of dead addresses."""
    from flong.jobs import taking_returns

    with taking_returns(home, config) as intake:
        counts = intake.folder(maildir)
    _print_counts(counts, format)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on (default: from the configuration).")] = "",
    port: Annotated[int | None, typer.Option(help="The port; 0: any that is free.", min=0, max=65535)] = None,
    home: HomeOption = None,
    config: ConfigOption = None,
) -> None:
    """Take in over SMTP what comes back to our return paths, until SIGINT or SIGTERM."""
    from flong.jobs import taking_returns
    from flong.jobs.config import load_config

    chosen = load_config(config).bounces
    with taking_returns(home, config) as intake:
        where = (host or chosen.host, chosen.port if port is None else port)
        _print_counts(asyncio.run(_served(intake, where, chosen.size, chosen.abuse)), Format.text)


def explain(
    mails: Annotated[list[Path], typer.Argument(help="Mails that came back.", exists=True, dir_okay=False)],
    format: FormatOption = Format.text,
) -> None:
    """Say what mails that came back mean, and by which words. Nothing is written down."""
    from flong.bounces import parse

    reports = [(path, parse(path.read_bytes())) for path in mails]
    if format is Format.json:
        print_json([_report_data(path, report) for path, report in reports])
        return
    table = Table("mail", "recipient", "class", "number", "action", "permanent", "by")
    for path, report in reports:
        for one in report.recipients:
            row = (path.name, one.address, one.bounce.name, str(one.bounce.number), one.bounce.action)
            table.add_row(*row, "yes" if one.permanent else "", f"{one.evidence.where}: {one.evidence.words}")
        if not report.recipients:
            table.add_row(path.name, "", "no bounce", "", "", "", "")
    out.print(table)


def typos(
    addresses: Annotated[Path, typer.Argument(help="Addresses, one a line.", exists=True, dir_okay=False)],
    format: FormatOption = Format.text,
) -> None:
    """List addresses whose domain looks like a slip of a well-known one. Exit code 1 if there are any."""
    found = list(_slips(addresses.read_text("utf-8-sig", errors="replace").splitlines()))
    if format is Format.json:
        print_json([{"address": a, "typed": s.typed, "meant": s.meant, "sure": s.sure} for a, s in found])
    else:
        for address, one in found:
            out.print(f"{address}: {one.meant}?", markup=False, soft_wrap=True)
    raise typer.Exit(PROBLEMS if found else 0)


def _slips(lines: Iterable[str]) -> Iterator[tuple[str, Slip]]:
    from flong.bounces.typos import slip

    for line in lines:
        address = line.strip()
        if "@" in address and (found := slip(address.rpartition("@")[2].strip(">,;\"'"))):
            yield address, found


async def _served(intake: Intake, where: tuple[str, int], size: int, abuse: tuple[str, ...]) -> Counts:
    from flong.bounces.receiver import Door, listen
    from flong.jobs.returns import Counts

    counts, stop = Counts(), asyncio.Event()

    async def take(raw: bytes, address: str) -> None:
        counts.add(await asyncio.to_thread(intake.take, raw, (address,)))

    door = Door(intake.verp, abuse, take)
    server = await listen(door, *where, size)
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(ValueError, RuntimeError):  # not the main thread
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    host, port = server.sockets[0].getsockname()[:2]
    err.print(f"flong takes bounces on {host}:{port}", markup=False)
    async with server:
        await stop.wait()
    counts.fates += Counter(forged=door.forged, refused=door.refused - door.forged)
    return counts


def _print_counts(counts: Counts, form: Format) -> None:
    if form is Format.json:
        print_json({"mails": counts.fates, "classes": counts.classes, "suppressed": counts.suppressed})
        return
    for what, counter in (("mails", counts.fates), ("classes", counts.classes)):
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(counter.items()))
        out.print(f"{what}: {told or 'none'}", markup=False, soft_wrap=True)
    out.print(f"suppressed: {counts.suppressed:,}", markup=False)


def _report_data(path: Path, report: Report) -> dict[str, Any]:
    return {
        "mail": str(path),
        "kind": report.kind,
        "message_id": report.message_id,
        "recipients": [_recipient_data(one) for one in report.recipients],
    }


def _recipient_data(one: Returned) -> dict[str, Any]:
    evidence = one.evidence
    return {
        "address": one.address,
        "class": one.bounce.name,
        "number": one.bounce.number,
        "permanent": one.permanent,
        "todo": one.bounce.action,
        "action": one.action,
        "code": one.code,
        "enhanced": one.enhanced,
        "stage": one.stage,
        "when": "later",
        "evidence": {"where": evidence.where, "words": evidence.words, "text": evidence.text},
        "reporting": one.reporting,
        "remote": one.remote,
    }
