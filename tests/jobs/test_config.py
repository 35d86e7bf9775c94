"""flong.toml: what is read, what is refused, and that no value is quoted in an error."""

from __future__ import annotations

import pytest

from flong.errors import ConfigError
from flong.jobs.commands import open_route
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


def test_files_of_editors_that_write_a_mark(load):
    """U+FEFF at the beginning says nothing."""
    assert load("\ufeff[jobs]\nchunk = 7").jobs.chunk == 7


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
        ("[jobs]\npolicy = 'maybe'\n", r"jobs\.policy`; there are hold, resend"),
        ("[jobs]\nchunk = 0\n", "chunk"),
        ("[jobs]\nretry = []\n", "retry"),
        ("[routes.a]\nurl = 'stdout:'\nconnections = 0\n", "positive"),
        ("[routes.a]\nurl = 'stdout:'\ntls = 'no'\n", r"tls`; there are implicit, none"),
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


POOL = """
[[relay]]
name = "east"
pool = "bulk"
host = "east.acme.example"
user = "mailer"
password = "env:EAST"
weight = 3
sources = ["192.0.2.1", "2001:db8::1"]
connections = 7

[[relay]]
name = "west"
pool = "bulk"
host = "127.0.0.1"
port = 2525

[[relay]]
name = "single"
host = "::1"

[shaping]
mx = true
resolver = "192.0.2.53"
"""


def test_relays_make_pools(load, tmp_path, monkeypatch):
    """A pool is a route: each relay by way of each of its addresses."""
    monkeypatch.setenv("EAST", "secret")
    config = load(POOL)
    assert [relay.name for relay in config.routes["bulk"].relays] == ["east", "west"] and "main" in config.routes
    bulk = open_route("bulk", config, tmp_path)
    names = [(outlet.name, outlet.weight, outlet.connections) for outlet in bulk.outlets]
    assert names == [("east/192.0.2.1", 3, 7), ("east/2001:db8::1", 3, 7), ("west", 1, 4)]
    assert [outlet.name for outlet in open_route("main", config, tmp_path).outlets] == ["single"]
    assert [outlet.name for outlet in open_route("smtp://127.0.0.1:25", config).outlets] == ["127.0.0.1:25"]


def test_mistakes_in_relays_are_told_with_their_names(load, tmp_path):
    """Of all relays of a pool, the one that is wrong."""
    config = load(POOL.replace('password = "env:EAST"\n', "", 1))
    with pytest.raises(ConfigError, match="relay east: a login needs both a user"):
        open_route("bulk", config, tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("relay = 3", "relay: write [[relay]]"),
        ("[[relay]]\nhost = 'a.example'", "relay[0]: Object missing required field `name`"),
        ("[[relay]]\nname = 'a'", "relay[0]: Object missing required field `host`"),
        ("[[relay]]\nname = 'a'\nhost = 'a.example'\nwieght = 2", "`wieght` is not known; did you mean `weight`?"),
        ("[[relay]]\nname = 'a'\nhost = 'a.example'\nweight = 0", "weight 1 or more"),
        ("[[relay]]\nname = 'a b'\nhost = 'a.example'", "name must be 1 to 40 of a-z"),
        ("[[relay]]\nname = 'a'\nhost = 'a.example'\nsources = ['here']", "sources must be IP addresses"),
        ("[[relay]]\nname = 'a'\nhost = 'a.example'\nsource = '192.0.2.1'", "`source` is not known; did you mean"),
        ("[[relay]]\nname = 'a'\nhost = 'a.example'\n" * 2, "two have one name; give each its own"),
        ("[routes.main]\nurl = 'eml:x'\n[[relay]]\nname = 'a'\nhost = 'a.example'", "have one name; rename one"),
        ("[shaping]\nrule = 'x'", "[shaping]: `rule` is not known; did you mean `rules`?"),
    ],
)
def test_mistakes_in_relays_are_told(load, text, told):
    with pytest.raises(ConfigError) as error:
        load(text)
    assert told in str(error.value)
