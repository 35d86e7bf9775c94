"""Pictures that lie beside the template: their `src` becomes what shows them in a mail."""

from __future__ import annotations

import html
from collections.abc import Mapping

from flong.compiler import ir
from flong.compiler.passes.markup import Markup, change_part
from flong.dsl.html.images import relative_image


def place_images(module: ir.Module, addresses: Mapping[str, str]) -> ir.Module:
    """`module` with the static relative `src` values of pictures in `html` replaced.

    `addresses` maps a file, named as in `module.images`, to its `cid:…` or URL; others stay.
    """
    return change_part(module, "html", lambda body: _Pointer(addresses).whole(body)) if addresses else module


class _Pointer(Markup):
    """Replaces values that were read whole, between two statements."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        super().__init__()
        self.addresses = addresses
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
            file = relative_image(self.cursor.name, self.cursor.attribute, value) or ""
            if file in self.addresses:
                self.out[self.start : -1] = [html.escape(self.addresses[file])]
        self.start = None
