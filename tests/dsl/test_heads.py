"""Heads and attachments."""

from __future__ import annotations

import pytest
from shapes import block, shape

from flong.dsl.parse import parse
from flong.dsl.syntax import Template


def good(text: str) -> Template:
    """The template, which has no mistake."""
    tree, problems = parse(text, "a.html")
    assert problems == []
    return tree


def codes(text: str) -> list[str]:
    """Codes of the mistakes."""
    return [problem.code for problem in parse(text, "a.html")[1]]


@pytest.mark.parametrize(
    ("text", "fields", "body"),
    [
        ("Subject: a\n\nbody", ["Subject"], "body"),
        ("\ufeffSubject: a\r\n\r\nbody", ["Subject"], "body"),
        ("Subject: a\n \t\nbody", ["Subject"], "body"),
        ("Subject: a", ["Subject"], ""),
        ("Subject: a\nX-Job-2: b\n\n\nbody", ["Subject", "X-Job-2"], "\nbody"),
        ("\nSubject: a", [], "Subject: a"),
        ("\ufeff\r\nSubject: a\r\n\r\nb", [], "Subject: a\n\nb"),
        ("\n\nSubject: a", [], "\n\nSubject: a"),
        ("\n<p>", [], "\n<p>"),
        (" Subject: a", [], " Subject: a"),
        ("subject: a", [], "subject: a"),
        ("<p>", [], "<p>"),
        ("", [], ""),
    ],
)
def test_where_a_head_is(text: str, fields: list[str], body: str):
    """The first line decides; a blank line ends it."""
    tree = good(text)
    assert ([field.name for field in tree.head], block(tree.body)) == (fields, body)


def test_fields_hold_texts_and_holes():
    """Continuation lines are unfolded; spans stay those of the file."""
    tree = good("Subject: {{ a | upper }} 您好,\n  {{ b }}!\nCurrency: TWD\n  digits=0\n\nx")
    subject, currency = tree.head
    assert block(subject.value) == "<|upper(a)> 您好, <b>!"
    assert subject.raw == "{{ a | upper }} 您好, {{ b }}!"
    assert tree.text[subject.value[1].span.start : subject.value[1].span.end] == " 您好,"
    assert tree.text[subject.value[2].span.start : subject.value[2].span.end] == "\n  "
    assert (currency.raw, block(currency.value)) == ("TWD digits=0", "TWD digits=0")
    assert tree.text[currency.name_span.start : currency.name_span.end] == "Currency"


def test_trim_marks_and_comments_in_the_head():
    """They do what they do in a body."""
    assert block(good("Subject: a {{- b -}} c{# d #}\n").head[0].value) == "a<b>c"


def test_attachments():
    """All clauses, in their order, any of them absent; `if` and `password` may be names of data."""
    tree = good(
        'Attach: "a.html"\nAttach: "b.html" as "x" ~ n ~ ".pdf" if a and password is present password c.id\n'
        'Attach: "c.pdf"\n  if (x if y else z)\n\n'
    )
    shown = [(a.file, shape(a.name), shape(a.condition), shape(a.password)) for a in tree.attach]
    assert shown == [
        ("a.html", "", "", ""),
        ("b.html", "(('x' ~ n) ~ '.pdf')", "(a and (password is present))", "c.id"),
        ("c.pdf", "", "(x if y else z)", ""),
    ]
    assert tree.text[tree.attach[1].file_span.start : tree.attach[1].file_span.end] == '"b.html"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subjekt: a\nSubject: b\n\n", ["F0401"]),
        ("Subject: a\nsubject: b\n\n", ["F0401"]),
        ("Subject: a\nSubject: b\nX-A: 1\nX-A: 2\n\n", ["F0402", "F0402"]),
        ("Subject: {% if a %}b{% endif %}\n\n", ["F0403", "F0403"]),
        ("Subject: {% raw %}\n\n{{ + }}", ["F0403", "F0101"]),
        ("Timezone: {{ a }}\nText: {% b %}\n\n", ["F0404", "F0404"]),
        ("Subject: a\n<p>{{ + }}</p>\n\nb", ["F0405", "F0101"]),
        ("Subject:\nData:\nAttach:\n\n", ["F0406"] * 3),
        ('Attach: "a" password b as c\nAttach: a\n\n', ["F0407", "F0407"]),
        ('Attach: "a" as b | f(\n\n', ["F0407"]),
        ("Sms: {{ a }}.txt\n\n", ["F0404"]),
        ("Sms:\nSms: a.txt\nSms: a.txt\n\n", ["F0406", "F0402"]),
        ("Locale: {{ a }} of en, ja\n\n", []),
        ("Subject: {{ a + }}\nTo: {{ b\n\n", ["F0101", "F0103"]),
    ],
)
def test_mistakes(text: str, expected: list[str]):
    """Each is found once, and the body is read."""
    assert codes(text) == expected


def test_a_missing_blank_line_keeps_the_body_whole():
    """The body begins with the line that is no field."""
    tree, _ = parse("Subject: a\n<p>\n\nb", "a.html")
    assert block(tree.body) == "<p>\n\nb"
