"""AES-CBC by `cryptography`."""

from __future__ import annotations

from flong.errors import MissingExtra

try:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
except ImportError:
    raise MissingExtra("bill", "cryptography") from None

_BLOCK = 16


def encrypt(key: bytes, iv: bytes, data: bytes, *, padded: bool = True) -> bytes:
    """The ciphertext, without the initialisation vector: of whole blocks, or padded (PKCS #7) up to one more."""
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    if padded:
        missing = _BLOCK - len(data) % _BLOCK
        data += bytes([missing]) * missing
    return encryptor.update(data) + encryptor.finalize()
