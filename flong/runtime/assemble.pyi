from array import array
from collections.abc import Callable
from enum import IntEnum

from flong.runtime.columns import Column

class Kind(IntEnum):
    TEXT = 0
    STRUCTURED = 1
    ADDRESS = 2
    HIDDEN = 3
    UNSEEN = 4

class Source:
    def __init__(self, column: Column, count: int) -> None: ...

class Field:
    name: bytes
    kind: Kind
    def __init__(self, name: bytes, kind: Kind, source: Source) -> None: ...

class Assembler:
    def __init__(
        self,
        fields: tuple[Field, ...],
        key: Source | None,
        text: Source | None,
        html: Source | None,
        date: bytes,
        leaves: tuple[bytes, bytes],
        levels: tuple[tuple[bytes, bytes], ...],
        images: list[bytes],
        unusual: Callable[[int], bytes | None],
        line: Callable[[int, bytes], bytes | None],
        codes: Callable[[int, list[str]], list[bytes] | None],
    ) -> None: ...
    def run(
        self,
        ids: list[str],
        extras: list[bytes | None],
        files: list[list[bytes] | None],
    ) -> tuple[memoryview, array[int], list[int]]: ...

def plain_mailboxes(texts: list[str]) -> list[str | None]: ...
