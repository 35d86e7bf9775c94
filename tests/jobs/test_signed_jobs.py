"""Which keys sign a job's mails: by domain, by day, in which form; S/MIME by address, before DKIM."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, date, datetime
from email import message_from_bytes
from sys import maxsize

import dkim
import pytest
from mailcerts import ADDRESS, KEYS, certificate, pem_files

from flong.backends.dkim import load_key
from flong.errors import ConfigError
from flong.jobs.cast import Context, Misfit
from flong.jobs.config import Certificate, Config, DkimKey, load_config
from flong.jobs.signing import Keyring
from flong.jobs.templates import AT_ONCE, HANDFUL, TemplateRecipe, Unsigned, handful
from flong.jobs.writing import Written
from flong.runtime.addresses import Address

MAIL = b"From: bill@acme.example\r\nTo: a@b.example\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
AUTHOR = Address("", ADDRESS)
DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def seeds(monkeypatch):
    for n in range(4):
        monkeypatch.setenv(f"SEED{n}", b64encode(bytes([n]) * 32).decode())


def clock(day: date, second: int = 0) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() + second


def selectors(config: Config, at: float, author: Address = AUTHOR) -> list[str]:
    (signed,) = Keyring(config).at(at).sign([author], [MAIL])
    fields = [dkim.parse_tag_value(field.partition(b":")[2]) for field in b"".join(signed[:-1]).split(b"DKIM-Sig")[1:]]
    return [field[b"s"].decode() for field in fields]


def ring(*keys: DkimKey) -> Config:
    return Config(dkim={"ACME.example": keys})


def test_keys_follow_each_other():
    """`from` is the first day, `until` the first day of the next; in UTC, to the second."""
    config = ring(DkimKey("old", "env:SEED0", until=DAY), DkimKey("new", "env:SEED1", from_=DAY))
    assert selectors(config, clock(DAY) - 1) == ["old"]
    assert selectors(config, clock(DAY)) == ["new"]


def test_keys_beside_each_other():
    """All that are valid sign, in the order of the configuration."""
    config = ring(DkimKey("a", "env:SEED0"), DkimKey("b", "env:SEED1", until=DAY), DkimKey("c", "env:SEED2"))
    assert selectors(config, clock(DAY) - 1) == ["a", "b", "c"]
    assert selectors(config, clock(DAY)) == ["a", "c"]


def test_no_key_for_the_day():
    """Better no job than unsigned mails."""
    config = ring(DkimKey("a", "env:SEED0", until=DAY))
    with pytest.raises(ConfigError, match="no key signs on 2026-07-01"):
        Keyring(config).at(clock(DAY))


def test_two_keys_with_one_selector():
    """Only one of them can be published; one after the other is fine."""
    with pytest.raises(ConfigError, match="two keys with one selector"):
        Keyring(ring(DkimKey("a", "env:SEED0"), DkimKey("a", "env:SEED1"))).at(clock(DAY))
    config = ring(DkimKey("a", "env:SEED0", until=DAY), DkimKey("a", "env:SEED1", from_=DAY))
    assert selectors(config, clock(DAY)) == ["a"]


def test_keys_of_other_days_are_not_read():
    """A key may not be here yet, or not any more."""
    config = ring(DkimKey("a", "env:SEED0"), DkimKey("b", "/nonexistent", from_=DAY))
    assert selectors(config, clock(DAY) - 1) == ["a"]
    with pytest.raises(ConfigError, match="nonexistent"):
        Keyring(config).at(clock(DAY))


def test_other_domains_are_not_signed():
    """Only what is From the domain itself; its case does not count."""
    config = ring(DkimKey("a", "env:SEED0"))
    assert selectors(config, clock(DAY), Address("", "bill@Acme.Example")) == ["a"]
    assert selectors(config, clock(DAY), Address("", "bill@mail.acme.example")) == []


def test_forms():
    """Each key in its own form, with its own end."""
    config = ring(
        DkimKey("a", "env:SEED0", form="relaxed/relaxed", expires=60), DkimKey("b", "env:SEED1", form="simple/simple")
    )
    (signed,) = Keyring(config).at(clock(DAY)).sign([AUTHOR], [MAIL])
    first, second, _ = signed
    assert b"c=relaxed/relaxed" in first and b"x=" in first
    assert b"c=simple/simple" in second and b"x=" not in second
    data = b"".join(signed)
    for index, seed in enumerate(("env:SEED0", "env:SEED1")):
        record = load_key("s", seed).record().encode()
        assert dkim.DKIM(data).verify(index, dnsfunc=lambda *_, record=record, **__: record)


def test_dkimpy_signs_when_it_is_asked_to(monkeypatch):
    """The slow way has the same result."""
    monkeypatch.setenv("FLONG_PLAIN_DKIM", "1")
    (signed,) = Keyring(ring(DkimKey("a", "env:SEED0"))).at(clock(DAY)).sign([AUTHOR], [MAIL])
    record = load_key("a", "env:SEED0").record().encode()
    assert b" from : " in signed[0]
    assert dkim.verify(b"".join(signed), dnsfunc=lambda *_, **__: record)


@pytest.mark.parametrize("plain", ["0", "1"])
def test_what_can_t_be_signed_harms_nobody_else(monkeypatch, plain):
    """Two From in the middle of a handful."""
    monkeypatch.setenv("FLONG_PLAIN_DKIM", plain)
    signing = Keyring(ring(DkimKey("a", "env:SEED0"), DkimKey("b", "env:SEED1", form="simple/simple"))).at(clock(DAY))
    first, bad, last = signing.sign([AUTHOR] * 3, [MAIL, b"From: x@y.example\r\n" + MAIL, MAIL + b"more\r\n"])
    assert isinstance(bad, ValueError) and "one From" in str(bad)
    assert (first[-1], last[-1]) == (MAIL, MAIL + b"more\r\n") and len(first) == len(last) == 3


def test_smime_comes_before_dkim(tmp_path):
    """The mails of one address; what DKIM signs is the mail with its S/MIME signature."""
    chain, key = pem_files(tmp_path, KEYS["p256"], certificate(KEYS["p256"]))
    config = Config(
        dkim={"acme.example": (DkimKey("a", "env:SEED0"),)},
        smime={"Bill@acme.example": Certificate(str(chain), str(key))},
    )
    signing = Keyring(config).at(clock(DAY))
    mine, other = signing.sign([AUTHOR, Address("", "news@acme.example")], [MAIL, MAIL.replace(b"bill", b"news")])
    record = load_key("a", "env:SEED0").record().encode()
    assert all(dkim.verify(b"".join(one), dnsfunc=lambda *_, **__: record) for one in (mine, other))
    assert message_from_bytes(b"".join(mine)).get_content_type() == "multipart/signed"
    assert message_from_bytes(b"".join(other)).get_content_type() == "text/plain"


def test_a_certificate_that_does_not_fit_is_told_at_the_start(tmp_path):
    """Before anything is planned."""
    chain, key = pem_files(tmp_path, KEYS["p256"], certificate(KEYS["p256"], ("other@acme.example",)))
    (tmp_path / "a.txt").write_text("Key: {{ id }}\nSubject: x\nFrom: bill@acme.example\nTo: a@b.example\n\n"
                                    "{% data %}\nid: text\n{% enddata %}\nHello {{ id }}\n")  # fmt: skip
    config = Config(smime={ADDRESS: Certificate(str(chain), str(key))})
    recipe = TemplateRecipe.read(tmp_path / "a.txt", config, "python")
    with pytest.raises(ConfigError, match=r"one of other@acme\.example"):
        recipe.make(Context(1, "j", "otp", clock(DAY), b"s" * 32))


def test_handfuls_keep_all_in_order():
    """At most AT_ONCE, and none but the first that has no room."""
    many = [Misfit(i, "") for i in range(3 * AT_ONCE + 1)]
    messages, made = iter(many), []
    while some := handful(messages, 1):
        made.append(some)
    assert [one for some in made for one in some] == many and max(map(len, made)) == AT_ONCE
    written = Written("k", b"", AUTHOR, "a@b.example", bytes(HANDFUL // 4))
    mails = [Unsigned(i, "k", "", "", written) for i in range(9)]
    for room, taken in ((maxsize, 5), (HANDFUL // 2, 3), (HANDFUL // 4 - 1, 1), (0, 1), (-1, 1)):
        assert handful(iter(mails), room) == mails[:taken]


WHOLE = """
[[dkim."acme.example"]]
selector = "s1"
key = "env:SEED0"
from = 2026-01-01
until = 2026-07-01
form = "relaxed/relaxed"
expires = 604800

[smime."bill@acme.example"]
certificates = "/etc/flong/bill.pem"
key = "/etc/flong/bill.key"
"""


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "flong.toml"
        path.write_text(text)
        path.chmod(0o600)
        return load_config(path)

    return load


def test_configuration(load):
    """Dates are TOML's own."""
    config = load(WHOLE)
    (key,) = config.dkim["acme.example"]
    expected = DkimKey("s1", "env:SEED0", date(2026, 1, 1), date(2026, 7, 1), "relaxed/relaxed", 604800)
    assert key == expected
    assert config.smime[ADDRESS] == Certificate("/etc/flong/bill.pem", "/etc/flong/bill.key")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2026-07-01", "2025-07-01", "ends before it begins"),
        ("from = 2026-01-01", 'from = "soon"', "date"),
        ("from = 2026-01-01", "form_ = 2026-01-01", "did you mean `form`"),
        ("relaxed/relaxed", "relaxed/strict", "there are relaxed/relaxed, relaxed/simple"),
        ("604800", "-1", ">= 0"),
        ("certificates", "certificats", "did you mean `certificates`"),
    ],
)
def test_wrong_configurations(load, old, new, told):
    with pytest.raises(ConfigError, match=told):
        load(WHOLE.replace(old, new, 1))
