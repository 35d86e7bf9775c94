"""The public face: `load`, `compile`, `Template`, `Batch`.

template = flong.load("statement.html")
message = template.render(record)
for batch in template.render_batches(table, size=1000):
    send(batch.messages); report(batch.errors)
"""

from __future__ import annotations

import json
import os
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Literal, Protocol

from flong.bill.kept import BillKeys
from flong.bills import Bills, PdfBatch
from flong.casting import Caster, Messages, attachment_problem
from flong.compiler import frontend
from flong.compiler.failures import Failures
from flong.compiler.files import Folder
from flong.compiler.ir import Module
from flong.compiler.python import PythonRenderer
from flong.dsl.check.data import Fallback
from flong.dsl.types import Record
from flong.errors import ConfigError, Diagnostic, NoCompiler, RecordError, TemplateError
from flong.mailing import Extra, MailBatch, Mailer
from flong.pictures import addresses_of, pictures_of
from flong.runtime.batch import RawBatch
from flong.runtime.bind import JsonReader, Reader, Rows, bind_dicts, bind_json_texts
from flong.runtime.layout import Layout
from flong.runtime.message import Message
from flong.runtime.pacing import Pace, in_order, side_by_side

if TYPE_CHECKING:
    from flong.bill.pdf import Signer

Engine = Literal["cython", "python"]
_SUFFIXES = (".html", ".htm", ".txt", ".mjml")


class ArrowSchema(Protocol):
    """What declares columns: a pyarrow schema, a table of polars, a result of DuckDB."""

    def __arrow_c_schema__(self) -> object: ...


Schema = Record | Mapping[str, Any] | str | Path | ArrowSchema
"""A record type, a JSON Schema (parsed, or the path of its file), or an Arrow schema."""


JsonLines = bytes | bytearray | memoryview | BinaryIO | Iterable[bytes]
"""Bytes, a binary file, or pieces of bytes cut anywhere."""


class Press(Protocol):
    """An engine with a module loaded, at one instant, for some parts. With `frees` its jobs free the GIL."""

    frees: ClassVar[bool]

    def job(self, rows: Rows) -> Any:
        """Something with a `run()` that binds the rows, if they are not, and renders them; in any thread, once."""
        ...

    def raw(self, job: Any) -> RawBatch:
        """What a job made that has run."""
        ...


class Renderer(Protocol):
    """An engine with a module loaded."""

    parts: tuple[str, ...]
    layout: Layout

    def render(self, rows: Rows, now: datetime, parts: frozenset[str] | None = None) -> RawBatch:
        """All good rows rendered: all their parts, or `parts`."""
        ...

    def press(self, now: datetime, parts: frozenset[str] | None = None) -> Press:
        """Renders at the instant `now` (aware): all parts, or `parts`."""
        ...


@dataclass(slots=True)
class Batch:
    """What became of some records: `messages` of those that rendered, `errors` of the others.

    Messages are made when they are asked for; one whose attachment can't be made raises RecordError then.
    """

    messages: Messages
    errors: tuple[RecordError, ...]
    raw: RawBatch = field(repr=False)


class Template:
    """A checked and compiled template. Made by `load` and `compile`."""

    def __init__(self, module: Module, renderer: Renderer, caster: Caster, warnings: Iterable[Diagnostic] = ()) -> None:
        self.module, self.renderer, self._caster = module, renderer, caster
        self.warnings = tuple(warnings)
        self._printed: dict[frozenset[str] | None, int] = {}

    @property
    def name(self) -> str:
        return self.module.name

    @property
    def data(self) -> Record:
        """The type of the records the template takes."""
        return self.module.data

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files that messages carry as they are, by name."""
        return self._caster.files

    @property
    def folder(self) -> Path | None:
        """The folder whose stylesheets, fonts and pictures the template's bills may load."""
        return self._caster.folder.base if self._caster.folder else None

    def keyed(self, keys: BillKeys) -> Template:
        """This template, its bills encrypted with `keys`."""
        return Template(self.module, self.renderer, replace(self._caster, keys=keys), self.warnings)

    def signed(self, signer: Signer | None) -> Template:
        """This template, its PDF bills signed: see `flong.bill.signature.load_signer`."""
        return Template(self.module, self.renderer, replace(self._caster, signer=signer, presses={}), self.warnings)

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of the records the template takes."""
        from flong.dsl.schema_out import write_schema

        return write_schema(self.data)

    def render(self, record: Any, *, now: datetime | None = None) -> Message:
        """One message from a dict, a dataclass or a msgspec struct. Raises RecordError when it is rejected."""
        return _only(self.batch(self._rows([record]), now))

    def render_json(self, data: bytes, *, now: datetime | None = None) -> Message:
        """One message from a record as JSON bytes; numbers keep all their digits."""
        return _only(self.batch(bind_json_texts(self.renderer.layout, [data], zone=self._zone), now))

    def render_json_lines(
        self, data: JsonLines, *, size: int = 1000, now: datetime | None = None, parts: Collection[str] | None = None
    ) -> Iterator[Batch]:
        """Batches of records from JSON Lines, numbered without blank lines; see `render_batches`."""
        if size < 1:
            raise ValueError(f"a batch has at least one record, not {size}")
        self._check_parts(parts)
        pace = self._pace(size, parts)
        reader = JsonReader(self.renderer.layout, data, zone=self._zone)
        rows = iter(lambda: reader.take(pace.records), None)
        yield from self._batches(rows, pace, now, parts)

    def render_batches(
        self,
        table: Any,
        *,
        size: int = 1000,
        now: datetime | None = None,
        threads: int = 1,
        parts: Collection[str] | None = None,
    ) -> Iterator[Batch]:
        """Batches of at most `size` records from any Arrow producer, or from an iterable of records.

        A batch also ends where its parts have about 512 KB. `now` (aware) is what `now` and `today` say in the
        template; fixed once for all batches. With several `threads` (the calling one is the first) batches are
        bound and rendered side by side, a few ahead of the one that is asked for, and come in order all the same;
        `table` is read by the calling thread. The Python engine renders in that one alone.
        `parts` names what to render when not all is wanted, like `["html"]`; messages then have nothing else.
        """
        if size < 1:
            raise ValueError(f"a batch has at least one record, not {size}")
        if threads < 1:
            raise ValueError(f"at least one thread renders, not {threads}")
        self._check_parts(parts)
        pace = self._pace(size, parts)
        arrow = hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__")
        pieces = self._streamed(table, pace) if arrow else self._bound(table, pace)
        yield from self._batches(pieces, pace, now, parts, threads)

    def mail_batches(
        self,
        table: Any,
        *,
        size: int = 1000,
        now: datetime | None = None,
        threads: int = 1,
        date: datetime | None = None,
        message_id: Callable[[RawBatch, int], str] | None = None,
        extra: Callable[[RawBatch, int], Extra] | None = None,
    ) -> Iterator[MailBatch]:
        """The mails of `render_batches`, written at once by the calling thread: what `as_bytes` gives for each message.

        `date` (aware) stands in all of them. `message_id(raw, i)` and `extra(raw, i)` tell the Message-ID and further
        head fields of the i-th record of a rendered batch; a Message-ID is new by default.
        """
        mailer = Mailer(self._caster, date or datetime.now(UTC), message_id, extra)
        for batch in self.render_batches(table, size=size, now=now, threads=threads):
            yield mailer.mails(batch.raw)

    def mails(self, batch: Batch, date: datetime, ids: list[str], extra: Sequence[Extra]) -> MailBatch:
        """The mails of a rendered batch, as `mail_batches` writes them; `ids` and `extra` are the Message-ID and the
        further fields of each record. Raises ValueError when there are more or fewer of them."""
        return Mailer(self._caster, date).written(batch.raw, ids, extra)

    def pdf_batches(
        self,
        table: Any,
        *,
        size: int = 100,
        now: datetime | None = None,
        attachment: int = 0,
        buffer: bytearray | memoryview | None = None,
    ) -> Iterator[PdfBatch]:
        """The PDF bills of `render_batches` alone: those of the template's `attachment`-th attachment (from 0).

        With a `buffer` (writable) the bills are put into it, and a batch also ends where it is full; it is used again
        for the next batch. Raises ValueError when there is no such bill, MismatchError when a stamped bill is not the
        true one, BufferTooSmall for one that the buffer can't hold.
        """
        if not 0 <= attachment < len(self.module.attachments) or not self.module.attachments[attachment].template:
            raise ValueError(f"the template has no bill as attachment {attachment}")
        bills = Bills(self._caster, self.module.attachments[attachment])
        for batch in self.render_batches(table, size=size, now=now):
            yield from bills.batches(batch.raw, buffer)

    def bill_counts(self) -> dict[str, int]:
        """How many bills were stamped since the template was loaded (""), and how many were not, by reasons."""
        return dict(sum((press.counts for press in self._caster.presses.values()), Counter[str]()))

    def _check_parts(self, parts: Collection[str] | None) -> None:
        if unknown := set(parts or ()) - set(self.renderer.parts):
            known = ", ".join(self.renderer.parts)
            raise ValueError(f"the template has no part {', '.join(sorted(unknown))}; it has: {known}")

    def batch(self, rows: Rows, now: datetime | None = None, parts: Collection[str] | None = None) -> Batch:
        """The batch of rows that were bound to this template's layout. `parts` as for `render_batches`."""
        return self._made(self.renderer.render(rows, _aware(now), _wanted(parts)), parts)

    def _pace(self, size: int, parts: Collection[str] | None) -> Pace:
        return Pace(size, self.module.size_hint, self._printed.get(_wanted(parts), 0))

    def _batches(
        self,
        rows: Iterable[Rows],
        pace: Pace,
        now: datetime | None,
        parts: Collection[str] | None,
        threads: int = 1,
    ) -> Iterator[Batch]:
        """A batch for each of these rows, which tells `pace` what it printed."""
        wanted = _wanted(parts)
        press = self.renderer.press(_aware(now), wanted)
        jobs = map(press.job, rows)
        for job in side_by_side(jobs, threads) if threads > 1 and press.frees else in_order(jobs):
            raw = press.raw(job)
            del job  # the memory of its rows, still in the cache, is for those of the next one
            pace.learn(len(raw.rows), raw.size)
            self._printed[wanted] = pace.known
            yield self._made(raw, parts)

    def _made(self, raw: RawBatch, parts: Collection[str] | None) -> Batch:
        if self.module.attachments and parts is None:
            raw = _unattachable_rejected(self.module, raw)
        return Batch(Messages(self._caster, raw), tuple(raw.errors), raw)

    def _streamed(self, table: Any, pace: Pace) -> Iterator[Rows]:
        reader = Reader(self.renderer.layout, table, zone=self._zone)
        while piece := reader.take(pace.records):
            yield piece

    @property
    def _zone(self) -> str:
        return self.module.settings.timezone

    def _rows(self, records: list[Any], start: int = 0) -> Rows:
        return bind_dicts(self.renderer.layout, records, start=start, zone=self._zone)

    def _bound(self, records: Iterable[Any], pace: Pace) -> Iterator[Rows]:
        iterator, start = iter(records), 0
        while some := list(islice(iterator, pace.records)):
            yield self._rows(some, start)
            start += len(some)


def _aware(now: datetime | None) -> datetime:
    now = now or datetime.now(UTC)
    if now.tzinfo is None:
        raise ValueError("now must be aware: datetime.now(UTC), not datetime.now()")
    return now


def _wanted(parts: Collection[str] | None) -> frozenset[str] | None:
    """Parts are told apart by the key they are stamped with."""
    return None if parts is None else frozenset(("key", *parts))


def _only(batch: Batch) -> Message:
    if batch.errors:
        raise batch.errors[0]
    return batch.messages[0]


def load(
    path: str | Path,
    *,
    schema: Schema | None = None,
    engine: Engine = "cython",
    root: str | Path | None = None,
    fallback: Fallback | None = None,
) -> Template:
    """The template in the file `path`; files it names are read below its folder (or below `root`).

    `fallback` gives the type of the data when neither `schema` nor the template declares it.
    Raises TemplateError with every diagnostic when it is wrong, OSError when it can't be read, ValueError
    for a name that ends in none of .html .htm .txt .mjml.
    """
    path = Path(path)
    text = _read(_template_path(path))
    return _made(
        text,
        path.name,
        None,
        Folder(path.parent, Path(root) if root else None),
        schema=schema,
        engine=engine,
        fallback=fallback,
    )


def compile(
    source: str,
    *,
    kind: frontend.Kind = "html",
    schema: Schema | None = None,
    engine: Engine = "cython",
    folder: str | Path | None = None,
) -> Template:
    """The template in the text `source`; it may name files only when `folder` is given."""
    name = _name_of(kind)
    return _made(_source(source), name, kind, Folder(Path(folder)) if folder else None, schema=schema, engine=engine)


def check_file(
    path: Path, schema: Schema | None = None, *, strict: bool = False, fallback: Fallback | None = None
) -> tuple[list[Diagnostic], dict[str, str]]:
    """Everything found in the template in `path`, and the texts of its files by name. With `strict` each text
    that `safe_html` trusts is among it."""
    text = _read(_template_path(path))
    folder = Folder(path.parent)
    program, found = frontend.check_template(
        text, path.name, folder.text, _record(schema), fallback=fallback, exists=folder.has, strict=strict
    )
    return found, program.sources


def check_text(
    source: str, kind: frontend.Kind = "html", schema: Schema | None = None
) -> tuple[list[Diagnostic], dict[str, str]]:
    """Everything found in the template in `source`, which may name no files. Raises TemplateError for the schema."""
    name = _name_of(kind)
    program, found = frontend.check_template(
        _source(source), name, lambda _: None, _record(schema), kind=kind, exists=lambda _: False
    )
    return found, program.sources


def _name_of(kind: frontend.Kind) -> str:
    """What a template without a file is called."""
    if kind not in ("html", "text", "mjml"):
        raise ValueError(f'kind is "html", "text" or "mjml", not {kind!r}')
    return "template.txt" if kind == "text" else f"template.{kind}"


def _template_path(path: Path) -> Path:
    """`path`, whose suffix says what the template is."""
    if path.suffix.lower() not in _SUFFIXES:
        raise ConfigError(f"a template's name ends in {', '.join(_SUFFIXES)}, not {path.name!r}: rename it")
    return path


def _source(source: str) -> str:
    if not isinstance(source, str):
        remedy = "decode it first" if isinstance(source, (bytes, bytearray)) else "use flong.load for a file"
        raise TypeError(f"source is the template's text, a str, not {type(source).__name__}: {remedy}")
    return source


def _read(path: Path) -> str:
    """The file's text; bytes that are not UTF-8 become surrogates, which the parser reports with their place."""
    return path.read_text(encoding="utf-8-sig", errors="surrogateescape")


def _made(
    text: str,
    name: str,
    kind: frontend.Kind | None,
    folder: Folder | None,
    *,
    schema: Schema | None,
    engine: Engine,
    fallback: Fallback | None = None,
) -> Template:
    load_text, exists = (folder.text, folder.has) if folder else (lambda _: None, lambda _: False)
    program, found = frontend.check_template(
        text, name, load_text, _record(schema), fallback=fallback, kind=kind, exists=exists
    )
    errors = [d for d in found if d.severity == "error"]
    if errors:
        raise TemplateError(errors, program.sources)
    images = pictures_of(program, folder)
    module = frontend.to_module(program, addresses_of(images))
    caster = Caster(module, folder, tuple(dict.fromkeys(images.values())), _files(module, folder))
    return Template(module, _renderer(module, engine), caster, found)


def _files(module: Module, folder: Folder | None) -> dict[str, bytes]:
    """The files a template attaches as they are, by name: read once, so that all messages carry the same."""
    names = [declared.file for declared in module.attachments if not declared.template]
    found = {name: folder.bytes(name) if folder else None for name in names}
    return {name: data for name, data in found.items() if data is not None}


def _record(schema: Schema | None) -> Record | None:
    if schema is None or isinstance(schema, Record):
        return schema
    if isinstance(schema, Mapping):
        return _json_schema(json.dumps(schema, ensure_ascii=False, indent=1), "schema")
    if isinstance(schema, str | Path):
        return _json_schema(_read(Path(schema)), str(schema))
    if not hasattr(schema, "__arrow_c_schema__"):
        raise TypeError(f"schema is a record type, a JSON Schema or an Arrow schema, not {type(schema).__name__}")
    from flong.arrow_schema import read_arrow

    return read_arrow(schema)


def _json_schema(text: str, name: str) -> Record:
    from flong.dsl.json_schema import read_schema

    record, found = read_schema(text, name)
    if record is None:
        raise TemplateError(found, {name: text})
    return record


def _renderer(module: Module, engine: Engine) -> Renderer:
    """The module in the wanted engine; without a C compiler the Python engine serves, and says so."""
    if engine not in ("cython", "python"):
        raise ValueError(f'engine is "cython" or "python", not {engine!r}')
    if engine == "python":
        return PythonRenderer(module)
    from flong.compiler.cython_engine import CythonRenderer

    use_built(os.environ.get("FLONG_BUILT", ""))
    try:
        return CythonRenderer(module)
    except NoCompiler as missing:
        warnings.warn(f"{missing}; templates run in the slower Python engine", RuntimeWarning, stacklevel=4)
        return PythonRenderer(module)


@cache
def use_built(folder: str) -> int:
    """Take compiled modules from the folder that `flong build` wrote, if one is named; gives the number of templates.

    Raises BuildError when the folder can't be trusted or was built for another runtime.
    """
    from flong.compiler.shipped import load_built

    return load_built(Path(folder)) if folder else 0


def _unattachable_rejected(module: Module, raw: RawBatch) -> RawBatch:
    """`raw` without the records whose attachments have no usable name or password."""
    problems = {i: p for i in range(len(raw.rows)) if (p := attachment_problem(module, raw, i))}
    if not problems:
        return raw
    keys, failures = raw.columns.get("key"), Failures(module)
    errors = [
        RecordError(why, index=raw.rows[i], key=keys[i].decode() if keys else "", place=failures.place(declared.span))
        for i, (declared, why) in problems.items()
    ]
    return raw.without(problems, errors)
