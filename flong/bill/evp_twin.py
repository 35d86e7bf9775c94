"""What `evp.pyx` does, by hashlib and `cryptography`: the meaning it is held to, and the way where OpenSSL's functions
are not found."""

from __future__ import annotations

from functools import reduce
from hashlib import sha256, sha384, sha512

from flong.errors import MissingExtra

try:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
except ImportError:
    raise MissingExtra("bill", "cryptography") from None

_BLOCK = 16


def encrypt(key: bytes, iv: bytes, data: bytes, *, padded: bool = True) -> bytes:
    """The AES-CBC ciphertext, without the vector: of whole blocks, or padded (PKCS #7) up to one more."""
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    if padded:
        missing = _BLOCK - len(data) % _BLOCK
        data += bytes([missing]) * missing
    return encryptor.update(data) + encryptor.finalize()


def key_hash(password: bytes, salt: bytes, user: bytes) -> bytes:
    """Algorithm 2.B of ISO 32000-2: 32 bytes from a password of at most 127 bytes and a salt of 8. `user` is b"", or
    the 48 bytes that verify the user's password when the password is the owner's."""
    digest, ciphertext, round_ = sha256(password + salt + user).digest(), b"\0", 0
    while round_ < 64 or ciphertext[-1] > round_ - 32:
        ciphertext = encrypt(digest[:16], digest[16:32], (password + digest + user) * 64, padded=False)
        digest = (sha256, sha384, sha512)[int.from_bytes(ciphertext[:16]) % 3](ciphertext).digest()
        round_ += 1
    return digest[:32]


def rc4_rounds(key: bytes, data: bytes) -> bytes:
    """At most 32 bytes enciphered by RC4 with 20 keys made of one of 16 bytes, as algorithms 3 and 5 have it."""
    return reduce(lambda found, i: _rc4(bytes(byte ^ i for byte in key), found), range(20), data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    j = 0
    for i, byte in enumerate(data, 1):
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)
