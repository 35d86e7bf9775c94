"""Writes the tables of docs/bounces.md from the table of classes: `python docs/make_bounces.py`."""

from __future__ import annotations

import re
from pathlib import Path

from flong.bounces import classes

TARGET = Path(__file__).with_name("bounces.md")
_TABLE = re.compile(r"(?<=<!-- classes -->\n).*?(?=<!-- end -->)", re.DOTALL)
_ACTIONS = {
    "suppress": "suppress",
    "retry": "retry",
    "elsewhere": "retry from elsewhere",
    "configuration": "look at your own configuration",
    "nothing": "nothing",
}


def document() -> str:
    """The page with the table as it is now; the rest of it is written by hand."""
    rows = ["| number | class | permanent | what to do | meaning |", "| --- | --- | --- | --- | --- |"]
    for one in classes().values():
        permanent = "yes" if one.permanent else ""
        rows.append(f"| {one.number} | `{one.name}` | {permanent} | {_ACTIONS[one.action]} | {one.meaning} |")
    return _TABLE.sub(lambda _: "\n" + "\n".join(rows) + "\n\n", TARGET.read_text("utf-8"))


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
