"""Layouts, records for them as JSON texts in every spelling, and bytes that are nearly such texts."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import strategies as st

from flong.runtime.layout import Spec

SCALARS = (
    Spec("t", "text"), Spec("i", "int"), Spec("b", "bool"), Spec("f", "float"), Spec("d", "decimal"),
    Spec("m", "decimal", precision=6, scale=2), Spec("w", "decimal", precision=30, scale=4),
    Spec("e", "enum", values=("gold", "basic", "金")), Spec("on", "date"), Spec("at", "datetime"),
    Spec("clock", "time"), Spec("span", "duration"), Spec("a longer name", "text"), Spec("名", "int"),
    Spec("eight888", "text"), Spec("nine99999", "int"),
    Spec("short", "text", rules=(("minLength", 1), ("maxLength", 3))),
    Spec("small", "int", rules=(("minimum", "-5"), ("exclusiveMaximum", "7.5"))),
    Spec("price", "decimal", precision=9, scale=2, rules=(("minimum", "0"),)),
    Spec("code", "text", rules=(("pattern", "^[A-Z]"),)),
)  # fmt: skip
MAP = Spec("", "record", fields=(Spec("key", "text"), Spec("value", "int")))


def optional(spec: Spec) -> Spec:
    """`spec`, but its value may be missing."""
    return replace(spec, optional=True)


def _named(specs: st.SearchStrategy[Spec]) -> st.SearchStrategy[tuple[Spec, ...]]:
    return st.lists(specs, max_size=6, unique_by=lambda spec: spec.name).map(tuple)


def _lists(items: st.SearchStrategy[Spec]) -> st.SearchStrategy[Spec]:
    bounds = st.sampled_from([(), (("minItems", 1), ("maxItems", 2))])
    item = items.map(lambda spec: replace(spec, name="")) | st.just(MAP)
    return st.builds(lambda item, rules: Spec("xs", "list", item=item, rules=rules), item, bounds)


def _optional(specs: st.SearchStrategy[Spec]) -> st.SearchStrategy[Spec]:
    return st.builds(lambda spec, optional: replace(spec, optional=optional), specs, st.booleans())


specs = st.recursive(
    _optional(st.sampled_from(SCALARS)),
    lambda inner: _optional(_lists(inner) | _named(inner).map(lambda fields: Spec("r", "record", fields=fields))),
    max_leaves=8,
)
fields: st.SearchStrategy[tuple[Spec, ...]] = _named(specs)

SIGNS = b'{}[]",:\\u0n1-.eE \n\x00\x1f\x7f\x80\xc0\xe4\xed\xf4\xff'
STRINGS = [
    "", "a", "Ab", "王小明", "é", "😀", "\x00", "\x7f", "x" * 15, "x" * 16, "x" * 17 + '"\\/\n', "gold", "金", "basic",
    "2026-11-21", "2024-02-29", "2025-02-29", "2026-W01-1", "0001-01-01", "2026-11-21T08:00:00Z", "2026-11-21 08:00",
    "2026-11-21T08:00:00.125+08:00", "2026-11-21T23:59:59.123456789-23:59", "2026-03-29T02:30", "9999-12-31T23:59:59",
    "0001-01-01T00:00", "2026-11-21T08:00:00-24:00", "2026-11-21T08:00Zx", "08:30", "08:30:15.5", "08:30:15.1234567",
    "08:30.5", "8:30", "24:00", "23:59:60", "PT6H", "P1W2DT3H4M5.25S", "+PT.5S", "-P1D", "P", "PT", "P1H", "P1DT",
    "P9999999999D", "P999999999D", "PT9223372036854S", "\ud800",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-0.0", "1", "-1.50", "1.10", "5.0", "1E2", "1e+2", "100e-2", "0e-5", "0E99", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "9999999999999999999", "99999999999999999999", "0.1", "1e-7",
    "123456789012345678.9012", "1234567890123456789012345678901234", "12345678901234567890123456789012345", "1e22",
    "1e23", "8.5e27", "8.5e28", "1e-28", "4503599627370497.5", "9007199254740993", "9007199254740993.0", "1e6144",
    "1e6145", "1e-6176", "1e-6177", "1e999999999", "1e9999999999", "1e99999999999999999999", "2.2250738585072014e-308",
    "9999.99", "10000", "1.005", "1.500", "0e6145", "0e-6177", "-0e5", "01", "1.", ".5", "+1", "1e", "NaN",
]  # fmt: skip
_STRINGS = st.sampled_from(STRINGS)
_NUMBERS = (
    st.sampled_from(NUMBERS)
    | st.integers(-(10**20), 10**20).map(str)
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    | st.decimals(-(10**6), 10**6, places=2).map(str)
)
_WORDS = st.sampled_from(["true", "false", "null", "nul", "True"])


@st.composite
def strings(draw: st.DrawFn, value: str) -> str:
    """`value` as JSON: as it is, or with some of its characters escaped."""
    plain = json.dumps(value, ensure_ascii="\ud800" <= value < "\ue000")
    return draw(st.sampled_from([plain, json.dumps(value), all_escaped(value)]))


def all_escaped(value: str) -> str:
    """`value` as JSON in which every character is an escape."""
    data = value.encode("utf-16-be", "surrogatepass").hex().upper()
    return '"' + "".join(f"\\u{data[i : i + 4]}" for i in range(0, len(data), 4)) + '"'


def spaces() -> st.SearchStrategy[str]:
    """White space, most often none."""
    return st.sampled_from(["", "", "", " ", "\t", "\r\n", "    "])


def _any_value() -> st.SearchStrategy[str]:
    leaves = _STRINGS.flatmap(strings) | _NUMBERS | _WORDS
    return st.recursive(leaves, lambda inner: _arrays(inner) | _objects(inner), max_leaves=4)


def _arrays(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda found, space: f"[{space}{f'{space},'.join(found)}]", st.lists(items, max_size=3), spaces())


def _objects(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(st.sampled_from(["a", "b", "t", "key", "value"]).flatmap(strings), values)
    return st.lists(pairs, max_size=3).map(lambda found: "{" + ",".join(f"{k}:{v}" for k, v in found) + "}")


_CALM = {
    "text": st.sampled_from(["A", "中", "é\n"]).flatmap(strings), "int": st.integers(-5, 7).map(str),
    "float": st.floats(-100, 100).map(repr), "decimal": st.decimals(0, 99, places=2).map(str),
    "bool": st.sampled_from(["true", "false"]), "enum": st.sampled_from(["gold", "金"]).flatmap(strings),
    "date": st.dates().map(lambda day: f'"{day}"'), "time": st.times().map(lambda time: f'"{time}"'),
    "datetime": st.datetimes().map(lambda moment: f'"{moment}"'),
    "duration": st.sampled_from(['"PT6H"', '"-P1W2DT3H4M5.25S"']),
}  # fmt: skip
_WILD = {"int": _NUMBERS, "float": _NUMBERS, "decimal": _NUMBERS, "bool": _WORDS}


@st.composite
def _value(draw: st.DrawFn, spec: Spec) -> str:
    if spec.optional and draw(st.integers(0, 4)) == 0:
        return "null"
    if draw(st.integers(0, 40)) == 0:
        return draw(_any_value())
    if spec.kind == "record":
        return draw(objects(spec.fields))
    if spec.item is None:
        wild = _WILD.get(spec.kind, _STRINGS.flatmap(strings))
        return draw(wild if draw(st.integers(0, 3)) == 0 else _CALM[spec.kind])
    if spec.item is MAP and draw(st.booleans()):
        return draw(_objects(_NUMBERS))
    return draw(_arrays(_value(spec.item)))


@st.composite
def objects(draw: st.DrawFn, fields: tuple[Spec, ...]) -> str:
    """A record of these fields; some are left out, some that are none are added, the order is any."""
    chosen = [spec for spec in fields if not (spec.optional and draw(st.integers(0, 3)) == 0)]
    pairs = [(spec.name, draw(_value(spec))) for spec in chosen]
    pairs += draw(st.lists(st.tuples(st.sampled_from(["u", "unknown", "t", "名"]), _any_value()), max_size=2))
    if draw(st.booleans()):
        pairs = draw(st.permutations(pairs))
    space = draw(spaces())
    written = [f"{space}{draw(strings(name))}{space}:{value}" for name, value in pairs]
    return "{" + f"{space},".join(written) + space + "}"


@st.composite
def mutated(draw: st.DrawFn, text: bytes) -> bytes:
    """`text` with a byte changed, dropped or put in, or cut."""
    at = draw(st.integers(0, max(0, len(text) - 1)))
    byte = bytes([draw(st.sampled_from(SIGNS))])
    kept = draw(st.sampled_from([text[at + 1 :], text[at:], b""]))
    return text[:at] + draw(st.sampled_from([byte, b""])) + kept
