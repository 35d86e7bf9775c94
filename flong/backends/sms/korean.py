"""What Korean carriers count: bytes of cp949, two for a syllable. 90 make an SMS, 2,000 an LMS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from flong.backends.sms.segments import named

SMS_BYTES: Final = 90
LMS_BYTES: Final = 2000


@dataclass(frozen=True, slots=True)
class KoreanLength:
    """The size of a text in bytes of cp949, and what it is sold as."""

    bytes: int
    kind: Literal["SMS", "LMS"]

    @property
    def room(self) -> int:
        """Bytes that may still be added."""
        return (SMS_BYTES if self.kind == "SMS" else LMS_BYTES) - self.bytes


def korean_length(text: str) -> KoreanLength:
    """Raises ValueError for a character outside cp949 and for more than an LMS holds."""
    size = len(_encoded(text))
    if size > LMS_BYTES:
        raise ValueError(f"the text has {size} bytes in cp949, an LMS {LMS_BYTES}")
    return KoreanLength(size, "SMS" if size <= SMS_BYTES else "LMS")


def _encoded(text: str) -> bytes:
    try:
        return text.encode("cp949")
    except UnicodeEncodeError as error:
        raise ValueError(f"cp949 does not have {named(text[error.start])}") from None
