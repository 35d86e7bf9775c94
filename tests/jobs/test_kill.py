"""kill -9 of sender and workers while a real SMTP server counts what it took."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from plain import write_csv

HERE = Path(__file__).parent
PEOPLE = 240
CONNECTIONS = 4
KILLS, LAST = (50, 110), 170
"""The sender is killed when the server has taken so many mails; at LAST a worker is."""


@pytest.fixture
def server(tmp_path):
    """(port, file) of a mail server process."""
    kept = tmp_path / "kept"
    kept.touch()
    process = subprocess.Popen([sys.executable, HERE / "mailserver.py", kept], stdout=subprocess.PIPE, text=True)
    yield int(process.stdout.readline()), kept
    process.kill()
    process.wait()
    process.stdout.close()


def taken(kept):
    return [line.split() for line in kept.read_text().splitlines()]


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(condition, process, seconds=30):
    """Until `condition` holds; fails if the process ends before."""
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, f"the sender ended: {process.stdout.read()}"
        assert time.monotonic() < end, "nothing happens"
        time.sleep(0.005)


def wait_gone(pids, seconds=5):
    end = time.monotonic() + seconds
    while any(is_running(pid) for pid in pids):
        assert time.monotonic() < end, "workers outlive their sender"
        time.sleep(0.02)


def is_running(pid):
    """A zombie that nobody has reaped yet is gone too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("policy", ["resend", "hold"])
def test_nothing_is_lost_and_little_is_doubled(tmp_path, server, policy):
    port, kept = server
    data = write_csv(tmp_path / "a.csv", PEOPLE)
    url = f"smtp://127.0.0.1:{port}?connections={CONNECTIONS}"
    command = [sys.executable, str(HERE / "sender.py"), str(tmp_path / "home"), str(data), url, policy]

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    def start(how):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen([*command, how], env=environment, **pipes)

    how = "start"
    for mark in KILLS:
        sender, how = start(how), "resume"
        wait_for(lambda mark=mark: len(taken(kept)) >= mark, sender)
        workers = children(sender.pid)
        os.kill(sender.pid, signal.SIGKILL)
        sender.wait()
        sender.stdout.close()
        assert len(workers) >= 2
        wait_gone(workers)

    sender = start(how)
    wait_for(lambda: len(taken(kept)) >= LAST, sender)
    os.kill(children(sender.pid)[0], signal.SIGKILL)
    output, _ = sender.communicate(timeout=30)
    assert sender.returncode == 0, output
    report = json.loads(output.splitlines()[-1])

    copies = Counter(key for key, _, _ in taken(kept))
    ambiguous, doubled = report["ambiguous attempts"], sum(copies.values()) - len(copies)
    held = report.get("held", 0)
    print(f"{policy}: {len(copies)} of {PEOPLE} arrived, {doubled} twice, {ambiguous} ambiguous, {held} held")
    assert report["state"] == "finished"
    assert ambiguous <= CONNECTIONS * len(KILLS)
    assert all(rcpt == f"c{int(key[1:])}@example.org" for key, _, rcpt in taken(kept))
    assert len({identifier for _, identifier, _ in taken(kept)}) == len(copies)
    if policy == "resend":  # at least once
        assert len(copies) == PEOPLE == report["delivered"] and doubled <= ambiguous
    else:  # at most once: who is missing is held, and said so
        assert doubled == 0 and report["delivered"] + held == PEOPLE
        assert PEOPLE - len(copies) <= held == ambiguous
