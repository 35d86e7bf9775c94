"""The engines: each module makes a renderer of one workload, record → UTF-8 bytes.

Peers take records in the form `view` gives them before anything is timed; what an engine needs per record beyond that
(parsing JSON, running totals of engines without arithmetic) is part of its renderer, and timed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from benchmarks.cases import Records, Workload

Render = Callable[[Any], bytes]


@dataclass(frozen=True, slots=True)
class Engine:
    """`package` is the distribution whose version is shown, `note` what a reader of the table must know; `totals` is
    such a note for pages with a running total."""

    name: str
    package: str
    make: Callable[[Workload], Render]
    note: str = ""
    totals: str = ""
    view: Callable[[Records], list[Any]] = list

    @property
    def version(self) -> str:
        return version(self.package)

    def note_on(self, workload: Workload) -> str:
        """What a reader must know of this engine on this page."""
        return ", ".join(filter(None, (self.note, self.totals if workload.skeleton.running else "")))


MODULES = {
    "jinja": "jinja2",
    "minijinja": "minijinja",
    "mako": "mako",
    "chameleon": "chameleon",
    "django": "django",
    "liquid": "python-liquid",
}


def engines(modules: Iterable[str] = tuple(MODULES)) -> tuple[list[Engine], dict[str, str]]:
    """The engines of `modules` that are installed, and the reason for each module that is not."""
    found: list[Engine] = []
    missing: dict[str, str] = {}
    for module in modules:
        try:
            version(MODULES[module])
            found += import_module(f"benchmarks.engines.{module}").ENGINES
        except PackageNotFoundError as error:
            missing[module] = f"{error.name} is not installed"
    return found, missing


def quoted(default: str) -> str:
    """What stands in a template for a null: a number bare, a word in quotes."""
    return default if default.isdigit() else f'"{default}"'
