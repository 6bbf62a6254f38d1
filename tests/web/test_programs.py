"""What programs get with a token, what contacts are mailed, and the command that serves."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from app.telling.contacts import tell_contacts, tell_new_faults
from app.telling.metrics import FILE
from config.people import PersonRole
from db.people import People
from demo.server import free_port
from tests.web.served import Served, make


def with_token(
    served: Served, path: str, role: PersonRole = PersonRole.VIEWER, units: tuple[str, ...] = (), **more: Any
) -> Any:
    """Ask with a new token."""
    secret = served.web.tokens.make("t", role, units, "测试", datetime.now(UTC) + timedelta(days=more.pop("days", 1)))
    return served.client().get(path, headers={"Authorization": f"Bearer {secret}"})


def test_a_token_exports_the_month_and_leaves_a_row_in_the_log(served: Served) -> None:
    answer = with_token(served, "/api/v1/export?month=2026-10")
    assert answer.headers["content-type"] == "application/json"
    document = answer.json()
    assert document["schema"] == "hongqiao.export/1" and [unit["code"] for unit in document["units"]] == [
        "jyj",
        "mzj",
        "wjw",
    ]
    row = served.web.audit.rows(action="exported")[0]
    assert (row.who, row.subject) == ("令牌：t", "2026-10")


def test_one_unit_can_be_asked_for(served: Served) -> None:
    assert [unit["code"] for unit in with_token(served, "/api/v1/export?unit=mzj").json()["units"]] == ["mzj"]


@pytest.mark.parametrize(("path", "status"), [("/api/v1/export?unit=xyz", 404), ("/api/v1/export?month=x", 422), ("/api/v1/export?month=2020-01", 409)])  # fmt: skip
def test_what_is_not_there_is_told_as_json(served: Served, path: str, status: int) -> None:
    answer = with_token(served, path)
    assert answer.status_code == status and answer.json()["error"]


def test_a_contacts_token_sees_its_own_units_alone(served: Served) -> None:
    mine = with_token(served, "/api/v1/export", PersonRole.CONTACT, ("mzj",)).json()
    assert [unit["code"] for unit in mine["units"]] == ["mzj"] and mine["sites"] == []
    assert with_token(served, "/api/v1/export?unit=jyj", PersonRole.CONTACT, ("mzj",)).status_code == 404
    assert with_token(served, "/api/v1/status", PersonRole.CONTACT, ("mzj",)).status_code == 403
    assert with_token(served, "/metrics", PersonRole.CONTACT, ("mzj",)).status_code == 403


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer nonsense", "Basic Z2x5Og==", "nonsense"])
def test_without_a_good_token_programs_get_nothing(served: Served, header: str) -> None:
    for path in ("/api/v1/export", "/api/v1/status", "/metrics"):
        answer = served.client("gly").get(path, headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.json() == {"error": "令牌缺失、不正确、已到期或已撤销"}
    assert with_token(served, "/metrics", days=-1).status_code == 401


def test_status_and_metrics_are_what_the_monitor_knows(served: Served) -> None:
    storage = served.office.context.configuration.storage
    storage.mkdir(exist_ok=True)
    (storage / FILE).write_text("hongqiao_last_night_good 1.0\n", encoding="utf-8")
    assert with_token(served, "/api/v1/status").json()["nights"]
    assert with_token(served, "/metrics").text == "hongqiao_last_night_good 1.0\n"


class Mailbox:
    """Takes what would be mailed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[tuple[str, str]] = []
        self.works = True
        monkeypatch.setattr("app.telling.contacts.send", self.take)

    def take(self, channels: list[str], title: str, *_: object) -> bool:
        self.sent += [(channel, title) for channel in channels] if self.works else []
        return self.works


def test_contacts_are_told_once_each_and_again_only_where_it_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = Mailbox(monkeypatch)
    served = make(tmp_path, notify={"unit_mail": "mailto://127.0.0.1"})
    context = served.office.context
    mail.works = False
    assert not tell_contacts(context, "jyj", "order:1", "督办单", "请整改")
    mail.works = True
    for _ in range(2):
        assert tell_contacts(context, "jyj", "order:1", "督办单", "请整改")
    assert mail.sent == [("mailto://127.0.0.1?to=lly@example.com", "网站监测：督办单")]
    People(context.engine).change(served.person("lly").id, wants_mail=False)
    assert tell_contacts(context, "jyj", "order:2", "督办单", "请整改")
    assert len(mail.sent) == 1
    context.close()


def test_new_faults_orders_and_answers_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = Mailbox(monkeypatch)
    served = make(tmp_path, notify={"unit_mail": "mailto://127.0.0.1"})
    served.web.tell = lambda unit, key, title, text: tell_contacts(served.office.context, unit, key, title, text)  # type: ignore[method-assign, assignment, return-value]
    assert tell_new_faults(served.office.context, served.web.views.month().report)
    officer, contact = served.client("kpy"), served.client("lly")
    made = officer.fill("/orders", {"problem": ["jyj|portal|LJ-portal-jyj-001"]}).headers["location"].partition("?")[0]
    officer.fill(f"{made}/issue")
    contact.fill(
        "/appeals",
        {"unit": "jyj", "month": "2026-10", "kind": "finding", "subject": "LJ-portal-jyj-002", "text": "可以打开"},
    )
    officer.fill("/appeals/1/answer", {"action": "ask", "text": "请补充"})
    assert [title for _, title in mail.sent] == [
        "网站监测：区教育局新增无效链接",
        "网站监测：督办单 网督〔2026〕1号",
        "网站监测：申诉第 1 号有答复",
    ]
    served.office.context.close()


def test_the_configuration_is_read_again_when_it_changes_and_kept_when_it_is_bad(served: Served) -> None:
    file = served.office.folder / "units.yaml"
    units = yaml.safe_load(file.read_text(encoding="utf-8"))
    units["units"][0]["name"] = "区教育和体育局"
    file.write_text(yaml.safe_dump(units, allow_unicode=True), encoding="utf-8")
    assert "区教育和体育局" in served.client("kpy").get("/problems").text
    time.sleep(0.01)
    file.write_text("units: nonsense", encoding="utf-8")
    assert "区教育和体育局" in served.client("kpy").get("/problems").text


def test_the_command_serves_under_a_prefix_and_ends_when_asked(tmp_path: Path) -> None:
    served = make(tmp_path)
    served.office.context.close()
    held, port = free_port()
    held.close()
    words = [sys.executable, "-m", "app", "--config", str(tmp_path), "serve", "--port", str(port), "--root-path", "/jc"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as started:
        for _ in range(200):
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/jc/healthz", trust_env=False)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        assert answer.text == "ok"
        assert httpx.get(f"http://127.0.0.1:{port}/jc/", trust_env=False).headers["location"] == "/jc/signin"
        started.send_signal(signal.SIGTERM)
        told, _ = started.communicate(timeout=15)
    assert f"http://127.0.0.1:{port}/jc/" in told
    assert started.returncode in (0, -signal.SIGTERM)
