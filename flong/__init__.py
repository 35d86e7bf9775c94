"""flong: templates that are checked once and cast a million times.

    import flong
    template = flong.load("statement.html")
    message = template.render(record)
    for batch in template.render_batches(table, size=1000):
        batch.messages, batch.errors

`load` and `compile` make a `Template`; a wrong one raises `TemplateError` with its diagnostics, a record
that can't be rendered `RecordError`. Everything else is imported when it is used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` alone takes a third of the time that Python needs to start
if TYPE_CHECKING:
    from typing import Any

    from flong.errors import FlongError, RecordError, TemplateError
    from flong.runtime.message import Message
    from flong.template import Batch, Template, compile, load

__all__ = ["Batch", "FlongError", "Message", "RecordError", "Template", "TemplateError", "compile", "load"]
__version__ = "0.1.0"

_HOMES = {
    "Batch": "flong.template",
    "FlongError": "flong.errors",
    "Message": "flong.runtime.message",
    "RecordError": "flong.errors",
    "Template": "flong.template",
    "TemplateError": "flong.errors",
    "compile": "flong.template",
    "load": "flong.template",
}


def __getattr__(name: str) -> Any:
    """The public names, imported on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'flong' has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value
