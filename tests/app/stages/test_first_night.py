"""What `init` writes, and what `config check` accepts, a night can run with."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.starter import write_starter
from config.monitor import Crawl
from config.month import Month
from tests.sites import Answer, Site, night, page, rows


def pages(path: str) -> Answer:
    if path.endswith("/gzdt/"):
        return rows(["2026-10-12", "2026-10-13"])
    return page("<p>本单位负责有关工作的组织、协调和落实，欢迎监督。</p>") if path.endswith("/") else None


def test_a_night_runs_with_exactly_what_init_writes(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with Site(pages) as site:
        for file in write_starter(folder, Month(2026, 1)):
            text = Path(file).read_text(encoding="utf-8")
            text = text.replace("www.tjhq.gov.cn", site.name).replace("delay: 0.25", "delay: 0")
            Path(file).write_text(text, encoding="utf-8")
        assert night(folder, 27).is_good


@pytest.mark.parametrize("agent", ["", "   ", "a\nb", "a\r\nX-Evil: 1", "a\x00b", "a\x1b[31m", "a\u2028b", "\ud800"])
def test_an_agent_that_no_request_can_carry_is_refused(agent: str) -> None:
    with pytest.raises((ValidationError, UnicodeError)):
        Crawl(user_agent=agent)
