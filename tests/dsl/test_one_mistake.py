"""One mistake, one error, where the mistake is; two mistakes far apart, two errors.

Every kind of mistake is planted in correct templates: golden programs, the examples of the language reference, the
example mails. The counts are part of the output of `pytest -s`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest

from flong.compiler.frontend import check_template
from flong.errors import Diagnostic, Place
from tests.dsl.mutations import KINDS, Planted, Source
from tests.dsl.planted import sources

FEW = 1  # places of a kind in a template; all of them are tried in the deep tests
SOURCES = sources()


def errors(source: Source, text: str) -> list[tuple[Diagnostic, Place]]:
    program, found = check_template(text, source.name, source.files.get)
    texts = {**program.sources, source.name: program.sources.get(source.name, text)}
    wrong = [d for d in found if d.severity == "error"]
    return [(d, Place.at(d.span.file, d.span.start, texts.get(d.span.file, ""))) for d in wrong]


def planted(kind: str, most: int | None) -> Iterator[tuple[Source, Planted]]:
    for source in SOURCES:
        for mistake in islice(KINDS[kind](source), most):
            yield source, mistake


def wrongly_told(kind: str, most: int | None, counts: Counter[str]) -> list[str]:
    """The mistakes that are not told as one error where they are."""
    failed = []
    for source, mistake in planted(kind, most):
        counts[kind] += 1
        found = errors(source, mistake.text)
        if len(found) != 1 or found[0][1].file != source.name or found[0][1].line not in mistake.lines:
            told = "; ".join(f"{where}: {d.code} {d.message}" for d, where in found)
            failed.append(f"{source.name}, lines {sorted(mistake.lines)[:6]}: {told or 'nothing'}\n{mistake.text}")
    return failed


@pytest.mark.parametrize("kind", KINDS)
def test_one_mistake_is_one_error(kind: str, counts: Counter[str]):
    """On the line that was changed, or where the block begins that it leaves incomplete."""
    failed = wrongly_told(kind, FEW, counts)
    assert counts[kind] > 0
    assert failed == []


@pytest.mark.deep
@pytest.mark.parametrize("kind", KINDS)
def test_one_mistake_anywhere_is_one_error(kind: str, counts: Counter[str]):
    """At every place where it can be made, without exception."""
    assert wrongly_told(kind, None, counts) == []


@pytest.fixture(scope="module")
def counts() -> Iterator[Counter[str]]:
    """How many mistakes of each kind were planted; printed at the end."""
    found: Counter[str] = Counter()
    yield found
    print(f"\n{found.total()} mistakes of {len(found)} kinds in {len(SOURCES)} templates")


@cache
def long_mail() -> Source:
    """A mail of independent sections, each with a loop and a condition."""
    section = "<p>{{ name | upper }}</p>{% if n > 1 %}<b>{{ n + 1 }}</b>{% endif %}\n"
    section += "{% for x in xs %}{{ x.y }} {{ (n + 1) * 2 }}{% endfor %}\n"
    data = "{% data %}\nname: text\nn: int\nxs: [{ y: int }]\n{% enddata %}\n"
    return Source("mail.html", "Subject: x\nPreheader: y\n\n" + data + section * 12)


PAIRS = (
    "misspelt_field", "misspelt_variable", "unknown_function", "wrong_type", "missing_bracket", "empty_output",
    "missing_brace", "missing_end_tag", "no_condition", "output_in_a_handler", "missing_in", "unclosed_element",
)  # fmt: skip


@pytest.mark.parametrize("first", PAIRS)
def test_two_mistakes_far_apart_are_two_errors(first: str):
    """All errors of a file are told in one run: a misspelt name in the last section, another mistake in the first."""
    source = long_mail()
    late = source.text.rfind("name | upper")
    text = source.text[:late] + "nmae" + source.text[late + 4 :]
    mistake = next(KINDS[first](Source(source.name, text)))
    found = errors(source, mistake.text)
    assert len(found) == 2, [d.message for d, _ in found]
    assert found[0][1].line in mistake.lines
    assert (found[1][0].code, found[1][0].message) == ("F0201", "`nmae` is not a known name")
