"""The pictures of a body that lie beside the template: static, relative `src` values."""

from __future__ import annotations

import html
import re

from flong.dsl.html.names import is_picture
from flong.dsl.html.walker import Walker
from flong.dsl.typed import Block

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]")


def relative_image(element: str, attribute: str, value: str) -> str | None:
    """The file that the static `value` (as written) of a picture attribute names, or None."""
    name = html.unescape(value).strip()
    is_file = is_picture(element, attribute) and name and not _ABSOLUTE.match(name)
    return name if is_file else None


def collect_images(block: Block) -> tuple[str, ...]:
    """The relative `src` values of pictures in `block`, each once, in order of appearance."""
    collector = _Collector()
    collector.block(block)
    return tuple(dict.fromkeys(collector.files))


class _Collector(Walker):
    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self._value: list[str] | None = None

    def on_hole(self) -> None:
        self._value = None

    def on_value(self) -> None:
        self._value = []

    def on_value_text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def on_value_end(self) -> None:
        if self._value is not None:
            file = relative_image(self.cursor.name, self.cursor.attribute, "".join(self._value))
            self.files += [file] if file else []
        self._value = None
