"""Hostile templates through the whole front end: diagnostics, never an exception, in about linear time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.compiler.frontend import check_template

DATA = "{% data %}\na: text\nxs: [text]\nx: bool\n{% enddata %}\n"
REPEATED = [  # before, what is repeated, after
    ("", "<", ""), ("", "<p>", ""), ("", "<p ", ""), ("", "</p>", ""), ("", '"', ""), ("", "<p a='", ""),
    ("", "<div>", ""), ("<b>" * 600, "</p>", ""), ("", "<svg>", ""), ("", "<title>", ""), ("", "<script>", ""),
    ("", "<!--", ""), ("", "<!--[if mso]>", ""), ("", "<![if a]>", ""), ("", "<!-- a -->", ""), ("", "<!doctype ", ""),
    ("<p ", "a=b ", ">"), ("<p ", "a ", ">"), ('<p a="', "x", '">'), ('<p a="', "&#x", '">'), ("", "&", ""),
    ("<style>", "a{b:c}", "</style>"), ("<style>", "{", "</style>"), ("<style>a{b:", "(", "</style>"),
    ("<style>a{b:'", "\\", "</style>"), ('<p style="', "a:b;", '">'), ('<p style="a:url(', "a", ')">'),
    ('<a href="', "a/", '">'), ('<img srcset="', "a 1x,", '">'),
    ('<script type="application/ld+json">[', '"a",', "1]</script>"),
    ("", '<table><tr><td style="a:b">x</td></tr></table>', ""), ("", "<p onclick=a>", ""),
    ("", '<a href="javascript:x">', ""), ("", "{# a #}", ""), ("", "\r", ""), ("", "\0", ""),
    (DATA, "{{ a }}", ""), (DATA, "<p>{{ a }}</p>", ""), (DATA + '<p a="', "{{ a }}", '">'), (DATA, "<p>{{ a }}", ""),
    (DATA + "<style>", "a{b:{{ a }}}", "</style>"), (DATA, "{{ aa }}", ""), (DATA, "{{ a | uper }}", ""),
    (DATA, '<a href="h{{ a }}">', ""), (DATA, "{% if x %}<b>{% endif %}", ""),
    (DATA, "{% if x %}<b>{{ a }}</b>{% endif %}", ""), (DATA, "{% for y in xs %}{{ y }}{% endfor %}", ""),
    (DATA + "{% let b = a %}", "{% set b = a %}", ""), ("", "Subject: a\n", "\n<p>"),
    ("To: ", "a@b.example, ", "\n\n"),
    ("Subject: ", "a", "\n\n"), ("{% data %}\n", "a: int\n", "{% enddata %}"), ("{{ a", ".a", " }}"),
    ("{{ ", "(", " }}"),
]  # fmt: skip
NUMBERED = [
    (DATA, "{{% let b{} = a %}}\n", ""), ("", "X-A{}: b\n", "\n<p>"), (DATA, "{{{{ a{} }}}}", ""),
    ("{% data %}\n", "a{}: int\n", "{% enddata %}"),
]  # fmt: skip
NAMES = [repr(before[-20:] + unit + after)[:50] for before, unit, after in (*REPEATED, *NUMBERED)]


def made(case: int, size: int) -> str:
    """A template of about `size` characters."""
    if case < len(REPEATED):
        before, unit, after = REPEATED[case]
        return before + unit * (size // len(unit)) + after
    before, unit, after = NUMBERED[case - len(REPEATED)]
    return before + "".join(unit.format(n) for n in range(size // len(unit.format(10_000)))) + after


def seconds(text: str) -> float:
    """CPU time of a check; every place that is told lies in the text."""
    start = time.process_time()
    _, found = check_template(text, "a.html", lambda name: None)
    assert all(0 <= d.span.start <= d.span.end <= len(text) + 1 for d in found)
    return time.process_time() - start


@pytest.mark.parametrize("case", range(len(NAMES)), ids=NAMES)
def test_hostile_repetition(case: int):
    """32 KB of one thing are checked at once."""
    assert seconds(made(case, 2**15)) < 3


@pytest.mark.deep
@pytest.mark.parametrize("case", range(len(NAMES)), ids=NAMES)
def test_a_megabyte(case: int):
    """A whole megabyte takes ten seconds at most."""
    assert seconds(made(case, 2**20)) < 10


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes(data: bytes):
    """Bytes that were never meant to be a template."""
    seconds(data.decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_many_bytes(encoding: str):
    """A hundred kilobytes of noise."""
    assert seconds(random.Random(1).randbytes(100_000).decode(encoding, "surrogateescape")) < 5
