"""What the text messages of a template's records come to, for a person to look at: no snapshot, no ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flong.backends.sms.route import SmsRoute
from flong.backends.sms.text import Size, Unsendable
from flong.jobs.reading import own_record, read
from flong.jobs.texts import NUMBER, body_of
from flong.template import Batch, load


def previewed(template: Path, data: Path, route: SmsRoute, limit: int) -> Iterator[Size | str]:
    """For each of the first `limit` records what its text is sold as by the rules of `route`, or why it is not sent.
    Numbers without `+` are looked at only where the route has a region."""
    made = load(template, engine="python", fallback=lambda: own_record(data))
    body = body_of(made)
    for records in read(made.data, data, limit):
        yield from (error.reason for error in records.errors)
        for batch in made.render_batches(records.table, parts={body, NUMBER} & set(made.renderer.parts)):
            yield from (error.reason for error in batch.errors)
            for i in range(len(batch.raw.rows)):
                yield _one(batch, i, body, route)


def _one(batch: Batch, i: int, body: str, route: SmsRoute) -> Size | str:
    try:
        if route.region:
            from flong.backends.sms.numbers import to_e164

            to_e164(batch.raw.text(NUMBER, i), route.region)
    except ValueError as error:
        return f"the number {error}"
    try:
        return route.policy.size(route.policy.applied(batch.raw.text(body, i)))
    except Unsendable as error:
        return str(error)
