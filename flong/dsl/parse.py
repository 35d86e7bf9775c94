"""Template text to syntax tree: `parse`."""

from __future__ import annotations

from typing import Literal

from flong.dsl.syntax import Template, Text
from flong.errors import Diagnostic, Span

Kind = Literal["html", "text", "mjml"]


def parse(text: str, name: str, *, kind: Kind | None = None) -> tuple[Template, list[Diagnostic]]:
    """The tree of the template `text` in file `name`, and everything that is wrong with it.

    Never raises for bad text. `kind` follows from the file's suffix when it is not given.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    body = (Text(text, Span(name, 0, len(text))),) if text else ()
    return Template(name, kind or "html", text, (), (), None, body), []
