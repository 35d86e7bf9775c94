"""What callers see of sending: `SendOptions`, `send`, `Summary`. What operators do is in `operating.py`.

    summary = send(SendOptions(template=Path("bill.html"), data=Path("may.parquet"), via="main", job="may"))

A job that was interrupted, however hard, is resumed by `send(SendOptions(..., resume=True))`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flong.backends.base import Backend
from flong.backends.open import backend_from_url
from flong.backends.sms.route import sms_backend
from flong.dsl.types import Record
from flong.errors import ConfigError, LedgerError
from flong.jobs import planner, planning, reads, sending
from flong.jobs.amounts import Control, amount_field, own_control, parse_control
from flong.jobs.audience import Audience
from flong.jobs.cast import Context, Recipe
from flong.jobs.config import Config, Policy, Route, Stream, load_config
from flong.jobs.home import default_home
from flong.jobs.ledger import Ledger
from flong.jobs.planning import NewJob
from flong.jobs.reading import own_record
from flong.jobs.reconcile import Reconciliation, reconcile
from flong.jobs.runner import Progress
from flong.jobs.snapshot import kept_record, new_key, wrap
from flong.jobs.watched import watched

if TYPE_CHECKING:
    from flong.backends.relays import Shaping


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What to send to whom, and how.

    `via` is a route of the configuration or a URL (`backends/open.py`). `query` is SQL over `data`, or
    over files it names. `amount` names the field whose sum is controlled; `control` is
    `count=…,sum=…`, over the totals that may lie beside the input. `resend` marks that documents may go
    out once more. `prepare` plans, derives the keys of the bills ahead, and sends nothing: `resume` does. `log` gets a
    line for every attempt; metrics are served at `metrics`, HOST:PORT. What is None or empty comes from the
    configuration.
    """

    template: Path
    via: str
    data: Path | None = None
    query: str = ""
    job: str = ""
    resume: bool = False
    amount: str = ""
    control: str = ""
    resend: bool = False
    prepare: bool = False
    policy: Policy | None = None
    stream: Stream | None = None
    deadline: float | None = None
    suppress: Path | None = None
    home: Path | None = None
    config: Path | None = None
    log: Path | None = None
    metrics: str = ""
    engine: Literal["cython", "python"] = "cython"


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a job. `counts` by state, the ones that do not occur left out; `rate` is outcomes per
    second of this run; `rejects` is the reject file; `bounces` are recipients by class, those `refused`
    in the session and those `returned` later, `typos` addresses by what looks like a slip in their domains."""

    job: str
    state: str
    counts: Mapping[str, int]
    reconciliation: Reconciliation
    seconds: float
    rate: float
    ambiguous: int
    ledger: Path
    rejects: Path
    bounces: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    typos: Mapping[str, int] = field(default_factory=dict)


def send(options: SendOptions, progress: Callable[[Progress], None] | None = None) -> Summary:
    """Plan (or resume) a job and send it. `progress` is called a few times a second.

    Raises TemplateError, DataError, ConfigError for what is wrong with the input, ReconciliationError when
    its totals disagree, SendError when nothing can be sent (the job can be resumed), IdentityError.
    """
    from flong.jobs.templates import TemplateRecipe
    from flong.jobs.texts import TextRecipe

    config = load_config(options.config)
    home = home_of(options.home, config)
    recipe = TemplateRecipe.read(options.template, config, options.engine, lambda: _own_record(options, home))
    if route := config.sms.get(options.via):
        recipe = TextRecipe.of(recipe, route)
    with Ledger.open(home) as ledger:
        return send_recipe(ledger, recipe, options, config, progress)


def _own_record(options: SendOptions, home: Path) -> Record | None:
    """The type that the data itself declares: of the input, or of the job that goes on."""
    if not options.resume:
        return own_record(options.data, options.query) if options.data or options.query else None
    with Ledger.open(home) as ledger, ledger.read() as db:
        return kept_record(ledger.home.job(reads.find(db, options.job).id))


def send_recipe(
    ledger: Ledger,
    recipe: Recipe,
    options: SendOptions,
    config: Config,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """`send` for anything that makes messages."""
    backend = open_route(options.via, config, ledger.home.root)
    if options.suppress is not None:
        import_suppressions(ledger, options.suppress, options.stream or config.jobs.stream)
    if options.resume and not options.job:
        raise ConfigError("name the job to resume")
    name = options.job or f"{options.template.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    if not options.resume:
        plan_job(ledger, recipe, name, options, config)
    begun = time.monotonic()
    with ledger.read() as db:
        job = reads.find(db, name)
        before = counted(reads.tallies(db, job.id))
    machine = sending.Machine(config.jobs.workers, config.jobs.slot_mb << 20, config.jobs.retry)
    work = sending.Sending(ledger, job, recipe, backend, machine, progress)
    if options.prepare:
        work.prepare()
    else:
        with watched(config, name, options.log, options.metrics, progress) as (watching, tell):
            replace(work, watching=watching, progress=tell).run()
    return summary(ledger, name, before, time.monotonic() - begun)


def plan_job(ledger: Ledger, recipe: Recipe, name: str, options: SendOptions, config: Config) -> int:
    """Make the job called `name`; gives its number. Raises as `send` does."""
    _check_name(name)
    if options.data is None and not options.query:
        raise ConfigError("there is no data: give a file or a query")
    with ledger.read() as db:
        if reads.exists(db, name) and reads.find(db, name).state != "planning":
            raise LedgerError(f"there is a job called {name} already; resume it, or choose another name")
    new, key = _new_job(ledger, recipe, name, options, config)
    amount = amount_field(recipe.record, options.amount)
    audience = Audience(recipe.record, options.data, options.query)
    caster = recipe.make(Context(0, name, new.stream, new.clock, ledger.home.secret()))
    return planner.make(ledger, planner.Plan(new, key, audience, amount, _control(options)), caster)


def summary(ledger: Ledger, name: str, before: Mapping[str, int], seconds: float) -> Summary:
    """The summary of a job that ran for `seconds`, starting from the counts `before`."""
    with ledger.read() as db:
        job = reads.find(db, name)
        found = reconcile(db, job)
        ambiguous = reads.ambiguous_attempts(db, job.id)
        bounces, typos = reads.bounces(db, job.id), reads.typos(db, job.id)
    counts = counted(found.tallies)
    open_before, open_now = (sum(c.get(s, 0) for s in ("planned", "in_flight", "deferred")) for c in (before, counts))
    rate = (open_before - open_now) / max(seconds, 1e-9)
    rejects = ledger.home.job(job.id) / sending.REJECTS
    return Summary(
        name, job.state, counts, found, seconds, rate, ambiguous, ledger.home.ledger, rejects, bounces, typos
    )


def open_route(via: str, config: Config, home: Path | None = None) -> Backend:
    """The backend of a configured route, or of a URL; SMTP is shaped, its state kept in the ledger's folder. Raises
    ConfigError."""
    route = config.routes.get(via)
    if texts := config.sms.get(via):
        return sms_backend(texts, via)
    if route is None:
        if ":" not in via:
            known = ", ".join((*config.routes, *config.sms)) or "none"
            raise ConfigError(f"there is no route {via}; configured are: {known}")
        route, via = Route(via), "default"
    if not (route.relays or route.url.startswith(("smtp:", "smtps:"))):
        return backend_from_url(route.url, route.options, route=via)
    from flong.backends.relays import shaped_relays, shaped_url

    shaping = _shaping(config, home_of(home, config))
    if route.relays:
        return shaped_relays(route.relays, shaping, via)
    return shaped_url(route.url, route.options, shaping, via)


def _shaping(config: Config, home: Path) -> Shaping:
    from flong.backends.relays import Shaping
    from flong.backends.shaping.store import NAME

    asked = config.shaping
    return Shaping(home / NAME, asked.file, asked.mx, asked.resolver)


def import_suppressions(ledger: Ledger, path: Path, stream: str) -> int:
    """Put the addresses of a file, one a line, on the suppression list; gives how many were new.

    A line may go on after a comma or TAB with the reason; empty lines and `#` comments don't count.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{path} can't be read as text") from None
    by_reason: dict[str, list[str]] = {}
    for line in lines:
        address, _, reason = line.replace("\t", ",").partition(",")
        if address.strip() and not address.lstrip().startswith("#"):
            by_reason.setdefault(reason.strip() or "imported", []).append(address)
    now = time.time()
    return ledger.do(lambda db: sum(planning.suppress(some, stream, why, now)(db) for why, some in by_reason.items()))


def _new_job(ledger: Ledger, recipe: Recipe, name: str, options: SendOptions, config: Config) -> tuple[NewJob, bytes]:
    now, key = time.time(), new_key()
    new = NewJob(
        name=name,
        policy=options.policy or config.jobs.policy,
        stream=options.stream or config.jobs.stream,
        resend=options.resend,
        template=recipe.name,
        template_digest=recipe.digest,
        clock=now,
        deadline=now + (options.deadline or config.jobs.deadline),
        chunk_size=config.jobs.chunk,
        amount_field=options.amount,
        amount_scale=amount_field(recipe.record, options.amount).scale,
        data_key=wrap(ledger.home.secret(), key, name),
        created=now,
    )
    return new, key


def _control(options: SendOptions) -> Control:
    if options.control:
        return parse_control(options.control)
    return own_control(options.data) if options.data and not options.query else Control()


def counted(tallies: Mapping[str, reads.Tally]) -> dict[str, int]:
    """The counts of the states that occur."""
    return {state: tally.count for state, tally in tallies.items() if tally.count}


def home_of(home: Path | None, config: Config) -> Path:
    """The ledger's folder: as asked, as configured, or the user's own."""
    return home or (Path(config.jobs.home).expanduser() if config.jobs.home else default_home())


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > 120 or not name.isprintable() or os.sep in name:
        raise ConfigError("a job's name is 1 to 120 printable characters")
