"""The catalogue: every declaration can be read, and is documented."""

import pytest

from flong.dsl.signature import parse_signature
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
