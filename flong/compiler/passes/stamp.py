"""The identity stamp: behind every part stands, after a NUL, the key of the record it was rendered for.

No output holds a NUL (escaping drops it), so `RawBatch.text` can take the stamp off, and refuses a part
whose stamp is another record's.
"""

from __future__ import annotations

from dataclasses import replace

from flong.compiler.ir import Block, Module, Part, Write


def stamp(module: Module) -> Module:
    """`module` with stamped parts, if its records have a key."""
    key = next((part.body for part in module.parts if part.name == "key"), None)
    if key is None:
        return module
    return replace(module, parts=tuple(part if part.name == "key" else _stamped(part, key) for part in module.parts))


def _stamped(part: Part, key: Block) -> Part:
    return replace(part, body=(*part.body, Write(b"\0"), *key))
