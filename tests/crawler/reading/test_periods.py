"""Names of periods and of archives."""

from datetime import date

import pytest

from crawler.reading.periods import is_archive, is_period, period

TODAY = date(2026, 10, 28)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2025年", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年度", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年度信息", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026年9月", date(2026, 9, 1), date(2026, 9, 30)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026.10", date(2026, 10, 1), date(2026, 10, 31)),
        ("202610", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026年十月", date(2026, 10, 1), date(2026, 10, 31)),
        ("9月", date(2026, 9, 1), date(2026, 9, 30)),
        ("10月份", date(2026, 10, 1), date(2026, 10, 31)),
        ("十二月", date(2025, 12, 1), date(2025, 12, 31)),
        ("第三季度", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026年四季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2025年以前信息", date.min, date(2025, 12, 31)),
    ],
)
def test_the_days_of_a_period(name: str, first: date, last: date) -> None:
    assert period(name, TODAY) == (first, last)
    assert is_period(name)


@pytest.mark.parametrize("name", ["政策文件", "13月", "2026年13月", "202613", "第五季度", "12", "2026年第3期"])
def test_other_names_tell_no_period(name: str) -> None:
    assert period(name, TODAY) is None


@pytest.mark.parametrize(
    "name", ["往期信息", "历史", "查看历史公告", "往期回顾", "信息归档", "早期信息", "其他月份信息"]
)
def test_archives_by_their_names(name: str) -> None:
    assert is_archive(name)


@pytest.mark.parametrize("name", ["历史文化", "浏览历史", "红桥历史", "历史沿革", "档案归档管理"])
def test_what_is_no_archive(name: str) -> None:
    assert not is_archive(name)
