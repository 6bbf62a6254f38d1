"""Each role's morning in a real browser: from the first administrator to a closed month, with nothing but what pages offer."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest

from app.accounts.people import Actor, NewPerson, add_person, invite
from crawler.wire.browser import chromium_path
from db.people import People
from tests.app.decisions.office import link
from tests.sites import ZONE
from tests.web.served import PASSWORD, Served, a_night, make, on_loopback

playwright = pytest.importorskip("playwright.sync_api")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CODE = pyotp.random_base32()
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The machine's Chromium."""
    path = chromium_path()
    if not path:
        pytest.skip("no Chromium is installed here")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@contextmanager
def a_morning(folder: Path, browser: Any, **monitor: Any) -> Iterator[tuple[Served, Opened]]:
    """An office served to a browser; `opened(name)` signs somebody in by the form and hands over the page."""
    served = make(folder, **monitor)
    for name in ("gly", "kpy", "kpy2", "shr"):
        People(served.office.context.engine).change(served.person(name).id, code_secret=CODE)
    contexts: list[Any] = []
    troubles: list[str] = []
    with on_loopback(served) as base:

        def opened(name: str = "", width: int = 1366) -> Any:
            context = browser.new_context(
                base_url=base, viewport={"width": width, "height": 800}, accept_downloads=True
            )
            contexts.append(context)
            page = context.new_page()
            page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
            page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
            page.on(
                "request", lambda asked: None if asked.url.startswith(base) else troubles.append(f"asked: {asked.url}")
            )
            page.set_default_timeout(10_000)
            if name:
                sign_in(served, page, name)
            return page

        yield served, opened
        for context in contexts:
            context.close()
    served.office.context.close()
    assert troubles == []


def sign_in(served: Served, page: Any, name: str) -> None:
    """Sign in as a person does."""
    page.goto("/signin")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    if served.person(name).code_secret:
        People(served.office.context.engine).change(served.person(name).id, code_step=0)
        page.get_by_label("验证码").fill(pyotp.TOTP(CODE).now())
        page.get_by_role("button", name="确定").click()
    page.get_by_role("button", name="退出").wait_for()


def test_the_first_administrator_comes_from_a_link_to_a_second_factor_and_adds_a_contact(
    tmp_path: Path, browser: Any
) -> None:
    with a_morning(tmp_path, browser) as (served, opened):
        context = served.office.context
        new = add_person(context, NewPerson("first", ("admin",), (), "管理员乙"), Actor("命令行"))
        page = opened()
        page.goto(invite(context, new, Actor("命令行")))
        page.get_by_label("新密码").fill("a long new password")
        page.get_by_label("再输入一次").fill("a long new password")
        page.get_by_role("button", name="保存").click()
        page.locator(".picture svg").wait_for()
        page.get_by_label("验证码").fill(pyotp.TOTP(page.locator("#secret").inner_text()).now())
        page.get_by_role("button", name="确定").click()
        page.wait_for_url("**/people")
        page.get_by_label("账号（登录用）").fill("zhang")
        page.get_by_label("姓名（记录上显示）").fill("张三")
        page.locator("fieldset").get_by_label("联络员").check()
        page.get_by_label("单位（联络员必选，可多选）").select_option("jyj")
        page.get_by_role("button", name="增加").click()
        address = page.locator("#link").inner_text()
        contact = opened()
        contact.goto(address)
        contact.get_by_label("新密码").fill("another long password")
        contact.get_by_label("再输入一次").fill("another long password")
        contact.get_by_role("button", name="保存").click()
        contact.get_by_role("heading", name="今天早上").wait_for()
        assert contact.get_by_text("区民政局").count() == 0


def test_an_officer_works_through_a_morning(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (served, opened):
        page = opened("kpy")
        assert "修复 3 个无效链接" in page.get_by_role("row", name="网站无效链接").inner_text()
        page.get_by_role("link", name="3 已确认的无效链接").click()
        page.get_by_label("查找").fill("gone-1")
        page.get_by_role("button", name="筛选").click()
        page.wait_for_url("**q=gone-1*")  # the list follows in place
        assert page.locator("table.data tbody tr").count() == 1
        page.get_by_role("link", name="LJ-portal-jyj-001").click()
        page.get_by_role("link", name="所在页面").click()
        assert page.frame_locator("iframe.copy").locator(".mark").inner_text() == "旧链接"
        assert page.evaluate("document.querySelector('iframe').contentDocument") is None
        page.get_by_role("link", name="得分").click()
        page.get_by_role("link", name="2026年10月").click()
        page.get_by_role("link", name="区教育局").click()
        page.get_by_text("网站无效链接").first.click()
        assert page.get_by_text("已确认无效链接 3 个").is_visible()
        page.get_by_role("link", name="录入").click()
        page.get_by_label("区教育局 领导小组").first.fill("9")
        page.get_by_label("说明或依据").fill("现场检查")
        page.get_by_role("button", name="保存录入").click()
        assert page.locator(".fault").count() == 1
        assert page.get_by_label("说明或依据").input_value() == "现场检查"
        page.get_by_label("区教育局 领导小组").first.fill("2")
        page.get_by_role("button", name="保存录入").click()
        page.get_by_text("已记录").wait_for()
        assert str(served.office.line("openness.leading_group").low) == "2"


def test_a_contacts_appeal_is_accepted_by_two_and_the_sheet_changes(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (_, opened):
        contact = opened("lly", 390)
        contact.get_by_role("link", name="区教育局").first.click()
        assert contact.get_by_text("3 个").first.is_visible()
        contact.goto("/problems/LJ-portal-jyj-001")
        contact.get_by_label("理由").fill("目标网站当夜维护，现已恢复")
        file = {"name": "截图.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nx"}
        contact.get_by_label("附件").set_input_files(files=[file])
        contact.get_by_role("button", name="提交申诉").click()
        contact.get_by_role("heading", name="待答复").wait_for()
        officer = opened("kpy")
        officer.get_by_role("link", name="第 1 号").click()
        with officer.expect_download() as got:
            officer.get_by_role("link", name="附件：截图.png").click()
        assert got.value.suggested_filename == "截图.png"
        officer.get_by_label("答复内容").fill("已核实")
        officer.get_by_label("例外到哪一天止").fill("2026-12-31")
        officer.get_by_role("button", name="采纳，提请审核").click()
        officer.get_by_role("heading", name="待审核").wait_for()
        reviewer = opened("shr")
        reviewer.get_by_role("link", name="1 待您审核").click()
        reviewer.get_by_role("button", name="确认").click()
        reviewer.get_by_text("已确认，得分正在重新计算").wait_for()
        contact.reload()
        contact.get_by_role("heading", name="已采纳").wait_for()
        contact.goto("/units/jyj/2026-10")
        contact.get_by_text("网站无效链接").first.click()
        assert contact.get_by_text("已确认无效链接 2 个").is_visible()


def test_an_order_is_issued_replied_to_rechecked_by_the_next_night_and_confirmed(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (served, opened):
        officer = opened("kpy")
        officer.get_by_role("link", name="问题", exact=True).click()
        for number in ("001", "002"):
            officer.get_by_label(f"选择 LJ-portal-jyj-{number}").check()
        officer.get_by_label("整改期限").fill("2026-10-25")
        officer.get_by_role("button", name="由所选问题起草督办单").click()
        officer.get_by_text("草稿，尚未下发").wait_for()
        officer.get_by_role("button", name="下发").click()
        officer.get_by_text("已下发。").wait_for()
        contact = opened("lly")
        contact.get_by_role("link", name="督办单", exact=True).click()
        contact.get_by_role("link", name=re.compile("网督")).click()
        contact.get_by_label("对哪一项").select_option("1")
        contact.get_by_label("整改情况").fill("链接已改正")
        contact.get_by_role("button", name="提交回复").click()
        contact.get_by_text("链接已改正").wait_for()
        served.moment = datetime(2026, 10, 27, 9, tzinfo=ZONE)
        a_night(served.office, [link(2)], day=26)
        officer.reload()
        assert officer.get_by_text("未整改").count() == 1 and officer.get_by_text("链接已改正").is_visible()
        officer.get_by_label("依据或原因").fill("第 2 项逾期未整改")
        officer.get_by_role("button", name="提请确认扣分").click()
        officer.get_by_text("已提请审核").wait_for()
        reviewer = opened("shr")
        reviewer.get_by_role("link", name="审核", exact=True).click()
        reviewer.get_by_role("button", name="确认").click()
        contact.reload()
        contact.get_by_text("已确认扣分").first.wait_for()
        assert str(served.office.line("portal.orders").low) == "-4"


def test_a_month_is_closed_by_two_persons(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (served, opened):
        served.moment = datetime(2026, 11, 5, 9, tzinfo=ZONE)
        both = opened("kpy2")
        both.get_by_role("link", name="2026年10月").click()
        both.get_by_role("button", name="提请封账").click()
        both.get_by_text("等待审核").wait_for()
        both.get_by_role("link", name="审核", exact=True).click()
        assert both.get_by_role("button", name="确认").count() == 0
        reviewer = opened("shr")
        reviewer.get_by_role("link", name="审核", exact=True).click()
        reviewer.get_by_role("button", name="确认").click()
        reviewer.get_by_text("没有待审核的事项").wait_for()
        assert served.office.context.months.closing("2026-10") is not None
        both.goto("/months/2026-10")
        assert both.get_by_text("已封账，第 1 版").is_visible()


def test_a_viewer_can_change_nothing(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (_, opened):
        page = opened("ck")
        for path in (
            "/",
            "/problems",
            "/problems/LJ-portal-jyj-001",
            "/units/jyj/2026-10",
            "/months/2026-10",
            "/appeals",
            "/orders",
            "/nights",
        ):
            page.goto(path)
            forms = page.locator('form[method="post"]')
            assert [item.get_attribute("action") for item in forms.all()] == ["/signout"], path
        for path in ("/entries", "/proposals", "/close/2026-10", "/people", "/audit"):
            assert page.goto(path).status == 403


def test_a_token_that_a_page_made_exports(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (served, opened):
        served.moment = datetime.now(ZONE)
        page = opened("gly")
        page.goto("/tokens")
        page.get_by_label("用途").fill("市级汇总")
        page.get_by_label("到哪一天止").fill(f"{served.moment:%Y-%m-%d}")
        page.get_by_role("button", name="生成").click()
        secret = page.locator("#secret").inner_text()
        base = page.url.removesuffix("/tokens")
        answer = httpx.get(
            f"{base}/api/v1/export?month=2026-10", headers={"Authorization": f"Bearer {secret}"}, trust_env=False
        )
        assert answer.json()["schema"] == "hongqiao.export/1"
        assert len(answer.json()["units"]) == 3


def test_a_list_follows_its_filter_and_an_ended_session_is_told(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (served, opened):
        page = opened("kpy")
        page.goto("/problems")
        page.get_by_label("查找").press_sequentially("gone-2")
        page.wait_for_url("**q=gone-2*")
        assert page.locator("#found tbody tr").count() == 1
        page.get_by_label("全选").check()
        assert page.get_by_label("选择 LJ-portal-jyj-002").is_checked()
        served.web.sessions.end_all(served.person("kpy").id)
        page.get_by_label("状态").select_option("fixed")
        page.get_by_role("button", name="登录").wait_for()


def test_pages_work_without_script_and_fit_a_phone(tmp_path: Path, browser: Any) -> None:
    with a_morning(tmp_path, browser) as (served, opened):
        signed = opened("kpy", 390)
        context = browser.new_context(
            base_url=signed.url.removesuffix("/"), java_script_enabled=False, storage_state=signed.context.storage_state(),
            viewport={"width": 390, "height": 800},
        )  # fmt: skip
        page = context.new_page()
        for path in ("/", "/problems", "/problems/LJ-portal-jyj-003", "/units/jyj/2026-10", "/months/2026-10", "/entries/2026-10/portal", "/proposals", "/close/2026-10", "/account", f"/evidence/{served.observation}"):  # fmt: skip
            assert page.goto(path).status == 200
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.goto("/problems")
        picture = "<img class='shot' width='1000' height='460' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
        page.evaluate(f"document.querySelector('main').insertAdjacentHTML('afterbegin', \"{picture}\")")
        box = page.locator("img.shot").bounding_box()
        assert 2 < box["width"] / box["height"] < 2.4  # not squeezed
        page.goto("/problems")
        page.get_by_label("选择 LJ-portal-jyj-001").check()
        page.get_by_role("button", name="由所选问题起草督办单").click()
        page.get_by_text("草稿，尚未下发").wait_for()
        context.close()
