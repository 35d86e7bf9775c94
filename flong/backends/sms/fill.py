"""Fills the templates of a gateway's definition: `{to}`, `{text}` and what else a request holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from flong.backends.sms.numbers import check_region, national
from flong.errors import ConfigError

NAMES: Final = frozenset(("to", "text", "sender", "user", "password", "encoding"))
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_FIELD: Final = re.compile(r"\{([A-Za-z_]*)(?::([A-Za-z]*))?\}")
_ESCAPES: Final[Mapping[str, Callable[[str], str]]] = {
    "xml": lambda value: escape(value, {'"': "&quot;", "'": "&apos;"}),
    "json": lambda value: json.dumps(value, ensure_ascii=False)[1:-1],
    "url": quote_plus,
}


def filled(template: str, values: Mapping[str, str]) -> str:
    """`template` with its fields replaced, each by its escape if it names one."""
    return _FIELD.sub(lambda field: _escape(field[2])(values[field[1]]), template)


def filled_json(node: Any, values: Mapping[str, str]) -> Any:
    """The same for every text of a JSON value."""
    if isinstance(node, str):
        return filled(node, values)
    if isinstance(node, dict):
        return {name: filled_json(inner, values) for name, inner in node.items()}
    return [filled_json(inner, values) for inner in node] if isinstance(node, list) else node


def spellings(value: str) -> list[str]:
    """A value as any request may hold it, the longest first."""
    return sorted({value, *(escaped(value) for escaped in _ESCAPES.values()), quote(value, safe="")}, key=len)[::-1]


def names_in(template: str) -> set[str]:
    """The fields that a template names."""
    return {field[1] for field in _FIELD.finditer(template)}


def check_fields(
    headers: Mapping[str, str], form: Mapping[str, str], tree: Mapping[str, Any], body: str, name: str
) -> set[str]:
    """The fields that a request names. Raises ConfigError for one that is not known, for one of a `body` without its
    escape, for a message in a header, and for what is no header."""
    if names_in(" ".join(headers.values())) & {"to", "text", "sender"}:
        raise ConfigError(f"{name}: a header holds {{user}} and {{password}} at most")
    for header, value in headers.items():
        if not _TOKEN.match(header) or not value.isprintable():
            raise ConfigError(f"{name}: headers: {header!r} is no header field on one line")
    if any(field[2] not in _ESCAPES for field in _FIELD.finditer(body)):
        raise ConfigError(f"{name}: in a body write {{text:xml}}, {{text:json}} or {{text:url}}")
    everything = " ".join((*headers.values(), *form.values(), *_texts(tree), body))
    if unknown := {field[2] for field in _FIELD.finditer(everything)} - {None, *_ESCAPES}:
        raise ConfigError(f"{name}: `:{min(unknown)}` is not known; there are :{', :'.join(_ESCAPES)}")
    used = names_in(everything)
    if used - NAMES:
        raise ConfigError(f"{name}: `{min(used - NAMES)}` is not known; there are {', '.join(sorted(NAMES))}")
    return used


def check_region_of(number: str, name: str) -> None:
    """Raises ConfigError unless `number` is a way to write numbers."""
    kind, _, region = number.partition(":")
    if kind == "national":
        check_region(region)
    elif number not in ("e164", "digits"):
        raise ConfigError(f"{name}: numbers are e164, digits or national:REGION")


def written_number(to: str, number: str) -> str:
    """The E.164 number `to` as the gateway wants it. Raises ValueError for a foreign one where it wants national."""
    kind, _, region = number.partition(":")
    return national(to, region) if kind == "national" else to.removeprefix("+") if kind == "digits" else to


def _escape(name: str | None) -> Callable[[str], str]:
    return _ESCAPES.get(name or "", str)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _texts(inner)
