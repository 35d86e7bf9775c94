"""How HTML reads as plain text: which gap an element makes, and what is not shown."""

from __future__ import annotations

import re

from flong.compiler import ir
from flong.compiler.passes.spacing import CELL, LINE, NONE, PARAGRAPH, SPACE

_PARAGRAPHS = frozenset(("blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"))
_LINES = frozenset((
    "address", "article", "aside", "body", "center", "dd", "div", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "header", "legend", "li", "main", "nav", "option", "section", "tbody", "tfoot", "thead", "tr",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
UNSHOWN = frozenset((
    "audio", "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
))  # fmt: skip
INVISIBLE = re.compile("[\u00ad\u034f\u200b\ufeff]")
BLANKS = re.compile("[ \t\r\n\f\u00a0]+")
_AHEAD = re.compile(r"([ \t\r\n\f]*)(?:</?([A-Za-z][A-Za-z0-9]*))?")
HIDDEN = re.compile(r"display\s*:\s*none")


def gap_of(name: str) -> int:
    """The gap that an element's tags make."""
    if name in _PARAGRAPHS:
        return PARAGRAPH
    return LINE if name in _LINES else CELL if name in _CELLS else NONE


def gap_ahead(node: ir.Node | None) -> int:
    """The gap that static text begins with: known early, branches before it end alike more often."""
    if not isinstance(node, ir.Write):
        return NONE
    match = _AHEAD.match(node.data[:64].decode(errors="ignore"))
    blanks, name = (match[1], match[2]) if match else ("", "")
    return max(gap_of((name or "").lower()), SPACE if blanks else NONE)


def says(shown: str, address: str) -> bool:
    """Whether a link's text is its address, but for scheme and trailing slash."""

    def bare(text: str) -> str:
        return re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", text.strip().lower()).rstrip("/").replace(" ", "")

    return bool(address) and bare(shown) == bare(address)
