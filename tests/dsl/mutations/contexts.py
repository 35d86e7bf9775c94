"""Outputs where none may stand, and HTML that is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.dsl.mutations.source import KINDS, Mutation, Planted, Source, kind


def _in_text(s: Source) -> Iterator[int]:
    """Offsets between elements, where HTML may be put."""
    if s.name.endswith(".html"):
        for found in re.finditer(r"</(?:p|h1|h2|td|li|div)>", s.text[s.body :]):
            inside = s.body + found.start()
            if _is_text(s, inside) and "[if" not in s.text[s.text.rfind("<!--", 0, inside) :][:8]:
                yield inside


def _is_text(s: Source, at: int) -> bool:
    return any(piece.kind == "text" and piece.start <= at < piece.end for piece in s.pieces)


def _put(html: str) -> Mutation:
    return lambda s: (s.change(at, at, html) for at in _in_text(s))


KINDS |= {
    "output_as_tag_name": _put("<{{ 1 }}>"),
    "output_as_attribute": _put("<b {{ 1 }}>x</b>"),
    "output_in_a_comment": _put("<!-- {{ 1 }} -->"),
    "output_in_a_handler": _put('<b onclick="{{ 1 }}">x</b>'),
    "output_in_a_script": _put("<script>var x = {{ 1 }}</script>"),
    "output_as_a_property": _put('<b style="{{ 1 }}: red">x</b>'),
    "output_in_a_selector": _put("<style>.a{{ 1 }} { color: red }</style>"),
    "output_after_a_scheme": _put('<a href="javascript:{{ 1 }}">x</a>'),
    "branches_that_differ": _put('<b class="{% if 1 > 2 %}">{% else %}x">{% endif %}</b>'),
    "element_open_in_a_block": _put("{% if now > now %}<i>{% endif %}"),
    "element_closed_in_a_block": _put("{% if now > now %}</i>{% endif %}"),
}


@kind
def unclosed_element(s: Source) -> Iterator[Planted]:
    """Inside a block, where elements have to balance."""
    for first, last, _ in s.blocks():
        inside = s.text[first.end : last.start]
        found = re.fullmatch(r"[^<{]*<(\w+)[^<>{]*>(?:[^<{]|\{\{[^{}]*\}\})*(</\1>)[^<{]*", inside)
        if found and s.name.endswith(".html"):
            yield s.change(first.end + found.start(2), first.end + found.end(2), "", first.start)


@kind
def unclosed_attribute(s: Source) -> Iterator[Planted]:
    """The closing quote of a value is missing."""
    if s.name.endswith(".html"):
        for tag in re.finditer(r"<\w+\s[^<>]*>", s.text[s.body :]):
            start = s.body + tag.start()
            for value in re.finditer(r'="[^"]*(")', tag[0]):
                end = start + value.start(1)
                around = [first.start for first, last, _ in s.blocks() if first.start < end < last.start]
                if _is_text(s, start) and _is_text(s, end):
                    yield s.change(end, end + 1, "", start, *around)
