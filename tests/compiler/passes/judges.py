"""What independent parsers read of a page: html5lib and lexbor the HTML, tinycss2 its styles, `json` its JSON text.

A page becomes a flat list of tuples, the last item of each being a value; all before it must not depend on data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import html5lib
import tinycss2
from selectolax.lexbor import LexborHTMLParser

Event = tuple[str, str, dict[str, str]]
LINKS = frozenset(("action", "background", "cite", "formaction", "href", "longdesc", "ping", "poster", "src"))
_PLAIN = frozenset(("ident", "number", "percentage", "dimension", "hash", "unicode-range", "whitespace", "comment"))


def outlook(page: str) -> str:
    """What Outlook reads of a page: the content of its comments is HTML."""
    page = re.sub(r"<!--\[if[^\]>]*\]>(<!-->|-->|<!-- -->)?", "", page, flags=re.IGNORECASE)
    return re.sub(r"(<!--\s*)?<!\[endif\]\s*-->", "", page, flags=re.IGNORECASE)


def trees(page: str) -> list[list[tuple]]:
    """The page as browsers and as Outlook read it, by each parser."""
    views = dict.fromkeys((page, outlook(page)))
    return [tree(view, parser) for view in views for parser in PARSERS]


def tree(page: str, parser: Callable[[str], Iterator[Event]] | None = None) -> list[tuple]:
    """The page's tree as tuples, the value last; a text, maybe empty, stands between any two others."""
    found: list[tuple] = []
    open_elements, text = [""], ""
    for kind, name, attributes in (parser or by_html5lib)(page):
        if kind == "text":
            text += name
            continue
        found += (*_text(open_elements[-1], text), *_flat(kind, name, attributes))
        text = ""
        if kind == "open":
            open_elements.append(name)
        elif kind == "close":
            open_elements.pop()
    return [*found, *_text("", text)]


def by_html5lib(page: str) -> Iterator[Event]:
    for token in html5lib.getTreeWalker("etree")(html5lib.parse(page)):
        match token["type"]:
            case "Characters" | "SpaceCharacters":
                yield "text", token["data"], {}
            case "StartTag" | "EmptyTag":
                yield "open", token["name"], {name: value for (_, name), value in token["data"].items()}
                if token["type"] == "EmptyTag":
                    yield "close", token["name"], {}
            case "EndTag":
                yield "close", token["name"], {}
            case kind:
                yield kind, token.get("name") or "", {"": str(token.get("data", ""))}


def by_lexbor(page: str) -> Iterator[Event]:
    root = LexborHTMLParser(page).root
    document = root.parent if root else None
    node = document and document.child
    while node:
        yield from _lexbor(node)
        node = node.next


def _lexbor(node) -> Iterator[Event]:
    if node.is_text_node:
        yield "text", node.text_content or "", {}
    elif node.is_element_node:
        yield "open", node.tag, {name: value or "" for name, value in node.attributes.items()}
        child = node.child
        while child:
            yield from _lexbor(child)
            child = child.next
        yield "close", node.tag, {}
    else:
        yield node.tag or "other", "", {"": node.html or ""}


PARSERS = (by_html5lib, by_lexbor)


def _text(element: str, text: str) -> Iterator[tuple]:
    yield "text", text
    if element == "style":
        yield "sheet", *style(tinycss2.parse_stylesheet(text)), ""
    elif element == "script":
        yield "json", shape(text), ""


def _flat(kind: str, name: str, attributes: dict[str, str]) -> Iterator[tuple]:
    if kind != "open":
        yield kind, name, attributes.get("", "")
        return
    yield kind, name, ""
    for attribute, value in sorted(attributes.items()):
        yield "attribute", name, attribute, value
        if attribute in LINKS:
            yield "link", target(value), ""
        elif attribute in ("srcset", "imagesrcset"):
            yield "srcset", *candidates(value), ""
        elif attribute == "style":
            yield "style", *style(tinycss2.parse_blocks_contents(value)), ""


def target(url: str) -> str:
    """What kind of target a browser sees: a scheme that runs code, or a page."""
    url = re.sub(r"[\t\n\r]", "", url.lstrip("".join(map(chr, range(33)))))
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel", "sms", "cid", "data", "about"):
        return "code"
    return "code" if re.match(r"data:(?!image/)|about:(?!invalid)", url, re.IGNORECASE) else "page"


def candidates(value: str) -> Iterator[tuple[str, str]]:
    """Target and descriptor of each candidate of a `srcset` (WHATWG HTML, 4.8.4.2.1)."""
    while value := value.lstrip(" \t\n\f\r,"):
        url = re.match(r"[^ \t\n\f\r]+", value)[0]
        value = value[len(url) :]
        if url.endswith(","):
            yield target(url), ""
        else:
            descriptor, _, value = value.partition(",")
            yield target(url), descriptor.strip()


def style(nodes: list) -> Iterator[tuple]:
    """Rules and declarations, and what in their values could do more than set a value."""
    for node in nodes:
        if node.type == "declaration":
            yield node.type, node.name, node.important, *values(node.value)
        elif node.type in ("qualified-rule", "at-rule"):
            at = getattr(node, "at_keyword", "")
            inner = tinycss2.parse_blocks_contents(node.content) if node.content is not None else []
            yield node.type, at, tinycss2.serialize(node.prelude), *style(inner)
        elif node.type not in ("whitespace", "comment"):
            yield node.type, getattr(node, "kind", "")


def values(tokens: list) -> Iterator[tuple]:
    """Strings, addresses, functions, blocks, errors and signs of a declaration's value."""
    for token in tokens:
        if token.type == "url":
            yield "url", target(token.value)
        elif token.type == "function":
            address = token.lower_name == "url" and [t.value for t in token.arguments if t.type == "string"]
            yield "url" if address else token.lower_name, *(map(target, address or ())), *values(token.arguments)
        elif token.type.endswith("block"):
            yield token.type, *values(token.content)
        elif token.type not in _PLAIN and not (token.type == "literal" and token.value in ",.+-%#"):
            yield token.type, getattr(token, "kind", ""), token.value if token.type == "literal" else ""


def shape(text: str) -> object:
    """JSON text without its strings and numbers; what is no JSON says so."""
    try:
        return _shape(json.loads(text))
    except ValueError:
        return "no JSON"


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return tuple(map(_shape, value.values()))
    return [*map(_shape, value)] if isinstance(value, list) else type(value).__name__
