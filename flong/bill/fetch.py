"""What a bill may load: `cid:` pictures, `data:`, and stylesheets, fonts and pictures below the template's
folder (`resources.py`). Nothing else.

Imports WeasyPrint, so it is itself imported only after the fonts are fixed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from flong.bill.resources import loadable


class BillFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Collects what it had to refuse in `refused`, since WeasyPrint goes on without it."""

    def __init__(self, base: Path | None, pictures: Callable[[str], bytes]) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self._base, self._pictures = base and base.absolute(), pictures
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The resource at `url`. Raises what WeasyPrint expects, and notes the refusal."""
        try:
            if url.startswith("cid:"):
                return URLFetcherResponse(url, self._pictures(url[4:]), {"Content-Type": "image/png"})
            if urlsplit(url).scheme == "file":
                self._check(Path(unquote(urlsplit(url).path)))
            return super().fetch(url, headers)
        except (KeyError, OSError, ValueError) as error:
            self.refused.append(self.name(url))
            raise ValueError("refused") from error

    def _check(self, path: Path) -> None:
        """Raises ValueError unless the file, as named and where links lead, is one a bill may load."""
        if self._base is None:
            raise ValueError("there is no folder")
        named, real = Path(os.path.relpath(path, self._base)), path.resolve().relative_to(self._base.resolve())
        if not loadable(named) or not loadable(real):
            raise ValueError("no stylesheet, font or picture, or hidden")

    def name(self, url: str) -> str:
        """What to call a resource: files relative to the template's folder, `data:` by its kind."""
        if self._base and urlsplit(url).scheme == "file":
            url = os.path.relpath(unquote(urlsplit(url).path), self._base)
        elif url.startswith("data:"):
            url = url.partition(",")[0] + ",…"
        return url if len(url) < 200 else url[:200] + "…"
