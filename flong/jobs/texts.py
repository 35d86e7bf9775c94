"""Templates as casters of text messages: the part `sms` to the number in `Sms-To`.

Only these parts are rendered; what the mail of the same template holds, attaches or rejects is another job's. A text
and a mail of one document are two documents for the ledger, so that both can be sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from sys import maxsize

import pyarrow as pa

from flong.backends.sms.route import SmsRoute
from flong.backends.sms.text import Unsendable
from flong.errors import ConfigError, LedgerError
from flong.jobs.cast import Context, Head, Misfit, Prepared
from flong.jobs.identity import document_digest, key_digest, own_document
from flong.jobs.rendered import Rendered, text
from flong.jobs.templates import TemplateRecipe
from flong.template import Batch, Template

NUMBER = "sms-to"


@dataclass(frozen=True)
class TextRecipe(TemplateRecipe):
    """The text messages of a template, by a route's rules."""

    route: SmsRoute = field(default_factory=SmsRoute, kw_only=True)

    @classmethod
    def of(cls, recipe: TemplateRecipe, route: SmsRoute) -> TextRecipe:
        """Raises ConfigError for a template without text messages or without numbers."""
        if NUMBER not in recipe.template.renderer.parts:
            raise ConfigError(f"{recipe.path.name}: text messages need a number; the head has no field `Sms-To`")
        body_of(recipe.template)
        same = {one.name: getattr(recipe, one.name) for one in fields(recipe)}
        return cls(**{**same, "digest": _digest(recipe.digest, route)}, route=route)

    @cached_property
    def loaded(self) -> str:
        """The digest of the template as this process loaded it, and of the rules that change texts."""
        return _digest(super().loaded, self.route)

    def make(self, context: Context) -> TextCaster:  # type: ignore[override]
        if self.loaded != self.digest:
            raise LedgerError(f"{self.path} was changed since the job was planned")
        return TextCaster(self.template, context, self.route)


class TextCaster(Rendered):
    """See `cast.Caster`."""

    def __init__(self, template: Template, context: Context, route: SmsRoute) -> None:
        self._body, self._route, self._policy = body_of(template), route, route.policy
        parts = {"key", "document", NUMBER, self._body} & set(template.renderer.parts)
        super().__init__(template, context, parts)

    def heads(self, table: pa.Table) -> Sequence[Head | Misfit]:
        """See `cast.Caster`."""
        made = (self._prepared(index, found) for index, found in self._rendered(table))
        return [one if isinstance(one, Misfit) else Head(one.key, one.document, one.rcpt_to) for one in made]

    def cast(self, table: pa.Table, resends: Sequence[int], room: int = maxsize) -> Iterator[Prepared | Misfit]:
        """See `cast.Caster`. A text is the same for every resend."""
        return (self._prepared(index, found) for index, found in self._rendered(table))

    def derive(self, table: pa.Table, threads: int) -> bytes:
        """See `cast.Caster`."""
        return b""

    def recall(self, derived: bytes) -> None:
        """See `cast.Caster`."""

    def _prepared(self, index: int, found: Misfit | tuple[Batch, int]) -> Prepared | Misfit:
        if isinstance(found, Misfit):
            return found
        key = text(*_at(found, "key"))
        if not key:
            return Misfit(index, "the key is empty", field="Key")
        try:
            to = self._number(text(*_at(found, NUMBER)))
        except ValueError as error:
            return Misfit(index, f"the number {error}", key, "Sms-To")
        try:
            words = self._policy.applied(text(*_at(found, self._body)))
        except Unsendable as error:
            return Misfit(index, str(error), key, "Sms")
        return self._message(index, key, to, words, found)

    def _message(self, index: int, key: str, to: str, words: str, found: tuple[Batch, int]) -> Prepared:
        named = text(*_at(found, "document")) if "document" in found[0].raw.columns else ""
        document = document_digest(f"sms\0{named}" if named else own_document(self._context.name, f"sms\0{key}"))
        sender, digest = self._route.sender, key_digest(key)
        return Prepared(index, key, document, sender, to, render=digest, sign=digest, data=(words.encode(),))

    def _number(self, written: str) -> str:
        from flong.backends.sms.numbers import to_e164

        return to_e164(written, self._route.region)


def body_of(template: Template) -> str:
    """The part that holds the text message: `Sms`, or all of a `.txt` template. Raises ConfigError."""
    if "sms" in template.renderer.parts:
        return "sms"
    if template.module.kind == "text":
        return "text"
    raise ConfigError(f"{template.name}: there is no text message; name its template in the field `Sms`")


def _at(found: tuple[Batch, int], part: str) -> tuple[Batch, str, int]:
    return found[0], part, found[1]


def _digest(template: str, route: SmsRoute) -> str:
    rules = (route.region, route.sender, route.max_segments, route.typography, route.count)
    return hashlib.sha256(repr((template, *rules)).encode()).hexdigest()
