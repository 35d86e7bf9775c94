"""What words of other template languages (Jinja, Liquid, Twig) are here."""

from __future__ import annotations

NAMES = {
    "True": "true", "False": "false", "None": "none", "null": "none", "nil": "none", "NULL": "none",
    "forloop": "loop", "tablerowloop": "loop",
}  # fmt: skip

_ESCAPED = "nothing: values are escaped for where they stand"
_NUMBER = "`number(x, digits=2)` or `money(x)`"

FUNCTIONS = {
    "e": _ESCAPED, "escape": _ESCAPED, "forceescape": _ESCAPED, "escape_once": _ESCAPED,
    "safe": "`safe_html`", "striptags": "`strip_tags`", "strip_html": "`strip_tags`", "tojson": "`json`",
    "strip": "`trim`", "upcase": "`upper`", "downcase": "`lower`", "capfirst": "`capitalize`", "size": "`length`",
    "newline_to_br": "`nl2br`", "linebreaks": "`nl2br`", "url_encode": "`urlencode`",
    "string": "`~`, which joins texts", "append": "`~`", "prepend": "`~`",
    "plus": "`+`", "minus": "`-`", "times": "`*`", "divided_by": "`/`", "modulo": "`%`",
    "format": _NUMBER, "floatformat": _NUMBER, "number_format": _NUMBER, "float": "`decimal`, which is exact",
    "strftime": '`date(d, "yyyy-MM-dd")`', "selectattr": "`where(it.…)`", "rejectattr": "`where(not it.…)`",
    "groupby": "`{% group x in xs by x.key %}`", "namespace": "`{% let %}` and `{% set %}`",
}  # fmt: skip
