"""The reject file: one JSON line for every record that was not sent, and why.

It holds the record's number and key, the field's path, the reason and the place in the template; no other
personal data. It is written from the ledger, so it is complete after any crash.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from sqlalchemy import Connection

from flong.jobs import reads
from flong.jobs.home import private_file


def write_rejects(db: Connection, job: int, path: Path) -> int:
    """Write the reject file of a job (0600); gives the number of lines."""
    part = path.with_name(path.name + ".part")
    lines = 0
    with os.fdopen(private_file(part), "w", encoding="utf-8") as file:
        file.truncate(0)
        for seq, detail in reads.refusals(db, job):
            file.write(json.dumps({"number": seq, **json.loads(detail)}, ensure_ascii=False) + "\n")
            lines += 1
    part.replace(path)
    return lines
