"""Mails laid down as files: whole, durable, private, and once."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from disk import full_after
from mailboxes import MAIL, Book, Queue, outgoing

from flong.backends.eml import EmlBackend
from flong.backends.maildir import MaildirBackend
from flong.backends.stdout import StdoutBackend
from flong.errors import IdentityError, SendError


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def test_maildir(tmp_path: Path) -> None:
    """One file in new/ for each mail, byte for byte, 0600; nothing stays in tmp/."""
    book = Book()
    await MaildirBackend(tmp_path / "box").run(Queue(*map(outgoing, range(20))), book)
    found = files(tmp_path / "box")
    assert book.states == ["delivered"] * 20 and len(found) == 20
    assert {path.parent.name for path in found} == {"new"}
    assert all(path.read_bytes() == MAIL and path.stat().st_mode & 0o777 == 0o600 for path in found)
    assert {path.name for path in (tmp_path / "box").iterdir()} == {"cur", "new", "tmp"}


async def test_eml(tmp_path: Path) -> None:
    """Names sort by number and hold nothing of a hostile key but safe letters."""
    book = Book()
    items = (outgoing(3, key="../../etc/passwd"), outgoing(1, key="王小明"), outgoing(2, key="A-1"))
    await EmlBackend(tmp_path).run(Queue(*items), book)
    names = [path.name[:16] for path in files(tmp_path)]
    assert names == [names[0], "00000002-A-1-" + names[1][13:], names[2]]
    assert [name.split("-")[0] for name in names] == ["00000001", "00000002", "00000003"]
    assert all(path.parent == tmp_path and path.name.isascii() for path in files(tmp_path))
    assert book.states == ["delivered"] * 3 and all(receipt.text.endswith(".eml") for receipt in book.receipts)


@pytest.mark.parametrize("backend", [MaildirBackend, EmlBackend])
async def test_the_same_mail_again_replaces_itself(tmp_path: Path, backend: type) -> None:
    """After a crash between rename and receipt, a resend makes no second file."""
    for _ in range(2):
        await backend(tmp_path / "box").run(Queue(outgoing(1)), Book())
    assert len(files(tmp_path / "box")) == 1


async def test_one_document_to_two_recipients(tmp_path: Path) -> None:
    """Two files."""
    items = (outgoing(1, rcpt_to="a@mail.example"), outgoing(1, rcpt_to="b@mail.example"))
    await MaildirBackend(tmp_path).run(Queue(*items), Book())
    assert len(files(tmp_path)) == 2


async def test_what_a_crash_left_is_no_obstacle(tmp_path: Path) -> None:
    """A new process may get the old one's number, and so the same name for its draft."""

    def leave(item: object) -> None:
        (draft,) = files(tmp_path)
        draft.with_name("kept").write_text(draft.name)
        raise IdentityError("killed")

    with pytest.raises(IdentityError):
        await EmlBackend(tmp_path).run(Queue(outgoing(1)), Book(on_start=leave))
    kept = tmp_path / "kept"
    (tmp_path / kept.read_text()).write_text("half a ma")
    kept.unlink()
    await EmlBackend(tmp_path).run(Queue(outgoing(1)), book := Book())
    assert book.states == ["delivered"] and [path.read_bytes() for path in files(tmp_path)] == [MAIL]


@pytest.mark.parametrize("backend", [MaildirBackend, EmlBackend])
async def test_nothing_appears_before_the_book_agrees(tmp_path: Path, backend: type) -> None:
    """At `starting` the final name is free; a refusal leaves no file at all."""
    seen: list[list[str]] = []

    def refuse(item: object) -> None:
        seen.append([path.suffix for path in files(tmp_path)])
        raise IdentityError("mixed up")

    book = Book(on_start=refuse)
    with pytest.raises(IdentityError):
        await backend(tmp_path).run(Queue(outgoing(1)), book)
    assert seen == [[".part"]] and files(tmp_path) == [] and book.states == ["unsent"]


@pytest.mark.parametrize("backend", [MaildirBackend, EmlBackend])
async def test_a_full_disk_leaves_no_half_of_a_bill(tmp_path: Path, backend: type) -> None:
    """The mail that fits is delivered, the other goes back and nothing of it stays."""
    bill, book = MAIL + b"x" * 100_000, Book()
    small, large = backend(tmp_path), backend(tmp_path)
    with full_after(20_000):
        await small.run(Queue(outgoing(1)), book)
        with pytest.raises(SendError, match="File too large"):
            await large.run(Queue(outgoing(2, bill)), book)
    assert book.states == ["delivered", "unsent"]
    assert [path.read_bytes() for path in files(tmp_path)] == [MAIL]


async def test_a_folder_that_vanishes(tmp_path: Path) -> None:
    """The mails go back, the run fails with a reason."""
    backend, book = EmlBackend(tmp_path / "out"), Book()
    (tmp_path / "out").rmdir()
    with pytest.raises(SendError, match="No such file"):
        await backend.run(Queue(*map(outgoing, range(3))), book)
    assert book.states == ["unsent"] * 3


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SendError, match="file"):
        MaildirBackend(tmp_path / "file" / "box")


async def test_stdout() -> None:
    """The bytes, then an empty line."""
    stream, book = io.BytesIO(), Book()
    await StdoutBackend(stream).run(Queue(outgoing(0), outgoing(1)), book)
    assert stream.getvalue() == 2 * (MAIL + b"\r\n") and book.states == ["delivered"] * 2


async def test_a_closed_pipe() -> None:
    """`flong send … | head` ends with an error, not a traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    book = Book()
    with os.fdopen(writing, "wb", buffering=0) as stream, pytest.raises(SendError, match="standard output"):
        await StdoutBackend(stream).run(Queue(outgoing(0)), book)
    assert book.states == ["unsent"]
