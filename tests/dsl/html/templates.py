"""Typed blocks from short template texts, without parser and checker.

`{{}}` is a text output, `{{int}}` `{{html}}` … one of that type; `{%if%} {%else%} {%end%}`, `{%for%}`, `{%let%}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flong.dsl import types
from flong.dsl.html.assign import assign_contexts
from flong.dsl.typed import Block, Const, For, If, Let, ListOf, Output, Statement, Text
from flong.errors import Diagnostic, Span

TYPES: dict[str, types.Type] = {
    "": types.TEXT, "text": types.TEXT, "int": types.INT, "decimal": types.DECIMAL, "date": types.DATE,
    "html": types.HTML, "url": types.URL, "css": types.CSS, "image": types.IMAGE, "enum": types.Enum(("a", "b")),
}  # fmt: skip

_TOKEN = re.compile(r"\{\{(\w*)\}\}|\{%(\w+)%\}")


def block(text: str, file: str = "t.html") -> Block:
    """The block that `text` describes."""
    tokens = iter([*_tokens(text, file), ("%", "end", Span(file, len(text), len(text)))])
    return _block(tokens)[0]


def _tokens(text: str, file: str) -> Iterator[tuple[str, str, Span]]:
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            yield "text", text[at : match.start()], Span(file, at, match.start())
        kind = "hole" if match[1] is not None else "%"
        yield kind, match[1] if kind == "hole" else match[2], Span(file, match.start(), match.end())
        at = match.end()
    if at < len(text):
        yield "text", text[at:], Span(file, at, len(text))


def _block(tokens: Iterator[tuple[str, str, Span]]) -> tuple[Block, str]:
    done: list[Statement] = []
    for kind, value, span in tokens:
        if kind == "%" and value in ("else", "end"):
            return tuple(done), value
        done.append(_statement(kind, value, span, tokens))
    raise AssertionError("a block without end")


def _statement(kind: str, value: str, span: Span, tokens: Iterator[tuple[str, str, Span]]) -> Statement:
    if kind == "text":
        return Text(value, span)
    if kind == "hole":
        return Output(Const(TYPES[value], span, None), span)
    if value == "let":
        return Let(0, "n", Const(types.INT, span, 1), span)
    body, end = _block(tokens)
    orelse = _block(tokens)[0] if end == "else" else ()
    if value == "if":
        return If(((Const(types.BOOL, span, True), body),), orelse, span)
    return For(0, 0, ListOf(types.List(types.INT), span, ()), None, body, orelse, span)


def shown(text: str) -> str:
    """The template after `assign_contexts`, each output shown as its context. Asserts it has no errors."""
    done, found = assign_contexts(block(text), "html")
    assert not errors(found), found
    return show(done)


def show(done: Block) -> str:
    return "".join(map(_show, done))


def _show(node: Statement) -> str:
    match node:
        case Text():
            return node.value
        case Output():
            assert node.context
            image = "+image" if node.context.image else ""
            return "{{" + node.context.kind + image + ("+attribute" if node.context.attribute else "") + "}}"
        case If():
            orelse = "{%else%}" + show(node.orelse) if node.orelse else ""
            return "{%if%}" + show(node.arms[0][1]) + orelse + "{%end%}"
        case For():
            orelse = "{%else%}" + show(node.orelse) if node.orelse else ""
            return "{%for%}" + show(node.body) + orelse + "{%end%}"
        case _:
            return ""


def errors(found: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in found if d.severity == "error"]


def codes(text: str) -> list[str]:
    """The codes of the errors in a template."""
    return [d.code for d in errors(assign_contexts(block(text), "html")[1])]
