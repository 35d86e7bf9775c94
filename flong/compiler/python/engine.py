"""The Python engine's renderer: walks the IR of one module, record by record."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flong.compiler import ir
from flong.compiler.blobs import resolved_blobs
from flong.compiler.failures import Failures
from flong.compiler.layout import layout_of
from flong.compiler.python.evaluate import evaluate
from flong.compiler.python.frame import TEXT_LIMIT, Failure, Frame, Loop
from flong.compiler.python.printing import printed
from flong.dsl import typed
from flong.errors import RecordError
from flong.runtime.batch import PICTURES, Asset, RawBatch
from flong.runtime.bind import Piece, Rows
from flong.runtime.columns import Column
from flong.runtime.core import Context, Reject
from flong.runtime.escape import py_escape
from flong.runtime.reasons import Code
from flong.runtime.resolve.zones import zone_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
TURNS = 10_000_000
"""Loop turns one record may take."""


class PythonRenderer:
    """Renders rows of `module` by evaluating its IR."""

    def __init__(self, module: ir.Module) -> None:
        self.module = module
        self.parts = tuple(part.name for part in module.parts)
        self.layout = layout_of(module.data)
        self._blobs = resolved_blobs(module)
        self._zone = zone_of(module.settings.timezone)
        self._failures = Failures(module)

    def press(self, now: datetime, parts: frozenset[str] | None = None) -> Press:
        """Renders at the instant `now` (aware): all parts, or `parts`."""
        return Press(self, now, parts)

    def render(self, rows: Rows, now: datetime, parts: frozenset[str] | None = None) -> RawBatch:
        """Every bound row rendered at the instant `now` (aware): all of its parts, or `parts`."""
        wanted = [part for part in self.parts if parts is None or part in parts]
        batch = RawBatch([], {name: Column(bytearray(), array("q", [0])) for name in wanted}, [], [])
        for index, path, reason in rows.errors:
            batch.errors.append(RecordError(reason, index=index, field=path))
        for index in rows.good:
            self._render_row(rows.to_python(index), index, now, batch)
        batch.errors.sort(key=lambda error: error.index)
        return batch

    def _render_row(self, data: dict[str, Any], index: int, now: datetime, batch: RawBatch) -> None:
        context = context_at(now, self._zone)
        frame = self._frame(data, now, context)
        try:
            pieces = self._parts_of(frame, batch.columns)
        except Failure as failure:
            key = self.key_of(data, now)
            batch.errors.append(self._failures.error(failure.code, failure.span, failure.reason, index, key))
            return
        batch.rows.append(index)
        batch.assets.append(assets_of(context))
        for name, piece in pieces.items():
            column = batch.columns[name]
            column.data.extend(piece)  # type: ignore[union-attr]
            column.offsets.append(len(column.data))

    def _frame(self, data: dict[str, Any], now: datetime, context: Context) -> Frame:
        return Frame(data, [None] * self.module.slots, context, now, self._zone, self._blobs, TURNS, self.module.locale)

    def _parts_of(self, frame: Frame, wanted: Collection[str]) -> dict[str, bytearray]:
        for let in self.module.computed:
            _bind(let, frame)
        pieces = {part.name: bytearray() for part in self.module.parts if part.name in wanted}
        for part in self.module.parts:
            if part.name in wanted:
                run(part.body, frame, pieces[part.name])
        return pieces

    def key_of(self, data: dict[str, Any], now: datetime) -> str:
        """The record's key, if it can be had although the record failed."""
        part = next((p for p in self.module.parts if p.name == "key"), None)
        frame, out = self._frame(data, now, context_at(now, self._zone)), bytearray()
        try:
            for let in self.module.computed:
                _bind(let, frame)
        except Failure:
            pass
        try:
            run(part.body if part else (), frame, out)
        except (Failure, TypeError, AttributeError, LookupError):
            return ""
        return out.decode()


@dataclass(frozen=True, slots=True)
class Press:
    """A renderer at one instant, for some parts."""

    frees: ClassVar = False
    renderer: PythonRenderer
    now: datetime
    parts: frozenset[str] | None

    def job(self, rows: Rows) -> Job:
        """The rendering of all rows that can be bound."""
        return Job(self, rows)

    def raw(self, job: Job) -> RawBatch:
        """What a job made that has run."""
        return job.made


class Job:
    """Rows to be rendered."""

    def __init__(self, press: Press, rows: Rows) -> None:
        self._press, self._rows = press, rows

    def run(self) -> None:
        """Bind the rows, if they are not, and render them."""
        rows = self._rows.bind() if isinstance(self._rows, Piece) else self._rows
        self.made = self._press.renderer.render(rows, self._press.now, self._press.parts)


def context_at(now: datetime, zone: ZoneInfo) -> Context:
    """The runtime's context at the instant `now`."""
    return Context(*clock_at(now, zone))


@lru_cache(maxsize=16)
def clock_at(now: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """µs since 1970, and the day there: the same for all batches of a run."""
    return (now - EPOCH) // timedelta(microseconds=1), now.astimezone(zone).date().toordinal() - EPOCH_DAY


def assets_of(context: Context) -> tuple[Asset, ...]:
    """The pictures a record asked for, each once."""
    noted = (
        Asset(PICTURES[kind], id_, data.decode(), size, level) for _, kind, id_, size, level, data in context.assets()
    )
    return tuple({asset.id: asset for asset in noted}.values())


def run(block: ir.Block, frame: Frame, out: bytearray) -> None:
    """Print `block` to `out`."""
    for node in block:
        _RUN[type(node)](node, frame, out)


def _write(node: ir.Write, frame: Frame, out: bytearray) -> None:
    out += node.data


def _emit(node: ir.Emit, frame: Frame, out: bytearray) -> None:
    value = printed(evaluate(node.value, frame))
    try:
        out += py_escape(frame.context, node.escaper, node.attribute, value)
    except Reject as reject:
        raise Failure(reject.code, node.span) from None
    if len(out) > TEXT_LIMIT:
        raise Failure(Code.TOO_LONG, node.span)


def _if(node: ir.If, frame: Frame, out: bytearray) -> None:
    for test, body in node.arms:
        if evaluate(test, frame):
            return run(body, frame, out)
    return run(node.orelse, frame, out)


def _for(node: ir.For, frame: Frame, out: bytearray) -> None:
    loop = frame.loops[node.loop] = Loop(_kept(node, frame))
    for index, item in enumerate(loop.items):
        loop.index = index
        frame.slots[node.slot] = item
        run(node.body, frame, out)
        if len(out) > TEXT_LIMIT:
            raise Failure(Code.TOO_LONG, node.span)
    if not loop.items:
        run(node.orelse, frame, out)


def _kept(node: ir.For, frame: Frame) -> list[Any]:
    """The items the guard lets through."""
    kept = []
    for item in evaluate(node.source, frame):
        frame.turn(node.span)
        frame.slots[node.slot] = item
        if node.guard is None or evaluate(node.guard, frame):
            kept.append(item)
    return kept


def _bind(node: typed.Let | typed.Set, frame: Frame) -> None:
    frame.slots[node.slot] = evaluate(node.value, frame)


def _let(node: typed.Let | typed.Set, frame: Frame, out: bytearray) -> None:
    _bind(node, frame)


def _fail(node: ir.Fail, frame: Frame, out: bytearray) -> None:
    reason = printed(evaluate(node.reason, frame))
    raise Failure(Code.REJECTED if node.kind == "reject" else Code.SKIPPED, node.span, reason)


_RUN: Mapping[type, Any] = {
    ir.Write: _write,
    ir.Emit: _emit,
    ir.If: _if,
    ir.For: _for,
    ir.Fail: _fail,
    typed.Let: _let,
    typed.Set: _let,
}
