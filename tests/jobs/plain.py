"""A small real recipe: plain-text mails from rows {id, email, due}; faults can be built in."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from flong.dsl import types
from flong.jobs.cast import Head, Misfit, Prepared
from flong.jobs.identity import document_digest, key_digest, message_id
from flong.jobs.snapshot import JSON, SEQ
from flong.runtime import jsonrecord


@dataclass(frozen=True)
class PlainRecipe:
    """`shift`: the stage whose column is one row off. `size`: bytes of each body. `poison`: the key whose
    casting kills the worker, once for every character in the file `deaths`."""

    shift: str = ""
    size: int = 100
    poison: str = ""
    deaths: Path | None = None
    documents: str = "{job}/{id}"
    name: str = "plain"
    digest: str = "1"

    @property
    def record(self):
        fields = (("id", types.TEXT), ("email", types.TEXT), ("due", types.Decimal(12, 2)))
        return types.Record(tuple(types.Field(name, type_) for name, type_ in fields))

    def make(self, context):
        return PlainCaster(self, context)


class PlainCaster:
    def __init__(self, recipe, context):
        self.recipe, self.context = recipe, context

    def heads(self, table):
        return [self._head(i, row) for i, row in enumerate(rows(table))]

    def cast(self, table, resends, room=0):
        records = rows(table)
        ids = [row["id"] for row in records]
        for i, (row, resend) in enumerate(zip(records, resends, strict=True)):
            self._maybe_die(row["id"])
            head = self._head(i, row)
            yield head if isinstance(head, Misfit) else self._prepared(i, head, resend, ids)

    def derive(self, table, threads):
        return ",".join(row["id"] for row in rows(table)).encode()

    def recall(self, derived):
        self.recalled = derived

    def _head(self, i, row):
        if "@" not in row["email"]:
            return Misfit(i, "not an address", row["id"], "email", "t.html:3:7", skipped=row["email"] == "skip")
        document = self.recipe.documents.format(job=self.context.name, id=row["id"])
        return Head(row["id"], document_digest(document), row["email"])

    def _prepared(self, i, head, resend, ids):
        def seen_by(stage):
            return key_digest(ids[(i + 1) % len(ids)] if stage == self.recipe.shift else ids[i])

        identifier = message_id(self.context.secret, head.document, resend, "acme.example")
        text = (
            f"From: bill@acme.example\r\nTo: {head.address}\r\nMessage-ID: <{identifier}>\r\nX-Key: {head.key}\r\n\r\n"
        )
        body = (b"x" * 78 + b"\r\n") * (self.recipe.size // 80 + 1)
        return Prepared(
            i, head.key, head.document, "bill@acme.example", head.address,
            seen_by("render"), seen_by("sign"), seen_by("code"), seen_by("bill"), (text.encode(), body),
        )  # fmt: skip

    def _maybe_die(self, key):
        if key == self.recipe.poison and self.recipe.deaths and (left := self.recipe.deaths.read_text()):
            self.recipe.deaths.write_text(left[1:])
            os.kill(os.getpid(), signal.SIGKILL)


def rows(table):
    if JSON in table.column_names:
        return [jsonrecord.parse(text) for text in table[JSON].to_pylist()]
    return table.drop_columns([SEQ]).to_pylist()


def write_csv(path, count, start=1):
    """`count` customers: id c0001…, due 1.00 each."""
    lines = [f"c{i:05},c{i}@example.org,1.00" for i in range(start, start + count)]
    path.write_text("id,email,due\n" + "\n".join(lines) + "\n")
    return path
