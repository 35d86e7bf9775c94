"""Keys derived from passwords (ISO 32000-2, 7.6.4).

Without an owner's password nobody holds one: what would verify it is random. That halves the work of revision 6,
whose hash is slow on purpose, and no reader can lift the permissions.
"""

from __future__ import annotations

from functools import reduce
from hashlib import md5
from typing import Final

from flong.bill.chance import Draw, drawer
from flong.bill.crypto import encrypt, key_hash, rc4_rounds
from flong.bill.keys import READ, Keys, Permission, Revision, signed
from flong.bill.passwords import password_problem

_ZERO: Final = bytes(16)
_PAD: Final = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def derive_r6(
    password: str, *, owner: str | None = None, permissions: Permission = READ, seed: bytes | None = None
) -> Keys:
    """Keys of revision 6, AES-256, for a user's `password` and an `owner`'s, if anybody shall hold one.

    All that is random follows from `seed`, if given (for tests). Raises ValueError for passwords that are refused.
    """
    user, owned = _checked(password, owner, 6)
    draw = drawer(seed)
    key = draw(32)
    u, ue = _verified(user, key, b"", draw)
    o, oe = (draw(48), draw(32)) if owned is None else _verified(owned, key, u, draw)
    return Keys(6, permissions, key, u, o, ue, oe, _perms(permissions, key, draw))


def _verified(password: bytes, key: bytes, u: bytes, draw: Draw) -> tuple[bytes, bytes]:
    """What verifies a password and what holds the file's key for it (algorithms 8 and 9)."""
    salt, key_salt = draw(8), draw(8)
    verifier = key_hash(password, salt, u) + salt + key_salt
    return verifier, encrypt(key_hash(password, key_salt, u), _ZERO, key, padded=False)


def _perms(permissions: Permission, key: bytes, draw: Draw) -> bytes:
    """The permissions once more, so that a change of them is noticed (algorithm 10)."""
    flags = signed(permissions).to_bytes(4, "little", signed=True)
    return encrypt(key, _ZERO, flags + b"\xff\xff\xff\xffTadb" + draw(4), padded=False)


def derive_r4(
    password: str, *, owner: str | None = None, permissions: Permission = READ, seed: bytes | None = None
) -> Keys:
    """Keys of revision 4, AES-128, for viewers that know no other; else as `derive_r6`.

    They belong to one identifier, which all files encrypted with them share.
    """
    user, owned = _checked(password, owner, 4)
    draw = drawer(seed)
    id_ = draw(16)
    o = draw(32) if owned is None else rc4_rounds(_md5(_padded(owned), 51), _padded(user))
    flags = signed(permissions).to_bytes(4, "little", signed=True)
    key = _md5(_padded(user) + o + flags + id_, 51)
    return Keys(4, permissions, key, rc4_rounds(key, _md5(_PAD + id_, 1)) + bytes(16), o, id=id_)


def _padded(password: bytes) -> bytes:
    return (password + _PAD)[:32]


def _md5(data: bytes, times: int) -> bytes:
    return reduce(lambda found, _: md5(found, usedforsecurity=False).digest(), range(times), data)


def _checked(password: str, owner: str | None, revision: Revision) -> tuple[bytes, bytes | None]:
    """Both passwords as bytes. An empty owner's would open the file without asking."""
    if problem := password_problem(password, revision):
        raise ValueError(problem)
    if owner is None:
        return password.encode(), None
    if problem := password_problem(owner, revision):
        raise ValueError(f"of the owner: {problem}")
    if owner == password:
        raise ValueError("the owner's password is the user's: the permissions would be void")
    return password.encode(), owner.encode()
