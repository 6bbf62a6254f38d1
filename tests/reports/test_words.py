"""What the office reads holds no value of the program: every page, workbook, table and letter of a month with everything in it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.looking.explain import explain
from app.looking.view import Reader, latest_good
from app.stages.report_files import write_report
from checks.findings import Check, Finding, Measure, Outcome
from checks.measures import Name
from checks.reasons import Reason
from checks.verdicts import HINT, RESTRICTED, Verdict
from reports.export import HEADINGS, export_csv
from reports.inspection import district_report, unit_report
from reports.models import UnitReport
from reports.morning import counts, morning, stakes
from reports.words import (
    broken_text,
    fault_text,
    is_orderable,
    policy_rows,
    site_totals,
    total_span,
    verdict_text,
    what_to_do,
)
from tests.app.decisions.office import Office, an_office, link

PROGRAM_VALUE = re.compile(
    r"(?<![\w/.\-=&?%])[a-z]{2,}(?:_[a-z0-9]+)+(?![\w/=])|\['|\bNone\b|\bTrue\b|\bFalse\b|(?:portal|disclosure)\.[a-z_]+"
)
"""Names with underscores, lists and constants of Python, ids of criteria and measures."""
SAID_ON_PURPOSE = ("to_confirm", "utm_source", "utm_medium", "utm_campaign", "from_source")
"""What the office types into its files, and parameters of addresses."""
WORD = re.compile(r"(?<![\w./@:=?&%\-])[A-Za-z][A-Za-z-]+(?![\w/@=]|\.\w)")
FOREIGN = frozenset(
    [
        "PDF",
        "Word",
        "Excel",
        "JSON",
        "CSV",
        "META",
        "ICP",
        "https",
        "HTTPS",
        "http",
        "IPv6",
        "CSS",
        "TLS",
        "DNS",
        "IP",
        "SSL",
        "HTML",
        "robots",
        "Cookie",
        "cookie",
        "SHA",
        "OFD",
        "WT-",
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "spm",
        "WARC",
        "WAF",
        "Flash",
    ]
)
"""Words of another script that an office writes: formats, and what the rules for government sites call their marks."""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A month in which everything is found: each reason as a link's, as a measure's, with each outcome."""
    office = an_office(tmp_path_factory.mktemp("words") / "config")
    reasons = [reason for reason in Reason if reason]
    verdicts = [(Verdict.RESTRICTED, RESTRICTED, Outcome.INCONCLUSIVE), (Verdict.WARNED, HINT, Outcome.MET), (Verdict.INCONCLUSIVE, "", Outcome.INCONCLUSIVE)]  # fmt: skip
    links = [link(number, reason=reason) for number, reason in enumerate(reasons)]
    others = [
        link(100 + number, reason=Reason.TIMEOUT, verdict=verdict.value, category=category, outcome=outcome, confirmed=None, message=f"{category}：访问超时" if category else "访问超时")
        for number, (verdict, category, outcome) in enumerate(verdicts)
    ]  # fmt: skip
    more = [
        Finding(check, "portal", Outcome.INCONCLUSIVE, f"http://a/{check}", reason=Reason.NOT_READ, message="未能读取", published=date(2026, 10, 1))
        for check in Check
        if check not in (Check.DEAD_LINK, Check.COLUMN_FRESHNESS)
    ]  # fmt: skip
    more += [
        Finding(Check.COLUMN_FRESHNESS, "portal", Outcome.NOT_MET, "http://a/tj", reason=Reason.STALE, message="从未更新", column="统计数据", category="statistics"),
        Finding(Check.MESSAGES, "portal", Outcome.NOT_MET, "http://a/xx", reason=Reason.STALE, message="2 件未答复", role="按时答复", category="2 1 2"),
    ]  # fmt: skip
    names = [name for name in Name if name is not Name.PORTAL_DEAD_LINKS]
    measures = [Measure.unknown(name, reasons[at * 5 % len(reasons)], 2) for at, name in enumerate(names)]
    office.night(20, 10, [*links, *others, *more], measures=measures)
    yield office
    office.context.close()


def told(text: str) -> list[str]:
    """Values of the program in a text."""
    text = re.sub(r"\w+://\S+", "", text)
    return [found for found in PROGRAM_VALUE.findall(text) if found not in SAID_ON_PURPOSE]


def foreign(text: str) -> list[str]:
    """Words in Latin letters that no office writes; the command that it may type is one."""
    text = re.sub(r"\w+://\S+|hongqiao [a-z -]+|--site \w+|L[JM]-[\w-]*|[\w+-]+\.(?:xlsx|docx|txt)", "", text)
    return [word for word in WORD.findall(text) if word not in FOREIGN]


def text_of(page: str) -> str:
    """What a page shows: without its marks, styles and scripts."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", "\n", page))


def test_no_page_and_no_workbook_shows_a_value_of_the_program(month: Office, tmp_path: Path) -> None:
    report = Reader(month.context, latest_good(month.context)).report()
    write_report(tmp_path, report, documents=True)
    found: dict[str, list[str]] = {}
    for path in tmp_path.rglob("*.html"):
        text = text_of(path.read_text(encoding="utf-8"))
        found[path.name] = told(text) + foreign(text)
    for path in tmp_path.rglob("*.xlsx"):
        cells = [
            str(cell.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value
        ]
        found[path.name] = told("\n".join(cells)) + foreign("\n".join(cells))
    for path in tmp_path.rglob("*.docx"):
        document = Document(str(path))
        texts = [item.text for item in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        found[path.name] = told("\n".join(texts)) + foreign("\n".join(texts))
    for path in tmp_path.rglob("*.txt"):
        found[path.name] = told(path.read_text(encoding="utf-8"))
    assert {name: values for name, values in found.items() if values} == {}
    assert len(found) > 8


def test_a_value_of_the_program_would_be_seen() -> None:
    assert told("未能检查（site_unreachable）") and told("portal.posts") and told("['utm_source']") and told("None")
    assert not told("http://a/b_c.html?x_y=1 见 LJ-portal-jyj-001")


def test_the_table_for_spreadsheets_has_program_values_in_its_column_of_codes_alone(month: Office) -> None:
    report = Reader(month.context, latest_good(month.context)).report()
    rows = list(csv.reader(io.StringIO(export_csv(report).removeprefix("\ufeff"))))
    assert tuple(rows[0]) == HEADINGS
    assert [cell for row in rows[1:] for cell in row[:-1] if told(cell)] == []
    assert {row[8] for row in rows[1:] if row[3] == "测量值"} <= {"符合", "不符合", "不涉及", "未能判定"}
    assert ("portal.posts", "政务网信息") in {(row[-1], row[4]) for row in rows}


def test_an_explanation_is_in_the_words_of_the_office(month: Office) -> None:
    report = Reader(month.context, latest_good(month.context)).report()
    lines = [
        line for criterion in report.rubric.criteria for line in explain(month.context, report, "教育局", criterion.name if criterion.group == "portal" else criterion.id)
    ]  # fmt: skip
    assert [line for line in lines if told(line)] == []


def test_the_verdicts_word_stands_once() -> None:
    item = link(1, verdict="restricted", category=RESTRICTED, message="受限：禁止访问（403）。请人工打开核对")
    assert verdict_text(item).count("受限") == 1
    unknown = link(1, verdict="inconclusive", category="", message="访问超时")
    assert verdict_text(unknown) == "未能判定：访问超时"


def test_policies_are_shown_as_people_write_them(month: Office) -> None:
    rows = dict(policy_rows(month.context.configuration.monitor.policies))
    assert rows["比较信息来源时不计的前缀"] == "天津市、红桥区"
    assert rows["考评决定须由另一人审核"] in ("是", "否")
    assert rows["另行设定的放假和上班日"] == "无"


@pytest.mark.parametrize(
    ("check", "reason", "wanted"),
    [
        (Check.EMPTY_COLUMN, Reason.NO_CONTENT, "请充实栏目内容"),
        (Check.PROFILE, Reason.NO_TELEPHONE, "请补充完整"),
        (Check.PROFILE, Reason.STALE, "请核对更新"),
        (Check.SERVICE_FORMS, Reason.NO_FORM, "可以下载的表格"),
        (Check.DEAD_LINK, Reason("http_404"), "请恢复该页面"),
    ],
)
def test_whatever_may_be_ordered_says_what_to_do(check: Check, reason: Reason, wanted: str) -> None:
    item = link(1, check=check, reason=reason, category="断链" if check is Check.DEAD_LINK else "空栏目")
    assert is_orderable(item) and wanted in what_to_do(item)
    assert not is_orderable(link(1, check=Check.COLUMN_IDLE))


def test_links_that_no_night_could_tell_are_not_called_none(month: Office) -> None:
    unit = next(item for item in Reader(month.context, latest_good(month.context)).report().units if item.code == "mzj")
    assert broken_text(unit) == "无效链接 0 个"
    measures = (Measure.unknown(Name.PORTAL_DEAD_LINKS, Reason.NOT_OBSERVED),)
    unknown = replace(unit, result=replace(unit.result, measures=measures))
    assert broken_text(unknown) == "无效链接未能测定"
    found = replace(unknown, result=replace(unknown.result, findings=(link(1),)))
    assert broken_text(found) == "无效链接至少 1 个"


def test_a_row_and_a_morning_call_what_no_night_could_tell_unknown(month: Office) -> None:
    report = Reader(month.context, latest_good(month.context)).report()
    unit = next(item for item in report.units if item.code == "mzj")
    names = (Name.PORTAL_DEAD_LINKS, Name.PORTAL_EMPTY_COLUMNS)
    known = tuple(Measure.known(name, 0, Outcome.MET) for name in names)
    unknown = tuple(Measure.unknown(name, Reason.NOT_OBSERVED) for name in names)
    absent = tuple(Measure.unknown(name, Reason.NO_SECTION) for name in names)
    rows = [counts(_with(unit, measures)) for measures in (known, unknown, absent)]
    assert [(row["confirmed"], row["empty"]) for row in rows] == [("0", "0"), ("未知", "未知"), ("0", "0")]
    assert counts(_with(unit, unknown, link(1)))["confirmed"] == "≥1"
    assert morning(replace(report, units=(_with(unit, known), _with(unit, unknown)))).untold == 1


def _with(unit: UnitReport, measures: tuple[Measure, ...], *findings: Finding) -> UnitReport:
    return replace(unit, result=replace(unit.result, measures=measures, findings=findings))


def test_a_group_that_a_sheet_lacks_keeps_its_place_in_a_row(tmp_path: Path) -> None:
    """The headings are the rubric's: what follows the group must not move below them."""
    office = an_office(tmp_path)
    office.night(20, 10)
    report = Reader(office.context, latest_good(office.context)).report()
    first, *others = report.rubric.site_groups
    sheet = report.units[0].sheet
    lacking = replace(sheet, groups={key: total for key, total in sheet.groups.items() if key != first.id})
    cells = site_totals(report.rubric, lacking)
    assert [group for group, _ in cells] == [first, *others]
    assert [total_span(total) for _, total in cells] == ["", *(total_span(sheet.groups[group.id]) for group in others)]
    units = (replace(report.units[0], sheet=lacking), *report.units[1:])
    write_report(tmp_path / "report", replace(report, units=units), documents=True)


def test_a_columns_placeholder_is_told_otherwise_than_a_links() -> None:
    column = Finding(
        Check.EMPTY_COLUMN, "portal", Outcome.NOT_MET, "http://a/", reason=Reason.PLACEHOLDER, category="空栏目"
    )
    assert fault_text(column) == "空栏目：只有占位文字"
    assert fault_text(link(1, reason=Reason.PLACEHOLDER)) == "断链：占位链接，点击后没有反应"


def test_what_the_last_night_decides_says_what_would_help(tmp_path: Path) -> None:
    office = an_office(tmp_path)

    def found(check: Check, subject: str, role: str = "") -> Finding:
        return Finding(check, "portal", Outcome.NOT_MET, subject, reason=Reason.STALE, message="旧", role=role)

    names = (Name.PORTAL_BASIC_INFORMATION, Name.PORTAL_SERVICES, Name.PORTAL_DYNAMIC_COLUMNS)
    findings = [
        found(Check.PROFILE, "http://a/1", "duties"),
        found(Check.PROFILE, "http://a/5", "address"),
        found(Check.PROFILE, "http://a/2", "leaders"),
        found(Check.SERVICE_FORMS, "http://a/3"),
        found(Check.SERVICE_FORMS, "http://a/4"),
        found(Check.DYNAMIC_COLUMN, "http://a/"),
    ]
    office.night(20, 10, findings, measures=[Measure(name, 1, Outcome.NOT_MET, lower=1) for name in names])
    report = Reader(office.context, latest_good(office.context)).report()
    helps = {item.criterion: item.help for item in stakes(report) if item.unit.code == "jyj"}
    assert helps == {
        "portal.basic_information": "补充或更新：主要职责、办公地址",
        "portal.leaders": "补充或更新：领导信息",
        "portal.services": "为 2 个事项提供可以下载的表格",
        "portal.dynamic_columns": "在没有更新的动态栏目各发布一条信息",
    }
    office.context.close()


def test_a_letter_of_inspection_calls_what_no_night_could_tell_unknown(month: Office) -> None:
    report = Reader(month.context, latest_good(month.context)).report()
    unit = next(item for item in report.units if item.code == "mzj")
    names = (Name.PORTAL_DEAD_LINKS, Name.PORTAL_EMPTY_COLUMNS)
    known = _with(unit, tuple(Measure.known(name, 0, Outcome.MET) for name in names))
    unknown = _with(unit, tuple(Measure.unknown(name, Reason.NOT_OBSERVED) for name in names))

    def shown(each: UnitReport) -> tuple[list[str], str, str]:
        document = district_report(replace(report, units=(each,)))
        own = unit_report(replace(report, units=(each,)), each)
        texts = ["\n".join(item.text for item in made.paragraphs) for made in (document, own)]
        return [cell.text for cell in document.tables[0].rows[1].cells][-2:], *texts

    cells, district, own = shown(known)
    assert cells == ["0", "0"]
    assert "没有发现需要整改的问题" in district and "未能全部测定" not in district + own
    cells, district, own = shown(unknown)
    assert cells == ["未知", "未知"]
    assert "未能全部测定的单位：区民政局" in district and "未能全部测定" in own
