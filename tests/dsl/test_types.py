"""Types are values: compared, hashed and shown by what they say."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace

from flong.dsl.types import INT, TEXT, Field, Record

PAIR = Record((Field("a", TEXT), Field("b", INT)))


def test_records_are_their_fields() -> None:
    """However they were made."""
    same = Record(PAIR.fields)
    assert same == PAIR and hash(PAIR) == hash(same) and Record(PAIR.fields[:1]) != PAIR
    assert repr(PAIR) == f"Record(fields={PAIR.fields!r})" and str(PAIR) == "{a: text, b: int}"
    for copy in (pickle.loads(pickle.dumps(PAIR)), replace(PAIR)):
        assert copy == PAIR and copy.field("b") == Field("b", INT)
    assert replace(PAIR, fields=PAIR.fields[:1]).field("b") is None


def test_a_repeated_field_is_the_first() -> None:
    """The other one is an error that was told already."""
    assert Record((Field("a", TEXT), Field("a", INT))).field("a") == Field("a", TEXT)


class Counting(tuple[Field, ...]):
    """Counts how often its items are gone through."""

    passes = 0

    def __iter__(self) -> Iterator[Field]:
        Counting.passes += 1
        return super().__iter__()


def test_fields_are_found_without_a_search() -> None:
    """Or checking takes quadratic time in the number of fields."""
    record = Record(Counting(Field(f"f{n}", INT) for n in range(50)))
    before = Counting.passes
    assert all(record.field(f"f{n}") for n in range(50)) and record.field("other") is None
    assert Counting.passes == before
