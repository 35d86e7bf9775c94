"""Steps over a change of the clocks: written days and periods keep the local time, durations are exact."""

from __future__ import annotations

import pytest

import flong

STEPS = ["+ 1 day", "+ 24 hours", "- 1 week", "+ 1 day * n", "+ step", "+ 1 month", "+ 90 minutes"]
SOURCE = (
    "Timezone: Europe/Berlin\n\n{% data %}\nt: datetime\nn: int\n{% enddata %}\n{% let step = 1 day %}"
    + "|".join(f'{{{{ date(t {step}, "MM-dd HH:mm") }}}}' for step in STEPS)
    + '|{{ date(add(t, n, "days"), "MM-dd HH:mm") }}'
)
SPRING = "03-29 12:00|03-29 13:00|03-21 12:00|03-29 13:00|03-29 13:00|04-28 12:00|03-28 13:30|03-29 12:00"
GAP = "03-29 03:30|03-29 03:30|03-21 02:30|03-29 03:30|03-29 03:30|04-28 02:30|03-28 04:00|03-29 03:30"
AUTUMN = "10-25 12:00|10-25 11:00|10-17 12:00|10-25 11:00|10-25 11:00|11-24 12:00|10-24 13:30|10-25 12:00"


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_steps_over_a_change_of_the_clocks(engine) -> None:
    """On the day before it; the second begins at a time that the next day does not have."""
    template = flong.compile(SOURCE, kind="text", engine=engine)
    starts = ("2026-03-28T12:00", "2026-03-28T02:30", "2026-10-24T12:00")
    records = [{"t": start, "n": 1} for start in starts]
    batch = next(template.render_batches(records))
    assert [message.text for message in batch.messages] == [SPRING, GAP, AUTUMN]


@pytest.mark.parametrize("engine", ["python", "cython"])
@pytest.mark.parametrize("step", ["+ 1 day", "+ 24 hours", "+ 3000000 days", "+ 1 month"])
def test_a_step_beyond_the_calendar_rejects(engine, step) -> None:
    source = f'{{% data %}}\nt: datetime\n{{% enddata %}}\n{{{{ date(t {step}, "yyyy") }}}}'
    template = flong.compile(source, kind="text", engine=engine)
    with pytest.raises(flong.RecordError, match="not a date of the years 1 to 9999"):
        template.render({"t": "9999-12-31T12:00"})
