"""What several readers ask of a page."""

from datetime import UTC, datetime

from crawler.pages.once import once
from crawler.pages.outline import Outline
from crawler.reading.document import Document

NOW = datetime(2026, 10, 27, 2, tzinfo=UTC)


def test_what_is_asked_twice_is_found_once_for_each_page_and_key() -> None:
    asked: list[int] = []

    @once
    def found(_: Outline, key: int) -> None:
        asked.append(key)

    one, other = (Outline(Document("http://www.test.cn/", "<p>一</p>"), NOW) for _ in range(2))
    for outline, key in ((one, 1), (one, 1), (one, 2), (other, 1), (one, 2)):
        found(outline, key)
    assert asked == [1, 2, 1]
