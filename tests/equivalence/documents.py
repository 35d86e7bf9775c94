"""Hypothesis strategies for whole templates: head, data, and bodies with outputs in every context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from zlib import crc32

from hypothesis import strategies as st

from flong.dsl import types
from flong.dsl.signature import Signature
from flong.dsl.types import BOOL, INT, TEXT, Field, List, Optional, Record, Type
from tests.equivalence.data import BASE, SCALARS, TIER
from tests.equivalence.expressions import FUNCTIONS, JOINABLE, Writer, mapped, quoted, refined
from tests.equivalence.forms import MAKERS
from tests.equivalence.structure import Structure

NASTY = (
    '"',
    "'",
    "\\",
    "\\n",
    "*/",
    "/*",
    "//",
    "??/",
    "??=",
    '"""',
    "\u2028",
    "é對",
    "%s %d",
    "$",
    "\t",
    "1\\0",
    "r'",
    "&amp;",
)


@dataclass(frozen=True)
class Case:
    """A template and the seed of its records."""

    text: str
    kind: str
    data: Record
    seed: int
    files: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"case.{self.kind}"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A template in either kind."""
    writer = Writer(draw, BASE)
    data = Record((*BASE.fields, *(Field(f"e{n}", writer.pick(EXTRA)) for n in range(writer.pick((0, 1, 2, 3))))))
    writer.scope.update((field.name, field.type) for field in data.fields)
    kind = writer.pick(("html", "html", "html", "txt"))
    computed = _computed(writer)
    head, notes = _head(writer), _note(writer)
    writer.structure = Structure(writer, kind)
    body = _html(writer) if kind == "html" else _plain(writer)
    body += _tour(writer, kind, crc32(body.encode()))
    body += _use(writer, 2, (_text,)) + _include(writer, 2, (_text,)) + _replaced(writer, 2, (_text,))
    declared = "\n".join([*(f"{f.name}: {f.type}" for f in data.fields), *computed])
    text, files = writer.structure.files(
        "".join(f"Sms: {name}\n" for name in notes) + head, f"{{% data %}}\n{declared}\n{{% enddata %}}\n", body
    )
    return Case(text, kind, data, draw(st.integers(0, 2**32 - 1)), files | notes)


EXTRA: tuple[Type, ...] = (*SCALARS, *map(Optional, SCALARS), *(List(kind) for kind in SCALARS))


def _computed(w: Writer) -> list[str]:
    lines = []
    for number in range(w.pick((1, 2, 3))):
        kind = w.pick((INT, types.DECIMAL, TEXT, BOOL, Optional(INT), List(INT), types.DATE))
        lines.append(f"c{number} = {w.expression(kind)}")
        w.scope[f"c{number}"] = kind
    return lines


_CHOSEN = '{{ "ja" if n > 1 else "ko" if n > 0 else "zh-TW" }} of en, ja, ko, zh-TW'
_REFUSED = '{{ "en" if n > 1 else name }} of zh-CN, en'


def _head(w: Writer) -> str:
    hole = "{{ " + w.pick(("name", "tier", "customer.name", w.expression(TEXT))) + " }}"
    lines = [
        "Key: {{ tier }}-{{ n }}",
        f"Subject: 您好 {hole}, {{{{ {w.printable()} }}}}",
        "To: {{ name }} <{{ email }}>",
        f"From: {quoted('Acme')} <bill@acme.example>",
        f"Locale: {w.pick(('en', 'zh-TW', 'zh-CN', 'ja', 'ko', _CHOSEN, _REFUSED))}",
        f"Currency: {w.pick(('TWD', 'USD', 'TWD digits=2'))}",
        f"Timezone: {w.pick(('UTC', 'Asia/Taipei', 'America/New_York', 'Europe/London'))}",
    ]
    return "\n".join(line for line in lines if not line.startswith(("Locale", "Timezone")) or w.chance(2)) + "\n"


def _note(w: Writer) -> dict[str, str]:
    """A text message beside the mail, or none."""
    pieces = (_static, _listed, _text)
    return {"note.txt": "\n" + _if(w, 2, pieces) + _for(w, 2, pieces)} if w.chance(3) else {}


def _tour(w: Writer, kind: str, start: int) -> str:
    """Some functions, operators and contexts by turns: Hypothesis likes to repeat itself, and all must be met."""
    calls = [call for i in range(12) if (call := _call(w, kind, FUNCTIONS[(start + i) % len(FUNCTIONS)]))]
    forms = [MAKERS[(start + i * 11) % len(MAKERS)](w) for i in range(8)]
    makers = (*OPERATIONS, *HTML) if kind == "html" else OPERATIONS
    return "\n".join([*calls, *(makers[(start + i * 7) % len(makers)](w) for i in range(4)), *forms])


def _call(w: Writer, kind: str, function: tuple[str, Signature]) -> str:
    result = function[1].result
    shape = SHAPES.get(str(result)) or ("{{ %s }}" if result in PRINTED else "")
    return shape % f"({w.call(*function)})" if kind == "html" or "<" not in shape else ""


def _comparison(op: str) -> Callable[[Writer], str]:
    def write(w: Writer) -> str:
        kind = w.pick((INT, types.DECIMAL, TEXT, types.DATE))
        return f'{{{{ "yes" if {w.operand(kind)} {op} {w.operand(kind)} else "no" }}}}'

    return write


OPERATIONS: tuple[Callable[[Writer], str], ...] = (
    *map(_comparison, ("==", "!=", "<", "<=", ">", ">=")),
    lambda w: "{{ avg(l.amount for l in lines if " + w.operand(BOOL) + ") ?? 0 }}",
    lambda w: "{{ min(l.amount for l in lines) ?? 0 }}{{ max(l.what for l in lines) ?? '-' }}",
    lambda w: "{% for r in range(" + w.pick(("3", "1, 9, 3", "n", "5, 0, -2")) + ") %}{{ r }}{% endfor %}",
    lambda w: "{% let s = 0 %}{% for q in counts %}{% set s = s + q %}{% endfor %}{{ s }}",
    lambda w: f"{{{{ join((lines | sort(by=it.amount, desc=true) | map(it.what)), sep={w.operand(TEXT)}) }}}}",
    lambda w: "{{ join(x for x in (words | unique | reverse | take(" + w.operand(INT) + "))) }}",
)


PRINTED = (*JOINABLE, types.DECIMAL)
SHAPES = {
    "bool": '{{ "yes" if %s else "no" }}',
    "datetime": '{{ date(%s, "yyyy-MM-dd HH:mm:ss") }}',
    "[text]": '{{ join(%s, ", ") }}',
    "html": "<div>{{ %s }}</div>",
    "url": '<a href="{{ %s }}">x</a>',
    "image": '<img src="{{ %s }}" alt="">',
}


# --- bodies ------------------------------------------------------------------------------------------


def _html(w: Writer) -> str:
    return "<!doctype html><html><body>" + _block(w, 0, HTML) + "</body></html>"


def _plain(w: Writer) -> str:
    return _block(w, 0, (lambda w: f"Dear {{{{ {w.printable()} }}}},\n", _static, _listed, _looped))


def _block(w: Writer, depth: int, pieces: tuple) -> str:
    """Some statements."""
    statements = [_if, _for, _group, _let, _set, _match, _variant, _only, _fail, _use, _include, _replaced]
    makers = [*pieces] * 2 + ([] if depth > 2 else statements)
    out = []
    for _ in range(w.pick((2, 3, 4) if depth else (4, 5, 6, 7))):
        make = w.pick(makers)
        out.append(make(w) if make in pieces else make(w, depth, pieces))
    return "".join(out)


def _static(w: Writer) -> str:
    return "".join(w.pick(NASTY) for _ in range(w.pick((1, 2, 3)))) + "\n"


def _listed(w: Writer) -> str:
    """A list through an operation."""
    kind = w.pick((INT, TEXT, types.Decimal(9, 2), types.DATE))
    name, operation = w.name(), w.pick((refined, refined, mapped))
    return f'{{{{ join({name} for {name} in ({operation(kind)(w)}), sep=", ") }}}}'


def _looped(w: Writer) -> str:
    """A loop that looks around."""
    source, item = w.pick((("words", TEXT), ("counts", INT), ("prices", types.Decimal(9, 2))))
    name = w.name()
    around = f"{{{{ loop.previous ?? {name} }}}}{{{{ {name} if loop.last else (loop.next ?? {name}) }}}}"
    places = "{{ loop.index }}/{{ loop.length }} {{ loop.index0 }}{{ ',' if not loop.first else '' }}"
    with w.inner(**{name: item}):
        guard = f" if {w.operand(BOOL)}" if w.chance(2) else ""
    return f"{{% for {name} in {source}{guard} %}}{places}{around}{{% else %}}none{{% endfor %}}\n"


def _inner(w: Writer, depth: int, pieces: tuple, **names: Type) -> str:
    with w.inner(**names):
        return _block(w, depth + 1, pieces)


def _if(w: Writer, depth: int, pieces: tuple) -> str:
    arms = [
        f"{{% {word} {w.expression(BOOL)} %}}{_inner(w, depth, pieces)}" for word in ("if", "elif")[: w.pick((1, 2))]
    ]
    orelse = f"{{% else %}}{_inner(w, depth, pieces)}" if w.chance(2) else ""
    return "".join([*arms, orelse, "{% endif %}"])


def _for(w: Writer, depth: int, pieces: tuple) -> str:
    source, item = w.list_path()
    if w.chance(3):
        item = w.pick((INT, TEXT, types.DECIMAL, TIER))
        source = w.expression(List(item))
    name = w.name()
    with w.inner(**{name: item}):
        guard = f" if {w.operand(BOOL)}" if w.chance(2) else ""
        w.loops.append(item)
        body = _block(w, depth + 1, pieces)
        w.loops.pop()
    orelse = f"{{% else %}}{_inner(w, depth, pieces)}" if w.chance(3) else ""
    return f"{{% for {name} in ({source}){guard} %}}{body}{orelse}{{% endfor %}}"


def _group(w: Writer, depth: int, pieces: tuple) -> str:
    source, item = w.list_path()
    name = w.name()
    with w.inner(**{name: item}):
        key = w.pick((INT, TEXT, types.DECIMAL, types.DATE, BOOL, TIER, types.DATETIME, types.TIME, types.DURATION))
        by = w.expression(key)
        guard = f" if {w.operand(BOOL)}" if w.chance(3) else ""
    group = Record((Field("key", key), Field("items", List(item))))
    w.loops.append(group)
    body = _inner(w, depth, pieces, group=group)
    w.loops.pop()
    return f"{{% group {name} in {source}{guard} by {by} %}}{body}{{% endgroup %}}"


def _let(w: Writer, depth: int, pieces: tuple) -> str:
    kind = w.pick((INT, TEXT, types.DECIMAL, types.DATE, BOOL, Optional(TEXT), List(TEXT)))
    value, name = w.expression(kind), w.name()
    w.scope[name] = kind
    w.lets.append(name)
    return f"{{% let {name} = {value} %}}"


def _set(w: Writer, depth: int, pieces: tuple) -> str:
    if not w.lets:
        return _let(w, depth, pieces)
    name = w.pick(w.lets)
    return f"{{% set {name} = {w.expression(w.scope[name])} %}}"


def _match(w: Writer, depth: int, pieces: tuple) -> str:
    value, options = w.pick(
        (
            (w.operand(TIER), ('"gold", "basic"', '"silver"')),
            (w.operand(INT), ("1, 2", "3")),
            (w.operand(TEXT), ('"Ann"', '"王小明", ""')),
            (w.operand(BOOL), ("true", "false")),
        )
    )
    arms = "".join(f"{{% when {option} %}}{_inner(w, depth, pieces)}" for option in options)
    orelse = "" if options[0] in ('"gold", "basic"', "true") else f"{{% else %}}{_inner(w, depth, pieces)}"
    return f"{{% match {value} %}}{arms}{orelse}{{% endmatch %}}"


def _variant(w: Writer, depth: int, pieces: tuple) -> str:
    name, shares = w.name(), ", ".join(f"{arm}={w.pick((0, 1, 30))}" for arm in "ab") + ", c=7"
    arms = "".join(
        f'{{% when "{arm}" {weight} %}}{_inner(w, depth, pieces)}'
        for arm, weight in (share.split("=") for share in shares.split(", "))
    )
    return f'{{{{ variant("{name}", {shares}) }}}}{{% variant "{name}" %}}{arms}{{% endvariant %}}'


def _only(w: Writer, depth: int, pieces: tuple) -> str:
    return f"{{% only {w.pick(('html', 'text'))} %}}{_inner(w, depth, pieces)}{{% endonly %}}"


def _use(w: Writer, depth: int, pieces: tuple) -> str:
    return w.structure.use(w, partial(_inner, w, depth, pieces))


def _include(w: Writer, depth: int, pieces: tuple) -> str:
    return w.structure.include(w, partial(_if, w, 3, pieces))


def _replaced(w: Writer, depth: int, pieces: tuple) -> str:
    return w.structure.block(w, partial(_inner, w, depth, pieces))


def _fail(w: Writer, depth: int, pieces: tuple) -> str:
    test = f"{w.operand(BOOL)} and n > {w.pick((20, 30, 36))}"
    return f"{{% if {test} %}}{{% {w.pick(('reject', 'skip'))} {w.expression(w.pick(JOINABLE))} %}}{{% endif %}}"


def _hole(w: Writer) -> str:
    return "{{ " + w.printable() + " }}"


def _text(w: Writer) -> str:
    return f"{_hole(w)} and {_hole(w)}\n"


def _number(w: Writer) -> str:
    return "{{ " + w.expression(w.pick((INT, types.DECIMAL, types.DATE))) + " }}"


def _url(w: Writer) -> str:
    return "{{ " + w.pick(("link", "link", w.expression(types.URL), w.expression(TEXT))) + " }}"


def _colour(w: Writer) -> str:
    return w.pick(("{{ colour }}", "{{ colour }}", "{{ tier }}", _number(w)))


HTML = (
    _static,
    _listed,
    _looped,
    lambda w: f"<p>{_hole(w)} {_hole(w)}</p>\n",
    lambda w: f"<p>{_hole(w)}</p>",
    lambda w: "<div>{{ " + w.expression(types.HTML) + " }}</div>",
    lambda w: f'<td title="{_hole(w)}" class={_hole(w)}>{_hole(w)}</td>',
    lambda w: f'<a href="{_url(w)}">x</a>',
    lambda w: f'<a href="https://e.example/{_hole(w)}/?q={_hole(w)}#{_hole(w)}">x</a>',
    lambda w: "<a href='https://h{{ " + w.expression(INT) + " }}.example/'>x</a>",
    lambda w: f'<img src="{w.pick((_url(w), "{{ " + w.expression(types.IMAGE) + " }}"))}" alt="">',
    lambda w: f"<p style=\"color: {_colour(w)}; font-family: '{_hole(w)}'; background: url({_url(w)})\">x</p>",
    lambda w: f"<style>p {{ width: {_colour(w)}; content: '{_hole(w)}'; background: url('{_url(w)}') }}</style>",
    lambda w: f'<script type="application/ld+json">{{"a": {_hole(w)}, "b": "{_hole(w)}"}}</script>',
    lambda w: f"<!--[if mso]><b>{_hole(w)}</b><![endif]-->",
    lambda w: f"<title>{_hole(w)}</title><textarea>{_hole(w)}</textarea>",
    lambda w: "{# a comment #}{% raw %}{{ not an output }}{% endraw %}",
)
