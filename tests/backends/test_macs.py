"""Many MACs and digests at a time are those that are made one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.macs import macs
from flong.backends.verp import Verp
from flong.jobs import identity
from flong.runtime.mac import Mac

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), max_size=20)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=100), st.lists(st.binary(max_size=200), max_size=20))
def test_macs(key: bytes, texts: list[bytes]) -> None:
    assert macs(key, texts) == [Mac(key).digest(text) for text in texts]


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_digests(texts: list[str]) -> None:
    """Of keys and of documents."""
    assert identity.key_digests(texts) == [identity.key_digest(text) for text in texts]
    assert identity.address_digests(texts) == [identity.address_digest(text) for text in texts]
    assert identity.document_digests(texts) == [identity.document_digest(text) for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.binary(min_size=16, max_size=16), st.integers(0, 2**32 - 1)), max_size=20))
def test_message_ids(sent: list[tuple[bytes, int]]) -> None:
    documents, resends = [one[0] for one in sent], [one[1] for one in sent]
    domains = [f"d{n}.example" for n in range(len(sent))]
    expected = [identity.message_id(b"s" * 32, *one, domain) for one, domain in zip(sent, domains, strict=True)]
    assert identity.message_ids(b"s" * 32, documents, resends, domains) == expected


def test_return_paths() -> None:
    """Each names its own mail."""
    verp = Verp("b@acme.example", b"0123456789abcdef")
    seqs = [1, 7, 10**18 - 1]
    assert [verp.read(path) for path in verp.paths("j", seqs)] == [("j", seq) for seq in seqs]
