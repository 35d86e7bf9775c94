"""Suite `dkim`: mails of 16 KB signed per second, by RSA-2048 and by Ed25519.

The peers are dkimpy as it is (its RSA is Python; its Ed25519 is PyNaCl's) and dkimpy with the keys of `cryptography`,
which is flong's plain signer. The limit is the private key operation alone, on a hash that is there already. Every
signature is verified by dkimpy before anything is timed, and fails once the mail is changed.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import cycle

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

import flong
from benchmarks.harness import Case, Contender, Suite
from flong.backends.dkim import SIGNED, DkimSigner, Form, SigningKey
from flong.backends.dkim_plain import PlainSigner
from flong.runtime.message import Message

DOMAIN = "acme.example"
SIZE = 16_000
MAILS = 64
BATCH = 16
"""As workers sign."""
_TEXT = "the statement of your account for November shows that the amount of 1,234.50 is due on the 30th"
Sign = Callable[[bytes], bytes]


def suite() -> Suite:
    """The suite."""
    cases = (
        _case("RSA-2048", SigningKey("r", rsa.generate_private_key(65537, 2048))),
        _case("Ed25519", SigningKey("e", ed25519.Ed25519PrivateKey.generate())),
    )
    return Suite("dkim", "mails_per_second", "mails/s", cases, missing={} if _pynacl() else {"dkimpy": "needs PyNaCl"})


def mails(count: int = MAILS) -> list[bytes]:
    """Mails of SIZE bytes of text, each another one, with the fields of bulk mail."""
    return [_mail(number) for number in range(count)]


def _mail(number: int) -> bytes:
    lines, words, size = [f"Mail {number}"], cycle(_TEXT.split()), 0
    while size < SIZE:
        lines.append(" ".join(next(words) for _ in range(13)))
        size += len(lines[-1]) + 2
    head = (("From", f'"Acme Bank" <bill@{DOMAIN}>'), ("To", "Wang <wang@mail.example>"), ("Subject", "Your statement"))
    more = (
        ("Feedback-ID", "1:broadcast:acmebank"),
        ("List-Id", "<news.acme.example>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Unsubscribe", f"<https://t.acme.example/u/{number:060}>"),
    )
    return Message(str(number), "", head, text="\n".join(lines)).as_bytes(extra=more)


def _case(name: str, key: SigningKey) -> Case:
    made = mails()
    relaxed, simple = (DkimSigner(DOMAIN, [key], Form(relaxed_body=body)) for body in (True, False))
    plain = PlainSigner(DOMAIN, [key])
    signers: dict[str, tuple[str, Sign]] = {
        "dkimpy": (version("dkimpy"), partial(_dkimpy, key, _private(key))),
        "dkimpy + cryptography": (version("cryptography"), plain.sign),
        "flong relaxed/relaxed": (flong.__version__, relaxed.sign),
        "flong relaxed/simple": (flong.__version__, simple.sign),
    }
    if key.algorithm == b"ed25519-sha256" and not _pynacl():
        del signers["dkimpy"]
    contenders = [Contender(who, release, MAILS, partial(_all, sign, made)) for who, (release, sign) in signers.items()]
    batches = partial(_batches, simple, made)
    contenders.append(
        Contender("flong relaxed/simple, batches", flong.__version__, MAILS, batches, f"{BATCH} at a time")
    )
    digest = sha256(made[0]).digest()
    raw = partial(_all, lambda _: key.sign(digest), made)
    contenders.append(Contender("raw", version("cryptography"), MAILS, raw, f"{name} of a hash"))

    def agree() -> None:
        for who, (_, sign) in signers.items():
            _check(who, key, made[0], sign(made[0]))
        for data, signature in zip(made, simple.sign_all(made), strict=True):
            assert not isinstance(signature, ValueError)
            _check("batches", key, data, signature)

    return Case(f"{name}, 16 KB", tuple(contenders), "dkimpy + cryptography", "raw", agree)


def _check(who: str, key: SigningKey, data: bytes, signature: bytes) -> None:
    record = key.record().encode()
    assert dkim.verify(signature + data, dnsfunc=lambda *_, **__: record), f"{who}: not verified"
    changed = signature + data.replace(b"1,234.50", b"1,234.51", 1)
    assert not dkim.verify(changed, dnsfunc=lambda *_, **__: record), f"{who}: a changed mail is verified"


def _dkimpy(key: SigningKey, private: bytes, data: bytes) -> bytes:
    signed: bytes = dkim.sign(
        data,
        key.selector.encode(),
        DOMAIN.encode(),
        private,
        canonicalize=(b"relaxed", b"simple"),
        include_headers=list(SIGNED),
        signature_algorithm=key.algorithm,
    )
    return signed


def _private(key: SigningKey) -> bytes:
    """The key as dkimpy reads it."""
    if isinstance(key.private, ed25519.Ed25519PrivateKey):
        return b64encode(key.private.private_bytes_raw())
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _pynacl() -> bool:
    try:
        import nacl.signing  # noqa: F401
    except ImportError:
        return False
    return True


def _batches(signer: DkimSigner, data: list[bytes]) -> None:
    for at in range(0, len(data), BATCH):
        signer.sign_all(data[at : at + BATCH])


def _all(sign: Sign, data: list[bytes]) -> None:
    for one in data:
        sign(one)
