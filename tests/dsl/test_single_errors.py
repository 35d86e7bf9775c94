"""Mistakes in components, and in what other languages have: each is one error, and the cure is told."""

from __future__ import annotations

import pytest

from flong.compiler.frontend import check_template
from flong.errors import Diagnostic

DATA = '{% data %}\nx: text\nok: bool\ne: enum("p", "q")\n{% enddata %}\n'
CARD = "{% component card(title: text) %}{{ title }}{% endcomponent %}"
BOX = "{% component box %}{% slot %}{% slot foot %}{% endcomponent %}"


def errors(text: str, files: dict[str, str] | None = None) -> list[Diagnostic]:
    found = check_template(text, "t.html", (files or {}).get)[1]
    return [d for d in found if d.severity == "error"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CARD + "{% card titel=x %}", "F0254"),
        (CARD + "{% card %}", "F0253"),
        (CARD + "{% card x %}", "F0101"),
        (CARD + "{% card title: x %}", "F0101"),
        (CARD + "{% card(title=x) %}", "F0101"),
        (BOX + "{% box x %}q{% fill foot %}1{% endfill %}{% endbox %}", "F0101"),
        (CARD + "{% crad %}q{% fill z %}1{% endfill %}{% endcrad %}", "F0105"),
        ("{% component c(a, b) %}{{ a }}{% endcomponent %}{% c a=x, b=x %}{% c a=x %}", "F0101"),
        ('{% use "nope.html" %}{% card a=1 %}{% card b=2 %}{% endcard %}', "F0240"),
        (BOX + "{% box %}1{% box %}2{% endbox %}", "F0252"),
        (BOX + "{% box %}1{% endbox %}{% box %}2", "F0252"),
        ("{% set k = 1 %}{{ k }}", "F0205"),
        ("{% if ok %}{% set k = 1 %}{% else %}{% set k = 2 %}{% endif %}{{ k + 1 }}", "F0205"),
        ("{% set k %}q{% endset %}{{ k }}", "F0101"),
        ("{% let k %}q{% endlet %}{{ k }}", "F0101"),
        ("{% let k = 1 %}{{ k }}{% endset %}", "F0105"),
        ("{% set ok = false %}{{ k }}{{ k }}", "F0205"),
    ],
)
def test_one_mistake(text: str, code: str):
    """The last has two, and both are told."""
    told = [d.code for d in errors(DATA + text)]
    assert told == ([code] if "{{ k }}{{ k }}" not in text else [code, "F0201", "F0201"])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (CARD + "{{ card(title=x) }}", "a component; write `{% card title=… %}`"),
        ("{% card title=x %}", 'a component of another file? name it: `{% use "file.html" %}`'),
        (
            '{% component i(v: enum("q", "r")) %}{{ v }}{% endcomponent %}{% i v=e %}',
            'it may also be "p"',
        ),
        ("{% component i(v: int) %}{{ v }}{% endcomponent %}{% i v=e %}", "this is an enum"),
    ],
)
def test_hints(text: str, label: str):
    (error,) = errors(DATA + text)
    assert error.label == label


def test_a_component_of_the_base():
    """A child does not see it, whether or not it has components of its own."""
    base = {"b.html": "\n" + CARD + "{% block u %}{% endblock %}"}
    child = 'Extends: b.html\n\n{% block u %}{% card title="a" %}{% endblock %}'
    for text in (child, child + BOX, child + '{% use "none.html" %}'):
        (error,) = errors(text, {**base, "none.html": ""})
        assert error.code == "F0105"
        assert "name it: `{% use" in error.label


def test_a_thousand_mistakes_of_a_template_are_told():
    """The last says so; a thousand warnings are no error."""
    found = errors("\n{% component c %}q{% endcomponent %}" + "{% c d=1 %}" * 1_200)
    assert [d.code for d in found] == ["F0254"] * 1_000 + ["F0129"]
    unwise = check_template(
        "Subject: a\nPreheader: b\n\n" + '<img src="https://a.example/">' * 1_200, "t.html", {}.get
    )[1]
    assert {d.severity for d in unwise} == {"warning"}
    assert [d.code for d in unwise] == ["F0601"] * 1_000 + ["F0129"]
