"""The pages of docs/: their examples run, and what is generated is up to date.

A fence "flong" is a text template, "flong html" an HTML one, "flong mjml" one in MJML, "flong file=NAME" a file
that the next template names. Behind a template stand records ("json"), and behind each what becomes of it: "output"
(or "output PART"), "rejected" or "skipped" (the reason), or "diagnostics" (drawn).
"""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import flong
from flong.compiler.cython_engine import CythonRenderer, compiled_code
from flong.dsl.diagnostics import draw
from flong.runtime import jsonrecord

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Claim:
    """What is said of a record: `what` becomes of it, and with which text."""

    record: Any
    what: str
    part: str
    text: str


@dataclass
class Example:
    """A template, the files it names, and what is said of its records."""

    line: int
    kind: str
    source: str
    files: dict[str, str]
    claims: list[Claim] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        return all(claim.what != "diagnostics" for claim in self.claims)


def examples(page: str) -> list[Example]:
    text, found, files = (DOCS / page).read_text("utf-8"), list[Example](), dict[str, str]()
    record: Any = {}
    for fence in _FENCE.finditer(text):
        word, _, rest = fence[1].partition(" ")
        if rest.startswith("file="):
            files[rest.removeprefix("file=")] = fence[2]
        elif word == "flong":
            line = text.count("\n", 0, fence.start()) + 1
            found.append(Example(line, rest or "text", fence[2], files))
            files, record = {}, {}
        elif word == "json":
            record = jsonrecord.parse(fence[2].encode())
        elif word in ("output", "rejected", "skipped", "diagnostics"):
            found[-1].claims.append(Claim(record, word, rest, fence[2].rstrip("\n")))
    return found


LANGUAGE, COOKBOOK = examples("language.md"), examples("cookbook.md")
NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)  # as the cookbook says


def compiled(example: Example, folder: Path) -> flong.Template:
    folder.mkdir(exist_ok=True)
    for name, text in example.files.items():
        (folder / name).write_text(text, "utf-8")
    return flong.compile(example.source, kind=example.kind, engine="python", folder=folder)


def cast(template: flong.Template, claim: Claim) -> tuple[str, str]:
    """What becomes of the claim's record: the text of its part, or the reason why there is none."""
    batch = next(template.render_batches([claim.record], now=NOW))
    if batch.errors:
        error = batch.errors[0]
        key = f" ({error.key})" if error.key else ""
        return "skipped" if error.skipped else "rejected", str(error).removeprefix(f"record 0{key}: ")
    return "output", batch.raw.text(claim.part or template.module.kind, 0).rstrip("\n")


def outcome(example: Example, folder: Path, claim: Claim) -> tuple[str, str]:
    """In the words of the claim."""
    try:
        return cast(compiled(example, folder), claim)
    except flong.TemplateError as error:
        return "diagnostics", "\n\n".join(draw(d, error.sources) for d in error.diagnostics)


@pytest.mark.parametrize("example", [*LANGUAGE, *COOKBOOK], ids=lambda e: f"line{e.line}")
def test_an_example_does_what_is_said(example, tmp_path):
    """In the Python engine; an example that claims nothing would test nothing."""
    assert example.claims
    for claim in example.claims:
        assert outcome(example, tmp_path, claim) == (claim.what, claim.text)


@pytest.mark.parametrize("page", [LANGUAGE, COOKBOOK], ids=["language", "cookbook"])
def test_the_examples_do_the_same_in_the_cython_engine(page, tmp_path):
    """All that compile, in one module."""
    valid = [example for example in page if example.valid]
    assert len(valid) > 20
    templates = [compiled(example, tmp_path / str(example.line)) for example in valid]
    for example, template, code in zip(valid, templates, compiled_code([t.module for t in templates]), strict=True):
        template.renderer = CythonRenderer(template.module, code)
        for claim in example.claims:
            assert cast(template, claim) == (claim.what, claim.text)


@pytest.mark.parametrize("example", [e for e in COOKBOOK if e.valid], ids=lambda e: f"line{e.line}")
def test_a_recipe_is_free_of_warnings(example, tmp_path):
    """But for the preheader, which the page says it leaves out."""
    assert [w for w in compiled(example, tmp_path).warnings if w.code != "F0604"] == []


def test_every_recipe_has_a_template():
    """The cookbook has twenty and more, and each heading is in its list of contents."""
    text = (DOCS / "cookbook.md").read_text("utf-8")
    recipes = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    assert len(recipes) >= 20
    assert [r.partition("\n")[0] for r in recipes if "\n```flong" not in r] == []
    assert [a for a in _anchors(DOCS / "cookbook.md") - {"cookbook"} if f"](#{a})" not in text] == []


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["make_functions", "make_diagnostics", "make_bounces"])
def test_a_generated_page_is_up_to_date(name, golden):
    """`python docs/NAME.py` was run after the last change."""
    made = script(name)
    golden(made.TARGET, made.document())


FUNCTIONS = script("make_functions")
STRUCTURAL = [
    entry for entry in (*FUNCTIONS.LISTS, *FUNCTIONS.MISSING, *FUNCTIONS.CLOCK, *FUNCTIONS.CHOICE) if entry.example
]


@pytest.mark.parametrize("entry", STRUCTURAL, ids=lambda e: e.signature[:40])
def test_an_example_of_a_structural_function_prints_what_is_said(entry):
    """Those of the catalogue are tested with the functions."""
    expression, printed = entry.example
    assert flong.compile(f"{{{{ {expression} }}}}", kind="text", engine="python").render({}).text == printed


def test_every_structural_function_is_documented():
    """The checker's own table names them."""
    from flong.dsl.check.calls import STRUCTURAL as known

    documented = {entry.name for entry in (*FUNCTIONS.LISTS, *FUNCTIONS.MISSING, *FUNCTIONS.CLOCK, *FUNCTIONS.CHOICE)}
    assert documented == set(known) - {"super"}  # what a block prints, told with blocks


def test_the_python_of_the_readme_runs(capsys):
    """What its comments promise is printed."""
    readme = (ROOT / "README.md").read_text("utf-8")
    source = re.search(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)[1]
    exec(compile(source, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Anna <Berg>, your order\n" in printed
    assert "<li>Tea &amp; cake: $18.50</li>" in printed
    assert printed.endswith("1 rendered, 0 rejected\n")


def _commands() -> dict[str, Any]:
    """The command line's commands by the words they are called with."""
    import typer

    from flong.cli.app import app

    group = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        inner = getattr(command, "commands", {})
        found |= {f"{name} {word}": one for word, one in inner.items()} or {name: command}
    return found


def _called(page: Path) -> list[str]:
    """The lines that call flong: indented ones, and those of shell fences."""
    text = page.read_text("utf-8")
    shell = "\n".join(re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    lines = [*re.findall(r"^    (flong .*)$", text, re.MULTILINE), *re.findall(r"^flong .*$", shell, re.MULTILINE)]
    return [line.partition("  #")[0].rstrip() for line in lines]


@pytest.mark.parametrize(
    "page",
    [
        ROOT / "README.md",
        DOCS / "api.md",
        DOCS / "bounces.md",
        DOCS / "cli.md",
        DOCS / "jobs.md",
        DOCS / "sms.md",
        DOCS / "shaping.md",
    ],
    ids=lambda p: p.name,
)
def test_the_commands_that_are_shown_exist(page):
    """With their options, and as many arguments as they take at least."""
    known, lines = _commands(), _called(page)
    assert lines
    for line in lines:
        words = shlex.split(line)[1:]
        name = two if (two := " ".join(words[:2])) in known else words[0]
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= options, line


def test_every_command_has_its_section():
    """docs/cli.md leaves none out."""
    titles = set(re.findall(r"^## flong (.*)$", (DOCS / "cli.md").read_text("utf-8"), re.MULTILINE))
    assert titles == set(_commands())


_PROGRAM = re.compile(r"^```python\n(.*?)^```\n(?:\n```\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
PROGRAMS = [
    found for page in ("python.md", "bounces.md") for found in _PROGRAM.findall((DOCS / page).read_text("utf-8"))
]


@pytest.mark.parametrize(("source", "printed"), PROGRAMS, ids=lambda _: "")
def test_a_program_of_a_page_runs(source, printed, capsys):
    """It prints what the plain fence behind it says, and asserts the rest itself."""
    exec(compile(source, "page.md", "exec"), {})
    assert capsys.readouterr().out == printed


def test_the_configuration_is_described_and_its_example_is_read(tmp_path):
    """docs/jobs.md names every key; no secret is read before it is needed."""
    from flong.backends.open import Options
    from flong.jobs.config import (
        ApiConfig,
        BouncesConfig,
        Certificate,
        Config,
        DkimKey,
        JobsConfig,
        ShapingConfig,
        TokensConfig,
        load_config,
    )

    page = (DOCS / "jobs.md").read_text("utf-8")
    kinds = (ApiConfig, BouncesConfig, Certificate, DkimKey, JobsConfig, ShapingConfig, TokensConfig)
    keys = [key for kind in kinds for key in kind.__struct_encode_fields__]
    assert [key for key in (*keys, *(f.name for f in fields(Options))) if f"| `{key}` |" not in page] == []
    assert [section for section in Config.__struct_fields__ if f"[{section}" not in page] == []
    path = tmp_path / "flong.toml"
    path.touch(mode=0o600)
    path.write_text(re.search(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[1])
    assert load_config(path).routes["main"].options.password == "env:RELAY_PASSWORD"


def test_routes_of_text_messages_are_described(tmp_path):
    """docs/sms.md names every option of a route and every key of a gateway's definition, and its examples are read."""
    from flong.backends.sms.definition import Definition, load_definition
    from flong.backends.sms.route import SmsRoute
    from flong.jobs.config import load_config

    page = (DOCS / "sms.md").read_text("utf-8")
    rows = " ".join(re.findall(r"^\|.*", page, re.MULTILINE))
    keys = {*SmsRoute.__struct_fields__, *Definition.__struct_fields__} - {"untried"}
    assert sorted(key for key in keys if not re.search(rf"`{key}\b", rows)) == []
    _, routes, receipt, definition = re.findall(r"^```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    path = tmp_path / "flong.toml"
    path.touch(mode=0o600)
    path.write_text(routes)
    assert load_config(path).sms["carrier"].sender == "ACME"
    path.write_text(definition + receipt)
    assert load_definition(str(path)).permanent.pattern == "code=(4|5)"


def test_the_states_are_described():
    """All but `ambiguous`, which is a state of attempts."""
    from flong.jobs import states

    page = (DOCS / "jobs.md").read_text("utf-8")
    assert [state for state in states.ALL if f"| `{state}` |" not in page] == [states.AMBIGUOUS]


def test_the_service_is_described():
    """docs/api.md names every path, scope and kind of problem."""
    from flong.api.keys import SCOPES
    from flong.api.openapi import encoded
    from flong.api.problems import TITLES

    page = (DOCS / "api.md").read_text("utf-8")
    paths = [path.partition("{")[0] for path in json.loads(encoded())["paths"]]
    assert [word for word in (*paths, *SCOPES, *(f"`{kind}`" for kind in TITLES)) if word not in page] == []


PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("types/*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    """To a file, and to a heading of it."""
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for file, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        target = page.parent / file if file else page
        assert target.is_file(), file
        assert not anchor or anchor in _anchors(target), anchor


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_architecture_names_what_is_there():
    """In at most 1,500 words. A path is whole, or the name of a file or folder of the part that is spoken of."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert len(text.split()) <= 1500
    inside = {path.name for path in (ROOT / "flong").rglob("*")}
    named = [word.rstrip("/") for word in re.findall(r"`([\w./]+(?:/|\.(?:py|pyx|h)))`", text)]
    assert len(named) > 30
    assert [word for word in named if word not in inside and not (ROOT / word).exists()] == []
