"""`flong.toml`: routes, relays, shaping, signing keys, tokens, the API, jobs.

::

    [routes.main]                       # --via main
    url = "smtp://mailer@relay.acme.example"
    password = "env:RELAY_PASSWORD"     # a secret is a private file's path, or env:NAME

    [sms.carrier]                       # text messages; see backends/sms/route.py
    url = "smpps://smsc.example"

    [[relay]]                           # relays of one pool: --via bulk
    name = "east"
    pool = "bulk"
    host = "east.acme.example"
    sources = ["192.0.2.1", "192.0.2.2"]

    [shaping]                           # how fast to whom
    rules = "rules.toml"

    [[dkim."acme.example"]]             # the keys that sign what is From: …@acme.example
    selector = "s1"
    key = "/etc/flong/s1.pem"

    [bills]                             # PDF bills are signed
    certificates = "/etc/flong/bills.pem"
    key = "/etc/flong/bills.key"

    [smime."bill@acme.example"]         # the certificate of an address
    certificates = "/etc/flong/bill.pem"
    key = "/etc/flong/bill.key"

    [tokens]                            # links in mails
    url = "https://t.acme.example"
    keys = { 1 = "/etc/flong/tokens.key" }

    [api]
    port = 8480

    [jobs]
    policy = "hold"

No secret stands in the file itself. Still, whoever may read it learns where they are: as soon as it names
one, it must be private (0600).
"""

from __future__ import annotations

import difflib
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta

from flong.backends.open import Options, Relay
from flong.backends.sms.route import SmsRoute, check_route
from flong.errors import ConfigError
from flong.remedies import told

T = TypeVar("T")
Policy = Literal["hold", "resend"]
Stream = Literal["broadcast", "transactional", "otp"]
DkimForm = Literal["relaxed/simple", "relaxed/relaxed", "simple/simple", "simple/relaxed"]
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]

NAME: Final = "flong.toml"
_LOGIN = re.compile(r"^[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]+@", re.IGNORECASE)
_OPTIONS: Final = tuple(one.name for one in fields(Options))
_SECRETS: Final = frozenset(("password", "key", "keys", "webhook"))


class Route(msgspec.Struct, frozen=True):
    """A way out: where to, and how to treat the relay; or a pool of `relays`."""

    url: str
    options: Options = Options()
    relays: tuple[Relay, ...] = ()


class ShapingConfig(msgspec.Struct, frozen=True):
    """How fast to send to whom: a file of `rules` over the shipped ones. `mx`: domains that no rule names are looked
    up in the DNS, by the server `resolver` or the system's."""

    rules: str = ""
    mx: bool = False
    resolver: str = ""

    @property
    def file(self) -> Path | None:
        """The path of the rules, if there are any of one's own."""
        return Path(self.rules).expanduser() if self.rules else None


class DkimKey(msgspec.Struct, frozen=True):
    """A signing key: `key` is a reference to it. It signs from the day `from` on, until the day `until` begins (UTC).

    `form` is the canonical form of header and body; a signature is refused `expires` seconds after it was made (0:
    never).
    """

    selector: str
    key: str
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
    form: DkimForm = "relaxed/simple"
    expires: Annotated[int, Meta(ge=0)] = 0

    def __post_init__(self) -> None:
        if self.from_ and self.until and self.from_ >= self.until:
            raise ValueError("a key that ends before it begins")


class Certificate(msgspec.Struct, frozen=True):
    """What signs the mails of an address by S/MIME: a file of `certificates`, its own first, and its key."""

    certificates: str
    key: str


class BillsConfig(msgspec.Struct, frozen=True):
    """Who signs PDF bills: a file of `certificates`, the signer's own first, and the file of its private `key`.

    Readers show the `reason`.
    """

    certificates: str = ""
    key: str = ""
    reason: str = ""


class TokensConfig(msgspec.Struct, frozen=True):
    """Links in mails: their base `url`, and references to 32-byte keys by id; the highest id seals.

    `track`: openings and clicks of broadcast mails are told to the service; links that unsubscribe are always there.
    """

    url: str = ""
    keys: dict[str, str] = {}
    track: bool = True


class ApiConfig(msgspec.Struct, frozen=True):
    """Where the service listens, and the file of its API keys (made by `flong serve --new-key`).

    `templates` is the folder it knows templates from, `engine` what renders them, `route` the way out of
    messages that name none, `body` the most bytes of a request.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8480
    keys: str = ""
    templates: str = "templates"
    engine: Literal["cython", "python"] = "cython"
    route: str = ""
    body: Count = 1 << 20


class JobsConfig(msgspec.Struct, frozen=True):
    """How jobs run. `workers` 0: one per core. `retry`, `deadline` are seconds; a slot is `slot_mb` MB.

    `log`: the file that gets a line for every attempt; `metrics`: the HOST:PORT where Prometheus finds them.
    `return_path`: bounces go to addresses made from this one (VERP); without it, to From.
    `unsubscribe`: the address that takes unsubscriptions by mail; `list_id`, `sender_id`: what List-Id, and the end of
    Feedback-ID, say in broadcast mails.
    """

    home: str = ""
    policy: Policy = "hold"
    stream: Stream = "broadcast"
    chunk: Count = 1000
    workers: Annotated[int, Meta(ge=0)] = 0
    slot_mb: Count = 8
    deadline: Seconds = 3 * 86400.0
    retry: Annotated[tuple[Seconds, ...], Meta(min_length=1)] = (60.0, 300.0, 900.0, 3600.0)
    log: str = ""
    metrics: str = ""
    return_path: str = ""
    unsubscribe: str = ""
    list_id: str = ""
    sender_id: str = "flong"


class BouncesConfig(msgspec.Struct, frozen=True):
    """Mails that come back. The receiver (`flong bounces serve`) listens on `host` and `port` and takes mails of at
    most `size` bytes, for the return paths of `[jobs]` and for the addresses in `abuse`.

    `typos`: what is done with addresses whose domain looks like a slip of a well-known one.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 2525
    size: Count = 4 << 20
    abuse: tuple[str, ...] = ()
    typos: Literal["warn", "correct", "ignore"] = "warn"


class Config(msgspec.Struct, frozen=True):
    """The whole file."""

    routes: dict[str, Route] = {}
    sms: dict[str, SmsRoute] = {}
    shaping: ShapingConfig = ShapingConfig()
    dkim: dict[str, tuple[DkimKey, ...]] = {}
    bills: BillsConfig = BillsConfig()
    smime: dict[str, Certificate] = {}
    tokens: TokensConfig = TokensConfig()
    api: ApiConfig = ApiConfig()
    jobs: JobsConfig = JobsConfig()
    bounces: BouncesConfig = BouncesConfig()


_SECTIONS: Final[dict[str, type[msgspec.Struct]]] = {
    "shaping": ShapingConfig,
    "bills": BillsConfig,
    "tokens": TokensConfig,
    "api": ApiConfig,
    "jobs": JobsConfig,
    "bounces": BouncesConfig,
}


def load_config(path: Path | None = None) -> Config:
    """The configuration in `path`, or in `flong.toml` of the present folder if there is one.

    Raises ConfigError for what is wrong; the message quotes no value.
    """
    if path is None:
        return load_config(Path(NAME)) if Path(NAME).exists() else Config()
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            table = tomllib.loads(file.read().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    if _names_secrets(table) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(f"{path} names secrets and others can read it: chmod 600 {path}")
    return _config(table, str(path))


def _config(table: dict[str, Any], where: str) -> Config:
    for place, value in _texts(table, where):
        if _LOGIN.match(value):
            raise ConfigError(f'{place}: a URL holds no password; write password = "env:NAME" or a file\'s path')
    _known(table, [*_names(Config), "relay"], where)
    for section, kind in _SECTIONS.items():
        _known(_table(table.get(section, {}), f"{where}: [{section}]"), _names(kind), f"{where}: [{section}]")
    for domain, keys in _table(table.get("dkim", {}), f"{where}: [dkim]").items():
        for key in keys if isinstance(keys, list) else [keys]:
            _known(_table(key, f"{where}: [[dkim]]"), _names(DkimKey), f'{where}: [[dkim."{domain}"]]')
    for address, one in _table(table.get("smime", {}), f"{where}: [smime]").items():
        _known(_table(one, f"{where}: [smime]"), _names(Certificate), f'{where}: [smime."{address}"]')
    routes = _table(table.get("routes", {}), f"{where}: [routes]")
    made = {name: _route(_table(r, f"{where}: [routes]"), f"{where}: [routes.{name}]") for name, r in routes.items()}
    for name, one in _table(table.get("sms", {}), f"{where}: [sms]").items():
        _known(_table(one, f"{where}: [sms]"), _names(SmsRoute), f"{where}: [sms.{name}]")
    pools = _pools(table.get("relay", []), made, where)
    found = _convert({**table, "routes": {}}, Config, where, made | pools)
    _check_sms(found, where)
    return found


def _check_sms(config: Config, where: str) -> None:
    for name, route in config.sms.items():
        check_route(route, f"{where}: [sms.{name}]")
        if name in config.routes:
            raise ConfigError(f"{where}: [routes.{name}] and [sms.{name}] have one name")


def _convert(table: dict[str, Any], kind: type[Config], where: str, routes: dict[str, Route]) -> Config:
    try:
        return msgspec.structs.replace(msgspec.convert(table, kind), routes=routes)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {told(error, kind)}") from None


def _route(table: Mapping[str, Any], where: str) -> Route:
    """A route's options stand beside its url."""
    _known(table, ["url", *_OPTIONS], where)
    if not isinstance(table.get("url"), str):
        raise ConfigError(f"{where} needs a url")
    return Route(table["url"], _made(_part(table, _OPTIONS), Options, where))


def _pools(relays: Any, routes: Mapping[str, Route], where: str) -> dict[str, Route]:
    """A route for each pool of relays, called after it."""
    if not isinstance(relays, list):
        raise ConfigError(f"{where}: relay: write [[relay]]")
    made = [_relay(_table(one, f"{where}: [[relay]]"), f"{where}: relay[{n}]") for n, one in enumerate(relays)]
    if len({relay.name for relay in made}) < len(made):
        raise ConfigError(f"{where}: [[relay]]: two have one name; give each its own")
    if clash := next((relay.pool for relay in made if relay.pool in routes), None):
        raise ConfigError(f"{where}: [routes.{clash}] and the pool {clash} have one name; rename one of them")
    pools = dict.fromkeys(relay.pool for relay in made)
    return {pool: Route("", relays=tuple(relay for relay in made if relay.pool == pool)) for pool in pools}


def _relay(table: Mapping[str, Any], where: str) -> Relay:
    """A relay's options stand beside its other keys."""
    own = [name for name in (one.name for one in fields(Relay)) if name != "options"]
    _known(table, [*own, *(name for name in _OPTIONS if name != "source")], where)
    return _made({**_part(table, own), "options": _part(table, _OPTIONS)}, Relay, where)


def _part(table: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: table[name] for name in names if name in table}


def _made(table: dict[str, Any], kind: type[T], where: str) -> T:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {told(error, kind)}") from None
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from None


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} must be a table")
    return value


def _names(kind: type[msgspec.Struct]) -> list[str]:
    return list(kind.__struct_encode_fields__)


def _known(table: Mapping[str, Any], names: Iterable[str], where: str) -> None:
    """Every key must be one of `names`."""
    names = list(names)
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            help_ = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(names)}"
            raise ConfigError(f"{where}: `{key}` is not known; {help_}")


def _names_secrets(value: Any) -> bool:
    if isinstance(value, dict):
        return any((name in _SECRETS and bool(inner)) or _names_secrets(inner) for name, inner in value.items())
    return isinstance(value, list) and any(map(_names_secrets, value))


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """All texts of the file, with their places."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{where}: {name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, where)
