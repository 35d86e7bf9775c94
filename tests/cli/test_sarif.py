"""`flong check --format sarif`: what SARIF 2.1.0 requires is there, and the places are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import flong
from flong.cli.app import app
from flong.cli.console import FINE, PROBLEMS
from flong.dsl.codes import CODES

HEAD = "Subject: 您好\nPreheader: News\n\n{% data %}\nname: text\n{% enddata %}\n"
LINE = '<p>親愛的 {{ nmae }}</p>{% include "a part.html" %}'


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The log of a folder whose template has a mistake, includes a file that has one, and leaves a block open."""
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "t.html").write_text(HEAD + LINE + "{% if true %}{% endfor %}\n")
    (tmp_path / "mails" / "a part.html").write_text("<b>{{ name | uper }}</b>")
    monkeypatch.chdir(tmp_path)
    return log("mails")


def log(*words: str) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["check", "--format", "sarif", *words])
    assert result.exit_code == PROBLEMS, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


MJML = """Subject: s
Preheader: p

<mjml><mj-head><mj-font name="F" href="javascript:x" /></mj-head><mj-body><mj-section><mj-column>
<mj-text font-family="F">a</mj-text></mj-column></mj-section></mj-body></mjml>
"""


def test_what_lies_in_translated_html_names_the_file_and_no_place_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A region would be one of a text that nobody has."""
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "a.mjml").write_text(MJML)
    monkeypatch.chdir(tmp_path)
    result, *_ = log("mails/a.mjml")["runs"][0]["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "mails/a.mjml"}}}]
    told = CliRunner().invoke(app, ["check", "--format", "json", "mails/a.mjml"])
    found, *_ = json.loads(told.stdout)["diagnostics"]
    assert {found[name] for name in ("line", "column", "end_line", "end_column")} == {None}
    assert found["file"] == "a.mjml"


# What the schema of SARIF 2.1.0 says of the objects that flong writes: a type, or the form of a list's
# items or of an object's properties; those with a star are required. Nothing else may stand there.
_TEXT = {"text*": str}
_REGION = dict.fromkeys(("startLine*", "startColumn*", "endLine*", "endColumn*"), int)
_PLACE = {"artifactLocation*": {"uri*": str}, "region*": _REGION}
_RESULT = {
    "ruleId*": str,
    "ruleIndex*": int,
    "level*": str,
    "message*": _TEXT,
    "locations*": [{"physicalLocation*": _PLACE}],
    "relatedLocations*": [{"id*": int, "physicalLocation*": _PLACE, "message*": _TEXT}],
}
_RULE = {"id*": str, "name*": str, "shortDescription*": _TEXT, "help*": {"text*": str, "markdown*": str}}
_DRIVER = {"name*": str, "version*": str, "rules*": [_RULE]}
_RUN = {"tool*": {"driver*": _DRIVER}, "columnKind*": str, "results*": [_RESULT]}
_LOG = {"$schema*": str, "version*": str, "runs*": [_RUN]}


def misfits(value: Any, form: Any, path: str = "log") -> list[str]:
    """Where `value` does not have the form."""
    if isinstance(form, type):
        return [] if type(value) is form else [path]
    if isinstance(form, list):
        return [bad for i, one in enumerate(value) for bad in misfits(one, form[0], f"{path}[{i}]")]
    names = {name.removesuffix("*"): inner for name, inner in form.items()}
    lacking = [f"{path}.{name}" for name in form if name.endswith("*") and name[:-1] not in value]
    unknown = [f"{path}.{name}" for name in value if name not in names]
    inside = [bad for name in names.keys() & value for bad in misfits(value[name], names[name], f"{path}.{name}")]
    return lacking + unknown + inside


def test_the_log_has_the_form_of_the_standard(checked: dict[str, Any]) -> None:
    """Required properties, their types, the enumerations, and the bounds of places."""
    assert misfits(checked, _LOG) == []
    run = checked["runs"][0]
    assert (checked["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note", "none"}
    assert all(min(region.values()) >= 1 for region in _regions(checked))
    assert all((r["endLine"], r["endColumn"]) >= (r["startLine"], r["startColumn"]) for r in _regions(checked))


def _regions(value: Any) -> list[dict[str, int]]:
    if isinstance(value, list):
        return [region for one in value for region in _regions(one)]
    if not isinstance(value, dict):
        return []
    here = [value["region"]] if "region" in value else []
    return here + [region for one in value.values() for region in _regions(one)]


def test_a_form_that_lacks_something_is_noticed() -> None:
    """The check above can fail."""
    assert misfits({"version": 2, "more": 1}, {"version*": str, "runs*": [str]}) == [
        "log.runs*",
        "log.more",
        "log.version",
    ]


def test_rules_are_the_pages_of_the_codes_that_occur(checked: dict[str, Any]) -> None:
    """Each once, and every result points at its own."""
    driver = checked["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("flong", flong.__version__)
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == sorted({"F0106", "F0107", "F0201", "F0230"} & {r["ruleId"] for r in checked["runs"][0]["results"]})
    assert all(ids[r["ruleIndex"]] == r["ruleId"] for r in checked["runs"][0]["results"])
    assert all(rule["shortDescription"]["text"] == CODES[rule["id"]].title for rule in driver["rules"])
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in driver["rules"])


def _result(checked: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in checked["runs"][0]["results"] if r["ruleId"] == code)
    return found


def test_a_place_counts_code_points(checked: dict[str, Any]) -> None:
    """From 1, its end exclusive, in a file named from where the command was started."""
    result = _result(checked, "F0201")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "mails/t.html"}
    assert place["region"] == {"startLine": 7, "startColumn": 11, "endLine": 7, "endColumn": 15}
    assert result["message"]["text"].splitlines()[1] == "did you mean `name`?"


def test_includes_and_other_places_are_related(checked: dict[str, Any]) -> None:
    """The tag that included the file; the block that an end tag does not close. Names are encoded as URIs."""
    inside = _result(checked, "F0230")
    assert inside["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "mails/a%20part.html"
    (tag,) = inside["relatedLocations"]
    assert tag["message"]["text"] == "included here"
    assert tag["physicalLocation"]["artifactLocation"]["uri"] == "mails/t.html"
    assert tag["physicalLocation"]["region"]["startColumn"] == LINE.index('"a part') + 1
    assert [r["message"]["text"] for r in _result(checked, "F0107")["relatedLocations"]] == ["opened here"]


def test_a_file_beside_the_command_has_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.html").write_text("{{ nmae }}")
    monkeypatch.chdir(tmp_path)
    place = log("t.html")["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "t.html"


def test_no_findings_are_an_empty_run(tmp_path: Path) -> None:
    """Which tells a code host that all is well."""
    (tmp_path / "t.html").write_text("<p>Hello</p>")
    result = CliRunner().invoke(app, ["check", "--format", "sarif", str(tmp_path / "t.html")])
    run = json.loads(result.stdout)["runs"][0]
    assert (result.exit_code, run["results"], run["tool"]["driver"]["rules"]) == (FINE, [], [])
