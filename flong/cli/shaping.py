"""`shaping`: how fast mail goes to each provider, and why."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from flong.cli.console import Format, FormatOption, out, print_json
from flong.cli.sending import ConfigOption, HomeOption

if TYPE_CHECKING:
    from flong.backends.shaping.rules import Rule
    from flong.jobs.shaped import ProviderState


def register(app: typer.Typer) -> None:
    """Add this family's command."""
    app.command()(shaping)


def shaping(
    rules: Annotated[bool, typer.Option("--rules", help="Show the rules and where their numbers come from.")] = False,
    lift: Annotated[str, typer.Option(help="Let mail to this provider go again, at full pace.")] = "",
    home: HomeOption = None,
    config: ConfigOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Show how fast mail goes to each provider: rates, connections, rests and their reasons."""
    if rules:
        return _show_rules(config, format)
    from flong.jobs import shaped

    if lift:
        shaped.lift(lift, home, config)
    states = shaped.provider_states(home, config)
    if format is Format.json:
        return print_json([asdict(state) for state in states])
    table = _table(2, "source", "an hour", "last hour", "connections")
    for state in states:
        table.add_row(*_cells(state))
    out.print(table)
    for note in filter(None, map(_note, states)):
        out.print(note)


def _table(names: int, *headings: str) -> Table:
    """A table that 80 columns have place for; the first columns are `names`, the others numbers."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for at, heading in enumerate(("provider", *headings)):
        table.add_column(heading, justify="left" if at < names else "right", overflow="fold")
    return table


def _cells(state: ProviderState) -> list[str]:
    """One line of the table."""
    return [
        state.provider,
        _source(state),
        _most(state.rate) + (f" ({state.pace:.0%})" if state.pace < 1 else ""),
        f"{state.last_hour:,}",
        f"{state.connections} of {_most(state.most_connections)}",
    ]


def _note(state: ProviderState) -> str:
    """What is out of the ordinary, as a line below the table; "" if nothing is."""
    until = state.rests_until
    found = [f"today {state.today:,} of {state.per_day:,}"] if state.per_day else []
    found += [f"rests until {until:%Y-%m-%d %H:%M:%SZ}"] if until else []
    found += [escape(state.why)] if state.why else []
    return f"{state.provider}, {_source(state)}: {'; '.join(found)}" if found else ""


def _source(state: ProviderState) -> str:
    return escape(state.source) or "all"


def _most(number: int) -> str:
    return f"{number:,}" if number else "any"


def _show_rules(config: Path | None, format: Format) -> None:
    from flong.jobs import shaped

    found = shaped.rules_of(config).providers.values()
    if format is Format.json:
        return print_json([_rule_data(rule) for rule in found])
    table = _table(1, "connections", "new a\nminute", "on each", "an hour", "window", "reactions")
    origins: dict[str, list[str]] = {}
    for rule in found:
        limits = (rule.connections, rule.new_connections, rule.per_connection, rule.per_hour)
        counts = (str(rule.window or "any"), str(len(rule.reactions)))
        table.add_row(rule.name, *map(_most, limits), *counts)
        origins.setdefault(rule.origin, []).append(rule.name)
    out.print(table)
    for origin, names in origins.items():
        out.print(f"{escape(origin) or 'no origin'}: {', '.join(names)}")


def _rule_data(rule: Rule) -> dict[str, Any]:
    keys = ("name", "domains", "mx", "connections", "new_connections", "per_connection", "per_hour", "window", "origin")
    reactions = [
        {"do": one.do, "code": one.codes, "enhanced": one.enhanced, "match": one.match} for one in rule.reactions
    ]
    return {key: getattr(rule, key) for key in keys} | {"reactions": reactions}
