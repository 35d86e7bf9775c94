"""A record type as the `{% data %}` block that declares it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from flong.dsl import types
from flong.dsl.grammar.tokens import CONSTANTS, KEYWORDS
from flong.dsl.types import Field, List, Optional, Record, Type
from flong.errors import DataError

_WORD = re.compile(r"[^\W\d]\w*")


def declaration(record: Record, few: Mapping[str, Sequence[str]] | None = None) -> str:
    """The block. `few` gives texts of which a field had only a few, by path: a comment suggests the enum.

    Raises DataError for a name that a template can't write.
    """
    lines = [_line(field, few or {}) for field in record.fields]
    return "{% data %}\n" + "".join(f"{line}\n" for line in lines) + "{% enddata %}\n"


def _line(field: Field, few: Mapping[str, Sequence[str]]) -> str:
    """One declaration; its comments stand above it."""
    notes = [
        f"# {path}: {types.Enum(tuple(few[path]))}?\n" for path in text_paths(field.type, field.name) if path in few
    ]
    return "".join(notes) + f"{_name(field.name)}: {_written(field.type)}"


def text_paths(kind: Type, path: str) -> Iterator[str]:
    """Where a type has texts: `name`, `customer.name`, `lines[].what`."""
    match kind:
        case Record(fields):
            for field in fields:
                yield from text_paths(field.type, f"{path}.{field.name}" if path else field.name)
        case List(item):
            yield from text_paths(item, f"{path}[]")
        case Optional(inner):
            yield from text_paths(inner, path)
        case types.TEXT:
            yield path


def _written(kind: Type) -> str:
    match kind:
        case Record(fields):
            return "{ " + ", ".join(f"{_name(f.name)}: {_written(f.type)}" for f in fields) + " }"
        case List(item):
            return f"[{_written(item)}]"
        case Optional(inner):
            return f"{_written(inner)}?"
    return str(kind)


def _name(name: str) -> str:
    if _WORD.fullmatch(name) and name.isidentifier() and name not in KEYWORDS | CONSTANTS:
        return name
    if not name.isprintable() or not name.strip() or "`" in name or "{%" in name or "%}" in name:
        raise DataError(f"a template can't name the field {name!r}: rename it in the data")
    return f"`{name}`"
