"""Pictures of the template's folder: parts of the mail, addresses below `Assets:`, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import flong
from flong.compiler.frontend import check_template, to_module
from flong.compiler.python import PythonRenderer
from flong.dsl.html.images import ALTERNATIVES
from flong.runtime.bind import bind_dicts
from tests.equivalence.test_engines_agree import NOW

DATA = "{% data %}\na: bool\nx: text\nn: int\nxs: [int]\n{% enddata %}\n"
RECORDS = [{"a": a, "x": "é/1", "n": 7, "xs": [1, 2]} for a in (True, False)]
FILES = ("x.png", "y.png", "p/x.png", "b & c.png")


def checked(body: str, head: str = ""):
    """The program of a body, and the codes of what is wrong with it."""
    program, found = check_template(f"{head}\n{DATA}{body}", "t.html", lambda _: None, exists=FILES.__contains__)
    return program, [d.code for d in found]


def shown(body: str, head: str = "") -> list[str]:
    """What is printed where `a` holds, and where not. A file's address is `cid:` and its name."""
    program, found = checked(body, head)
    assert not found
    renderer = PythonRenderer(to_module(program, {name: f"cid:{name}" for name in program.images}))
    batch = renderer.render(bind_dicts(renderer.layout, RECORDS), NOW)
    assert not batch.errors
    return [batch.text("html", i).strip() for i in range(2)]


@pytest.mark.parametrize(
    ("value", "yes", "no"),
    [
        ("x.png", "cid:x.png", "cid:x.png"),
        ("b &amp; c.png", "cid:b &amp; c.png", "cid:b &amp; c.png"),
        ("{% if a %}x.png{% else %}y.png{% endif %}", "cid:x.png", "cid:y.png"),
        ("{% if a %}x{% else %}y{% endif %}.png", "cid:x.png", "cid:y.png"),
        ("{% if a %}p/{% endif %}x.png", "cid:p/x.png", "cid:x.png"),
        ("{% if a %}x.png{% endif %}", "cid:x.png", ""),
        ("{% if a %}{% if n > 1 %}x{% else %}y{% endif %}.png{% else %}{{ x }}{% endif %}", "cid:x.png", "%C3%A9/1"),
        ("{% let q = 1 %}x{% if a %}.png{% else %}.png{% endif %}", "cid:x.png", "cid:x.png"),
        ("{% if a %}x.png{% else %}https://e.example/{{ x }}{% endif %}", "cid:x.png", "https://e.example/%C3%A9%2F1"),
        ("htt{% if a %}p{% else %}ps{% endif %}://e.example/x", "http://e.example/x", "https://e.example/x"),
        ("{{ x }}.png", "%C3%A9/1.png", "%C3%A9/1.png"),
        ("", "", ""),
    ],
)
def test_static_alternatives_are_parts_of_the_mail(value: str, yes: str, no: str):
    """Each is a file beside the template; what begins with an output, or elsewhere, is left alone."""
    assert shown(f'<img alt="" src="{value}">') == [f'<img alt="" src="{one}">' for one in (yes, no)]


@pytest.mark.parametrize(
    ("value", "yes", "no"),
    [
        ("x.png", "x.png", "x.png"),
        ("gone/{{ x }}.png", "gone/%C3%A9%2F1.png", "gone/%C3%A9%2F1.png"),
        ("photo-{{ x }}.png", "photo-%C3%A9%2F1.png", "photo-%C3%A9%2F1.png"),
        ("{% if a %}x.png{% else %}y{{ n }}.png{% endif %}", "x.png", "y7.png"),
        ("{% if a %}p/{% else %}q/{% endif %}{{ x }}", "p/%C3%A9%2F1", "q/%C3%A9%2F1"),
        ("{% if a %}p/{% endif %}x{% if a %}1{% endif %}.png", "p/x1.png", "x.png"),
        ("x{% for i in xs %}{{ i }}{% endfor %}.png", "x12.png", "x12.png"),
    ],
)
def test_a_base_stands_before_what_is_relative(value: str, yes: str, no: str):
    """Outputs behind it are parts of a path, whatever they hold."""
    head = "Assets: https://cdn.example/a&b/\n"
    wanted = [f'<img alt="" src="https://cdn.example/a&amp;b/{one}">' for one in (yes, no)]
    assert shown(f'<img alt="" src="{value}">', head) == wanted
    assert checked(f'<img alt="" src="{value}">', head)[0].images == ()


def test_a_base_leaves_the_rest_alone():
    body = '<img src="https://e.example/x"><img src="/x"><img src="{{ x }}"><a href="x.html">x</a>'
    wanted = '<img src="https://e.example/x"><img src="/x"><img src="%C3%A9/1"><a href="x.html">x</a>'
    assert shown(body, "Assets: https://cdn.example\n") == [wanted] * 2


@pytest.mark.parametrize(
    "body",
    [
        '<img src="p/{{ x }}.png">',
        '<img src="x{{ n }}.png">',
        '<img src="x{% for i in xs %}1{% endfor %}.png">',
        '<img src="{% if a %}x.png{% else %}p/{{ x }}{% endif %}">',
        "<img src=p/{{ x }}.png>",
        '<img src="x.png{% if a %}" alt="{% else %}" alt="1{% endif %}">',
        '<table background="p/{{ x }}"></table>',
        '<img src="' + "{% if a %}x{% endif %}" * (ALTERNATIVES + 2) + '">',
    ],
)
def test_what_is_not_known_when_compiled_is_refused(body: str):
    """Rather than shown as a broken picture, once for each address."""
    assert checked(body)[1] == ["F0246"]


@pytest.mark.parametrize("head", ["", "Assets: https://cdn.example\n"])
@pytest.mark.parametrize(
    "body",
    [
        "<img src={% if a %}x.png{% else %}y.png{% endif %}>",
        '<img {% if a %}src="x{% else %}src="y{% endif %}.png">',
    ],
)
def test_an_address_begins_and_ends_in_one_block(body: str, head: str):
    """Told in each branch where one begins; with a base too."""
    assert checked(body, head)[1] == ["F0246"] * 2


@pytest.mark.parametrize(
    ("body", "files"),
    [
        ("<img src={{ x }}.png>", ()),
        ("<img src=x.png>", ("x.png",)),
        ("<img src='x.png'><img src=y.png alt=1><img src='x.png'>", ("x.png", "y.png")),
        ('{% for i in xs %}<img src="x.png">{% else %}<img src="y.png">{% endfor %}', ("x.png", "y.png")),
        (
            '{% only text %}<img src="gone/{{ x }}.png">{% endonly %}{% only html %}<img src="x.png">{% endonly %}',
            ("x.png",),
        ),
        ('<!--[if mso]><v:fill src="x.png"></v:fill><![endif]--><!-- <img src="gone.png"> -->', ("x.png",)),
        ('<p style="background: url(x.png)"><img srcset="x.png 2x" src="y.png"></p>', ("y.png",)),
        ("<img src=\"{% if a %}https://e/1.png\" alt='{% else %}https://e/2.png\" alt='{% endif %}'>", ()),
    ],
)
def test_the_pictures_of_a_body(body: str, files: tuple[str, ...]):
    """Each once, in the order of the text; styles and `srcset` are not looked at."""
    program, found = checked(body)
    assert (found, program.images) == ([], files)


def test_a_missing_file_is_told_where_it_is_shown():
    """In a branch too, and in an included file with the tag that led there."""
    part = "<img src=\"{% if a %}x{% else %}z{% endif %}.png\" alt=''>"
    text = f'{DATA}{{% include "part.html" %}}'
    _, (found,) = check_template(text, "t.html", {"part.html": part}.get, exists=FILES.__contains__)
    assert (found.code, found.span.file, len(found.chain)) == ("F0240", "part.html", 1)
    assert part[found.span.start :].startswith("z")


def test_alternatives_travel_in_the_mail(tmp_path: Path):
    """With their contents, in either branch of the Cython engine."""
    for name in ("x.png", "y.png"):
        (tmp_path / name).write_bytes(name.encode())
    source = f'{DATA}<img alt="" src="{{% if a %}}x{{% else %}}y{{% endif %}}.png">'
    made = flong.compile(source, folder=tmp_path)
    for record, name in zip(RECORDS, ("x.png", "y.png"), strict=True):
        message = made.render(record)
        (cid,) = [image.cid for image in message.images if image.data == name.encode()]
        assert f'src="cid:{cid}"' in (message.html or "")
