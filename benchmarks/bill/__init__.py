"""Suite `bill`: PDF bills per second of CPU: one page, 40 rows, a logo, a QR code, Chinese, Japanese and Korean.

`plain` has no password, `aes256` locks each file (revision 6, user password, random owner): flong by its own writer,
peers by pikepdf. `300 rows` is the same bill on six pages. Before anything is timed, the bills of all engines are read
back: every text on them, and what the code says.
"""

from __future__ import annotations

import json
import platform
import ssl
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import flong
from benchmarks import climit
from benchmarks.bill.agree import agreed
from benchmarks.bill.content import characters, records
from benchmarks.engines.bills import Draw, Peer, encrypted, own, peers
from benchmarks.harness import Case, Contender, Result, Suite
from flong.bill.derive import derive_r6

ROWS, LONG, PAGES = 40, 300, 6
ROOT = Path(__file__).parent.parent.parent
SMALL = 6
"""Bills of a run of WeasyPrint's with small fonts."""
BATCH = 400
"""Stamped bills of a run: it takes about as long as a bill of WeasyPrint's."""
MIXED = 100
"""Bills of a run in which one takes the true path."""
FRESH = 4800
"""Different records before the first one comes again."""
OVER = "W" * 300
"""A name that no plate has room for."""


def suite() -> Suite:
    """The suite."""
    found, missing = peers()
    made = [(peer, peer.make()) for peer in found]
    if reason := climit.missing():
        missing["memcpy"] = reason
    cases = (_plain("plain", made, ROWS), _aes256(made), _plain("300 rows", made, LONG))
    return Suite("bill", "records_per_second", "bills/s", cases, missing=missing, rounds=5, remarks=_cost)


def _plain(name: str, made: list[tuple[Peer, Draw]], rows: int) -> Case:
    some = records(MIXED, rows)
    samples = {peer.name: draw(some[0]) for peer, draw in made}
    contenders = [_peer(peer.name, peer, draw, some, samples[peer.name]) for peer, draw in made]
    contenders += [*_ours(some, protected=False), *_small(made, rows)]
    if not climit.missing():
        copy = climit.Copy([samples["weasyprint"]] * 16)
        contenders.append(Contender("memcpy", platform.libc_ver()[1], copy.records, copy.run, "the finished file"))
    return Case(name, tuple(contenders), "weasyprint", "memcpy", partial(agreed, some[0], samples))


def _small(made: list[tuple[Peer, Draw]], rows: int) -> list[Contender]:
    """WeasyPrint with small fonts, where the bill has one page: it takes a process of its own."""
    weasyprint = [peer for peer, _ in made if peer.name == "weasyprint"]
    if rows != ROWS or not weasyprint:
        return []
    note = f"the same with fonts cut to {len(characters())} characters"
    return [Contender("weasyprint-small", weasyprint[0].version, SMALL, lambda: None, note, sample=_small_rates)]


def _small_rates() -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.bill", str(SMALL)]
    cpu, wall = json.loads(subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True).stdout)
    return cpu, wall


def _aes256(made: list[tuple[Peer, Draw]]) -> Case:
    some = records(MIXED, ROWS)
    locked = {peer: partial(_locked, draw) for peer, draw in made}
    samples = {f"{peer.name}+pikepdf": draw(some[0]) for peer, draw in locked.items()}
    contenders = [
        _peer(name, peer, draw, some, samples[name]) for name, (peer, draw) in zip(samples, locked.items(), strict=True)
    ]
    contenders += [*_ours(some, protected=True), _keys([record["password"] for record in some])]
    check = partial(agreed, some[0], samples, some[0]["password"])
    return Case("aes256", tuple(contenders), "weasyprint+pikepdf", "r6-keys", check)


def _peer(name: str, peer: Peer, draw: Draw, some: list[dict[str, Any]], sample: bytes) -> Contender:
    """One bill in a run, of ever another record."""
    turn = cycle(some)
    return Contender(name, peer.version, 1, lambda: draw(next(turn)), f"{peer.note}; {len(sample) / 1024:,.0f} KB")


def _keys(passwords: list[str]) -> Contender:
    """Nothing but what every file of revision 6 takes."""
    return Contender(
        "r6-keys",
        ssl.OPENSSL_VERSION.split()[1],
        len(passwords),
        lambda: [derive_r6(one) for one in passwords],
        "the keys of a user's password by OpenSSL, no file",
    )


def _locked(draw: Draw, record: dict[str, Any]) -> bytes:
    return encrypted(draw(record), record["password"])


def _ours(some: list[dict[str, Any]], *, protected: bool) -> list[Contender]:
    """Batches that are stamped, and batches in which a name of a hundred takes the true path; each of other records,
    so that no amount is known from the batch before."""
    rows = len(some[0]["entries"])
    mixed = [[*batch[1:], batch[0] | {"name": OVER}] for batch in _batches(rows, MIXED)]

    def contender(name: str, batches: list[list[dict[str, Any]]], note: str) -> Contender:
        turn, amount = cycle(batches), len(batches[0])
        return Contender(
            name, flong.__version__, amount, lambda: own.bills(next(turn), protected=protected), f"gates on; {note}"
        )

    return [
        contender("flong-stamp", _batches(rows, BATCH), "each record new"),
        contender("flong-mixed", mixed, f"1 of {MIXED} cast the true way"),
    ]


def _batches(rows: int, size: int) -> list[list[dict[str, Any]]]:
    found = iter(records(FRESH, rows))
    return [list(islice(found, size)) for _ in range(FRESH // size)]


def _cost(results: Sequence[Result]) -> list[str]:
    """What a row more and a page more take, from the bills of 40 and of 300 rows."""
    times = {
        (one.contender, one.case): 1e6 / one.value
        for one in results
        if one.metric == "records_per_second" and one.case != "aes256"
    }
    lines = ["A row more and a page more, in µs of CPU:", "", "| contender | row | page |", "| --- | ---: | ---: |"]
    for name in (name for name, case in times if case == "300 rows" and name != "memcpy"):
        more = times[name, "300 rows"] - times[name, "plain"]
        lines.append(f"| {name} | {more / (LONG - ROWS):,.1f} | {more / (PAGES - 1):,.0f} |")
    return lines
