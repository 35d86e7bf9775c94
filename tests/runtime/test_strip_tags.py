"""`strip_tags` against a slow twin made of regular expressions."""

from __future__ import annotations

import html
import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flong.runtime.core import Context
from flong.runtime.output import py_strip_tags

PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr"}
LINES = {"div", "li", "tr", "dt", "dd", "section", "article", "header", "footer"}
PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "/",
            "<p>",
            "</p>",
            "<br>",
            "<BR/>",
            "<b title='a>b'>",
            "</b>",
            '<i x="',
            '"',
            "'",
            "=",
            " ",
            "\n",
            "a",
        ),
        *("<!--", "-->", "--!>", "<!-", "->", "-", "!", "<?x", "</", "</3>", "<script>", "</script>", "<Style a=1>"),
        *("</style ", "&amp;", "&lt;", "&#65;", "&#x6B50;", "&#0;", "&nbsp;", "&copy;", "&", "&#", ";", "x", "歐"),
        *("<td>", "<div", "\x00", "<pa>"),
    ]
)

COMMENT = re.compile(r"<!--(?:>|->|.*?(?:-->|--!>|\Z))", re.DOTALL)
TAG = re.compile(r"""<(/?)([A-Za-z][^ \t\n\r\f/>]*)""")
ATTRIBUTES = re.compile(
    r"""(?:=[ \t\n\r\f]*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^ \t\n\r\f>"']?[^ \t\n\r\f>]*)|[^=>])*(?:>|\Z)"""
)
BOGUS = re.compile(r"<[!?][^>]*(?:>|\Z)|</>|</[^>][^>]*(?:>|\Z)", re.DOTALL)
REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7});")
BLANKS = re.compile(r"[ \t\n\r\f]+")


def gap_of(name: str, before: int) -> int:
    """The gap a tag asks for: 1 a space, 2 a line end, 3 an empty line."""
    if name in PARAGRAPHS or (name == "br" and before > 1):
        return 3
    return 2 if name in LINES or name == "br" else int(name in ("td", "th"))


def slow_strip(source: str) -> str:
    out, gap, i = "", 0, 0
    while i < len(source):
        if found := COMMENT.match(source, i):
            i = found.end()
        elif found := TAG.match(source, i):
            closing, name = found[1], found[2].lower()
            i = ATTRIBUTES.match(source, found.end()).end()  # type: ignore[union-attr]
            gap = max(
                gap, 3 if name in PARAGRAPHS or (name == "br" and gap > 1) else 2 if name in LINES | {"br"} else 0
            )
            gap = max(gap, 1) if name in ("td", "th") else gap
            if name in ("script", "style") and not closing:
                end = re.compile(rf"</{name}[ \t\n\r\f/>]", re.IGNORECASE).search(source, i)
                i = end.start() if end else len(source)
        elif found := BOGUS.match(source, i):
            i = found.end()
        elif found := BLANKS.match(source, i):
            gap, i = max(gap, 1), found.end()
        else:
            found = REFERENCE.match(source, i)
            piece = found[0] if found else source[i]
            out += ("", " ", "\n", "\n\n")[gap if out else 0] + (html.unescape(piece) if found else piece)
            gap, i = 0, i + len(piece)
    return out


def strip(source: str) -> str:
    return py_strip_tags(Context(), source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Dear <b>Ms</b> O&#39;Hara,</p><p>hello</p>", "Dear Ms O'Hara,\n\nhello"),
        ("a<br>b<br/><br>c", "a\nb\n\nc"),
        ("<script>if (a < b) x('</p>')</script>y<style>p { }</style>", "y"),
        ("<!-- <b> --> a <!--[if mso]>x<![endif]--> b", "a b"),
        ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
        ('<a title="x > y" href=a>王小明</a>', "王小明"),
        ("&amp;lt; &copy; &#x738b;&nbsp;&#xD800;", "&lt; &copy; 王\xa0\ufffd"),
        ("<td>a</td><td>b</td>", "a b"),
        ("open <b", "open"),
        ("", ""),
    ],
)
def test_html_as_text(source, expected):
    """What a reader expects of it."""
    assert strip(source) == expected == slow_strip(source)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_the_twin_agrees(source):
    assert strip(source) == slow_strip(source)


@pytest.mark.parametrize("piece", ["<!---->", "<!--", "<p ", "<script>", "<a x='", "&#", "</", "<!", "<a x=\"'"])
def test_hostile_html_takes_linear_time(piece):
    """A megabyte of openings that are never closed."""
    start = perf_counter()
    strip(piece * (1_000_000 // len(piece)))
    assert perf_counter() - start < 2
