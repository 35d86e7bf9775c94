"""Variants: the same arm for the same key, as often as the weights say, in both engines."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

import flong
from flong.errors import RecordError
from flong.template import Engine

ENGINES: tuple[Engine, ...] = ("python", "cython")
ARMS = {"a": 70, "b": 0, "c": 30}
SOURCE = """Key: {{ id }}/{{ n }}
X-Arm: {{ variant("hero", a=70, b=0, c=30) }}

{% data %}
id: text
n: decimal(6, 2)
{% enddata %}
{% variant "hero" %}{% when "a" 70 %}a{% when "b" 0 %}b{% when "c" 30 %}c{% endvariant %}"""


def arm(template: str, name: str, key: str, arms: dict[str, int]) -> str:
    """The rule, by another hand."""
    digest = sha256(b"\0".join(part.encode() for part in (template, name, key))).digest()
    left = int.from_bytes(digest[:8], "big") % sum(arms.values())
    for one, weight in arms.items():
        left -= weight
        if left < 0:
            return one
    raise AssertionError(left)


def load(folder: Path, engine: Engine) -> flong.Template:
    path = folder / "信.html"
    path.write_text(SOURCE, "utf-8")
    return flong.load(path, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_arm_is_that_of_the_digest(tmp_path: Path, engine: Engine) -> None:
    """By file name, variant and rendered key, whatever letters they have; header and body agree."""
    records = [{"id": name, "n": n} for name in ("", "王小明", "a b", "\u00e9", "e\u0301") for n in range(20)]
    for batch in load(tmp_path, engine).render_batches(records):
        assert not batch.errors
        for index, row in enumerate(batch.raw.rows):
            key, shown = batch.raw.text("key", index), batch.raw.text("x-arm", index)
            assert key == f"{records[row]['id']}/{records[row]['n']}.00"
            assert batch.raw.text("html", index) == shown == arm("信.html", "hero", key, ARMS)


def test_ten_thousand_keys_keep_to_the_weights(tmp_path: Path) -> None:
    """70 and 30 of a hundred, within four standard deviations; an arm without weight is never shown."""
    seen: Counter[str] = Counter()
    for batch in load(tmp_path, "cython").render_batches({"id": str(n), "n": 1} for n in range(10_000)):
        seen.update(batch.raw.text("x-arm", i) for i in range(len(batch.raw.rows)))
    assert sum(seen.values()) == 10_000 and set(seen) == {"a", "c"}
    assert abs(seen["a"] - 7000) < 4 * (10_000 * 0.7 * 0.3) ** 0.5


def test_variants_do_not_move_together(tmp_path: Path) -> None:
    """Two variants of one message are independent of each other."""
    source = "Key: {{ n }}\n\n{% data %}\nn: int\n{% enddata %}\n{{ variant('x', a=1, b=1) ~ variant('y', a=1, b=1) }}"
    template = flong.compile(source, kind="text", engine="python")
    seen = Counter(template.render({"n": n}).text for n in range(400))
    assert set(seen) == {"aa", "ab", "ba", "bb"} and min(seen.values()) > 60


@pytest.mark.parametrize("engine", ENGINES)
def test_a_key_that_fails_rejects_the_record(engine: Engine) -> None:
    """The reason names the place in the head."""
    source = "Key: {{ 1 / n }}\n\n{% data %}\nn: int\n{% enddata %}\n{{ variant('x', a=1, b=1) }}"
    with pytest.raises(RecordError) as raised:
        flong.compile(source, kind="text", engine=engine).render({"n": 0})
    assert raised.value.reason == "division by zero"
    assert raised.value.place and raised.value.place.line == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_the_key_is_computed_where_types_widen(engine: Engine) -> None:
    """A part that is checked twice, because a let widens, keeps its variables apart from the key."""
    body = "{% let s = 0 %}{% variant 'x' %}{% when \"a\" 1 %}{% set s = s + n / 4 %}{% endvariant %}{{ s }}"
    source = f"Key: {{{{ n }}}}\nTo: a@b.example\n\n{{% data %}}\nn: int\n{{% enddata %}}\n{body}"
    assert flong.compile(source, kind="text", engine=engine).render({"n": 1}).text == "0.25"


@pytest.mark.parametrize("key", ["{{ variant('x', a=1) }}", "{{ c }}"])
def test_a_key_that_asks_for_a_variant_is_a_mistake(key: str) -> None:
    """Itself, or by way of a computed field."""
    source = f"Key: {key}\n\n{{% data %}}\nn: int\nc = variant('x', a=1)\n{{% enddata %}}\n{{{{ c }}}}"
    with pytest.raises(flong.TemplateError) as raised:
        flong.compile(source, kind="text", engine="python")
    assert {d.code for d in raised.value.diagnostics} == {"F0206"}


def test_included_and_attached_files_agree_with_the_message(tmp_path: Path) -> None:
    """Other weights in a file of the same message are a mistake that shows both."""
    (tmp_path / "part.html").write_text("{{ variant('hero', a=1, b=2) }}")
    (tmp_path / "main.html").write_text("Key: x\n\n{{ variant('hero', a=1, b=1) }}{% include \"part.html\" %}")
    with pytest.raises(flong.TemplateError) as raised:
        flong.load(tmp_path / "main.html", engine="python")
    [found] = raised.value.diagnostics
    assert found.code == "F0273" and re.search("b 1", found.related[0][1]) and found.chain
