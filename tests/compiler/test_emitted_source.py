"""Generated sources hold nothing of a template but escaped byte literals."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.compiler import frontend, ir
from flong.compiler.cython_engine import CythonRenderer, compiled_code
from flong.compiler.emit import emit
from flong.compiler.emit.statements import LIMIT
from flong.runtime.bind import bind_dicts

MARK = "zqzq"
NASTY = (
    '"', "'", "\\", "\n", "\\n", "*/", "/*", "//", "#", "??/", "??=", '"""', "'''", "\0", "\x01", "\u2028", "é",
    "對帳單", "\\x41", "\\u0041", "%s", "$", "`", ";}", '"); system("x"); //', '"""\nimport os\n', "#include <x>",
    "\\\n", "\r",
)  # fmt: skip
nasty = st.lists(st.sampled_from((*NASTY, MARK)), min_size=1, max_size=6).map("".join)


def module(text: str, name: str = f"{MARK}.txt", included: str = "") -> ir.Module:
    """The IR of a template, by its name plain text or HTML; all files it includes hold `included`."""
    program, found = frontend.check_template(text, name, lambda name: included)
    assert not [d for d in found if d.severity == "error"], found
    return frontend.to_module(program)


def quoted(text: str) -> str:
    """A literal of the language for any text."""
    return '"' + "".join(f"\\u{{{ord(c):x}}}" for c in text) + '"'


def without_literals(source: str) -> str:
    """The source with every C string literal taken out."""
    return re.sub(r'"(?:[^"\\\n]|\\[0-7]{3})*"', "L", source.replace('r"""', "").replace('"""', ""))


@settings(max_examples=60)
@given(static=nasty, constant=nasty, value=nasty, name=st.sampled_from((MARK, "客戶", f'{MARK} */ ??/ " name', "int")))
def test_nothing_of_a_template_in_the_source(static: str, constant: str, value: str, name: str) -> None:
    """Static text, constants, enum values and names are literals or numbers."""
    values = {value.replace("\0", ""), "a"}
    enum = f"enum({', '.join(map(quoted, sorted(values)))})"
    text = static.replace("{", "").replace("\r", "").replace("\0", "")
    replaced = f"{quoted(constant)} | replace({quoted(constant)}, `{name}`)"
    body = f"{text}{{{{ {quoted(constant)} }}}}{{{{ `{name}` }}}}{{{{ {replaced} }}}}"
    judge(emit([module(f"{{% data %}}\n`{name}`: {enum}\n{{% enddata %}}\n{body}")]).text)


HOLDERS = {
    "html": "<p title='{}'>{}</p>",
    "style": "<style>a{{b:'{}'}}/*{}*/</style>",
    "subject": "Subject: {} {{{{ n }}}} {}\n\n",
    "field": "X-Tag: {}{}{{{{ n }}}}\n\n",
    "document": "Document: {}{{{{ n }}}}{}\n\n",
    "reason": "{{% if n > 1 %}}{{% reject {} ~ {} %}}{{% endif %}}",
    "match": "{{% match t %}}{{% when {} %}}1{{% else %}}{{% let `{name}` = {} %}}{{{{ `{name}` }}}}{{% endmatch %}}",
    "include": '{{% include "a {name}.html" with t={} %}}{{# {} #}}',
    "json": '<script type="application/ld+json">[{}, {}, {{{{ t }}}}]</script>',
}


@settings(max_examples=100)
@given(
    holder=st.sampled_from(sorted(HOLDERS)), one=nasty, two=nasty, name=st.sampled_from((MARK, f"{MARK} */ ??/ 客戶"))
)
def test_nothing_of_heads_names_and_files(holder: str, one: str, two: str, name: str) -> None:
    """Wherever text stands in a template, and whatever its files and variables are called."""
    literal = quoted if holder in ("reason", "match", "include", "json") else shown
    text = HOLDERS[holder].format(
        literal(one), "x" if holder == "include" else literal(two), name=name.replace("/", "")
    )
    head = text if holder in ("subject", "field", "document") else ""
    data = "{% data %}\nn: int\nt: text\n{% enddata %}\n"
    made = module(
        f"{head}{data}{text if not head else ''}{{{{ n }}}}", f"{MARK} ??/ {name}.html", shown(one) + "{{ t }}"
    )
    judge(emit([made]).text)


def shown(text: str) -> str:
    """What of `text` may stand in static text of any context."""
    return "".join(c for c in text if c.isprintable() and c not in "{<>'`&\u2028").replace("*/", "*")


def judge(source: str) -> None:
    """The source without its literals holds nothing of the template."""
    rest = without_literals(source)
    assert source.isascii() and MARK not in rest and '"' not in rest and "\\" not in rest and "??" not in rest
    assert rest.count("/*") == rest.count("*/")


def test_nasty_text_comes_out_as_it_went_in() -> None:
    """What the compiler makes of the literals is the template's text."""
    texts = [t.replace("\r", "").replace("{", "") for t in ("".join(NASTY), *NASTY, "x" * 70_000, "?" * 300)]
    modules = [module("{% data %}\nn: int\n{% enddata %}\n{{ n }}" + text) for text in texts]
    for text, made, code in zip(texts, modules, compiled_code(modules, "-O0"), strict=True):
        renderer = CythonRenderer(made, code)
        batch = renderer.render(bind_dicts(renderer.layout, [{"n": 1}]), datetime(2026, 11, 21, tzinfo=UTC))
        assert batch.columns["text"][0].decode() == "1" + text


def test_long_blocks_are_split() -> None:
    """A function holds about as many nodes as the limit says, however long the template is."""
    body = "{% if n > 1 %}{{ n }}{% for x in xs %}{{ x + n }}{% endfor %}{% endif %}\n" * 300
    source = emit([module("{% data %}\nn: int\nxs: [int]\n{% enddata %}\n" + body)]).text
    functions = re.findall(r"static int r0_\d+.*?\n}\n", source, re.DOTALL)
    assert len(functions) > 10
    assert max(function.count("\n") for function in functions) < 20 * LIMIT


@pytest.mark.parametrize("depth", [10, 60])
def test_deep_nesting(depth: int) -> None:
    """Nested loops and conditions are emitted without deep recursion in C."""
    body = "{% for x in xs %}{% if x > 0 %}" * (depth // 2) + "{{ x }}" + "{% endif %}{% endfor %}" * (depth // 2)
    assert emit([module("{% data %}\nxs: [int]\nx: int\n{% enddata %}\n" + body)]).text.count("fl_loop l") == depth // 2


def test_the_same_source_for_the_same_templates() -> None:
    """The cache is by content."""
    text = '{% data %}\nn: int\n{% enddata %}\n{{ n | money(currency="TWD") }}{{ [1, n] | sort | join(", ") }}'
    assert emit([module(text)]) == emit([module(text)])
