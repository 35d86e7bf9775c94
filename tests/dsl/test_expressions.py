"""Expressions: precedence, words, literals, spans."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import shape

from flong.dsl import syntax as s
from flong.dsl.grammar.generate import HERE, generate
from flong.dsl.grammar.reader import Reader
from flong.errors import Diagnostic


def read(text: str) -> tuple[s.Expr, list[Diagnostic]]:
    """The expression and what is wrong with it."""
    problems: list[Diagnostic] = []
    return Reader("t", text, problems).expression(0, len(text)), problems


def good(text: str) -> s.Expr:
    """The expression, which has no mistake."""
    expr, problems = read(text)
    assert problems == []
    return expr


def codes(text: str) -> list[str]:
    """The codes of its mistakes."""
    return [problem.code for problem in read(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b.c", "a.b.c"),
        ("a?.b[0][1:2]", "a?.b[0][1:2]"),
        ("xs[:]", "xs[:]"),
        ("xs[-1:]", "xs[(- 1):]"),
        ("2 ** -1", "(2 ** (- 1))"),
        ("-2 ** 2", "(- (2 ** 2))"),
        ("2 ** 3 ** 2", "(2 ** (3 ** 2))"),
        ("-x | f", "|f((- x))"),
        ("x | f | g(1, k=2)", "|g(|f(x), 1, k=2)"),
        ("x ?? y ?? z", "(x ?? (y ?? z))"),
        ("x | f ?? y", "(|f(x) ?? y)"),
        ('(x ?? "a") | f', "|f((x ?? 'a'))"),
        ("a ?? b * c", "((a ?? b) * c)"),
        ("a * b // c % d / e", "((((a * b) // c) % d) / e)"),
        ("a + b * c - d", "((a + (b * c)) - d)"),
        ("a ~ b + c ~ d", "((a ~ (b + c)) ~ d)"),
        ("a ~ b == c", "((a ~ b) == c)"),
        ("a not in b ~ c", "(a not in (b ~ c))"),
        ("not a in b", "(not (a in b))"),
        ("x is not blank and not y is present", "((x is not blank) and (not (y is present)))"),
        ("a or b and c", "(a or (b and c))"),
        ("a if b or c else d if e else f", "(a if (b or c) else (d if e else f))"),
        ("(a < b) == true", "((a < b) == True)"),
        ("f()", "f()"),
        ("f(a, b=1,)", "f(a, b=1)"),
        ("[1, [2,], []]", "[1, [2], []]"),
        ('sum(l.a for l in lines if l.k == "x" or y)', "sum(l.a for l in lines if ((l.k == 'x') or y))"),
        ("join(x if y else z for x in xs)", "join((x if y else z) for x in xs)"),
        ("lines | where(it.amount < 0) | sort(by=it.on)", "|sort(|where(lines, (it.amount < 0)), by=it.on)"),
        ("date + 1 month - 5 days", "((date + 1:month) - 5:day)"),
        ("none ?? true", "(None ?? True)"),
        ("a\n  .b", "a.b"),
    ],
)
def test_precedence(text: str, expected: str):
    """The order of section 'Expressions' of the language reference."""
    assert shape(good(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["date", "count", "day", "days + month", "with", "password", "as", "present", "orb", "iffy", "客戶", "é", "`a b`"],
)
def test_names(text: str):
    """Only keywords are taken; they match whole words."""
    good(text)


@pytest.mark.parametrize("word", ["if", "else", "or", "and", "not", "in", "is", "for", "true", "none", "day"])
def test_any_word_is_a_field_or_a_filter(word: str):
    """After `.` and `|` the grammar asks for a word of whatever kind."""
    assert shape(good(f"a.{word}?.{word} | {word}")) == f"|{word}(a.{word}?.{word})"


def test_unit_words_count_only_after_a_number():
    """`day` is a name elsewhere."""
    assert shape(good("day + 2 days * hour")) == "(day + (2:day * hour))"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\n\t\\\"\'"', "a\n\t\\\"'"),
        (r"'\u{41}\u{1F600}\u{5c0f}'", "A😀小"),
        ('"}}"', "}}"),
        ("0", 0),
        ("007", 7),
        ("9223372036854775807", 2**63 - 1),
        ("3.140", Decimal("3.140")),
        ("0." + "0" * 33 + "1", Decimal("0." + "0" * 33 + "1")),
        ("false", False),
    ],
)
def test_literals(text: str, value: object):
    """Values of literals, with their types."""
    found = good(text)
    assert isinstance(found, s.Literal_)
    assert (found.value, type(found.value)) == (value, type(value))
    assert str(found.value) == str(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "F0101"),
        ("a b", "F0101"),
        ("a +", "F0101"),
        ("f(a", "F0101"),
        ("a)", "F0101"),
        ("1e5", "F0101"),
        ("a = b", "F0101"),
        ("１", "F0101"),
        ("{a}", "F0101"),
        ('"abc', "F0104"),
        ("a < b < c < d", "F0109"),
        ("a in b is present", "F0109"),
        ('x ?? "a" | f', "F0110"),
        (r'"\q"', "F0111"),
        (r'"\u{D800}"', "F0111"),
        ("9223372036854775808", "F0113"),
        ("9" * 60_000, "F0113"),
        ("1." + "0" * 35, "F0113"),
        ("10000 years", "F0113"),
        ("x²", "F0118"),
        ("x for x in y", "F0119"),
        ("f(1, x for x in y)", "F0119"),
    ],
)
def test_one_mistake_is_one_diagnostic(text: str, code: str):
    """Every mistake has its code."""
    assert codes(text) == [code]


def test_several_mistakes_in_one_expression():
    """What does not stop the parser does not stop the report."""
    assert codes(r'"\q" ~ 99999999999999999999 ~ x²') == ["F0111", "F0113", "F0118"]


@pytest.mark.parametrize(
    "text",
    [
        "+".join(["1"] * 201),
        "a" + ".a" * 200,
        "-" * 200 + "1",
        "1" + " ** 1" * 200,
        "x" + " ?? x" * 200,
        "[" * 201 + "]" * 201,
        "x" + " | f" * 200,
        "(" * 5000 + "1" + ")" * 5000,
    ],
)
def test_depth_is_limited(text: str):
    """201 deep is refused; the limit itself is fine."""
    assert codes(text) == ["F0112"]


@pytest.mark.parametrize("text", ["+".join(["1"] * 200), "a" + ".a" * 199, "(" * 199 + "1" + ")" * 199])
def test_depth_at_the_limit(text: str):
    """200 nodes deep is allowed; parentheses count."""
    good(text)


def test_spans_are_exact():
    """Spans count from the beginning of the file, parentheses belong to the operator around them."""
    text = "{{ (a.b + 1) * `x y` | f(k=2) }}"
    expr = Reader("t", text, []).expression(2, len(text) - 2)
    assert isinstance(expr, s.Binary)

    def cut(node: s.Expr | s.Argument) -> str:
        return text[node.span.start : node.span.end]

    assert cut(expr) == "(a.b + 1) * `x y` | f(k=2)"
    assert cut(expr.left) == "a.b + 1"
    assert isinstance(expr.right, s.Call)
    assert [cut(argument) for argument in expr.right.args] == ["`x y`", "k=2"]
    assert text[expr.op_span.start : expr.op_span.end] == "*"
    assert text[expr.right.name_span.start : expr.right.name_span.end] == "f"


WORDS = ["a", "b", "if", "else", "or", "and", "not", "in", "is", "for", "present", "true", "1", "2.5", '"x"', "days"]
SIGNS = [*list("+-*/%~|<>=.,:()[]?"), "??", "?.", "**", "//", "==", "!=", "{", "“", "（", "#", '"', "`", "\\", "²"]


@given(st.lists(st.sampled_from(WORDS + SIGNS), max_size=12))
@settings(max_examples=100)
def test_any_tokens(tokens: list[str]):
    """Any sequence of tokens gives a tree or a diagnostic, spans inside the text."""
    text = " ".join(tokens)
    expr, problems = read(text)
    assert (isinstance(expr, s.Missing)) <= bool(problems)
    assert all(0 <= p.span.start <= p.span.end <= len(text) + 1 for p in problems)


def test_tables_are_generated_from_the_grammar():
    """`python -m flong.dsl.grammar.generate` makes exactly the committed file."""
    assert generate() == (HERE / "tables.json").read_text("utf-8")


def test_parsing_needs_no_lark():
    """Lark is imported by the generator only, and the tables load in milliseconds."""
    code = (
        "import sys, time; from flong.dsl.parse import parse;"
        "assert parse('{{ a + 1 }}', 'a.html')[1] == []; assert 'lark' not in sys.modules;"
        "from flong.dsl.grammar.derive import tables; tables.cache_clear();"
        "t = time.process_time(); tables(); assert time.process_time() - t < 0.02"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_equal_texts_are_derived_once():
    """The second reading of a text comes from the cache."""
    from flong.dsl.grammar.derive import derive

    assert derive("a + b * c", "expr") is derive("a + b * c", "expr")
