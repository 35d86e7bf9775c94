"""Findings about a domain, and the records it should publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["ok", "note", "warning", "error", "unknown"]
Topic = Literal["domain", "mx", "spf", "dkim", "dmarc", "ptr"]

STRING: Final = 255
"""The most bytes of one string of a TXT record (RFC 1035 section 3.3)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in a sentence; `help` says why it matters or what to do. `unknown`: the DNS did not answer."""

    topic: Topic
    level: Level
    what: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Publish:
    """A record to publish, and whether it is there already."""

    name: str
    kind: Literal["TXT"]
    value: str
    there: bool

    def line(self) -> str:
        """As a line of a zone file."""
        strings = [self.value[at : at + STRING] for at in range(0, len(self.value), STRING)]
        quoted = " ".join('"{}"'.format(one.replace("\\", "\\\\").replace('"', '\\"')) for one in strings)
        return f"{self.name}. IN {self.kind} {quoted}"


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found about `domain`."""

    domain: str
    findings: tuple[Finding, ...]
    publish: tuple[Publish, ...]

    def has(self, level: Level) -> bool:
        """Whether there is a finding of that level."""
        return any(finding.level == level for finding in self.findings)


def tags(text: str) -> dict[str, str]:
    """A tag list (RFC 6376 section 3.2), by the tags' names. Raises ValueError, which says what is wrong."""
    found: dict[str, str] = {}
    parts = text.split(";")
    for part in parts[:-1] if not parts[-1].strip() else parts:
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals or not name.isidentifier():
            raise ValueError(f"`{part.strip()[:40]}` is no `tag=value`")
        if name in found:
            raise ValueError(f"`{name}=` stands twice")
        found[name] = value.strip()
    return found
