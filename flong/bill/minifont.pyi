from collections.abc import Sequence
from typing import Literal

class Face:
    kind: Literal["truetype", "cff"]
    name: str
    family: str
    licence: str
    upem: int
    glyph_count: int
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    def __init__(self, data: bytes, index: int = 0) -> None: ...
    @property
    def embeddable(self) -> bool: ...
    def require_embeddable(self) -> None: ...
    def advance(self, gid: int) -> int: ...
    def mini(self, gids: Sequence[int]) -> bytes: ...
