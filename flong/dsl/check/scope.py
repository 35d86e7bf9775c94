"""Names and what they stand for: variables, scopes, loops, and the types of lets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flong.dsl.check.relate import join
from flong.dsl.types import ERROR, Type
from flong.errors import Span

LetKey = tuple[Span, ...]  # the include tags that led to a let, and the let's name
Path = tuple[str | int, ...]  # a variable's slot ("" for data, "loop 3" for a loop), then field names
OPEN: Path = ("?",)  # stands for every path, behind a condition that is wrong: nobody knows what it proves


@dataclass(frozen=True, slots=True)
class Variable:
    """A name bound in a template. Only a let has a `key`, and only what has one can be set."""

    slot: int
    name: str
    type: Type
    key: LetKey | None = None
    changing: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """What `loop` stands for."""

    number: int
    item: Type


@dataclass(slots=True)
class Scope:
    """The names of one block. `border`: an include begins here, `set` does not reach beyond;
    `sealed`: neither do any other names, nor data."""

    parent: Scope | None = None
    border: bool = False
    sealed: bool = False
    loop: Loop | None = None
    names: dict[str, Variable] = field(default_factory=dict)

    def chain(self) -> Iterator[Scope]:
        """This scope and those around it, as far as names are visible."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = None if scope.sealed else scope.parent

    def find(self, name: str) -> Variable | None:
        return next((s.names[name] for s in self.chain() if name in s.names), None)

    def find_loop(self) -> Loop | None:
        return next((s.loop for s in self.chain() if s.loop), None)

    def find_let(self, name: str) -> Variable | None:
        """The let of this name that `set` reaches from here."""
        return next((s.names[name] for s in self._reach() if name in s.names and s.names[name].key), None)

    def settable(self) -> list[str]:
        """The names of the lets that `set` reaches from here."""
        return [name for scope in self._reach() for name, variable in scope.names.items() if variable.key]

    def _reach(self) -> Iterator[Scope]:
        for scope in self.chain():
            yield scope
            if scope.border:
                return

    def outermost(self) -> Scope:
        """The scope around all that `set` reaches from here."""
        scopes = list(self.chain())
        return next((scope for scope in scopes if scope.border), scopes[-1])

    def visible(self) -> set[str]:
        return {name for scope in self.chain() for name in scope.names}

    def sees_data(self) -> bool:
        return not any(scope.sealed for scope in self.chain())


@dataclass(slots=True)
class Lets:
    """The type of every let: the join of its initialiser and of all its sets.

    A part is checked again until no type grows (`moved`); types only ever widen, so that ends. `copies` holds
    the lets that are set to another as it is: they grow with it at once, not one a round."""

    types: dict[LetKey, Type] = field(default_factory=dict)
    changing: set[LetKey] = field(default_factory=set)
    copies: dict[LetKey, dict[LetKey, None]] = field(default_factory=dict)
    poisoned: set[LetKey] = field(default_factory=set)
    moved: bool = False
    latest: LetKey = ()

    def widen(self, key: LetKey, type_: Type) -> Type | None:
        """The type of the let once it may hold a `type_`; None when they have nothing in common."""
        if type_ == ERROR:
            self.poisoned.add(key)
            return ERROR
        known = self.types.get(key)
        joined = type_ if known is None else join(known, type_)
        if joined is not None and joined != known:
            self.moved = self.moved or known is not None
            self.latest = key
            self.types[key] = joined
            self._spread(key)
        return ERROR if key in self.poisoned else joined

    def copy(self, source: LetKey, target: LetKey) -> None:
        """Remember that `target` is set to `source`, of which no condition proves anything."""
        self.copies.setdefault(source, {})[target] = None

    def _spread(self, key: LetKey) -> None:
        grown = [key]
        while grown:
            source = grown.pop()
            for target in self.copies.get(source, ()):
                known = self.types.get(target)
                joined = None if known is None else join(known, self.types[source])
                if joined is not None and joined != known:
                    self.types[target], self.moved = joined, True
                    grown.append(target)

    def again(self) -> None:
        """Begin another round. A mistake may have come from a type that was still too narrow."""
        self.moved = False
        self.poisoned.clear()

    def change(self, key: LetKey) -> None:
        """Remember that the let is set somewhere."""
        self.moved = self.moved or key not in self.changing
        self.changing.add(key)
