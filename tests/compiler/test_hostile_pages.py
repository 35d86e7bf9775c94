"""Hostile templates through the whole front end: diagnostics, never an exception, in about linear time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.compiler.frontend import check_template, to_module
from flong.dsl.typed import Output
from flong.dsl.types import DECIMAL

DATA = "{% data %}\na: text\nxs: [text]\nx: bool\n{% enddata %}\n"
VARIANTS = "Key: {{ a }}\n\n" + DATA
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
    ("{{ ", "(", " }}"), (DATA + '<a href="https://a.example/?', "{% if x %}a{% endif %}", '">'),
    (DATA + '<p style="', "{% if x %}a:b;{% endif %}", '">'), (DATA + "<div>" * 400, "{% if x %}a{% endif %}", ""),
    (DATA, "<!--[if mso]>{% if x %}a{% endif %}<![endif]-->", ""),
]  # fmt: skip
NUMBERED = [
    (DATA, "{{% let b{} = a %}}\n", ""), ("", "X-A{}: b\n", "\n<p>"), (DATA, "{{{{ a{} }}}}", ""),
    ("{% data %}\n", "a{}: int\n", "{% enddata %}"),
    (VARIANTS, '{{% variant "{}" %}}{{% when "a" 1 %}}b{{% endvariant %}}', ""),
    (VARIANTS + '{% variant "a" %}', '{{% when "{}" 1 %}}b', "{% endvariant %}"),
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


def seconds_to_ir(text: str) -> float:
    """CPU time of what follows a check that found nothing."""
    program, found = check_template(text, "a.html", lambda name: None)
    start = time.process_time()
    if all(d.severity != "error" for d in found):
        to_module(program)
    return time.process_time() - start


@pytest.mark.parametrize("case", range(len(NAMES)), ids=NAMES)
def test_hostile_repetition(case: int):
    """32 KB of one thing are checked, and lowered, at once."""
    assert seconds(made(case, 2**15)) < 3
    assert seconds_to_ir(made(case, 2**15)) < 3


@pytest.mark.deep
@pytest.mark.parametrize("case", range(len(NAMES)), ids=NAMES)
def test_a_megabyte(case: int):
    """A whole megabyte is checked in ten seconds at most."""
    assert seconds(made(case, 2**20)) < 10


@pytest.mark.deep
@pytest.mark.parametrize("case", range(len(NAMES)), ids=NAMES)
def test_a_megabyte_to_ir(case: int):
    """And lowered in twenty."""
    assert seconds_to_ir(made(case, 2**20)) < 20


def chain(n: int, step: str = "") -> str:
    """Lets, each set to the one behind it; the last becomes a decimal."""
    lets = "".join(f"{{% let k{i} = 1 %}}" for i in range(n + 1))
    sets = "".join(f"{{% set k{i} = k{i + 1}{step} %}}" for i in range(n))
    return f"{lets}{{% for i in [1] %}}{sets}{{% set k{n} = 1.5 %}}{{% endfor %}}{{{{ k0 }}}}"


def test_lets_that_follow_from_lets():
    """Types that travel through two thousand lets: at once where one is set to another, else never."""
    assert seconds(chain(2_000)) < 3
    program, found = check_template(chain(40), "a.html", lambda name: None)
    assert not found
    output = program.parts[0].body[-1]
    assert isinstance(output, Output) and output.value.type == DECIMAL
    assert not check_template(chain(20, " + 1"), "a.html", lambda name: None)[1]
    assert {d.code for d in check_template(chain(40, " + 1"), "a.html", lambda name: None)[1]} == {"F0275"}


@pytest.mark.deep
def test_a_megabyte_of_lets():
    """Types that travel through twenty thousand lets."""
    assert seconds(chain(20_000)) < 20


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes(data: bytes):
    """Bytes that were never meant to be a template."""
    seconds(data.decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_many_bytes(encoding: str):
    """A hundred kilobytes of noise."""
    assert seconds(random.Random(1).randbytes(100_000).decode(encoding, "surrogateescape")) < 5
