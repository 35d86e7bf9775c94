"""Running sums are kept as whole numbers; they print, compare and go on counting as the decimals they are."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.compiler import frontend
from flong.compiler.emit.scopes import slots_of
from flong.compiler.emit.sums import sums_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DATA = """Locale: en
Currency: USD

{% data %}
opening: decimal(18, 2)
free: decimal
rows: [{plus: decimal(18, 2), minus: decimal(9, 2), fine: decimal(9, 3), wide: decimal(19, 2)}]
{% enddata %}
"""
SOURCE = (
    DATA
    + """{% let sum = opening %}{% let low = opening - opening %}
{% for r in rows %}
{% set sum = sum + r.plus - (r.minus - r.plus) %}{% set low = low - r.plus %}
{{ sum }} {{ sum | money }} {{ sum | percent }} {{ low }} {{ -low }} {{ low ~ "" }} {{ sum * 3 }} {{ sum + low }}
{% if sum > low %}more{% endif %}{% if low == 0 %}nothing{% endif %}
{% set sum = r.plus - r.minus + sum %}
{% endfor %}
{{ sum | money }} {{ sum / 7 }} {{ round(low, 1) }}
"""
)
ENGINES = tuple(flong.compile(SOURCE, kind="text", engine=engine) for engine in ("cython", "python"))


def amounts(digits: int, scale: int = 2) -> st.SearchStrategy[Decimal]:
    """Amounts of so many digits, the greatest among them."""
    most = 10**digits - 1
    numbers = st.sampled_from((-most, -1, 0, 1, most)) | st.integers(-most, most)
    return numbers.map(lambda n: Decimal(n).scaleb(-scale))


ROW = st.fixed_dictionaries({"plus": amounts(18), "minus": amounts(9), "fine": amounts(9, 3), "wide": amounts(19)})
RECORDS = st.fixed_dictionaries(
    {"opening": amounts(18), "free": st.just(Decimal(0)), "rows": st.lists(ROW, max_size=6)}
)


@settings(max_examples=40, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=5))
def test_running_sums_print_and_count_as_decimals(records):
    fast, slow = (list(engine.render_batches(records, now=NOW)) for engine in ENGINES)
    assert [m.text for batch in fast for m in batch.messages] == [m.text for batch in slow for m in batch.messages]
    assert [str(e) for batch in fast for e in batch.errors] == [str(e) for batch in slow for e in batch.errors]


@pytest.mark.parametrize(
    ("body", "scales"),
    [
        ("{% let s = opening %}{% set s = s + opening %}{{ s }}", [2]),
        ("{% let s = opening + opening %}{{ s }}", [2]),
        ("{% for r in rows %}{% let s = r.fine - r.fine %}{{ s }}{% endfor %}", [3]),
        ("{% let s = opening + opening %}{% set s = s + s %}{{ s }}", []),
        ("{% let s = opening + opening %}{% set s = opening - s %}{{ s }}", []),
        ("{% let s = opening + opening %}{% for r in rows %}{% set s = s + r.fine %}{% endfor %}{{ s }}", []),
        ("{% let s = opening + opening %}{% for r in rows %}{% set s = s + r.wide %}{% endfor %}{{ s }}", []),
        ("{% let s = opening + opening %}{% set s = s * opening %}{{ s }}", []),
        ("{% let s = free + opening %}{{ s }}", []),
        ("{% let s = opening + 1 %}{{ s }}", []),
        ("{% let s = -opening %}{% set s = s + opening %}{{ s }}", []),
        ("{% let s = opening + opening %}{% let t = opening + s %}{{ t }}{{ s }}", [2]),
    ],
)
def test_what_a_running_sum_is(body, scales):
    """Itself once, plus or minus amounts of up to 18 digits with the same fraction digits."""
    program, found = frontend.check_template(DATA + body, "sums.txt", lambda _: None, kind="text")
    assert not [d for d in found if d.severity == "error"]
    module = frontend.to_module(program)
    assert [kind.scale for kind in sums_of(module, slots_of(module)).values()] == scales
