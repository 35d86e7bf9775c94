"""What a bill may load: `cid:` pictures, `data:` and files below the template's folder. Nothing else.

Imports WeasyPrint, so it is itself imported only after the fonts are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse


class BillFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Collects what it had to refuse in `refused`, since WeasyPrint goes on without it."""

    def __init__(self, base: Path | None, pictures: Callable[[str], bytes]) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self._base, self._pictures = base and base.resolve(), pictures
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
            self.refused.append(url if len(url) < 200 else url[:200] + "…")
            raise ValueError("refused") from error

    def _check(self, path: Path) -> None:
        if self._base is None or not path.resolve().is_relative_to(self._base):
            raise ValueError("outside the template's folder")
