"""The escapers once more, slowly and from the specification's wording. Refusals are None."""

from __future__ import annotations

import json
import re
import string
import unicodedata

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
UNRESERVED = string.ascii_letters + string.digits + "-._~"
RESERVED = ":/?#[]@!$&'()*+,;="
ATEXT = string.ascii_letters + string.digits + "!#$%&'*+/=?^_`{|}~-"
SCHEMES = ("http", "https", "mailto", "tel", "sms", "cid")
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"


def none(s: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", s)


def html(s: str) -> str:
    return "".join(ENTITIES.get(c, c) for c in none(s))


def percent(s: str) -> str:
    return "".join(f"%{byte:02X}" for byte in s.encode())


def url_part(s: str) -> str:
    return "".join(c if c in UNRESERVED else percent(c) for c in none(s))


def trim(s: str) -> str:
    return s.strip("".join(map(chr, range(0x21))))


def scheme(s: str) -> str | None:
    """What a browser might take for a scheme."""
    match = re.match(r"([^:/?#]*):", s)
    return match[1].lower() if match else None


def normalise(s: str, encode: str) -> str:
    out = []
    for i, c in enumerate(s):
        stays = re.match("%[0-9A-Fa-f]{2}", s[i:]) if c == "%" else c in UNRESERVED + RESERVED and c not in encode
        out.append(c if stays else percent(none(c)))
    return "".join(out)


def url_link(s: str) -> str | None:
    s = trim(s)
    return normalise(s, "") if scheme(s) in (*SCHEMES, None) else None


def picture(s: str, encode: str) -> str:
    s = trim(s)
    fits = scheme(s) in (*SCHEMES, None) or is_data(s)
    return normalise(s, encode) if fits else "about:invalid#flong"


def is_data(s: str) -> bool:
    return bool(re.match("data:image/", s, re.IGNORECASE | re.ASCII))


def url_image(s: str) -> str:
    s = trim(s)
    s = s.rstrip(",") if is_data(s) else s
    return picture(s, "" if is_data(s) else ",") if s else "about:invalid#flong"


def css_url(s: str) -> str:
    return picture(s, "'()")


def css_value(s: str) -> str | None:
    return s if re.fullmatch(r"[A-Za-z0-9#%., +-]*", s) else None


def css_string(s: str) -> str:
    plain = string.ascii_letters + string.digits + " "
    return "".join(c if c in plain or ord(c) > 127 else f"\\{ord(c):02x} " for c in none(s))


def json_string(s: str) -> str:
    text = json.dumps(none(s), ensure_ascii=False)[1:-1]
    return re.sub("[<>&\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text)


def json_value(s: str) -> str:
    return f'"{json_string(s)}"'


def header(s: str) -> str | None:
    bad = any(unicodedata.category(c) == "Cc" or c in BIDI for c in s)
    return None if bad else s


def address_name(s: str) -> str | None:
    return None if header(s) is None else '"' + re.sub(r'(["\\])', r"\\\1", s) + '"'


SLOW = {
    "none": none,
    "html": html,
    "url_link": url_link,
    "url_image": url_image,
    "url_part": url_part,
    "css_value": css_value,
    "css_string": css_string,
    "css_url": css_url,
    "json": json_value,
    "json_string": json_string,
    "header": header,
    "address_name": address_name,
    "plain": none,
    "value": header,
}
