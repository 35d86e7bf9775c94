"""Whole templates: what the checker reports of them, and what it makes of them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from checking import FUNCTIONS, checked, codes
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import broken

from flong.compiler.blobs import signatures
from flong.dsl import typed
from flong.dsl.check import check
from flong.dsl.check.calls import STRUCTURAL
from flong.dsl.check.foreign import FUNCTIONS as FOREIGN
from flong.dsl.diagnostics import place
from flong.dsl.parse import parse
from flong.dsl.typed import Program, Settings
from flong.dsl.types import DATE, DECIMAL, INT, TEXT, Field, Optional, Record

DATA = "{% data %}\nname: text\nbirthday: date?\nn: int\namount: decimal(12, 2)\n{% enddata %}\n"

FIVE_MISTAKES = """\
Subject: {{ customer.nmae }}
Locale: zh-tw
Preheader: Five mistakes

{% data %}
customer: { name: text, phone: text?, tier: enum("gold", "basic") }
lines: [{ amount: decimal(12, 2) }]
{% enddata %}
<p>{{ customer.phone | upper }}</p>
{% for l in lines %}
  <td>{{ l.amount + "1" }}</td>
{% endfor %}
{% if customer.tier == "glod" %}x{% endif %}
"""


def part(program: Program, name: str) -> typed.Block:
    return next(p.body for p in program.parts if p.name == name)


def outputs(block: typed.Block) -> list[typed.Expr]:
    return [s.value for s in block if isinstance(s, typed.Output)]


def test_five_mistakes_are_five_reports_at_their_places() -> None:
    program, found = checked(FIVE_MISTAKES)
    places = [(place(d.span, program.sources), d.code) for d in found]
    assert [(p.line, p.column, code) for p, code in places] == [
        (1, 13, "F0203"),
        (2, 9, "F0430"),
        (9, 7, "F0211"),
        (11, 19, "F0210"),
        (13, 24, "F0214"),
    ]


def test_a_mistake_in_a_name_is_reported_once() -> None:
    assert codes(DATA + "{% let a = nmae %}{{ a + 1 }}{% for x in a %}{{ x.y }}{% endfor %}{% set a = 2 %}") == [
        "F0201"
    ]


def test_words_of_other_languages_are_translated() -> None:
    """Python's constants have their small names, and a foreign statement brings no mistakes along."""
    _, found = checked("{{ 1 if True else None }}")
    assert [d.label for d in found] == ["write `true`", "write `none`"]
    assert codes("{% macro card %}") == ["F0105"]


def test_undeclared_data_is_reported_once_and_names_the_cure() -> None:
    _, found = checked("{{ name }} {{ other.name | upper }}")
    assert [d.code for d in found] == ["F0202"]
    assert "flong infer" in found[0].notes[0]


def test_a_template_without_data_needs_no_declaration() -> None:
    program, found = checked("<p>{{ today }}</p>")
    assert (found, program.data) == ([], Record(()))


def test_fields_of_the_head_become_parts() -> None:
    program, found = checked(
        "Key: {{ n }}\nSubject: Hi {{ name }}\nPreheader: Seven\nX-Batch: 7\n\n" + DATA + "<p>{{ name }}</p>"
    )
    assert not found
    assert [p.name for p in program.parts] == ["key", "subject", "preheader", "x-batch", "html"]
    assert all(s.context is not None for p in program.parts for s in p.body if isinstance(s, typed.Output))


def test_settings_come_from_the_head() -> None:
    program, found = checked("Locale: zh-TW\nCurrency: TWD digits=0\nTimezone: Asia/Taipei\n\n<p>x</p>")
    assert not found
    assert program.settings == Settings("zh-TW", "TWD", 0, "Asia/Taipei")


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("Locale: zh_TW", "F0430", "`zh-TW`"),
        ("Currency: NT$", "F0431", "three capital letters"),
        ("Currency: TWD digits=x", "F0431", ""),
        ("Timezone: Asia/Taipe", "F0432", "`Asia/Taipei`"),
        ("Timezone: ../../etc/passwd", "F0432", ""),
        ("Timezone: /etc/passwd", "F0432", ""),
    ],
)
def test_wrong_settings(line: str, code: str, hint: str) -> None:
    _, found = checked(f"{line}\n\n<p>x</p>")
    assert [d.code for d in found] == [code]
    assert hint in found[0].label


def test_computed_fields_run_in_the_order_they_need() -> None:
    program, found = checked("{% data %}\nx: int\na = b + 1\nb = x * 2\n{% enddata %}\n{{ a }}")
    assert not found
    assert [c.name for c in program.computed] == ["b", "a"]


def test_computed_fields_in_a_circle() -> None:
    _, found = checked("{% data %}\na = b + 1\nb = c\nc = a\nd = c + a\n{% enddata %}\n{{ d }}{{ a }}")
    assert [(d.code, d.label) for d in found] == [("F0206", "a → b → c → a")]


def test_a_narrowed_optional_is_unwrapped() -> None:
    program, _ = checked(DATA + "{{ birthday if birthday is present else today }}")
    (value,) = outputs(part(program, "html"))
    assert isinstance(value, typed.Cond)
    assert isinstance(value.yes, typed.Unwrap)
    assert (value.type, value.yes.value.type) == (DATE, Optional(DATE))


def test_a_let_has_its_final_type_from_the_start() -> None:
    program, _ = checked(DATA + "{% let t = 0 %}{{ t }}{% set t = t + amount %}")
    let, *rest = [s for s in part(program, "html") if not isinstance(s, typed.Text)]
    assert isinstance(let, typed.Let)
    assert let.value == typed.Const(DECIMAL, let.value.span, Decimal(0))
    assert all(s.value.type == DECIMAL for s in rest if isinstance(s, typed.Output | typed.Set))


def test_a_list_that_is_filled_later_is_no_mistake() -> None:
    source = "{% data %}\nxs: [int]\n{% enddata %}\n{% let a = [] %}{% let b = first(a) ?? 0 %}{% set a = xs %}{{ b }}"
    program, found = checked(source)
    assert not found
    assert outputs(part(program, "html"))[0].type == INT


def test_slots_are_counted_once_however_often_types_settle() -> None:
    program, _ = checked("{% let a = 0 %}{% let b = 0 %}{% set b = a %}{% set a = 1.5 %}{{ b }}")
    assert program.slots == 2


def test_a_match_computes_its_value_once() -> None:
    program, _ = checked(DATA + "{% match n + 1 %}{% when 1, 2 %}a{% else %}b{% endmatch %}")
    let, branch = [s for s in part(program, "html") if not isinstance(s, typed.Text)]
    assert isinstance(let, typed.Let)
    assert isinstance(branch, typed.If)
    ((test, _),) = branch.arms
    assert isinstance(test, typed.Logic)
    assert test.left == typed.Compare(
        test.type, test.left.span, "==", typed.Var(INT, test.left.span, let.slot, "match"), test.left.right
    )


def test_filters_are_calls_with_defaults_filled_in() -> None:
    program, _ = checked(DATA + '{{ name | pad_left(5) }}{{ n | money(currency="JPY") }}')
    pad, money = outputs(part(program, "html"))
    assert isinstance(pad, typed.Call)
    assert isinstance(money, typed.Call)
    assert [a.type for a in pad.args] == [TEXT, INT, TEXT]
    assert (money.static, money.args[0].type) == ((("currency", "JPY"), ("digits", None)), DECIMAL)


def test_an_include_is_inlined_with_its_bindings_first() -> None:
    program, found = checked(DATA + '{% include "a.html" with x=n %}', {"a.html": "{{ x + 1 }}"})
    assert not found
    let, included = [s for s in part(program, "html") if not isinstance(s, typed.Text)]
    assert isinstance(let, typed.Let)
    assert isinstance(included, typed.Included)
    (output,) = included.body
    assert isinstance(output, typed.Output)
    assert output.span.file == "a.html"
    assert set(program.sources) == {"t.html", "a.html"}


def test_mistakes_in_included_files_carry_the_tags_that_led_there() -> None:
    files = {"parts/a.html": '{% include "b.html" %}', "parts/b.html": "{{ zzz }}{{ "}
    _, found = checked(DATA + '{% include "parts/a.html" %}', files)
    assert {d.code for d in found} == {"F0201", "F0103"}
    for diagnostic in found:
        assert diagnostic.span.file == "parts/b.html"
        assert [span.file for span in diagnostic.chain] == ["t.html", "parts/a.html"]


def test_files_are_named_beside_the_template() -> None:
    template, _ = parse('{% include "a.html" %}', "mails/t.html")
    _, found = check(template, functions=FUNCTIONS, load={"a.html": "{{ zzz }}"}.get)
    assert [d.span.file for d in found] == ["mails/a.html"]


def test_includes_that_multiply_end() -> None:
    files = {f"{n}.html": f'{{% include "{n + 1}.html" %}}' * 2 for n in range(30)} | {"30.html": "x"}
    assert set(codes('{% include "0.html" %}', files)) == {"F0245"}


def test_the_text_part_has_a_template_of_its_own() -> None:
    program, found = checked("Text: t.txt\n\n" + DATA + "<p>{{ name }}</p>", {"t.txt": "Dear {{ name }}"})
    assert not found
    assert [p.name for p in program.parts] == ["html", "text"]
    (output,) = [s for s in part(program, "text") if isinstance(s, typed.Output)]
    assert output.context is not None
    assert output.context.kind == "plain"


def test_a_plain_text_template_has_one_part() -> None:
    program, found = checked("Dear {{ today }}", name="sms.txt")
    assert not found
    assert ([p.name for p in program.parts], program.kind) == (["text"], "text")


ATTACH = 'Attach: "bill.html" as "bill-" ~ n ~ ".pdf" if birthday is present password date(birthday, "yyyyMMdd")\n\n'


def test_an_attached_template_is_rendered_where_its_condition_holds() -> None:
    program, found = checked(ATTACH + DATA + "<p>x</p>", {"bill.html": "<h1>{{ birthday }}</h1>"})
    assert not found
    names = ["attach.1.if", "attach.1.name", "attach.1.password", "attach.1.body"]
    assert [p.name for p in program.parts[1:]] == names
    assert all(isinstance(p.body[0], typed.If) for p in program.parts[1:])
    (about,) = program.attachments
    assert (about.number, about.template, about.conditional, about.named, about.protected) == (
        1,
        True,
        True,
        True,
        True,
    )


def test_other_files_are_attached_as_they_are() -> None:
    program, found = checked('Attach: "terms.pdf"\n\n<p>x</p>')
    assert not found
    assert [p.name for p in program.parts] == ["html"]
    assert program.attachments[0].template is False


@pytest.mark.parametrize(
    ("head", "bill", "expected"),
    [
        ('Attach: "bill.html" as "bill.html"', "x", ["F0436"]),
        ('Attach: "bill.html" if n', "x", ["F0212"]),
        ('Attach: "bill.html" password [name]', "x", ["F0218"]),
        ('Attach: "gone.html"', "x", ["F0240"]),
        ('Attach: "bill.html"', "Subject: x\n\ny", ["F0435"]),
        ('Attach: "bill.html"', "Locale: ja\n\ny", ["F0435"]),
        ('Attach: "bill.html"', "{{ nmae }}", ["F0201"]),
        ('Attach: "bill.html"', "{% data %}\nname: int\n{% enddata %}\n", ["F0434"]),
        ('Attach: "bill.html"', "{% data %}\nname: text\nlong = name ~ n\n{% enddata %}\n{{ long }}", []),
        ("Text: other.html", "x", ["F0433"]),
        ("Sms: other.html", "x", ["F0433"]),
        ("Sms: gone.txt", "x", ["F0240"]),
        ("Sms: note.txt", "Sms: note.txt\n\ny", ["F0435"]),
        ("Sms: note.txt", "{{ nmae }}", ["F0201"]),
        ("Sms: note.txt", "{% data %}\nname: int\n{% enddata %}\n", ["F0434"]),
        ("Text: note.txt\nSms: note.txt", "{{ name }}", []),
    ],
)
def test_what_a_message_brings_along(head: str, bill: str, expected: list[str]) -> None:
    files = {"bill.html": bill, "other.html": bill, "note.txt": bill}
    assert codes(f"{head}\n\n{DATA}<p>x</p>", files) == expected


def test_a_text_message_is_a_part_of_its_own() -> None:
    """Of mails in `.txt` too, which have no other text part."""
    files = {"note.txt": "{{ name }}"}
    program, found = checked("Sms: note.txt\n\n" + DATA + "x", files, name="t.txt")
    assert not found and [p.name for p in program.parts] == ["text", "sms"]
    _, found = checked("Text: note.txt\n\n" + DATA + "x", files, name="t.txt")
    assert [d.code for d in found] == ["F0435"]


@pytest.mark.parametrize("value", ["birthday", "first(lines)?.kind", "none if n > 1 else n", "price"])
def test_a_password_may_be_missing(value: str) -> None:
    """Where it is, the record is rejected; a name is never missing, nor is a condition."""
    data = "{% data %}\nn: int\nbirthday: date?\nprice: decimal(9, 2)?\nlines: [{ kind: text }]\n{% enddata %}\n"
    files = {"bill.html": "x"}
    assert codes(f'Attach: "bill.html" password ({value})\n\n{data}', files) == []
    assert codes(f'Attach: "bill.html" as ({value})\n\n{data}', files) == ["F0218"]
    assert codes(f'Attach: "bill.html" if ({value})\n\n{data}', files)[0] in ("F0211", "F0212")


def test_the_first_source_declares_the_data() -> None:
    schema = Record((Field("name", TEXT), Field("n", INT)))
    template, _ = parse("{% data %}\nname: text\n{% enddata %}\n{{ n + 1 }}", "t.html")
    program, found = check(template, functions=FUNCTIONS, load=lambda name: None, schema=schema)
    assert (found, program.data) == ([], schema)


SCHEMA = '{"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}, "s": {"type": "string"}}}'


def test_a_schema_file_declares_and_a_data_block_computes() -> None:
    source = "Data: s.json\n\n{% data %}\nn: int\ntwice = n * 2\n{% enddata %}\n{{ twice }}{{ s ?? '' }}"
    program, found = checked(source, {"s.json": SCHEMA})
    assert not found
    assert [(f.name, f.type) for f in program.data.fields] == [("n", INT), ("s", Optional(TEXT))]


def test_a_schema_that_can_not_be_read_is_one_mistake() -> None:
    assert codes("Data: s.json\n\n{{ n }}{{ s }}") == ["F0240"]
    assert codes("Data: s.json\n\n{{ n }}{{ s }}", {"s.json": "{"}) == ["F0420"]


def test_sources_that_disagree_are_reported_with_the_field() -> None:
    schema = Record((Field("owner", Record((Field("name", TEXT),))),))
    template, _ = parse("{% data %}\nowner: { name: int }\n{% enddata %}\n", "t.html")
    _, found = check(template, functions=FUNCTIONS, load=lambda name: None, schema=schema)
    assert [d.code for d in found] == ["F0434"]
    assert "owner.name" in found[0].label


def test_a_tree_of_mistakes_never_raises() -> None:
    source = "{% if %}{{ }}{% for x in %}{{ x. }}{% let %}{{ a | }}{% set q = %}{% match %}{% when 1 %}"
    assert checked(source)[1]


@pytest.mark.parametrize(
    "deep",
    [
        "upper(" * 190 + '"a"' + ")" * 190,
        '"a"' + " | upper" * 190,
        " ~ ".join(["today"] * 190),
        "first([" * 90 + "1" + "])" * 90,
        " and ".join(["n == 1"] * 190),
        "1 if n == 1 else " * 190 + "1",
    ],
)
def test_what_the_parser_accepts_is_never_too_deep(deep: str) -> None:
    source = "{% if n == 1 %}" * 60 + "{% let x = " + deep + " %}" + "{% endif %}" * 60
    assert set(codes(DATA + source)) <= {"F0233", "F0219", "F0211"}


LARGE = (
    DATA.replace("n: int", 'n: int\nlines: [{ on: date, amount: decimal(12, 2)?, tier: enum("a", "b") }]')
    + """\
{% let t = 0 %}{% let last = none %}
{% for l in lines if l.amount is present %}
  {{ loop.index }} {{ l.on }} {{ l.amount }} {{ "x" if l.tier == "a" else "y" }}
  {% set t = t + l.amount %}{% set last = l.on %}
  {% match l.tier %}{% when "a" %}{{ t / 2 }}{% when "b" %}{{ last ?? today }}{% endmatch %}
{% else %}{{ name | upper | pad_left(5) }}{% endfor %}
{{ sum(l.amount ?? 0 for l in lines) }}
{{ lines | where(it.tier in ["a"]) | sort(by=it.on) | map(it.on ~ "!") | join(", ") }}
{% include "a.html" with x=min(n, 2.5), y=[1, 2.5] %}
"""
)


def test_typed_trees_keep_their_promises() -> None:
    program, found = checked(LARGE, {"a.html": "{{ x }}{{ sum(y) }}{{ first(y) ?? n }}"})
    assert not found
    assert not broken(program)


PIECES = (
    "{{",
    "}}",
    "{% if ",
    "{% endif %}",
    " %}",
    " | ",
    ".",
    "?? ",
    "n",
    "name",
    "(",
    ")",
    "for x in ",
    "+",
    '"a"',
    "it",
)


@settings(max_examples=100)
@given(st.integers(0, len(LARGE)), st.integers(0, 12), st.sampled_from(PIECES), st.integers(0, len(LARGE)))
def test_a_damaged_template_is_reported_or_sound(at: int, cut: int, piece: str, to: int) -> None:
    damaged = LARGE[:at] + LARGE[at + cut :]
    damaged = damaged[:to] + piece + damaged[to:]
    program, found = checked(damaged, {"a.html": "{{ x }}"})
    assert any(d.severity == "error" for d in found) or not broken(program)
    assert all(0 <= d.span.start <= d.span.end <= len(program.sources[d.span.file]) for d in found)


@pytest.mark.parametrize(
    ("source", "part", "expected"),
    [
        ('<table>{% include "a.html" %}</table>', "<tr><td>{{ n }}</td>", []),
        ('{% include "a.html" %}text', "<html><body><p>", []),
        ('<a {% include "a.html" %}>x</a>', "href=https://x.example/{{ n }}", []),
        ('<a href={% include "a.html" %}>x</a>', "https://x.example/{{ n }}", []),
        ('<a href="https://x.example/{% include "a.html" %}&amp;y=1">x</a>', "a?x={{ n }}", []),
        ('<p style="color: {% include "a.html" %}; margin: 0">x</p>', "#{{ n }}", []),
        ('<p style="{% include "a.html" %}x">x</p>', "font-family: 'a", ["F0324"]),
        ('<p title="{% include "a.html" %}">x</p>', 'a">', ["F0324"]),
        ('{% include "a.html" %}{{ n }}', "<p title='", ["F0324"]),
        ('{% include "a.html" %}{{ n }}', "<title>", ["F0324"]),
        ('{% include "a.html" %}{{ n }}', "<p", ["F0324"]),
        ('{% include "a.html" %}{{ n }}', "a <", ["F0301"]),
        ('{% for i in range(2) %}{% include "a.html" %}{% endfor %}', '<p id="', ["F0324"]),
        ('{% include "a.html" %}', '{% include "b.html" %}</p>', ["F0324"]),
    ],
)
def test_an_included_file_ends_in_the_context_it_starts_in(source, part, expected):
    """Reported once, at the innermost `include`."""
    source = "{% data %}\nn: int\n{% enddata %}\n" + source
    _, found = checked(source, {"a.html": part, "b.html": "<p title='"})
    assert [d.code for d in found] == expected
    assert all(d.chain for d in found if d.span.file != "t.html")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("{{ name }} of en, ja, zh-TW", []),
        ("{{ tier }} of en", []),
        ('{{ "ja" if n > 1 else "en" }} of en,ja', []),
        ("{{ n }} of en, ja", ["F0437"]),
        ("{{ name }}", ["F0437"]),
        ("{{ name }} en, ja", ["F0437"]),
        ("x{{ name }} of en, ja", ["F0437"]),
        ("{{ name }} of en, {{ name }}", ["F0437"]),
        ("{{ name }} of en, jp", ["F0430"]),
        ("{{ nmae }} of en, ja", ["F0201"]),
    ],
)
def test_a_locale_chosen_by_data(field, expected) -> None:
    """The form, the type of the value, and the locales are checked."""
    source = '{% data %}\nname: text\ntier: enum("en", "ja")\nn: int\n{% enddata %}\n<p></p>'
    assert [d.code for d in checked(f"Locale: {field}\n\n{source}")[1]] == expected


def test_the_locale_is_chosen_before_what_depends_on_it() -> None:
    """Behind the computed fields it reads itself, before the others."""
    data = "{% data %}\nname: text\na = upper(name)\nb = a ~ name\nc = upper(b)\n{% enddata %}\n"
    program, found = checked("Locale: {{ b }} of ja, en\n\n" + data)
    assert not found
    assert [let.name for let in program.computed] == ["a", "b", "locale", "c"]
    assert program.locale == program.computed[2].slot
    assert [one.locale for one in program.settings.each()] == ["ja", "en"]


def test_constants_are_resolved_in_every_locale() -> None:
    """What is wrong in one of them only is found."""
    template, _ = parse(
        "Locale: {{ name }} of en, ja\n\n{% data %}\nname: text\nd: date\n{% enddata %}\n" + '{{ date(d, "y") }}',
        "t.html",
    )
    _, found = check(
        template,
        functions=FUNCTIONS,
        load=lambda name: None,
        resolve=lambda signature, constants, settings: "not in Japanese" if settings.locale == "ja" else None,
    )
    assert [d.message for d in found] == ["not in Japanese"]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("or_dash(note)", []),
        ("or_dash(name)", []),
        ("or_dash(none)", []),
        ("total(counts)", []),
        ("total([1, 2])", []),
        ("total(names)", ["F0233"]),
    ],
)
def test_a_parameter_may_be_an_optional_or_a_list(call: str, found: list[str]) -> None:
    """A plain value stands for an optional one, and a list of ints for one of decimals."""
    data = "{% data %}\nname: text\nnote: text?\nnames: [text]\ncounts: [int]\n{% enddata %}\n"
    assert codes(f"{data}{{% let x = {call} %}}") == found


def test_functions_of_other_languages_are_answered_with_ours() -> None:
    """None of their names is taken here, and what is to be written exists."""
    ours = {*signatures(), *STRUCTURAL}
    assert ours.isdisjoint(FOREIGN)
    named = [match[1] for hint in FOREIGN.values() for match in re.finditer(r"`([a-z]\w*)[(`]", hint)]
    assert len(named) > 15
    assert set(named) <= ours
