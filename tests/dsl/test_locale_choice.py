"""The order of what is computed around a locale that the data chooses, and circles with the key."""

from __future__ import annotations

import pytest

from flong.compiler.frontend import check_template
from flong.dsl.typed import Program
from flong.errors import Diagnostic

DATA = """
{% data %}
day: date
lang: text
n: int
arm = variant("v", a=1, b=1)
chosen = "en" if n > 1 else lang
{% enddata %}
"""


def checked(head: str) -> tuple[Program, list[Diagnostic]]:
    program, found = check_template(head + DATA, "t.html", {}.get)
    return program, [d for d in found if d.severity == "error"]


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("chosen", ["chosen", "locale", "key", "arm"]),
        ("lang", ["locale", "key", "arm", "chosen"]),
    ],
)
def test_what_the_locale_does_not_read_is_written_in_it(locale: str, order: list[str]):
    """The key too, so that the key that chooses a variant is the one that is printed."""
    program, wrong = checked(f'Key: {{{{ date(day, "full") }}}}\nLocale: {{{{ {locale} }}}} of en, ja\n')
    assert wrong == []
    assert [let.name for let in program.computed] == order


@pytest.mark.parametrize("locale", ['variant("l", en=1, ja=1)', '"en" if arm == "a" else lang'])
def test_a_key_in_a_locale_that_it_chooses_is_a_circle(locale: str):
    """By way of a computed field too. A key that no locale changes is none."""
    head = f'Key: {{{{ date(day, "PATTERN") }}}}\nLocale: {{{{ {locale} }}}} of en, ja\n'
    (wrong,) = checked(head.replace("PATTERN", "full"))[1]
    assert (wrong.code, wrong.label) == ("F0206", "this depends on the locale")
    assert checked(head.replace("PATTERN", "yyyy-MM-dd"))[1] == []
