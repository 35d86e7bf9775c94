"""JSON Schema (draft 2020-12, and what older drafts and OpenAPI share with it) to types, and back.

What has no counterpart among the types is an error that names the keyword: nothing is silently unenforced.
Extra fields of a record are ignored, whatever a boolean `additionalProperties` says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar, cast

from flong.dsl import types as t
from flong.dsl.json_text import JsonError, Node, Number, read_json
from flong.errors import Diagnostic, Span
from flong.patterns import searcher

MAX_DEPTH = 64
MAX_TYPES = 10_000  # references copy what they name: a small file can ask for very many types
_IGNORED = frozenset({
    "title", "description", "$schema", "$comment", "examples", "default", "deprecated", "readOnly", "writeOnly",
    "$defs", "definitions",
})  # fmt: skip
_FORMATS: dict[str, t.Type] = {"date": t.DATE, "date-time": t.DATETIME, "time": t.TIME, "duration": t.DURATION}
_BINARY = ("double", "float")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_RULES = (*_BOUNDS, "minLength", "maxLength", "pattern", "minItems", "maxItems")
_KNOWN = (
    *_RULES, "type", "nullable", "$ref", "oneOf", "anyOf", "enum", "const", "format", "multipleOf",
    "items", "properties", "required", "additionalProperties",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A type with the rules that its field will carry."""

    type: t.Type
    rules: tuple[t.Rule, ...] = ()


class _Wrong(Exception):
    """The schema can't be mapped; reported where it is raised."""


def read_schema(text: str, file: str) -> tuple[t.Record | None, list[Diagnostic]]:
    """The record that the JSON Schema `text` describes, None when it can't be mapped."""
    try:
        root = read_json(text.removeprefix("\ufeff"))
    except JsonError as error:
        span = Span(file, error.at, error.at + 1)
        return None, [Diagnostic("F0420", "this is not JSON", span, error.message)]
    mapping = _Mapping(root, file)
    found = mapping.try_schema(root)
    if found and not mapping.problems and not isinstance(found.type, t.Record):
        mapping.report("F0420", "the schema does not describe an object", root, "expected `type: object`")
    record = found.type if found and isinstance(found.type, t.Record) else None
    return (None if mapping.problems else record), mapping.problems


class _Mapping:
    def __init__(self, root: Node, file: str) -> None:
        self.root, self.file = root, file
        self.problems: list[Diagnostic] = []
        self.seen: set[Diagnostic] = set()
        self.following: list[str] = []
        self.types = self.depth = 0

    # errors

    def report(self, code: str, message: str, node: Node, label: str = "", key: str | None = None) -> None:
        start, end = (node.keys[key][0], _child(node, key).end) if key else (node.start, node.end)
        found = Diagnostic(code, message, Span(self.file, start, end), label)
        if found not in self.seen:  # a definition is read once for each reference to it
            self.seen.add(found)
            self.problems.append(found)

    def wrong(self, code: str, message: str, node: Node, label: str = "", key: str | None = None) -> _Wrong:
        self.report(code, message, node, label, key)
        return _Wrong()

    def try_schema(self, node: Node) -> _Found | None:
        """The type of a schema, None when it is wrong: the others are still looked at."""
        try:
            return self.schema(node)
        except _Wrong:
            return None

    # schemas

    def schema(self, node: Node) -> _Found:
        self.types += 1
        if self.types > MAX_TYPES:
            if self.types == MAX_TYPES + 1:
                self.report("F0422", f"the schema describes more than {MAX_TYPES} types", node)
            raise _Wrong
        if self.depth > MAX_DEPTH:
            raise self.wrong("F0420", f"the schema is nested more than {MAX_DEPTH} deep", node)
        self.depth += 1
        try:
            return self._mapped(node)
        finally:
            self.depth -= 1

    def _mapped(self, node: Node) -> _Found:
        keywords = self._keywords(node)
        if "$ref" in keywords:
            return self._reference(node, keywords)
        for choice in ("oneOf", "anyOf"):
            if choice in keywords:
                return self._choice(node, choice, keywords)
        name, optional = self._type(node, keywords)
        found = self._named[name](self, node, keywords - {"type", "nullable"})
        return _Found(t.Optional(found.type), found.rules) if optional else found

    def _keywords(self, node: Node) -> set[str]:
        if not isinstance(node.value, dict):
            raise self.wrong("F0423", "a schema is an object", node, "expected `{…}`")
        at_root = {"$id"} if node is self.root else set()  # deeper, it moves what references mean
        keywords = set(node.value) - _IGNORED - at_root
        self._only(node, keywords, *_KNOWN)
        return keywords

    def _only(self, node: Node, keywords: set[str], *known: str) -> None:
        """Reports every keyword but `known`."""
        for key in sorted(keywords - set(known), key=lambda key: node.keys[key]):
            self.report("F0421", f"the keyword `{key}` is not supported here", node, key=key)
        if keywords - set(known):
            raise _Wrong

    def _type(self, node: Node, keywords: set[str]) -> tuple[str, bool]:
        """The one type besides null, and whether null is allowed."""
        named = _child(node, "type").value if "type" in keywords else self._implied(node, keywords)
        names = [n.value for n in named] if isinstance(named, list) else [named]
        others = [name for name in names if name != "null"]
        if len(others) != 1 or not isinstance(others[0], str) or others[0] not in self._named:
            raise self.wrong("F0423", "not one type", node, "one type, and `null` if it may be missing", "type")
        return others[0], "null" in names or ("nullable" in keywords and _child(node, "nullable").value is True)

    def _implied(self, node: Node, keywords: set[str]) -> str:
        for keyword, name in (("properties", "object"), ("items", "array"), ("enum", "string"), ("const", "string")):
            if keyword in keywords:
                return name
        raise self.wrong("F0423", "this schema names no type", node)

    def _reference(self, node: Node, keywords: set[str]) -> _Found:
        self._only(node, keywords, "$ref", "nullable")
        pointer = _child(node, "$ref").value
        if not isinstance(pointer, str) or not pointer.startswith("#"):
            raise self.wrong("F0422", "the reference leaves the file", node, "write `#/$defs/…`", "$ref")
        if pointer in self.following:
            raise self.wrong("F0422", f"`{pointer}` contains itself", node, "records end somewhere", "$ref")
        target = _resolve(self.root, pointer)
        if target is None:
            raise self.wrong("F0422", f"`{pointer}` is not in this file", node, key="$ref")
        self.following.append(pointer)
        try:
            found = self.schema(target)
        finally:
            self.following.pop()
        nullable = "nullable" in keywords and _child(node, "nullable").value is True
        return _Found(_optional(found.type), found.rules) if nullable else found

    def _choice(self, node: Node, keyword: str, keywords: set[str]) -> _Found:
        """`T` or null."""
        self._only(node, keywords, keyword)
        options = _child(node, keyword).value
        kept = [o for o in options if not _is_null(o)] if isinstance(options, list) else []
        if not isinstance(options, list) or len(kept) != 1 or len(options) > 2:
            label = "one schema and `null`"
            raise self.wrong("F0421", f"`{keyword}` of several schemas is not supported", node, label, keyword)
        found = self.schema(kept[0])
        return found if len(options) == 1 else _Found(_optional(found.type), found.rules)

    # types

    def _string(self, node: Node, keywords: set[str]) -> _Found:
        if "enum" in keywords or "const" in keywords:
            return self._enum(node, keywords)
        if "format" in keywords:
            self._only(node, keywords, "format")
            name = _child(node, "format").value
            if not isinstance(name, str) or name not in _FORMATS:
                label = "supported are: " + ", ".join(_FORMATS)
                raise self.wrong("F0421", f"the `format` {name!r} is not supported", node, label, "format")
            return _Found(_FORMATS[name])
        rules = "minLength", "maxLength", "pattern"
        self._only(node, keywords, *rules)
        return _Found(t.TEXT, self._rules(node, keywords))

    def _enum(self, node: Node, keywords: set[str]) -> _Found:
        keyword = "enum" if "enum" in keywords else "const"
        self._only(node, keywords, keyword)
        given = _child(node, keyword).value
        options = [option.value for option in given] if isinstance(given, list) else [given]
        texts = tuple(option for option in options if isinstance(option, str))
        if not texts or len(set(texts)) != len(texts) or len(texts) + options.count(None) != len(options):
            raise self.wrong("F0421", f"`{keyword}` holds texts, each once", node, key=keyword)
        return _Found(t.Optional(t.Enum(texts)) if None in options else t.Enum(texts))

    def _integer(self, node: Node, keywords: set[str]) -> _Found:
        self._only(node, keywords, *_BOUNDS)
        return _Found(t.INT, self._rules(node, keywords))

    def _number(self, node: Node, keywords: set[str]) -> _Found:
        if "format" in keywords:
            return self._float(node, keywords)
        self._only(node, keywords, "multipleOf", *_BOUNDS)
        rules = self._rules(node, keywords)
        if "multipleOf" not in keywords:
            return _Found(t.DECIMAL, rules)
        return _narrowed(self._scale(node), rules)

    def _float(self, node: Node, keywords: set[str]) -> _Found:
        """OpenAPI's names of binary numbers."""
        self._only(node, keywords, "format", *_BOUNDS)
        name = _child(node, "format").value
        if name not in _BINARY:
            label = "supported are: " + ", ".join(_BINARY)
            raise self.wrong("F0421", f"the `format` {name!r} is not supported", node, label, "format")
        return _Found(t.FLOAT, self._rules(node, keywords))

    def _scale(self, node: Node) -> int:
        step = _decimal(_child(node, "multipleOf"))
        scale = -step.adjusted() if step is not None and step > 0 else -1
        if step is None or not 0 <= scale <= 34 or step != Decimal(1).scaleb(-scale):
            raise self.wrong("F0421", "`multipleOf` is not a power of ten", node, "1, 0.1, 0.01, …", "multipleOf")
        return scale

    def _boolean(self, node: Node, keywords: set[str]) -> _Found:
        self._only(node, keywords)
        return _Found(t.BOOL)

    def _array(self, node: Node, keywords: set[str]) -> _Found:
        self._only(node, keywords, "items", "minItems", "maxItems")
        if "items" not in keywords:
            raise self.wrong("F0423", "an array needs `items`", node)
        rules = self._rules(node, keywords)
        item = self.schema(_child(node, "items"))
        if item.rules:
            message = f"`{item.rules[0].keyword}` of the items of a list is not supported"
            raise self.wrong("F0421", message, _child(node, "items"), "wrap the item in an object")
        return _Found(t.List(item.type), rules)

    def _object(self, node: Node, keywords: set[str]) -> _Found:
        extra = _child(node, "additionalProperties") if "additionalProperties" in keywords else None
        if extra is not None and not isinstance(extra.value, bool):
            if len(keywords) > 1:
                message = "`additionalProperties` stands beside no other keyword when it is a schema"
                raise self.wrong("F0421", message, node, key="additionalProperties")
            value = self.schema(extra)
            return _Found(t.List(t.Record((t.Field("key", t.TEXT), t.Field("value", value.type, value.rules)))))
        self._only(node, keywords, "properties", "required", "additionalProperties")
        properties = _child(node, "properties").value if "properties" in keywords else None
        if not isinstance(properties, dict):
            raise self.wrong("F0423", "an object needs `properties`", node)
        required = self._required(node, keywords, properties)
        fields = [self._field(name, schema, name in required) for name, schema in properties.items()]
        return _Found(t.Record(tuple(field for field in fields if field)))

    def _required(self, node: Node, keywords: set[str], properties: dict[str, Node]) -> set[str]:
        given = _child(node, "required").value if "required" in keywords else []
        names = {n.value for n in given if isinstance(n.value, str)} if isinstance(given, list) else set[str]()
        if not isinstance(given, list) or len(names) != len(given) or names - set(properties):
            self.report("F0423", "`required` lists names of `properties`, each once", node, key="required")
        return names

    def _field(self, name: str, schema: Node, required: bool) -> t.Field | None:
        found = self.try_schema(schema)
        return t.Field(name, found.type if required else _optional(found.type), found.rules) if found else None

    _named: ClassVar[dict[str, Callable[[_Mapping, Node, set[str]], _Found]]] = {
        "string": _string, "integer": _integer, "number": _number,
        "boolean": _boolean, "array": _array, "object": _object,
    }  # fmt: skip

    # rules

    def _rules(self, node: Node, keywords: set[str]) -> tuple[t.Rule, ...]:
        return tuple(self._rule(node, keyword) for keyword in _RULES if keyword in keywords)

    def _rule(self, node: Node, keyword: str) -> t.Rule:
        value = _child(node, keyword)
        if keyword == "pattern":
            return t.Rule("pattern", self._pattern(node, value))
        number = _decimal(value)
        whole = number is not None and number == number.to_integral_value()
        if number is None or (keyword not in _BOUNDS and (number < 0 or not whole)):
            raise self.wrong("F0423", f"not a value for `{keyword}`", node, key=keyword)
        if not whole and Decimal(repr(float(number))) != number:
            label = "write at most 15 digits: others can't be told apart by every reader of JSON"
            raise self.wrong("F0423", f"`{keyword}` has too many digits", node, label, keyword)
        return t.Rule(keyword, int(number) if whole else format(number, "f"))  # type: ignore[arg-type]

    def _pattern(self, node: Node, value: Node) -> str:
        if not isinstance(value.value, str):
            raise self.wrong("F0423", "not a regular expression", node, key="pattern")
        try:
            searcher(value.value)
        except ValueError:
            label = "RE2 has neither look-around nor back-references: its time is linear"
            raise self.wrong("F0423", "not a regular expression of RE2", node, label, "pattern") from None
        return value.value


def _child(node: Node, key: str) -> Node:
    return cast(dict[str, Node], node.value)[key]


def _optional(inner: t.Type) -> t.Optional:
    return inner if isinstance(inner, t.Optional) else t.Optional(inner)


def _narrowed(scale: int, rules: tuple[t.Rule, ...]) -> _Found:
    """A decimal; bounds that say no more than a number of digits are its precision."""
    bounds = {rule.keyword: rule.value for rule in rules}
    above = bounds.get("exclusiveMaximum")
    whole = len(str(above)) - 1
    if not isinstance(above, int) or above != 10**whole or bounds.get("exclusiveMinimum") != -above:
        return _Found(t.Decimal(34, scale), rules)
    if not 1 <= whole + scale < 34:
        return _Found(t.Decimal(34, scale), rules)
    kept = tuple(rule for rule in rules if not rule.keyword.startswith("exclusive"))
    return _Found(t.Decimal(whole + scale, scale), kept)


def _is_null(node: Node) -> bool:
    return isinstance(node.value, dict) and set(node.value) == {"type"} and node.value["type"].value == "null"


def _decimal(node: Node) -> Decimal | None:
    """A number of at most 34 digits and of a size that has a use."""
    if not isinstance(node.value, Number) or len(node.value.text) > 40:
        return None
    try:
        number = Decimal(node.value.text)
    except InvalidOperation:
        return None
    return number if -40 <= number.adjusted() <= 40 or not number else None


def _resolve(root: Node, pointer: str) -> Node | None:
    """What a JSON pointer (RFC 6901) in a fragment names."""
    node: Node | None = root
    for step in pointer.removeprefix("#").split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        node = node.value.get(name) if node and isinstance(node.value, dict) else None
    return node
