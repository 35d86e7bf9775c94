"""The key hash of PDF 2.0 of many passwords at a time, beside that of each."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.bill import crypto, evp_twin, keyhash
from flong.bill.derive import derive_all_r6, derive_r6

WIDTHS = [lanes for lanes in (8, 16) if lanes <= keyhash.LANES]
PASSWORDS = st.text(max_size=127).map(lambda text: text.encode()[:127]) | st.binary(max_size=127)
SECRETS = st.tuples(
    PASSWORDS,
    st.binary(min_size=8, max_size=8),
    st.just(b"") | st.binary(min_size=48, max_size=48) | st.binary(max_size=48),
)

in_lanes = pytest.mark.skipif(not WIDTHS, reason="this processor has no instructions for AES and AVX2")


def one_by_one(secrets: list[crypto.Secret]) -> list[bytes]:
    return [evp_twin.key_hash(*secret) for secret in secrets]


@in_lanes
@settings(max_examples=15, deadline=None)
@given(st.sampled_from(WIDTHS or [0]), st.lists(SECRETS, max_size=20))
def test_each_hash_is_one_of_its_own(width: int, secrets: list[crypto.Secret]) -> None:
    """In every width that the processor has, lanes full or not, whatever the lengths beside each other."""
    assert keyhash.key_hashes(secrets, width) == one_by_one(secrets)


@in_lanes
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 64, 65, 150])
def test_more_than_are_on_their_way_at_a_time(width: int, count: int) -> None:
    """Longest and shortest texts, one behind the other."""
    secrets = [(bytes([n]) * (n % 2 * 127), bytes([n] * 8), bytes([n] * (n % 3 % 2 * 48))) for n in range(count)]
    assert keyhash.key_hashes(secrets, width) == one_by_one(secrets)


@in_lanes
@pytest.mark.parametrize(
    "secret",
    [(b"x" * 128, bytes(8), b""), (b"", bytes(7), b""), (b"", bytes(9), b""), (b"", bytes(8), bytes(49))],
)
def test_sizes_that_do_not_fit_are_refused(secret: crypto.Secret) -> None:
    with pytest.raises(ValueError, match="another size"):
        keyhash.key_hashes([(b"", bytes(8), b""), secret])


@pytest.mark.parametrize("lanes", [-8, 1, 4, 12, 32, keyhash.LANES * 2 or 8])
def test_other_widths_are_refused(lanes: int) -> None:
    with pytest.raises(ValueError, match="more lanes"):
        keyhash.key_hashes([(b"", bytes(8), b"")], lanes)


@pytest.mark.parametrize("secret", [(None, bytes(8), b""), (b"", "x" * 8, b""), (b"", bytes(8)), [b"", bytes(8), b""]])
def test_what_is_no_secret_is_refused(secret: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        keyhash.key_hashes([secret])


@pytest.mark.parametrize("lanes", [0, keyhash.LANES])
@pytest.mark.parametrize("count", [0, 1, crypto.AT_ONCE - 1, crypto.AT_ONCE, 70])
def test_few_and_many_hash_alike(count: int, lanes: int) -> None:
    """With lanes and on a processor without."""
    secrets = [(b"password", n.to_bytes(8), b"") for n in range(count)]
    with patch.object(keyhash, "LANES", lanes):
        assert crypto.key_hashes(secrets) == one_by_one(secrets)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.text("aZ09 ~", min_size=6, max_size=127), st.binary(max_size=9)), max_size=9))
def test_keys_of_many_files_are_those_of_each(files: list[tuple[str, bytes]]) -> None:
    passwords, seeds = [password for password, _ in files], [seed for _, seed in files]
    assert derive_all_r6(passwords, seeds) == [derive_r6(password, seed=seed) for password, seed in files]


def test_a_password_that_is_refused_derives_nothing() -> None:
    with pytest.raises(ValueError, match="has not 6"):
        derive_all_r6(["long enough", "short"], [None, None])
    with pytest.raises(ValueError, match="zip"):
        derive_all_r6(["long enough"], [])
