"""What people declare of a site: once checked, it stands on the site's sheet and nowhere else."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.context import open_context
from app.decisions.declared import SiteEntryForm, declare
from app.decisions.desk import Desk, Person
from app.decisions.refusal import Refused
from app.looking.decided import records_listed
from tests.sites import Site, configure

NOW = datetime(2026, 10, 27, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
RIGHT = {"site": "portal", "criterion": "veto.wording", "said": "发现", "first": "2026-10", "last": "2026-10", "reason": "首页标题有误"}  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of one home page."""
    with Site({}) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    return Desk(open_context(configure(tmp_path, site, [])), Person("王某"), NOW)


def declared(desk: Desk, **changes: str) -> str:
    rubric = next(item for item in desk.context.configuration.other_rubrics if item.id == "inspection-2019")
    return declare(desk, rubric, SiteEntryForm(**{**RIGHT, **changes})).subject


def test_a_declaration_is_a_record_of_its_site_that_can_be_listed(desk: Desk) -> None:
    assert declared(desk) == "inspection-2019:veto.wording"
    (line,) = records_listed(desk.context)
    assert "政务网（site:portal）" in line and "表述错误（inspection-2019:veto.wording）" in line and "发现" in line
    desk.context.close()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"site": "jyj"}, "没有“jyj”这个网站"),
        ({"criterion": "veto.home"}, "由监测得出"),
        ({"criterion": "nonsense"}, "nonsense"),
        ({"said": "也许"}, "“未发现”、“发现”"),
        ({"reason": " "}, "原因"),
        ({"first": "2019-13"}, "2019-13"),
    ],
)
def test_a_wrong_one_is_refused(desk: Desk, changes: dict[str, str], message: str) -> None:
    with pytest.raises(Refused, match=message):
        declared(desk, **changes)
    assert not any("veto" in line for line in records_listed(desk.context))
    desk.context.close()
