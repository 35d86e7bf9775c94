"""flong.toml: what is read, what is refused, and that no value is quoted in an error."""

from __future__ import annotations

import pytest

from flong.errors import ConfigError
from flong.jobs.config import Config, load_config

WHOLE = """
[routes.main]
url = "smtp://mailer@relay.acme.example"
password = "env:RELAY"
connections = 8

[[dkim."acme.example"]]
selector = "s1"
key = "/etc/flong/s1.pem"

[[dkim."acme.example"]]
selector = "e1"
key = "env:ED"

[tokens]
url = "https://t.acme.example"
keys = { 1 = "/etc/flong/t.key" }

[jobs]
policy = "resend"
retry = [1, 2.5]
"""


@pytest.fixture
def load(tmp_path):
    def load(text, mode=0o600):
        path = tmp_path / "flong.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return load_config(path)

    return load


def test_a_whole_file(load):
    config = load(WHOLE)
    assert config.routes["main"].url == "smtp://mailer@relay.acme.example"
    assert (config.routes["main"].options.password, config.routes["main"].options.connections) == ("env:RELAY", 8)
    assert [key.selector for key in config.dkim["acme.example"]] == ["s1", "e1"]
    assert config.tokens.keys == {"1": "/etc/flong/t.key"}
    assert (config.jobs.policy, config.jobs.retry, config.jobs.chunk) == ("resend", (1.0, 2.5), 1000)


def test_nothing_is_needed(load, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_config() == Config() and load("") == Config()


def test_the_present_folder_is_looked_at(load, tmp_path, monkeypatch):
    load("[jobs]\nchunk = 7\n")
    monkeypatch.chdir(tmp_path)
    assert load_config().jobs.chunk == 7


def test_a_file_that_names_secrets_must_be_private(load):
    with pytest.raises(ConfigError, match="chmod 600"):
        load(WHOLE, 0o644)
    assert load("[jobs]\nchunk = 7\n", 0o644).jobs.chunk == 7


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("[job]\n", "did you mean `jobs`"),
        ("[jobs]\npolcy = 'hold'\n", "did you mean `policy`"),
        ("[routes.a]\nurl = 'stdout:'\nconections = 1\n", "did you mean `connections`"),
        ("[[dkim.'a.example']]\nselektor = 's'\nkey = 'f'\n", "did you mean `selector`"),
        ("[tokens]\nzzz = 1\n", "there are url, keys"),
        ("[routes.a]\n", "needs a url"),
        ("routes = 1\n", "must be a table"),
        ("[dkim]\nx = 1\n", "must be a table"),
        ("[jobs]\npolicy = 'maybe'\n", r"jobs\.policy"),
        ("[jobs]\nchunk = 0\n", "chunk"),
        ("[jobs]\nretry = []\n", "retry"),
        ("[routes.a]\nurl = 'stdout:'\nconnections = 0\n", "positive"),
        ("[routes.a]\nurl = 'stdout:'\ntls = 'no'\n", "tls"),
        ("= broken", "flong.toml"),
    ],
)
def test_mistakes_are_explained(load, text, help_):
    with pytest.raises(ConfigError, match=help_):
        load(text)


def test_a_password_in_a_url_is_refused_and_not_repeated(load):
    with pytest.raises(ConfigError, match="holds no password") as caught:
        load("[routes.a]\nurl = 'smtp://user:hunter2@relay.acme.example'\n")
    assert "hunter2" not in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        load_config(tmp_path / "flong.toml")
