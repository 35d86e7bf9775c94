from flong.runtime.columns import Column
from flong.runtime.rows import Rows

class Renderer:
    parts: int
    def job(self, rows: Rows, now: int, today: int, left_out: bytes | None = None) -> Job: ...

class Job:
    rows: Rows
    def run(self) -> None: ...
    def result(
        self, names: tuple[str, ...]
    ) -> tuple[
        list[int],
        dict[str, Column],
        list[tuple[int, int, int, str]],
        list[tuple[int, int, str, int, int, bytes]],
    ]: ...
