from collections.abc import Iterable

LANES: int

def key_hashes(secrets: Iterable[tuple[bytes, bytes, bytes]], lanes: int = 0) -> list[bytes]: ...
