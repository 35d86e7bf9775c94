"""Shared fixtures: where outside corpora are, and how Hypothesis runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

os.environ["COLUMNS"] = "160"  # what tables look like shall not depend on who runs the tests

settings.register_profile("flong", derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("flong")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites expected outputs instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected outputs of golden tests")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests recorded as their `summary`, also those that ran in other processes."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == "summary" and report.when == "call":
                terminalreporter.section(report.nodeid.partition("::")[2])
                terminalreporter.write_line(str(text))


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, text)` asserts that the file holds `text`, or writes it with `--update-golden`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text

    return compare


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of outside test data, or a skip."""
    folder = Path(os.environ.get("FLONG_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip(f"outside corpora are not at {folder}")
    return folder


_AS_USERS = ("test_golden", "test_docs", "test_demo", "test_realpages", "tests/bill")


@pytest.fixture(scope="module", autouse=True)
def quick_compiler(request: pytest.FixtureRequest) -> Iterator[None]:
    """In `make test` most templates compile without optimisation; those of golden files, documents, bills and the demo
    compile as users' templates do."""
    quick = "not deep" in request.config.getoption("markexpr") and not any(n in request.node.nodeid for n in _AS_USERS)
    with pytest.MonkeyPatch.context() as patch:
        if quick:
            patch.setenv("CC", str(ROOT / "tests" / "cc"))
        yield


_LONGEST = ("test_stamped", "test_engines_agree", "test_packaging", "test_plates")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, so that no process waits for them in the end."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in _LONGEST))
