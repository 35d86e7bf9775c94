"""What a value or raw text holds inside: a language of its own, followed by a machine of its own.

Every inner machine is a frozen value with four methods, so that states compare by `==`:

- `feed(text, report)` is the state after static text (character references decoded);
- `hole(type, report)` is the context of an output of `type` standing here, and the state after it;
- `join(other)` is one state for two branches that meet, or None when there is none;
- `end(report)` says what is wrong when the value ends here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from flong.dsl.context import Context
from flong.dsl.html.names import lower
from flong.dsl.types import Type


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and (`help`) what to write instead."""

    code: str
    message: str
    help: str = ""
    warning: bool = False


Report = Callable[[Problem], None]


class Inner(Protocol):
    def feed(self, text: str, report: Report) -> Inner: ...

    def hole(self, type: Type, report: Report) -> tuple[Context, Inner]: ...

    def join(self, other: Inner) -> Inner | None: ...

    def end(self, report: Report) -> None: ...


@dataclass(frozen=True, slots=True)
class Plain:
    """An attribute whose value is nothing but text."""

    def feed(self, text: str, report: Report) -> Plain:
        return self

    def hole(self, type: Type, report: Report) -> tuple[Context, Inner]:
        return Context("attribute"), self

    def join(self, other: Inner) -> Inner | None:
        return self if self == other else None

    def end(self, report: Report) -> None:
        return


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that must be static, because it decides what its element is."""

    element: str
    attribute: str
    value: str = ""
    broken: bool = False

    def feed(self, text: str, report: Report) -> Fixed:
        return replace(self, value=self.value + text)

    def hole(self, type: Type, report: Report) -> tuple[Context, Inner]:
        self.refuse(report)
        return Context("attribute"), replace(self, broken=True)

    def refuse(self, report: Report) -> None:
        name = f"`{self.attribute}` of <{self.element}>"
        report(Problem("F0319", f"{name} decides what the element is, so it can't depend on data", "write it out"))

    def join(self, other: Inner) -> Inner | None:
        return self if self == other else None

    def end(self, report: Report) -> None:
        value = lower(self.value.strip())
        if (self.element, self.attribute, value) == ("meta", "http-equiv", "refresh"):
            report(Problem("F0305", "<meta http-equiv=refresh> is refused", "send readers on with a link instead"))
