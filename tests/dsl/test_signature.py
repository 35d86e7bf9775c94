"""Signatures written as text are read as the runtime means them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flong.dsl.signature import Parameter, Required, Signature, parse_signature
from flong.dsl.types import DECIMAL, INT, TEXT, Enum, List, Optional


def test_parameters_defaults_and_result() -> None:
    found = parse_signature('pad(s: text, width: int, fill: const text = " ") -> text', "text.pad", False)
    assert found == Signature(
        "pad",
        (
            Parameter("s", TEXT, False, Required()),
            Parameter("width", INT, False, Required()),
            Parameter("fill", TEXT, True, " "),
        ),
        TEXT,
        "text.pad",
        False,
    )


def test_compound_types() -> None:
    found = parse_signature('f(xs: [text?], as: const enum("img", "url") = "img") -> [decimal]?', "m.f", True)
    assert [p.type for p in found.parameters] == [List(Optional(TEXT)), Enum(("img", "url"))]
    assert (found.result, found.static) == (Optional(List(DECIMAL)), True)


@pytest.mark.parametrize(
    ("written", "value"),
    [("none", None), ("true", True), ("-2", -2), ("1.50", Decimal("1.50")), (r'"a\"b\n"', 'a"b\n'), ('","', ",")],
)
def test_defaults(written: str, value: object) -> None:
    default = parse_signature(f"f(x: text = {written}) -> text", "m.f", False).parameters[0].default
    assert default == value
    assert type(default) is type(value)


@pytest.mark.parametrize(
    "text",
    ["f", "f(", "f(x) -> text", "f() -> tex", "f() -> text text", "f(x: int = y) -> int", "f(x: enum(a)) -> int"],
)
def test_wrong_signatures_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"signature|quoted"):
        parse_signature(text, "m.f", False)
