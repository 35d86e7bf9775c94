"""Relays as outlets: each by way of each of its source addresses, with shaping over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flong.backends.base import Backend
from flong.backends.open import Options, Relay, smtp_config, smtp_from_url
from flong.backends.routes import Routes
from flong.backends.routes_parts import Outlet
from flong.backends.shaping.providers import Providers
from flong.backends.shaping.reading import load_rules
from flong.backends.shaping.rules import Rule
from flong.backends.shaping.store import Shared
from flong.backends.simple import SimpleBackend
from flong.backends.smtp import SmtpBackend, SmtpConfig
from flong.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Shaping:
    """`rules`: a file over the shipped rules. With `mx`, domains that no provider names are looked up, by `resolver` or
    the system's. The state lies at `state`."""

    state: Path
    rules: Path | None = None
    mx: bool = False
    resolver: str = ""


def shaped_relays(relays: Sequence[Relay], shaping: Shaping, route: str) -> Routes:
    """A backend of several relays. Raises ConfigError."""
    outlets = [outlet for relay in relays for outlet in _outlets(relay)]
    return _routes(outlets, shaping, route, max(relay.options.patience for relay in relays))


def shaped_url(url: str, options: Options, shaping: Shaping, route: str) -> Backend:
    """A backend of the relay that an SMTP URL names; a `simple` one is not shaped. Raises ConfigError."""
    config = smtp_from_url(url, options, route)
    if config.simple:
        return SimpleBackend(config)
    name = config.peer.source or f"{config.peer.host}:{config.peer.port}"
    return _routes([_outlet(name, config, 1)], shaping, route, config.patience)


def _routes(outlets: Sequence[Outlet], shaping: Shaping, route: str, patience: float) -> Routes:
    rules = load_rules(shaping.rules)
    lookup = None
    if shaping.mx:
        from flong.backends.shaping.mx import MxLookup

        lookup = MxLookup(shaping.resolver)
    providers = Providers(rules, lookup)
    return Routes(outlets, providers, lambda: Shared(shaping.state, rules), route=route, patience=patience)


def _outlets(relay: Relay) -> list[Outlet]:
    try:
        config = smtp_config(relay.host, relay.port, relay.user or None, relay.options, relay.name)
    except ConfigError as error:
        raise ConfigError(f"relay {relay.name}: {error}") from None
    if not relay.sources:
        return [_outlet(relay.name, config, relay.weight)]
    peers = {f"{relay.name}/{address}": replace(config.peer, source=address) for address in relay.sources}
    return [_outlet(name, replace(config, peer=peer), relay.weight) for name, peer in peers.items()]


def _outlet(name: str, config: SmtpConfig, weight: int) -> Outlet:
    def make(rule: Rule) -> SmtpBackend:
        """One connection, as the provider wants it."""
        most = min(config.per_connection, rule.per_connection or config.per_connection)
        peer = replace(config.peer, window=rule.window or config.peer.window)
        one = replace(config, connections=1, per_connection=most, patience=0.0, renews=False)
        return SmtpBackend(replace(one, peer=peer, route=name))

    return Outlet(name, make, config.connections, config.per_connection, weight)
