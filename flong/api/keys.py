"""API keys: 256 random bits, of which the service keeps the SHA-256.

A key is `live_…` or `test_…`: what a test key sends goes through everything and is not handed to a server.
The key file is JSON, private (0600), and read again when it changes.
"""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from flong.errors import ConfigError
from flong.jobs.home import private_file, write_private

SCOPES: Final = ("messages:send", "messages:read", "templates:check")


class ApiKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One key: `hash` is the SHA-256 of its text in hexadecimal digits."""

    name: str
    hash: str
    live: bool
    scopes: tuple[str, ...]


class KeyFile:
    """The keys in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._keys: tuple[ApiKey, ...] = ()

    def find(self, text: str) -> ApiKey | None:
        """The key spelled `text`. Takes the same time whichever it is. Raises ConfigError, LedgerError."""
        digest, found = _hash(text), None
        for key in self.keys():
            if hmac.compare_digest(key.hash, digest):
                found = key
        return found

    def keys(self) -> tuple[ApiKey, ...]:
        """All keys, as the file has them now."""
        try:
            status = self._path.stat()
        except OSError as error:
            raise ConfigError(f"{self._path}: {error.strerror}") from None
        if (stamp := (status.st_mtime_ns, status.st_ino)) != self._stamp:
            self._keys, self._stamp = _read(self._path), stamp
        return self._keys


def new_key(path: Path, name: str, *, live: bool, scopes: tuple[str, ...] = SCOPES) -> str:
    """Add a key called `name` to the file in `path`; gives the key, which nobody can read again."""
    keys = _read(path) if path.exists() else ()
    if not name or not name.isprintable() or any(key.name == name for key in keys):
        raise ConfigError("a key has a printable name that no other key of the file has")
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        raise ConfigError(f"`{unknown[0]}` is not a scope; there are {', '.join(SCOPES)}")
    text = ("live_" if live else "test_") + secrets.token_urlsafe(32)
    added = (*keys, ApiKey(name, _hash(text), live, scopes))
    write_private(path, msgspec.json.format(msgspec.json.encode(added), indent=1) + b"\n")
    return text


def _read(path: Path) -> tuple[ApiKey, ...]:
    with os.fdopen(private_file(path), "rb") as file:
        content = file.read()
    try:
        return msgspec.json.decode(content, type=tuple[ApiKey, ...])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise ConfigError(f"{path}: not a file of API keys") from None


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
