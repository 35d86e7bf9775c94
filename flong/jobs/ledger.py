"""The ledger: one SQLite file that knows of every recipient what became of the message.

Reads go through `read()`; writes are operations (`planning`, `progressing`, `results`) handed to the one
writing thread by `do` (waits) or `submit` (awaits). Both return once the change is durable.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from flong.errors import LedgerError
from flong.jobs import migrations, schema
from flong.jobs.home import Home, private_file
from flong.jobs.writer import BUSY_SECONDS, Operation, Writer

T = TypeVar("T")


class Ledger:
    """An open ledger. Use as a context manager, or call `close`."""

    def __init__(self, home: Home) -> None:
        self.home = home
        os.close(private_file(home.ledger))
        self._engine = _engine(home.ledger)
        _migrate(self._engine, home.ledger)
        self._writer = Writer(home.ledger)

    @classmethod
    def open(cls, root: Path) -> Ledger:
        """Open the ledger in folder `root`, making both if need be. Raises LedgerError if they are not ours."""
        return cls(Home.open(root))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is now and can't change it."""
        with self._engine.connect() as connection:
            yield connection

    def do(self, operation: Operation[T]) -> T:
        """Write, and wait until it is durable."""
        return self._writer.do(operation)

    def submit(self, operation: Operation[T]) -> asyncio.Future[T]:
        """Write; the future is done when it is durable."""
        return self._writer.submit(operation)

    def close(self) -> None:
        """Write what was submitted and close."""
        self._writer.close()
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def _engine(path: Path) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: _reader(path), poolclass=NullPool)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _reader(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    db.execute("PRAGMA query_only=ON")
    return db


def _migrate(engine: Engine, path: Path) -> None:
    """Bring the file to the schema of this release; a file of a later release is refused."""
    found = _revision(engine)
    if found == schema.REVISION:
        return
    if found is not None and found > schema.REVISION:
        raise LedgerError(f"{path} was written by a newer flong (schema {found}, this one knows {schema.REVISION})")
    making = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, timeout=BUSY_SECONDS), poolclass=NullPool)
    event.listen(making, "begin", lambda connection: connection.exec_driver_sql("BEGIN EXCLUSIVE"))
    with making.begin() as connection:
        migrations.upgrade(connection)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        try:
            known = connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"))
            return connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
        except Exception as error:
            raise LedgerError(f"the ledger can't be read: {error}") from None
