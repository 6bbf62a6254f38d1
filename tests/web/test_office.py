"""The office's work on the pages: entries, overrides, exceptions, appeals, orders, closing; refused as the spreadsheet refuses."""

import html
import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.decisions.record import keep, made
from checks.findings import Check, Finding, Measure, Outcome
from checks.measures import Name
from checks.reasons import Reason
from checks.replies import IN_TIME
from crawler.records.observations import Answer, Failure
from db.audit import Audit
from db.decisions import Kind
from db.lock import night_lock
from db.people import People
from db.sink import CrawlSink
from reports.morning import counts
from tests.app.decisions.office import HOST, link
from tests.sites import ZONE
from tests.web.served import Client, Served, a_night, make

ENTRY = {
    "jyj|openness.leading_group:points": "2.5",
    "jyj|openness.self_report:points": "及时撰写并上报",
    "reason": "现场检查",
}
APPEAL = {"unit": "jyj", "month": "2026-10", "kind": "finding", "subject": "LJ-portal-jyj-001", "text": "当天可以打开"}


def records(served: Served, kind: Kind) -> list[Any]:
    return served.office.context.decisions.list(kind)


def test_entries_are_taken_as_the_workbook_takes_them_and_the_sheet_shows_them(served: Served) -> None:
    client = served.client("kpy")
    assert client.fill("/entries/2026-10/openness", ENTRY).status_code == 303
    made = records(served, Kind.ENTRY)
    assert {(item.unit, item.subject, item.value["points"], item.author) for item in made} == {
        ("jyj", "openness.leading_group", "2.5", "考评员甲"),
        ("jyj", "openness.self_report", "2", "考评员甲"),
    }
    page = client.get("/entries/2026-10/openness").text
    assert 'value="2.5"' in page and "selected>及时撰写并上报" in page
    assert "现场检查" in client.get("/units/jyj/2026-10").text


def test_all_faults_of_entries_are_told_beside_their_fields_and_nothing_typed_is_lost(served: Served) -> None:
    bad = {
        "jyj|openness.leading_group:points": "9",
        "mzj|openness.work_rules:points": "很好",
        "wjw|openness.channels:points": "1",
        "reason": "",
    }
    answer = served.client("kpy").fill("/entries/2026-10/openness", bad)
    assert answer.status_code == 422 and records(served, Kind.ENTRY) == []
    for text in ("9", "很好", "1"):
        assert f'value="{text}"' in answer.text
    assert answer.text.count('class="fault"') == 2
    assert "有 3 处需要改正" in answer.text and "没有写明原因" in answer.text


def test_a_wrong_value_is_told_beside_what_is_missing(served: Served) -> None:
    bad = {"jyj|interaction.mailbox:messages": "三", "reason": "十月"}
    answer = served.client("kpy").fill("/entries/2026-10/interaction", bad)
    assert answer.status_code == 422
    assert "填写的是“三”，应为不小于 0 的整数" in answer.text and "没有填全" in answer.text


def test_a_kept_entry_is_not_entered_again(served: Served) -> None:
    client = served.client("kpy")
    client.fill("/entries/2026-10/openness", ENTRY)
    answer = client.fill("/entries/2026-10/openness", ENTRY)
    assert answer.status_code == 422 and "没有填写" in answer.text
    client.fill("/entries/2026-10/openness", {**ENTRY, "jyj|openness.leading_group:points": "1"})
    assert [item.value["points"] for item in records(served, Kind.ENTRY)] == ["2.5", "2", "1"]


def filled_book(client: Client, first: str) -> Workbook:
    """The workbook as it goes down, with its first month, where its values come from, and one value."""
    book = load_workbook(io.BytesIO(client.get("/workbook/2026-10").content))
    cover, sheet = book.worksheets[0], book.worksheets[1]
    for row, text in ((3, first), (6, "现场检查")):
        cover.cell(row=row, column=2).value = text
    sheet.cell(row=4, column=3).value = 2
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_workbook_goes_down_and_comes_up_whole_or_not_at_all(served: Served) -> None:
    client = served.client("kpy")
    book = filled_book(client, "2026-10")
    answer = client.fill("/workbook/2026-10", {}, files={"file": ("录入表.xlsx", saved(book))})
    assert answer.status_code == 200 and "已导入 1 条" in answer.text
    assert "有效期：2026-10 至 不限" in answer.text and "请核对" not in answer.text
    book.worksheets[1].cell(row=5, column=3).value = 99
    answer = client.fill("/workbook/2026-10", {}, files={"file": ("录入表.xlsx", saved(book))})
    assert answer.status_code == 422 and "第 5 行" in answer.text
    assert len(records(served, Kind.ENTRY)) == 1
    answer = client.fill("/workbook/2026-10", {}, files={"file": ("录入表.xlsx", b"no workbook")})
    assert answer.status_code == 422


def test_a_workbook_of_another_month_than_the_pages_is_told(served: Served) -> None:
    client = served.client("kpy")
    book = filled_book(client, "2026-11")
    answer = client.fill("/workbook/2026-10", {}, files={"file": ("录入表.xlsx", saved(book))})
    assert "有效期：2026-11 至 不限" in answer.text
    assert "录入表填写的有效期不含 2026年10月，请核对" in answer.text


def test_a_workbook_of_another_kind_is_refused_without_a_list_of_each_cell(served: Served) -> None:
    client = served.client("kpy")
    book = load_workbook(io.BytesIO(client.get("/workbook/2026-10").content))
    for row, text in ((3, "2026-10"), (6, "现场检查")):
        book.worksheets[0].cell(row=row, column=2).value = text
    for row in range(50, 400):
        book.worksheets[1].cell(row=row, column=3).value = 1
    out = io.BytesIO()
    book.save(out)
    text = client.fill("/workbook/2026-10", {}, files={"file": ("录入表.xlsx", out.getvalue())}).text
    assert "有 350 处需要改正" in text
    assert text.count("没有单位代码") == 100
    assert "另有 250 处" in text


def test_a_units_entries_have_a_reason_and_a_file_each(served: Served) -> None:
    client, page = served.client("kpy"), "/entries/2026-10/openness?unit=jyj"
    form = {**ENTRY, "why|jyj|openness.leading_group": "见成立文件"}
    pdf = {"file|jyj|openness.leading_group": ("成立文件.pdf", b"%PDF-1.7 x")}
    assert client.fill(page, form, files=pdf).status_code == 303
    made = {item.subject: item for item in records(served, Kind.ENTRY)}
    assert {name: item.reason for name, item in made.items()} == {
        "openness.leading_group": "见成立文件",
        "openness.self_report": "现场检查",
    }
    link = re.search(r'href="(/attachments/\d+)" download>附件：成立文件.pdf', client.get(page).text)
    assert link is not None and client.get(link[1]).content == b"%PDF-1.7 x"
    assert served.client("lly2").get(link[1]).status_code == 404


def test_a_disguised_file_of_one_entry_is_told_beside_it_and_nothing_is_entered(served: Served) -> None:
    file = {"file|jyj|openness.leading_group": ("图.pdf", b"MZ program")}
    answer = served.client("kpy").fill("/entries/2026-10/openness?unit=jyj", ENTRY, files=file)
    assert answer.status_code == 422 and answer.text.count('class="fault"') == 1
    assert 'value="2.5"' in answer.text and records(served, Kind.ENTRY) == []


def test_an_entry_is_withdrawn_with_its_reason(served: Served) -> None:
    client = served.client("kpy")
    client.fill("/entries/2026-10/openness", ENTRY)
    bad = client.fill("/records/1/withdraw", {"reason": ""})
    assert bad.status_code == 422 and "没有写明原因" in bad.text
    assert client.fill("/records/1/withdraw", {"reason": "录错单位"}).status_code == 303
    assert "考评员甲已撤回：录错单位" in served.client("ck").get("/records?unit=jyj").text
    assert client.fill("/records/1/withdraw", {"reason": "再撤"}).status_code == 422
    assert client.fill("/records/99/withdraw", {"reason": "没有"}).status_code == 404


OVERRIDE = {"criterion": "portal.posts", "points": "5", "reason": "平台数据核实为 12 条"}


def test_an_override_takes_effect_when_a_second_person_confirms_it(served: Served) -> None:
    officer = served.client("kpy")
    assert officer.fill("/units/jyj/2026-10/override", OVERRIDE).status_code == 303
    assert records(served, Kind.OVERRIDE) == []
    assert "平台数据核实" in served.client("shr").get("/proposals").text
    assert served.client("shr").fill("/proposals/1", {"action": "confirm"}).status_code == 303
    made = records(served, Kind.OVERRIDE)[0]
    assert (made.author, made.reason) == ("考评员甲", "平台数据核实为 12 条（审核人甲审核）")
    assert (
        "人工改判" in officer.get("/units/jyj/2026-10").text or "平台数据核实" in officer.get("/units/jyj/2026-10").text
    )
    again = served.client("shr").fill("/proposals/1", {"action": "confirm"})
    assert again.status_code == 422 and "已经有人处理过" in again.text


def test_an_override_is_withdrawn_by_two(served: Served) -> None:
    officer, reviewer = served.client("kpy"), served.client("shr")
    officer.fill("/units/jyj/2026-10/override", OVERRIDE)
    reviewer.fill("/proposals/1", {"action": "confirm"})
    number = records(served, Kind.OVERRIDE)[0].id
    assert officer.fill(f"/records/{number}/withdraw", {"reason": "平台数据有误"}).status_code == 303
    assert records(served, Kind.OVERRIDE)[0].withdrawn_at is None
    assert f"#r{number}" in reviewer.get("/proposals").text
    assert reviewer.fill("/proposals/2", {"action": "confirm"}).status_code == 303
    gone = records(served, Kind.OVERRIDE)[0]
    assert (gone.withdrawn_by, gone.withdrawal_reason) == ("考评员甲", "平台数据有误（审核人甲审核）")


def test_nobody_confirms_what_they_proposed_themselves(served: Served) -> None:
    both = served.client("kpy2")
    both.fill("/units/jyj/2026-10/override", OVERRIDE)
    answer = both.fill("/proposals/1", {"action": "confirm"})
    assert answer.status_code == 422 and "不能审核自己提请的事项" in answer.text
    assert records(served, Kind.OVERRIDE) == []
    assert both.fill("/proposals/1/withdraw").status_code == 303
    assert served.web.proposals.get(1).verdict == "withdrawn"  # type: ignore[union-attr]


def test_two_people_of_one_name_are_one_person_to_the_rule(served: Served) -> None:
    People(served.office.context.engine).change(served.person("shr").id, display="考评员甲")
    served.client("kpy").fill("/units/jyj/2026-10/override", OVERRIDE)
    assert served.client("shr").fill("/proposals/1", {"action": "confirm"}).status_code == 422


@pytest.mark.parametrize(
    ("change", "told"),
    [({"points": "11"}, "应在"), ({"points": "x"}, "应为数字"), ({"reason": ""}, "没有写明原因"), ({"criterion": "portal.orders"}, "不能改判")],
)  # fmt: skip
def test_a_bad_override_is_refused_before_anybody_is_asked(served: Served, change: dict[str, str], told: str) -> None:
    answer = served.client("kpy").fill("/units/jyj/2026-10/override", {**OVERRIDE, **change})
    assert answer.status_code == 422 and told in answer.text
    assert served.web.proposals.all() == []


def test_the_same_thing_is_proposed_once(served: Served) -> None:
    served.client("kpy").fill("/units/jyj/2026-10/override", OVERRIDE)
    answer = served.client("kpy2").fill("/units/jyj/2026-10/override", OVERRIDE)
    assert answer.status_code == 422 and "正在等待审核" in answer.text


def test_a_refusal_needs_its_reason(served: Served) -> None:
    served.client("kpy").fill("/units/jyj/2026-10/override", OVERRIDE)
    reviewer = served.client("shr")
    assert reviewer.fill("/proposals/1", {"action": "refuse"}).status_code == 422
    assert reviewer.fill("/proposals/1", {"action": "refuse", "note": "证据不足"}).status_code == 303
    assert records(served, Kind.OVERRIDE) == []
    assert "证据不足" in served.client("kpy").get("/proposals").text


def test_with_one_person_a_proposal_takes_effect_at_once_and_the_sheet_says_so(tmp_path: Any) -> None:
    served = make(tmp_path, policies={"two_persons": False})
    served.client("kpy").fill("/units/jyj/2026-10/override", OVERRIDE)
    assert len(records(served, Kind.OVERRIDE)) == 1
    assert "未启用双人审核" in served.client("ck").get("/months/2026-10").text
    served.office.context.close()


def test_a_link_is_accepted_by_two_persons_and_named_as_a_false_alarm(served: Served) -> None:
    form = {"until": "2026-12-31", "reason": "对方网站夜间维护", "kind": "false"}
    path = "/problems/LJ-portal-jyj-001/exception"
    assert served.client("kpy").fill(path, {**form, "until": "2026-01-01"}).status_code == 422
    assert served.client("kpy").fill(path, form).status_code == 303
    served.client("shr").fill("/proposals/1", {"action": "confirm"})
    made = records(served, Kind.LINK)[0]
    assert made.valid_to == "2026-12-31" and made.reason.startswith("误报：对方网站夜间维护")


def test_the_list_of_nights_tells_how_much_each_read_on_both_sites(served: Served) -> None:
    runs = served.office.context.runs
    runs.note(
        runs.all()[-1],
        counts={"portal pages": 31, "disclosure pages": 11, "portal entries": 7, "disclosure entries": 0},
    )
    page = served.client("ck").get("/nights").text
    shown = re.findall(r'data-name="(页面|信息)" class="number">([^<]*)<', page)
    assert shown[:2] == [("页面", "42"), ("信息", "7")]


def test_a_problem_shows_what_its_address_answered_over_the_nights(served: Served) -> None:
    office, url = served.office, f"http://{HOST}/jyj/gone-1.html"
    run = office.context.runs.all()[-1]
    for number, (day, status, failure) in enumerate(
        ((18, 200, None), (19, None, Failure.TIMEOUT), (20, 404, None)), run.id - 2
    ):
        answer = Answer(url, datetime(2026, 10, day, 2, tzinfo=ZONE), status, failure=failure)
        CrawlSink(office.context.engine, office.context.bodies, number, number - 1).add([answer])
    page = served.client("lly").get("/problems/LJ-portal-jyj-001").text
    told = re.findall(r"<td>(状态 \d+|访问超时|[^<]*超时[^<]*)</td>", page)
    assert told[0] == "状态 404" and "超时" in told[1] and told[2] == "状态 200"


def test_an_appeal_about_a_link_is_upheld_by_two_and_the_sheet_changes(served: Served) -> None:
    contact, officer, reviewer = served.client("lly"), served.client("kpy"), served.client("shr")
    before = served.office.line("portal.dead_links").reason
    answer = contact.fill("/appeals", APPEAL, files={"file": ("截图.png", b"\x89PNG\r\n\x1a\nx")})
    assert answer.headers["location"] == "/appeals/1?done=sent"
    page = officer.get("/appeals/1").text
    assert "当天可以打开" in page and "截图.png" in page and "obs" not in page.split("监测的依据")[0]
    assert "/evidence/" in page
    answered = {"action": "accept", "how": "exception", "until": "2026-12-31", "text": "已核实，目标网站当夜维护"}
    assert officer.fill("/appeals/1/answer", {**answered, "until": ""}).status_code == 422
    assert officer.fill("/appeals/1/answer", answered).status_code == 303
    assert "待审核" in contact.get("/appeals/1").text and records(served, Kind.LINK) == []
    assert contact.fill("/appeals/1/say", {"text": "还有"}).status_code == 422
    assert reviewer.fill("/proposals/1", {"action": "confirm"}).status_code == 303
    assert "已采纳" in contact.get("/appeals/1").text
    assert records(served, Kind.LINK)[0].reason == "申诉第 1 号：已核实，目标网站当夜维护（审核人甲审核）"
    told = served.office.line("portal.dead_links").reason
    assert told != before
    assert "已列为例外，不扣分（考评员甲：申诉第 1 号：已核实，目标网站当夜维护（审核人甲审核））" in told
    assert "已列为例外：考评员甲：申诉第 1 号" in contact.get("/units/jyj/2026-10").text


def test_an_appeal_about_a_count_becomes_an_override_that_the_sheet_shows(served: Served) -> None:
    contact, officer = served.client("lly"), served.client("kpy")
    count = {**APPEAL, "kind": "count", "subject": "portal.posts", "text": "漏计 9 条"}
    assert contact.fill("/appeals", count).status_code == 303
    accepted = {"action": "accept", "how": "override", "criterion": "portal.posts", "points": "5", "text": "补认 9 条"}
    assert officer.fill("/appeals/1/answer", accepted).status_code == 303
    served.client("shr").fill("/proposals/1", {"action": "confirm"})
    assert str(served.office.line("portal.posts").low) == "5"
    assert "申诉第 1 号" in contact.get("/units/jyj/2026-10").text


def test_what_the_office_hands_in_with_its_yes_is_kept_in_the_thread(served: Served) -> None:
    contact, officer = served.client("lly"), served.client("kpy")
    contact.fill("/appeals", {**APPEAL, "kind": "count", "subject": "portal.posts"})
    accepted = {"action": "accept", "how": "override", "criterion": "portal.posts", "points": "5", "text": "见附件"}
    officer.fill("/appeals/1/answer", accepted, files={"file": ("核对.pdf", b"%PDF-1")})
    assert "附件：核对.pdf" in contact.get("/appeals/1").text


def test_an_appeal_changes_the_points_of_what_it_is_about_alone(served: Served) -> None:
    served.client("lly").fill("/appeals", {**APPEAL, "kind": "count", "subject": "portal.posts"})
    accepted = {"action": "accept", "how": "override", "criterion": "portal.clones", "points": "5", "text": "同意"}
    assert served.client("kpy").fill("/appeals/1/answer", accepted).status_code == 404
    assert "待答复" in served.client("kpy").get("/appeals/1").text


def test_an_appeal_goes_to_and_fro_and_ends(served: Served) -> None:
    contact, officer = served.client("lly"), served.client("kpy")
    contact.fill("/appeals", APPEAL)
    assert contact.fill("/appeals", APPEAL).status_code == 422
    assert officer.fill("/appeals/1/answer", {"action": "ask", "text": ""}).status_code == 422
    assert officer.fill("/appeals/1/answer", {"action": "ask", "text": "请提供时间"}).status_code == 303
    assert officer.fill("/appeals/1/answer", {"action": "refuse", "text": "等不及"}).status_code == 422
    assert contact.fill("/appeals/1/say", {"text": "10 月 20 日 9 时"}).status_code == 303
    assert officer.fill("/appeals/1/answer", {"action": "refuse", "text": "当夜确不可访问"}).status_code == 303
    page = contact.get("/appeals/1").text
    assert "未采纳" in page and "当夜确不可访问" in page
    assert contact.fill("/appeals/1/say", {"text": "不服"}).status_code == 422
    assert contact.fill("/appeals", APPEAL).status_code == 303


def test_what_the_reviewer_sends_back_is_the_officers_again(served: Served) -> None:
    served.client("lly").fill("/appeals", APPEAL)
    accepted = {"action": "accept", "how": "exception", "until": "2026-12-31", "text": "同意"}
    served.client("kpy").fill("/appeals/1/answer", accepted)
    served.client("shr").fill("/proposals/1", {"action": "refuse", "note": "再核实"})
    assert "审核退回" in served.client("kpy").get("/appeals/1").text
    assert served.client("kpy").fill("/appeals/1/answer", {"action": "refuse", "text": "不予采纳"}).status_code == 303


@pytest.mark.parametrize(
    ("change", "status"),
    [({"unit": "mzj"}, 404), ({"subject": "LJ-nope"}, 404), ({"month": "x"}, 404), ({"text": " "}, 422), ({"kind": "count", "subject": "portal.nope"}, 404)],
)  # fmt: skip
def test_an_appeal_about_nothing_or_others_is_refused(served: Served, change: dict[str, str], status: int) -> None:
    assert served.client("lly").fill("/appeals", {**APPEAL, **change}).status_code == status


def test_nobody_appeals_when_the_days_are_over(served: Served) -> None:
    served.moment = datetime(2026, 11, 4, 9, tzinfo=ZONE)
    answer = served.client("lly").fill("/appeals", APPEAL)
    assert answer.status_code == 422 and "申诉期到 2026-11-03 为止" in answer.text
    assert "提交申诉" not in served.client("lly").get("/problems/LJ-portal-jyj-001").text


def drafted(served: Served) -> str:
    chosen = ["jyj|portal|LJ-portal-jyj-001", "jyj|portal|LJ-portal-jyj-002"]
    answer = served.client("kpy").fill("/orders", {"problem": chosen, "deadline": "2026-10-25"})
    assert answer.status_code == 303
    found = re.search(r"/orders/\d+", answer.headers["location"])
    assert found is not None
    return found[0]


def test_an_order_is_drafted_issued_replied_to_rechecked_and_confirmed(served: Served) -> None:
    officer, contact = served.client("kpy"), served.client("lly")
    path = drafted(served)
    assert contact.get(path).status_code == 404
    assert officer.fill(f"{path}/issue").status_code == 303
    assert officer.fill(f"{path}/issue").status_code == 409
    assert contact.get(f"{path}/document").headers["content-disposition"].startswith("attachment")
    assert (
        contact.fill(
            f"{path}/reply", {"item": "1", "text": "已改正"}, files={"file": ("图.pdf", b"%PDF-1")}
        ).status_code
        == 303
    )
    assert contact.fill(f"{path}/reply", {"item": "3", "text": "?"}).status_code == 404
    assert contact.fill(f"{path}/reply", {"item": "2", "text": ""}).status_code == 422
    assert "已改正" in officer.get(path).text
    early = officer.fill(f"{path}/propose", {"action": "confirm", "reason": "未整改"})
    assert early.status_code == 422 and "期满以后才能确认" in early.text
    served.moment = datetime(2026, 10, 27, 9, tzinfo=ZONE)
    a_night(served.office, [link(2)], day=26)
    page = officer.get(path).text
    assert "已整改" in page and "未整改" in page and "逾期" in page
    assert officer.fill(f"{path}/propose", {"action": "confirm", "reason": "第 2 项逾期未整改"}).status_code == 303
    assert served.client("shr").fill("/proposals/1", {"action": "confirm"}).status_code == 303
    assert "已确认扣分" in contact.get(path).text
    assert len(records(served, Kind.ORDER_CONFIRMED)) == 1


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ([], "没有选择问题"),
        (["jyj|portal"], "没有选择问题"),
        (["jyj|portal|LJ-portal-jyj-001", "mzj|portal|x"], "不同的单位或网站"),
        (["jyj|portal|LJ-nope"], "没有可督办的问题"),
    ],
)
def test_an_order_of_nothing_is_refused(served: Served, chosen: list[str], told: str) -> None:
    answer = served.client("kpy").fill("/orders", {"problem": chosen})
    assert answer.status_code == 409 and told in answer.text
    assert records(served, Kind.ORDER) == []


def test_an_order_is_withdrawn_by_two(served: Served) -> None:
    path = drafted(served)
    assert served.client("kpy").fill(f"{path}/propose", {"action": "withdraw", "reason": "重复"}).status_code == 303
    served.client("shr").fill("/proposals/1", {"action": "confirm"})
    assert "已撤回" in served.client("kpy").get(path).text


def test_what_a_unit_wrote_into_its_workbook_stands_on_the_orders_page(served: Served) -> None:
    path = drafted(served)
    record = records(served, Kind.ORDER)[0]
    item = record.value["items"][0]
    value = {"check": item["check"], "subject": item["subject"], "role": item["role"], "result": "已改正", "person": "李某", "day": "2026-10-21"}  # fmt: skip
    desk = served.office.desk()
    keep(desk, lambda _: [made(desk, Kind.REPLY, "jyj", item["number"], value, "整改表")])
    assert "已改正（李某，2026-10-21）" in served.client("kpy").get(path).text


def test_a_month_is_closed_by_two_and_opened_again_with_a_reason(served: Served) -> None:
    officer, reviewer = served.client("kpy"), served.client("shr")
    early = officer.fill("/close/2026-10", {"action": "close"})
    assert early.status_code == 422 and "还没有结束" in early.text
    served.moment = datetime(2026, 11, 2, 9, tzinfo=ZONE)
    assert "考评员录入" in officer.get("/close/2026-10").text
    assert officer.fill("/close/2026-10", {"action": "close"}).status_code == 303
    assert reviewer.fill("/proposals/1", {"action": "confirm"}).status_code == 303
    closing = served.office.context.months.closing("2026-10")
    assert closing is not None and closing.closed_by == "考评员甲"
    assert "已封账" in served.client("lly").get("/units/jyj/2026-10").text
    assert officer.fill("/close/2026-10", {"action": "reopen", "reason": ""}).status_code == 422
    assert officer.fill("/close/2026-10", {"action": "reopen", "reason": "漏记一次通报"}).status_code == 303
    assert reviewer.fill("/proposals/2", {"action": "confirm"}).status_code == 303
    assert served.office.context.months.closing("2026-10") is None
    assert "漏记一次通报" in officer.get("/months/2026-10").text


def test_the_page_to_close_a_month_names_the_days_that_no_night_saw(served: Served) -> None:
    assert "月末以后" not in served.client("kpy").get("/close/2026-10").text
    served.moment = datetime(2026, 11, 2, 12, tzinfo=ZONE)
    text = served.client("kpy").get("/close/2026-10").text
    assert "2026-10-20 至 2026-10-31 发布的信息没有计入" in text


def test_a_months_page_counts_faults_as_the_report_does(served: Served) -> None:
    unknown = Measure.unknown(Name.DISCLOSURE_DEAD_LINKS, Reason.LIMIT_REACHED)
    served.office.night(21, 10, [link(1)], measures=[unknown])
    text = served.client("ck").get("/months/2026-10").text
    row = counts(served.office.unit())
    for name, label in (("confirmed", "已确认断链"), ("suspected", "疑似断链"), ("empty", "空栏目")):
        assert f'data-name="{label}">{row[name]}</td>' in text
    assert row["confirmed"] == "≥1"


def test_a_month_is_not_closed_over_an_appeal(served: Served) -> None:
    served.client("lly").fill("/appeals", APPEAL)
    served.moment = datetime(2026, 11, 2, 9, tzinfo=ZONE)
    answer = served.client("kpy").fill("/close/2026-10", {"action": "close"})
    assert answer.status_code == 422 and "还有 1 件申诉没有办结" in answer.text


def test_what_cannot_be_brought_about_waits_again(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    served.moment = datetime(2026, 11, 2, 9, tzinfo=ZONE)
    served.client("kpy").fill("/close/2026-10", {"action": "close"})
    with night_lock(served.office.context.engine):
        answer = served.client("shr").fill("/proposals/1", {"action": "confirm"})
        assert answer.status_code == 409 and "正在进行" in answer.text
    assert served.client("shr").fill("/proposals/1", {"action": "confirm"}).status_code == 303


def test_all_that_is_decided_is_in_the_log(served: Served) -> None:
    served.client("kpy").fill("/entries/2026-10/openness", ENTRY)
    served.client("kpy").fill("/units/jyj/2026-10/override", OVERRIDE)
    served.client("shr").fill("/proposals/1", {"action": "confirm"})
    log = Audit(served.office.context.engine)
    assert [(row.who, row.action) for row in reversed(log.rows(limit=3))] == [
        ("考评员甲", "entry"),
        ("考评员甲", "proposed"),
        ("审核人甲", "confirmed"),
    ]
    assert log.broken_at() is None
    page = served.client("gly").get("/audit?action=confirmed").text
    assert "审核人甲" in page and "全部衔接" in page


def test_an_administrator_adds_a_person_who_is_shown_a_link_once(served: Served) -> None:
    admin = served.client("gly")
    bad = admin.fill("/people", {"name": "x y", "roles": ["contact"], "email": "x", "display": "新人"})
    assert bad.status_code == 422 and "有 3 处需要改正" in bad.text and 'value="新人"' in bad.text
    done = admin.fill("/people", {"name": "new", "roles": ["contact"], "units": ["jyj"], "display": "新人"})
    assert re.search(r'id="link">http://127.0.0.1/welcome/[\w-]{43}<', done.text)
    assert "/welcome/" not in admin.get("/people").text
    assert admin.fill("/people", {"name": "new", "roles": ["viewer"]}).status_code == 422
    last = admin.fill(f"/people/{served.person('gly').id}", {"action": "disable"})
    assert last.status_code == 409 and "最后一个管理员" in last.text
    changed = {"action": "change", "roles": ["viewer"], "display": "新人", "email": ""}
    assert admin.fill(f"/people/{served.person('new').id}", changed).status_code == 303
    assert served.person("new").roles == ("viewer",)


def test_a_column_is_confirmed_with_one_click_and_comments_stay(served: Served) -> None:
    file = served.office.folder / "units.yaml"
    columns = "columns:\n    - {name: 动态, url: gzdt/, role: posts, to_confirm: true}  # 请核实\n    - {name: 简介, url: jj/, to_confirm: true}\n"
    section = f"  portal:\n    home: /jyj/\n    to_confirm: true\n    {columns}"
    file.write_text(f"# 单位\nunits:\n- code: jyj\n  name: 区教育局\n{section}", encoding="utf-8")
    admin = served.client("gly")
    shown = admin.get("/settings").text
    assert "待核实（3）" in shown
    point = html.unescape(re.findall(r'name="point" value="([^"]+)"', shown)[1])
    assert admin.fill("/settings", {"point": point}).status_code == 303
    assert admin.fill("/settings", {"point": point}).status_code == 404
    text = file.read_text(encoding="utf-8")
    assert text.count("to_confirm") == 2 and "# 请核实" in text and "# 单位" in text
    assert "待核实（2）" in admin.get("/settings").text


def test_the_pages_work_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    served = make(tmp_path, database=postgres_url)
    contact, officer, reviewer = served.client("lly"), served.client("kpy"), served.client("shr")
    assert contact.fill("/appeals", APPEAL, files={"file": ("图.pdf", b"%PDF-1")}).status_code == 303
    accepted = {"action": "accept", "how": "exception", "until": "2026-12-31", "text": "已核实"}
    assert officer.fill("/appeals/1/answer", accepted).status_code == 303
    assert reviewer.fill("/proposals/1", {"action": "confirm"}).status_code == 303
    assert officer.fill("/entries/2026-10/openness", ENTRY).status_code == 303
    for path in (
        "/",
        "/problems",
        "/units/jyj/2026-10",
        "/appeals/1",
        "/proposals",
        "/close/2026-10",
        "/attachments/1",
    ):
        assert officer.get(path).status_code == 200, path
    assert "全部衔接" in served.client("gly").get("/audit").text
    served.office.context.close()


def mailbox(counts: str) -> Finding:
    """What was counted of a unit's messages."""
    return Finding(Check.MESSAGES, "portal", Outcome.MET, f"http://{HOST}/jyj/xx/", role=IN_TIME, category=counts, costs=False)  # fmt: skip


def test_the_years_messages_stand_beside_the_mailbox_and_are_entered_by_nobody(served: Served) -> None:
    a_night(served.office, [mailbox("12 11 1")])
    page = served.client("kpy").get("/entries/2026-10/interaction").text
    assert "监测：12" in page and 'value="12"' not in page
    assert records(served, Kind.ENTRY) == []


def test_they_are_shown_as_values_where_the_office_says_so_and_kept_when_a_person_goes_on(tmp_path: Path) -> None:
    made = make(tmp_path, policies={"propose_replies": True})
    a_night(made.office, [mailbox("12 12 0")])
    client = made.client("kpy")
    page = client.get("/entries/2026-10/interaction").text
    assert page.count('value="12"') == 2
    shown = {"jyj|interaction.mailbox:messages": "12", "jyj|interaction.mailbox:answered": "12", "jyj|interaction.mailbox:late": "0", "reason": "核对"}  # fmt: skip
    assert client.fill("/entries/2026-10/interaction", shown).status_code == 422 and not records(made, Kind.ENTRY)
    more = {"jyj|interaction.mailbox:satisfaction": "96", "jyj|interaction.mailbox:district": "95"}
    assert client.fill("/entries/2026-10/interaction", {**shown, **more}).status_code == 303
    assert [item.value["messages"] for item in records(made, Kind.ENTRY)] == ["12"]
    made.office.context.close()


@pytest.mark.parametrize("typed", ["x", "2026-13", "２０２６", "2026-10@9", "2026-10@x"])
def test_what_is_no_month_to_compare_is_told(seen: Served, typed: str) -> None:
    page = seen.client("ck").get("/compare", params={"first": typed, "second": "2026-10"})
    assert page.status_code == 409 and ("不是月份" in page.text or "没有第" in page.text)
