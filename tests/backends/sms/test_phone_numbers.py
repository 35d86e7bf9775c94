"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.sms.numbers import NumberError, check_region, to_e164
from flong.backends.sms.text import is_e164
from flong.errors import ConfigError


@pytest.mark.parametrize(
    ("written", "region", "number"),
    [
        ("0912-345-678", "TW", "+886912345678"),
        ("912345678", "TW", "+886912345678"),
        ("+8860912345678", "TW", "+886912345678"),
        ("886912345678", "TW", "+886912345678"),
        ("０９１２ー３４５ー６７８", "TW", "+886912345678"),
        ("(010) 2345-6789", "KR", "+821023456789"),
        ("090−1234−5678", "JP", "+819012345678"),
        ("138 1234 5678", "CN", "+8613812345678"),
        ("5123 4567", "HK", "+85251234567"),
        ("6612 3456", "MO", "+85366123456"),
        ("+1 201 555 0123", "TW", "+12015550123"),
        ("+447400123456", "TW", "+447400123456"),
        ("\u202a+886 912 345 678\u202c", "TW", "+886912345678"),
        ("0912\u200b345678", "TW", "+886912345678"),
    ],
)
def test_numbers_become_e164(written, region, number):
    """National by the region, international by their own."""
    assert to_e164(written, region) == number and is_e164(number)


@pytest.mark.parametrize(
    ("written", "region", "reason"),
    [
        ("02-2345-6789#12", "TW", "an office extension"),
        ("02-2345-6789 ext. 12", "TW", "an office extension"),
        ("02-2345-6789 分機12", "TW", "an office extension"),
        ("0912345678＃12", "TW", "an office extension"),
        ("02-2345-6789", "TW", "a landline"),
        ("050-1234-5678", "JP", "an internet telephone"),
        ("0800-080-123", "TW", "toll-free"),
        ("0912-345", "TW", "not a number in use for \\+886"),
        ("+88691234567890123", "TW", "too long for \\+886"),
        ("0912-FLOWER", "TW", "is not a phone number"),
        ("0912345678;tel", "TW", "is not a phone number"),
        ("0912345678\r\n0911", "TW", "is not a phone number"),
        ("0912345678, 0922333444", "TW", "is not a phone number"),
        ("٠٩١٢٣٤٥٦٧٨", "TW", "is not a phone number"),
        ("+999123456789", "TW", "is not a phone number"),
        ("1" * 5000, "TW", "is not a phone number"),
        ("", "TW", "is empty"),
        ("  ", "TW", "is empty"),
    ],
)
def test_numbers_that_take_no_texts(written, region, reason):
    """Each with its reason, which does not repeat the number."""
    with pytest.raises(NumberError, match=reason) as caught:
        to_e164(written, region)
    assert not written.strip() or written not in str(caught.value)


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=30), st.text(st.sampled_from("0123456789-() #０１２"), max_size=20)))
def test_anything_is_a_number_or_is_refused(written):
    """No text gives anything but E.164 or a reason; a result is its own result."""
    try:
        number = to_e164(written, "TW")
    except NumberError:
        return
    assert is_e164(number) and to_e164(number, "JP") == number


def test_regions():
    """Letters of ISO 3166-1 with numbers."""
    assert check_region("tw") == "TW"
    with pytest.raises(ConfigError, match="no region"):
        check_region("Taiwan")
