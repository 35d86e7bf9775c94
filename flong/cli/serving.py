"""`serve`: the HTTP service, and the keys that open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flong.cli.console import out

if TYPE_CHECKING:
    from flong.jobs.config import Config


def register(app: typer.Typer) -> None:
    """Add this family's command."""
    app.command()(serve)


def serve(
    config: Annotated[Path | None, typer.Option(help="The configuration (default: flong.toml).")] = None,
    host: Annotated[str, typer.Option(help="The address to listen on (default: from the configuration).")] = "",
    port: Annotated[int | None, typer.Option(help="The port; 0: any that is free.", min=0, max=65535)] = None,
    new_key: Annotated[str, typer.Option(help="Make an API key of this name, print it once, and end.")] = "",
    test: Annotated[bool, typer.Option("--test", help="With --new-key: a test key, which sends nothing.")] = False,
    scope: Annotated[list[str] | None, typer.Option(help="With --new-key: what it may do (default: all).")] = None,
) -> None:
    """Serve the API: messages, checks of templates, openings, clicks, unsubscriptions."""
    from flong.jobs.config import load_config

    loaded = load_config(config)
    if new_key:
        print(_made(loaded, new_key, not test, scope))
        return
    if test or scope:
        raise typer.BadParameter("--test and --scope go with --new-key")
    _serve(loaded, host, port)


def _made(config: Config, name: str, live: bool, scopes: list[str] | None) -> str:
    """The key; only its hash is kept."""
    from flong.api.keys import SCOPES, new_key

    if not config.api.keys:
        raise typer.BadParameter("the configuration names no file for keys: [api] keys = PATH")
    return new_key(Path(config.api.keys).expanduser(), name, live=live, scopes=tuple(scopes or SCOPES))


def _serve(config: Config, host: str, port: int | None) -> None:
    import msgspec

    from flong.api.serve import serve

    chosen = {"host": host or config.api.host, "port": config.api.port if port is None else port}
    api = msgspec.structs.replace(config.api, **chosen)
    serve(msgspec.structs.replace(config, api=api), lambda url: out.print(f"flong serves on {url}"))
