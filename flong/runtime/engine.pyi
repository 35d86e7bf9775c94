from array import array

from flong.runtime.rows import Rows

class Renderer:
    parts: int
    def job(self, rows: Rows, now: int, today: int, left_out: bytes | None = None) -> Job: ...

class Job:
    rows: Rows
    def run(self) -> None: ...
    def result(
        self,
    ) -> tuple[
        list[int],
        list[tuple[memoryview, array[int]]],
        list[tuple[int, int, int, str]],
        list[tuple[int, int, str, int, int, bytes]],
    ]: ...
