"""Rules from TOML: those that flong ships, and a file of the user's over them.

What the file says of a provider goes before what is shipped, key by key; its reactions are asked before the
inherited ones, or instead of them with `inherit_reactions = false`; a domain it names is taken from whoever had it.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from flong.backends.shaping import units
from flong.backends.shaping.rules import Action, Reaction, Rule, Rules, Step
from flong.errors import ConfigError
from flong.patterns import searcher
from flong.remedies import remedy

SHIPPED: Final = "flong's rules.toml"
FACTOR: Final = 0.5
REST: Final = "1 h"

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,30}\Z")
_DOMAIN: Final = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+\Z")
_ENHANCED: Final = re.compile(r"[245]\.[0-9]{1,3}\.([0-9]{1,3}|\*)\Z")
_EPOCH: Final = date(1970, 1, 1)

_Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class _Reaction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    do: Action
    code: tuple[Annotated[int, Meta(ge=400, le=599)], ...] = ()
    enhanced: tuple[str, ...] = ()
    match: str = ""
    threshold: str = "1/min"
    factor: Annotated[float, Meta(gt=0, lt=1)] | None = None
    rest: str | None = msgspec.field(default=None, name="for")


class _Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    since: date = msgspec.field(name="from")
    per_day: _Count = 0
    source: str = ""


class _Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    domains: tuple[str, ...] = ()
    mx: tuple[str, ...] = ()
    connections: _Count = 0
    new_connections: _Count = 0
    per_connection: _Count = 0
    per_hour: _Count = 0
    window: Annotated[int, Meta(ge=0, le=64)] = 1
    quiet: str = "10 min"
    speed_up: Annotated[float, Meta(gt=1, le=100)] = 2.0
    reaction: tuple[_Reaction, ...] = ()
    inherit_reactions: bool = True
    warm_up: tuple[_Step, ...] = ()
    origin: str = ""
    read: date | None = None


_DEFAULTS: Final = frozenset(_Provider.__struct_fields__) - {"domains", "mx", "warm_up", "inherit_reactions"}


def load_rules(path: Path | None = None) -> Rules:
    """The shipped rules, and those of the file at `path` over them. Raises ConfigError with file, key and remedy."""
    shipped = _Source(SHIPPED, files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    if path is None:
        return _rules([shipped])
    try:
        return _rules([_Source(str(path), path.read_text(encoding="utf-8-sig")), shipped])
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None


class _Source:
    """One file of rules. `said` keeps what it says of a provider, as said."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{name}: {error}") from None
        for key in table.keys() - {"default", "provider"}:
            raise ConfigError(f"{name}: `{key}` is not known; there are [default] and [provider.NAME]")
        default = table.get("default", {})
        self.default = self._checked(default, "default")
        for key in default.keys() - _DEFAULTS:
            raise ConfigError(f"{name}: default.{key}: belongs to a provider; write it under [provider.NAME]")
        self.said = self._providers(table.get("provider", {}))
        self._once()

    def _providers(self, table: Any) -> dict[str, dict[str, Any]]:
        if not isinstance(table, dict):
            raise ConfigError(f"{self.name}: provider: must be tables; write [provider.NAME]")
        for name in table:
            if not _NAME.match(name):
                raise ConfigError(f"{self.name}: provider.{name}: a name is 1 to 31 of a-z, 0-9 and -")
        return {name: self._checked(inner, f"provider.{name}") for name, inner in table.items()}

    def _checked(self, table: Any, place: str) -> dict[str, Any]:
        """What is said, as values of `Rule`'s fields."""
        try:
            found = msgspec.convert(table, _Provider)
        except msgspec.ValidationError as error:
            raise ConfigError(f"{self.name}: {_placed(str(error), place)}") from None
        said: dict[str, Any] = {key: getattr(found, key) for key in table}
        where = f"{self.name}: {place}"
        for key in ("domains", "mx"):
            if key in said:
                said[key] = tuple(_domain(one, f"{where}.{key}", key) for one in said[key])
        if "quiet" in said:
            said["quiet"] = _read(units.duration, found.quiet, f"{where}.quiet")
        reactions = enumerate(found.reaction)
        said["reaction"] = tuple(_reaction(one, f"{place}.reaction[{n}]", self.name) for n, one in reactions)
        said["warm_up"] = tuple(Step((s.since - _EPOCH).days, s.per_day, s.source) for s in found.warm_up)
        return said

    def _once(self) -> None:
        """No domain belongs to two providers."""
        for key in ("domains", "mx"):
            owner: dict[str, str] = {}
            for name, said in self.said.items():
                for domain in said.get(key, ()):
                    if owner.setdefault(domain, name) != name:
                        clash = f"provider.{name}.{key}: {domain} belongs to provider.{owner[domain]}"
                        raise ConfigError(f"{self.name}: {clash}; remove it from one of them")


def _rules(sources: list[_Source]) -> Rules:
    """The rules of several files; the first that says something of a key is heard."""
    names = list(dict.fromkeys(name for source in reversed(sources) for name in source.said))
    return Rules({name: _rule(name, sources) for name in names})


def _rule(name: str, sources: list[_Source]) -> Rule:
    own = [source.said[name] for source in sources if name in source.said]
    said = [*own, *(source.default for source in sources)]
    values = {key: value for table in reversed(said) for key, value in table.items()}
    fields = {key: values[key] for key in Rule.__dataclass_fields__ if key in values}
    warm_up = next((table["warm_up"] for table in own if table["warm_up"]), ())
    lists = {"reactions": _reactions(said), "warm_up": warm_up}
    lists |= {key: _kept(key, name, sources) for key in ("domains", "mx")}
    return Rule(**{**fields, **lists, "name": name, "origin": _origin(own, said)})


def _origin(own: list[dict[str, Any]], said: list[dict[str, Any]]) -> str:
    """Where the numbers come from, and when that was read."""
    table = next(table for table in [*own, *said, {}] if "origin" in table or not table)
    read = table.get("read")
    return f"{table.get('origin', '')}, read {read}" if read else str(table.get("origin", ""))


def _reactions(said: list[dict[str, Any]]) -> tuple[Reaction, ...]:
    """All reactions in the order they are asked, up to the table that wants no more."""
    found: list[Reaction] = []
    for table in said:
        found += table["reaction"]
        if not table.get("inherit_reactions", True):
            break
    return tuple(found)


def _kept(key: str, name: str, sources: list[_Source]) -> tuple[str, ...]:
    """The domains of a provider, without those that a file before says are another's."""
    taken: set[str] = set()
    for source in sources:
        if key in source.said.get(name, {}):
            return tuple(domain for domain in source.said[name][key] if domain not in taken)
        taken |= {domain for said in source.said.values() for domain in said.get(key, ())}
    return ()


def _reaction(said: _Reaction, place: str, file: str) -> Reaction:
    where = f"{file}: {place}"
    if not (said.code or said.enhanced or said.match):
        raise ConfigError(f"{where}: says nothing of the replies it means; give code, enhanced or match")
    idle, value = ("for", said.rest) if said.do == "slow_down" else ("factor", said.factor)
    if value is not None:
        raise ConfigError(f"{where}.{idle}: `{said.do}` knows no `{idle}`")
    for code in said.enhanced:
        if not _ENHANCED.match(code):
            raise ConfigError(f'{where}.enhanced: {code!r} is no enhanced code; write "4.7.28" or "4.7.*"')
    try:
        found = searcher(said.match) if said.match else (lambda text: True)
    except ValueError as error:
        raise ConfigError(f"{where}.match: {error}; there is no look-around and no back-reference") from None
    return Reaction(
        f"{file} {place}",
        said.do,
        said.code,
        said.enhanced,
        said.match,
        _read(units.threshold, said.threshold, f"{where}.threshold"),
        said.factor or FACTOR,
        _read(units.duration, said.rest or REST, f"{where}.for"),
        found,
    )


def _read(kind: Any, text: str, where: str) -> Any:
    try:
        return kind(text)
    except ValueError as error:
        raise ConfigError(f"{where}: {error}") from None


def _domain(text: str, where: str, key: str) -> str:
    domain = text.lower()
    if key == "mx" and domain.startswith("*."):
        raise ConfigError(f"{where}: {text!r}: hosts below a domain are meant anyhow; write {domain[2:]!r}")
    if not _DOMAIN.match(domain):
        raise ConfigError(f"{where}: {text!r} is no domain; write one in ASCII, or *. before it for all below")
    return domain


def _placed(error: str, place: str) -> str:
    """msgspec's message, its place put first, with a remedy."""
    what, _, at = error.partition(" - at `$")
    help_ = remedy(error, _Provider)
    return f"{place}{at.rstrip('`')}: {what}" + (f"; {help_}" if help_ else "")
