"""What a bill may load: `cid:` pictures, `data:`, and stylesheets, fonts and pictures below the template's
folder (`resources.py`). Nothing else.

Imports WeasyPrint, so it is itself imported only after the fonts are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from flong.bill.resources import allowed, called


class BillFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Collects what it had to refuse in `refused`, since WeasyPrint goes on without it; and the style sheets."""

    def __init__(self, base: Path | None, pictures: Callable[[str], bytes]) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self._base, self._pictures = base and base.absolute(), pictures
        self.refused: list[str] = []
        self.sheets: list[Path] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The resource at `url`. Raises what WeasyPrint expects, and notes the refusal."""
        try:
            if url.startswith("cid:"):
                return URLFetcherResponse(url, self._pictures(url[4:]), {"Content-Type": "image/png"})
            if urlsplit(url).scheme == "file":
                path = allowed(url, self._base)
                if path.suffix.lower() == ".css":
                    self.sheets.append(path)
            return super().fetch(url, headers)
        except (KeyError, OSError, ValueError) as error:
            self.refused.append(self.name(url))
            raise ValueError("refused") from error

    def name(self, url: str) -> str:
        """See `resources.called`."""
        return called(url, self._base)
