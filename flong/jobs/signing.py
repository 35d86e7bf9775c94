"""What signs a job's mails: S/MIME by the address in From, then DKIM by its domain."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path

from flong.backends.dkim import DkimSigner, Form, Signer, SigningKey, load_key
from flong.backends.smime import SmimeSigner, load_smime
from flong.errors import ConfigError, FlongError
from flong.jobs.config import Config, DkimKey
from flong.runtime.addresses import Address, domain_of

Data = bytes | memoryview
Signed = tuple[Data, ...] | ValueError


@dataclass(frozen=True, slots=True)
class Signing:
    """The signers of one day: DKIM by domain, S/MIME by address, both in small letters."""

    dkim: Mapping[str, Sequence[Signer]]
    smime: Mapping[str, SmimeSigner]

    def sign(self, authors: Sequence[Address | None], messages: Sequence[Data]) -> list[Signed]:
        """What goes over the wire for each message, signatures first, or why it can't be signed."""
        enclosed = self._enclosed if self.smime else _alone
        made: list[Signed] = [enclosed(*pair) for pair in zip(authors, messages, strict=True)]
        domains = [domain_of(one.address) if one else "" for one in authors] if self.dkim else []
        for domain in set(domains) & self.dkim.keys():
            mine = [i for i, one in enumerate(domains) if one == domain]
            for signer in self.dkim[domain]:
                _sign_all(signer, mine, made)
        return made

    def _enclosed(self, author: Address | None, data: Data) -> Signed:
        """The message, signed by S/MIME if its author has a certificate."""
        signer = self.smime.get(author.address.lower()) if author else None
        try:
            return (signer.sign(bytes(data)) if signer else data,)
        except FlongError:
            raise
        except ValueError as error:
            return error


def _alone(_: Address | None, data: Data) -> Signed:
    return (data,)


def _sign_all(signer: Signer, mine: Sequence[int], made: list[Signed]) -> None:
    """Put the signatures of `signer` before those of the messages that are whole."""
    whole = [(i, found) for i in mine if not isinstance(found := made[i], ValueError)]
    fields = signer.sign_all([found[-1] for _, found in whole])
    for (i, found), field in zip(whole, fields, strict=True):
        made[i] = field if isinstance(field, ValueError) else (*found[:-1], field, found[-1])


class Keyring:
    """The keys of a configuration. Reading one takes longer than casting a message: each is read once."""

    def __init__(self, config: Config) -> None:
        self._config, self._load = config, cache(load_key)
        self._signing = lru_cache(8)(self._made)

    def at(self, clock: float) -> Signing:
        """What signs at that time (seconds since the epoch). Raises ConfigError for a key that can't be read, for a
        domain that has keys of which none signs that day, and for certificates that do not fit."""
        return self._signing(datetime.fromtimestamp(clock, UTC).date())

    def _made(self, day: date) -> Signing:
        dkim = {domain.lower(): self._signers(domain, keys, day) for domain, keys in self._config.dkim.items()}
        smime = {
            address.lower(): load_smime(address, Path(one.certificates), one.key)
            for address, one in self._config.smime.items()
        }
        return Signing(dkim, smime)

    def _signers(self, domain: str, keys: Sequence[DkimKey], day: date) -> list[Signer]:
        """One signer for each form in which keys sign."""
        valid = keys_on(domain, keys, day)
        forms: dict[Form, list[SigningKey]] = {}
        for key in valid:
            forms.setdefault(form_of(key), []).append(self._load(key.selector, key.key))
        return [_signer(domain, loaded, form) for form, loaded in forms.items()]


def keys_on(domain: str, keys: Sequence[DkimKey], day: date) -> list[DkimKey]:
    """The keys that sign on that day (UTC). Raises ConfigError when there are keys, but none of them does, or two with
    one selector."""
    valid = [key for key in keys if _signs(key, day)]
    if not valid:
        raise ConfigError(f'[[dkim."{domain}"]]: no key signs on {day}; see their `from` and `until`')
    if len({key.selector for key in valid}) < len(valid):
        why = "one record can't tell them apart; give each its own, or end one"
        raise ConfigError(f'[[dkim."{domain}"]]: two keys with one selector sign on {day}: {why}')
    return valid


def published_keys(config: Config, domain: str) -> dict[str, SigningKey]:
    """The keys of a domain that must be published, by selector: those that sign today, and those whose day is still to
    come if they are here already. Raises ConfigError for one that can't be read though it signs today."""
    today = datetime.now(UTC).date()
    own = [key for name, keys in config.dkim.items() if name.lower() == domain for key in keys]
    found = {}
    for key in (key for key in own if key.until is None or today < key.until):
        try:
            found[key.selector] = load_key(key.selector, key.key)
        except ConfigError:
            if _signs(key, today):
                raise
    return found


def _signs(key: DkimKey, day: date) -> bool:
    return (key.from_ or day) <= day and (key.until is None or day < key.until)


def form_of(key: DkimKey) -> Form:
    """How a key signs."""
    header, _, body = key.form.partition("/")
    return Form(header == "relaxed", body == "relaxed", key.expires)


def _signer(domain: str, keys: Sequence[SigningKey], form: Form) -> Signer:
    """`FLONG_PLAIN_DKIM=1`: dkimpy signs."""
    if os.environ.get("FLONG_PLAIN_DKIM") == "1":
        from flong.backends.dkim_plain import PlainSigner

        return PlainSigner(domain, keys, form)
    return DkimSigner(domain, keys, form)
