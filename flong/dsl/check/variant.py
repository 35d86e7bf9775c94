"""Variants: a stable choice for each recipient. The statement becomes an `if` over it, as `match` does."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from flong.dsl import syntax
from flong.dsl.check.arguments import Arguments
from flong.dsl.check.env import Env, Key, Shares
from flong.dsl.check.printing import printable
from flong.dsl.typed import Block, Compare, Concat, Const, Expr, If, Let, Var, Variant
from flong.dsl.types import BOOL, ERROR, TEXT, Enum, Safe
from flong.errors import Span

BlockRule = Callable[[Env, syntax.Block], Block]
LARGEST = 1_000_000
"""The largest weight of an arm."""
_BUSY = "Key:"


def variant(env: Env, node: syntax.Variant, block: BlockRule) -> Block:
    """`{% variant "name" %}{% when "a" 70 %}…{% endvariant %}`."""
    arms = [(arm.name, arm.weight, arm.name_span) for arm in node.arms]
    value = Const(ERROR, node.span, None) if node.name is None else _chosen(env, node.name, node.name_span, arms)
    slot = env.session.fresh()
    bodies = tuple(
        (Compare(BOOL, arm.span, "==", Var(value.type, arm.span, slot, "variant"), _arm(value, arm)), body)
        for arm in node.arms
        for body in (block(env.inner(), arm.body),)
    )
    return (Let(slot, "variant", value, node.name_span), If(bodies, (), node.span))


def _arm(value: Expr, arm: syntax.Share) -> Expr:
    return Const(value.type, arm.name_span, arm.name)


def variant_call(env: Env, call: syntax.Call, args: Arguments) -> Expr:
    """`variant("name", a=70, b=30)`: an enum of the arms."""
    name = _text(call.args[0]) if call.args else None
    if name is None:
        label = 'the form is `variant("name", a=70, b=30)`'
        return env.error("F0272", "a variant has a name, written out", call.name_span, label)
    arms = [(a.name or "", _weight(a.value), a.span) for a in call.args[1:]]
    for arm, weight, span in arms:
        if not arm or weight is None:
            return env.error("F0272", "this is no arm of a variant", span, "write `name=70`, a whole number")
    return _chosen(env, name, call.span, [(arm, weight or 0, span) for arm, weight, span in arms])


def _text(argument: syntax.Argument) -> str | None:
    value = argument.value
    named = argument.name is not None
    return value.value if isinstance(value, syntax.Literal_) and isinstance(value.value, str) and not named else None


def _weight(value: syntax.Expr) -> int | None:
    whole = isinstance(value, syntax.Literal_) and isinstance(value.value, int) and not isinstance(value.value, bool)
    return value.value if whole else None  # type: ignore[attr-defined]


def _chosen(env: Env, name: str, span: Span, arms: list[tuple[str, int, Span]]) -> Expr:
    """The arm of the record, as a value; the poison type where the arms, or the key, are wrong."""
    key = _key(env, span)
    wrong = _wrong(env, arms, span)
    shares = tuple((arm, weight) for arm, weight, _ in arms)
    if wrong is not None or key.type == ERROR or not _agrees(env, name, shares, span):
        return Const(ERROR, span, None)
    salt = f"{posixpath.basename(env.session.name)}\0{name}\0"
    return Variant(Enum(tuple(n for n, _ in shares)), span, key, salt, tuple(weight for _, weight in shares))


def _wrong(env: Env, arms: list[tuple[str, int, Span]], span: Span) -> Expr | None:
    seen: dict[str, Span] = {}
    for arm, weight, place in arms:
        if arm in seen:
            return env.error("F0216", "this arm stands here already", place, related=((seen[arm], "first here"),))
        if weight > LARGEST:
            return env.error("F0272", "this weight is too large", place, f"at most {LARGEST}")
        seen[arm] = place
    if not sum(weight for _, weight, _ in arms):
        return env.error("F0272", "no arm of this variant is ever chosen", span, "give one a weight above 0")
    return None


def _agrees(env: Env, name: str, shares: Shares, span: Span) -> bool:
    """A variant is the same wherever it stands: so subject and body are in step."""
    first, place = env.session.variants.setdefault(name, (shares, span))
    if first != shares:
        message = f'the variant "{name}" has other arms elsewhere'
        related = ((place, f"here it has {_spelled(first)}"),)
        env.error("F0273", message, span, f"here it has {_spelled(shares)}", related=related)
    return first == shares


def _spelled(shares: Shares) -> str:
    return ", ".join(f"{name} {weight}" for name, weight in shares)


def _key(env: Env, span: Span) -> Expr:
    """The rendered `Key`, computed once for each record."""
    key, busy = env.session.key, env.session.busy
    if key is None:
        label = "add `Key: {{ … }}` to the head"
        return env.error("F0271", "a variant is chosen by the recipient's key, and there is none", span, label)
    if _BUSY in busy:
        return env.error("F0206", "`Key` is computed from itself", span, "a variant is chosen by it")
    if key.let is None:
        busy.append(_BUSY)
        key.let = Let(env.session.fresh(), "key", _rendered(key), key.source.span)
        busy.pop()
        env.session.order.append(key.let)
        env.session.kept_slots = env.session.slots
    return Var(key.let.value.type, span, key.let.slot, "key")


def _rendered(key: Key) -> Expr:
    """The text of the field; its own part reports what is wrong with it."""
    parts = [
        Const(TEXT, part.span, part.value) if isinstance(part, syntax.Text) else printable(key.env, part.value)
        for part in key.source.value
        if isinstance(part, syntax.Text | syntax.Output)
    ]
    if any(part.type == ERROR or isinstance(part.type, Safe) for part in parts):
        return Const(ERROR, key.source.span, None)
    return Concat(TEXT, key.source.span, tuple(parts))
