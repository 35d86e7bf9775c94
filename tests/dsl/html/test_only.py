"""What `only` holds may be there or not, and the text behind it means the same."""

from __future__ import annotations

import pytest

import flong


@pytest.mark.parametrize(
    "inside",
    [
        "<b>x</b>",
        "<style>p { color: red }</style>",
        '<script type="application/ld+json">{"a": 1}</script>',
        "<!--[if mso]>x<![endif]-->",
        "{% for n in [1, 2] %}<style>p { width: {{ n }}px }</style>{% endfor %}",
    ],
)
@pytest.mark.parametrize("part", ["html", "text"])
def test_what_ends_where_it_began(inside: str, part: str):
    """Whole elements, whatever kind of text they hold."""
    template = flong.compile(f"<p>a</p>{{% only {part} %}}{inside}{{% endonly %}}<p>b</p>", engine="python")
    page = template.render({}).html
    assert page.endswith("<p>b</p>") and (page != "<p>a</p><p>b</p>") == (part == "html")


@pytest.mark.parametrize("inside", ["<b>", "</p>", "<b", "<style>", "<!--[if mso]>"])
def test_what_does_not(inside: str):
    """It would change what follows in one part."""
    with pytest.raises(flong.TemplateError):
        flong.compile(f"<p>{{% only html %}}{inside}{{% endonly %}}</p>", engine="python")
