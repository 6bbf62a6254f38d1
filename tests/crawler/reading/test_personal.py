"""Personal numbers: told by region, day of birth and check digit, however they are written; masked in what is kept."""

import pytest

from crawler.reading.personal import personal_numbers

RIGHT = "110105199003074413"


@pytest.mark.parametrize(
    "text",
    [
        f"身份证号：{RIGHT}。",
        "身份证号：１１０１０５１９９００３０７４４１３",
        "身份证 110105 19900307 4413",
        "身份证 110105-19900307-4413",
        "1 1 0 1 0 5 1 9 9 0 0 3 0 7 4 4 1 3",
        f"2026 {RIGHT}",
        f"{'前文，' * 200}{RIGHT}",
    ],
)
def test_an_identity_number_is_found_however_it_is_written(text: str) -> None:
    assert personal_numbers([text]) == ("110***********4413",)


@pytest.mark.parametrize(
    "number",
    [
        "110105199003074414",  # the check digit is another
        "170105199003074412",  # no province has this code
        "110105199002304412",  # 30 February
        "110105209003074419",  # born after today
        "1101051990030744139",
        "110105  19900307  4413",
    ],
)
def test_a_number_that_is_none_is_not_told(number: str) -> None:
    assert personal_numbers([number]) == ()


@pytest.mark.parametrize(
    "text", ["卡号6222021001116245702", "卡号 6222 0210 0111 6245 702", "６２２２０２１００１１１６２４５７０２"]
)
def test_a_card_number_is_found_solid_or_in_groups_of_four(text: str) -> None:
    assert personal_numbers([text]) == ("6222***********5702",)


def test_each_number_is_told_once_in_order() -> None:
    assert personal_numbers([RIGHT, "卡 6222021001116245702", RIGHT]) == ("110***********4413", "6222***********5702")
