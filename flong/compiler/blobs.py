"""Constants of calls, resolved once: each call with `static` parameters gets the byte string its function reads."""

from __future__ import annotations

from flong.compiler import ir
from flong.compiler.walk import module_expressions
from flong.dsl import typed
from flong.dsl.signature import Signature, parse_signature
from flong.runtime.registry import FUNCTIONS

Static = tuple[tuple[str, object], ...]

_RESOLVERS = {f.symbol: f.resolve for f in FUNCTIONS if f.resolve}


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
        _RESOLVERS[signature.symbol](settings, constants)  # type: ignore[misc]
    except ValueError as error:
        return str(error)
    return None


def resolved_blobs(module: ir.Module) -> dict[tuple[str, Static], bytes]:
    """The byte string of every call with constants, keyed by symbol and statics."""
    blobs: dict[tuple[str, Static], bytes] = {}
    for node in module_expressions(module):
        if isinstance(node, typed.Call) and node.function.static:
            resolve = _RESOLVERS[node.function.symbol]
            blobs[node.function.symbol, node.static] = resolve(module.settings, dict(node.static))  # type: ignore[misc]
    return blobs
