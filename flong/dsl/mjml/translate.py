"""MJML → HTML by mrml, the Rust port of MJML.

MJML sees neither outputs and statements nor the content of elements that hold HTML: words stand for
them, and are replaced behind it. So their places are those of the source, and what is wrong in them is
told there. The rest of the HTML is text of a file of its own, named `NAME (as HTML)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flong.dsl.cut import Piece
from flong.dsl.mjml import AS_HTML
from flong.dsl.mjml.joined import Joined
from flong.dsl.mjml.structure import Structure
from flong.errors import Diagnostic, MissingExtra, Span

_SINGLE = frozenset(("let", "set", "block", "endblock"))
MAX_HTML = 4 << 20  # what is longer takes too long to check, and every mail program clips it
_ROOT = re.compile(r"<mjml[\s>]")


def translate(
    file: str, source: str, pieces: Sequence[Piece], problems: list[Diagnostic]
) -> tuple[list[Piece], dict[str, str]]:
    """The pieces of the HTML that `pieces` of `source` mean, and the text of the file that new ones are in.

    Raises MissingExtra without mrml.
    """
    data = [p for p in pieces if p.kind == "data"]
    joined = Joined(file, source, [p for p in pieces if p.kind != "data"])
    root = _root(joined)
    if root is None:
        label = "a file of parts, or of blocks for a base, holds HTML: name it `.html`"
        problems.append(Diagnostic("F0340", "there is no <mjml> … </mjml>", Span(file, 0, 0), label))
        return data, {}
    html = _html(joined, *root, problems)
    if html is None:
        return data, {}
    before, behind = joined.between(0, root[0]), joined.between(root[1], len(joined.text))
    made = file + AS_HTML
    translated = list(_once(joined.file, _pieces(joined, html, made), problems))
    _complete(joined, *root, translated, problems)
    return [*data, *before, *translated, *behind], {made: joined.word.sub("…", html)}


def _root(joined: Joined) -> tuple[int, int] | None:
    """Where the document begins and ends. Only what prints nothing, or is a text, stands around it."""
    start, last = _ROOT.search(joined.text), joined.text.rfind("</mjml")
    end = joined.text.find(">", last) + 1
    return (start.start(), end) if start and start.start() < last < end else None


def _html(joined: Joined, start: int, end: int, problems: list[Diagnostic]) -> str | None:
    structure = Structure(joined)
    document = structure.read(start, end)
    problems += structure.found
    if structure.found:
        return None
    try:
        html = _mjml(document)
        message = "" if len(html) <= MAX_HTML else "this becomes more than 4 MB of HTML"
    except OSError as error:
        message = f"MJML can't read this: {error}".replace(" in root template", "")
    if message:
        problems.append(Diagnostic("F0340", message, joined.span(start, start + len("<mjml"))))
        return None
    return html


def _mjml(document: str) -> str:
    try:
        import mrml  # deferred: most templates are HTML
    except ImportError as error:
        raise MissingExtra("mjml", "mrml") from error
    options = mrml.ParserOptions(include_loader=mrml.noop_loader())
    return str(mrml.to_html(document, parser_options=options).content)


def _pieces(joined: Joined, html: str, file: str) -> Iterator[Piece]:
    """The HTML cut at its words. `at` counts in the text that stands for it in diagnostics."""
    start = at = 0
    for word in joined.word.finditer(html):
        if word.start() > start:
            yield _static(html[start : word.start()], file, at)
        yield from joined.meant(word)
        at += word.start() - start + 1
        start = word.end()
    if start < len(html):
        yield _static(html[start:], file, at)


def _once(file: str, pieces: Iterator[Piece], problems: list[Diagnostic]) -> Iterator[Piece]:
    """Without what would be said again where MJML writes a text twice, as it does with the title."""
    seen: set[int] = set()
    for piece in pieces:
        if piece.kind == "tag" and piece.word in _SINGLE:
            if piece.start in seen and not piece.word.startswith("end"):
                label = "write it in front of <mjml>"
                where = Span(file, piece.start, piece.end)
                problems.append(Diagnostic("F0340", f"MJML writes this `{piece.word}` twice", where, label))
            if piece.start in seen:
                continue
            seen.add(piece.start)
        yield piece


def _static(text: str, file: str, at: int) -> Piece:
    return Piece("text", at, at + len(text), made=(file, text))


def _complete(joined: Joined, start: int, end: int, translated: list[Piece], problems: list[Diagnostic]) -> None:
    """MJML computes with some attributes, and drops those that it does not know."""
    kept = {p.start for p in translated if p.made is None and p.kind != "text"}
    for piece in joined.between(start, end):
        if piece.kind != "text" and piece.start not in kept:
            message, label = "MJML does not use this value as it is", "write the value out"
            problems.append(Diagnostic("F0341", message, Span(joined.file, piece.start, piece.end), label))
            kept.add(piece.start)
