"""Diagnostics as SARIF, the format that code hosts and editors read: `to_sarif`.

OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flong.dsl.codes import CODES
from flong.dsl.diagnostics import brought, explain
from flong.dsl.mjml import AS_HTML
from flong.errors import Diagnostic, Place, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one template. Its `sources` are named relative to `folder`, which itself is relative
    to where the check was started, with `/` between its parts, and empty for that place."""

    folder: str
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


def to_sarif(checked: Iterable[Checked], version: str) -> dict[str, Any]:
    """One run of flong `version` as JSON types: a result for each diagnostic, a rule for each code among them.

    Columns count code points from 1; the end of a region is exclusive. Of an include chain each tag is a
    related location, the one that names the file itself first.
    """
    found = [(one, diagnostic) for one in checked for diagnostic in one.diagnostics]
    codes = sorted({diagnostic.code for _, diagnostic in found})
    driver = {"name": "flong", "version": version, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, diagnostic, codes.index(diagnostic.code)) for one, diagnostic in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    page = CODES[code]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in page.title.split() if word.isalnum()),
        "shortDescription": {"text": page.title},
        "help": {"text": page.text.rstrip(), "markdown": explain(code)},
    }


def _result(checked: Checked, diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity,
        "message": {"text": "\n".join(filter(None, (diagnostic.message, diagnostic.label, *diagnostic.notes)))},
        "locations": [{"physicalLocation": _place(checked, diagnostic.span)}],
        "relatedLocations": list(_related(checked, diagnostic)),
    }


def _related(checked: Checked, diagnostic: Diagnostic) -> Iterator[dict[str, Any]]:
    chain = [(span, f"{brought(span, checked.sources)} here") for span in reversed(diagnostic.chain)]
    for number, (span, label) in enumerate((*chain, *diagnostic.related), 1):
        yield {"id": number, "physicalLocation": _place(checked, span), "message": {"text": label}}


def _place(checked: Checked, span: Span) -> dict[str, Any]:
    real = span.file.removesuffix(AS_HTML)
    uri = quote(f"{checked.folder}/{real}" if checked.folder else real)
    if real != span.file:  # a place in a translation is none in the file
        return {"artifactLocation": {"uri": uri}}
    text = checked.sources.get(span.file, "")
    start, end = (Place.at(span.file, offset, text) for offset in (span.start, span.end))
    region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    return {"artifactLocation": {"uri": uri}, "region": region}
