"""Whether a value can change a page: two renderings, parsed by html5lib, must differ in values only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

import html5lib

from flong.compiler import ir
from flong.runtime.core import Context, Reject
from flong.runtime.escape import py_escape

HARMLESS = "zq7x"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title></style></textarea>",
    "--><b>",
    "--!><b>",
    "]]><b>",
    "<![endif]--><b>",
    "-",
    "--",
    ">",
    "->",
    "&lt;b&gt;",
    "amp;",
    "&#60;",
    "x onclick=y",
    "javascript:alert(1)",
    "JaVa\tScRiPt:alert(1)",
    " \x01javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<b>",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "evil.example",
    "@evil.example",
    ":443@evil.example/",
    "?x#y",
    "red;background:url(//evil)",
    "expression(alert(1))",
    '"};a{b:c',
    "');x:url('",
    "\\",
    "\\22 ",
    "*/",
    "/*",
    "\n}",
    "/title",
    "/style",
    "title>",
    "`",
    "=",
    "/",
    "\x00<b>",
    "😀",
    "\u2028</script>",
    '","x":"',
    "a, //evil 2x",
    "{{7*7}}",
    "%0a<b>",
    "%22%3e",
)


class Rejected(Exception):
    """The value is refused where it stands."""


def rendered(module: ir.Module, value: str, part: str = "html", *, taken: bool = True, turns: int = 1) -> str:
    """A part with each output printing `value`, escaped by the runtime. Raises Rejected."""
    body = next(p.body for p in module.parts if p.name == part)
    return b"".join(_render(body, Context(), value, taken, turns)).decode()


def _render(block: ir.Block, context: Context, value: str, taken: bool, turns: int) -> Iterator[bytes]:
    for node in block:
        match node:
            case ir.Write():
                yield node.data
            case ir.Emit():
                try:
                    yield py_escape(context, node.escaper, node.attribute, value)
                except Reject as reason:
                    raise Rejected from reason
            case ir.If():
                yield from _render(node.arms[0][1] if taken else node.orelse, context, value, taken, turns)
            case ir.For():
                yield from _render(node.body * turns, context, value, taken, turns)


def outlook(page: str) -> str:
    """What Outlook reads of a page: the content of its comments is HTML."""
    page = re.sub(r"<!--\[if[^\]>]*\]>(<!-->|-->|<!-- -->)?", "", page, flags=re.IGNORECASE)
    return re.sub(r"(<!--\s*)?<!\[endif\]\s*-->", "", page, flags=re.IGNORECASE)


def trees(page: str) -> list[list[tuple]]:
    """The page as browsers and as Outlook read it."""
    return [tree(view) for view in dict.fromkeys((page, outlook(page)))]


def differences(left: list[list[tuple]], right: list[list[tuple]]) -> list[str]:
    """Where two pages differ in more than values that hold the harmless text on the left."""
    found = []
    for one, two in zip(left, right, strict=True):
        found += [f"{a!r} / {b!r}" for a, b in zip_longest(one, two, fillvalue=()) if not same(a, b)]
    return found


def same(one: tuple, two: tuple) -> bool:
    if len(one) != len(two):
        return False
    *shape, value = one
    *other, found = two
    return shape == other and (value == found or HARMLESS in str(value))


def tree(page: str) -> list[tuple]:
    """The page's tree as tuples, the value last; neighbouring texts are one."""
    found: list[tuple] = []
    for token in html5lib.getTreeWalker("etree")(html5lib.parse(page)):
        if token["type"] not in ("Characters", "SpaceCharacters"):
            found += flat(token)
        elif found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + token["data"])
        else:
            found.append(("text", token["data"]))
    return found


def flat(token: dict) -> Iterator[tuple]:
    if token["type"] not in ("StartTag", "EmptyTag"):
        yield token["type"], token.get("name") or "", str(token.get("data", ""))
        return
    yield token["type"], token["name"], ""
    for name, value in sorted(token["data"].items()):
        yield "attribute", token["name"], name, value
        if name[1] in ("href", "src", "action", "background"):
            yield "link", target(value), ""


def target(url: str) -> str:
    """What kind of target a browser sees: a scheme that runs code, or another host than was written."""
    url = re.sub(r"[\t\n\r]", "", url.lstrip("".join(map(chr, range(33)))))
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel", "sms", "cid", "data", "about"):
        return "code"
    return "code" if re.match(r"data:(?!image/)|about:(?!invalid)", url, re.IGNORECASE) else "page"
