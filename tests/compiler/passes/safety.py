"""Whether a value can change a page: two renderings, judged by independent parsers, must differ in values only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

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
    "",
    " ",
    "]]>",
    "<![CDATA[<b>]]>",
    "<!--",
    "<!doctype x>",
    "<?php x ?>",
    "<",
    "</",
    "</p></td></table>",
    "\r\n\r\n<b>",
    "\r",
    "\f",
    "\x0b",
    "\x7f",
    "\x85",
    "\xa0<b>",
    "\ufeff<b>",
    "\uffff",
    "\u202e>",
    "\u2066\u2069",
    "\u0301",
    "\u0301<b>",
    "\u200d'",
    "<\x00script>",
    "-\x00->",
    "java&#x09;script&colon;x",
    "&#x6a;avascript:x",
    "jav\r\nascript:x",
    "%6aavascript:x",
    "java\x00script:x",
    "java\u00adscript:x",
    "feed:javascript:x",
    "blob:x",
    "data:image/svg+xml,<svg onload=x>",
    "data:image/png,",
    "data:image/png;base64,x, //evil 2x",
    "DATA:text/html,x",
    "a,",
    "a:b",
    ";a:b",
    "50%;a:b",
    "red!important",
    "!important",
    "url(//evil)",
    "url(",
    "@import '//evil'",
    "u\\72l(//evil)",
    "\\3b a:b",
    "\\0",
    "\\\n",
    "}",
    "{",
    ")",
    "--x",
    "U+26",
    "1e9",
    "null",
    "x" * 5000 + "'\"><b>",
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


def differences(left: list[list[tuple]], right: list[list[tuple]]) -> list[str]:
    """Where two pages, read by `judges.trees`, differ in more than values that hold the harmless text on the left."""
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
