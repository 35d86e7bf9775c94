"""`flong build`: templates compiled on one machine render on another that has no compiler."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def flong(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The command, run in `folder`; its cache is there too."""
    ours = {"PYTHONPATH": str(ROOT), "FLONG_CACHE": str(folder / "cache"), **env}
    return subprocess.run(
        [sys.executable, "-m", "flong", *words], cwd=folder, env={**os.environ, **ours}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with the first template and its data."""
    os.umask(0o022)
    assert flong(tmp_path, "new", "letters").returncode == 0
    return tmp_path


RENDER = ("render", "letters/hello.html", "--data", "letters/people.jsonl", "--engine", "cython")


def test_built_modules_need_no_compiler(letters: Path) -> None:
    """With FLONG_BUILT set, the compiled module serves although there is no compiler and no cache."""
    built = flong(letters, "build", "letters/hello.html", "--to", "built")
    assert built.returncode == 0, built.stderr
    away = {"CC": "/nonexistent/cc", "FLONG_CACHE": str(letters / "empty"), "FLONG_BUILT": "built"}
    done = flong(letters, *RENDER, **away)
    assert done.returncode == 0, done.stderr
    assert "$18.50" in done.stdout
    assert "Python engine" not in done.stderr


def test_without_a_compiler_the_python_engine_serves_with_one_notice(letters: Path) -> None:
    """The same output, and one line that says why it is slower."""
    done = flong(letters, *RENDER, CC="/nonexistent/cc")
    assert done.returncode == 0, done.stderr
    assert "$18.50" in done.stdout
    assert done.stderr.count("Python engine") == 1


def test_a_changed_module_is_refused(letters: Path) -> None:
    """A file that is not what was built is never loaded."""
    assert flong(letters, "build", "letters/hello.html", "--to", "built").returncode == 0
    module = next((letters / "built").glob("*.so"))
    module.write_bytes(module.read_bytes() + b"x")
    done = flong(letters, *RENDER, FLONG_BUILT="built")
    assert done.returncode == 2
    assert "is not the module that was built" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_message_is_shown(letters: Path) -> None:
    """`--part sms`; a template without one is wrong use."""
    (letters / "note.txt").write_text("Dear {{ name }}")
    (letters / "mail.html").write_text("Sms: note.txt\n\n{% data %}\nname: text\n{% enddata %}\n<p>{{ name }}</p>")
    (letters / "one.jsonl").write_text('{"name": "A&B"}\n')
    shown = flong(letters, "render", "mail.html", "--data", "one.jsonl", "--part", "sms")
    assert (shown.returncode, shown.stdout) == (0, "Dear A&B\n")
    refused = flong(letters, *RENDER[:-1], "python", "--part", "sms")
    assert refused.returncode == 2 and "has no field `Sms`" in refused.stderr
