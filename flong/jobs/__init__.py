"""Jobs: who gets a message, what was sent, what became of it.

`send` plans and runs a job; `list_jobs`, `show`, `recipients`, `pause`, `cancel`, `stop`, `release`, `erase` are for
its operator. The truth is the ledger (`ledger.py`); `runner.py` shows how a job runs, `states.py` which states a
recipient has.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flong.errors import MissingExtra

if TYPE_CHECKING:
    from flong.jobs.commands import SendOptions, Summary, send
    from flong.jobs.operating import (
        JobInfo,
        cancel,
        erase,
        list_jobs,
        pause,
        recipients,
        release,
        show,
        stop,
        taking_returns,
    )
    from flong.jobs.runner import Progress

__all__ = [
    "JobInfo",
    "Progress",
    "SendOptions",
    "Summary",
    "cancel",
    "erase",
    "list_jobs",
    "pause",
    "recipients",
    "release",
    "send",
    "show",
    "stop",
    "taking_returns",
]
_HOMES = {"Progress": "runner", "SendOptions": "commands", "Summary": "commands", "send": "commands"}


def __getattr__(name: str) -> Any:
    """Sending needs packages that other uses of flong do without: they are imported when asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"flong.jobs.{_HOMES.get(name, 'operating')}")
    except ModuleNotFoundError as error:
        raise MissingExtra("send", error.name or "sqlalchemy") from error
    return getattr(module, name)
