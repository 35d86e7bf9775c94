"""Templates that extend others: what a block sees, and what is told of mistakes between the files."""

from __future__ import annotations

import pytest
from checking import checked
from invariants import broken

BASE = """\
Subject: base
Key: {{ name }}

{% data %}
name: text
note: text?
{% enddata %}
{% let brand = "Acme" %}
<h1>{% block title %}{{ brand }}{% endblock %}</h1>
{% for n in [1, 2] %}{% if note is present %}{% block row %}{{ n }}{% endblock %}{% endif %}{% endfor %}
"""


def codes(blocks: str, base: str = BASE, **files: str) -> list[tuple[str, str]]:
    """Codes and files of what is wrong with a template that extends `base`; without errors its tree holds."""
    named = {f"{name}.html": text for name, text in files.items()}
    program, found = checked(f"Extends: base.html\n\n{blocks}", {"base.html": base, **named})
    assert any(d.severity == "error" for d in found) or not broken(program)
    return [(d.code, d.span.file) for d in found if d.severity == "error"]


def test_a_block_sees_the_names_where_it_stands() -> None:
    """Lets, loops and what is known to be present; the child's lets before those of the base."""
    assert codes("{% block row %}{{ n + loop.index }}{{ note }}{{ brand }}{{ name }}{% endblock %}") == []
    assert codes("{% let brand = 1 %}{% block title %}{{ brand + 1 }}{{ super() }}{% endblock %}") == []
    assert codes("{% block title %}{{ n }}{% endblock %}") == [("F0201", "t.html")]


def test_the_lets_of_a_child_are_for_its_blocks_alone() -> None:
    base = BASE + "{% block last %}{{ mine }}{% endblock %}"
    assert codes("{% let mine = 1 %}{% block title %}{{ mine }}{{ super() }}{% endblock %}", base) == [
        ("F0201", "base.html")
    ]
    assert codes("{% let mine = 1 %}{% block last %}{{ mine }}{% endblock %}", base) == []


def test_types_of_lets_settle_across_files() -> None:
    """A block of the child sets a let of the base, whose type grows."""
    base = "{% let t = 0 %}{% for n in [1] %}{% block row %}{% set t = t + n %}{% endblock %}{% endfor %}{{ t + 1 }}"
    assert codes("{% block row %}{% set t = t + 1.5 %}{{ super() }}{% endblock %}", base) == []
    assert codes('{% block row %}{% set t = "x" %}{% endblock %}', base) == [("F0219", "t.html")]


def test_fields_of_the_child_come_before_those_of_the_base() -> None:
    source = 'Extends: base.html\nSubject: child\nAttach: "b.pdf"\nX-New: 1\n\n{% block row %}{% endblock %}'
    program, _ = checked(source, {"base.html": 'Attach: "a.pdf"\n' + BASE})
    assert [p.name for p in program.parts] == ["subject", "key", "x-new", "html"]
    assert [a.file for a in program.attachments] == ["a.pdf", "b.pdf"]
    assert set(program.sources) == {"t.html", "base.html"}


def test_files_of_a_field_are_found_from_the_file_that_names_them() -> None:
    files = {"sub/base.html": 'Text: note.txt\nAttach: "terms.pdf"\n\n{% block a %}{% endblock %}', "sub/note.txt": "x"}
    program, found = checked("Extends: sub/base.html\n\n", files)
    assert not found
    assert [a.file for a in program.attachments] == ["sub/terms.pdf"]


def test_an_attached_template_may_extend_another() -> None:
    data = "{% data %}\nname: text\ntwice = name ~ name\n{% enddata %}"
    bill = f"Extends: base.html\n\n{data}{{% block a %}}{{{{ twice }}}}{{% endblock %}}"
    files = {"bill.html": bill, "base.html": "<p>{% block a %}{% endblock %}</p>"}
    program, found = checked('Attach: "bill.html" as "bill.pdf"\n\n<p></p>', files)
    assert not found
    assert not broken(program)


@pytest.mark.parametrize(
    ("base", "code"),
    [
        ("Extends: t.html\n\n", "F0241"),
        ("Extends: base.html\n\n", "F0241"),
        ("Extends: other.html\n\n", "F0240"),
        ("{{ * }}", "F0101"),
    ],
)
def test_mistakes_in_the_base_show_who_extends_it(base: str, code: str) -> None:
    _, found = checked("Extends: base.html\n\n", {"base.html": base})
    assert [d.code for d in found] == [code]
    assert all(d.span.file == "base.html" and d.chain[0].file == "t.html" for d in found)


def test_declarations_of_child_and_base_have_to_agree() -> None:
    assert codes("{% data %}\nname: text\nnote: text?\nmore: int\n{% enddata %}") == []
    assert ("F0434", "base.html") in codes("{% data %}\nname: int\n{% enddata %}")


def test_a_block_whose_surroundings_are_replaced_is_not_printed() -> None:
    """It is a mistake to replace it, wherever the block around it was replaced, unless `super()` prints that."""
    base = "{% block t %}{% block u %}{% endblock %}{% endblock %}"
    middle = "Extends: c.html\n\n{% block t %}B{% endblock %}"
    assert codes("{% block u %}A{% endblock %}", middle, c=base) == [("F0261", "t.html")]
    assert codes("{% block t %}B{% endblock %}{% block u %}A{% endblock %}", base) == [("F0261", "t.html")]
    kept = middle.replace("B", "{% if true %}{{ super() }}{% endif %}")
    assert codes("{% block u %}A{% endblock %}", kept, c=base) == []
    assert codes("{% block t %}A{% endblock %}", middle, c=base) == []
