"""What a rejection proved present is present in every part, also where a part leaves the rejection out."""

from __future__ import annotations

import pytest

import flong

SOURCE = """{% data %}
x: int?
{% enddata %}
<div style="display:none">{% if x is not present %}{% reject "no x" %}{% endif %}</div><p>{{ x + 1 }}</p>"""


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_a_rejection_in_what_the_text_part_drops(engine) -> None:
    """The HTML part is rendered first, so the text part is never reached without `x`."""
    template = flong.compile(SOURCE, kind="html", engine=engine)
    assert template.render({"x": 5}).text == "6\n"
    with pytest.raises(flong.RecordError, match="no x"):
        template.render({"x": None})
