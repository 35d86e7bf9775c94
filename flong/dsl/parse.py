"""Template text to syntax tree: `parse`."""

from __future__ import annotations

import re
from typing import Literal

from flong.dsl.cut import MAX_PROBLEMS, Cutter
from flong.dsl.grammar.reader import Reader
from flong.dsl.head import read_head
from flong.dsl.mjml.translate import translate
from flong.dsl.statements import Statements
from flong.dsl.syntax import Template
from flong.dsl.whitespace import trim
from flong.errors import Diagnostic, Span

Kind = Literal["html", "text", "mjml"]
_KINDS: dict[str, Kind] = {".txt": "text", ".mjml": "mjml"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(text: str, name: str, *, kind: Kind | None = None) -> tuple[Template, list[Diagnostic]]:
    """The tree of the template `text` in file `name`, and everything that is wrong with it, in order.

    Never raises for bad text; a tree with diagnostics holds what could be read. `kind` follows from the
    file's suffix when it is not given; a suffix that says nothing means HTML.
    """
    problems: list[Diagnostic] = []
    text = cleaned(text, name, problems)
    reader = Reader(name, text, problems)
    head = read_head(reader)
    cutter = Cutter(name, text, problems)
    statements = Statements(reader)
    pieces, made = trim(text, list(cutter.cut_body(head.body, len(text)))), dict[str, str]()
    kind = kind or _kind(name)
    if kind == "mjml":
        pieces, made = translate(name, text, pieces, problems)
    body = statements.build(pieces)
    components, uses = tuple(statements.structure.components), tuple(statements.structure.uses)
    if len(problems) >= MAX_PROBLEMS:
        message = f"there are {MAX_PROBLEMS:,} mistakes or more; what follows was not read"
        problems.append(Diagnostic("F0129", message, Span(name, len(text), len(text))))
    tree = Template(
        name,
        "text" if kind == "text" else "html",
        text,
        head.fields,
        head.attach,
        statements.data,
        body,
        made,
        components,
        uses,
    )
    return tree, sorted(problems, key=lambda problem: problem.span.start)


def _kind(name: str) -> Kind:
    return next((kind for suffix, kind in _KINDS.items() if name.lower().endswith(suffix)), "html")


def cleaned(text: str, name: str, problems: list[Diagnostic]) -> str:
    """`text` without BOM, CRLF read as LF, and without lone surrogates, which are reported once.

    Surrogates from U+DC80 on stand for bytes that were not UTF-8 (PEP 383).
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    half = _SURROGATE.search(text)
    if half:
        byte = "\udc80" <= half.group()[0] <= "\udcff"
        what = "a byte that is not UTF-8" if byte else "half a character (a lone surrogate)"
        problems.append(Diagnostic("F0120", what, Span(name, *half.span()), "save the file as UTF-8"))
    return _SURROGATE.sub("�", text) if half else text
