"""Components and bases made to harm: diagnostics in time near linear in the text, never an exception."""

from __future__ import annotations

import time

import pytest
from checking import checked

CARD = "{% component card %}<b>{% slot %}</b>{% endcomponent %}\n"
LEAF = "{% component leaf %}x{% endcomponent %}\n"


def seconds(source: str, files: dict[str, str] | None = None) -> tuple[float, set[str]]:
    """CPU time of one check, and the codes of what it found."""
    start = time.process_time()
    _, found = checked(source, files)
    return time.process_time() - start, {d.code for d in found}


def chain(length: int, uses: int, inner: str = "") -> str:
    """Components that each use the next one some times."""
    made = (f"{{% component c{n} %}}{inner}{f'{{% c{n + 1} %}}' * uses}{{% endcomponent %}}\n" for n in range(length))
    return "".join(made) + f"{{% component c{length} %}}x{{% endcomponent %}}\n"


SIZE = 100_000
HOSTILE = {
    "uses of a component": (LEAF + "{% leaf %}" * (SIZE // 10), {"F0245"}),
    "uses without end": (CARD + "{% card %}" * (SIZE // 10), {"F0252", "F0245"}),
    "unknown components": ('{% use "a.html" %}' + "{% card %}" * (SIZE // 10), {"F0240"}),
    "definitions": (LEAF * (SIZE // 40), {"F0250"}),
    "definitions that use": (
        chain(9, 10) + "".join(f"{{% component x{n} %}}{{% c0 %}}{{% endcomponent %}}" for n in range(1000)),
        {"F0245"},
    ),
    "nested uses": (CARD + "{% card %}" * 3000 + "{% endcard %}" * 3000, {"F0112"}),
    "an exponential chain": (chain(60, 2) + "{% c0 %}", {"F0245"}),
    "a long chain": (chain(500, 1) + "{% c0 %}", {"F0112"}),
    "slots that repeat": (
        "{% component s %}" + "{% slot %}" * 5000 + "{% endcomponent %}{% s %}" + "{{ 1 }}" * 5000 + "{% ends %}",
        {"F0245"},
    ),
    "slots in slots": (
        "{% component s %}{% slot %}{% slot %}{% endcomponent %}" + "{% s %}" * 60 + "x" + "{% ends %}" * 60,
        {"F0245"},
    ),
    "files that are used": ('{% use "a.html" %}' * (SIZE // 20), {"F0240"}),
    "blocks": ("".join(f"{{% block b{n} %}}" for n in range(3000)) + "{% endblock %}" * 3000, {"F0112"}),
    "blocks of one name": ("{% block b %}{% endblock %}" * (SIZE // 30), {"F0122"}),
    "slots and fills outside": ("{% slot %}{% fill x %}" * 2000, {"F0124", "F0125"}),
    "supers": ("{% block b %}" + "{{ super() }}" * (SIZE // 14) + "{% endblock %}", {"F0264"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_structure(name: str) -> None:
    """Some 100 KB: what is wrong is told, soon."""
    source, expected = HOSTILE[name]
    taken, codes = seconds(source)
    assert expected <= codes
    assert taken < 20


@pytest.mark.deep
@pytest.mark.parametrize(
    "unit", ["{% card %}", "{% card %}x{% endcard %}", "{% leaf %}", LEAF, "{% block b %}{% endblock %}"]
)
def test_time_is_near_linear(unit: str) -> None:
    """1 MB takes at most three times the eightfold of 128 KB."""
    small, _ = seconds(CARD + LEAF + unit * (2**17 // len(unit)))
    large, _ = seconds(CARD + LEAF + unit * (2**20 // len(unit)))
    assert large < 3 * 8 * max(small, 0.05)


def test_sixty_four_levels_and_no_more() -> None:
    """Components, blocks and files count together with the statements around them."""
    assert not seconds(chain(30, 1) + "{% c0 %}")[1]
    deep = "{% if true %}" * 40
    assert seconds(chain(30, 1) + deep + "{% c0 %}" + "{% endif %}" * 40)[1] == {"F0112"}


def test_bases_in_a_chain() -> None:
    """Twenty-five levels with `super()` in each; `super()` twice in each is too much."""
    level = "Extends: {}.html\n\n{{% block b %}}{}{{% endblock %}}"
    for supers, expected in (("{{ super() }}", set()), ("{{ super() }}{{ super() }}", {"F0245"})):
        files = {f"{n}.html": level.format(n + 1, supers) for n in range(25)}
        files["25.html"] = "<p>{% block b %}x{% endblock %}</p>"
        taken, codes = seconds(level.format(0, supers), files)
        assert codes == expected
        assert taken < 20


def test_files_that_use_and_extend_in_circles() -> None:
    """Every circle is told, whichever way it goes."""
    use = '{{% use "{}.html" %}}{{% component {} %}}{{% {} %}}{{% endcomponent %}}'
    files = {"a.html": use.format("b", "a", "b"), "b.html": use.format("a", "b", "a")}
    assert seconds('{% use "a.html" %}{% a %}', files)[1] == {"F0256"}
    inside = {
        "a.html": '{% component a %}{% include "p.html" %}{% endcomponent %}',
        "p.html": '{% use "a.html" %}{% a %}',
    }
    assert seconds('{% use "a.html" %}{% a %}', inside)[1] == {"F0256"}
    assert seconds("Extends: a.html\n\n", {"a.html": "Extends: b.html\n\n", "b.html": "Extends: a.html\n\n"})[1] == {
        "F0241"
    }
