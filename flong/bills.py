"""Bills without mails: the PDFs of a batch in one buffer, as columns are."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from flong.bill.kept import Opening
from flong.bill.press import Made
from flong.casting import Caster, Row
from flong.dsl.typed import Attachment as Declared
from flong.errors import BufferTooSmall, RecordError
from flong.runtime.batch import RawBatch


@dataclass(slots=True)
class PdfBatch:
    """The bills of some records: that of the i-th is `data[offsets[i]:offsets[i + 1]]`, `rows[i]` the record's number,
    `keys[i]` its key and `reasons[i]` why it was not stamped ("": it was). `errors` tells of the rejected ones."""

    rows: list[int]
    keys: list[str]
    reasons: list[str]
    offsets: array[int]
    data: memoryview = field(repr=False)
    errors: list[RecordError]

    def __getitem__(self, i: int) -> memoryview:
        i = range(len(self.rows))[i]
        return self.data[self.offsets[i] : self.offsets[i + 1]]


class Bills:
    """Casts the bills that one attachment of a template makes."""

    def __init__(self, caster: Caster, declared: Declared) -> None:
        self._caster, self._declared = caster, declared

    def batches(self, raw: RawBatch, buffer: bytearray | memoryview | None) -> Iterator[PdfBatch]:
        """The bills of a rendered batch; in pieces that fill `buffer`, which is used again for each, if there is one.

        Raises BufferTooSmall for a bill that the whole buffer can't hold.
        """
        batch = _Filling(buffer, list(raw.errors))
        rows = [row for i in range(len(raw.rows)) if self._caster.attaches(row := Row(raw, i), self._declared)]
        if self._declared.protected:
            self._caster.keys.prepare(map(self._opening, rows))
        for row in rows:
            number, key = raw.rows[row.i], row.text("key")
            try:
                made = self._caster.pdf(row, self._declared)
            except RecordError as error:
                batch.errors.append(RecordError(error.reason, index=number, key=key))
                continue
            if not batch.fits(len(made.pdf)):
                yield batch.done()
                batch = _Filling(buffer, [])
            batch.add(number, key, made)
        yield batch.done()

    def _opening(self, row: Row) -> Opening:
        """What opens the record's bill, whatever its name says."""
        customer = row.text("key") or row.attached(self._declared, "body")
        return Opening("pdf", customer, row.attached(self._declared, "password"))


class _Filling:
    """A batch that grows: in the caller's buffer, or in one of its own."""

    def __init__(self, buffer: bytearray | memoryview | None, errors: list[RecordError]) -> None:
        self._own, self._view = bytearray(), None if buffer is None else memoryview(buffer).cast("B")
        self._rows, self._keys, self._reasons, self.errors = list[int](), list[str](), list[str](), errors
        self._offsets = array("q", [0])

    def fits(self, size: int) -> bool:
        """Whether `size` bytes more have room. Raises BufferTooSmall when the whole buffer is too small."""
        if self._view is None:
            return True
        if size > len(self._view):
            raise BufferTooSmall(size)
        return self._offsets[-1] + size <= len(self._view)

    def add(self, row: int, key: str, made: Made) -> None:
        start, end = self._offsets[-1], self._offsets[-1] + len(made.pdf)
        if self._view is None:
            self._own += made.pdf
        else:
            self._view[start:end] = made.pdf
        self._rows.append(row)
        self._keys.append(key)
        self._reasons.append(made.reason)
        self._offsets.append(end)

    def done(self) -> PdfBatch:
        whole = memoryview(self._own) if self._view is None else self._view
        filled = whole[: self._offsets[-1]]
        return PdfBatch(self._rows, self._keys, self._reasons, self._offsets, filled, self.errors)
