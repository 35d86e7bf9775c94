"""All commands of `flong`, one module for each family."""

from __future__ import annotations

import typer

from flong.cli import bounces, checking, doctor, domains, rendering, sending, serving, shaping, starting, texting

app = typer.Typer(
    name="flong",
    help="Compile templates, render records, send personalised mails and encrypted bills.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for family in (starting, checking, rendering, sending, texting, shaping, serving, bounces, domains, doctor):
    family.register(app)
