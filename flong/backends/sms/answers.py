"""What a gateway's answer means, by its definition."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from flong.backends.reply import clean
from flong.backends.sms.definition import Definition, Match, Place, ReceiptForm
from flong.backends.sms.fill import filled
from flong.backends.sms.receipts import MAX_ID, Outcome, Report
from flong.patterns import searcher

Meaning = Literal["delivered", "bounced", "deferred", "throttled", "ambiguous", "login"]

_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A status and a body, as text."""

    status: int
    body: str

    def value(self, path: str) -> str:
        """The scalar at `messages.0.id` of a body of JSON; "" where there is none."""
        try:
            node = json.loads(self.body)
        except (ValueError, RecursionError):
            return ""
        for step in path.split(".")[:_DEEPEST]:
            node = _inner(node, step)
        return written(node) if isinstance(node, str | int | float) else ""


def written(value: str | int | float) -> str:
    """A scalar as JSON has it, a text without its quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def meaning(definition: Definition, answer: HttpAnswer) -> Meaning:
    """The first of login, throttled, permanent, temporary, unsure and success that the answer matches. Another answer
    is a temporary error, unless its status is 2xx: then the message may well have been accepted."""
    d = definition
    order: tuple[tuple[Match, Meaning], ...] = (
        (d.login, "login"), (d.throttled, "throttled"), (d.permanent, "bounced"), (d.temporary, "deferred"),
        (d.unsure, "ambiguous"), (d.success, "delivered"),
    )  # fmt: skip
    found = next((means for match, means in order if match.given and _matches(match, answer)), None)
    return found or ("ambiguous" if 200 <= answer.status < 300 else "deferred")


def id_of(definition: Definition, answer: HttpAnswer) -> str:
    """The id that delivery receipts will name; "" when the answer names none."""
    return _short(_at(definition.id, answer))


def report_of(form: ReceiptForm, host: str, fields: Mapping[str, str]) -> tuple[Report | None, str]:
    """The delivery receipt in the fields of a gateway's call, and what must be answered."""
    id_, status = _short(fields.get(form.id, "")), clean(fields.get(form.status, ""))[:20]
    if not id_:
        return None, ""
    outcome: Outcome = "delivered" if status in form.delivered else "failed" if status in form.failed else "pending"
    error = clean(fields.get(form.error, ""))[:20] if form.error else ""
    return Report(id_, host, outcome, status, error), filled(form.answer, {"id": id_})


def _matches(match: Match, answer: HttpAnswer) -> bool:
    return (
        (not match.status or answer.status in match.status)
        and (not match.pattern or _search(match.pattern)(answer.body) is not None)
        and all(answer.value(path) == written(value) for path, value in match.json.items())
    )


def _at(place: Place, answer: HttpAnswer) -> str:
    if place.json:
        return answer.value(place.json)
    found = _search(place.pattern)(answer.body) if place.pattern else None
    return found[1] or "" if found else ""


@lru_cache(256)
def _search(pattern: str) -> Callable[[str], Any]:
    return searcher(pattern)


def _short(text: str) -> str:
    return clean(text) if len(text) < MAX_ID else ""


def _inner(node: Any, step: str) -> Any:
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and step.isascii() and step.isdigit() and int(step[:9]) < len(node):
        return node[int(step[:9])]
    return None
