"""The examples of the catalogue print what they promise, in both engines."""

import pytest

import flong
from flong.runtime.registry import FUNCTIONS

EXAMPLES = [(d.example, d.signature.endswith("-> html")) for d in FUNCTIONS if d.example]
MARK = "\n=====\n"


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_examples_of_texts(engine):
    """One template prints them all."""
    examples = [example for example, html in EXAMPLES if not html]
    source = "Locale: en\n\n" + MARK.join(f"{{{{ {expression} }}}}" for expression, _ in examples)
    printed = flong.compile(source, kind="text", engine=engine).render({}).text
    assert printed.split(MARK) == [expected for _, expected in examples]


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_examples_of_html(engine):
    """Safe values stand in the text of a body only."""
    examples = [example for example, html in EXAMPLES if html]
    source = "Locale: en\n\n<p>" + MARK.join(f"{{{{ {expression} }}}}" for expression, _ in examples) + "</p>"
    printed = flong.compile(source, kind="html", engine=engine).render({}).html
    assert printed[3:-4].split(MARK) == [expected for _, expected in examples]
