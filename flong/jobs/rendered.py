"""Rows of a snapshot rendered by a template: what casters of mails and of text messages share."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Final

import pyarrow as pa

from flong.errors import RecordError
from flong.jobs.cast import Context, Misfit
from flong.jobs.snapshot import JSON
from flong.runtime.bind import bind_json_texts
from flong.template import Batch, Template

ROWS: Final = 32
"""Rows rendered at a time: few enough that little is lost when a slot is full."""


class Rendered:
    """The rows of one job, by one template; `parts` are those wanted, all by default."""

    def __init__(self, template: Template, context: Context, parts: Collection[str] | None = None) -> None:
        self._template, self._context, self._parts = template, context, parts
        self._now = datetime.fromtimestamp(context.clock, UTC)

    def _rendered(self, table: pa.Table) -> Iterator[tuple[int, Misfit | tuple[Batch, int]]]:
        """For every row in order: its batch and place in it, or why it has none."""
        for start, batch in self._batches(table, self._parts):
            found: dict[int, Misfit | tuple[Batch, int]] = {e.index: misfit(start, e) for e in batch.errors}
            found |= {row: (batch, i) for i, row in enumerate(batch.raw.rows)}
            yield from ((start + index, found[index]) for index in sorted(found))

    def _batches(self, table: pa.Table, parts: Collection[str] | None) -> Iterator[tuple[int, Batch]]:
        """From typed columns, or from the records' texts: all parts of the messages, or `parts`. With each batch the
        row that its own are counted from."""
        template = self._template
        if JSON not in table.column_names:
            for batch in template.render_batches(table, size=ROWS, now=self._now, parts=parts):
                yield 0, batch
            return
        zone = template.module.settings.timezone
        texts = table[JSON].cast(pa.binary()).to_pylist()
        for start in range(0, len(texts), ROWS):
            rows = bind_json_texts(template.renderer.layout, texts[start : start + ROWS], zone=zone)
            yield start, template.batch(rows, self._now, parts)


def text(batch: Batch, part: str, i: int) -> str:
    """A part of the i-th record. Raises IdentityError when it was made for another."""
    return batch.raw.text(part, i)


def misfit(start: int, error: RecordError) -> Misfit:
    """Why the record has no message; its rows are counted from `start`."""
    return Misfit(start + error.index, error.reason, error.key, error.field, str(error.place or ""), error.skipped)
