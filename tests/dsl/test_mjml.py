"""MJML templates: outputs and statements keep their places, what MJML would lose is an error."""

from __future__ import annotations

import time

import mrml
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.dsl.parse import parse

BODY = "<mjml><mj-body><mj-section><mj-column>{}</mj-column></mj-section></mj-body></mjml>"
HEAD = "<mjml><mj-head><mj-title>{}</mj-title></mj-head><mj-body></mj-body></mjml>"


def found(text: str) -> list[tuple[str, str]]:
    """The codes of what is wrong with a document, each with the source it points at."""
    tree, problems = parse(text, "mail.mjml")
    return [(p.code, tree.text[p.span.start : p.span.end]) for p in problems]


def html(text: str, **record: object) -> str:
    return flong.compile(text, kind="mjml", engine="python").render(record).html


def test_a_template_without_outputs_is_what_mjml_makes_of_it():
    """To the byte, for every element with content."""
    document = """<mjml><mj-head><mj-title>T</mj-title><mj-preview>p</mj-preview><mj-style>.a { color: red }</mj-style>
<mj-style>.b { color: blue }</mj-style></mj-head><mj-body><mj-wrapper><mj-section><mj-group><mj-column>
<mj-text css-class="b">a<br />b</mj-text><mj-button href="https://x.example/?a=1&amp;b=2">go</mj-button><mj-divider />
<mj-image src="https://x.example/a.png" alt="a" /><mj-spacer height="9px"></mj-spacer>
<mj-raw><tr><td>r</td></tr></mj-raw>
<mj-table><tr><td>1</td></tr></mj-table></mj-column></mj-group></mj-section></mj-wrapper><mj-hero><mj-text>h</mj-text>
</mj-hero></mj-body></mjml>"""
    assert html(document) == mrml.to_html(document).content


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{% for x in [1, 2] %}<mj-text>{{ x }}</mj-text>{% endfor %}", ["1", "2"]),
        ('<mj-text color="{{ "red" }}">a</mj-text>', ["color:red"]),
        ('<mj-button href="https://x.example/{{ "a b" }}">{{ "<" }}</mj-button>', ["https://x.example/a%20b", "&lt;"]),
        (
            "<mj-table>{% for x in [1, 2] %}<tr><td>{{ x }}</td></tr>{% endfor %}</mj-table>",
            ["<td>2</td></tr></table>"],
        ),
        ("{% if true %}<mj-text>yes</mj-text>{% else %}<mj-text>no</mj-text>{% endif %}", ["yes"]),
        ('{% raw %}<mj-text>{{ "{{" }}</mj-text>{% endraw %}', ['{{ "{{" }}']),
        ("<mj-text>1 < 2 & <b>3</b> <!-- note --></mj-text>", ["1 < 2 & <b>3</b> "]),
    ],
)
def test_values_and_statements(content: str, expected: list[str]):
    """They stand in content, in attributes, and between elements."""
    printed = html(BODY.format(content))
    assert all(part in printed for part in expected)


def test_statements_around_the_document():
    """What prints nothing stands before and behind it."""
    text = "{% data %}\nn: int\n{% enddata %}\n{% let m = n + 1 %}\n" + BODY.format("<mj-text>{{ m }}</mj-text>") + "\n"
    assert ">3</div>" in html(text, n=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Hello</p>", [("F0340", "")]),
        (BODY.format("<mj-txt>a</mj-txt>"), [("F0340", "<mj-txt>")]),
        (BODY.format("<p>a</p>"), [("F0340", "<p>")]),
        (BODY.format("<mj-text>a"), [("F0340", "<mj-text>")]),
        (BODY.format("</mj-section>"), [("F0340", "</mj-section>")]),
        (BODY.format('<mj-text color="a'), [("F0340", "<")]),
        (BODY.format("<mj-social>{{ 1 }}</mj-social>"), [("F0340", "{{ 1 }}")]),
        (
            BODY.format('<mj-text {% if true %}color="red"{% endif %}>a</mj-text>'),
            [("F0340", "{% if true %}")],
        ),
        (
            HEAD.format("{% let k = 1 %}{% block t %}{{ k }}{% endblock %}"),
            [("F0340", "{% let k = 1 %}"), ("F0340", "{% block t %}")],
        ),
        (BODY.format('<mj-image width="{{ 1 }}px" src="a.png" />'), [("F0341", "{{ 1 }}")]),
        (BODY.format('<mj-text colour="{{ 1 }}">a</mj-text>'), [("F0341", "{{ 1 }}")]),
        (BODY.format('<mj-include path="a.mjml" />'), [("F0340", '<mj-include path="a.mjml" />')]),
        (
            '<mjml><mj-head><mj-style inline="inline">.a { }</mj-style></mj-head><mj-body></mj-body></mjml>',
            [("F0340", '<mj-style inline="inline">')],
        ),
        ('<mjml><mj-head><mj-title>a "b"</mj-title></mj-head><mj-body></mj-body></mjml>', [("F0340", '"')]),
    ],
)
def test_mistakes(text: str, expected: list[tuple[str, str]]):
    """Each is one error at its place."""
    assert found(text) == expected


def test_mistakes_in_content_have_their_places():
    """Contexts and names are told in the source, not in what MJML made of it."""
    with pytest.raises(flong.TemplateError) as error:
        html(BODY.format("\n<mj-text><b>{{ nme }}</mj-text>\n<mj-text color='red'>a</mj-text>"))
    assert [d.code for d in error.value.diagnostics] == ["F0202"]


def checked(text: str) -> list[tuple[str, str, str]]:
    """The mistakes of a whole check: code, file, and the source."""
    with pytest.raises(flong.TemplateError) as error:
        html(text)
    sources = error.value.sources
    return [(d.code, d.span.file, sources[d.span.file][d.span.start : d.span.end]) for d in error.value.diagnostics]


def test_addresses_have_their_places():
    """Static ones too, though MJML puts them elsewhere."""
    button = '<mj-button href="javascript:alert(1)">a</mj-button>'
    assert [(code, file) for code, file, _ in checked(BODY.format(button))] == [("F0313", "template.mjml")]


def test_elements_of_mjml_stand_in_no_html():
    """What a component holds comes behind the translation."""
    component = "{% component c %}<mj-text>q</mj-text>{% endcomponent %}"
    assert ("F0340", "template.mjml", "<mj-text") in checked(component + BODY.format("{% c %}"))


def test_a_value_can_not_leave_its_place():
    """It is escaped where MJML put it."""
    hostile = '"><script>alert(1)</script>'
    text = "{% data %}\nx: text\n{% enddata %}\n" + BODY.format(
        '<mj-image alt="{{ x }}" src="https://x.example/{{ x }}" />'
    )
    assert "<script" not in html(text, x=hostile)


def test_a_base_in_mjml_takes_blocks_of_html(tmp_path):
    """`super()` prints what MJML made of the base's."""
    blocks = "{% block a %}<mj-text>{% block b %}x{% endblock %}</mj-text>{% endblock %}"
    (tmp_path / "base.mjml").write_text(BODY.format(blocks))
    child = (
        "Extends: base.mjml\n\n{% block b %}y{% endblock %}{% block a %}<tr><td>z</td></tr>{{ super() }}{% endblock %}"
    )
    (tmp_path / "child.html").write_text(child)
    assert flong.load(tmp_path / "child.html", engine="python").render({}).text.split() == ["z", "y"]
    (tmp_path / "child.mjml").write_text(child)
    with pytest.raises(flong.TemplateError, match=r"there is no <mjml>"):
        flong.load(tmp_path / "child.mjml", engine="python")


PIECES = [
    "<mjml>", "</mjml>", "<mj-body>", "</mj-body>", "<mj-section>", "</mj-section>", "<mj-column>", "</mj-column>",
    "<mj-text>", "</mj-text>", "<mj-text", 'color="', '"', "'", "/>", ">", "<", "<!--", "-->", "{{ 1 }}", " ", "x",
    "王", "{% if true %}", "{% endif %}", "<mj-raw>", "</mj-raw>", "<mj-image", "width=", "<mj-social>", "</mj-social>",
    "<mj-carousel>", "<mj-all", "mjml", "flongp0e",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.booleans())
@settings(max_examples=300)
def test_any_text(text: str, framed: bool):
    """No exception, whatever the text is."""
    found(BODY.format(text) if framed else text)


@pytest.mark.parametrize(
    "unit",
    ["<mjml>", "<mj-body>", "<mj-text>", '<a "', "<a '\"", "<!--", "</mjml>", "<", "{{ 1 }}", "<mj-text>a</mj-text>"],
)
def test_long_texts_take_linear_time(unit: str):
    """300 KB of one thing; nothing that nests without end reaches MJML."""
    text = BODY.format(unit * (300_000 // len(unit)))
    start = time.process_time()
    found(text)
    assert time.process_time() - start < 5
