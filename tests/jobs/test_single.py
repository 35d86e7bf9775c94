"""Messages cast one at a time: what is done once for all of them, and what travels."""

from __future__ import annotations

import pickle
import time

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flong.jobs import signing, templates
from flong.jobs.config import Config, DkimKey
from flong.jobs.single import Origin, Single, filled

TEMPLATE = """Key: {{ id }}
Subject: x
From: a@acme.example
To: b@c.example

{% data %}
id: text
{% enddata %}
Hello {{ id }} {{ now | date("yyyy") }}
"""


@pytest.fixture
def recipe(tmp_path):
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key = tmp_path / "s1.pem"
    key.touch(0o600)
    key.write_bytes(pem)
    (tmp_path / "t.txt").write_text(TEMPLATE)
    config = Config(dkim={"ACME.example": (DkimKey("s1", str(key)),)})
    return templates.TemplateRecipe.read(tmp_path / "t.txt", config, "python")


@pytest.fixture
def single(recipe):
    return Single(lambda name: recipe, b"s" * 32)


def origin(id, created=1_800_000_000.0):
    return Origin(1, "api/live/otp/main", "otp", id, "t.txt", created)


def test_keys_are_read_once(single, monkeypatch):
    """Not for every message."""
    read, real = [], signing.load_key
    monkeypatch.setattr(signing, "load_key", lambda *given: read.append(given) or real(*given))
    made = [single.cast(origin(f"m{i}"), i + 1, '{"id": "7"}', 0) for i in range(3)]
    assert len(read) == 1 and all(b"".join(one.data).startswith(b"DKIM-Signature:") for one in made)


def test_a_recipe_travels_without_keys_and_code(recipe):
    """References only; the other process loads for itself."""
    assert recipe.keyring and recipe.template
    sent = pickle.dumps(recipe)
    again = pickle.loads(sent)
    assert again == recipe and "keyring" not in vars(again) and "template" not in vars(again) and len(sent) < 5000


def test_each_message_is_its_own_document(single):
    """One customer, two messages: two documents, two Message-IDs; the same message again: the same ones."""
    first, again, other = (single.cast(origin(id), 1, '{"id": "7"}', 0) for id in ("m1", "m1", "m2"))
    assert first.document == again.document != other.document
    assert first.key == other.key == "7"
    assert single.head(origin("m1"), '{"id": "7"}').document == first.document


def test_now_is_when_the_message_was_accepted(single):
    """A retry next year says the same."""
    made = b"".join(single.cast(origin("m1", time.mktime((2031, 6, 1, 12, 0, 0, 0, 0, 0))), 1, '{"id": "7"}', 0).data)
    assert b"Hello 7 2031" in made


def test_a_message_is_handed_over_whole(single):
    """The entry's place in its memory is the whole message."""
    made = single.cast(origin("m1"), 5, '{"id": "7"}', 0)
    got = filled(5, made)
    (entry,) = got.reply.entries
    assert bytes(got.slot.view(entry.offset, entry.size)) == b"".join(made.data) and entry.seq == 5
