"""`check`, `explain`, `schema` and `infer`: what they print, and how they exit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flong.cli.app import app
from flong.cli.console import FINE, PROBLEMS, WRONG_USE

DATA = "{% data %}\nname: text\nn: int\nday: date?\n{% enddata %}\n"
FIVE = DATA + (
    "<p>{{ nmae }}</p>\n"
    '<p>{{ name | uper }}</p>\n<a href="{{ n + name }}">x</a>\n<p>{{ day }}</p>\n<b>{% if n %}x{% endif %}</b>\n'
)
WANTED = [("F0201", 6, 7), ("F0230", 7, 14), ("F0210", 8, 15), ("F0218", 9, 7), ("F0212", 10, 10)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mail with all it may bring along: parts with and without data, a bill, a text part."""
    (tmp_path / "parts").mkdir()
    head = 'Subject: Hello {{ name }}\nPreheader: News\nLocale: ja\nText: mail.txt\nAttach: "bill.html"\n\n'
    card = "{% data %}\ntitle: text\n{% enddata %}\n<td>{{ title }}</td>\n"
    body = '<table><tr>{% include "parts/card.html" with title=name %}</tr></table>{% include "parts/foot.html" %}'
    (tmp_path / "mail.html").write_text(head + DATA + body)
    (tmp_path / "mail.txt").write_text("Locale: ja\n\nHello {{ name }}\n")
    (tmp_path / "bill.html").write_text("Locale: ja\n\n<p>{{ name }} {{ n }}</p>\n")
    (tmp_path / "parts" / "card.html").write_text(card)
    (tmp_path / "parts" / "foot.html").write_text("<p>{{ name }}</p>\n")
    (tmp_path / "notes.html").write_text("<p>{{ of }} no template</p>\n")
    return tmp_path


def run(*words: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def report(*words: str | Path) -> dict[str, object]:
    return json.loads(run("check", *words, "--format", "json")[1])


def test_a_folder_without_mistakes(folder: Path) -> None:
    """Parts are checked where they are used, with the data they have there."""
    code, out, _ = run("check", folder, "--format", "json")
    assert (code, json.loads(out)) == (FINE, {"templates": 1, "errors": 0, "warnings": 0, "diagnostics": []})


def test_a_mistake_in_a_part_is_told_once(folder: Path) -> None:
    """With the file it is in, and the tag that led there."""
    (folder / "parts" / "card.html").write_text("{% data %}\ntitle: text\n{% enddata %}\n<td>{{ titel }}</td>\n")
    code, _, err = run("check", folder)
    assert code == PROBLEMS
    assert err.count("error[F0201]") == 1
    assert "parts/card.html:4:8" in err
    assert "included by mail.html:12:23" in err
    assert "1 template: 1 error" in err


def test_a_data_block_makes_a_template(folder: Path) -> None:
    """Also without a head, unless another template brings the file along."""
    (folder / "plain.html").write_text(FIVE)
    assert report(folder)["templates"] == 2
    assert report(folder)["errors"] == 5


def test_a_base_is_checked_with_what_extends_it(tmp_path: Path) -> None:
    """The data of a base may be declared by the template that extends it; used files are no templates."""
    (tmp_path / "base.html").write_text("Locale: en\n\n<p>{% block a %}{{ name }}{% endblock %}</p>")
    (tmp_path / "cards.html").write_text("{% component card %}<b></b>{% endcomponent %}")
    (tmp_path / "news.html").write_text(
        'Extends: base.html\n\n{% data %}\nname: text\n{% enddata %}\n{% use "cards.html" %}'
        "{% block a %}{% card %}{{ super() }}{% endblock %}"
    )
    found = report(tmp_path)
    assert (found["templates"], found["diagnostics"]) == (1, [])


def test_files_that_include_each_other_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(DATA + '{% include "b.html" %}')
    (tmp_path / "b.html").write_text(DATA + '{% include "a.html" %}')
    code, _, err = run("check", tmp_path)
    assert code == PROBLEMS
    assert "F0241" in err


def test_five_mistakes_are_five_diagnostics(tmp_path: Path) -> None:
    """All of them in one run, each with its place; drawn for people, listed for machines."""
    (tmp_path / "five.html").write_text(FIVE)
    found = report(tmp_path / "five.html")
    assert found["errors"] == 5
    assert [(d["code"], d["line"], d["column"]) for d in found["diagnostics"]] == WANTED  # type: ignore[attr-defined]
    code, out, err = run("check", tmp_path / "five.html")
    assert (code, out) == (PROBLEMS, "")
    assert all(f"error[{code}]" in err and f"five.html:{line}:{column}" in err for code, line, column in WANTED)
    assert "did you mean `name`?" in err


@pytest.mark.parametrize("name", ["gone.html", "data.csv", "empty"])
def test_what_is_no_template_is_wrong_use(tmp_path: Path, name: str) -> None:
    (tmp_path / "data.csv").write_text("a\n1\n")
    (tmp_path / "empty").mkdir()
    code, out, err = run("check", tmp_path / name)
    assert (code, out) == (WRONG_USE, "")
    assert "Traceback" not in err


def test_explain() -> None:
    """A code's page; an unknown code is wrong use."""
    code, out, _ = run("explain", "f0203")
    assert code == FINE
    assert out.startswith("# F0203: ")
    code, out, err = run("explain", "F9999")
    assert (code, out) == (WRONG_USE, "")
    assert "there is no code F9999" in err


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("F203", "F0203"), ("203", "F0203"), ("f02033", "F0203"), ("F0200", "F0201"), ("F9999", None), ("[red]", None)],
)
def test_explain_suggests_the_nearest_code(wrong: str, near: str | None) -> None:
    """Where there is one."""
    code, _, err = run("explain", wrong)
    assert code == WRONG_USE
    assert f"there is no code {wrong}" in err
    assert ("did you mean" in err) == bool(near)
    assert f"did you mean {near}?" in err or not near


TRUSTING = DATA + '<div>{{ safe_html(name) }}</div>{% include "part.html" %}'


def test_strict_lists_what_is_trusted(tmp_path: Path) -> None:
    """In included files too, as warnings; and warnings fail."""
    (tmp_path / "t.html").write_text(TRUSTING)
    (tmp_path / "part.html").write_text("<p>{{ name | safe_html }}</p>")
    assert run("check", tmp_path / "t.html")[0] == FINE
    code, _, err = run("check", tmp_path / "t.html", "--strict")
    assert code == PROBLEMS
    assert err.count("warning[F0620]") == 2
    assert "t.html:6:9" in err
    assert "part.html:1:14" in err
    assert "0 errors, 2 warnings" in err


def test_strict_without_a_warning_is_fine(folder: Path) -> None:
    """It asks for nothing that a plain template lacks."""
    assert run("check", folder, "--strict")[0] == FINE


def test_warnings_fail_only_when_strict(folder: Path) -> None:
    """A mail without preheader is unwise, not wrong."""
    mail = folder / "mail.html"
    mail.write_text(mail.read_text().replace("Preheader: News\n", ""))
    assert run("check", folder)[0] == FINE
    assert run("check", folder, "--strict")[0] == PROBLEMS
    assert (report(folder)["errors"], report(folder)["warnings"]) == (0, 1)


def test_schema(folder: Path) -> None:
    """What a billing system must post."""
    code, out, _ = run("schema", folder / "mail.html")
    made = json.loads(out)
    assert code == FINE
    assert list(made["properties"]) == ["name", "n", "day"]
    assert made["required"] == ["name", "n"]


def test_infer(tmp_path: Path) -> None:
    """A declaration that a template can start with."""
    (tmp_path / "people.jsonl").write_text('{"name": "王小明", "n": 1}\n{"name": "李", "n": 2, "day": "2026-11-21"}\n')
    code, out, _ = run("infer", tmp_path / "people.jsonl")
    assert code == FINE
    assert "name: text" in out
    assert "day: date?" in out
    (tmp_path / "t.html").write_text(out + "{{ name }}")
    assert run("check", tmp_path / "t.html")[0] == FINE
    assert json.loads(run("infer", tmp_path / "people.jsonl", "--format", "json")[1])["type"] == "object"


def test_which_bills_are_stamped(folder: Path) -> None:
    """Of the records of a file; the others are told with the reason and its place."""
    names = ["Anna", "Berta", "Clara", "Dora ", "Emma", *["Wilhelmina " * 40 + "Anna"] * 2]
    (folder / "data.jsonl").write_text("".join(json.dumps({"name": name, "n": 1}) + "\n" for name in names))
    words = (folder / "mail.html", "--data", folder / "data.jsonl", "--bills", "50")
    (found,) = report(*words)["bills"]
    assert found["stamped"] + sum(found["others"].values()) == len(names) and found["rejected"] == 0
    assert found["others"]["nothing was learned yet"] == 2
    code, _, err = run("check", *words)
    assert code == FINE and f"{found['stamped']} of 7 bills stamped" in err and "bill.html" in err
    assert run("check", folder, "--bills", "3")[0] == WRONG_USE
