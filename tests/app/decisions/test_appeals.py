"""Appeals hold a month open, whoever closes it: a page, a command, or the clock."""

from app.decisions.appeals import OpenForm, SayForm, open_appeal, refuse
from app.decisions.closing import CloseForm, close
from tests.app.decisions.office import Office, link
from tests.app.decisions.refused import refused


def test_a_month_is_closed_when_its_appeals_are_answered(office_on_both: Office) -> None:
    office = office_on_both
    office.night(20, 10, [link(1)])
    form = OpenForm("jyj", "2026-10", "count", "portal.posts", "数量", "少计 2 条")
    number = open_appeal(office.desk(), form).id
    office.night(2, 11, [link(1)])
    clock = office.desk(5, 11, "自动封账")
    told = refused(lambda: close(clock, CloseForm("2026-10")))
    assert told == {"month": "还有 1 件申诉没有办结（第 1 号），请先答复"}
    refuse(clock, SayForm(number, "已核对，计数无误"))
    assert close(clock, CloseForm("2026-10")).closed_by == "自动封账"
