"""What the language reference says of statements, a line for a sentence: what it prints, or its mistake's code."""

from __future__ import annotations

from pathlib import Path

import pytest

import flong

FILES = {
    "set.html": "{% set v = 2 %}",
    "own.html": "{% let w = 1 %}{% set w = w + 1 %}{{ w }}{{ v }}",
    "contract.html": "{% data %}\nt: text\nq: int?\n{% enddata %}\n{{ t }}{{ q ?? 0 }}",
    "sealed.html": "{% data %}\nt: text\n{% enddata %}\n{{ v }}",
    "open.html": "<b>",
}
DATA = """{% data %}
xs: [int]
l: [{ k: text, a: decimal(9, 2) }]
e: enum("p", "q")
t: text
b: bool
n: int
{% enddata %}
"""
LINES = [{"k": "a", "a": 1}, {"k": "b", "a": 2}, {"k": "a", "a": 3}]
RECORD = {"xs": [3, 1, 2], "l": LINES, "e": "p", "t": "T", "b": True, "n": 3}


def outcome(body: str, folder: Path) -> str:
    try:
        return flong.compile(DATA + body, engine="python", folder=str(folder)).render(RECORD).html or ""
    except flong.TemplateError as error:
        return " ".join(diagnostic.code for diagnostic in error.diagnostics)
    except flong.RecordError as error:
        return f"rejected: {error.reason}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% if n > 5 %}a{% elif n == 3 %}b{% else %}c{% endif %}", "b"),
        (
            "{% for x in xs if x > 1 %}{{ loop.index }}{{ loop.index0 }}"
            '{{ "f" if loop.first else "" }}{{ "l" if loop.last else "" }}'
            "{{ loop.length }}{{ loop.previous ?? 0 }}{{ loop.next ?? 0 }};{% else %}e{% endfor %}",
            "10f202;21l230;",
        ),
        ("{% for x in xs if x > 9 %}{{ x }}{% else %}none{% endfor %}", "none"),
        ("{% let a = 1 %}{% if b %}{% set a = 2.5 %}{% endif %}{{ a }}", "2.5"),
        ("{% if b %}{% let a = 1 %}{% endif %}{{ a }}", "F0201"),
        ("{% let a = 1 %}{% if b %}{% let a = 2 %}{{ a }}{% endif %}{{ a }}", "21"),
        ("{% let a = 1 %}{% set a = none %}{{ a ?? 7 }}", "7"),
        ('{% let a = 1 %}{% set a = "x" %}', "F0219"),
        ("{% match n %}{% when 1, 2 %}a{% when 3 %}b{% endmatch %}", "b"),
        ('{% match t %}{% when "x" %}a{% endmatch %}', ""),
        ("{% match b %}{% when true %}a{% endmatch %}", "a"),
        ('{% match e %} {# c #} {% when "p" %}P{% when "q" %}Q{% endmatch %}', "P"),
        ('{% match e %}x{% when "p" %}P{% when "q" %}Q{% endmatch %}', "F0115"),
        ('{% match e %}{% when "z" %}P{% else %}{% endmatch %}', "F0214"),
        ("{% match 1.5 %}{% when 1 %}P{% endmatch %}", "F0217"),
        ("{% group x in l by x.k %}{{ group.key }}{{ count(group.items) }}{{ loop.index }}{% endgroup %}", "a21b12"),
        ('{% let v = 1 %}{% include "set.html" %}{{ v }}', "F0205"),
        ('{% let v = 1 %}{% include "own.html" %}', "21"),
        ('{% include "contract.html" with t="a" %}{% include "contract.html" %}', "a0T0"),
        ('{% let v = 1 %}{% include "sealed.html" %}', "F0201"),
        ('{% include "contract.html" with t=1 %}', "F0242"),
        ('{% include "contract.html" with zz=1 %}', "F0243"),
        ('{% include "../x.html" %}', "F0240"),
        ("{% include t %}", "F0117"),
        ('{% include "open.html" %}x</b>', "<b>x</b>"),
        ("{% if b %}<b>{% endif %}", "F0309"),
        ('{% component c(x: text = "d") %}[{{ x }}]{% endcomponent %}{% c %}{% c x=t %}', "[d][T]"),
        ("{% component c(x: text) %}{{ t }}{% endcomponent %}{% c x=t %}", "F0201"),
        (
            "{% component c(x: text) %}{% slot %}|{% slot f %}{% endcomponent %}"
            "{% c x=t %}{{ n }}{% fill f %}F{% endfill %}{% endc %}",
            "3|F",
        ),
        ("{% component c(x: text) %}{% c x=x %}{% endcomponent %}{% c x=t %}", "F0256"),
        ('{% variant "h" %}{% when "a" 1 %}A{% endvariant %}', "F0271"),
        ("{% only html %}H{% endonly %}{% only text %}T{% endonly %}", "H"),
        ("{% raw %}{{ x }}{% endraw %}{# c #}", "{{ x }}"),
        ("a{#id}b", "a{#id}b"),
        ('{% reject "why" ~ n %}', "rejected: why3"),
        ('{% skip "why" %}', "rejected: why"),
        ("{% set n = 1 %}", "F0205"),
        ("{% for x in xs %}{% set x = 1 %}{% endfor %}", "F0205"),
        ("{{ loop.index }}", "F0207"),
        ("{% let n = 1 %}{{ n }}", "1"),
        ('{{ join(range(n), ",") }}', "0,1,2"),
        ("{{ count(range(10001)) }}", "F0222"),
    ],
)
def test_a_sentence(body: str, expected: str, tmp_path: Path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    assert outcome(body, tmp_path).strip() == expected
