"""A bill as one HTML file that opens with a password, offline, in any browser.

The bill is compressed and sealed by AES-256-GCM under a key of `kept.py`:

    header = "FLNG" ‖ version (1 byte) ‖ rounds (4, big-endian) ‖ salt (16)
    sealed = base64(header ‖ nonce (12) ‖ AES-256-GCM(zlib(html), header as associated data) ‖ tag (16))

`page.html` shows it: `page.js` asks for the password and puts the bill in the page's own place. Its policy allows that
script alone, by its hash, and nothing from outside the file.
"""

from __future__ import annotations

import struct
import tomllib
import zlib
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from flong.bill.cast import Bill, Pictures
from flong.bill.inline import Inliner, language
from flong.bill.kept import BillKeys
from flong.bill.passwords import password_problem
from flong.errors import MissingExtra

HEADER: Final = struct.Struct(">4sBI16s")
_MAGIC, _VERSION = b"FLNG", 1
_FOLDER: Final = Path(__file__).parent
_POLICY: Final = (
    "default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def cast_page(
    bill: Bill, *, base: Path | None, pictures: Pictures, keys: BillKeys, customer: str, locale: str = "en"
) -> bytes:
    """The page of `bill`, UTF-8. What it shows is read as for a PDF. `customer` is the key of the record ("": every
    page is a customer's of its own), `locale` the language before it is opened where the bill names none.

    Raises RecordError when the record's HTML shows what can't be shown, ValueError for a password that
    `password_problem` refuses, MissingExtra without cryptography.
    """
    if problem := password_problem(bill.password or ""):
        raise ValueError(problem)
    html = Inliner(base, pictures).html(bill.html)
    before, after = _frame(_spoken(language(html) or locale))
    return before + b64encode(_sealed(html, keys, customer or html, bill.password or "")) + after


def _sealed(html: str, keys: BillKeys, customer: str, password: str) -> bytes:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise MissingExtra("bill", "cryptography") from None
    key, content = keys.page(customer, password), zlib.compress(html.encode())
    header = HEADER.pack(_MAGIC, _VERSION, key.rounds, key.salt)
    nonce = keys.nonce(header + content)
    return header + nonce + AESGCM(key.key).encrypt(nonce, content, header)


def _spoken(tag: str) -> str:
    """The language of `page.toml` for a language tag (BCP 47)."""
    first, *others = tag.lower().replace("_", "-").split("-")
    if first == "zh":
        return "zh-TW" if {"tw", "hk", "mo", "hant"} & set(others) else "zh-CN"
    return first if first in ("ja", "ko") else "en"


@cache
def _frame(spoken: str) -> tuple[bytes, bytes]:
    """What stands before and behind the sealed bill."""
    texts = tomllib.loads((_FOLDER / "page.toml").read_text("utf-8"))[spoken]
    script = (_FOLDER / "page.js").read_text("utf-8")
    policy = _POLICY.format(b64encode(sha256(script.encode()).digest()).decode())
    page = Template((_FOLDER / "page.html").read_text("utf-8")).substitute(
        {name: escape(text) for name, text in texts.items()},
        language=spoken,
        policy=policy,
        script=script,
        sealed="\0",
    )
    before, _, after = page.encode().partition(b"\0")
    return before, after
