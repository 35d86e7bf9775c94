"""Masking by local custom. Names are never normalised; a mark replaces a character, not a byte."""

from flong.runtime.catalog.declared import Declared
from flong.runtime.resolve.privacy import mask_name

PRIVACY = (
    Declared(
        'mask(s: text, keep_start: int = 0, keep_end: int = 4, mark: text = "*") -> text',
        "privacy.mask",
        None,
        "Everything but the first and last characters as marks; a text too short to hide anything is hidden whole.",
        ('"A123456789" | mask(3, 3)', "A12****789"),
    ),
    Declared(
        'mask_name(name: text, style: const text = "middle", mark: const text = none) -> text',
        "names.mask_name",
        mask_name,
        "A person's name by its script; compound surnames are known. Styles: middle, surname, given, ends.",
        ('"王小明" | mask_name', "王○明"),
    ),
    Declared(
        'mask_id(id: text, mark: text = "*") -> text',
        "privacy.mask_id",
        None,
        "An identity number by its shape.",
        ('"900101-1234567" | mask_id', "900101-*******"),
    ),
    Declared(
        'mask_phone(number: text, mark: text = "*") -> text',
        "privacy.mask_phone",
        None,
        "A phone number, its middle hidden.",
        ('"0912345678" | mask_phone', "0912***678"),
    ),
    Declared(
        'mask_email(address: text, mark: text = "*") -> text',
        "privacy.mask_email",
        None,
        "The local part but two characters hidden, the domain kept.",
        ('"ablaze@acme.example" | mask_email', "ab***@acme.example"),
    ),
    Declared(
        'mask_card(number: text, keep_start: int = 0, mark: text = "*") -> text',
        "privacy.mask_card",
        None,
        "A card or account number, its last four digits kept, and at most eight first ones.",
        ('"4311-9522-1234-5678" | mask_card', "****-****-****-5678"),
    ),
)
