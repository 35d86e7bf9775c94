"""The same promise, through the whole compiler and both engines: what a template renders is safe."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from judges import trees
from safety import HARMLESS, HOSTILE, differences
from safety_pages import PAGES

import flong
from flong.compiler.cython_engine import CythonRenderer, compiled_code
from flong.runtime.bind import bind_dicts

DATA = "{% data %}\nv: text\nyes: bool\nturns: [int]\n{% enddata %}\n"
_WORDS = {"if": "{% if yes %}", "else": "{% else %}", "for": "{% for t in turns %}"}
NOW = datetime(2026, 11, 21, tzinfo=UTC)
RECORDS = [{"v": v, "yes": yes, "turns": [1, 2]} for yes in (True, False) for v in (HARMLESS, *HOSTILE)]


def source(page: str) -> str:
    """The page in flong's own words."""
    opened = []

    def word(match: re.Match[str]) -> str:
        if match[1] in ("if", "for"):
            opened.append(match[1])
        return "{% end" + opened.pop() + " %}" if match[1] == "end" else _WORDS[match[1]]

    return DATA + re.sub(r"\{%(\w+)%\}", word, page.replace("{{}}", "{{ v }}"))


@pytest.fixture(scope="module")
def templates() -> dict[str, flong.Template]:
    return {page: flong.compile(source(page), engine="python") for page in PAGES}


@pytest.mark.parametrize("page", PAGES)
def test_compiled_pages(page, templates):
    """No hostile value changes the page that the Python engine renders."""
    records = RECORDS if "{%if" in page else RECORDS[: len(HOSTILE) + 1]
    raw = templates[page].batch(bind_dicts(templates[page].renderer.layout, records)).raw
    plain: list[list[tuple]] = []
    for record, html in zip([records[i] for i in raw.rows], raw.columns["html"], strict=False):
        read = trees(html.decode())
        plain = read if record["v"] == HARMLESS else plain
        assert differences(plain, read) == []


def test_engines_agree_on_hostile_values(templates):
    """Byte for byte, and on what they reject."""
    codes = compiled_code([template.module for template in templates.values()], "-O0")
    for template, code in zip(templates.values(), codes, strict=True):
        rows = bind_dicts(template.renderer.layout, RECORDS)
        found, expected = (r.render(rows, NOW) for r in (CythonRenderer(template.module, code), template.renderer))
        assert (found.rows, [*map(str, found.errors)]) == (expected.rows, [*map(str, expected.errors)])
        for part in expected.columns:
            assert bytes(found.columns[part].data) == bytes(expected.columns[part].data)


TEXT_PAGE = "<h1>a {{}}</h1><ul><li>{{}}<li>b{{}}c</ul><p>{{}} <a href='https://h.example/'>{{}}</a></p>"


def test_the_derived_text_holds_values_as_they_are():
    """The plain-text part has the value, without controls, where the harmless one stood, and nothing else."""
    template = flong.compile(source(TEXT_PAGE), engine="python")
    raw = template.batch(bind_dicts(template.renderer.layout, RECORDS[: len(HOSTILE) + 1])).raw
    plain = raw.text("text", 0)
    assert plain.count(HARMLESS) == 5 and raw.errors == []
    for record, text in zip(RECORDS, raw.columns["text"], strict=False):
        assert text.decode() == plain.replace(HARMLESS, re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", record["v"]))
