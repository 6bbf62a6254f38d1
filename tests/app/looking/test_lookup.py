"""One look-up for units, criteria and orders: by code, number, name or alias; what is unknown is answered with the nearest."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import WrongUse
from app.looking.lookup import criterion_named, order_named, unit_named
from config.loader import load_configuration
from config.settings import Configuration
from db.decisions import DecisionRecord, Kind
from tests.app.decisions.office import UNITS, write_office_of


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    more = [{"code": "jd1", "name": "西于庄街道办事处"}, {"code": "jd2", "name": "西沽街道办事处"}, {"code": "jd3", "name": "邵公庄街道办事处", "aliases": ["ＪＤ２"]}]  # fmt: skip
    return load_configuration(write_office_of(Path(tmp_path_factory.mktemp("units")), UNITS + more))


def order(number: int, subject: str) -> DecisionRecord:
    return DecisionRecord(
        id=number, kind=Kind.ORDER, unit="jyj", subject=subject, value={}, author="甲", reason="", valid_from="", valid_to="",
        created_at=datetime.now(UTC), withdrawn_at=None, withdrawn_by="", withdrawal_reason="",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["jyj", "JYJ", "ｊｙｊ", "区教育局", "教育局", "红桥区教育局", "天津市红桥区教育局", " 区 教育局 "]
)
def test_a_unit_is_known_by_code_name_and_alias(configuration: Configuration, text: str) -> None:
    assert unit_named(configuration, text).code == "jyj"


def test_a_name_of_several_is_answered_with_all_of_them(configuration: Configuration) -> None:
    with pytest.raises(WrongUse, match="可以指 2 个单位") as caught:
        unit_named(configuration, "jd2")
    assert "西沽街道办事处（jd2）" in str(caught.value) and "邵公庄街道办事处（jd3）" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("教育", "区教育局（jyj）"),
        ("教委", "（"),
        ("jy", "区教育局（jyj）"),
        ("西沽", "西沽街道办事处（jd2）"),
        ("区民政", "区民政局（mzj）"),
    ],
)
def test_an_unknown_unit_is_answered_with_the_nearest(configuration: Configuration, text: str, near: str) -> None:
    with pytest.raises(WrongUse, match="没有单位") as caught:
        unit_named(configuration, text)
    assert near in str(caught.value)


@pytest.mark.parametrize("text", ["", "   ", "🏛", "x" * 10_000, "*", "(?"])
def test_no_text_breaks_the_look_up(configuration: Configuration, text: str) -> None:
    with pytest.raises(WrongUse):
        unit_named(configuration, text)


@pytest.mark.parametrize("text", ["portal.dead_links", "网站无效链接", "dead_links", "Portal.Dead_Links"])
def test_a_criterion_is_known_by_id_and_name(configuration: Configuration, text: str) -> None:
    assert criterion_named(configuration.rubric, text).id == "portal.dead_links"


def test_a_part_of_an_id_that_two_sites_share_is_ambiguous(configuration: Configuration) -> None:
    with pytest.raises(WrongUse, match="可以指 2 个评测要点"):
        criterion_named(configuration.rubric, "posts")


def test_an_unknown_criterion_is_answered_with_the_nearest(configuration: Configuration) -> None:
    with pytest.raises(WrongUse, match=r"网站无效链接（portal\.dead_links）"):
        criterion_named(configuration.rubric, "无效链接")


@pytest.mark.parametrize("text", ["网督〔2026〕1号", "网督[2026]1号", "网督（2026）１号", "2026-1", "1号", "14"])
def test_an_order_is_known_by_number_and_record(text: str) -> None:
    assert order_named([order(14, "网督〔2026〕1号"), order(15, "网督〔2026〕12号")], text).id == 14


def test_a_short_number_of_two_years_is_ambiguous() -> None:
    with pytest.raises(WrongUse, match="可以指 2 个督办单"):
        order_named([order(1, "网督〔2025〕7号"), order(2, "网督〔2026〕7号")], "7号")


def test_an_unknown_order_is_answered_with_those_there_are() -> None:
    with pytest.raises(WrongUse, match="网督〔2026〕1号"):
        order_named([order(14, "网督〔2026〕1号")], "网督〔2026〕9号")
    with pytest.raises(WrongUse, match="目前没有任何督办单"):
        order_named([], "1号")
