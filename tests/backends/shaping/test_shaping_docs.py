"""docs/shaping.md says what is shipped, and its rules can be read."""

from __future__ import annotations

import re
from pathlib import Path

from flong.backends.shaping.reading import load_rules

PAGE = (Path(__file__).parents[3] / "docs" / "shaping.md").read_text("utf-8")


def test_the_table_of_defaults_is_what_is_shipped() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (\w+) \| (.*) \|$", PAGE, re.MULTILINE)
    found = {name: (connections, each, origin) for name, connections, each, origin in rows}
    shipped = {
        name: (str(rule.connections or "any"), str(rule.per_connection or "any"), rule.origin)
        for name, rule in load_rules().providers.items()
    }
    assert found == shipped


def test_the_rules_that_are_shown_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(re.search(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[1])
    rules = load_rules(tmp_path / "rules.toml")
    assert (rules.of("gmail").connections, rules.of("gmail").per_hour) == (8, 200_000)
    assert len(rules.of("gmail").warm_up) == 3 and len(rules.of("partner").reactions) == 1
