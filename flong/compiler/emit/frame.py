"""The frame: what a template's functions share. A variable or loop that one function of a part alone uses is local to
it, where the C compiler may keep it in registers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from flong.compiler.emit.shapes import c_type, nothing
from flong.dsl import types
from flong.dsl.types import Type

_USE = re.compile(r"\bf->([vhl][0-9]+)\b")
_READ = re.compile(rf"{_USE.pattern}(?! = )")


def declarations(slots: Mapping[int, Type], loops: set[int]) -> dict[str, str]:
    """The C declaration of each variable, its flag, and each loop, by name."""
    found = {name: line for slot, kind in sorted(slots.items()) for name, line in _variable(slot, kind)}
    return found | {f"l{number}": f"fl_loop l{number} = {{0}};" for number in sorted(loops)}


def _variable(slot: int, kind: Type) -> Iterator[tuple[str, str]]:
    yield f"v{slot}", f"{c_type(kind)} v{slot} = {nothing(kind)};"
    if isinstance(kind, types.Optional):
        yield f"h{slot}", f"int h{slot} = 0;"


def variables(functions: Iterable[str]) -> set[str]:
    """The names of the frame that `functions` use."""
    return {name for text in functions for name in _USE.findall(text)}


def localised(trees: Iterable[list[str]], shared: set[str], declared: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The functions of all parts, a tree of calls each, with what they alone use declared in them; and the members of
    the frame. `shared`: what is set outside of the parts."""
    functions = [text for tree in trees for text in _localised(tree, shared, declared)]
    common = variables(functions) | shared
    return functions, [f"    {line.partition(' = ')[0]};" for name, line in declared.items() if name in common]


def _localised(tree: list[str], shared: set[str], declared: Mapping[str, str]) -> list[str]:
    users = Counter(name for text in tree for name in variables([text]))
    own = {name for name, count in users.items() if count == 1} - shared
    return [_with_locals(text, own & variables([text]), declared) for text in tree]


def _with_locals(text: str, own: set[str], declared: Mapping[str, str]) -> str:
    head, body = text.split("\n", 1)
    read = set(_READ.findall(text))
    lines = [
        f"    {line}" + ("" if name in read else f" (void){name};") for name, line in declared.items() if name in own
    ]
    return "\n".join([head, *lines, _USE.sub(lambda use: use[1] if use[1] in own else use[0], body)])
