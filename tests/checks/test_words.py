"""Words of the office's lists: told with quotes, as they are written, and never as a fault."""

import pytest

from checks.snapshot import PageView
from checks.words import check_words, matches
from config.month import Month
from config.word_lists import WordList
from tests.builders import HOST, article, column, entry, look, page, reading, section

OLD = WordList(name="旧称", words=("环境保护局", "布署"), unless=("原环境保护局",), advice="改为现名")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请到环境保护局办理", ["环境保护局"]),
        ("请到环境 保护局办理", ["环境保护局"]),
        ("原环境保护局印发的文件", []),
        ("原环境保护局印发，环境保护局解释", ["环境保护局"]),
        ("工作布署会", ["布署"]),
        ("工作部署会", []),
    ],
)
def test_a_word_is_found_as_it_is_written_and_phrases_that_are_right_are_not(text: str, words: list[str]) -> None:
    assert [match.word for match in matches(OLD, [text])] == words


def test_full_width_forms_and_capitals_are_the_same_letters() -> None:
    list_ = WordList(name="外文", words=("GDP增速",))
    assert [match.quote for match in matches(list_, ["今年ｇｄｐ增速为"])] == ["今年gdp增速为"]


def test_a_post_is_told_once_for_each_list_with_quotes() -> None:
    one = column("动态")
    post = entry("a", column=one, title="布署会召开", texts=("到环境保护局领取表格", "正文"))
    (found,) = check_words(look(section(columns=[one], entries=[post]), words=(OLD,)))
    assert (found.outcome.value, found.costs, found.role) == ("inconclusive", False, "旧称")
    assert found.quotes == ("布署会召开", "到环境保护局领取表格")
    assert "布署、环境保护局；改为现名" in found.message


def test_what_all_pages_share_is_no_posts_own_word() -> None:
    one = column("动态", page=column("动态").page)
    footer = "主办：环境保护局"
    pages = [shared(f"p{number}", footer) for number in range(3)]
    post = entry("a", column=one, texts=(footer, "正文"))
    assert check_words(look(section(columns=[one], entries=[post], pages=tuple(pages)), words=(OLD,))) == []


def shared(name: str, text: str) -> PageView:
    return page(f"{HOST}/portal/jyj/{name}.html", text)


def test_without_lists_nothing_is_looked_for() -> None:
    one = column("动态")
    post = entry("a", column=one, title="环境保护局", article=article(reading("2026-10-02")))
    assert check_words(look(section(columns=[one], entries=[post]))) == []


def test_a_word_is_quoted_with_fifteen_characters_around_it() -> None:
    text = "一" * 30 + "布署" + "二" * 30
    (match,) = matches(OLD, [text])
    assert (match.word, match.quote) == ("布署", "一" * 15 + "布署" + "二" * 15)
    assert [found.quote for found in matches(OLD, ["一布署" + "二" * 30])] == ["一布署" + "二" * 15]


def test_a_title_that_stands_on_its_page_again_is_quoted_once() -> None:
    one = column("动态")
    post = entry("a", column=one, title="布署会召开", texts=("布署会召开", "布署会召开，"))
    (found,) = check_words(look(section(columns=[one], entries=[post]), words=(OLD,)))
    assert found.quotes == ("布署会召开", "布署会召开,")


def test_words_are_looked_for_in_the_running_month_alone() -> None:
    one = column("动态")
    post = entry("a", column=one, title="布署会召开")
    assert check_words(look(section(columns=[one], entries=[post]), words=(OLD,), month=Month(2026, 9))) == []


def test_five_places_of_a_post_are_quoted() -> None:
    one = column("动态")
    post = entry("a", column=one, title="标题", texts=tuple(f"第{number}次布署" for number in range(7)))
    (found,) = check_words(look(section(columns=[one], entries=[post]), words=(OLD,)))
    assert len(found.quotes) == 5
