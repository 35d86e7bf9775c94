from array import array

from flong.runtime.core import Context
from flong.runtime.rows import Rows

class Renderer:
    parts: int
    def run(
        self, context: Context, rows: Rows, left_out: bytes | None = None
    ) -> tuple[list[int], list[tuple[memoryview, array[int]]], list[tuple[int, int, int, str]]]: ...
