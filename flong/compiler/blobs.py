"""Constants of calls, resolved once: each call with `static` parameters gets the byte string its function reads."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import cast

from flong.compiler import ir
from flong.compiler.walk import module_expressions
from flong.dsl import typed
from flong.dsl.signature import Signature, parse_signature
from flong.runtime.registry import FUNCTIONS

Constant = str | int | Decimal | bool | None
Static = tuple[tuple[str, Constant], ...]

_RESOLVERS = {(f.name, f.symbol): f.resolve for f in FUNCTIONS if f.resolve}


@cache
def signatures() -> dict[str, tuple[Signature, ...]]:
    """All functions of the runtime by name, overloads in order."""
    table: dict[str, tuple[Signature, ...]] = {}
    for declared in FUNCTIONS:
        signature = parse_signature(declared.signature, declared.symbol, declared.resolve is not None)
        table[signature.name] = (*table.get(signature.name, ()), signature)
    return table


def resolve_error(signature: Signature, constants: dict[str, object], settings: typed.Settings) -> str | None:
    """What is wrong with the constants of a call, or None."""
    if not signature.static:
        return None
    try:
        _blob(signature.name, signature.symbol, tuple(cast(Mapping[str, Constant], constants).items()), settings)
    except ValueError as error:
        return str(error)
    return None


def varies(signature: Signature, constants: dict[str, object], settings: typed.Settings) -> bool:
    """Whether a call with constants that the checker let through differs between the locales."""
    static = tuple(cast(Mapping[str, Constant], constants).items())
    return len(set(resolved(signature.name, signature.symbol, static, settings))) > 1


def resolved(name: str, symbol: str, static: Static, settings: typed.Settings) -> tuple[bytes, ...]:
    """The byte strings, one for each locale, of a call of `name` with constants that the checker let through."""
    return tuple(_blob(name, symbol, static, one) for one in settings.each())


@lru_cache(maxsize=1024)
def _blob(name: str, symbol: str, static: Static, settings: typed.Settings) -> bytes:
    """A parameter's constants are of one type and none is a decimal, so equal ones are the same."""
    return _RESOLVERS[name, symbol](settings, dict(static))


def resolved_blobs(module: ir.Module) -> dict[tuple[Signature, Static], tuple[bytes, ...]]:
    """The byte strings of every call with constants, keyed by function and statics."""
    blobs: dict[tuple[Signature, Static], tuple[bytes, ...]] = {}
    for node in module_expressions(module):
        if isinstance(node, typed.Call) and node.function.static:
            function = node.function
            blobs[function, node.static] = resolved(function.name, function.symbol, node.static, module.settings)
    return blobs
