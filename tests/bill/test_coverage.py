"""What the folder of fonts can show, and what `flong doctor` says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flong.bill.coverage import Installed, installed, unknown_families, unshown
from flong.cli.doctor import _families, _pango
from tests.bill import fontmaker

ROOT = Path(__file__).parents[2]
KNOWN = [Installed(frozenset(("Noto Sans CJK TC", "思源黑體")), "")]


def test_the_fonts_of_bills_show_all_languages() -> None:
    """Those that flong promises, with the fonts that `make` installs."""
    assert unshown() == {}
    families = {family for font in installed() for family in font.families}
    assert {"Noto Sans CJK TC", "Noto Serif CJK JP"} <= families


@pytest.mark.parametrize(
    ("style", "unknown"),
    [
        ("p { font-family: 'Noto Sans CJK TC', serif }", []),
        ("p { font-family: 思源黑體 }", []),
        ("p { FONT-FAMILY: noto sans cjk tc, Gill Sans, 'Fru 55', serif; color: red }", ["Gill Sans", "Fru 55"]),
        ('<p style="font-family:Optima">x</p>', ["Optima"]),
        ("<p style='font-family:\"Optima\",serif' class='a,b'>x</p>", ["Optima"]),
        ("p { font: italic 700 12px/1.4 Optima, serif }", ["Optima"]),
        ("p { font: 1.5em 'Noto Sans CJK TC' } q { font: inherit }", []),
        ("@font-face { src: url(x); font-family: \"Own\" } p { font-family: Own, Other }", ["Other"]),
        ("p { font-family: Optima } q { font-family: Optima; font-size: 12px }", ["Optima"]),
        ("p { font-family: {{ family }} }", []),
    ],
)  # fmt: skip
def test_families_that_are_not_there(style: str, unknown: list[str]) -> None:
    """Those of style sheets, of attributes and of the shorthand; not those that the template brings along."""
    assert unknown_families([style], KNOWN) == unknown


@pytest.fixture
def poor(tmp_path: Path) -> Path:
    """A folder of one font, which has five letters and one of Chinese, and one that may not be embedded."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.ttf").write_bytes(fontmaker.truetype())
    (tmp_path / "fonts" / "b.otf").write_bytes(fontmaker.cff(fs_type=2))
    (tmp_path / "fonts" / "c.ttc").write_bytes(b"no font")
    (tmp_path / "fonts" / "d.ttf").write_bytes(b"")
    return tmp_path


def doctor(folder: Path, *arguments: str | Path) -> dict[str, dict[str, object]]:
    """Its findings by name, where the folder of fonts is `folder / "fonts"`."""
    env = {"FLONG_FONTS": str(folder / "fonts"), "FLONG_CACHE": str(folder / "cache"), "PATH": ""}
    command = [sys.executable, "-m", "flong", "doctor", "--format", "json", *map(str, arguments)]
    run = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    return {finding["name"]: finding for finding in json.loads(run.stdout)}


def test_doctor_names_what_fonts_lack(poor: Path) -> None:
    """Scripts with a character of each, licences, families of a template's bills, and how to get them."""
    (poor / "mail.html").write_text('Subject: x\nAttach: "bill.html"\n\n<p style="font-family:Arial">x</p>\n')
    (poor / "bill.html").write_text("<link rel=stylesheet href=bill.css><p style='font-family:Optima'>x</p>\n")
    (poor / "bill.css").write_text("td { font-family: Made 字, Gill Sans }")
    found = doctor(poor, poor / "mail.html")
    scripts, licences, fonts = found["scripts of bills"], found["licences of fonts"], found["fonts of mail.html"]
    assert not scripts["ok"] and "繁體中文 (臺)" in str(scripts["what"]) and "fonts-noto-cjk" in str(scripts["remedy"])
    assert licences["ok"] and licences["what"] == "1 may be embedded; Made 字: its licence forbids embedding"
    assert not fonts["ok"] and fonts["what"] == "not there, so others take their place: Optima, Gill Sans"


def test_doctor_says_that_a_template_is_wrong(tmp_path: Path) -> None:
    """One that does not compile, or is not there."""
    (tmp_path / "mail.html").write_text("Subject: {{ nmae }}\n\n")
    assert "F0202" in _families(tmp_path / "mail.html").what
    assert not _families(tmp_path / "none.html").ok


def test_doctor_says_that_subsetting_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its library bills take 8 times longer."""
    import weasyprint.text.ffi

    monkeypatch.setattr(weasyprint.text.ffi, "harfbuzz_subset", None)
    finding = _pango()
    assert not finding.ok and "8 times longer" in finding.what and "libharfbuzz-subset0" in finding.remedy
