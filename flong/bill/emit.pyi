from collections.abc import Iterable

from flong.bill.emit_twin import Part, Seals, Table

class Parts:
    parts: tuple[Part, ...]
    sealed: list[int]
    highest: int
    room: int
    def __init__(self, parts: Iterable[Part]) -> None: ...

def emit(header: bytes, groups: tuple[Parts, Parts], table: Table, seals: Seals, to: bytearray | memoryview) -> int: ...
