"""Components, slots, replaced blocks and included files in the compared templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flong.dsl import types
from flong.dsl.types import DATE, DECIMAL, INT, TEXT, Optional, Type
from tests.equivalence.data import TIER
from tests.equivalence.expressions import Writer

STATEMENTS = ("component", "slot", "fill", "use", "block", "super", "include", "Extends", "Sms")
PARAMETERS: tuple[Type, ...] = (INT, TEXT, DECIMAL, DATE, TIER, Optional(TEXT), types.Decimal(9, 2))
Inner = Callable[[], str]


class Structure:
    """The components of a template, what it includes, and what it replaces in its base, if it extends one."""

    def __init__(self, w: Writer, kind: str) -> None:
        self.kind = kind
        self.extends = w.chance(2)
        self.uses = w.chance(2)
        self.replaced: list[str] = []
        self.included: dict[str, str] = {}
        self.params: dict[str, Type] = {"p": w.pick(PARAMETERS), "r": w.pick(PARAMETERS)}
        self.defined = self._define("k0") + self._define("k1")

    def _define(self, name: str) -> str:
        """Two outputs, a slot, and one in a loop; all but the first hand on what they are given to `k0`."""
        declared = ", ".join(f"{param}: {kind}" for param, kind in self.params.items())
        holes = " ".join(_hole(param, kind) for param, kind in self.params.items())
        again = "{% for x in words %}{{ x }}{% slot foot %}{{ loop.index }}{% endfor %}"
        inner = "{% slot %}{% fill foot %}{% slot foot %}{% endfill %}"
        other = "" if name == "k0" else f"{{% k0 p=p, r=r words=words %}}{inner}{{% endk0 %}}"
        body = f"{holes} {{{{ q }}}}{{% slot %}}{again}{other}"
        body = f"<div>{body}</div>" if self.kind == "html" else body
        head = f'{name}({declared}, words: [text] = ["a", "b"], q: int = 2)'
        return f"{{% component {head} %}}{body}{{% endcomponent %}}\n"

    def use(self, w: Writer, inner: Inner) -> str:
        """A component, used."""
        name = w.pick(("k0", "k1"))
        given = [f"{param}={w.operand(kind)}" for param, kind in self.params.items()]
        given += [f"q={w.operand(INT)}"] if w.chance(2) else []
        fill = f"{{% fill foot %}}{inner()}{{% endfill %}}" if w.chance(2) else ""
        return f"{{% {name} {', '.join(given)} %}}{inner()}{fill}{{% end{name} %}}"

    def block(self, w: Writer, inner: Inner) -> str:
        """A block, which the template that extends this one may replace."""
        name, content = w.name(), inner()
        if self.extends and w.chance(2):
            with self._plain():
                self.replaced.append(f"{{% block {name} %}}{inner()}{{{{ super() }}}}{{% endblock %}}\n")
        return f"{{% block {name} %}}{content}{{% endblock %}}"

    def include(self, w: Writer, inner: Inner) -> str:
        """A file that sees what its place sees, or one that says what it needs."""
        name = f"part{len(self.included)}.{self.kind}"
        if w.chance(2):
            self.included[name] = f"\n{inner()}"
            return f'{{% include "{name}" %}}'
        kind = self.params["p"]
        declared = f"{{% data %}}\np: {kind}\nq: text?\nname: text\nboth = name ~ (q ?? '')\n{{% enddata %}}\n"
        self.included[name] = f"{declared}{_hole('p', kind)}{{{{ both }}}}"
        given = f", q={w.operand(TEXT)}" if w.chance(2) else ""
        return f'{{% include "{name}" with p={w.operand(kind)}{given} %}}'

    @contextmanager
    def _plain(self) -> Iterator[None]:
        """What is written here is not replaced."""
        self.extends = False
        yield
        self.extends = True

    def files(self, head: str, data: str, body: str) -> tuple[str, dict[str, str]]:
        """The template and the files it names."""
        known = f'{{% use "parts.{self.kind}" %}}\n' if self.uses else self.defined
        files = self.included | ({f"parts.{self.kind}": self.defined} if self.uses else {})
        if not self.extends:
            return f"{head}\n{data}{known}{body}\n", files
        files[f"base.{self.kind}"] = f"\n{known}{body}\n"
        return f"Extends: base.{self.kind}\n{head}\n{data}{known}{''.join(self.replaced)}", files


def _hole(name: str, kind: Type) -> str:
    """What a parameter prints."""
    return f'{{{{ {name} ?? "-" }}}}' if isinstance(kind, Optional) else f"{{{{ {name} }}}}"


def statements(texts: list[str]) -> set[str]:
    """Which of them a template and its files hold."""
    signs = {"super": "{{ super()", "Extends": "Extends:", "Sms": "Sms:"}
    return {f"statement {word}" for word in STATEMENTS if any(signs.get(word, f"{{% {word}") in t for t in texts)}
