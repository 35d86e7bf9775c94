"""Mistakes to plant in correct templates: `KINDS`, each a generator of all the places where it can be made.

A mutation yields `Planted`: the wrong text, and the lines (from 1) on which its one error may lie: the line that
was changed and, for what a block lacks, the tags that the block begins with and is cut short by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flong.dsl.cut import Cutter, Piece
from flong.dsl.grammar.reader import Reader
from flong.dsl.grammar.tokens import CONSTANTS, KEYWORDS, Token, tokenize
from flong.dsl.head import read_head

ENDS = {"endif": "if", "endfor": "for", "endmatch": "match", "endgroup": "group", "endonly": "only"}
BLOCKS = {*ENDS.values()}
HEADS = ("if", "elif", "for", "let", "set", "match", "include", "reject", "skip", "group")


@dataclass(frozen=True)
class Planted:
    text: str
    lines: frozenset[int]


@dataclass
class Source:
    """A correct template, cut: outputs and tags of the body, its blocks and the names that may be used."""

    name: str
    text: str
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cutter = Cutter(self.name, self.text, [])
        self.body = read_head(Reader(self.name, self.text, [])).body
        self.pieces = list(cutter.cut_body(self.body, len(self.text)))
        self.outputs = [p for p in self.pieces if p.kind == "output"]
        self.tags = [p for p in self.pieces if p.kind == "tag"]

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def change(self, start: int, end: int, new: str, *also: int) -> Planted:
        """`text[start:end]` replaced; the error lies on the changed lines or those of the offsets `also`."""
        text = self.text[:start] + new + self.text[end:]
        last = text.count("\n", 0, start + len(new)) + 1
        return Planted(text, frozenset({*range(self.line(start), last + 1), *map(self.line, also)}))

    def expressions(self) -> Iterator[tuple[Piece, list[Token]]]:
        """What stands in outputs and in the tags that take expressions; tokens with offsets in the file."""
        for piece in self.pieces:
            if piece.kind == "output" or (piece.kind == "tag" and piece.word in HEADS):
                found = tokenize(self.text[piece.inner : piece.inner_end])[:-1]
                yield piece, [Token(t.text, piece.inner + t.start, piece.inner + t.end, t.kinds) for t in found]

    def blocks(self) -> Iterator[tuple[Piece, Piece, list[Piece]]]:
        """Each block's first and last tag, and the first tags of the blocks around it."""
        opened: list[Piece] = []
        for tag in self.tags:
            if tag.word in BLOCKS:
                opened.append(tag)
            elif tag.word in ENDS:
                first = opened.pop()
                yield first, tag, list(opened)

    def depth(self, at: int) -> int:
        """How many blocks are open at an offset."""
        return sum(first.start < at < last.start for first, last, _ in self.blocks())


Mutation = Callable[[Source], Iterator[Planted]]
KINDS: dict[str, Mutation] = {}


def kind(mutation: Mutation) -> Mutation:
    KINDS[mutation.__name__.strip("_")] = mutation
    return mutation


def _triples(source: Source) -> Iterator[tuple[Piece, str, Token, str]]:
    """Each token of an expression with the texts before and behind it."""
    for piece, tokens in source.expressions():
        texts = ["", *(token.text for token in tokens), ""]
        for i, token in enumerate(tokens):
            yield piece, texts[i], token, texts[i + 2]


def _words(source: Source) -> Iterator[tuple[Piece, str, Token, str]]:
    for piece, before, token, after in _triples(source):
        if "WORD" in token.kinds and token.text not in KEYWORDS | CONSTANTS:
            yield piece, before, token, after


# --- names ----------------------------------------------------------------------------------------


@kind
def misspelt_field(s: Source) -> Iterator[Planted]:
    for _, before, token, _ in _words(s):
        if before in (".", "?."):
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def misspelt_variable(s: Source) -> Iterator[Planted]:
    for piece, before, token, after in _words(s):
        binding = after in ("=", "in") or before == "for" or (before == "" and piece.word in ("for", "let", "set"))
        word = token.kinds[0] not in ("NAME",) or re.fullmatch(r"\d+", before)
        if before not in (".", "?.", "|") and after != "(" and not binding and not word and piece.word != "include":
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def unknown_function(s: Source) -> Iterator[Planted]:
    for _, before, token, after in _words(s):
        if before == "|" or (after == "(" and before not in (".", "?.")):
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def unknown_argument(s: Source) -> Iterator[Planted]:
    for piece, before, token, after in _words(s):
        if after == "=" and before in ("(", ",") and piece.word != "include":
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def too_many_arguments(s: Source) -> Iterator[Planted]:
    for _, tokens in s.expressions():
        for name, bracket, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if bracket.text == "(" and "WORD" in name.kinds and name.text in ("upper", "money", "date", "mask_name"):
                yield s.change(after.start, after.start, "1, 2, 3, 4, 5, 6, 7, 8, 9, ")


@kind
def method_instead_of_filter(s: Source) -> Iterator[Planted]:
    for _, tokens in s.expressions():
        for value, bar, name in zip(tokens, tokens[1:], tokens[2:], strict=False):
            alone = name is tokens[-1]
            if bar.text == "|" and value.kinds[:1] == ("NAME",) and alone:
                yield s.change(value.end, name.end, f".{name.text}()")


@kind
def set_without_let(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word == "let" and not s.depth(tag.start):
            yield s.change(tag.start, tag.start, "{% set zq = 1 %}")


# --- spelling of expressions ------------------------------------------------------------------------


@kind
def unclosed_quote(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.kinds == ("STRING",) and "{" not in token.text:
            yield s.change(token.end - 1, token.end, "")


@kind
def unopened_quote(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.kinds == ("STRING",):
            yield s.change(token.start, token.start + 1, "")


@kind
def typographic_quotes(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.kinds == ("STRING",) and len(token.text) > 2 and token.text[1:-1].isalnum():
            yield s.change(token.start, token.end, f"“{token.text[1:-1]}”")


@kind
def unknown_escape(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.kinds == ("STRING",):
            yield s.change(token.start + 1, token.start + 1, "\\q")


@kind
def missing_bracket(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.text in (")", "]"):
            yield s.change(token.start, token.end, "")


@kind
def bracket_too_many(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.text == ")":
            yield s.change(token.start, token.end, "))")


@kind
def missing_operand(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.text in ("*", "/", "~", "==", ">", "??", "and", "or"):
            yield s.change(token.start, token.end, f"{token.text} {token.text}")


@kind
def missing_operator(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.text in ("+", "*", "/", "~", "==", ">", "??", "and", "or"):
            yield s.change(token.start, token.end, " ")


@kind
def single_equals_sign(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.text == "==":
            yield s.change(token.start, token.end, "=")


@kind
def signs_for_words(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.text in ("and", "or"):
            yield s.change(token.start, token.end, {"and": "&&", "or": "||"}[token.text])


@kind
def chained_comparison(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.text in ("<", ">", "<=", ">="):
            yield s.change(token.start, token.end, f"{token.text} 1 {token.text}")


@kind
def number_too_large(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in _triples(s):
        if token.kinds == ("INT",):
            yield s.change(token.start, token.end, "99999999999999999999")


@kind
def letters_in_a_number(s: Source) -> Iterator[Planted]:
    for _, before, token, _ in _triples(s):
        if token.kinds == ("INT",) and before not in (".", "?."):
            yield s.change(token.end, token.end, "zq")


@kind
def misspelt_unit(s: Source) -> Iterator[Planted]:
    for _, before, token, _ in _triples(s):
        if "UNIT" in token.kinds and before.isdigit():
            yield s.change(token.start, token.end, token.text + "z")


@kind
def empty_output(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        yield s.change(piece.inner, piece.inner_end, " ")


# --- types ----------------------------------------------------------------------------------------


@kind
def wrong_type(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        inner = s.text[piece.inner : piece.inner_end].strip()
        yield s.change(piece.inner, piece.inner_end, f' ({inner}) - "a" ')


@kind
def no_condition(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word in ("if", "elif"):
            yield s.change(tag.inner, tag.inner_end, ' "a" ')


@kind
def loop_over_a_number(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        head = re.match(r"\s*\w+\s+in\s+", s.text[tag.inner : tag.inner_end])
        if tag.word == "for" and head:
            yield s.change(tag.inner + head.end(), tag.inner_end, "12 ")


@kind
def optional_without_default(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        found = re.fullmatch(r"\s*([\w.]+)\s*\?\?\s*[^?]*", s.text[piece.inner : piece.inner_end])
        if found:
            yield s.change(piece.inner, piece.inner_end, f" {found[1]} ")


@kind
def incomplete_match(s: Source) -> Iterator[Planted]:
    """A branch of a `match` over an enum falls away."""
    for first, last, _ in s.blocks():
        inside = [t for t in s.tags if first.start < t.start < last.start and t.word in ("when", "else")]
        plain = all(t.word == "when" for t in inside) and s.depth(first.end + 1) + 1 > 0
        if first.word == "match" and plain and len(inside) > 1:
            yield s.change(inside[0].start, inside[1].start, "", first.start)


# --- tags -----------------------------------------------------------------------------------------


@kind
def missing_brace(s: Source) -> Iterator[Planted]:
    for piece in (*s.outputs, *s.tags):
        yield s.change(piece.end - 1, piece.end, "")


@kind
def missing_close(s: Source) -> Iterator[Planted]:
    for piece in (*s.outputs, *s.tags):
        yield s.change(piece.end - 2, piece.end, "")


@kind
def output_closed_as_tag(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        yield s.change(piece.end - 2, piece.end, "%}")


@kind
def tag_closed_as_output(s: Source) -> Iterator[Planted]:
    for piece in s.tags:
        yield s.change(piece.end - 2, piece.end, "}}")


@kind
def misspelt_statement(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        yield s.change(tag.inner - len(tag.word), tag.inner, tag.word + "e")


@kind
def unknown_statement(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word in ("include", "reject", "skip", "let"):
            yield s.change(tag.start, tag.start, "{% zqzq 1 %}")


@kind
def missing_end_tag(s: Source) -> Iterator[Planted]:
    for first, last, around in s.blocks():
        ends = [end.start for start, end, _ in s.blocks() if start in around]
        likes = [outer.start for outer in around if outer.word == first.word]  # one of them takes the end tag
        yield s.change(last.start, last.end, "", first.start, *ends, *likes)


@kind
def wrong_end_tag(s: Source) -> Iterator[Planted]:
    for first, last, around in s.blocks():
        other = next(
            word for word in ("endmatch", "endfor", "endif") if all(ENDS[word] != b.word for b in [first, *around])
        )
        yield s.change(last.start, last.end, f"{{% {other} %}}", first.start)


@kind
def stray_end_tag(s: Source) -> Iterator[Planted]:
    for _, last, around in s.blocks():
        if not around:
            yield s.change(last.end, last.end, f"{{% {last.word} %}}")


@kind
def missing_first_tag(s: Source) -> Iterator[Planted]:
    """An end tag whose block never began. Where the lost condition proved something present, more is wrong."""
    for first, last, _ in s.blocks():
        inside = s.text[first.end : last.start]
        if (
            first.word == "if"
            and not re.search(r"\{%-?\s*(else|elif)", inside)
            and "present" not in s.text[first.inner : first.end]
        ):
            yield s.change(first.start, first.end, "", last.start)


@kind
def missing_condition(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word in ("if", "elif", "match"):
            yield s.change(tag.inner, tag.inner_end, " ")


@kind
def missing_in(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        found = re.search(r"\sin\s", s.text[tag.inner : tag.inner_end])
        if tag.word == "for" and found:
            yield s.change(tag.inner + found.start(), tag.inner + found.end(), " ")


@kind
def missing_equals_sign(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        found = re.search(r"=", s.text[tag.inner : tag.inner_end])
        if tag.word in ("let", "set") and found:
            yield s.change(tag.inner + found.start(), tag.inner + found.end(), " ")


@kind
def declared_twice(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word == "let":
            yield s.change(tag.end, tag.end, s.text[tag.start : tag.end])


@kind
def else_with_a_condition(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word == "else":
            yield s.change(tag.inner, tag.inner, " if true")


@kind
def wrong_file_name(s: Source) -> Iterator[Planted]:
    for piece, before, token, _ in _triples(s):
        if piece.word == "include" and not before:
            yield s.change(token.end - 1, token.end - 1, "zq")


@kind
def unclosed_comment(s: Source) -> Iterator[Planted]:
    for piece in s.pieces:
        if piece.kind == "comment" and s.text.startswith("{#", piece.start):
            yield s.change(piece.end - 2, piece.end, "")


# --- where values stand -----------------------------------------------------------------------------


def _in_text(s: Source) -> Iterator[int]:
    """Offsets between elements, where HTML may be put."""
    if s.name.endswith(".html"):
        for found in re.finditer(r"</(?:p|h1|h2|td|li|div)>", s.text[s.body :]):
            inside = s.body + found.start()
            if _is_text(s, inside) and "[if" not in s.text[s.text.rfind("<!--", 0, inside) :][:8]:
                yield inside


def _is_text(s: Source, at: int) -> bool:
    return any(piece.kind == "text" and piece.start <= at < piece.end for piece in s.pieces)


def _put(html: str) -> Mutation:
    return lambda s: (s.change(at, at, html) for at in _in_text(s))


KINDS |= {
    "output_as_tag_name": _put("<{{ 1 }}>"),
    "output_as_attribute": _put("<b {{ 1 }}>x</b>"),
    "output_in_a_comment": _put("<!-- {{ 1 }} -->"),
    "output_in_a_handler": _put('<b onclick="{{ 1 }}">x</b>'),
    "output_in_a_script": _put("<script>var x = {{ 1 }}</script>"),
    "output_as_a_property": _put('<b style="{{ 1 }}: red">x</b>'),
    "output_in_a_selector": _put("<style>.a{{ 1 }} { color: red }</style>"),
    "output_after_a_scheme": _put('<a href="javascript:{{ 1 }}">x</a>'),
    "branches_that_differ": _put('<b class="{% if 1 > 2 %}">{% else %}x">{% endif %}</b>'),
    "element_open_in_a_block": _put("{% if now > now %}<i>{% endif %}"),
    "element_closed_in_a_block": _put("{% if now > now %}</i>{% endif %}"),
}


@kind
def unclosed_element(s: Source) -> Iterator[Planted]:
    """Inside a block, where elements have to balance."""
    for first, last, _ in s.blocks():
        inside = s.text[first.end : last.start]
        found = re.fullmatch(r"[^<{]*<(\w+)[^<>{]*>(?:[^<{]|\{\{[^{}]*\}\})*(</\1>)[^<{]*", inside)
        if found and s.name.endswith(".html"):
            yield s.change(first.end + found.start(2), first.end + found.end(2), "", first.start)


@kind
def unclosed_attribute(s: Source) -> Iterator[Planted]:
    """The closing quote of a value is missing."""
    if s.name.endswith(".html"):
        for found in re.finditer(r'<\w+[^<>]*?="[^"<>]*(")>', s.text[s.body :]):
            start, end = s.body + found.start(), s.body + found.start(1)
            if _is_text(s, start):
                around = [first.start for first, last, _ in s.blocks() if first.start < end < last.start]
                yield s.change(end, end + 1, "", start, *around)


# --- head and data ----------------------------------------------------------------------------------


@kind
def misspelt_head_field(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^[A-Z][A-Za-z-]*(?=:)", s.text[: s.body], re.MULTILINE):
        if not found[0].startswith("X-"):
            yield s.change(found.end(), found.end(), "zq")


@kind
def wrong_setting(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^(?:Locale|Currency|Timezone): \S+$", s.text[: s.body], re.MULTILINE):
        yield s.change(found.end(), found.end(), "zq")


@kind
def statement_in_the_head(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^Subject: ", s.text[: s.body], re.MULTILINE):
        yield s.change(found.end(), found.end(), "{% if true %}")


@kind
def head_field_twice(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^Subject: .*\n", s.text[: s.body], re.MULTILINE):
        yield s.change(found.end(), found.end(), "Subject: again\n")


@kind
def head_not_closed(s: Source) -> Iterator[Planted]:
    """The blank line behind the head is missing."""
    if s.body and s.text[s.body - 2 : s.body] == "\n\n" and s.text[s.body : s.body + 2] in ("<!", "{%"):
        yield s.change(s.body - 1, s.body, "")


def _declarations(s: Source) -> Iterator[tuple[int, str]]:
    for piece in s.pieces:
        if piece.kind == "data":
            yield piece.inner, s.text[piece.inner : piece.inner_end]


@kind
def unknown_type(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r":\s*\[?(text|int|date|bool|decimal)\b", text):
            yield s.change(start + found.end(), start + found.end(), "zq")


@kind
def missing_colon(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r"^\w+(:) ", text, re.MULTILINE):
            yield s.change(start + found.start(1), start + found.end(1), "")


@kind
def field_declared_twice(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r"^\w+: \w+\n", text, re.MULTILINE):
            yield s.change(start + found.end(), start + found.end(), found[0])


@kind
def unclosed_brace_of_a_record(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r"\{[^{}]*(\})", text):
            lines = range(start + found.start(), start + len(text))
            yield s.change(start + found.start(1), start + found.end(1), "", *lines)


@kind
def unclosed_data(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"\{%-?\s*enddata\s*-?%\}", s.text):
        start = s.text.rindex("{% data", 0, found.start())
        yield s.change(found.start(), found.end(), "", start)


@kind
def misspelt_enddata(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"enddata", s.text):
        start = s.text.rindex("{% data", 0, found.start())
        yield s.change(found.start(), found.end(), "enddatta", start)
