"""The templates the service may use: files of one folder, by name, read again when the folder changes."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Final

from flong.errors import ConfigError
from flong.jobs.config import Config
from flong.jobs.templates import TemplateRecipe

_NAME: Final = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/){0,8}[A-Za-z0-9_][A-Za-z0-9_.-]*\.(?:html|txt|mjml)\Z")
Stamp = tuple[tuple[str, int, int], ...]


class UnknownTemplate(ConfigError):
    """The folder has no template of this name."""


class TemplateFolder:
    """The templates below one folder. Safe to use from several threads."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._root = Path(config.api.templates).expanduser().resolve()
        self._lock = threading.Lock()
        self._stamp: Stamp = ()
        self._recipes: dict[str, TemplateRecipe] = {}

    def recipe(self, name: str) -> TemplateRecipe:
        """The template called `name`. Raises UnknownTemplate, TemplateError, ConfigError."""
        path = self._path(name)
        with self._lock:
            if (stamp := self._now()) != self._stamp:
                self._recipes, self._stamp = {}, stamp
            if name not in self._recipes:
                self._recipes[name] = TemplateRecipe.read(path, self._config, self._config.api.engine)
            return self._recipes[name]

    def _path(self, name: str) -> Path:
        """A name leads nowhere but to a file below the folder, not even by a symbolic link."""
        path = (self._root / name).resolve() if _NAME.match(name) else self._root
        if not path.is_relative_to(self._root) or not path.is_file():
            raise UnknownTemplate("there is no template of this name")
        return path

    def _now(self) -> Stamp:
        files = ((path, path.stat()) for path in sorted(self._root.rglob("*")) if path.is_file())
        return tuple((str(path), status.st_mtime_ns, status.st_size) for path, status in files)
