"""Any text as a template: a tree and diagnostics, never an exception, in time near linear in its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.dsl.diagnostics import draw, to_json
from flong.dsl.parse import parse
from flong.errors import Diagnostic

PIECES = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{{-", "-%}", "-", "{", "}", '"', "'", "`", "\\", "\n", " ", ":", "王",
    "\ud800", "if", "elif", "else", "endif", "for", "in", "endfor", "let", "set", "match", "when", "endmatch",
    "include", "raw", "endraw", "data", "enddata", "reject", "group", "endgroup", "a", "b.c", "1", "=", "|", "(",
    ")", "[", "]", "<p>", "Subject:", "Attach:", "Locale:", "{% if a %}", "{% endif %}", "{% for a in b %}",
    "{% data %}\na: int\n", "{% enddata %}", "{% match a %}{% when 1 %}",
]  # fmt: skip
templates = st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def parsed(text: str) -> list[Diagnostic]:
    """The mistakes of `text`, each of which can be shown."""
    tree, problems = parse(text, "a.html")
    sources = {tree.name: tree.text}
    for problem in problems[:20]:
        draw(problem, sources)
        to_json(problem, sources)
    for problem in problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(tree.text) + 1
    return problems


@given(templates)
@settings(max_examples=100)
def test_any_text(text: str):
    """No exception, spans inside the text."""
    parsed(text)


@pytest.mark.deep
@given(templates)
@settings(max_examples=3_000)
def test_any_text_at_length(text: str):
    """The same for many more texts."""
    parsed(text)


UNITS = [
    "{", "}", "{{", "}}", "{%", "%}", "{# ", "{#-#}", "'", '"', "`", "\\", '{{ "', '{{ \\" ', "{{ ' \" ` ",
    "{{ a\n", "{{ a }}", "{{ }}", "{% if a %}", "{% endif %}", "{% endfor %}", "{% if a %}{% endfor %}",
    "{% if a %}{% for x in y %}{% endif %}", "{% for a in b %}\n", "{% else %}", "{% when 1 %}", "{% match x %}",
    "{% foo %}", "{% foo %}{% endfoo %}", "{% raw %}", "{% raw %}{% endraw %}", "{% data %}",
    "{% data %}{% enddata %}", "{% group a %}", "{% if a %} ", "{% if a %} x\n", " ", "\n", " \n", "\0", "Abc:\n",
    "Subject: a\n", "A: b\n c\n", " c\n", "\ud800", "{{ [[[ }}",
    "{{'\"\\'}}{{\"'\\\"",
]  # fmt: skip
FRAMES = [
    ("{{ ", "(", " }}"), ("{{ ", "[", " }}"), ("{{ ", "-", " }}"), ("{{ a", ".a", " }}"), ("{{ a", "<a", " }}"),
    ("{{ a", "??a", " }}"), ("{{ a", " | f", " }}"), ("{{ 1", "**1", " }}"), ("{{ [", "a,", "] }}"),
    ("{{ ", "9", " }}"), ("{{ 0.", "9", " }}"), ("{{ ", "a", " }}"), ("{{ ", '\\"', " }}"),
    ("{{ '", "\\q", "' }}"), ("{{ a ", " ", " }}"), ("{% ", "a", " %}"), ("{% ", " ", " %}"),
    ("{% data %}\n", "a: int\n", "{% enddata %}"), ("{% data %}a: ", "[", "{% enddata %}"),
    ("{% data %}a: ", '\\"', "{% enddata %}"), ("{% data %}", "#", "{% enddata %}"),
    ("Subject: a\n", " b\n", "\n"), ("Subject: ", "{{ a }}", "\n\n"), ("Attach: ", '\\"', "\n\n"),
    ("Attach: ", "(", "\n\n"), ("Subject: a", " ", "b\n\n"),
]  # fmt: skip
HOSTILE = [*(("", unit, "") for unit in UNITS), *FRAMES]


def seconds(text: str) -> float:
    """CPU time of one parse."""
    start = time.process_time()
    parsed(text)
    return time.process_time() - start


@pytest.mark.parametrize("frame", HOSTILE, ids=lambda frame: repr(frame[0] + frame[1] + frame[2])[:40])
def test_hostile_repetition(frame: tuple[str, str, str]):
    """50 KB of one thing, repeated: no exception and no hour."""
    before, unit, after = frame
    assert seconds(before + unit * (50_000 // len(unit)) + after) < 10


@pytest.mark.deep
@pytest.mark.parametrize("frame", HOSTILE, ids=lambda frame: repr(frame[0] + frame[1] + frame[2])[:40])
def test_a_megabyte(frame: tuple[str, str, str]):
    """1 MB is read in ten seconds."""
    before, unit, after = frame
    assert seconds(before + unit * (2**20 // len(unit)) + after) < 10


def test_a_thousand_mistakes_are_enough():
    """The rest is not read, and that is said."""
    for text in ("{{ }}" * 2_000, "{{ " * 2_000, "{% a %}" * 2_000):
        problems = parsed(text)
        assert 1_000 < len(problems) < 1_010
        assert problems[-1].code == "F0129"


def test_long_tags_are_not_read():
    """What stands in one tag has a limit, which is told once."""
    assert [d.code for d in parsed("{{ a" + ".a" * 40_000 + " }}")] == ["F0112"]
