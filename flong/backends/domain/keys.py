"""DKIM's public keys in the DNS (RFC 6376 section 3.6.1, RFC 8301, RFC 8463), held against the private ones."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from flong.backends.dkim_keys import MIN_RSA, SigningKey
from flong.backends.domain.report import Finding, Level, Publish, tags
from flong.backends.domain.resolver import Resolver

GOOD_RSA: Final = 2048
_ED25519: Final = 32


def check_key(domain: str, selector: str, key: SigningKey | None, resolver: Resolver) -> list[Finding]:
    """What stands at the selector, and whether it is the public half of `key`. Raises Unanswered."""
    name = f"{selector}._domainkey.{domain}"
    found = resolver.txt(name).values
    if not found:
        level: Level = "error" if key else "warning"
        return [Finding("dkim", level, f"no key at {name}", "signatures of this selector can't be verified")]
    if len(found) > 1:
        return [_error(f"{len(found)} TXT records at {name}", "RFC 6376 section 3.6.2.2: there must be one")]
    try:
        findings = list(_record(selector, found[0], key))
    except ValueError as error:
        return [_error(f"the key at {name} is broken: {error}", "publish it anew")]
    return findings or [Finding("dkim", "ok", f"the key {selector} is published" + (" and is ours" if key else ""))]


def key_record(domain: str, key: SigningKey, resolver: Resolver) -> Publish:
    """The record of a key of ours. Raises Unanswered."""
    name, value = f"{key.selector}._domainkey.{domain}", key.record()
    there = resolver.txt(name).values
    return Publish(name, "TXT", value, len(there) == 1 and _public(there[0]) == _public(value))


def _public(text: str) -> bytes | None:
    """The public key that a record tells."""
    try:
        return _decoded(tags(text).get("p", ""))
    except ValueError:
        return None


def _record(selector: str, text: str, key: SigningKey | None) -> Iterator[Finding]:
    found = tags(text)
    if "v" in found and (found["v"] != "DKIM1" or next(iter(found)) != "v"):
        raise ValueError("`v=DKIM1` must come first")
    if "p" not in found:
        raise ValueError("there is no `p=`")
    public, kind = _decoded(found["p"]), found.get("k", "rsa")
    if not public:
        yield _error(f"the key {selector} is revoked (`p=` is empty)", "sign with another selector")
        return
    yield from _flags(selector, found)
    yield from _strength(selector, kind, public)
    if key and public != _decoded(tags(key.record())["p"]):
        yield _error(f"the key {selector} is not the public half of the private key", "publish the record shown below")


def _flags(selector: str, found: dict[str, str]) -> Iterator[Finding]:
    """Tags that say for what and how the key may be used."""
    if "y" in found.get("t", "").split(":"):
        yield _warning(
            f"the key {selector} is on trial (`t=y`)", "verifiers treat such mails as unsigned: leave it out"
        )
    if "sha256" not in (hashes := found.get("h", "sha256").replace(" ", "").split(":")):
        yield _error(f"the key {selector} takes {', '.join(hashes)} only", "SHA-256 is what mails are signed with")
    if not {"*", "email"} & set(found.get("s", "*").replace(" ", "").split(":")):
        yield _error(f"the key {selector} is not for mail (`s=`)", "leave `s=` out")


def _strength(selector: str, kind: str, public: bytes) -> Iterator[Finding]:
    if kind == "ed25519":
        if len(public) != _ED25519:
            raise ValueError(f"an Ed25519 key has {_ED25519} bytes, this one {len(public)}")
        return
    if kind != "rsa":
        raise ValueError(f"`k={kind[:20]}` is neither rsa nor ed25519")
    try:
        loaded = load_der_public_key(public)
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError("`p=` is no RSA key") from None
    if not isinstance(loaded, rsa.RSAPublicKey):
        raise ValueError("`p=` is no RSA key")
    if loaded.key_size < MIN_RSA:
        yield _error(
            f"the key {selector} has {loaded.key_size} bits", f"verifiers ignore less than {MIN_RSA} (RFC 8301)"
        )
    elif loaded.key_size < GOOD_RSA:
        yield _warning(f"the key {selector} has {loaded.key_size} bits", f"RFC 8301 asks for {GOOD_RSA}")


def _decoded(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except ValueError:
        raise ValueError("`p=` is not base64") from None


def _error(what: str, help_: str) -> Finding:
    return Finding("dkim", "error", what, help_)


def _warning(what: str, help_: str) -> Finding:
    return Finding("dkim", "warning", what, help_)
