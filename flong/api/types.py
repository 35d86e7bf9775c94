"""What the service takes and gives, as msgspec types: they validate, and the OpenAPI document is made from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Stream = Literal["broadcast", "transactional", "otp"]


class MessageRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One message: a template of the service's folder, and the record it is rendered for."""

    template: Annotated[str, Meta(min_length=1, max_length=200, description="A file below the templates folder.")]
    record: msgspec.Raw
    stream: Stream
    route: Annotated[str, Meta(max_length=100, description="A configured route; empty: the service's own.")] = ""


class MessageAccepted(msgspec.Struct, frozen=True):
    """The message was written down and will be sent, unless `state` says already that it won't."""

    id: str
    state: str
    stream: Stream
    live: bool
    created: str


class Attempt(msgspec.Struct, frozen=True):
    """One sending: `state` is what came of it, `code`, `enhanced` and `text` what the server said, `bounce` the class
    of a refusal."""

    number: int
    state: str
    code: int
    enhanced: str
    text: str
    kind: str
    bounce: str
    host: str
    started: str
    ended: str | None


class Event(msgspec.Struct, frozen=True):
    """Something that happened to a message: open, click, unsubscribe, bounce, complaint, answer,
    notice, typo, rejected, suppressed, expired, test."""

    at: str
    kind: str
    detail: dict[str, Any]


class MessageView(msgspec.Struct, frozen=True):
    """All that is known of a message. `until` is when a deferred one is tried again."""

    id: str
    state: str
    stream: str
    live: bool
    template: str
    key: str
    created: str
    until: str | None
    attempts: list[Attempt]
    events: list[Event]


class CheckRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A template's text, what kind of template it is, and the JSON Schema of its records if it has no data block."""

    source: str
    kind: Literal["html", "text", "mjml"] = "html"
    schema: dict[str, Any] | None = None


class CheckResult(msgspec.Struct, frozen=True):
    """Everything that was found in a template, and how much of it is errors."""

    errors: int
    diagnostics: list[dict[str, Any]]


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field; `place` is the spot in the template that found it."""

    field: str
    reason: str
    place: str = ""


class Problem(msgspec.Struct, frozen=True):
    """An error (RFC 9457). `type` is stable and tells one kind from another."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []
