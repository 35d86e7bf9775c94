"""From text to IR: parse, check, lower, passes. Pure: files come in through `load` and as bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from flong.compiler import ir
from flong.compiler.blobs import resolve_error, signatures, varies
from flong.compiler.lower import lower
from flong.compiler.passes import PASSES
from flong.compiler.passes.mark import mark
from flong.dsl.check import check
from flong.dsl.check.data import Fallback
from flong.dsl.check.env import Exists
from flong.dsl.followups import capped, without_follow_ups
from flong.dsl.html.lints import LINTS
from flong.dsl.parse import parse
from flong.dsl.typed import Program
from flong.dsl.types import Record
from flong.errors import Diagnostic

Load = Callable[[str], str | None]
Kind = Literal["html", "text", "mjml"]


def check_template(
    text: str,
    name: str,
    load: Load,
    schema: Record | None = None,
    *,
    fallback: Fallback | None = None,
    kind: Kind | None = None,
    exists: Exists | None = None,
    strict: bool = False,
) -> tuple[Program, list[Diagnostic]]:
    """The checked template and everything found in it and the files it names. Never raises for bad text.
    What is unwise in a mail is told once nothing is wrong with it.

    `load` gives the text of a file named relative to the template, or None; `exists` tells whether
    there is a file that need not be text; `fallback` gives the type of the data where nothing declares it.
    `strict` lists what `safe_html` trusts.
    """
    template, found = parse(text, name, kind=kind)
    program, more = check(
        template,
        functions=signatures(),
        load=load,
        schema=schema,
        fallback=fallback,
        resolve=resolve_error,
        exists=exists,
        strict=strict,
        varies=varies,
    )
    found = without_follow_ups([*found, *more], program.sources)
    wrong = any(diagnostic.severity == "error" for diagnostic in found)
    return program, capped([d for d in found if not (wrong and d.code in LINTS)])


def to_module(program: Program, addresses: Mapping[str, str] | None = None) -> ir.Module:
    """The IR of a program without errors, all passes applied. `addresses` gives the `cid:` of each
    picture in `program.images`."""
    module = lower(program, addresses)
    for attachment in program.attachments:
        module = mark(module, attachment.number) if attachment.template else module
    for apply in PASSES:
        module = apply(module)
    return module
