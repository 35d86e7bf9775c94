"""What a case is: a mail template with a bill, and how its records are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import flong
from cases.adversary import alter, moods

Data = dict[str, Any]
EXAMPLES = Path(__file__).parents[3] / "examples"


def no_reason() -> str:
    """Examples are always there."""
    return ""


@dataclass(frozen=True)
class Case:
    """`plain(random, number, rows)` makes a record whose longest list has so many rows. `usual` is how many a real
    record has, `breaks` are the numbers of rows with which a plain bill begins a page more; text at the paths `coded`
    is read by machines and stays as it is. `missing()` is why the case can't be used, or ""."""

    name: str
    path: Callable[[], Path]
    plain: Callable[[Random, int, int], Data]
    usual: tuple[int, int]
    breaks: tuple[int, ...]
    coded: frozenset[str]
    missing: Callable[[], str] = no_reason

    def template(self, engine: flong.template.Engine = "python") -> flong.Template:
        """The template of the mail, its bill without password."""
        path = self.path()
        source = re.sub(r"^(Attach: .*?) password .*$", r"\1", path.read_text("utf-8"), flags=re.MULTILINE)
        return flong.compile(source, folder=path.parent, engine=engine)

    def records(self, count: int, seed: int = 1) -> list[Data]:
        """Plain records."""
        random = Random(f"{self.name} {seed}")
        return [self.plain(random, number, random.randint(*self.usual)) for number in range(count)]

    def adversarial(self, count: int, seed: int = 1) -> list[Data]:
        """Records whose texts, numbers, options and numbers of rows are chosen to break a layout."""
        return list(self._adversarial(count, Random(f"{self.name} {seed}")))

    def _adversarial(self, count: int, random: Random) -> Iterator[Data]:
        shape, rows = self.template().data, self.row_counts()
        random.shuffle(rows)
        for number, mood in zip(range(count), moods(random), strict=False):
            plain = self.plain(random, number, rows[number % len(rows)])
            yield alter(plain, shape, mood, self.coded)

    def row_counts(self) -> list[int]:
        """Numbers of rows that matter: none, few, and one less, equal and more than what begins a page."""
        around = {rows + more for rows in self.breaks for more in (-1, 0, 1)}
        return sorted({0, 1, 2, self.usual[1]} | around)
