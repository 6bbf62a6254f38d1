"""A label of a day is found however it is spaced and written."""

from datetime import UTC, date, datetime

import pytest

from crawler.pages.headers.labels import day_at
from crawler.reading.words import PUBLISHED

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    "label", [*PUBLISHED, "发 布 时 间", "发  布  日  期", "信息 发布时间", "PUBLISHTIME", "publishtime", "D a t e"]
)
def test_each_label_of_publication_names_its_day(label: str) -> None:
    reading, unread = day_at([f"来源：办公室 {label}：2026-11-05"], PUBLISHED, NOW)
    assert (reading.day if reading else None, unread) == (date(2026, 11, 5), "")


def test_a_text_without_a_label_has_no_day_and_nothing_unread() -> None:
    assert day_at(["来源：办公室 2026-11-05"], PUBLISHED, NOW) == (None, "")
