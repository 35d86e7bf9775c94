"""Mistakes that people bring along from other languages: the cure is told, where it is to be done."""

from __future__ import annotations

import pytest

from flong.compiler.frontend import check_template
from flong.dsl.diagnostics import brought, draw
from flong.errors import Diagnostic

DATA = "{% data %}\nxs: [{ a: text }]\nday: date\nn: int\n{% enddata %}\n"


def only_error(text: str, files: dict[str, str] | None = None) -> tuple[Diagnostic, str]:
    """The one error of a template, and the source it points at."""
    program, found = check_template(text, "t.html", (files or {}).get)
    (error,) = [d for d in found if d.severity == "error"]
    source = {**program.sources, "t.html": text}[error.span.file]
    return error, source[error.span.start : error.span.end]


@pytest.mark.parametrize(
    ("declared", "hint"),
    [
        ("z: date?,", "each line declares one field"),
        ("z: text[]", "a list is written `[text]`"),
        ("z: list[int]", "a list is written `[int]`"),
        ("z: array<date>", "a list is written `[date]`"),
    ],
)
def test_types_as_others_write_them(declared: str, hint: str):
    error, _ = only_error(f"{{% data %}}\n{declared}\n{{% enddata %}}\n")
    assert (error.code, error.notes[0][: len(hint)]) == ("F0101", hint)


def test_a_generator_in_parentheses_of_its_own():
    """The parentheses are shown, not the `for`."""
    error, shown = only_error(DATA + '{{ join((x.a for x in xs), ", ") }}')
    assert (error.code, error.label, shown) == ("F0119", "remove these parentheses", "(")
    error, shown = only_error(DATA + "{{ [x.a for x in xs] }}")
    assert (error.message, shown) == ("a generator stands in a function's parentheses", "for")


@pytest.mark.parametrize(
    ("output", "wrong"),
    [
        ('date(day, "yyyy-QQQQQQQ")', '"yyyy-QQQQQQQ"'),
        ('n | money(negative="paren", currency="XX")', '"XX"'),
        ('money(n, currency="XX")', '"XX"'),
    ],
)
def test_a_wrong_constant_is_marked_alone(output: str, wrong: str):
    """Not the call around it."""
    error, shown = only_error(DATA + f"{{{{ {output} }}}}")
    assert (error.code, shown) == ("F0235", wrong)


@pytest.mark.parametrize("tag", ["break", "continue", 'cycle "a", "b"', "do n"])
def test_statements_that_flong_does_without(tag: str):
    """What to write instead stands behind the carets."""
    error, shown = only_error(DATA + f"{{% for x in xs %}}{{% {tag} %}}{{{{ x.a }}}}{{% endfor %}}")
    assert (error.code, shown) == ("F0105", tag.split()[0])
    assert "`" in error.label and "did you mean" not in error.label


def test_a_block_that_flong_does_without():
    error, _ = only_error(DATA + "{% filter upper %}x{% endfilter %}")
    assert error.label == "filters stand behind values: `{{ x | upper }}`"


PART = "{% component card() %}<b>{{ nmae }}</b>{% endcomponent %}"


@pytest.mark.parametrize(
    ("text", "part", "how"),
    [
        ('{% use "p.html" %}{% card %}', PART, "used by t.html:1:1"),
        ("Extends: p.html\n\n", "{{ nmae }}", "extended by t.html:1:10"),
        ('{% include "p.html" %}', "{{ nmae }}", "included by t.html:1:12"),
        ("Subject: a\nPreheader: b\nText: p.txt\n\n", "{{ nmae }}", "named by t.html:3:7"),
    ],
)
def test_how_a_file_was_brought_along(text: str, part: str, how: str):
    """Drawn above the source."""
    files = {"p.html": part, "p.txt": part}
    error, _ = only_error(text, files)
    drawn = draw(error, {**files, "t.html": text})
    assert f"     {how}\n" in drawn
    assert [brought(span, {"t.html": text}) for span in error.chain] == [how.split()[0]]


@pytest.mark.parametrize(
    ("component", "codes"),
    [
        ("color: {{ n }}; width: 10px", set()),
        ("{{ css }}", set()),
        ("<b {{ n }}></b>", {"F0301"}),
        ("<b onclick='{{ n }}'></b>", {"F0304"}),
    ],
)
def test_components_that_are_used_nowhere(component: str, codes: set[str]):
    """Those without tags may be meant for a value; what tags hold is judged."""
    text = f"{{% component c(n: int, css: css) %}}{component}{{% endcomponent %}}<p>x</p>"
    found = check_template(text, "t.html", {}.get)[1]
    assert {d.code for d in found if d.severity == "error"} == codes


def test_a_name_in_backticks_as_a_condition():
    """Code within code can't be read, so the cure leaves the name out."""
    error, _ = only_error("{% data %}\n`Full Name`: text?\n{% enddata %}\n{% if `Full Name` %}x{% endif %}")
    assert (error.code, error.label) == ("F0212", "write `… is present`")
