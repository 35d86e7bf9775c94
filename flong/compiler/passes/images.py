"""Pictures that lie beside the template: their `src` becomes the `cid:` of a related part, or an address
below `Assets:`."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Mapping
from urllib.parse import quote, urljoin

from flong.compiler import ir
from flong.compiler.passes.markup import Markup, change_part
from flong.dsl.html.images import relative_image


def content_id(data: bytes) -> str:
    """The Content-ID (without brackets) of a picture: 32 hexadecimal digits of its SHA-256, `@flong`."""
    return f"{hashlib.sha256(data).hexdigest()[:32]}@flong"


def show_images(module: ir.Module, cids: Mapping[str, str]) -> ir.Module:
    """`module` with the static relative `src` of pictures in `html` replaced.

    With `module.assets` they are resolved against it; else `cids` maps file names, as written, to
    Content-IDs. A file that is not in `cids` stays as it is.
    """

    def target(file: str) -> str | None:
        if module.assets:
            return urljoin(module.assets.rstrip("/") + "/", quote(file, safe="/%?&=#"))
        return f"cid:{cids[file]}" if file in cids else None

    return change_part(module, "html", lambda body: _Pointer(target).whole(body))


class _Pointer(Markup):
    """Replaces values that were read whole, between two statements."""

    def __init__(self, target: Callable[[str], str | None]) -> None:
        super().__init__()
        self.target = target
        self.start: int | None = None

    def on_value(self) -> None:
        self.start = len(self.out)

    def flush(self) -> None:
        super().flush()
        self.start = None

    def on_value_end(self) -> None:
        # the closing quote is the last piece copied
        if self.start is not None:
            value = "".join(self.out[self.start : -1])
            file = relative_image(self.cursor.name, self.cursor.attribute, value)
            if file and (url := self.target(file)):
                self.out[self.start : -1] = [html.escape(url)]
        self.start = None
