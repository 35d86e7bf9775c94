"""The folder a ledger lives in: `ledger.sqlite`, the installation's secret, a folder per job.

The folder is 0700 and its files are 0600. What belongs to someone else, is a symbolic link or is
open to others is refused: who can write the ledger can make mails appear delivered.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from flong.errors import LedgerError


def default_home() -> Path:
    """Where the ledger lies unless told otherwise: `FLONG_HOME`, or the user's data folder."""
    return Path(os.environ.get("FLONG_HOME") or user_data_path("flong"))


@dataclass(frozen=True, slots=True)
class Home:
    """The paths inside one ledger folder, made private on first use."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> Home:
        """Make or check `root`. Raises LedgerError when it is not ours alone."""
        private_folder(root)
        return cls(root.absolute())

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.sqlite"

    @property
    def stop_flag(self) -> Path:
        """While this file exists, no job of this ledger begins another message."""
        return self.root / "STOP"

    def job(self, number: int) -> Path:
        """The private folder of job `number`: snapshot, rejects, lock."""
        folder = self.root / "jobs" / f"{number:06d}"
        private_folder(folder)
        return folder

    def secret(self) -> bytes:
        """The installation's 32-byte secret, made at the first call."""
        path = self.root / "installation.key"
        secret = _read_secret(path) or _make_secret(path)
        if len(secret) != 32:
            raise LedgerError(f"{path} does not hold 32 bytes; restore it from your backup")
        return secret


def private_folder(path: Path) -> None:
    """Make `path` with mode 0700, or check that it is a folder of ours that others can't enter."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.mkdir(mode=0o700)
    except OSError as error:
        if not os.path.lexists(path):
            raise LedgerError(f"{path} can't be made: {error.strerror}") from None
    _check(path, os.lstat(path), stat.S_ISDIR, "folder")


def private_file(path: Path) -> int:
    """Open (or make, 0600) a file of ours for reading and writing; the caller closes the descriptor."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LedgerError(f"{path} can't be opened: {error.strerror}") from None
    try:
        _check(path, os.fstat(descriptor), stat.S_ISREG, "file")
    except LedgerError:
        os.close(descriptor)
        raise
    return descriptor


def write_private(path: Path, data: bytes) -> None:
    """Write `data` to `path` (0600) so that a reader sees all of it or the file before."""
    part = path.with_name(path.name + ".part")
    descriptor = private_file(part)
    with os.fdopen(descriptor, "wb") as file:
        file.truncate(0)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _check(path: Path, found: os.stat_result, right_kind: Callable[[int], bool], kind: str) -> None:
    if not right_kind(found.st_mode):
        raise LedgerError(f"{path} is not a {kind}")
    if found.st_uid != os.geteuid():
        raise LedgerError(f"{path} belongs to another user (uid {found.st_uid})")
    if found.st_mode & 0o077:
        mode = "700" if kind == "folder" else "600"
        raise LedgerError(f"{path} is open to other users; `chmod {mode} {path}` first")


def _read_secret(path: Path) -> bytes:
    if not path.is_symlink() and not path.exists():
        return b""
    with os.fdopen(private_file(path), "rb") as file:
        return file.read()


def _make_secret(path: Path) -> bytes:
    part = path.with_name(f"{path.name}.{os.getpid()}")
    write_private(part, os.urandom(32))
    try:
        os.link(part, path)  # the first of two racing processes wins
    except FileExistsError:
        pass
    finally:
        part.unlink()
    return _read_secret(path)
