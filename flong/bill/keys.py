"""Keys of encrypted PDF files (ISO 32000-2, 7.6): AES-256 of revision 6, AES-128 of revision 4 for old viewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag
from hashlib import md5
from typing import Final, Literal

Revision = Literal[4, 6]


class Permission(IntFlag):
    """What a reader with the user password may do (table 22). Programs that read aloud are never locked out."""

    PRINT = 1 << 2
    MODIFY = 1 << 3
    COPY = 1 << 4
    ANNOTATE = 1 << 5
    FILL = 1 << 8
    ASSEMBLE = 1 << 10
    PRINT_WELL = 1 << 11


READ: Final = Permission.PRINT | Permission.PRINT_WELL | Permission.COPY
_ALWAYS: Final = 0xFFFFF2C0  # the bits that must be set, and bit 10, accessibility


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What a password comes to: all that a file needs to be encrypted, and enough to open it.

    The names are those of the encryption dictionary (table 21): `u`, `o` verify the passwords, `ue`, `oe` hold the
    file's key for them, `perms` holds the permissions once more. Revision 4 has `id`, the first half of the file's,
    in place of the last three.
    """

    revision: Revision
    permissions: Permission
    key: bytes
    u: bytes
    o: bytes
    ue: bytes = b""
    oe: bytes = b""
    perms: bytes = b""
    id: bytes = b""

    def __repr__(self) -> str:
        return f"Keys(revision={self.revision})"

    @property
    def bits(self) -> int:
        """Bits of the AES keys."""
        return 8 * len(self.key)

    def __bytes__(self) -> bytes:
        """All of it, for storing: whoever has this opens the files. See `from_bytes`."""
        fields = (getattr(self, name) for name, _ in _FIELDS[self.revision])
        return bytes([self.revision]) + self.permissions.to_bytes(2) + b"".join(fields)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Keys:
        """The keys that `bytes` stored, 211 bytes or 99. Raises ValueError when these are none."""
        fields, at = {}, 3
        for name, size in _FIELDS.get(int.from_bytes(stored[:1]), ()):
            fields[name], at = stored[at : at + size], at + size
        if not fields or len(stored) != at:
            raise ValueError("these are no stored keys")
        return cls(6 if stored[0] == 6 else 4, Permission(int.from_bytes(stored[1:3])), **fields)

    def dictionary(self) -> bytes:
        """The encryption dictionary."""
        entries = (b"/U", self.u), (b"/O", self.o), (b"/UE", self.ue), (b"/OE", self.oe), (b"/Perms", self.perms)
        strings = b" ".join(b"%b <%b>" % (name, value.hex().encode()) for name, value in entries if value)
        return _DICTIONARIES[self.revision] % (signed(self.permissions), strings)

    def object_keys(self, numbers: list[int]) -> bytes:
        """The AES keys of the objects with these numbers: one for all, or with revision 4 one each (algorithm 1)."""
        if self.revision == 6:
            return self.key
        return b"".join(
            md5(b"%b%b\0\0sAlT" % (self.key, number.to_bytes(3, "little")), usedforsecurity=False).digest()
            for number in numbers
        )


_FIELDS: Final[Mapping[int, tuple[tuple[str, int], ...]]] = {
    4: (("key", 16), ("u", 32), ("o", 32), ("id", 16)),
    6: (("key", 32), ("u", 48), ("o", 48), ("ue", 32), ("oe", 32), ("perms", 16)),
}


def signed(permissions: Permission) -> int:
    """The value of /P."""
    return (_ALWAYS | permissions) - (1 << 32)


_FORM = (
    b"<< /Filter /Standard /V %d /R %d /Length %d /P %%d %%b "
    b"/CF << /StdCF << /AuthEvent /DocOpen /CFM /%b /Length %d >> >> /StmF /StdCF /StrF /StdCF >>"
)
_DICTIONARIES: Final = {4: _FORM % (4, 4, 128, b"AESV2", 16), 6: _FORM % (5, 6, 256, b"AESV3", 32)}
