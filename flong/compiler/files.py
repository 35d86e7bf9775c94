"""The files of a template: read below one folder, never outside."""

from __future__ import annotations

from pathlib import Path


class Folder:
    """Reads what a template names, relative to its own folder, inside `root`."""

    def __init__(self, base: Path, root: Path | None = None) -> None:
        self.base = base.resolve()
        self._root = (root or base).resolve()

    def text(self, name: str) -> str | None:
        """The text of a file, or None when it is missing or outside.

        Bytes that are not UTF-8 become surrogates, which the parser reports with their place.
        """
        data = self.bytes(name)
        return None if data is None else data.decode("utf-8-sig", errors="surrogateescape")

    def has(self, name: str) -> bool:
        """Whether there is such a file, inside."""
        return self._path(name) is not None

    def bytes(self, name: str) -> bytes | None:
        """The content of a file, or None when it is missing or outside."""
        path = self._path(name)
        return path.read_bytes() if path else None

    def _path(self, name: str) -> Path | None:
        if "\0" in name:
            return None
        path = (self.base / name).resolve()
        return path if path.is_relative_to(self._root) and path.is_file() else None
