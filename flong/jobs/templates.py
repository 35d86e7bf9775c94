"""Templates as casters: rows are rendered, made into messages, given their job's headers, signed."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from heapq import merge
from itertools import repeat
from pathlib import Path
from sys import maxsize
from typing import Any, Final, Literal, NamedTuple

import msgspec
import pyarrow as pa

from flong.backends.verp import Verp
from flong.bill.kept import BillKeys
from flong.bill.signature import Signer as BillSigner
from flong.bill.signature import load_signer
from flong.casting import opening_parts, openings
from flong.dsl.check.data import Fallback
from flong.dsl.types import Record
from flong.errors import ConfigError, LedgerError, RecordError
from flong.jobs import slips
from flong.jobs.cast import Context, Head, Misfit, Prepared
from flong.jobs.config import BillsConfig, Config
from flong.jobs.digest import template_digest
from flong.jobs.identity import key_digest, key_digests
from flong.jobs.links import Links
from flong.jobs.lists import ListFields
from flong.jobs.rendered import Rendered, misfit, text
from flong.jobs.signing import Keyring, Signed, Signing
from flong.jobs.snapshot import SEQ
from flong.jobs.track import TRACKED, Tracker
from flong.jobs.writing import Writing, Written
from flong.runtime.addresses import parse_addresses
from flong.runtime.tokens import Tokens
from flong.secret import read_secret
from flong.template import Batch, Template, load

AT_ONCE: Final = 16
"""Messages signed at a time, and the bytes that end a handful before."""
HANDFUL: Final = 1 << 18


class UnsendableTemplate(ConfigError):
    """The template makes what no route takes."""


@dataclass(frozen=True)
class TemplateRecipe:
    """The template in the file `path`, and the configuration its mails are signed and headed by."""

    path: Path
    config: Config = field(default_factory=Config)
    engine: Literal["cython", "python"] = "cython"
    digest: str = field(default="", kw_only=True)
    own: Record | None = field(default=None, kw_only=True)
    """What declared the data where the template did not."""

    @classmethod
    def read(
        cls,
        path: Path,
        config: Config,
        engine: Literal["cython", "python"] = "cython",
        fallback: Fallback | None = None,
    ) -> TemplateRecipe:
        """Load and check the template. Raises TemplateError, OSError, ConfigError, UnsendableTemplate, and what
        `fallback` raises."""
        template = load(path, engine=engine, fallback=fallback)
        if "sms" in template.renderer.parts and not config.sms:
            help_ = "configure one, or leave the field `Sms` out"
            raise UnsendableTemplate(
                f"{path.name}: its text messages go by a route of [sms], and there is none; {help_}"
            )
        return cls(path.absolute(), config, engine, digest=template_digest(template), own=template.data)

    @property
    def name(self) -> str:
        return str(self.path)

    @cached_property
    def template(self) -> Template:
        return load(self.path, engine=self.engine, fallback=lambda: self.own).signed(_bill_signer(self.config.bills))

    @property
    def record(self) -> Record:
        return self.template.data

    @cached_property
    def loaded(self) -> str:
        """The digest of the template as this process loaded it."""
        return template_digest(self.template)

    @cached_property
    def keyring(self) -> Keyring:
        """The keys that sign."""
        return Keyring(self.config)

    def make(self, context: Context) -> TemplateCaster:
        if self.loaded != self.digest:
            raise LedgerError(f"{self.path} was changed since the job was planned")
        keyed = self.template.keyed(_bill_keys(context.secret))
        return TemplateCaster(keyed, context, self.config, self.keyring.at(context.clock))

    def __getstate__(self) -> dict[str, Any]:
        """What travels to a worker: no compiled template, no keys."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class TemplateCaster(Rendered):
    """See `cast.Caster`."""

    def __init__(self, template: Template, context: Context, config: Config, signing: Signing) -> None:
        super().__init__(template, context)
        self._signing, self._keys = signing, _bill_keys(context.secret)
        links = _links(config)
        headers = ListFields.of(context, config.jobs, links, own="list-unsubscribe" in template.renderer.parts)
        self._writing = Writing(template, context, headers, tracker(links, context, config))
        self._verp = Verp(config.jobs.return_path, context.secret) if config.jobs.return_path else None
        self._slips = config.bounces.typos
        self._mean = 0  # bytes of a message; 0: none was made yet

    def heads(self, table: pa.Table) -> Sequence[Head | Misfit]:
        """See `cast.Caster`."""
        return [
            found if isinstance(found, Misfit) else self._head(index, *found) for index, found in self._rendered(table)
        ]

    def cast(self, table: pa.Table, resends: Sequence[int], room: int = maxsize) -> Iterator[Prepared | Misfit]:
        """See `cast.Caster`. Rows are not even rendered if the messages so far are any guide to how many fit."""
        fitting = min(len(table), 1 + room // max(1, self._mean))
        messages = self._unsigned(table.slice(0, fitting), resends)
        while some := handful(messages, room):
            for one in self._signed(some):
                if isinstance(one, Prepared):
                    self._mean = one.size if not self._mean else (15 * self._mean + one.size) // 16
                    room -= one.size
                yield one

    def derive(self, table: pa.Table, threads: int) -> bytes:
        """See `cast.Caster`."""
        module = self._template.module
        batches = self._batches(table, parts) if (parts := opening_parts(module)) else ()
        wanted = [opening for _, batch in batches for opening in openings(module, batch.raw)]
        return msgspec.msgpack.encode(self._keys.derived(wanted, threads)) if wanted else b""

    def recall(self, derived: bytes) -> None:
        """See `cast.Caster`."""
        self._keys.recall(msgspec.msgpack.decode(derived, type=dict[bytes, bytes]) if derived else {})

    def _head(self, index: int, batch: Batch, i: int) -> Head | Misfit:
        key, document, to = (text(batch, part, i) for part in ("key", "document", "to"))
        if not key:
            return Misfit(index, "the key is empty", field="Key")
        try:
            addresses = parse_addresses(to)
        except ValueError as error:
            return Misfit(index, str(error), key, "To")
        if len(addresses) != 1:
            return Misfit(index, "there must be exactly one address", key, "To")
        address = addresses[0].address
        remark = slips.remark(address, self._slips)
        return Head(key, self._writing.document(key, document), slips.meant(address, self._slips), remark)

    def _unsigned(self, table: pa.Table, resends: Sequence[int]) -> Iterator[Unsigned | Misfit]:
        seqs = table[SEQ].to_pylist()
        for start, batch in self._batches(table, self._parts):
            places = [start + row for row in batch.raw.rows]
            found = self._written(batch, places, [seqs[i] for i in places], [resends[i] for i in places])
            misfits = [misfit(start, error) for error in batch.errors]
            yield from merge(found, misfits, key=_row) if misfits else found

    def _written(
        self, batch: Batch, places: list[int], seqs: list[int], resends: list[int]
    ) -> Iterator[Unsigned | Misfit]:
        """The messages of a batch's rendered records; `places` are their rows in the table."""
        self._keys.prepare(openings(self._template.module, batch.raw))
        senders = self._verp.paths(str(self._context.number), seqs) if self._verp and seqs else repeat("")
        written = self._writing.all(batch, seqs, resends)
        return map(self._prepared, places, batch.raw.texts("key"), senders, written)

    def _prepared(self, index: int, key: str, sender: str, written: Written | Exception) -> Unsigned | Misfit:
        if isinstance(written, Exception):
            return _unwritten(index, key, written)
        recipient = slips.meant(written.recipient, self._slips)
        return Unsigned(index, key, sender or written.author.address, recipient, written)

    def _signed(self, some: Sequence[Unsigned | Misfit]) -> list[Prepared | Misfit]:
        """The same with their signatures; who can't be signed has no message."""
        mine = [one for one in some if isinstance(one, Unsigned)]
        signed = self._signing.sign([one.written.author for one in mine], [one.written.data for one in mine])
        made = map(_finished, mine, signed, key_digests([one.key for one in mine]))
        return [one if isinstance(one, Misfit) else next(made) for one in some]


class Unsigned(NamedTuple):
    """A message of a row whose signatures are still to be made; `key` is the row's."""

    row: int
    key: str
    mail_from: str
    rcpt_to: str
    written: Written


def _row(one: Unsigned | Misfit) -> int:
    return one.index if isinstance(one, Misfit) else one.row


def handful(messages: Iterator[Unsigned | Misfit], room: int) -> list[Unsigned | Misfit]:
    """The next messages, as many as are signed at a time and as have room: one at least."""
    some: list[Unsigned | Misfit] = []
    size, most = 0, min(HANDFUL, room)
    for one in messages:
        some.append(one)
        size += len(one.written.data) if isinstance(one, Unsigned) else 0
        if len(some) == AT_ONCE or size > most:
            break
    return some


def _finished(one: Unsigned, signed: Signed, render: bytes) -> Prepared | Misfit:
    """The message as it was signed; `render` is the digest of the row's key. If another was signed, the gate says that
    it was signed for nobody."""
    if isinstance(signed, ValueError):
        return Misfit(one.row, str(signed), one.key)
    written = one.written
    own = render if written.key == one.key else key_digest(written.key)
    same = signed[-1] is written.data or bytes(signed[-1]).startswith(_identity(bytes(written.data)))
    return Prepared(
        index=one.row,
        key=one.key,
        document=written.document,
        mail_from=one.mail_from,
        rcpt_to=one.rcpt_to,
        render=render,
        sign=own if same else bytes(16),
        code=written.code,
        bill=written.bill,
        data=signed,
    )


def _unwritten(index: int, key: str, error: Exception) -> Misfit:
    """The row that has no message, and why. What was not foreseen is told without a word of the record."""
    if isinstance(error, RecordError):
        return Misfit(index, error.reason, key, error.field, str(error.place or ""))
    known = isinstance(error, ValueError)
    return Misfit(index, str(error) if known else f"the message can't be made ({type(error).__name__})", key)


def _identity(data: bytes) -> bytes:
    """The first two fields, Date and Message-ID, which no signature changes."""
    return data[: data.index(b"\r\n", data.index(b"\r\n") + 2)]


@cache
def _bill_keys(secret: bytes) -> BillKeys:
    """The keys of an installation's bills: single messages, whose casters come and go, share them."""
    return BillKeys(secret)


def _links(config: Config) -> Links | None:
    """What makes links to the service, if the configuration has keys for it. Raises ConfigError."""
    base, tokens = config.tokens.url.rstrip("/"), token_sealer(config)
    return Links(base, tokens) if base and tokens else None


def _bill_signer(bills: BillsConfig) -> BillSigner | None:
    if bool(bills.certificates) != bool(bills.key):
        raise ConfigError("[bills]: a signature needs both `certificates` and `key`")
    return load_signer(Path(bills.certificates), Path(bills.key), reason=bills.reason) if bills.key else None


def tracker(links: Links | None, context: Context, config: Config) -> Tracker | None:
    """What tracks the job's mails, if they are to be tracked."""
    if links is None or not config.tokens.track or context.stream not in TRACKED:
        return None
    return Tracker(links, context.number)


def token_sealer(config: Config) -> Tokens | None:
    """What seals links, if the configuration has keys for it. Raises ConfigError."""
    keys = {_key_id(number): _token_key(reference) for number, reference in config.tokens.keys.items()}
    return Tokens(keys) if keys else None


def _key_id(number: str) -> int:
    if not number.isascii() or not number.isdigit():
        raise ConfigError("[tokens]: keys are named by numbers from 0 to 255")
    return int(number)


def _token_key(reference: str) -> bytes:
    try:
        return b64decode(read_secret(reference), validate=True)
    except ValueError:
        raise ConfigError(f"{reference}: a token key is 32 bytes in base64") from None
