"""HTTP gateways, described by a file of TOML instead of code.

::

    url = "https://sms.example/v1/accounts/{user}/messages"
    number = "e164"                       # or digits (886…), or national:TW (09…)
    [headers]
    Authorization = "Bearer {password}"
    [form]                                # or [json], or body = "<to>{to:xml}</to>" with content_type
    to = "{to}"
    text = "{text}"
    [success]
    status = [200, 201]
    pattern = 'code=0'                    # or json = { "messages.0.status" = "0" }
    [permanent]                           # what means that this number or text never goes
    pattern = 'code=(4|5)'
    [id]
    pattern = 'msgid=(\\S+)'               # or json = "messages.0.id"
    [receipt]                             # what the gateway calls back with
    id = "msgid"
    status = "state"
    delivered = ["DELIVERED"]
    failed = ["FAILED", "EXPIRED"]
    answer = "ok {id}"

Values may hold `{to} {text} {sender} {user} {password} {encoding}`; the URL holds `{user}` alone, because URLs end in
logs. `like = "NAME"` begins with a shipped definition, whose tables are completed or replaced key by key.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from flong.backends.sms.fill import check_fields, check_region_of, names_in
from flong.errors import ConfigError
from flong.patterns import searcher
from flong.remedies import told

SHIPPED: Final = ("every8d", "mitake", "twilio", "vonage")


class Match(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer is meant when all that is given holds: one of the statuses, the pattern found in the body, the values
    at paths of JSON."""

    status: tuple[int, ...] = ()
    pattern: str = ""
    json: dict[str, str | bool | int | float] = {}

    @property
    def given(self) -> bool:
        return bool(self.status or self.pattern or self.json)


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a value stands in an answer: group 1 of a pattern, or a path of JSON."""

    pattern: str = ""
    json: str = ""


class ReceiptForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of a call that brings a delivery receipt, what their values mean, and what must be answered."""

    id: str
    status: str
    error: str = ""
    delivered: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    answer: str = ""


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gateway. `untried`: nobody has used this definition with the real one. `encodings` says what `{encoding}` is
    for texts of the GSM alphabet and for others."""

    url: str = ""
    method: Literal["POST", "PUT"] = "POST"
    charset: str = "utf-8"
    number: str = "e164"
    headers: dict[str, str] = {}
    form: dict[str, str] = {}
    json: dict[str, Any] = {}
    body: str = ""
    content_type: str = ""
    basic: bool = False
    encodings: tuple[str, str] = ("", "")
    longest: Annotated[int, Meta(ge=0)] = 0
    untried: bool = False
    success: Match = Match(status=(200, 201, 202))
    permanent: Match = Match()
    temporary: Match = Match()
    throttled: Match = Match(status=(429,))
    login: Match = Match(status=(401, 403))
    unsure: Match = Match(status=(502, 504))
    id: Place = Place()
    receipt: ReceiptForm | None = None


def load_definition(name: str) -> Definition:
    """The definition shipped as `name`, or in the file of that path. Raises ConfigError."""
    table = _shipped(name) if name in SHIPPED else _merged(_read(Path(name).expanduser()), name)
    try:
        made = msgspec.convert(table, Definition)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{name}: {told(error, Definition)}") from None
    _check(made, name)
    return made


def _merged(table: dict[str, Any], name: str) -> dict[str, Any]:
    like = table.pop("like", None)
    if like is None:
        return table
    if like not in SHIPPED:
        raise ConfigError(f"{name}: there is no definition `{like}`; there are {', '.join(SHIPPED)}")
    base = _shipped(like)
    for key, value in table.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        base[key] = {**base[key], **value} if both else value
    return base


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(files("flong.backends.sms").joinpath(f"gateways/{name}.toml").read_text("utf-8"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None


def _check(made: Definition, name: str) -> None:
    """Complete, safe and understood."""
    check_url(made.url, name)
    if sum(map(bool, (made.form, made.json, made.body))) != 1:
        raise ConfigError(f"{name}: give one of form, json and body")
    if made.body and not made.content_type:
        raise ConfigError(f"{name}: a body needs its content_type")
    used = check_fields(made.headers, made.form, made.json, made.body, name)
    for field in ("to", "text"):
        if field not in used:
            raise ConfigError(f"{name}: nothing holds {{{field}}}: the definition is not complete")
    check_region_of(made.number, name)
    _check_answers(made, name)


def check_url(url: str, name: str) -> None:
    """https, or http to this machine; no password, and nothing of a message. Raises ConfigError."""
    try:
        parts = urlsplit(url)
        local = is_local(parts.hostname or "")
        port = parts.port
    except ValueError:
        raise ConfigError(f"{name}: the url is wrong") from None
    if not url.isprintable() or " " in url:
        raise ConfigError(f"{name}: the url is wrong: it holds a blank or a control character")
    if not parts.hostname or port == 0 or parts.scheme not in ("https", "http"):
        raise ConfigError(f"{name}: the definition needs a url, https://…")
    if parts.scheme == "http" and not local:
        raise ConfigError(f"{name}: texts and passwords go over https only")
    if parts.username is not None or names_in(url) - {"user"}:
        raise ConfigError(f"{name}: a url holds {{user}} at most: it ends in logs")


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_answers(made: Definition, name: str) -> None:
    for key in ("id", "success", "permanent", "temporary", "throttled", "login", "unsure"):
        try:
            searcher(getattr(made, key).pattern)
        except ValueError as error:
            raise ConfigError(f"{name}: {key}.pattern: {error}") from None
    if made.id.pattern and not searcher(f"{made.id.pattern}|")("").groups():
        raise ConfigError(f"{name}: id.pattern: nothing says where the id stands; put it in brackets: msgid=(\\S+)")
    if made.receipt and names_in(made.receipt.answer) - {"id"}:
        raise ConfigError(f"{name}: the answer to a receipt holds {{id}} at most")
    try:
        "".encode(made.charset)
    except LookupError:
        raise ConfigError(f"{name}: there is no charset `{made.charset}`") from None
