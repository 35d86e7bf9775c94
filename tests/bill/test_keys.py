"""Encrypted files: who opens them, and what is never in them."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import CONTENT, LANG, OWN, SHARED, TEXT, TITLE, opened

from flong.bill import evp, evp_twin
from flong.bill.derive import derive_r4, derive_r6
from flong.bill.keys import READ, Keys, Permission

ROOT = Path(__file__).parents[2]
USER, OWNER = "A1234567890131", "(owner) ~17"
KINDS = {
    "r6": derive_r6(USER),
    "r6-owner": derive_r6(USER, owner=OWNER),
    "r4": derive_r4(USER),
    "r4-owner": derive_r4(USER, owner=OWNER),
}
Derive = Callable[..., Keys]
both = pytest.mark.parametrize("derive", [derive_r4, derive_r6])


@contextmanager
def twins() -> Iterator[None]:
    """As on a machine where OpenSSL's functions are not found."""
    with patch.object(evp, "AVAILABLE", False):
        yield


@pytest.mark.parametrize("kind", KINDS)
def test_the_password_opens_the_file(kind: str) -> None:
    """In qpdf's library and in pdfium, with all that is in it."""
    pdf = SHARED.write(OWN, keys=KINDS[kind])
    with opened(pdf, USER) as document:
        assert document.user_password_matched
        assert not document.owner_password_matched
        assert document.pdf_version == ("2.0" if "6" in kind else "1.7")
        assert document.docinfo["/Title"] == TITLE
        assert document.Root.Lang == LANG
        assert document.pages[0].Contents.read_bytes() == CONTENT
    assert pypdfium2.PdfDocument(pdf, password=USER)[0].get_textpage().get_text_range() == TEXT


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrong", ["", "a1234567890131", "A123456789013", "A1234567890131 ", "x" * 127, "密碼密碼"])
def test_other_passwords_are_refused(kind: str, wrong: str) -> None:
    """Also none at all, which an empty password of the owner would do for."""
    pdf = SHARED.write(OWN, keys=KINDS[kind])
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(pdf), password=wrong)
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(pdf, password=wrong)


@pytest.mark.parametrize("kind", ["r6-owner", "r4-owner"])
def test_the_owner_s_password_opens_the_file_for_an_owner(kind: str) -> None:
    with opened(SHARED.write(OWN, keys=KINDS[kind]), OWNER) as document:
        assert document.owner_password_matched
        assert document.pages[0].Contents.read_bytes() == CONTENT


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_contents_is_readable(kind: str) -> None:
    """No string, no text and no dictionary but those that say how the file is read and decrypted."""
    pdf = SHARED.write(OWN, keys=KINDS[kind])
    for secret in (TITLE.encode(), ("\ufeff" + TITLE).encode("utf-16-be").hex().encode(), LANG.encode(), TEXT.encode()):
        assert secret not in pdf
    assert b"Helvetica" not in pdf
    heads = re.findall(rb"<<.*?>>(?=\nstream)", pdf)
    assert [re.sub(rb"\d+", b"n", head) for head in heads[:2]] == [
        b"<< /Length n >>", b"<< /Type /ObjStm /N n /First n /Length n >>"
    ]  # fmt: skip
    assert len(heads) == 3


def test_each_file_has_its_own_initialisation_vectors() -> None:
    """Two bills of one customer do not show where they are equal."""
    for keys in (KINDS["r6"], KINDS["r4"]):
        found = [set(re.findall(rb">>\nstream\n(.{16})", SHARED.write(OWN, keys=keys), re.S)[:2]) for _ in range(20)]
        assert len(set.union(*found)) == 40


def test_derivations_differ_even_for_one_password() -> None:
    """Salts and keys are random."""
    assert len({derive_r6(USER).key for _ in range(3)} | {derive_r4(USER).key for _ in range(3)}) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_makes_a_file_repeatable(kind: str) -> None:
    assert SHARED.write(OWN, keys=KINDS[kind], seed=b"x") == SHARED.write(OWN, keys=KINDS[kind], seed=b"x")
    derive: Derive = derive_r6 if "6" in kind else derive_r4
    owner = OWNER if "owner" in kind else None
    assert bytes(derive(USER, owner=owner, seed=b"x")) == bytes(derive(USER, owner=owner, seed=b"x"))
    assert bytes(derive(USER, owner=owner, seed=b"x")) != bytes(derive(USER, owner=owner, seed=b"y"))


@both
@pytest.mark.parametrize(
    "password", ["", None, "short", "x" * 200, "密碼密碼密碼", "tab\tbed", "caf\u00e9-1234", "1234567\x7f"]
)
def test_passwords_that_readers_disagree_about_are_refused(derive: Derive, password: str) -> None:
    """As a user's and as an owner's; the reason does not quote them."""
    with pytest.raises(ValueError, match="password") as caught:
        derive(password)
    assert not password or password not in str(caught.value)
    if password is not None:
        with pytest.raises(ValueError, match="of the owner"):
            derive(USER, owner=password)


def test_the_longest_passwords_differ() -> None:
    """What a revision would cut off is refused."""
    with pytest.raises(ValueError, match="6 to 32"):
        derive_r4("x" * 33)
    for derive, length in ((derive_r4, 32), (derive_r6, 127)):
        pdf = SHARED.write(OWN, keys=derive("x" * length))
        with opened(pdf, "x" * length) as document:
            assert len(document.pages) == 1
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(pdf), password="x" * (length - 1))


@both
def test_an_owner_with_the_user_s_password_is_refused(derive: Derive) -> None:
    with pytest.raises(ValueError, match="void"):
        derive(USER, owner=USER)


ALLOWED = {
    "print_lowres": Permission.PRINT,
    "print_highres": Permission.PRINT | Permission.PRINT_WELL,
    "extract": Permission.COPY,
    "modify_other": Permission.MODIFY,
    "modify_annotation": Permission.ANNOTATE,
    "modify_form": Permission.FILL,
    "modify_assembly": Permission.ASSEMBLE,
}


@both
@pytest.mark.parametrize("name", ALLOWED)
def test_a_reader_sees_the_permissions(derive: Derive, name: str) -> None:
    """The one that was given; reading aloud is always allowed."""
    with opened(SHARED.write(OWN, keys=derive(USER, permissions=ALLOWED[name])), USER) as document:
        allowed = document.allow._asdict()
    assert allowed.pop("accessibility")
    assert allowed.pop(name)
    assert not any(allowed.values()) or name == "print_highres"


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_stored_and_read_again(kind: str) -> None:
    """And write the same file."""
    keys = KINDS[kind]
    stored = bytes(keys)
    assert Keys.from_bytes(stored) == keys == pickle.loads(pickle.dumps(keys))
    assert len(stored) == (211 if keys.revision == 6 else 99)
    for wrong in (b"", stored[:-1], stored + b"x", b"\0" + stored[1:], b"\5" + stored[1:]):
        with pytest.raises(ValueError, match="no stored keys"):
            Keys.from_bytes(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_keys_do_not_show_themselves(kind: str) -> None:
    for shown in (repr(KINDS[kind]), str(KINDS[kind]), f"{KINDS[kind]}"):
        assert re.fullmatch(r"Keys\(revision=[46]\)", shown)


PASSWORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=6, max_size=32)


needs_openssl = pytest.mark.skipif(not evp.AVAILABLE, reason="OpenSSL's functions are not found in this interpreter")


@needs_openssl
@given(st.binary(max_size=127), st.binary(min_size=8, max_size=8), st.just(b"") | st.binary(min_size=48, max_size=48))
@settings(max_examples=25)
def test_both_ways_hash_alike(password: bytes, salt: bytes, user: bytes) -> None:
    """C over OpenSSL, and hashlib with cryptography."""
    assert evp.key_hash(password, salt, user) == evp_twin.key_hash(password, salt, user)


@given(st.binary(min_size=16, max_size=16), st.binary(max_size=32))
@settings(max_examples=25)
def test_both_ways_encipher_alike(key: bytes, data: bytes) -> None:
    assert evp.rc4_rounds(key, data) == evp_twin.rc4_rounds(key, data)


def test_sizes_that_do_not_fit_are_refused() -> None:
    """By the C side, whose buffers are of fixed size."""
    for password, salt, user in ((b"x" * 128, bytes(8), b""), (b"", bytes(7), b""), (b"", bytes(8), bytes(49))):
        with pytest.raises(ValueError, match="another size"):
            evp.key_hash(password, salt, user)
    for key, data in ((bytes(15), b""), (bytes(17), b""), (bytes(16), bytes(33))):
        with pytest.raises(ValueError, match="another size"):
            evp.rc4_rounds(key, data)


@needs_openssl
@given(PASSWORDS, PASSWORDS | st.none(), st.binary(max_size=100), st.integers(0, 3))
@settings(max_examples=15)
def test_both_ways_write_the_same_file(password: str, owner: str | None, content: bytes, more: int) -> None:
    """From the password to the last byte, in both revisions."""
    own = [*OWN, *(((b"<< >>", content),) * more)]
    for derive in (derive_r4, derive_r6):
        made = SHARED.write(
            own, keys=derive(password, owner=owner and owner + "!"[: len(owner) < 32], seed=b"x"), seed=b"x"
        )
        with twins():
            keys = derive(password, owner=owner and owner + "!"[: len(owner) < 32], seed=b"x")
            assert SHARED.write(own, keys=keys, seed=b"x") == made
        with opened(made, password) as document:
            assert document.pages[0].Contents.read_bytes() == CONTENT


def test_what_a_reader_needs_is_the_default() -> None:
    assert derive_r6(USER).permissions == READ == Permission.PRINT | Permission.PRINT_WELL | Permission.COPY


WITHOUT = """
import _hashlib
_hashlib.__file__ = "/nowhere/_hashlib.so"
from flong.bill import evp
from flong.bill.derive import derive_r6
assert not evp.AVAILABLE
for refused in (lambda: evp.key_hash(b"", bytes(8), b""), lambda: evp.encrypt(bytes(32), bytes(16), b"")):
    try:
        refused()
    except (ValueError, MemoryError):
        continue
    raise AssertionError
print(bytes(derive_r6("A1234567890131", seed=b"x")).hex())
"""


def test_an_interpreter_without_openssl_s_library_goes_the_other_way() -> None:
    """And says no to what it can't do."""
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == bytes(derive_r6("A1234567890131", seed=b"x")).hex(), done.stderr
