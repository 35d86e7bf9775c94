"""The same promise, through the whole compiler: what `flong.compile` renders is safe."""

from __future__ import annotations

import re

import pytest
from safety import HARMLESS, HOSTILE, differences, trees
from test_safety import PAGES

import flong

DATA = "{% data %}\nv: text\nyes: bool\nturns: [int]\n{% enddata %}\n"
_WORDS = {"if": "{% if yes %}", "else": "{% else %}", "for": "{% for t in turns %}"}


def source(page: str) -> str:
    """The page in flong's own words."""
    opened = []

    def word(match: re.Match[str]) -> str:
        if match[1] in ("if", "for"):
            opened.append(match[1])
        return "{% end" + opened.pop() + " %}" if match[1] == "end" else _WORDS[match[1]]

    return DATA + re.sub(r"\{%(\w+)%\}", word, page.replace("{{}}", "{{ v }}"))


def pages(template: flong.Template, values: list[str], yes: bool) -> list[str]:
    """What the template renders of the values it accepts."""
    records = [{"v": value, "yes": yes, "turns": [1, 2]} for value in values]
    (batch,) = template.render_batches(records)
    return [message.html or "" for message in batch.messages]


@pytest.mark.parametrize("page", PAGES)
def test_compiled_pages(page):
    """No hostile value changes the page that the Python engine renders."""
    template = flong.compile(source(page), engine="python")
    for yes in (True, False) if "{%if" in page else (True,):
        plain, *hostile = pages(template, [HARMLESS, *HOSTILE[::3]], yes)
        expected = trees(plain)
        assert [d for rendered in hostile for d in differences(expected, trees(rendered))] == []
