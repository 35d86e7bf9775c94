"""Every code has a page and a golden folder: a template with the mistake, and its drawing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flong.compiler.frontend import check_template
from flong.dsl.codes import CODES
from flong.dsl.diagnostics import did_you_mean, draw, explain, place, to_json
from flong.errors import Diagnostic, Place, Span

FOLDER = Path(__file__).parent.parent / "golden" / "diagnostics"
UNWRITABLE = {"F0120": "a lone surrogate can't stand in a file", "F0129": "its thousand mistakes are no example"}
STRICT = ("F0620",)  # told only by `flong check --strict`
FOLDERS = sorted(p.name for p in FOLDER.iterdir())


def found_in(folder: Path) -> tuple[list[Diagnostic], dict[str, str]]:
    """What is wrong with the template of a golden folder, and the texts it is drawn with."""
    path = next(folder.glob("template.*"))

    def load(name: str) -> str | None:
        return (folder / name).read_text("utf-8") if (folder / name).is_file() else None

    program, found = check_template(path.read_text("utf-8"), path.name, load, strict=folder.name in STRICT)
    return found, program.sources


@pytest.mark.parametrize("name", FOLDERS)
def test_drawing(name: str, golden):
    """The mistakes of the folder are drawn as expected, and its own code is among them."""
    found, sources = found_in(FOLDER / name)
    assert name in {diagnostic.code for diagnostic in found}
    golden(FOLDER / name / "expected.txt", "\n\n".join(draw(d, sources) for d in found) + "\n")


def test_every_code_has_a_folder():
    """A new code needs a golden folder."""
    assert {*FOLDERS, *UNWRITABLE} == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_page(code: str):
    """`explain` gives title and text, with code fences in pairs and lines that fit a terminal."""
    page = explain(code.lower())
    assert page.startswith(f"# {code}: {CODES[code].title}\n")
    assert page.count("```") % 2 == 0
    assert max(map(len, page.splitlines())) <= 120


def test_explain_knows_no_other_codes():
    """A code that does not exist is a KeyError."""
    with pytest.raises(KeyError):
        explain("F9999")


SOURCE = "第一行\n  <p>親愛的 {{ nmae }}\n"
SPAN = Span("a.html", SOURCE.index("nmae"), SOURCE.index("nmae") + 4)


def test_carets_stand_under_wide_text():
    """East Asian characters take two columns."""
    drawn = draw(Diagnostic("F0201", "`nmae` is unknown", SPAN, "here"), {"a.html": SOURCE}).splitlines()
    assert drawn[3] == "2 |   <p>親愛的 {{ nmae }}"
    assert drawn[4] == "  |   " + " " * len("<p>") + " " * 6 + "    ^^^^ here"


def test_place_counts_code_points_from_one():
    """Lines and columns are 1-based."""
    assert place(SPAN, {"a.html": SOURCE}) == Place("a.html", 2, 13)


def test_long_lines_are_cut_to_a_window():
    """A minified line shows only what is around the mistake."""
    source = "x" * 5000 + "BAD" + "y" * 5000
    lines = draw(Diagnostic("F0101", "m", Span("a", 5000, 5003)), {"a": source}).splitlines()
    assert max(map(len, lines)) < 140
    assert lines[3].index("BAD") == lines[4].index("^^^")


def test_nothing_steers_the_terminal():
    """Escape sequences and bidi controls of a template are shown, not obeyed."""
    source = "\x1b[2J\u202e{{ x }}"
    drawn = draw(Diagnostic("F0101", "unexpected `\x1b`", Span("a", 5, 6), "\u202e", ("\x07",)), {"a": source})
    assert not any(c in drawn for c in "\x1b\u202e\x07")


def test_a_chain_of_includes_is_drawn_innermost_first():
    """The place that included the file stands directly below its name."""
    sources = {"a": "12345", "b": "\n12", "c": "xyz"}
    diagnostic = Diagnostic("F0201", "m", Span("c", 1, 2), chain=(Span("a", 0, 1), Span("b", 1, 2)))
    assert draw(diagnostic, sources).splitlines()[1:4] == [
        " --> c:1:2",
        "     included by b:2:1",
        "     included by a:1:1",
    ]


def test_a_file_without_text_is_drawn_without_its_line():
    """The label is kept."""
    assert draw(Diagnostic("F0201", "m", Span("gone", 0, 1), "why"), {}).endswith("| why")


def test_color_only_adds_escapes():
    """Without the escapes the coloured drawing is the plain one."""
    diagnostic = Diagnostic("F0201", "m", SPAN, "here", ("note",), related=((SPAN, "and here"),))
    colored = draw(diagnostic, {"a.html": SOURCE}, color=True)
    plain = draw(diagnostic, {"a.html": SOURCE})
    assert "\x1b[1;31m" in colored
    for tone in ("0", "1", "1;31", "1;33", "1;34"):
        colored = colored.replace(f"\x1b[{tone}m", "")
    assert colored == plain


def test_json_has_the_same_facts():
    """Places are 1-based and the end is exclusive."""
    diagnostic = Diagnostic("F0201", "m", SPAN, "here", ("n",), (Span("a.html", 0, 1),), related=((SPAN, "r"),))
    found = json.loads(json.dumps(to_json(diagnostic, {"a.html": SOURCE})))
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (2, 13, 2, 17)
    assert found["included_from"] == [{"file": "a.html", "line": 1, "column": 1}]
    assert found["related"] == [{"file": "a.html", "line": 2, "column": 13, "label": "r"}]


@pytest.mark.parametrize(
    ("name", "near"), [("nmae", "name"), ("Name", "name"), ("emial", "email"), ("zzz", None), ("n" * 1000, None)]
)
def test_did_you_mean(name: str, near: str | None):
    """Near names are found, far ones are not guessed."""
    assert did_you_mean(name, ["id", "name", "email"]) == near
