from collections.abc import Iterable, Iterator
from typing import BinaryIO

from flong.runtime.layout import Layout
from flong.runtime.rows import Rows

Source = bytes | bytearray | memoryview | BinaryIO | Iterable[bytes]

class JsonReader:
    def __init__(self, layout: Layout, source: Source, *, start: int = 0, zone: str = "UTC") -> None: ...
    def take(self, size: int) -> Rows | None: ...

def bind_json(
    layout: Layout, source: Source, *, start: int = 0, zone: str = "UTC", size: int = 1000
) -> Iterator[Rows]: ...
def bind_json_texts(layout: Layout, texts: Iterable[bytes], *, start: int = 0, zone: str = "UTC") -> Rows: ...
def find_stop(text: bytes, *, scalar: bool = False) -> tuple[int, bool]: ...
