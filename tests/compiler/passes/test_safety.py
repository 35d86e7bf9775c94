"""No value changes the page around it, judged by an independent parser."""

from __future__ import annotations

import html
import random
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from modules import module
from safety import HARMLESS, HOSTILE, Rejected, differences, rendered, tree, trees
from templates import block, errors

from flong.dsl.html.assign import assign_contexts

PAGES = (
    "<p>{{}}</p>",
    "<p title='{{}}'>x</p>",
    '<p title="a{{}}b" id=c>x</p>',
    "<p title={{}}>x</p>",
    "<p title=a{{}}b c>x</p>",
    "<title>{{}}</title><p>x</p>",
    "<textarea>a < {{}}</textarea>x",
    "a &am{{}} &lt{{}} &{{}} &#6{{}}",
    "<p a='&l{{}}t;'>",
    "<a href='{{}}'>x</a>",
    "<a href={{}}>x</a>",
    "<a href='{{}}/{{}}?{{}}#{{}}'>x</a>",
    "<a href='https://h.example/{{}}?a={{}}'>",
    "<a href='mailto:{{}}'>x</a>",
    "<img src={{}} alt={{}}>",
    "<img srcset='{{}} 1x, /a/{{}} 2x'>",
    "<td background={{}}>",
    "<p style='color:{{}}'>x</p>",
    "<p style=\"font:'{{}}'\">x</p>",
    "<p style='font:&quot;{{}}&quot;'>x</p>",
    '<p style="background:url({{}})">',
    "<p style=\"background:url('/a/{{}}')\">",
    "<style>a{b:{{}};c:'{{}}';d:url({{}})}</style>x",
    "<!--[if mso]><td title='{{}}'>{{}}<p>x</p><![endif]-->y",
    "<!--[if mso]><td style='a:{{}}' width={{}}>-<![endif]-->y",
    "<!--[if !mso]><!--><b>{{}}</b><!--<![endif]-->y",
    '<script type=application/ld+json>{"a":{{}},"b":"{{}}"}</script>x',
    "<td{%if%} class={{}}{%end%}>{{}}",
    "<td a={{}}{%if%} b={{}}{%end%} c>x",
    "<td a=1{%for%} b={{}}{%end%} c>x",
    "<td a={{}}{%for%}{{}}{%end%}>x",
    "<a href='{%if%}https://h.example/{%else%}https://i.example/{%end%}{{}}'>x</a>",
)


def violations(text: str, values: tuple[str, ...]) -> list[str]:
    made = module(text)
    found = []
    for taken in (True, False) if "{%if" in text else (True,):
        plain = trees(rendered(made, HARMLESS, taken=taken, turns=2))
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


@settings(max_examples=60)
@given(
    st.sampled_from(PAGES), st.text(st.sampled_from("<>&\"'`=/\\-!;:()[]{}#?@%,. \t\nax0é"), min_size=1, max_size=12)
)
def test_made_up_values(page, value):
    """Values made of special characters."""
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


def holed(corpora, offsets: int) -> list[str]:
    """Real pages, each with one output at a random place."""
    files = sorted((corpora / "real-html").rglob("*.html"))
    if not files:
        pytest.skip("no real pages in the corpora")
    rng = random.Random(7)
    pages = [file.read_text().replace("{{", "((") for file in files]
    if offsets:
        return [_holed(rng, rng.choice(pages)) for _ in range(offsets)]
    return [_holed(rng, page) for page in pages for _ in range(1000)]


def _holed(rng: random.Random, page: str) -> str:
    at = rng.randrange(len(page))
    while _between_head_tags(page[:at]):
        at = rng.randrange(len(page))
    return page[:at] + "{{}}" + page[at:]


def _between_head_tags(before: str) -> bool:
    """Text there ends the head, white space does not: the place changes the page, whatever is printed."""
    lower = before.lower()
    if max(lower.rfind("<head"), lower.rfind("<html")) < lower.rfind("<body") or "<html" not in lower:
        return False
    return lower.rfind(">") > lower.rfind("<") and not lower.rstrip().endswith(("<title>", "<style>"))


def judged(pages: list[str], values: int) -> tuple[int, int]:
    """How many pages take the output, and how many refuse it; each is tried with a few of the values."""
    taken, hostile = 0, cycle(HOSTILE)
    for page in pages:
        if not errors(assign_contexts(block(page), "html")[1]):
            taken += 1
            found = violations(page, tuple(islice(hostile, values)))
            assert found == [], page[max(page.index("{{}}") - 60, 0) :][:120]
    return taken, len(pages) - taken


def test_anywhere_in_real_pages(corpora):
    """An output anywhere in a real page is safe or refused."""
    taken, refused = judged(holed(corpora, 200), 2)
    assert taken > 60 and refused > 60


@pytest.mark.deep
def test_anywhere_in_real_pages_deep(corpora):
    """The same, a thousand places a page."""
    taken, refused = judged(holed(corpora, 0), 1)
    assert taken > 2000 and refused > 2000


def test_the_judge():
    """What the comparison must see."""
    plain = trees(f"<!--[if mso]>{HARMLESS}<![endif]--><a href='{HARMLESS}'>{HARMLESS}</a>")
    assert differences(plain, plain) == []
    assert differences(plain, trees("<!--[if mso]>x<![endif]--><a href='x'><b>x</b></a>"))
    assert differences(plain, trees("<!--[if mso]>x<![endif]--><a href='&#9;javascript:x'>x</a>"))
    assert differences(plain, trees("<!--[if mso]><b>x</b><![endif]--><a href='x'>x</a>"))
    assert differences(plain, trees("<!--[if mso]>--><![endif]--><a href='x'>x</a>"))
