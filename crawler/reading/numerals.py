"""Numbers as pages write them, in digits or in Chinese."""

_SIGNS = {
    sign: value
    for signs in ("①②③④⑤⑥⑦⑧⑨⑩", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑", "❶❷❸❹❺❻❼❽❾❿", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽")
    for value, sign in enumerate(signs, 1)
}
"""Numbers that are one sign each."""
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}


LONGEST = 9
"""Digits of a number that counts pages, posts or days."""


def numeral(text: str) -> int:
    """A number in digits or in Chinese numerals below 100 (十二, 廿三, 正), or as one sign (①, Ⅱ); 0 where it is none."""
    if text.isdecimal():
        return int(text) if len(text) <= LONGEST else 0
    if text in _SIGNS:
        return _SIGNS[text]
    text = text.replace("元", "一").replace("正", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return _DIGITS.get(tens, 0 if tens else 1) * 10 + (_DIGITS.get(ones, 99) if ones else 0)
