"""The audience of a job, frozen when it starts: one encrypted Arrow file per chunk, which is read as it lies.

Row n of the input is record n for ever, so that a resumed chunk is the same people. Beside it lies what was derived
ahead (`deriving.py`). The data key is the job's own; the ledger keeps it wrapped under the installation's secret, and
erasing it there erases the snapshot everywhere, backups included.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flong.dsl.json_schema import read_schema
from flong.dsl.schema_out import write_schema
from flong.dsl.types import Record
from flong.errors import LedgerError, MissingExtra
from flong.jobs.home import private_folder, write_private

try:
    import pyarrow as pa
    import pyarrow.compute as pc
except ImportError as error:
    raise MissingExtra("data", "pyarrow") from error
try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
except ImportError as error:
    raise MissingExtra("send", "cryptography") from error

SEQ: Final = "__seq"
JSON: Final = "__json"
_NONCE: Final = 12
_PACKED: Final = pa.ipc.IpcWriteOptions(compression="lz4")
_RECORD: Final = "record.schema.json"


def new_key() -> bytes:
    """A data key for one job."""
    return AESGCM.generate_key(256)


def wrap(secret: bytes, key: bytes, job: str) -> bytes:
    """The data key as the ledger keeps it."""
    return seal(_wrapping(secret), key, job.encode())


def unwrap(secret: bytes, wrapped: bytes, job: str) -> bytes:
    """The data key. Raises LedgerError if the secret is not the one it was wrapped under."""
    return unseal(_wrapping(secret), wrapped, job.encode(), "the job's data key")


def seal(key: bytes, data: bytes, context: bytes) -> bytes:
    """AES-256-GCM: nonce, ciphertext, tag. `context` must be the same when opened."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def unseal(key: bytes, data: bytes, context: bytes, what: str) -> bytes:
    """The opposite of `seal`. Raises LedgerError, naming `what`, if anything was changed."""
    try:
        return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], context)
    except InvalidTag:
        raise LedgerError(f"{what} can't be decrypted: it was changed, or the installation's secret was") from None


def _wrapping(secret: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, b"flong data key").derive(secret)


def keep_record(folder: Path, record: Record) -> None:
    """Note beside the snapshot in a job's `folder` what type its rows have."""
    write_private(folder / _RECORD, json.dumps(write_schema(record), ensure_ascii=False, indent=1).encode())


def kept_record(folder: Path) -> Record | None:
    """What `keep_record` noted; None without it."""
    path = folder / _RECORD
    return read_schema(path.read_text("utf-8"), str(path))[0] if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The chunks of one job, in `folder`. Tables carry the record numbers in the column SEQ."""

    folder: Path
    key: bytes

    def write(self, n: int, table: pa.Table) -> None:
        """Store chunk `n`."""
        private_folder(self.folder)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, table.schema, options=_PACKED) as file:
            file.write_table(table.combine_chunks())
        write_private(self._path(n), seal(self.key, sink.getvalue().to_pybytes(), b"chunk %d" % n))

    def read(self, n: int, seqs: Sequence[int]) -> pa.Table:
        """The rows of chunk `n` with these record numbers, in their order."""
        table = _opened(self._path(n), self.key, n)
        wanted = pc.index_in(pa.array(seqs, pa.int64()), value_set=table[SEQ].combine_chunks())
        if wanted.null_count:
            raise LedgerError(f"the snapshot's chunk {n} lacks records that the ledger has")
        return _taken(table, wanted.to_pylist())

    def keep(self, n: int, derived: bytes) -> None:
        """Store what was derived ahead for chunk `n`."""
        write_private(self._derived(n), seal(self.key, derived, b"derived %d" % n))

    def kept(self, n: int) -> bytes | None:
        """What was derived ahead for chunk `n`, if it was."""
        try:
            sealed = self._derived(n).read_bytes()
        except FileNotFoundError:
            return None
        return unseal(self.key, sealed, b"derived %d" % n, f"what was derived for chunk {n}")

    def _path(self, n: int) -> Path:
        return self.folder / f"{n:06d}.arrow.sealed"

    def _derived(self, n: int) -> Path:
        return self.folder / f"{n:06d}.derived.sealed"


@lru_cache(2)
def _opened(path: Path, key: bytes, n: int) -> pa.Table:
    """A whole chunk. It is written once, and asked for in as many pieces as slots are filled from it."""
    try:
        sealed = path.read_bytes()
    except OSError as error:
        raise LedgerError(f"the snapshot lacks chunk {n}: {error.strerror}") from None
    return pa.ipc.open_file(pa.BufferReader(unseal(key, sealed, b"chunk %d" % n, f"chunk {n}"))).read_all()


def _taken(table: pa.Table, places: Sequence[int]) -> pa.Table:
    """The rows at these places; those that stand side by side need not be copied."""
    first = places[0] if places else 0
    if list(places) == list(range(first, first + len(places))):
        return table.slice(first, len(places))
    return table.take(pa.array(places, pa.int64()))
