"""The HTML machine against the tokenizer cases of html5lib-tests: tags, attribute names, comments.

Every case is fed at once and character by character. Left out, because templates can't hold them:

- CDATA sections: they exist in SVG and MathML only, where they are refused;
- script data with `<!--` and then `<script`: scripts are refused, and in JSON text `<!` is;
- xmlViolation: what a parser may do to fit text into XML, which no program that reads mail does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from flong.dsl.html.machine import Machine

FILES = (
    "contentModelFlags", "domjs", "entities", "escapeFlag", "numericEntities", "pendingSpecChanges", "test1", "test2",
    "test3", "test4", "unicodeChars", "unicodeCharsProblematic",
)  # fmt: skip
LEFT_OUT = ("xmlViolation",)
COUNTS = {"run": 2751, "CDATA section": 56, "script with <!-- and <script": 15}
_RAW = ("RCDATA state", "RAWTEXT state", "Script data state")


class Dump(Machine):
    """Collects tokens; leaves raw text to the test."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.tokens, self.attributes = text, [], []

    def on_open(self) -> None:
        self.attributes = []

    def on_attribute(self) -> None:
        self.attributes.append(self.cursor.attribute)

    def on_tag(self, self_closing: bool) -> None:
        self.cursor.raw, self.cursor.state = "", "data"
        if self.cursor.closing:
            self.tokens.append(("EndTag", self.cursor.name))
        else:
            self.tokens.append(("StartTag", self.cursor.name, frozenset(self.attributes), self_closing))

    def on_comment(self, source: str) -> None:
        end = self.text.index(">", self.position)
        self.tokens.append(("Comment", comment(self.text[self.mark.start : end])))

    def on_conditional(self, source: str, kind: str) -> None:
        self.on_comment(source)

    def finish(self) -> list[tuple]:
        """The end of input ends a comment, and drops an unfinished tag."""
        state = self.cursor.state
        if state.startswith(("comment", "bogus", "markup", "condition")):
            self.tokens.append(("Comment", comment(self.text[self.mark.start :])))
        return self.tokens


def comment(source: str) -> str:
    """The data of a comment whose text, without `>`, is `source`."""
    if not source.startswith("<!--"):
        return source[1:] if source.startswith("<?") else source[2:]
    return re.sub(r"(^-{0,1}|--!|--?)\Z", "", source[4:])


def cases(corpora) -> Iterator[tuple[str, str, dict]]:
    folder = corpora / "html5lib-tokenizer"
    if not folder.is_dir():
        pytest.skip(f"no tokenizer cases in {folder}")
    for file in FILES:
        for case in json.loads((folder / f"{file}.test").read_text())["tests"]:
            for state in case.get("initialStates", ["Data state"]):
                yield file, state, case


def unescaped(value: str, case: dict) -> str:
    if case.get("doubleEscaped"):
        value = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), value)
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def expected(case: dict) -> list[tuple]:
    tokens = []
    for kind, *rest in case["output"]:
        if kind == "StartTag":
            names = frozenset(unescaped(name, case) for name in rest[1])
            tokens.append((kind, unescaped(rest[0], case), names, len(rest) > 2))
        elif kind in ("EndTag", "Comment"):
            tokens.append((kind, unescaped(rest[0], case)))
    return tokens


def tokens(text: str, state: str, last: str, pieces: list[str]) -> list[tuple]:
    dump = Dump(text)
    dump.cursor.raw = last if state in _RAW else ""
    dump.cursor.state = "plaintext" if state == "PLAINTEXT state" else "data"
    for piece in pieces:
        dump.feed(piece)
    return dump.finish()


def unsupported(state: str, text: str) -> str:
    if state == "CDATA section state":
        return "CDATA section"
    double = state == "Script data state" and re.search("<!--.*<script", text, re.DOTALL)
    return "script with <!-- and <script" if double else "run"


def test_tokenizer_cases(corpora):
    """All cases but the listed ones give the same tokens, however the text is cut."""
    counts = dict.fromkeys(COUNTS, 0)
    for file, state, case in cases(corpora):
        text = unescaped(case["input"], case)
        verdict = unsupported(state, text)
        counts[verdict] += 1
        if verdict == "run":
            last = case.get("lastStartTag", "none")
            for pieces in ([text], list(text)):
                found = tokens(text, state, last, pieces)
                assert found == expected(case), (file, case["description"], text, state)
    assert counts == COUNTS


def test_every_file_is_run_or_left_out(corpora):
    """A new file of cases needs a decision."""
    assert {file.stem for file in (corpora / "html5lib-tokenizer").glob("*.test")} <= {*FILES, *LEFT_OUT}
