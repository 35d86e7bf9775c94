"""The catalogue: every declaration can be read, and is documented."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from flong.dsl.signature import parse_signature
from flong.runtime import registry
from flong.runtime.registry import FUNCTIONS, GROUPS


@pytest.mark.parametrize("declared", FUNCTIONS, ids=lambda d: d.signature[:40])
def test_a_signature_can_be_read(declared):
    """Constants appear exactly where a resolver takes them."""
    signature = parse_signature(declared.signature, declared.symbol, declared.resolve is not None)
    assert signature.name == declared.name
    assert signature.static or not any(p.constant for p in signature.parameters)


def test_every_function_has_one_line_of_documentation():
    """Each ends as a sentence does."""
    assert [d.signature for d in FUNCTIONS if not d.doc.endswith(".") or "\n" in d.doc] == []


def test_overloads_of_a_name_stand_together():
    """They are tried in order, so their order must be readable in one place."""
    for group in GROUPS.values():
        names = [d.name for d in group]
        starts = [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
        assert len(starts) == len(set(starts))


C_TYPES = {
    "text": "fl_text", "html": "fl_text", "url": "fl_text", "image": "fl_text", "int": "int64_t", "date": "int64_t",
    "time": "int64_t", "datetime": "int64_t", "decimal": "fl_dec", "float": "double", "bool": "bint",
    "[text]": "fl_list",
}  # fmt: skip


@pytest.mark.parametrize("declared", FUNCTIONS, ids=lambda d: d.signature[:40])
def test_the_c_function_takes_what_the_signature_says(declared):
    """Context, constants as bytes, arguments by type, result by pointer; and there is an entry for Python."""
    module, function = declared.symbol.split(".")
    header = (Path(registry.__file__).parent / f"{module}.pxd").read_text()
    found = re.search(rf"^cdef int {function}\((.*)\) noexcept nogil$", header, re.MULTILINE)[1]
    signature = parse_signature(declared.signature, declared.symbol, declared.resolve is not None)
    arguments = [C_TYPES[str(p.type)] for p in signature.parameters if not p.constant]
    expected = ["fl_ctx *", *["fl_text"] * signature.static, *arguments, C_TYPES[str(signature.result)] + " *"]
    assert [re.sub(r"\w+$", "", part).rstrip() for part in found.split(", ")] == expected
    assert callable(getattr(import_module(f"flong.runtime.{module}"), f"py_{function}"))
