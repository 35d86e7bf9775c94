"""What may stand where msgspec refused a value: the keys of a table, the words of a choice."""

from __future__ import annotations

import difflib
import re
from typing import Any, Final

import msgspec
from msgspec import inspect

_STEP: Final = re.compile(r"\[[^]]*\]|[^.\[\]]+")
_UNKNOWN: Final = re.compile(r"unknown field `([^`]*)`")


def told(error: msgspec.ValidationError, kind: Any) -> str:
    """The message of `error`, about a value of the type `kind`, with its remedy."""
    help_ = remedy(str(error), kind)
    return f"{error}; {help_}" if help_ else str(error)


def remedy(error: str, kind: Any) -> str:
    """What may stand where `error`, msgspec's message about a value of the type `kind`, says that something is wrong;
    "" where it says so itself."""
    found: inspect.Type | None = inspect.type_info(kind)
    path = error.partition(" - at `$")[2]
    for step in _STEP.findall(path.rstrip("`")):
        found = _inner(found, step)
    if isinstance(found, inspect.StructType) and (unknown := _UNKNOWN.search(error)):
        names = [field.encode_name for field in found.fields]
        near = difflib.get_close_matches(unknown[1], names, 1)
        return f"did you mean `{near[0]}`?" if near else f"there are {', '.join(names)}"
    words = filter(None, found.values) if isinstance(found, inspect.LiteralType) else ()
    return f"there are {shown}" if (shown := ", ".join(map(str, words))) else ""


def _inner(kind: inspect.Type | None, step: str) -> inspect.Type | None:
    """The type one step inside; None where nothing is known of it."""
    if isinstance(kind, inspect.UnionType):
        return next(filter(None, (_inner(one, step) for one in kind.types)), None)
    if isinstance(kind, inspect.StructType | inspect.DataclassType):
        return next((field.type for field in kind.fields if field.encode_name == step), None)
    if isinstance(kind, inspect.DictType):
        return kind.value_type
    return kind.item_type if isinstance(kind, inspect.VarTupleType | inspect.ListType) else None
