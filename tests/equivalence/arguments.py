"""Literals for the parameters of functions: most random ones would only be refused."""

from __future__ import annotations

CONSTANTS: dict[str, tuple[str, ...]] = {
    "pattern": ('"yyyy-MM-dd"', '"d. MMMM yyyy"', '"long"', '"short"', '"EEEE dd/MM/yy"'),
    "unit": ('"days"', '"months"', '"weeks"', '"years"', '"quarters"'),
    "currency": ('"USD"', '"TWD"', '"JPY"', '"KRW"', '"EUR"'),
    "digits": ("0", "1", "2", "4"),
    "negative": ('"minus"', '"paren"', '"triangle"'),
    "rounding": ('"half_up"', '"half_even"', '"down"', '"ceiling"', '"floor"'),
    "mode": ('"half_up"', '"half_even"', '"half_down"', '"up"', '"down"', '"ceiling"', '"floor"'),
    "style": (),
    "symbol": ('"NT$"', '"<b>"'),
    "grouping": ("true", "false"),
    "zone": ('"Asia/Taipei"', '"America/New_York"', '"UTC"'),
    "size": ("80", "120"),
    "level": ('"L"', '"M"', '"Q"', '"H"'),
    "module": ("1", "3"),
    "height": ("40", "80"),
    "check": ("true", "false"),
    "alt": ('"pay"', '"<pay & go>"'),
    "mark": ('"○"', '"*"'),
}
"""Literals for constant parameters; those without stay at their default."""

SPECIAL = {
    ("parse_date", "pattern"): ('"yyyy-MM-dd"', '"yyyy-MM-dd"', '"dd/MM/yyyy"', '"y年M月d日"'),
    ("time", "pattern"): ('"HH:mm"', '"h:mm a"', '"short"'),
    ("in_zone", "pattern"): ('"yyyy-MM-dd HH:mm:ss"', '"d MMM HH:mm"'),
    ("number", "pattern"): ('"#,##0.00"', '"0000"'),
}

USUAL = {
    ("parse_date", "s"): ('"2026-11-21"', '"2024-02-29"'),
    ("truncate", "length"): ("5", "12", "40"),
    ("truncate", "mark"): ('"…"', '"..."', '""'),
    ("pad_left", "fill"): ('"0"', '"　"'),
    ("pad_right", "fill"): ('"."', '"─"'),
    ("sms", "number"): ('"0912-345-678"', '"+886 2 2345 6789"'),
    ("tel", "number"): ('"0912-345-678"', '"+886 2 2345 6789"'),
    ("mailto", "address"): ("email",),
    ("url", "s"): ("link",),
    ("with_query", "u"): ("link", "url(link)"),
    ("int", "s"): ('"42"', '"-7"'),
    ("int", "x"): ("12.00", "decimal(n)"),
    ("decimal", "s"): ('"-12.50"', '"1E+3"'),
    ("code128", "data"): ('"A-12345678"', '"x\\t123456"', "email"),
    ("code39", "data"): ('"AB-12"', '"12 $%"', '"/ABC123+"'),
    ("ean13", "data"): ('"471008841234"', '"4710088412348"', '"4710088412340"'),
    ("clamp", "low"): ("0", "-5"),
    ("clamp", "high"): ("7", "100"),
    **{(name, "mark"): ('"*"', '"○"') for name in ("mask", "mask_id", "mask_phone", "mask_email", "mask_card")},
}
"""Arguments that a function mostly gets, because others reject."""
