"""Pictures of stored pages: so many in one report, what is new first, and the office is told what they cost and what waits."""

from pathlib import Path

import pytest

from app.stages import pictures
from app.stages.pictures import Taken, Wanted, take
from crawler.wire.browser import chromium_path


@pytest.mark.skipif(not chromium_path(), reason="no browser is installed")
def test_one_report_takes_so_many_pictures_and_the_next_takes_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "AT_MOST", 1)
    wanted = [Wanted(name, tmp_path / f"{name}.html", is_new=name == "new") for name in ("old", "new")]
    for item in wanted:
        item.page.write_text("<p>…<mark id=mark>旧链接</mark></p>", encoding="utf-8")
    first = take(wanted, Path.exists)
    assert (first.files, first.made, first.left) == ({"new": "new.png"}, 1, 1)
    assert first.size == (tmp_path / "new.png").stat().st_size
    second = take(wanted, Path.exists)
    assert (set(second.files), second.made, second.left) == ({"old", "new"}, 1, 0)


def test_the_office_is_told_time_and_size() -> None:
    assert (
        str(Taken({}, 300, 61.2, 15_000_000, 12))
        == "问题图片：新截取 300 张（用时 61 秒，15.0 MB），其余 12 处由以后各夜补上"
    )
