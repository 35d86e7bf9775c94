"""`render` and `build`: templates become output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from flong.cli.console import PROBLEMS, Format, err, out
from flong.errors import ConfigError, RecordError

if TYPE_CHECKING:
    from flong.runtime.message import Message
    from flong.template import Batch, Template


class Part(StrEnum):
    """What of a message is written."""

    html = "html"
    text = "text"
    sms = "sms"
    subject = "subject"
    message = "message"
    pdf = "pdf"
    page = "page"


class Engine(StrEnum):
    """What renders."""

    cython = "cython"
    python = "python"


_SUFFIXES = {
    Part.html: "html",
    Part.text: "txt",
    Part.sms: "txt",
    Part.subject: "txt",
    Part.message: "eml",
    Part.pdf: "pdf",
    Part.page: "html",
}


def register(app: typer.Typer) -> None:
    """Add this family's commands."""
    app.command()(render)
    app.command()(build)


def render(
    template: Annotated[Path, typer.Argument(help="The template.", exists=True, dir_okay=False)],
    data: Annotated[Path, typer.Option(help="CSV, JSON, JSON Lines or Parquet.", exists=True, dir_okay=False)],
    limit: Annotated[int, typer.Option(min=1, help="Render at most this many records.")] = 1_000_000_000,
    part: Annotated[Part | None, typer.Option(help="What to write (default: html, or text of a .txt).")] = None,
    out_folder: Annotated[Path | None, typer.Option("--out", help="A folder for one file per record.")] = None,
    engine: Annotated[Engine, typer.Option(help="cython compiles first, python starts at once.")] = Engine.python,
    format: Annotated[Format, typer.Option("--format", help="How rejections are told.")] = Format.text,
) -> None:
    """Render records: to standard output, or to one file each. Rejected records are told and leave nothing."""
    from flong.jobs.reading import own_record
    from flong.template import load

    made = load(template, engine=engine.value, fallback=lambda: own_record(data))
    wanted = part or (Part.html if made.module.kind == "html" else Part.text)
    done = rejected = 0
    for message in _outcomes(made, data, limit):
        if isinstance(message, RecordError):
            _tell(message, format)
            rejected += 1
        else:
            _write(message, wanted, out_folder, done)
            done += 1
    if format is Format.json:
        print(json.dumps({"rendered": done, "rejected": rejected}), file=sys.stderr)
    else:
        _summary(done, rejected, out_folder)
    raise typer.Exit(PROBLEMS if rejected else 0)


def _summary(done: int, rejected: int, out_folder: Path | None) -> None:
    err.print(f"{done} rendered, {rejected} rejected" + (f", written to {out_folder}" if out_folder else ""))


def _tell(error: RecordError, format: Format) -> None:
    if format is Format.text:
        err.print(f"[red]rejected[/red] {escape(str(error))}", soft_wrap=True)
        return
    told = {"number": error.index, "key": error.key, "field": error.field, "reason": error.reason}
    place = str(error.place or "")
    print(json.dumps({**told, "place": place, "skipped": error.skipped}, ensure_ascii=False), file=sys.stderr)


def _outcomes(template: Template, data: Path, limit: int) -> Iterator[Message | RecordError]:
    """What becomes of each of the file's first `limit` records; errors carry the record's number."""
    from flong.jobs.reading import read

    for records in read(template.data, data, limit):
        yield from records.errors
        for batch in template.render_batches(records.table):
            for one in (*batch.errors, *_messages(batch)):
                yield _renumbered(one, records.numbers[one.index]) if isinstance(one, RecordError) else one


def _renumbered(error: RecordError, index: int) -> RecordError:
    return RecordError(
        error.reason, index=index, key=error.key, field=error.field, place=error.place, skipped=error.skipped
    )


def _messages(batch: Batch) -> Iterator[Message | RecordError]:
    for i in range(len(batch.messages)):
        try:
            yield batch.messages[i]
        except RecordError as error:
            yield error


def _write(message: Message, part: Part, folder: Path | None, number: int) -> None:
    content = _content(message, part)
    if folder is None:
        sys.stdout.buffer.write(content + (b"" if part in (Part.pdf, Part.page, Part.message) else b"\n"))
        return
    _write_whole(folder / f"{number + 1:06d}.{_SUFFIXES[part]}", content)


def _write_whole(path: Path, content: bytes) -> None:
    """All of a private file or nothing. Raises ConfigError, say when the disk is full."""
    draft = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise ConfigError(f"{path}: {error.strerror}") from None


def _content(message: Message, part: Part) -> bytes:
    match part:
        case Part.message:
            return message.as_bytes()
        case Part.pdf:
            return _bill(message, "application/pdf")
        case Part.page:
            return _bill(message, "text/html")
        case Part.html:
            return _shown(message).encode()
        case Part.text:
            return (message.text or "").encode()
        case Part.sms:
            return _sms(message)
        case Part.subject:
            return message.subject.encode()


def _sms(message: Message) -> bytes:
    if message.sms is None:
        raise typer.BadParameter("the template has no field `Sms`", param_hint="--part")
    return message.sms.encode()


def _bill(message: Message, kind: str) -> bytes:
    bills = [one for one in message.attachments if one.key is not None and one.media_type == kind]
    if not bills:
        raise typer.BadParameter("the template attaches no such bill", param_hint="--part")
    return bills[0].data


def _shown(message: Message) -> str:
    """The HTML with its pictures inside, so that a browser shows it."""
    from base64 import b64encode

    html = message.html or ""
    for image in message.images:
        html = html.replace(f"cid:{image.cid}", f"data:{image.media_type};base64,{b64encode(image.data).decode()}")
    return html


def build(
    templates: Annotated[list[Path], typer.Argument(help="The templates.", exists=True, dir_okay=False)],
    to: Annotated[Path, typer.Option(help="The folder for the compiled modules and their manifest.")] = Path("built"),
) -> None:
    """Compile templates ahead of time, for machines without a compiler (they set FLONG_BUILT to the folder)."""
    from rich.progress import Progress

    from flong.compiler.cython_engine import sources_of
    from flong.compiler.shipped import build_to
    from flong.template import load

    sources = sources_of(load(path, engine="python").module for path in templates)
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("compiling", total=len(sources))
        manifest = build_to(to, sources, lambda: bar.advance(task))
    count = sum(len(source.templates) for source in sources)
    out.print(f"{count} templates in {len(sources)} modules, listed in {manifest}", markup=False, soft_wrap=True)
