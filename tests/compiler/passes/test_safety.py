"""No value changes the page around it, judged by independent parsers."""

from __future__ import annotations

import html
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judges import tree, trees
from modules import module
from safety import HARMLESS, HOSTILE, Rejected, differences, rendered
from safety_pages import PAGES


@lru_cache(maxsize=256)
def plain_trees(text: str, taken: bool) -> list[list[tuple]]:
    """The page with a harmless value."""
    return trees(rendered(module(text), HARMLESS, taken=taken, turns=2))


def violations(text: str, values: tuple[str, ...]) -> list[str]:
    made = module(text)
    found = []
    for taken in (True, False) if "{%if" in text else (True,):
        plain = plain_trees(text, taken)
        for value in values:
            try:
                found += differences(plain, trees(rendered(made, value, taken=taken, turns=2)))
            except Rejected:
                continue
    return found


@pytest.mark.parametrize("page", PAGES)
def test_hostile_values(page):
    """Known attacks change nothing but the value, or are rejected."""
    assert violations(page, HOSTILE) == []


_SIGNS = st.text(st.sampled_from("<>&\"'`=/\\-!;:()[]{}#?@%,. \t\nax0é"), min_size=1, max_size=12)
_JOINED = st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map("".join)
made_up = _SIGNS | _JOINED | st.text(min_size=1, max_size=8)


@settings(max_examples=200)
@given(st.sampled_from(PAGES), made_up)
def test_made_up_values(page, value):
    """Values made of special characters, of several attacks, of any characters."""
    assert violations(page, (value,)) == []


@pytest.mark.deep
@settings(max_examples=20_000)
@given(st.sampled_from(PAGES), made_up)
def test_made_up_values_deep(page, value):
    """Many more of them."""
    assert violations(page, (value,)) == []


@pytest.mark.parametrize("before", ["", "a &am", "&lt", "&", "&#6", "&#x", "&noti", "&copy;", "R&D", "&AMP"])
def test_values_arrive_as_they_are(before):
    """Static text before a value reads as it would alone, and the value follows, whatever it is."""
    pages = ("<p>{}</p>", "<title>{}</title>", "<textarea>{}</textarea>")
    for page in pages:
        made = module(page.format(before + "{{}}"))
        alone = html.unescape(before)
        for value in ("p;", "amp;", "lt", "0;", "=", "n;", "x"):
            assert ("text", alone + value) in tree(rendered(made, value))


@pytest.mark.parametrize("before", ["a&am", "?a&lt", "&", "&#x41", "&copy"])
def test_values_arrive_in_attributes(before):
    """In an attribute a reference without its `;` is none, but for numbers."""
    made = module(f"<p title='{before}{{{{}}}}'>x</p>")
    alone = "A" if before == "&#x41" else before
    for value in ("p;", "amp;", "0;", "=", "x"):
        attributes = [node[-1] for node in tree(rendered(made, value)) if node[0] == "attribute"]
        assert attributes == [alone + value]


def test_the_judge():
    """What the comparison must see."""
    plain = trees(f"<!--[if mso]>{HARMLESS}<![endif]--><a href='{HARMLESS}'>{HARMLESS}</a>")
    assert differences(plain, plain) == []
    assert differences(plain, trees("<!--[if mso]>x<![endif]--><a href='x'><b>x</b></a>"))
    assert differences(plain, trees("<!--[if mso]>x<![endif]--><a href='&#9;javascript:x'>x</a>"))
    assert differences(plain, trees("<!--[if mso]><b>x</b><![endif]--><a href='x'>x</a>"))
    assert differences(plain, trees("<!--[if mso]>--><![endif]--><a href='x'>x</a>"))


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("<p style='a:{}'>", "<p style='a:b;c:d'>"),
        ("<p style='a:{}'>", "<p style='a:b!important'>"),
        ("<p style='a:{}'>", "<p style='a:url(b)'>"),
        ("<p style='a:{}'>", "<p style='a:b(c)'>"),
        ("<p style='a:url({})'>", "<p style='a:url(javascript:b)'>"),
        ('<p style="a:url({})">', "<p style=\"a:url('vbscript:b')\">"),
        ("<p style='a:\"{}\"'>", '<p style=\'a:"b" "c"\'>'),
        ("<style>a{{b:{}}}</style>", "<style>a{b:c}d{}</style>"),
        ("<style>a{{b:{}}}</style>", "<style>a{b:c}@import 'd'</style>"),
        ("<img srcset='{} 1x'>", "<img srcset='a, b 1x'>"),
        ("<img srcset='{} 1x'>", "<img srcset='a 2x'>"),
        ("<script type=application/ld+json>[{}]</script>", "<script type=application/ld+json>[1,2]</script>"),
        ('<script type=application/ld+json>["{}"]</script>', "<script type=application/ld+json>[1]</script>"),
        ("<p>{}</p>", "<p>a<!--b--></p>"),
        ("<p>{}</p>", "<p>a</p></body><!--b-->"),
    ],
)
def test_the_judges(plain, other):
    """What each language's own parser must see."""
    assert differences(trees(plain.format(HARMLESS)), trees(other))
