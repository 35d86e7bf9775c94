"""`sms`: what text messages cost, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import category

import typer
from rich.markup import escape

from flong.cli.console import PROBLEMS, Format, FormatOption, err, out, print_json
from flong.cli.sending import ConfigOption, HomeOption

if TYPE_CHECKING:
    from flong.backends.sms.route import SmsRoute
    from flong.backends.sms.text import Policy, Size

TOLD = 10
"""Characters and reasons that are told; of the others how many there are."""

ViaOption = Annotated[str, typer.Option(help="A route of [sms], whose rules hold.")]
PriceOption = Annotated[str, typer.Option(help="What one message costs, like 0.9.")]


def register(app: typer.Typer) -> None:
    """Add this family's commands."""
    sms = typer.Typer(help="What text messages cost, and what became of them.", no_args_is_help=True)
    for command in (text, preview, receipts):
        sms.command()(command)
    app.add_typer(sms, name="sms")


def text(
    words: Annotated[str, typer.Argument(help="The text.")],
    via: ViaOption = "",
    price: PriceOption = "",
    config: ConfigOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Show how a text is sent: its encoding, its parts, which characters made it UCS-2, what it costs."""
    policy = _policy(via, config)
    found = policy.size(_checked(policy.applied, words))
    data = _text_data(found, _money(price))
    if format is Format.json:
        print_json(data)
        return
    out.print(f"{len(found.parts)} × {found.kind}: {found.units} units, room for {found.room} more", markup=False)
    for number, part in enumerate(found.parts, 1):
        out.print(f"{number}: {part}", markup=False, soft_wrap=True)
    if found.foreign:
        shown, more = found.foreign[:TOLD], len(found.foreign) - TOLD
        rest = f" and {more} more" if more > 0 else ""
        out.print(f"UCS-2 because of {', '.join(map(_named, shown))}{rest}", markup=False, soft_wrap=True)
    out.print(f"in cp949: {data['cp949'] or 'not possible'}", markup=False, soft_wrap=True)
    if data["cost"]:
        out.print(f"cost: {data['cost']}", markup=False)


def _text_data(found: Size, price: Decimal) -> dict[str, Any]:
    words = "".join(found.parts)
    return {
        "encoding": found.kind, "units": found.units, "messages": len(found.parts), "room": found.room,
        "parts": list(found.parts), "foreign": [_named(char) for char in found.foreign], "cp949": _korean(words),
        "cost": str(price * len(found.parts)) if price else "",
    }  # fmt: skip


def _korean(words: str) -> str:
    from flong.backends.sms.korean import korean_length

    try:
        found = korean_length(words)
    except ValueError:
        return ""
    return f"{found.bytes} bytes, {found.kind}"


@dataclass
class Tally:
    """What the texts of many records come to."""

    sizes: Counter[int] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def messages(self) -> int:
        return sum(size * count for size, count in self.sizes.items())

    def add(self, found: Size) -> None:
        """One more text."""
        self.sizes[len(found.parts)] += 1
        self.encodings[found.kind] += 1
        self.foreign.update(found.foreign)

    def blamed(self) -> list[tuple[str, int]]:
        """Who made texts UCS-2, most often first, and what is no letter of a script that needs it before what is."""
        ranked = sorted(self.foreign.items(), key=lambda one: (category(one[0]) == "Lo", -one[1], one[0]))
        return ranked[:TOLD]

    def data(self, price: Decimal) -> dict[str, Any]:
        """For machines."""
        return {
            "records": self.sizes.total(), "messages": self.messages, "rejected": self.reasons.total(),
            "sizes": {str(size): count for size, count in sorted(self.sizes.items())},
            "encodings": dict(self.encodings), "foreign": {_named(char): count for char, count in self.blamed()},
            "reasons": dict(self.reasons.most_common(TOLD)), "cost": str(price * self.messages) if price else "",
        }  # fmt: skip


def preview(
    template: Annotated[Path, typer.Argument(help="The template.", exists=True, dir_okay=False)],
    data: Annotated[Path, typer.Option(help="CSV, JSON, JSON Lines or Parquet.", exists=True, dir_okay=False)],
    via: ViaOption = "",
    price: PriceOption = "",
    limit: Annotated[int, typer.Option(min=1, help="Look at most at this many records.")] = 1_000_000_000,
    config: ConfigOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Count the text messages of a template's records, and what they cost, without sending any."""
    money, tally = _money(price), Tally()
    for found in _previewed(template, data, via, config, limit):
        if isinstance(found, str):
            tally.reasons[found] += 1
        else:
            tally.add(found)
    if format is Format.json:
        print_json(tally.data(money))
    else:
        _show(tally, money)
    raise typer.Exit(PROBLEMS if tally.reasons else 0)


def _previewed(template: Path, data: Path, via: str, config: Path | None, limit: int) -> Iterator[Size | str]:
    """For every record what its text is sold as, or why it is not sent."""
    from flong.jobs.previewing import previewed

    yield from previewed(template, data, _route(via, config), limit)


def _show(tally: Tally, price: Decimal) -> None:
    records, sizes = tally.sizes.total(), sorted(tally.sizes.items())
    of = ", ".join(f"{count} of {size}" for size, count in sizes)
    out.print(f"{records} records, {tally.messages} messages{f' ({of})' if of else ''}", markup=False)
    out.print(", ".join(f"{name} {count}" for name, count in sorted(tally.encodings.items())), markup=False)
    for char, count in tally.blamed():
        out.print(f"UCS-2 because of {_named(char)}: in {count}", markup=False)
    if price:
        out.print(f"cost: {price} × {tally.messages} = {price * tally.messages}", markup=False)
    for reason, count in tally.reasons.most_common(TOLD):
        err.print(f"[red]rejected[/red] {count} × {escape(reason)}", soft_wrap=True)


def receipts(
    via: Annotated[str, typer.Option(help="A route of [sms] with a url.")],
    home: HomeOption = None,
    config: ConfigOption = None,
) -> None:
    """Hear the delivery receipts of a message centre until Ctrl-C, and keep them in the ledger."""
    from flong.jobs.hearing import hear

    hear(via, home, config)


def _checked(applied: Any, words: str) -> str:
    try:
        made: str = applied(words)
    except ValueError as error:
        err.print(f"[red]rejected[/red] {escape(str(error))}", soft_wrap=True)
        raise typer.Exit(PROBLEMS) from None
    return made


def _policy(via: str, config: Path | None) -> Policy:
    return _route(via, config).policy


def _route(via: str, config: Path | None) -> SmsRoute:
    from flong.backends.sms.route import SmsRoute
    from flong.errors import ConfigError
    from flong.jobs.config import load_config

    if not via:
        return SmsRoute(max_segments=255)
    routes = load_config(config).sms
    if via not in routes:
        raise ConfigError(f"there is no route [sms.{via}]; configured are: {', '.join(routes) or 'none'}")
    return routes[via]


def _money(price: str) -> Decimal:
    try:
        money = Decimal(price or 0)
    except InvalidOperation:
        raise typer.BadParameter("a price is a number like 0.9", param_hint="--price") from None
    if not money.is_finite() or money < 0:
        raise typer.BadParameter("a price is a number like 0.9", param_hint="--price")
    return money


def _named(char: str) -> str:
    from flong.backends.sms.segments import named

    return f"{char} {named(char)}" if char.isprintable() else named(char)
