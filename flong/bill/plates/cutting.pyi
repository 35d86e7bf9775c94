from collections.abc import Mapping

from flong.bill.plates.fields import Counting, Segment

class Cutter:
    def __init__(self, stack: Mapping[int, bool], counting: Counting) -> None: ...
    def segments(self, fields: bytes) -> list[Segment]: ...
