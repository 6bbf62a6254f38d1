"""One unit with a finding of nearly every check, whole: each field of each record is as it was read and agreed on.

`whole.json` is what a person reads in the texts and days above it; a change of it is a change of what the office reads.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from checks.findings import Check, SiteResult, UnitMonth
from checks.sites import check_site
from checks.snapshot import Fault, MessagePage
from checks.standing import number_month
from checks.table import CHECKS
from config.monitor import Policies
from config.schema import Content, Role, SiteKind
from config.word_lists import WordList
from crawler.records.exchange import Exchange, State
from crawler.records.observations import Failure, LinkSample
from tests.builders import (
    HOST,
    NIGHT,
    TEXT,
    answer,
    article,
    checked,
    column,
    entry,
    fault,
    link,
    main_section,
    nights_of,
    page,
    reading,
    reference,
    section,
    unit,
    unread_page,
)  # fmt: skip

EXPECTED = Path(__file__).with_name("whole.json")
LIST = column("动态", dynamic=True, freshness="14d", complete_nights=(date(2026, 10, 14), NIGHT))
DESK = column("办事", Role.SERVICES)
GONE = f"{HOST}/portal/jyj/gone.html"


def portal(**changes: Any) -> Any:
    updated = reading(date(2025, 1, 2), "header", raw="2025年1月2日")
    columns = [
        LIST, DESK,
        column("专栏", Role.OTHER, key="03", page=page(f"{HOST}/portal/jyj/zl/", "暂无内容")),
        column("脚本", Role.OTHER, key="04", page=page(f"{HOST}/portal/jyj/jb/", by_script=True)),
        column("没有行", key="05", dynamic=True, page=page(f"{HOST}/portal/jyj/mh/", TEXT)),
        column("简介", Role.INTRODUCTION, key="06", page=page(f"{HOST}/portal/jyj/jj/", TEXT + "简介", updated=updated)),
        column("职责", Role.DUTIES, key="07", page=page(f"{HOST}/portal/jyj/zz/", TEXT + "职责")),
        column("电话", Role.TELEPHONE, key="08", page=page(f"{HOST}/portal/jyj/dh/", "科室电话\n联系电话：022-86521234 转 8\n邮编300131", updated=reading(NIGHT, "header"))),
        column("地址", Role.ADDRESS, key="09", page=unread_page(f"{HOST}/portal/jyj/dz/", status=404)),
        column("信箱", Role.MAILBOX, key="10", page=page(f"{HOST}/portal/jyj/xx/", "来信请寄 jyj@hq.example.cn 收", last_modified="Mon, 05 Oct 2026 08:00:00 GMT")),
        column("领导", Role.LEADERS, key="11", page=page(f"{HOST}/portal/jyj/ld/", "本栏目内容整理完成后公布。")),
    ]  # fmt: skip
    same = article(reading("2026-10-06", "header", "09:00"), body_hash="same")
    near = {"body_length": 200}
    posts = [
        entry("good", "2026-10-02", column=LIST, article=article(reading("2026-10-02 ".strip(), "meta"), source="区教育局", body_hash="g", simhash="f" * 16, **near)),
        entry("near", "2026-10-03", column=LIST, article=article(reading("2026-10-03", "header"), body_hash="h", simhash="f" * 15 + "e", **near)),
        entry("undated", "", column=LIST, article=article(body_hash="u")),
        entry("unread", "", column=LIST, article=None, answer=answer("u", None, failure=Failure.TIMEOUT)),
        entry("future", "2026-11-05", column=LIST),
        entry("gone", "2026-10-04", column=LIST, answer=answer("g", 404), article=None),
        entry("first", "2026-10-06", column=LIST, title="同一篇", article=same), entry("again", "2026-10-06", column=LIST, title="同一篇", article=same),
        entry("removed", "2026-10-07", column=LIST, is_listed=False, last_seen=date(2026, 10, 20)),
        entry("back", "2026-10-05", column=LIST, first_seen=date(2026, 10, 20)),
        entry("conflict", "2026-10-09", column=LIST, article=article(reading("2026-10-12", "header"), body_hash="c")),
        entry("doubtful", "", column=LIST, article=article(reading("2026-10-15", "meta"), doubtful=True, body_hash="d")),
        entry("form", "2026-10-01", column=DESK, offered=(reference(f"{HOST}/a.docx", "申请表"),)),
        entry("noform", "2026-10-01", column=DESK),
        entry("nopage", "2026-10-01", column=DESK, article=None, answer=answer("n", 404)),
        entry("notread", "2026-10-01", column=DESK, article=None, answer=None),
        entry("badform", "2026-10-01", column=DESK, offered=(reference(f"{HOST}/b.docx", "登记表"),)),
    ]  # fmt: skip
    old = fault(subject=f"{HOST}/old.html", first_night=date(2026, 10, 1), fixed_on=date(2026, 10, 20), is_open=False, ended="removed")  # fmt: skip
    mended = fault(Check.EMPTY_COLUMN, f"{HOST}/mended/", first_night=date(2026, 10, 1), fixed_on=date(2026, 10, 3), is_open=False, ended="recovered", reason="placeholder", category="空栏目", number="LM-1-001")  # fmt: skip
    links = (
        link(GONE, status=404, pages=3), link(f"{HOST}/slow", failure=Failure.TIMEOUT), link(f"{HOST}/guarded", status=403),
        link(f"{HOST}/unasked", answer=None), link("#", answer=None, problem="placeholder"),
    )  # fmt: skip
    hidden = replace(link("http://casino.example/"), samples=(LinkSample(f"{HOST}/portal/jyj/", "娱乐城", "a", "", 9, hidden=True),))  # fmt: skip
    sold = replace(
        link("http://sold.example/"), titles=((date(2026, 10, 1), "社区服务中心"), (date(2026, 10, 20), "澳门娱乐城"))
    )
    links = (*links, hidden, sold)
    values = {"links": links, "faults": (old, mended), "personal": ((f"{HOST}/p.html", "120***0013", "obs:5"),)}
    return section(columns=columns, entries=posts, **{**values, **changes})


def platform() -> Any:
    list_ = column("公开", kind=SiteKind.DISCLOSURE)
    kinds = (
        column("重点", Role.KEY_AREAS, kind=SiteKind.DISCLOSURE), column("年报", Role.ANNUAL_REPORT, kind=SiteKind.DISCLOSURE),
        column("依申请", Role.REQUEST_CHANNEL, kind=SiteKind.DISCLOSURE, page=unread_page(f"{HOST}/disclosure/ysq/", status=404)),
        column("电话", Role.BASIC_INFORMATION, kind=SiteKind.DISCLOSURE, page=page(f"{HOST}/disclosure/dh/", "联系电话：022-86520000，负责全区教育工作的统筹安排。")),
    )  # fmt: skip
    formed = article(reading("2026-10-20", "header"), formed=reading("2026-08-20", raw="2026年8月20日"), body_hash="f")
    posts = [
        entry("late", "2026-10-20", column=list_, article=formed),
        entry("report", "2026-03-20", column=kinds[1], title="2025年政府信息公开工作年度报告"),
        *(entry(f"n{n}", "2026-10-08", column=list_, url=f"{list_.page.url}t20261008_{n}.html") for n in range(31)),
    ]  # fmt: skip
    return section(SiteKind.DISCLOSURE, columns=[list_, *kinds], entries=posts)


def main() -> Any:
    news, box = column("要闻", freshness="14d"), column("信箱", Role.OTHER, key="02")
    box = replace(box, place=replace(box.place, content=Content.REPLIES))
    own = article(reading("2026-10-11", "header"), source="区教育局", body_hash="m")
    asked = Exchange(title="入学政策咨询", asked=reading("2026-07-01"), by="教育局", state=State.WAITING)
    told = Exchange(
        title="路灯不亮",
        asked=reading("2026-10-08"),
        answered=reading("2026-10-12"),
        by="区城管委",
        state=State.ANSWERED,
    )
    pages = (MessagePage(column="02", url=box.page.url, exchanges=(asked, told), evidence="obs:7"),)
    return main_section((news, box), [entry("clone", "2026-10-11", column=news, article=own)], messages=pages)


def whole() -> dict[str, Any]:
    answers = {
        f"{HOST}/a.docx": answer(f"{HOST}/a.docx", sniffed="zip"),
        f"{HOST}/b.docx": answer(f"{HOST}/b.docx", 404),
    }
    own, other = portal(), platform()
    result = checked(
        own,
        other,
        main=main(),
        services=True,
        answers=answers,
        aliases=("教育局",),
        words=(WordList(name="用词", words=("同一篇",)),),
    )
    down = main_section(is_down=True, home=unread_page(f"{HOST}/", status=None, failure=Failure.TIMEOUT), faults=(fault(),))  # fmt: skip
    broken = link(GONE, status=404, sections=4)
    site, recorded = check_site(main(), (broken,), NIGHT, 2, Policies())
    away, kept = check_site(down, (), NIGHT, 2, Policies())
    numbered = number_month(result, nights_of(unit(own, other)), NIGHT)
    result, records = numbered.month, [item for record in numbered.records.values() for item in record]
    faults = (*records, *recorded.faults, *kept.faults)
    posts = {post.url.rsplit("/", 1)[-1]: post for post in result.posts if not post.url.rsplit("/", 1)[-1].startswith("t2")}  # fmt: skip
    shown = UnitMonth(result.unit, result.month, result.measures, result.findings, tuple(posts.values()))
    return {
        "unit": TypeAdapter(UnitMonth).dump_python(shown, mode="json"),
        "sites": [TypeAdapter(SiteResult).dump_python(item, mode="json") for item in (site, away)],
        "faults": [TypeAdapter(Fault).dump_python(item, mode="json") for item in faults],
    }


def test_every_field_of_every_finding_is_as_agreed() -> None:
    assert whole() == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_every_check_has_a_finding_here_or_a_file_of_cases_of_its_own() -> None:
    found = {item["check"] for item in whole()["unit"]["findings"]}
    found |= {item["check"] for site in whole()["sites"] for item in site["findings"]}
    for rule in CHECKS:
        module = getattr(rule.run, "func", rule.run).__module__.rpartition(".")[2]
        assert rule.id in found or EXPECTED.with_name(f"test_{module}.py").is_file(), rule.id
