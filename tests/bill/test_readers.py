"""Files of every kind in the readers that people use: qpdf, poppler, pdf.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from papers import LANG, OWN, SHARED, TEXT, TITLE
from test_keys import KINDS, OWNER, USER
from test_signing import SHARED as SIGNABLE
from test_signing import SIGNERS

PDFJS = Path(__file__).parent / "pdfjs"
WRONG = ("", "a1234567890131", "A123456789013")
ALL = [(kind, signer) for kind in ("plain", *KINDS) for signer in ("unsigned", *SIGNERS)]


def passwords(kind: str) -> tuple[str, ...]:
    """Those that open a file."""
    return ("",) if kind == "plain" else (USER, OWNER) if "owner" in kind else (USER,)


def write(kind: str, signer: str) -> bytes:
    keys = KINDS.get(kind)
    return SHARED.write(OWN, keys=keys) if signer == "unsigned" else SIGNABLE.write(keys=keys, signer=SIGNERS[signer])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """A file of each kind."""
    folder, made = tmp_path_factory.mktemp("pdf"), {}
    for kind, signer in ALL:
        made[kind, signer] = folder / f"{kind}-{signer}.pdf"
        made[kind, signer].write_bytes(write(kind, signer))
    return made


def program(name: str) -> str:
    """Where it is, or a skip."""
    return shutil.which(name) or pytest.skip(f"there is no {name} (scripts/system.sh servers installs it)")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, timeout=60)


each = pytest.mark.parametrize(("kind", "signer"), ALL, ids=["-".join(one) for one in ALL])


@each
def test_poppler_reads_it_with_its_password_only(kind: str, signer: str, files: dict[tuple[str, str], Path]) -> None:
    """The text, without a word of complaint."""
    pdftotext, path = program("pdftotext"), files[kind, signer]
    for password in passwords(kind):
        done = run(pdftotext, "-opw" if password == OWNER else "-upw", password, path, "-")
        assert (done.stdout.strip(), done.stderr) == (TEXT, "")
    for wrong in WRONG if kind != "plain" else ():
        refused = run(pdftotext, "-upw", wrong, path, "-")
        assert "Incorrect password" in refused.stderr
        assert not refused.stdout


@pytest.mark.servers
@each
def test_qpdf_finds_nothing_wrong(kind: str, signer: str, files: dict[tuple[str, str], Path]) -> None:
    qpdf, path = program("qpdf"), files[kind, signer]
    for password in passwords(kind):
        done = run(qpdf, "--check", f"--password={password}", path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "No syntax or stream encoding errors found" in done.stdout
    for wrong in WRONG if kind != "plain" else ():
        assert "invalid password" in run(qpdf, "--check", f"--password={wrong}", path).stderr


@pytest.fixture(scope="module")
def pdfjs() -> str:
    if not (PDFJS / "node_modules").is_dir():
        pytest.skip("there is no pdf.js (make test-servers installs it)")
    return program("node")


def read(node: str, *asked: tuple[Path, str]) -> list[dict[str, object]]:
    """What pdf.js says about files."""
    given = json.dumps([{"path": str(path), "password": password} for path, password in asked])
    done = subprocess.run(
        [node, PDFJS / "read.mjs"], input=given, capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout.splitlines()[-1])  # pdf.js warns on standard output


@pytest.mark.servers
def test_pdfjs_reads_all_kinds(pdfjs: str, files: dict[tuple[str, str], Path]) -> None:
    """Text, title, language and the signature's field."""
    asked = [(name, path, password) for name, path in files.items() for password in passwords(name[0])]
    found = read(pdfjs, *((path, password) for _, path, password in asked))
    for ((kind, signer), _, _), said in zip(asked, found, strict=True):
        kinds = [] if signer == "unsigned" else ["signature"]
        assert said == {"title": TITLE, "language": LANG, "text": TEXT, "kinds": kinds}, kind


@pytest.mark.servers
def test_pdfjs_refuses_wrong_passwords(pdfjs: str, files: dict[tuple[str, str], Path]) -> None:
    asked = [(path, wrong) for (kind, _), path in files.items() if kind != "plain" for wrong in WRONG]
    assert [said["error"] for said in read(pdfjs, *asked)] == ["PasswordException"] * len(asked)
