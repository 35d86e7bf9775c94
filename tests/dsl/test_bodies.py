"""Bodies: cutting, the white-space rule, statements, recovery."""

from __future__ import annotations

import pytest
from shapes import block

from flong.compiler.frontend import check_template
from flong.dsl import syntax as s
from flong.dsl.parse import parse


def good(text: str) -> str:
    """The body of a template without head and mistakes."""
    tree, problems = parse("\n" + text, "a.html")
    assert problems == []
    return block(tree.body).removeprefix("\n")


def found(text: str) -> list[tuple[str, int]]:
    """Codes and lines of the mistakes."""
    tree, problems = parse(text, "a.html")
    return [(p.code, tree.text.count("\n", 0, p.span.start) + 1) for p in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain } % { text", "plain } % { text"),
        ("a{{ x }}b", "a<x>b"),
        ('{{ "{{" }}{{ "}}" }}', "<'{{'><'}}'>"),
        ("{{ '%}' ~ `a}}` }}", "<('%}' ~ a}})>"),
        ('{% if x == "%}" %}y{% endif %}', "if((x == '%}')){y}else{}"),
        ("{{\n x\n | f\n}}", "<|f(x)>"),
        ("a{# c {{ x }} {% if %} #}b", "ab"),
        ("a{#- c -#}b{## d ##}", "ab"),
        ("p{#id{color:red}}", "p{#id{color:red}}"),
        ('{"a": {{ x }}}', '{"a": <x>}'),
        ("{% raw %}{{ x }}{% if %}{# no #}{% endraw %}{{ y }}", "{{ x }}{% if %}{# no #}<y>"),
        ("{% raw %}{% endraw %}", ""),
        ("{% if(x) %}y{%endif%}", "if(x){y}else{}"),
        ("王{{ 名前 }}様", "王<名前>様"),
    ],
)
def test_cutting(text: str, expected: str):
    """Signs inside quotes, comments and `raw` are text."""
    assert good(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n  {% if x %}  \nb\n\t{% endif %}\nc", "a\nif(x){b\n}else{}c"),
        ("{# one #} {# two #}\nb", "b"),
        ("a {# c #}\nb", "a \nb"),
        ("a\n{# c #} b", "a\n b"),
        ("a\n{% let x = 1 %}{% let y = 2 %}\nb", "a\nlet(x=1)let(y=2)b"),
        ("a\n{% let x = 1 %}{{ x }}\nb", "a\nlet(x=1)<x>\nb"),
        ("a\n{#\n long\n#}\nb", "a\nb"),
        ("a\n  {% let x = 1 %}", "a\nlet(x=1)"),
        ("a\n\n  \n{{ x }}\n  \nb", "a\n\n  \n<x>\n  \nb"),
        ("a\n{% raw %}\n x\n{% endraw %}\nb", "a\n x\nb"),
        ("a\n{% include 'p' %}\nb", "a\ninclude(p; )b"),
        ("a \n {{- x -}} \n b", "a<x>b"),
        ("a \n {%- let x = 1 -%} \n b", "alet(x=1)b"),
        ("a \n {#- x -#} \n b", "ab"),
        ("a\u3000\n{{- x }}", "a\u3000<x>"),
        ("a\n{% if x -%}\n  b\n{%- endif %}\nc", "a\nif(x){b}else{}c"),
    ],
)
def test_white_space(text: str, expected: str):
    """A line of blanks and tags vanishes with its newline; `-` trims its side."""
    assert good(text) == expected


def test_a_data_block_vanishes_with_its_lines():
    """Also on the first line, where a head could be."""
    tree, problems = parse("{% data %}\na: int\n{% enddata %}\n<p>", "a.html")
    assert (problems, block(tree.body)) == ([], "<p>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if a %}1{% elif b %}2{% elif c %}3{% else %}4{% endif %}", "if(a){1}(b){2}(c){3}else{4}"),
        ("{% for x in xs if x > 0 or y %}{{ x }}{% else %}-{% endfor %}", "for(x in xs|((x > 0) or y)){<x>}else{-}"),
        ("{% let a = 1 %}{% set a = a + 1 %}", "let(a=1)set(a=(a + 1))"),
        ("{% match k %}\n {# c #} {% when 'a', -1, true %}1{% endmatch %}", "match(k)('a', -1, True){1}"),
        ("{% match k %}{% when 1 %}1{% else %}2{% endmatch %}", "match(k)(1){1}else{2}"),
        ("{% match k %}{% when 1 %}1{% else %}{% endmatch %}", "match(k)(1){1}else{}"),
        ("{% include 'p.html' with a=1, b=x.y, %}" .replace(", %}", " %}"), "include(p.html; a=1, b=x.y)"),
        ("{% reject 'no ' ~ x %}{% skip 'why' %}", "reject(('no ' ~ x))skip('why')"),
        ("{% for x in xs %}{% if x %}{% match x %}{% when 1 %}1{% endmatch %}{% endif %}{% endfor %}",
         "for(x in xs|){if(x){match(x)(1){1}}else{}}else{}"),
    ],
)  # fmt: skip
def test_statements(text: str, expected: str):
    """Every statement in its forms."""
    assert good(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ a b }}\n{{ c", [("F0101", 1), ("F0103", 2)]),
        ("{{ it's }}\n{{ a }}", [("F0104", 1)]),
        ("{{ a }\n{{ b }}\n{% if c }}x{% endif %}", [("F0103", 1), ("F0103", 3)]),
        ("{% if a == 'x %}\ny\n{% endif %}", [("F0104", 1)]),
        ("{# a\n{# b\n{{ + }}", [("F0103", 1), ("F0101", 3)]),
        ("{% if a %}\n{% for x in y %}\n{% endif %}\n{{ + }}", [("F0106", 2), ("F0101", 4)]),
        ("{% if a %}\n{% if b %}\n{% endfor %}\n{% endif %}", [("F0107", 3)]),
        ("{% if a %}\n{% if b %}\n{% endfor %}{% endif %}{% endif %}", [("F0107", 3)]),
        ("{% fro x in y %}\n{{ x }}{% endfor %}", [("F0105", 1)]),
        ("{% blok %}\n{% endblok %}\n{% endif %}", [("F0105", 1), ("F0107", 3)]),
        ("{% if a %}{% esle %}{% endfi %}", [("F0105", 1), ("F0105", 1)]),
        ("{% group l in x by y %}\n{% else %}{% endgroup %}", [("F0114", 2)]),
        ("{% live 'x' %}\n{% fallback %}{% endlive %}\n{{ * }}", [("F0501", 1), ("F0101", 3)]),
        ("{% raw %}\n{{ a + }}", [("F0106", 1)]),
        ("{% raw x %}{% endraw %}\n{% endraw %}", [("F0108", 1), ("F0107", 2)]),
        ("{% data %}\na: int\n", [("F0106", 1)]),
        ("{% let %}\n{% let 1 = 2 %}\n{% set a %}", [("F0101", 1), ("F0101", 2), ("F0101", 3)]),
        ("{% for x y %}\n{% endfor %}\n{% for %}{% endfor %}", [("F0101", 1), ("F0101", 3)]),
        ("{% include 'a' with 1 %}\n{% include a ~ 'b' %}", [("F0108", 1), ("F0117", 2)]),
        ("{% match x %}{% endmatch %}\n{% when 1 %}", [("F0116", 1), ("F0114", 2)]),
        ("{% match x %}{% when 1.5 %}{% when none %}{% when a.b %}{% endmatch %}", [("F0117", 1)] * 3),
        ("{% match x %}{{ y }}\n{% when 1 %}{% endmatch %}", [("F0115", 1)]),
    ],
)
def test_recovery(text: str, expected: list[tuple[str, int]]):
    """All mistakes of a file are found, each once."""
    assert found(text) == expected


def test_names_of_broken_heads_stay_known():
    """A `let` or `for` that can't be read still declares its name, so its uses are no mistakes."""
    tree, problems = parse("{% let a = + %}{% for x in %}{{ x }}{% endfor %}", "a.html")
    assert len(problems) == 2
    assert block(tree.body) == "let(a=?)for(x in ?|){<x>}else{}"


def test_both_places_of_a_wrong_end_tag():
    """The block and the tag that can't close it."""
    _, [problem] = parse("{% if a %}\n{% endfor %}", "a.html")
    [(opened, label)] = problem.related
    assert (opened.start, opened.end, problem.span.start, label) == (0, 10, 11, "opened here")


@pytest.mark.parametrize("depth", [64, 65, 30_000])
def test_statements_nest_64_deep(depth: int):
    """Deeper blocks are reported once and leave no deep tree."""
    tree, problems = parse("{% if a %}" * depth + "x" + "{% endif %}" * depth, "a.html")
    assert [p.code for p in problems] == (["F0112"] if depth > 64 else [])
    nested, statement = 0, tree.body
    while statement and isinstance(statement[0], s.If):
        nested, statement = nested + 1, statement[0].arms[0][1]
    assert nested == 64


def test_spans_are_of_the_text_without_bom_and_carriage_returns():
    """CRLF reads as LF and a BOM is no character."""
    tree, _ = parse("\ufeff<p>\r\n{{ a }}\r\n", "a.html")
    assert tree.text == "<p>\n{{ a }}\n"
    assert [tree.text[n.span.start : n.span.end] for n in tree.body] == ["<p>\n", "{{ a }}", "\n"]


@pytest.mark.parametrize(("name", "kind"), [("a.html", "html"), ("A.TXT", "text"), ("a.mjml", "html"), ("x", "html")])
def test_kind_by_suffix(name: str, kind: str):
    """A suffix that says nothing means HTML."""
    assert parse("", name)[0].kind == kind


def test_kind_by_argument():
    """The argument wins."""
    assert parse("", "a.html", kind="text")[0].kind == "text"


def test_lone_surrogates_are_reported_and_gone():
    """The tree can always be encoded."""
    tree, problems = parse("a\ud800b\udfff", "a.html")
    assert [p.code for p in problems] == ["F0120"]
    tree.text.encode()


NESTED = {
    "if": ("{% if true %}", "{% endif %}"),
    "for": ("{% for x in [1] %}", "{% endfor %}"),
    "group": ("{% group x in [1] by x %}", "{% endgroup %}"),
    "match": ("{% match 1 %}{% when 1 %}", "{% else %}{% endmatch %}"),
    "variant": ('{% variant "v" %}{% when "a" 1 %}', "{% endvariant %}"),
    "only": ("{% only html %}", "{% endonly %}"),
}


@pytest.mark.parametrize("kind", NESTED)
def test_every_block_nests_64_deep(kind: str):
    """And no deeper, wherever it stands."""
    begin, end = NESTED[kind]
    for depth in (64, 65):
        _, found = check_template(f"Key: 1\n\n{begin * depth}x{end * depth}", "t.html", lambda _: None)
        assert [d.code for d in found if d.severity == "error"] == (["F0112"] if depth > 64 else [])
