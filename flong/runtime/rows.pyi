from array import array
from typing import Any

from flong.runtime.layout import Layout

class Rows:
    start: int
    n: int
    good: array[int]
    errors: list[tuple[int, str, str]]
    @property
    def layout(self) -> Layout: ...
    @property
    def stride(self) -> int: ...
    @property
    def address(self) -> int: ...
    def __len__(self) -> int: ...
    def to_python(self, index: int) -> dict[str, Any]: ...
