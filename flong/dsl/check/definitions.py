"""Components are checked where they are used, and once more by themselves, so that no mistake waits for a use.

By itself a component is checked with the declared types of its parameters, and what it uses is taken as checked: that
is linear. One that is used nowhere is put into a page of its own, to see what stands where; unless it writes no tags,
for then it may be meant for an attribute's value or a style.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from flong.dsl import syntax
from flong.dsl.check.components import default, entered
from flong.dsl.check.env import Env, Known, Session
from flong.dsl.check.files import INCLUDE_LIMIT
from flong.dsl.check.library import library
from flong.dsl.check.parts import report, settle
from flong.dsl.check.relate import computed
from flong.dsl.check.scope import Scope
from flong.dsl.check.statements import block
from flong.dsl.html.assign import assign_contexts
from flong.dsl.html.walker import Walker
from flong.dsl.typed import Block, Included


def check_components(env: Env, start: Literal["html", "plain"]) -> None:
    """Check the components of all files that were read."""
    session = env.session
    before = session.slots, session.loops
    found = _all(env)
    session.expanding = False
    for known, place in found:
        _by_itself(place, known)
    session.expanding, spent = True, 0
    for known, place in found:
        if known.key not in session.expanded and spent <= INCLUDE_LIMIT:
            session.includes = 0
            made = (Included(f"`{known.component.name}`", _by_itself(place, known), known.component.span, closed=True),)
            spent += session.includes
            if start == "plain" or _writes_tags(made):
                report(env, assign_contexts(made, start)[1])
    session.slots, session.loops = before


def _all(env: Env) -> list[tuple[Known, Env]]:
    """Every component of every file; reading what a file uses may bring more files."""
    session, found, read = env.session, list[tuple[Known, Env]](), set[str]()
    while waiting := [name for name in session.files if name not in read]:
        for name in waiting:
            read.add(name)
            template = session.files[name]
            if template and (template.components or template.uses):
                place = _place(session, env.files[0], name, template)
                library(place)
                found += ((Known(component, name, None), place) for component in template.components)
    return found


def _place(session: Session, main: str, name: str, template: syntax.Template) -> Env:
    files = (main,) if name == main else (main, name)
    return Env(session, Scope(), files, chain=session.chains.get(template.name, ()))


def _by_itself(env: Env, known: Known) -> Block:
    def make(inside: Env) -> Block:
        body = entered(inside, known)
        for param in known.component.params:
            default(body, known.component, param)
            body.bind(param.name, computed(param.type))
        return block(body.inner(), known.component.body)

    return settle(replace(env, facts=frozenset()), make)


class _Tags(Walker):
    """Whether there is a tag."""

    seen = False

    def on_open(self) -> None:
        self.seen = True


def _writes_tags(block: Block) -> bool:
    walker = _Tags()
    walker.block(block)
    return walker.seen
