"""Messages: to a real mail server and a real HTTP receiver on loopback, once each, secrets from the environment."""

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from app.context import open_context
from app.decisions.closing import CloseForm, close
from app.decisions.desk import Desk, Person
from app.errors import WrongUse
from app.looking.view import Reader, latest_good
from app.stages.publish import write_month
from app.telling.monthly import send_month, unsent
from app.telling.notify import send, tell
from config.month import Month
from demo.server import free_port
from tests.sites import Answer, Site, configure, moment, night, page

pytest.importorskip("apprise")


class Inbox:
    """What the mail server took."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[Inbox, str]]:
    """A real mail server on loopback: what it took, and its address for Apprise without recipients."""
    inbox = Inbox()
    bound, port = free_port()
    bound.close()
    mail = Controller(inbox, hostname="127.0.0.1", port=port)
    mail.start()
    try:
        yield inbox, f"mailto://127.0.0.1:{port}?smtp=127.0.0.1&from=monitor@hq.example"
    finally:
        mail.stop()


class Receiver(Site):
    """An HTTP receiver that fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.bodies: list[bytes] = []
        self.failures = failures
        super().__init__(self._take)

    def _take(self, path: str) -> Answer:
        self.failures -= 1
        return (503, {}, b"") if self.failures >= 0 else (200, {}, b"ok")


def office(folder: Path, site: Site, *urls: str) -> Path:
    return configure(
        folder,
        site,
        [{"name": "动态", "url": "gzdt/", "role": "posts"}],
        notify={"urls": list(urls)},
        canaries=[f"http://{site.name}/"],
    )


PAGES: dict[str, Answer] = {
    "/": page("首页"),
    "/jyj/": page("<a href='gzdt/'>动态</a><a href='/gone.html'>旧链接</a>"),
    "/jyj/gzdt/": page("<ul></ul>"),
}


def test_the_morning_summary_is_mailed_once(tmp_path: Path) -> None:
    with mail_server() as (inbox, address), Site(dict(PAGES)) as site:
        folder = office(tmp_path, site, f"{address}&to=office@hq.example")
        night(folder, 27)
        context = open_context(folder)
        run = latest_good(context)
        for _ in range(2):
            assert tell(context, run, Reader(context, run).report(), (0.0,))
        context.close()
    assert len(inbox.mails) == 1
    message = message_from_bytes(inbox.mails[0])
    assert "早报" in str(make_header(decode_header(message["Subject"])))
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    text = parts[0].get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "新增无效链接 1 个" in text or "新增无效链接" in text
    assert "政务网信息为 0 条" in text


def test_a_failing_channel_is_tried_again_and_then_left_for_the_next_time(tmp_path: Path) -> None:
    with Site(dict(PAGES)) as site, Receiver(failures=1) as receiver, Receiver(failures=99) as dead:
        folder = office(tmp_path, site, f"json://{receiver.name}/hook")
        night(folder, 27)
        context = open_context(folder)
        run = latest_good(context)
        assert tell(context, run, Reader(context, run).report(), (0.0, 0.0))
        assert receiver.requests["/hook"] == 2
        context.close()
        folder = office(tmp_path / "dead", site, f"json://{dead.name}/hook")
        night(folder, 27)
        context = open_context(folder)
        run = latest_good(context)
        assert not tell(context, run, Reader(context, run).report(), (0.0, 0.0))
        dead.failures = 0
        assert tell(context, run, Reader(context, run).report(), (0.0,))
        context.close()


def test_an_inconclusive_night_raises_an_alarm_and_no_secret_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "s3cret-token")
    caplog.set_level(logging.DEBUG)
    with Receiver(failures=99) as receiver:
        with Site(dict(PAGES)) as site:
            folder = office(tmp_path, site, f"json://{receiver.name}/${{HOOK_SECRET}}")
            night(folder, 27)
        run = night(folder, 28)
        assert run.status == "inconclusive"
        context = open_context(folder)
        assert not tell(context, run, None, (0.0,))
        assert receiver.requests["/s3cret-token"] == 1
        context.close()
    ours = [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING or record.name.startswith("app.")
    ]
    assert ours and not any("s3cret" in line for line in ours)
    assert moment(28).day == 28 and json.dumps(run.reason)


def test_a_closed_months_report_is_mailed_with_word_and_pdf_once_to_the_office_and_to_each_unit(tmp_path: Path) -> None:
    with mail_server() as (inbox, address), Site(dict(PAGES)) as site:
        folder = configure(
            tmp_path / "config",
            site,
            [{"name": "动态", "url": "gzdt/", "role": "posts"}],
            unit={"emails": ["unit@hq.example"]},
            notify={"urls": [f"{address}&to=office@hq.example"], "unit_mail": address},
        )
        night(folder, 28)
        context = open_context(folder)
        try:
            desk = Desk(context, Person("甲"), moment(2, 11))
            night(folder, 1, 11)
            close(desk, CloseForm("2026-10"))
            assert unsent(context, moment(2, 11).date()) == []
            assert [str(month) for month in unsent(context, moment(3, 11).date())] == ["2026-10"]
            found = Reader(context, latest_good(context)).report(Month(2026, 10))
            written = write_month(context, found)
            for _ in range(2):
                assert send_month(context, found, written, pauses=(0,))
            assert unsent(context, moment(3, 11).date()) == []
        finally:
            context.close()
    mails = [message_from_bytes(mail) for mail in inbox.mails]
    reports = [mail for mail in mails if "检查报告" in str(make_header(decode_header(str(mail["Subject"]))))]
    assert sorted(str(mail["To"]) for mail in reports) == ["office@hq.example", "unit@hq.example"]
    kinds = {".pdf", ".docx"} if shutil.which("soffice") else {".docx"}
    for mail in reports:
        names = [name for part in mail.walk() if (name := part.get_filename())]
        assert {Path(str(make_header(decode_header(name)))).suffix for name in names} == kinds


def test_a_month_that_is_not_closed_is_not_sent(tmp_path: Path) -> None:
    with mail_server() as (_, address), Site(dict(PAGES)) as site:
        folder = office(tmp_path / "config", site, f"{address}&to=office@hq.example")
        night(folder, 28)
        context = open_context(folder)
        try:
            with pytest.raises(WrongUse, match="没有封账"):
                send_month(context, Reader(context, latest_good(context)).report(), tmp_path, pauses=(0,))
        finally:
            context.close()


def test_a_mail_keeps_its_lines_and_its_signs() -> None:
    with mail_server() as (inbox, address):
        assert send([f"{address}&to=office@hq.example"], "早报", "第一行\n第二行：<关于放假的通知> & 其他", (0.0,))
    (part,) = [item for item in message_from_bytes(inbox.mails[0]).walk() if item.get_content_maintype() == "text"]
    text = part.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert part.get_content_subtype() == "plain"
    assert text.splitlines()[:2] == ["第一行", "第二行：<关于放假的通知> & 其他"]


def test_a_subject_is_one_line_whatever_name_a_unit_has(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr("app.telling.notify._one", lambda _, __, title, body, *rest: told.append(title) or True)
    send(["json://127.0.0.1:9"], "网站监测：区教育局\r\nBcc: someone@example.cn\x00新增", "正文", (0.0,))
    assert told == ["网站监测：区教育局 Bcc: someone@example.cn\ufffd新增"]
