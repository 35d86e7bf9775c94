"""Where secrets come from: a file only its owner can read, or an environment variable.

A reference is a path or `env:NAME`. Secrets never stand in URLs, options or configuration; errors
name the reference, never the content.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from flong.errors import ConfigError


def read_secret(reference: str) -> bytes:
    """The secret behind `reference`, without a final line break. Raises ConfigError."""
    if reference.startswith("env:"):
        return _from_environment(reference.removeprefix("env:"))
    return _from_file(Path(reference).expanduser())


def _from_environment(name: str) -> bytes:
    value = os.environ.get(name, "")
    if not value:
        raise ConfigError(f"environment variable {name} is not set")
    return os.fsencode(value).rstrip(b"\r\n")


def _from_file(path: Path) -> bytes:
    """Checks the open file, not the name, so that nothing can change in between."""
    try:
        with path.open("rb") as file:
            _check_private(path, os.fstat(file.fileno()))
            content = file.read(65536).rstrip(b"\r\n")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    if not content:
        raise ConfigError(f"{path}: is empty")
    return content


def _check_private(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ConfigError(f"{path}: is not a file")
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(f"{path}: others can read it: chmod 600 {path}")
    if status.st_uid not in (os.geteuid(), 0):
        raise ConfigError(f"{path}: belongs to somebody else")
