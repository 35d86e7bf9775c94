"""What is unwise in a mail: what is told, and what is not."""

from __future__ import annotations

import pytest

from flong.compiler.frontend import check_template

HEAD = "Subject: News\nPreheader: More\n\n"
DATA = "{% data %}\nlink: text\nok: bool\nrows: [text]\n{% enddata %}\n"


def codes(text: str, files: dict[str, str] | None = None, name: str = "t.html") -> list[str]:
    return [d.code for d in check_template(text, name, (files or {}).get)[1]]


def body(text: str) -> list[str]:
    return codes(HEAD + DATA + text)


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://a.example/b.png" alt>',
        '<img alt="" src="https://a.example/b.png">',
        '<img src="https://a.example/b.png" {% if ok %}alt="a"{% else %}alt="b"{% endif %}>',
        '{% for r in rows %}<img src="https://a.example/b.png" alt="{{ r }}">{% endfor %}',
        '<!-- <img src="a.png"> --><p title="<img>">x</p>',
    ],
)
def test_described_pictures(text: str):
    """An empty `alt` is one, and one in each branch will do."""
    assert body(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<img>",
        '<p>{% if ok %}<IMG src="https://a.example/b.png" title="alt">{% endif %}</p>',
        '<img data-alt="x"><br alt="x">',
    ],
)
def test_a_picture_without_a_description(text: str):
    """Inside of blocks too; another attribute does not do."""
    assert body(text) == ["F0601"]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="{{ link }}">x</a>',
        '<a href="https://a.example/?u=http:">x</a>',
        '<p xmlns="http://www.w3.org/1999/xhtml">http: <b title="http://a.example">x</b></p>',
        '<a href="#http:">x</a>',
    ],
)
def test_links_that_are_fine(text: str):
    """Data is another matter, and only a link's own scheme counts."""
    assert body(text) == []


@pytest.mark.parametrize("link", ['"http://a.example"', "' HTTP://a.example/{{ link }}'", "http://a.example"])
def test_a_link_without_https(link: str):
    """However it is written."""
    assert body(f"<a href={link}>x</a>") == ["F0602"]


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("x" * 70, []),
        ("x" * 71, ["F0603"]),
        ("信" * 35, []),
        ("信" * 36, ["F0603"]),
        ("{{ link }}" * 9, []),
        ("x" * 40 + "\n " + "y" * 40, ["F0603"]),
    ],
)
def test_the_columns_of_a_subject(subject: str, wanted: list[str]):
    """Wide characters count two; what comes from data does not count."""
    assert codes(f"Subject: {subject}\nPreheader: More\n\n{DATA}<p>x</p>") == wanted
    assert codes(f"Subject: {subject}\n\n{DATA}x", name="t.txt") == wanted


def test_the_size_is_the_least_a_record_gets():
    """The smaller branch counts, a loop that may be empty does not."""
    large = "<p>" + "x" * 110_000 + "</p>"
    assert body(large) == ["F0605"]
    assert body("{% include 'x' %}".replace("'", '"')) == ["F0240"]
    assert codes(HEAD + '{% include "large.html" %}', {"large.html": large}) == ["F0605"]
    assert body("{% if ok %}" + large + "{% endif %}{% for r in rows %}" + large + "{% endfor %}") == []
    assert body("{% if ok %}" + large + "{% else %}" + large + "{% endif %}") == ["F0605"]
    assert body("<!--" + large + "-->") == []


BAD = '<img><a href="http://a.example">x</a>' + "x" * 110_000


@pytest.mark.parametrize("head", ["", "Locale: ja\n\n", "Key: 1\n\n"])
def test_what_is_no_mail_is_left_alone(head: str):
    """Parts, and what becomes a bill."""
    assert codes(head + BAD) == []


def test_the_warnings_of_a_mail():
    """All of them at once, with the tag that led to the file."""
    found = check_template('Subject: x\n\n{% include "part.html" %}', "t.html", {"part.html": BAD}.get)[1]
    assert sorted(d.code for d in found) == ["F0601", "F0602", "F0604", "F0605"]
    assert {d.severity for d in found} == {"warning"}
    assert all(len(d.chain) == 1 for d in found if d.span.file == "part.html")


def test_errors_come_first():
    """Until a template is right, nothing is said about what would be wiser."""
    assert codes(f"Subject: x\nPrehaeder: y\n\n{BAD}") == ["F0401"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (DATA + "Subject: {{ link }}\n\n<p>", True),
        (DATA + "\n  Reply-To: a@b.example\n\n<p>", True),
        ("\nSubject: a\n" + DATA, False),
        (DATA + "Dear: {{ link }}", False),
        (DATA + "<p>Subject: a", False),
        (HEAD + DATA + "To: you\n", False),
    ],
)
def test_a_head_behind_the_data(text: str, told: bool):
    """Only the first line counts, and a template with a head knows where it stands."""
    assert ("F0606" in codes(text)) == told
    assert ("F0606" in codes(text.replace("{{ link }}", "{{ lnik }}"))) == told
