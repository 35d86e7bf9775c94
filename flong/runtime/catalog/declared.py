"""What the compiler and the docs know about a function."""

from __future__ import annotations

from dataclasses import dataclass

from flong.runtime.resolve.common import Resolver


@dataclass(frozen=True, slots=True)
class Declared:
    """One overload.

    `signature` is read by `dsl.signature.parse_signature`; `symbol` is `module.function` in flong.runtime
    (the Python entry is `py_function`). With `resolve`, the function takes the bytes it returns before
    its run-time arguments. `doc` is one line; `example` a template expression and what it prints.
    """

    signature: str
    symbol: str
    resolve: Resolver | None = None
    doc: str = ""
    example: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The function's name in templates."""
        return self.signature.partition("(")[0]
