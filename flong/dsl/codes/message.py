"""F043x: settings, and the files a message brings along."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0430": Code(
        "unknown locale",
        """The locales are `en zh-TW zh-CN ja ko`.
""",
    ),
    "F0437": Code(
        "locale chosen by data",
        """`Locale: {{ language }} of en, ja, zh-TW` compiles the template for each of the locales; the value, a text or
an enum, chooses one for each record. A record with another value is rejected.
""",
    ),
    "F0431": Code(
        "not a currency",
        """`Currency:` is an ISO 4217 code of three capital letters; `digits=0` says how many decimals are shown.
""",
    ),
    "F0432": Code(
        "unknown time zone",
        """`Timezone:` is a name of the time zone database, as in `Asia/Taipei`.
""",
    ),
    "F0433": Code(
        "text part of another kind",
        """`Text:` and `Sms:` name a template in `.txt`.
""",
    ),
    "F0434": Code(
        "declarations disagree",
        """The data is declared once: by the schema given to the compiler, by `Data:`, by the message's `{% data
%}` or by that of a file it brings along, whichever comes first. The others may declare a part of it, with the same
types.
""",
    ),
    "F0435": Code(
        "head field without effect",
        """A template named by `Text:`, `Sms:` or `Attach:` renders a part of the message. It may name its `Data`, and
repeat the message's `Locale`, `Currency` and `Timezone`; all else belongs to the message's own head. A message in
`.txt` is its own text part and names no other.
""",
    ),
    "F0436": Code(
        "name of an attached template",
        """An attached `.html` template becomes a PDF, and its name ends in `.pdf`. With a password the name may end in
`.html` instead: then it becomes a page that any browser opens with the password, offline.
""",
    ),
}
