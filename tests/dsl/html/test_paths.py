"""What a page with branches and loops is allowed, each way through it is allowed alone, in the same contexts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates import block, errors, show

from flong.dsl.html.assign import assign_contexts
from flong.dsl.typed import Block, For, If

PLACES = (
    "<a href='|'>", "<img src='|'>", "<img srcset='|'>", "<img srcset='| 1x, |'>", '<p style="|">', '<p style="a:|">',
    '<p style="a:url(|)">', "<style>a{b:|('{{}}')}</style>", "<style>a{b:url('|')}</style>", "<style>a{|}</style>",
)  # fmt: skip
URL = ("https:", "http", "s", ":", "/", "//", "?", "#", "java", "javascript", "script:", "data", "image/", "text/", "x")
CSS = (
    "url",
    "u",
    "rl",
    "(",
    ")",
    "'",
    "\\7",
    "\\75",
    "2",
    " ",
    "/",
    "*",
    "/**/",
    "image-set",
    "a",
    "b:",
    ";",
    "{ ",
    " }",
)
MAX_WAYS = 40
pieces = st.sampled_from((*URL, *CSS, "{{}}", "{{int}}", "{{}}"))


def _branches(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    texts = st.lists(inner, max_size=3).map("".join)
    chosen = st.tuples(texts, texts).map(lambda arms: f"{{%if%}}{arms[0]}{{%else%}}{arms[1]}{{%end%}}")
    return chosen | texts.map(lambda body: f"{{%for%}}{body}{{%end%}}")


values = st.lists(pieces | _branches(pieces | _branches(pieces)), max_size=5).map("".join)


def ways(nodes: Block) -> Iterator[Block]:
    """Every way through `nodes`; loops run up to three times."""
    if not nodes:
        yield ()
        return
    for first in _through(nodes[0]):
        for rest in ways(nodes[1:]):
            yield (*first, *rest)


def _through(node: object) -> Iterator[Block]:
    match node:
        case If():
            for body in (*(body for _, body in node.arms), node.orelse):
                yield from ways(body)
        case For():
            yield from ways(node.orelse)
            for times in (1, 2, 3):
                yield from ways(node.body * times)
        case _:
            yield (node,)


def check(page: str) -> bool:
    """Whether `page` is allowed; asserts that then each way through it is."""
    before = block(page)
    done, found = assign_contexts(before, "html")
    if errors(found):
        return False
    for straight, expected in islice(zip(ways(before), ways(done), strict=True), MAX_WAYS):
        alone, wrong = assign_contexts(straight, "html")
        assert not errors(wrong), page
        assert show(alone) == show(expected), page
    return True


@given(st.sampled_from(PLACES), values)
@settings(max_examples=200)
def test_every_way_is_allowed(place: str, value: str):
    """No branch hides what stands in another."""
    check(place.replace("|", value))


@pytest.mark.deep
@given(st.sampled_from(PLACES), values)
@settings(max_examples=100_000)
def test_every_way_is_allowed_deep(place: str, value: str):
    """The same, for long."""
    check(place.replace("|", value))


@pytest.mark.parametrize("value", ["{%if%}a{%else%}b{%end%}", "{%for%}a{%end%}", "http{%if%}s{%end%}://{{int}}"])
def test_branches_are_allowed(value: str):
    """The check is no empty one."""
    assert check(f"<a href='{value}'>")
