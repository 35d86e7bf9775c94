"""Contexts of head fields; address lists with holes."""

from __future__ import annotations

import pytest
from templates import block, show

from flong.dsl.html.head import assign_head
from flong.dsl.typed import Concat, Const, Output
from flong.dsl.types import TEXT
from flong.errors import Span


def head(name: str, text: str) -> str:
    done, found = assign_head(name, block(text, "t.txt"))
    assert not found, found
    return show(done)


def codes(name: str, text: str) -> list[str]:
    return [d.code for d in assign_head(name, block(text, "t.txt"))[1]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Subject", "header"),
        ("X-Mailer", "header"),
        ("Key", "value"),
        ("Document", "value"),
        ("attach.1.name", "value"),
    ],
)
def test_plain_fields(name, kind):
    """Unstructured fields are headers; keys and attachment names are values."""
    assert head(name, "a & {{}}") == "a & {{" + kind + "}}"


def test_preheader_is_html():
    """The preheader becomes part of the page."""
    assert head("Preheader", "<b> & {{}}") == "&lt;b&gt; &amp; {{html}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@b.example", "a@b.example"),
        ("Acme Bank <bill@acme.example>", '"Acme Bank" <bill@acme.example>'),
        ('"Acme, \\"Bank\\"" <bill@acme.example>', '"Acme, \\"Bank\\"" <bill@acme.example>'),
        ("王小明 <a@b.example>", '"王小明" <a@b.example>'),
        ("<a@b.example>", "a@b.example"),
        ("{{}}", "{{address}}"),
        ("<{{}}>", "{{address}}"),
        ("{{}} <{{}}>", "{{address_name}} <{{address}}>"),
        ('"{{}}" <{{}}>', "{{address_name}} <{{address}}>"),
        ("{{}}<a@b.example>", "{{address_name}} <a@b.example>"),
        ("Bank <{{}}>", '"Bank" <{{address}}>'),
        ("a@b.example, {{}} <{{}}> , c@d.example", "a@b.example, {{address_name}} <{{address}}>, c@d.example"),
        ('"a..b"@docomo.example', '"a..b"@docomo.example'),
    ],
)
def test_address_lists(text, expected):
    """Static parts are normalised, holes are names or addresses."""
    assert head("Cc", text) == expected


def test_name_around_a_hole():
    """Static text around a name is part of it, inside the quotes."""
    done, _ = assign_head("to", block("Dr. {{}}, MD <{{}}>".replace(",", "")))
    name = done[0]
    assert isinstance(name, Output) and isinstance(name.value, Concat)
    assert [p.value for p in name.value.parts if isinstance(p, Const)] == ["Dr. ", None, " MD"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "F0321"),
        ("x", "F0321"),
        ("a@b@c d", "F0321"),
        ("=?utf-8?q?a?=@b.example", "F0321"),
        ("a@-b.example", "F0321"),
        ("a@b.example,", "F0321"),
        ("a@b.example,,c@d.example", "F0321"),
        ("Acme (Bank) <a@b.example>", "F0321"),
        ("friends: a@b.example;", "F0321"),
        ("<a@b.example", "F0321"),
        ('"a <a@b.example>', "F0321"),
        ("<a@b.example> x", "F0321"),
        ("<a@b.example> {{}}", "F0321"),
        ("A <>", "F0321"),
        ("{{}} {{}}", "F0323"),
        ("Bank {{}}", "F0323"),
        ("<a {{}}>", "F0323"),
        ("{{}}@b.example", "F0323"),
        ("a@{{}}.example", "F0323"),
        ("<a@{{}}>", "F0323"),
        ("<{{}}{{}}>", "F0323"),
        ("{{int}}", "F0323"),
        ("{{html}}", "F0320"),
    ],
)
def test_address_lists_refused(text, code):
    """What is no address list, and outputs elsewhere."""
    assert code in codes("cc", text)


@pytest.mark.parametrize("name", ["To", "From"])
def test_one_recipient(name):
    """A record is one letter."""
    assert codes(name, "a@b.example, {{}}") == ["F0322"]


@pytest.mark.parametrize("name", ["Subject", "X-Tag", "From", "Key", "Document", "Preheader", "attach.1.name"])
@pytest.mark.parametrize("char", "\x00\x07\x7f\x85\u2028\u202e\u2066")
def test_controls_in_static_text(name, char):
    """They would reject every record, or hide what is meant."""
    found = assign_head(name, block(f"Anna{char} <a@b.example>", "t.txt"))[1]
    assert [(d.code, d.span) for d in found] == [("F0325", Span("t.txt", 4, 5))]


@pytest.mark.parametrize("name", ["Subject", "Key"])
def test_controls_in_literals(name):
    """An output of a constant is no way around; where the literal has an escape, all of it is shown."""
    raw, escaped = (Const(TEXT, Span("t.txt", 10, 10 + size), "a\u202eb") for size in (5, 12))
    outputs = tuple(Output(Concat(TEXT, value.span, (value,)), value.span) for value in (raw, escaped))
    assert [d.span for d in assign_head(name, outputs)[1]] == [Span("t.txt", 12, 13), escaped.span]


def test_tabs_may_stand_in_static_text():
    """They do no harm there."""
    assert head("Subject", "a\tb") == "a\tb"


def test_the_second_address_is_shown():
    """Not the blank or the comma before it."""
    text = 'a@b.example ,  "C, D" <c@d.example> , e@f.example'
    (found,) = assign_head("To", block(text, "t.txt"))[1]
    assert found.code == "F0322"
    assert text[found.span.start : found.span.end] == '"C, D" <c@d.example>'
