"""Washing of texts: what every database, document and terminal can hold."""

from hypothesis import given
from hypothesis import strategies as st

from config.legible import is_legible, legible, one_line, washed
from crawler.records.observations import LinkSample, LinkUse

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY)
def test_any_text_becomes_legible_and_stays_as_it_is_then(text: str) -> None:
    once = legible(text)
    assert is_legible(once)
    assert legible(once) == once
    once.encode()


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_a_text_of_characters_is_not_touched(text: str) -> None:
    assert legible(text) is text


def test_two_halves_of_an_emoji_are_put_together() -> None:
    assert legible("\ud83d\ude00标题") == "\U0001f600标题"
    assert legible("\ud83d标题") == "\ufffd标题"


def test_controls_become_spaces_and_line_ends_stay() -> None:
    assert legible("一\x0b二\x1b[31m三\x9b四\r\n五\r六\t七\n") == "一 二 [31m三 四\n五\n六\t七\n"
    assert legible("零\x00零\ufffe零\U0010ffff") == "零\ufffd零\ufffd零\ufffd"
    assert one_line("题\r\nBcc: someone\n") == "题 Bcc: someone"


def test_a_record_is_washed_however_deep_and_kept_where_it_is_clean() -> None:
    clean = LinkUse("a", "http://a.cn/", None, 1, (LinkSample("p", "文字", "a", "", 1),))
    dirty = LinkUse("a", "http://a.cn/", None, 1, (LinkSample("p", "文\x00字", "a", "", 1),))
    assert washed(clean) is clean
    assert washed(dirty).samples[0].text == "文\ufffd字"
