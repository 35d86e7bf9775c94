"""Shared fixtures: where outside corpora are, and how Hypothesis runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

settings.register_profile("flong", derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("flong")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of outside test data, or a skip."""
    folder = Path(os.environ.get("FLONG_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip(f"outside corpora are not at {folder}")
    return folder
