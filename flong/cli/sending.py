"""`send` and `jobs`: messages leave, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from flong.cli.console import PROBLEMS, Format, FormatOption, err, out, print_json

if TYPE_CHECKING:
    from flong.jobs import JobInfo, Summary
    from flong.jobs import Progress as State
    from flong.jobs.watching import Share

Policy = Literal["hold", "resend"]
Stream = Literal["broadcast", "transactional", "otp"]
HomeOption = Annotated[Path | None, typer.Option(help="The folder of the ledger (default: from the configuration).")]
ConfigOption = Annotated[Path | None, typer.Option(help="The configuration (default: flong.toml, if there is one).")]
SHOWN = 8
"""Providers that are shown while sending."""

JobArgument = Annotated[str, typer.Argument(help="The job's name.")]


def register(app: typer.Typer) -> None:
    """Add this family's commands."""
    app.command()(send)
    jobs = typer.Typer(help="List, show, pause and cancel jobs.", no_args_is_help=True)
    for command in (list_, show, pause, cancel, stop, release):
        jobs.command(command.__name__.rstrip("_"))(command)
    app.add_typer(jobs, name="jobs")


def send(
    template: Annotated[Path, typer.Argument(help="The template.", exists=True, dir_okay=False)],
    via: Annotated[str, typer.Option(help="A configured route, or smtp://host:port, maildir:DIR, eml:DIR, stdout:")],
    data: Annotated[
        Path | None, typer.Option(help="CSV, JSON, JSON Lines or Parquet.", exists=True, dir_okay=False)
    ] = None,
    query: Annotated[str, typer.Option(help="SQL over the data (as `data`) or over files it names.")] = "",
    job: Annotated[str, typer.Option(help="The job's name (default: the template's and the time).")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a job that was interrupted or paused.")] = False,
    amount: Annotated[str, typer.Option(help="The field whose sum is controlled, like `due` or `bill.total`.")] = "",
    control: Annotated[str, typer.Option(help="What the input must hold: count=N,sum=X.")] = "",
    resend: Annotated[bool, typer.Option("--resend", help="Deliver documents again that went out before.")] = False,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Plan and derive the keys of bills ahead; --resume sends.")
    ] = False,
    policy: Annotated[Policy | None, typer.Option(help="For mails without an answer after a crash.")] = None,
    stream: Annotated[Stream | None, typer.Option(help="The scope of suppressions.")] = None,
    suppress: Annotated[
        Path | None, typer.Option(help="Addresses to suppress, one a line.", exists=True, dir_okay=False)
    ] = None,
    log: Annotated[Path | None, typer.Option(help="Append a line of JSON for every attempt.", dir_okay=False)] = None,
    metrics: Annotated[str, typer.Option(help="Serve Prometheus metrics at HOST:PORT while sending.")] = "",
    home: HomeOption = None,
    config: ConfigOption = None,
    engine: Annotated[Literal["cython", "python"], typer.Option(help="What renders.")] = "cython",
    format: FormatOption = Format.text,
) -> None:
    """Send a message to every record, once, and keep a ledger of what became of each."""
    from flong.jobs import SendOptions
    from flong.jobs import send as send_job

    if format is Format.json and via == "stdout:":
        raise typer.BadParameter("standard output can't take the messages and the JSON", param_hint="--format")
    options = SendOptions(
        template=template, via=via, data=data, query=query, job=job, resume=resume, amount=amount, control=control,
        resend=resend, prepare=prepare, policy=policy, stream=stream, suppress=suppress, home=home, config=config,
        engine=engine, log=log, metrics=metrics,
    )  # fmt: skip
    with follow_sending("preparing" if prepare else "sending") as follow:
        summary = send_job(options, follow)
    print_summary(summary, format)
    raise typer.Exit(0 if _all_well(summary, prepare) else PROBLEMS)


def _all_well(summary: Summary, prepared: bool) -> bool:
    """Everybody has it who should: nothing is left to do but what was only `prepared`, and nothing went wrong."""
    left = {"planned"} if prepared else set()
    return not summary.counts.keys() - {"delivered", "suppressed", "cancelled", *left}


@contextmanager
def follow_sending(what: str = "sending") -> Iterator[Callable[[State], None]]:
    """A bar with rate and remaining time, and below it the busiest providers, on standard error."""
    columns = (
        SpinnerColumn(), TextColumn(what), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.0f}/s"), TimeRemainingColumn(),
    )  # fmt: skip
    bar = Progress(*columns, console=err)
    task = bar.add_task(what, total=None, rate=0.0)
    with Live(bar, console=err, transient=True) as live:

        def follow(state: State) -> None:
            left = sum(state.counts.get(name, 0) for name in ("planned", "in_flight", "deferred"))
            bar.update(task, total=state.total, completed=state.total - left, rate=state.rate)
            live.update(Group(bar, _providers(state.providers)))

        yield follow


def _providers(shares: Mapping[str, Share]) -> Table:
    """The busiest providers: outcomes per second, and how many by state."""
    table = Table(box=None, padding=(0, 2), show_header=False)
    for name, share in islice(shares.items(), SHOWN):
        counts = ", ".join(f"{count:,} {state}" for state, count in sorted(share.counts.items()))
        table.add_row(name, f"{share.rate:,.0f}/s", counts)
    if len(shares) > SHOWN:
        table.add_row("…", "", f"{len(shares) - SHOWN} more")
    return table


def print_summary(summary: Summary, form: Format) -> None:
    """The end of a job: counts, the reconciliation, and where things lie."""
    if form is Format.json:
        print_json({**asdict(summary), "reconciliation": str(summary.reconciliation)})
        return
    out.print(f"job {summary.job}: {summary.state}", markup=False)
    table = Table(box=None, show_header=False, padding=(0, 2))
    for state, count in summary.counts.items():
        table.add_row(state, f"{count:,}")
    out.print(table)
    for what, counts in (*summary.bounces.items(), ("typos", summary.typos)):
        if counts:
            told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
            out.print(f"{what}: {told}", markup=False, soft_wrap=True)
    out.print(f"reconciled: {summary.reconciliation}", markup=False, soft_wrap=True)
    if summary.seconds:
        out.print(f"rate: {summary.rate:,.1f}/s over {summary.seconds:,.1f} s")
    out.print(f"ledger: {summary.ledger}", markup=False, soft_wrap=True)
    if summary.counts.get("rejected") or summary.counts.get("suppressed"):
        out.print(f"rejects: {summary.rejects}", markup=False, soft_wrap=True)


def list_(home: HomeOption = None, config: ConfigOption = None, format: FormatOption = Format.text) -> None:
    """List all jobs, the newest first."""
    from flong.jobs import list_jobs

    jobs = list_jobs(home, config)
    if format is Format.json:
        print_json([_job_data(job) for job in jobs])
        return
    table = Table("job", "state", "created", "template", "recipients")
    for job in jobs:
        counts = ", ".join(f"{count} {state}" for state, count in job.counts.items())
        table.add_row(job.row.name, job.row.state, _moment(job.row.created), job.row.template, counts)
    out.print(table)


def _job_data(job: JobInfo) -> dict[str, Any]:
    row = job.row
    return {"name": row.name, "state": row.state, "created": _moment(row.created), "template": row.template} | {
        "counts": dict(job.counts)
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%SZ")


def show(
    job: JobArgument,
    home: HomeOption = None,
    config: ConfigOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Show how a job stands, reconciled."""
    from flong.jobs import show as show_job

    print_summary(show_job(job, home, config), format)


def pause(job: JobArgument, home: HomeOption = None, config: ConfigOption = None) -> None:
    """Pause a job: what has begun ends, `send --resume` goes on."""
    from flong.jobs import pause as pause_job

    pause_job(job, home, config)
    out.print(f"job {job} will pause", markup=False)


def cancel(job: JobArgument, home: HomeOption = None, config: ConfigOption = None) -> None:
    """Cancel what has not left yet."""
    from flong.jobs import cancel as cancel_job

    done = cancel_job(job, home, config)
    out.print(f"job {job} {'is' if done else 'will be'} cancelled", markup=False)


def stop(home: HomeOption = None, config: ConfigOption = None) -> None:
    """Stop all sending at once: every job pauses, and none starts until `release`."""
    from flong.jobs import stop as stop_all

    out.print(f"all jobs pause; {stop_all(home, config)} keeps others from starting", markup=False, soft_wrap=True)


def release(home: HomeOption = None, config: ConfigOption = None) -> None:
    """Take the emergency stop back; `send --resume` goes on with a job."""
    from flong.jobs import release as release_all

    out.print("jobs may be sent again" if release_all(home, config) else "there was no stop", markup=False)
