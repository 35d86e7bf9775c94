"""Writing through a cursor: parts that grow, that reach their limit, that are left out; loops whose ends meet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.compiler.emit import emit

FORMATS = """Locale: {{ where }} of en, ja
Currency: USD

{% data %}
where: text
n: int
d: decimal(15, 2)
w: decimal(34, 2)
{% enddata %}
{% let x = d + w %}{{ n | number }}|{{ n | money }}|{{ n | percent }}
{{ d | money }}|{{ d | number(2) }}|{{ d | percent }}
{{ w | money }}|{{ w | number(0) }}|{{ x | money }}|{{ x | number(2, negative="paren") }}|{{ x | number(19) }}
{{ d | money(currency="TWD") }}|{{ d | money(style="name") }}|{{ x | money(currency="KRW", negative="triangle") }}
{{ n | number(grouping=false) }}|{{ d | number(2, grouping=false) }}|{{ d | number(pattern="#,##0.00;<#,##0.00>") }}
"""
NARROW, WIDE = 10**15 - 1, 10**34 - 1
EDGES = [10**k + step for k in range(16) for step in (-1, 0, 1)]


@pytest.fixture(scope="module")
def formats() -> tuple[flong.Template, flong.Template]:
    return flong.compile(FORMATS), flong.compile(FORMATS, engine="python")


def whole(most: int) -> st.SearchStrategy[int]:
    edges = st.sampled_from([e for e in EDGES if e <= most])
    return st.one_of(edges, edges.map(lambda n: -n), st.integers(-most, most))


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "where": st.sampled_from(["en", "ja"]),
            "n": whole(2**63 - 1),
            "d": whole(NARROW).map(lambda n: Decimal(n).scaleb(-2)),
            "w": whole(WIDE).map(lambda n: Decimal(f"{n}E-2")),
        }
    ),
    min_size=20,
    max_size=40,
)


def outcome(template: flong.Template, records: list[dict[str, Any]]) -> list[object]:
    (batch,) = template.render_batches(records)
    return [[batch.raw.text("html", i) for i in range(len(batch.raw.rows))], [str(e) for e in batch.errors]]


@settings(max_examples=25, deadline=None)
@given(RECORDS)
def test_formats_agree(formats: tuple[flong.Template, flong.Template], records: list[dict[str, Any]]) -> None:
    """Digits that generated code writes are those of the general function."""
    assert outcome(formats[0], records) == outcome(formats[1], records)


SEAMS = """{% data %}
xs: [int]
t: text
{% enddata %}
[{% for x in xs %}<i>{% let y = x + 1 %}{{ y }}{{ t }}</i>{% endfor %}]
[{% for x in xs if x > 2 %}<b>{{ x }}</b>{% else %}none{% endfor %}]
[{% for x in xs %}{% for z in xs %}({{ z }}){% endfor %}{% endfor %}][{% for x in xs %}.{% endfor %}]
[{% for x in xs %}{% if x > 1 %}a{{ t }}b{% elif x > 0 %}{% else %}c{% endif %};{% endfor %}]
"""


@pytest.mark.parametrize("xs", [[], [1], [1, 2, 3], [3, 0, 2, 9] * 50], ids=len)
@pytest.mark.parametrize("text", ["", "<&>", "x" * 15, "長" * 300, "é<" * 5000])
def test_seams(xs: list[int], text: str) -> None:
    """Loops whose last and first literals are written as one print what they print apart."""
    record = {"xs": xs, "t": text}
    fast, slow = flong.compile(SEAMS), flong.compile(SEAMS, engine="python")
    assert fast.render(record).html == slow.render(record).html


LONG = "{% data %}\nt: text\nn: int\nks: [int]\n{% enddata %}\n"
LIMIT = 16 << 20


@pytest.mark.parametrize(
    "body",
    [
        "{{ t }}{{ n }}",
        "{{ t }}" + "k" * 300 + "{{ n | number }}",
        "{{ t }}{% for k in ks %}abc{{ k }}def{% endfor %}",
        "{{ t }}{% for k in ks %}{% if k > 1 %}abc{% endif %}{% endfor %}{{ n }}",
    ],
)
def test_limit(body: str) -> None:
    """A part ends at its limit to the byte, at the same place in both engines."""
    fast, slow = flong.compile(LONG + body), flong.compile(LONG + body, engine="python")
    found = [over(fast, slow, LIMIT - back) for back in (320, 310, 305, 301, 300, 12, 8, 5, 1, 0)]
    assert any(found) and not all(found)


def over(fast: flong.Template, slow: flong.Template, size: int) -> bool:
    record = {"t": "x" * size, "n": 1234, "ks": [1, 2, 3]}
    results = [next(iter(t.render_batches([record]))) for t in (fast, slow)]
    errors = [[(e.reason, e.place) for e in batch.errors] for batch in results]
    assert errors[0] == errors[1]
    if not errors[0]:
        assert results[0].raw.columns["html"][0] == results[1].raw.columns["html"][0]
    return bool(errors[0])


@pytest.mark.parametrize("engine", ["cython", "python"])
def test_parts(engine: Any) -> None:
    """Only the wanted parts are rendered; what fails in another part does not fail the record."""
    source = "Subject: {{ 1 // n }}\nKey: {{ t }}\n\n{% data %}\nt: text\nn: int\n{% enddata %}\n<p>{{ t }}</p>"
    template = flong.compile(source, engine=engine)
    (batch,) = template.render_batches([{"t": "a", "n": 0}], parts=["html"])
    assert (batch.raw.text("html", 0), set(batch.raw.columns)) == ("<p>a</p>", {"html", "key"})
    (batch,) = template.render_batches([{"t": "a", "n": 0}])
    assert len(batch.errors) == 1
    with pytest.raises(ValueError, match="no part sms; it has: "):
        list(template.render_batches([], parts=["sms"]))


def test_many_computed_fields() -> None:
    """Fields that are computed outside of all parts are set in several functions, none of which has a column."""
    names = [f"c{i}" for i in range(90)]
    data = "".join(f"{name} = n * {i} + n - {i}\n" for i, name in enumerate(names))
    source = f"{{% data %}}\nn: int\n{data}{{% enddata %}}\n" + " ".join(f"{{{{ {name} }}}}" for name in names)
    made = [flong.compile(source, engine=engine) for engine in ("cython", "python")]
    assert made[0].render({"n": 7}).html == made[1].render({"n": 7}).html
    code = emit([made[0].module]).text
    assert code.count("(c, f, o)))") and "o->n = k.w - o->p;\n    if ((e = r0_0" not in code
