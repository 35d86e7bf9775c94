"""What a check carries along: the session (one template, shared) and the environment (one place)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flong.dsl import syntax
from flong.dsl.check.fold import FoldError, fold
from flong.dsl.check.scope import LetKey, Lets, Loop, Path, Scope, Variable
from flong.dsl.parse import parse
from flong.dsl.signature import Signature
from flong.dsl.typed import Const, Expr, Let, Picture, Settings
from flong.dsl.types import ERROR, Record, Type
from flong.errors import Diagnostic, Span

Exists = Callable[[str], bool]
Resolve = Callable[[Signature, dict[str, object], Settings], str | None]
Varies = Callable[[Signature, dict[str, object], Settings], bool]
Rule = Callable[["Env", Any], Expr]
Shares = tuple[tuple[str, int], ...]  # the arms of a variant and their weights


@dataclass(slots=True)
class Computed:
    """A computed field and the place it is written. `let` is set once it is checked."""

    source: syntax.Computed
    env: Env
    let: Let | None = None


@dataclass(slots=True)
class Key:
    """The field `Key`, and the place it is written. `let` is set once a variant asks for the key."""

    source: syntax.HeadField
    env: Env
    let: Let | None = None


@dataclass(slots=True)
class Session:
    """Everything about one template that does not depend on the place in it."""

    name: str
    functions: Mapping[str, tuple[Signature, ...]]
    load: Callable[[str], str | None]
    resolve: Resolve | None
    exists: Exists | None
    rules: Mapping[type, Rule]
    strict: bool = False
    varies: Varies | None = None
    settings: Settings = field(default_factory=Settings)
    data: Record | None = None
    computed: dict[str, Computed] = field(default_factory=dict)
    order: list[Let] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)
    lets: Lets = field(default_factory=Lets)
    key: Key | None = None
    variants: dict[str, tuple[Shares, Span]] = field(default_factory=dict)
    kept_slots: int = 0  # numbers below stay taken when a part is checked again
    slots: int = 0
    loops: int = 0
    includes: int = 0
    found: list[Diagnostic] = field(default_factory=list)
    parsed: list[Diagnostic] = field(default_factory=list)
    pictures: tuple[Picture, ...] = ()
    chains: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    files: dict[str, syntax.Template | None] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    undeclared: bool = False
    libraries: dict[str, dict[str, Known]] = field(default_factory=dict)
    expanded: set[tuple[str, str]] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)  # files that use one that is not there
    circles: set[frozenset[tuple[str, str]]] = field(default_factory=set)
    expanding: bool = True

    def fresh(self) -> int:
        """The number of a new variable."""
        self.slots += 1
        return self.slots - 1

    def shown(self, file: str) -> str:
        """The name in messages of a file that is named relative to the template's folder."""
        return posixpath.join(posixpath.dirname(self.name), file)

    def file(self, name: str, chain: tuple[Span, ...]) -> syntax.Template | None:
        """The parsed file, None when it is missing. Mistakes in it are reported the first time."""
        if name not in self.files:
            text = self.load(name)
            self.files[name] = None if text is None else self._parsed(text, name, chain)
        return self.files[name]

    def _parsed(self, text: str, name: str, chain: tuple[Span, ...]) -> syntax.Template:
        template, found = parse(text, self.shown(name))
        self.parsed += (replace(d, chain=chain) for d in found)
        self.sources |= {template.name: template.text, **template.made}
        self.chains[template.name] = chain
        return template


@dataclass(frozen=True, slots=True)
class Known:
    """A component that a file sees, the file it is defined in, and the `use` tag that names that file."""

    component: syntax.Component
    file: str
    use: Span | None

    @property
    def key(self) -> tuple[str, str]:
        return self.file, self.component.name


@dataclass(frozen=True, slots=True)
class Content:
    """What a component's slot is given: statements, and their place in the caller."""

    nodes: syntax.Block
    env: Env
    span: Span


@dataclass(frozen=True, slots=True)
class Version:
    """A replaceable block as one file has it, with the file's own lets and its place."""

    region: syntax.Region
    names: dict[str, Variable]
    env: Env


@dataclass(frozen=True, slots=True)
class Regions:
    """The versions of each block, the newest first. In a block: what is left for `super()`, and where it stands."""

    versions: Mapping[str, tuple[Version, ...]]
    rest: tuple[Version, ...] = ()
    place: Env | None = None


@dataclass(frozen=True, slots=True)
class Env:
    """One place in a template. `facts` are the paths known to be present; `chain` the include tags
    that led here, `files` the names of the files, outermost first; `depth` counts the statements around it.
    `active` are the components whose bodies surround it, `slots` what the innermost was given."""

    session: Session
    scope: Scope
    files: tuple[str, ...]
    facts: frozenset[Path] = frozenset()
    chain: tuple[Span, ...] = ()
    depth: int = 0
    active: tuple[tuple[str, str], ...] = ()
    slots: Mapping[str, Content] = field(default_factory=dict)
    regions: Regions | None = None

    def expr(self, node: syntax.Expr) -> Expr:
        """`node`, typed and folded. A mistake is reported and leaves the poison type."""
        made = self.session.rules[type(node)](self, node)
        try:
            return fold(made)
        except FoldError as error:
            return self.error("F0222", f"this always fails: {error}", node.span)

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        label: str = "",
        *notes: str,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> Expr:
        """Report a mistake; the expression to go on with, whose type silences follow-ups."""
        chain = self.chain or self.session.chains.get(span.file, ())
        found = Diagnostic(code, message, span, label, notes, chain, related=related)
        self.session.found.append(found)
        return Const(ERROR, span, None)

    def warn(self, code: str, message: str, span: Span, label: str = "") -> None:
        found = Diagnostic(code, message, span, label, chain=self.chain, severity="warning")
        self.session.found.append(found)

    def knowing(self, facts: frozenset[Path]) -> Env:
        """The same place with more known to be present."""
        return replace(self, facts=self.facts | facts) if facts else self

    def inner(self, loop: Loop | None = None) -> Env:
        """A block of its own inside this one."""
        outer = self.slots, self.regions
        scope = Scope(self.scope, loop=loop)
        return Env(self.session, scope, self.files, self.facts, self.chain, self.depth + 1, self.active, *outer)

    def bind(self, name: str, type_: Type, key: LetKey | None = None) -> Variable:
        """A new variable in this scope."""
        changing = key in self.session.lets.changing
        variable = Variable(self.session.fresh(), name, type_, key, changing)
        self.scope.names[name] = variable
        return variable

    def hides(self, name: str, span: Span) -> None:
        """Warn when `name` hides a data field."""
        data = self.session.data
        known = (data is not None and data.field(name)) or name in self.session.computed
        if known and self.scope.sees_data():
            self.warn("F0610", f"`{name}` hides the data field of this name", span, "choose another name")
