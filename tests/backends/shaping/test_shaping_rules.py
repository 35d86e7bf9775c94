"""Rules from TOML: what is shipped, what a user's file changes, and how its mistakes are told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from flong.backends.base import Receipt
from flong.backends.shaping.bucket import DAY, MINUTE, SECOND
from flong.backends.shaping.reading import load_rules
from flong.backends.shaping.rules import Rules
from flong.backends.shaping.shaper import Shaper
from flong.errors import ConfigError

GUESSED = ("qq", "163", "naver", "daum", "docomo", "au", "softbank", "hinet")


def rules(tmp_path: Path, text: str) -> Rules:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    return load_rules(path)


def test_what_is_shipped() -> None:
    """The figures of the four that a source names, two and twenty for those without one."""
    shipped = load_rules()
    assert set(shipped.names) == {"gmail", "outlook", "yahoo", "apple", "other", *GUESSED}
    limits = {name: (r.connections, r.per_connection) for name, r in shipped.providers.items()}
    assert limits["gmail"] == limits["outlook"] == (5, 50)
    assert limits["yahoo"][1] == 20 and limits["apple"][0] == 10
    for name in ("gmail", "outlook", "yahoo", "apple"):
        assert shipped.of(name).origin == "KumoMTA, policy-extras/shaping.toml, read 2026-11-21"
    for name in GUESSED:
        assert limits[name] == (2, 20) and shipped.of(name).origin == "no public source"
    assert shipped.of("other").free and not shipped.of("gmail").free


@pytest.mark.parametrize(
    ("provider", "code", "enhanced", "text", "does"),
    [
        ("yahoo", 421, "4.7.0", "4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", "suspend"),
        ("gmail", 421, "4.7.28", "4.7.28 Our system has detected an unusual rate of mail", "move"),
        ("outlook", 451, "4.7.650", "4.7.650 rate limited due to IP reputation", "move"),
        ("qq", 421, "", "Too many connections from your host", "slow_down"),
        ("other", 450, "", "450 Throttled, try again", "slow_down"),
        ("naver", 421, "4.3.2", "4.3.2 closing", "slow_down"),
        ("gmail", 450, "4.2.1", "4.2.1 the user is over quota", None),
        ("gmail", 250, "2.0.0", "too many connections", None),
    ],
)
def test_what_the_shipped_reactions_mean(provider: str, code: int, enhanced: str, text: str, does: str | None) -> None:
    shaper, receipt = Shaper(load_rules()), Receipt(1, 1, "deferred", code, enhanced, text)
    found = [shaper.learned(provider, "s", receipt, 10**15 + n) for n in range(5)]
    assert {reaction.do for reaction in found if reaction} == ({does} if does else set())


def test_a_file_of_ones_own_goes_before_what_is_shipped(tmp_path: Path) -> None:
    """Key by key; its reactions first; a domain it names is its."""
    own = rules(
        tmp_path,
        """
        [default]
        per_hour = 1000
        [provider.gmail]
        connections = 9
        reaction = [{ code = [450], do = "suspend", for = "5 min" }]
        [provider.work]
        domains = ["Work.example", "foxmail.com"]
        window = 8
        [provider.qq]
        inherit_reactions = false
        """,
    )
    gmail, shipped = own.of("gmail"), load_rules().of("gmail")
    assert (gmail.connections, gmail.per_connection, gmail.domains) == (9, 50, shipped.domains)
    assert gmail.reactions[0].rest == 5 * MINUTE and gmail.reactions[1:] == shipped.reactions
    assert own.of("work").domains == ("work.example", "foxmail.com") and own.of("work").window == 8
    assert own.of("qq").domains == ("qq.com", "vip.qq.com") and own.of("qq").reactions == ()
    assert gmail.per_hour == 1000 and own.of("other").per_hour == 0 and own.of("work").per_hour == 1000


def test_limits_reactions_and_warm_up_are_read(tmp_path: Path) -> None:
    own = rules(
        tmp_path,
        """
        [provider.gmail]
        new_connections = 0
        quiet = "90 s"
        speed_up = 1.5
        warm_up = [{ from = 2026-12-01, per_day = 500, source = "192.0.2.1" }, { from = 2026-12-08 }]
        [[provider.gmail.reaction]]
        enhanced = ["5.7.*"]
        match = "反垃圾|block(ed|list)"
        threshold = "20/h"
        do = "slow_down"
        factor = 0.25
        """,
    ).of("gmail")
    reaction, first = own.reactions[0], own.warm_up[0]
    assert (own.new_connections, own.quiet, own.speed_up) == (0, 90 * SECOND, 1.5)
    assert (reaction.threshold.count, reaction.threshold.window, reaction.factor) == (20, 60 * MINUTE, 0.25)
    assert reaction.fits(Receipt(1, 1, "bounced", 550, "5.7.1", "550 5.7.1 触发反垃圾规则"))
    assert not reaction.fits(Receipt(1, 1, "bounced", 550, "5.1.1", "blocked"))
    assert (first.per_day, first.source, own.warm_up[1].per_day) == (500, "192.0.2.1", 0)
    assert time.gmtime(first.day * DAY // SECOND)[:3] == (2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gmail = 3", "`gmail` is not known; there are [default] and [provider.NAME]"),
        ("[provider.gmail]\nconections = 3", "provider.gmail: Object contains unknown field `conections`; did you"),
        ("[provider.gmail]\nzzz = 3", "Object contains unknown field `zzz`; there are domains, mx, connections"),
        ("[provider.a]\nmx = ['*.b.example']", "hosts below a domain are meant anyhow; write 'b.example'"),
        ("[provider.a]\nreaction = [{ do = 'move', rst = '1 h' }]", "there are do, code, enhanced, match"),
        ('[provider.gmail]\nconnections = "3"', "provider.gmail.connections: Expected `int`, got `str`"),
        ("[provider.gmail]\nconnections = -1", "provider.gmail.connections: Expected `int` >= 0"),
        ("[provider.Gmail]\nconnections = 1", "provider.Gmail: a name is 1 to 31 of a-z, 0-9 and -"),
        ("provider = 3", "provider: must be tables; write [provider.NAME]"),
        ("[default]\ndomains = ['a.example']", "default.domains: belongs to a provider; write it under"),
        ("[provider.a]\ndomains = ['中文.tw']", "provider.a.domains: '中文.tw' is no domain; write one in ASCII"),
        ("[provider.a]\nquiet = '10'", 'provider.a.quiet: must be a duration: "90 s"'),
        ("[provider.a]\nspeed_up = 1", "provider.a.speed_up: Expected `float` > 1.0"),
        ("[provider.a]\nreaction = [{ do = 'suspend' }]", "provider.a.reaction[0]: says nothing of the replies"),
        ("[provider.a]\nreaction = [{ do = 'move', code = [421], factor = 0.5 }]", "`move` knows no `factor`"),
        ("[provider.a]\nreaction = [{ do = 'slow_down', code = [421], for = '1 h' }]", "[0].for: `slow_down` knows no"),
        ("[provider.a]\nreaction = [{ do = 'stop', code = [421] }]", "'stop'; there are move, slow_down, suspend"),
        ("[provider.a]\nreaction = [{ do = 'move', code = [250] }]", "provider.a.reaction[0].code[0]: Expected"),
        ("[provider.a]\nreaction = [{ do = 'move', enhanced = ['4.7'] }]", "'4.7' is no enhanced code; write"),
        ("[provider.a]\nreaction = [{ do = 'move', match = '(' }]", "reaction[0].match: not a regular expression"),
        ("[provider.a]\nreaction = [{ do = 'move', match = '(?=a)' }]", "there is no look-around"),
        ("[provider.a]\nreaction = [{ do = 'move', code = [421], threshold = '3' }]", "must be a threshold"),
        ("[provider.a]\nreaction = [{ do = 'move', code = [421], for = '0 s' }]", "reaction[0].for: must be a"),
        ("[provider.a]\nwarm_up = [{ from = 'soon' }]", "provider.a.warm_up[0].from: Invalid RFC3339"),
        ("[provider.a]\nmx = ['x.example']\n[provider.b]\nmx = ['x.example']", "x.example belongs to provider.a"),
        ("[provider.a\n", "own.toml: Expected ']'"),
    ],
)
def test_mistakes_are_told_with_file_key_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        rules(tmp_path, text)
    assert "own.toml: " in str(error.value) and told in str(error.value)


def test_files_of_editors_that_write_a_mark(tmp_path: Path) -> None:
    """U+FEFF at the beginning says nothing."""
    assert rules(tmp_path, "\ufeff[provider.gmail]\nconnections = 7").of("gmail").connections == 7


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load_rules(tmp_path / "none.toml")


def test_a_pattern_that_explodes_elsewhere_takes_no_time(tmp_path: Path) -> None:
    """RE2 has no catastrophic patterns: a second would be a million times more than it needs."""
    own = rules(tmp_path, "[provider.a]\nreaction = [{ do = 'move', match = '(a+)+$' }]").of("a")
    begun = time.process_time()
    assert not own.reactions[0].fits(Receipt(1, 1, "deferred", 421, "", "a" * 1999 + "!"))
    assert time.process_time() - begun < 1
