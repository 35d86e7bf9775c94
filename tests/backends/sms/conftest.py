"""What the tests of text messages share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from texting import Job, item

from flong.backends.sms import pace

sys.path.append(str(Path(__file__).parents[1]))  # certificates.py


@pytest.fixture
def job():
    """job(*texts) → a job of one item for each."""
    return lambda *texts: Job(*(item(n, text) for n, text in enumerate(texts, 1)))


@pytest.fixture
def brief(monkeypatch):
    """Being too fast is forgiven sooner than in life."""
    monkeypatch.setattr(pace, "_HOLD", 0.2)
