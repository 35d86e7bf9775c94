STRANGE: int
LONG: int
EIGHT: int
DOT: int

def scan(data: bytes | memoryview, longest: int) -> int: ...
