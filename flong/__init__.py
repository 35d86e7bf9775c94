"""flong: templates that are checked once and cast a million times.

>>> import flong
>>> template = flong.compile("Subject: Hi {{ name }}\\n\\n<p>Dear {{ name }}</p>", kind="html")  # doctest: +SKIP
"""

from __future__ import annotations
