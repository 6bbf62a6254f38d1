"""The year to date: from closed months alone, and every document that tells it says which."""

import json
from pathlib import Path

from app.decisions.closing import CloseForm, close
from app.looking.view import Reader, latest_good
from checks.measures import Name
from reports.export import export_json
from reports.models import MonthReport
from reports.workbooks import score_workbook
from tests.app.decisions.office import Office, an_office, counted


def shown(office: Office) -> MonthReport:
    office.scored()
    return Reader(office.context, latest_good(office.context)).report()


def test_the_year_to_date_names_its_months_in_export_and_workbook(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    office.night(20, 9, measures=[counted(Name.PORTAL_POSTS, 12)])
    office.night(6, 10, measures=[counted(Name.PORTAL_POSTS, 30)])
    before = shown(office)
    assert "year" not in json.loads(export_json(before))["units"][0]
    assert "年初至今" not in score_workbook(before).sheetnames
    close(office.desk(6, 10), CloseForm("2026-09"))
    after = shown(office)
    year = json.loads(export_json(after))["units"][0]["year"]
    assert year["months"] == ["2026-09"]
    assert next(line["low"] for line in year["lines"] if line["criterion"] == "portal.posts") == "5"
    row = [cell.value for cell in score_workbook(after)["年初至今"][3]]
    assert row[:2] == ["区教育局", "2026-09"]
    assert row[-2:] == [float(year["total"]["low"]), float(year["total"]["high"])]
    office.context.close()
