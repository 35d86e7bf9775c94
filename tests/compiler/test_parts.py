"""What stands in which part of a message: `only` in bills, texts and text messages, blocks of a base, MJML."""

from __future__ import annotations

from pathlib import Path

import pytest

import flong

BOTH = "<p>{% only html %}page{% endonly %}{% only text %}plain{% endonly %}</p>"
RECORD = {"id": "7", "kind": "b", "xs": [1, 1, 2]}
DATA = '{% data %}\nid: text\nkind: enum("a", "b")\nxs: [int]\n{% enddata %}\n'


def parts(
    folder: Path, engine: flong.template.Engine = "python", /, name: str = "mail.html", **files: str
) -> dict[str, str]:
    """The parts of the template `name` for RECORD; `_` in a file's name stands for a dot."""
    for file, text in files.items():
        (folder / file.replace("_", ".")).write_text(text)
    made = flong.load(folder / name, engine=engine)
    (batch,) = made.render_batches([RECORD])
    assert not batch.errors
    return {part: batch.raw.text(part, 0).strip() for part in batch.raw.columns}


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_only_knows_what_each_part_is(tmp_path: Path, engine: flong.template.Engine) -> None:
    """A bill is HTML; a text part of one's own, and a text message, are text."""
    head = 'Text: note.txt\nSms: note.txt\nAttach: "bill.html"\n\n'
    made = parts(tmp_path, engine, mail_html=head + BOTH, note_txt=BOTH, bill_html=BOTH)
    page, plain = "<p>page</p>", "<p>plain</p>"
    assert made == {"html": page, "text": plain, "sms": plain, "attach.1.body": page, "attach.1.fields": ""}


def test_only_in_a_message_that_is_text(tmp_path: Path) -> None:
    """What is HTML alone has no place there."""
    assert parts(tmp_path, name="mail.txt", mail_txt="\n" + BOTH) == {"text": "<p>plain</p>"}


BASE = """
<p>{% variant "v" %}{% when "one" 1 %}{% block one %}1{% endblock %}{% endvariant %}</p>
<p>{% only text %}{% block plain %}t{% endblock %}{% endonly %}
{%- only html %}{% block page %}h{% endblock %}{% endonly %}</p>
<p>{% group x in xs by x %}{% block item %}{{ group.key }}{% endblock %},{% endgroup %}</p>
<p>{% match kind %}{% when "a" %}a{% when "b" %}{% block matched %}b{% endblock %}{% endmatch %}</p>
"""
CHILD = """Extends: base.html
Key: {{ id }}

{% block one %}[{{ super() }}]{% endblock %}
{% block plain %}({{ super() }}){% endblock %}
{% block page %}<b>{{ super() }}</b>{% endblock %}
{% block item %}{{ super() }}x{{ count(group.items) }}{% endblock %}
{% block matched %}{{ super() }}{{ kind }}{% endblock %}
"""


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_blocks_are_replaced_inside_every_statement(tmp_path: Path, engine: flong.template.Engine) -> None:
    """They see the names of the place where they stand."""
    made = parts(tmp_path, engine, mail_html=CHILD.replace("\n\n", "\n\n" + DATA, 1), base_html=BASE)
    assert made["html"] == "<p>[1]</p>\n<p><b>h</b></p>\n<p>1x2,2x1,</p>\n<p>bb</p>"
    assert made["text"].split() == ["[1]", "(t)", "1x2,2x1,", "bb"]


def test_a_component_in_mjml(tmp_path: Path) -> None:
    """It prints HTML, where HTML stands."""
    component = '{% component tag(n: int) %}<b title="{{ n }}">{% slot %}</b>{% endcomponent %}\n'
    page = "<mj-section><mj-column><mj-text>{% tag n=7 %}{{ id }}{% endtag %}</mj-text></mj-column></mj-section>"
    page = f"<mjml><mj-body>{page}</mj-body></mjml>"
    assert '<b title="7">7</b>' in parts(tmp_path, name="page.mjml", page_mjml=f"\n{DATA}{component}{page}")["html"]
