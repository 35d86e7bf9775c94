"""Keys derived from passwords (ISO 32000-2, 7.6.4).

Without an owner's password nobody holds one: what would verify it is random. That halves the work of revision 6,
whose hash is slow on purpose, and no reader can lift the permissions.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from functools import reduce
from hashlib import md5
from itertools import chain, islice
from typing import Final

from flong.bill.chance import Draw, drawer
from flong.bill.crypto import Secret, encrypt, key_hashes, rc4_rounds
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
    return _together([_steps(*_checked(password, owner, 6), permissions, drawer(seed))])[0]


def derive_all_r6(passwords: Iterable[str], seeds: Iterable[bytes | None]) -> list[Keys]:
    """`derive_r6` of each password and its seed, in a fraction of the time where there are many."""
    pairs = zip(passwords, seeds, strict=True)
    return _together([_steps(*_checked(password, None, 6), READ, drawer(seed)) for password, seed in pairs])


_Steps = Generator[list[Secret], list[bytes], Keys]


def _together(files: Sequence[_Steps]) -> list[Keys]:
    """The keys of some files, step by step, with the hashes that they ask for made side by side."""
    found: dict[int, Keys] = {}
    asked = {i: next(steps) for i, steps in enumerate(files)}
    while asked:
        hashes = iter(key_hashes([*chain(*asked.values())]))
        answered = {i: list(islice(hashes, len(secrets))) for i, secrets in asked.items()}
        asked = {}
        for i, answers in answered.items():
            try:
                asked[i] = files[i].send(answers)
            except StopIteration as end:
                found[i] = end.value
    return [found[i] for i in range(len(files))]


def _steps(user: bytes, owner: bytes | None, permissions: Permission, draw: Draw) -> _Steps:
    key = draw(32)
    u, ue = yield from _verified(user, key, b"", draw)
    o, oe = (draw(48), draw(32)) if owner is None else (yield from _verified(owner, key, u, draw))
    return Keys(6, permissions, key, u, o, ue, oe, _perms(permissions, key, draw))


def _verified(
    password: bytes, key: bytes, u: bytes, draw: Draw
) -> Generator[list[Secret], list[bytes], tuple[bytes, bytes]]:
    """What verifies a password and what holds the file's key for it (algorithms 8 and 9)."""
    salt, key_salt = draw(8), draw(8)
    verifier, sealing = yield [(password, salt, u), (password, key_salt, u)]
    return verifier + salt + key_salt, encrypt(sealing, _ZERO, key, padded=False)


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
