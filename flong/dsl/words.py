"""The words that begin statements, and what people mean by others."""

from __future__ import annotations

from collections.abc import Iterable

from flong.dsl.diagnostics import did_you_mean

LATER_BLOCKS = frozenset({"live"})
LATER = LATER_BLOCKS | {"fallback"}
ENDS = ("endif", "endfor", "endgroup", "endmatch", "endvariant", "endonly", "endcomponent", "endfill", "endblock")
WORDS = (
    "if", "elif", "else", "endif", "for", "endfor", "group", "endgroup", "let", "set", "match", "when", "endmatch",
    "variant", "endvariant", "only", "endonly", "include", "reject", "skip", "raw", "endraw", "data", "enddata",
    "component", "endcomponent", "slot", "fill", "endfill", "use", "block", "endblock",
)  # fmt: skip
_FOREIGN = {
    "elseif": "elif", "elsif": "elif", "unless": "if not", "case": "match", "switch": "match", "foreach": "for",
    "assign": "let", "capture": "let", "with": "let", "echo": "{{ … }}", "comment": "{# … #}", "end": "endif",
    "render": "include", "embed": "include", "import": "use", "from": "use", "macro": "component",
    "call": "{% card %}…{% endcard %}", "extends": "Extends: …", "layout": "Extends: …",
}  # fmt: skip
_ABSENT = {
    "break": "loops run to their end: `for x in xs | take(3)` stops after three",
    "continue": "items are left out by `for x in xs if …`",
    "cycle": 'write `{{ "odd" if loop.index % 2 == 1 else "even" }}`',
    "do": "nothing has side effects: `{% set … %}` changes what `let` named",
    "filter": "filters stand behind values: `{{ x | upper }}`",
}
"""Statements of other languages that flong does without."""


USED = 'a component of another file? name it: `{% use "file.html" %}`'


def meant(word: str, known: Iterable[str] = WORDS) -> tuple[str, str | None]:
    """What a word that begins no statement stands for: a label for people, and the one of `known` that is
    spelt like it."""
    if word in _ABSENT:
        return _ABSENT[word], None
    near = did_you_mean(word, known)
    shown = _FOREIGN.get(word) or near
    return f"did you mean `{shown}`?" if shown else "", None if word in _FOREIGN else near
