"""Phone numbers as people write them, made E.164 (ITU-T E.164: `+`, at most 15 digits), or refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from flong.errors import ConfigError, MissingExtra

try:
    import phonenumbers
    from phonenumbers import PhoneNumberType, ValidationResult
except ImportError as error:
    raise MissingExtra("sms", "phonenumbers") from error

_WRITTEN: Final = re.compile(r"\+?[0-9 ().\-/]+\Z")
_EXTENSION: Final = re.compile(r"#|ext|分機|分机|轉|转|內線|内線|内线|내선", re.IGNORECASE)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－", "-"))
_REACHABLE: Final = frozenset(
    (
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.UNKNOWN,
    )
)
_KINDS: Final = {
    PhoneNumberType.FIXED_LINE: "a landline",
    PhoneNumberType.TOLL_FREE: "a toll-free number",
    PhoneNumberType.PREMIUM_RATE: "a premium-rate number",
    PhoneNumberType.VOIP: "an internet telephone",
    PhoneNumberType.PAGER: "a pager",
}
_LENGTHS: Final = {
    ValidationResult.TOO_SHORT: "too short",
    ValidationResult.TOO_LONG: "too long",
    ValidationResult.INVALID_LENGTH: "of a wrong length",
    ValidationResult.INVALID_COUNTRY_CODE: "of no country",
}


class NumberError(ValueError):
    """No text message can go to this number. The message does not quote it."""


def check_region(region: str) -> str:
    """`region` in upper case. Raises ConfigError unless it is a region that has numbers (ISO 3166-1)."""
    if region.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise ConfigError(f"`{region}` is no region; write TW, KR, JP, CN, HK, MO …")
    return region.upper()


def to_e164(written: str, region: str) -> str:
    """`written`, national for `region` (ISO 3166-1) or with `+`, as E.164. Raises NumberError."""
    text = unicodedata.normalize("NFKC", written).translate(_DASHES)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf").strip()  # address books put them in
    _check_written(text)
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise NumberError("is not a phone number") from None
    if not phonenumbers.is_valid_number(number):
        raise NumberError(f"is {_wrong(number)}")
    kind = phonenumbers.number_type(number)
    if kind not in _REACHABLE:
        raise NumberError(f"is {_KINDS.get(kind, 'no mobile number')}, which takes no text messages")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(number: str, region: str) -> str:
    """The digits that people of `region` dial for an E.164 number of theirs. Raises NumberError for a foreign one."""
    parsed = phonenumbers.parse(number)
    if phonenumbers.region_code_for_number(parsed) != region.upper():
        raise NumberError(f"is not a number of {region.upper()}")
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(char for char in written if char.isdigit())


def _check_written(text: str) -> None:
    if not text:
        raise NumberError("is empty")
    if _EXTENSION.search(text):
        raise NumberError("is an office extension, which takes no text messages")
    if len(text) > 40 or not _WRITTEN.match(text):
        raise NumberError("is not a phone number")


def _wrong(number: phonenumbers.PhoneNumber) -> str:
    country = f"for +{number.country_code}"
    found = phonenumbers.is_possible_number_with_reason(number)
    return f"{_LENGTHS[found]} {country}" if found in _LENGTHS else f"not a number in use {country}"
