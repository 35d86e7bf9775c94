"""Zones come from the packaged data, whatever the system's database says."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

import flong
from flong.runtime.resolve.zones import zone_of

SOURCE = """Timezone: Asia/Taipei

{% data %}
at: datetime
{% enddata %}
{{ date(at, "yyyy-MM-dd HH:mm") }} {{ date(at + 1 days, "HH:mm") }} {{ today }}"""


@pytest.fixture
def wrong_system(tmp_path: Path) -> Iterator[None]:
    """A system on which Taipei keeps the time of Greenwich."""
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Taipei").write_bytes(resources.files("tzdata.zoneinfo").joinpath("UTC").read_bytes())
    zoneinfo.reset_tzpath([tmp_path])
    zone_of.cache_clear()
    yield
    zoneinfo.reset_tzpath()


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_the_systems_zones_do_not_matter(wrong_system: None, engine) -> None:
    """Binding, arithmetic, formats and today agree, in both engines."""
    assert zoneinfo.ZoneInfo.no_cache("Asia/Taipei").utcoffset(datetime(2026, 1, 1)).total_seconds() == 0  # type: ignore[union-attr]
    template = flong.compile(SOURCE, kind="text", engine=engine)
    message = template.render({"at": "2026-03-01T12:00"}, now=datetime(2026, 11, 21, 17, tzinfo=UTC))
    assert message.text == "2026-03-01 12:00 12:00 2026-11-22"


def test_an_unknown_zone() -> None:
    """The nearest name is told."""
    with pytest.raises(ValueError, match='no time zone "Asia/Taipe", did you mean "Asia/Taipei"'):
        zone_of("Asia/Taipe")
