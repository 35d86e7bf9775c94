"""Which bills of a template are stamped, and what keeps the others from it: for `check`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.progress import Progress

from flong.cli.console import err
from flong.errors import RecordError

if TYPE_CHECKING:
    from flong.dsl.check.data import Fallback
    from flong.template import Template


@dataclass(frozen=True, slots=True)
class Cast:
    """The bills of one template: how many were stamped, how many not for which reasons, which records were rejected."""

    template: str
    stamped: int
    others: dict[str, int]
    rejected: int

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)

    def show(self) -> None:
        """Print it for people."""
        total = self.stamped + sum(self.others.values())
        rejected = f", {self.rejected} records rejected" * (self.rejected > 0)
        err.print(f"{escape(self.template)}: {self.stamped} of {total} bills stamped{rejected}", soft_wrap=True)
        for reason, count in sorted(self.others.items(), key=lambda item: -item[1]):
            err.print(f"  {count:>5}  {escape(reason)}", soft_wrap=True)


def cast_bills(path: Path, data: Path, own: Fallback, count: int) -> Cast | None:
    """Cast the messages of the first `count` records; None for a template without bills.

    Raises as `load` and `read`, and MismatchError.
    """
    from flong.jobs.reading import read
    from flong.template import load

    template = load(path, engine="python", fallback=own)
    if not any(declared.template for declared in template.module.attachments):
        return None
    rejected = 0
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(f"casting the bills of {path.name}", total=count)
        for records in read(template.data, data, count, size=_AT_ONCE):
            rejected += len(records.errors) + _cast(template, records.table)
            bar.advance(task, len(records.numbers) + len(records.errors))
    counts = template.bill_counts()
    return Cast(str(path), counts.pop("", 0), counts, rejected)


def _cast(template: Template, table: Any) -> int:
    """Cast the messages of some records, and count the rejected ones."""
    rejected = 0
    for batch in template.render_batches(table):
        rejected += len(batch.errors)
        for i in range(len(batch.messages)):
            try:
                batch.messages[i]
            except RecordError:
                rejected += 1
    return rejected


_AT_ONCE = 20
