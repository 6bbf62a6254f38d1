"""`hongqiao people`: the first administrator, contacts with their units, tokens; each refusal names what is wrong."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.cli import run
from app.context import open_context
from db.audit import Audit
from tests.sites import write_office

UNITS = [{"code": "jyj", "name": "区教育局"}, {"code": "mzj", "name": "区民政局"}]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return write_office(tmp_path, "127.0.0.1:1", UNITS, assessment_starts="2026-10")


def hongqiao(office: Path, *words: str) -> int:
    return run(["--config", str(office), *words])


def test_the_first_administrator_is_given_a_link_and_no_password(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hongqiao(office, "people", "add", "admin", "--role", "admin") == 0
    told = capsys.readouterr().out
    assert re.search(r"/welcome/[\w-]{43}", told)
    assert "密码，链接只能用一次" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "li", "--role", "boss"], "角色为以下一个或几个"),
        (["add", "li", "--role", "contact"], "联络员必须指定单位"),
        (["add", "li", "--role", "contact", "--unit", "xyz"], "没有单位“xyz”；最接近的："),
        (["add", "li hong", "--role", "viewer"], "账号名由"),
        (["add", "li", "--role", "viewer", "--email", "li"], "邮箱地址不完整"),
        (["passwd", "nobody"], "没有账号 nobody"),
        (["disable", "nobody"], "没有账号 nobody"),
        (["disable", "admin"], "最后一个管理员"),
        (["add", "admin", "--role", "viewer"], "已有账号 admin"),
        (["token", "add", "汇总", "--until", "2020-01-01"], "截止日期"),
        (["token", "add", "汇总", "--until", "2099-01-01"], "截止日期"),
        (["token", "add", "汇总", "--until", "soon"], "soon"),
        (["token", "add", "汇总", "--until", "2026-12-31", "--role", "admin"], "令牌的角色"),
        (["token", "revoke", "7"], "没有编号为 7"),
    ],
)
def test_wrong_use_is_refused_with_its_reason(
    office: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    hongqiao(office, "people", "add", "admin", "--role", "admin")
    capsys.readouterr()
    assert hongqiao(office, "people", *words) == 2
    assert told in capsys.readouterr().out


def test_all_that_is_done_about_accounts_is_in_the_log(office: Path) -> None:
    for words in (
        ["add", "admin", "--role", "admin"],
        ["add", "li", "--role", "contact", "--unit", "jyj", "--unit", "mzj"],
        ["passwd", "li"],
        ["disable", "li"],
        ["enable", "li"],
    ):
        assert hongqiao(office, "people", *words, "--author", "王明") == 0
    context = open_context(office)
    actions = [row.action for row in reversed(Audit(context.engine).rows())]
    assert {row.who for row in Audit(context.engine).rows()} == {"王明"}
    context.close()
    assert actions == [
        "person_added", "person_invited", "person_added", "person_invited", "person_invited", "person_disabled", "person_enabled",
    ]  # fmt: skip


def test_a_token_is_shown_once_and_listed_without_its_secret(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    until = str(datetime.now(UTC).date() + timedelta(days=30))
    assert hongqiao(office, "people", "token", "add", "市级汇总", "--until", until) == 0
    secret = capsys.readouterr().out.strip()
    assert secret.startswith("hq_") and len(secret) > 40
    assert hongqiao(office, "people", "token", "list") == 0
    listed = capsys.readouterr().out
    assert "市级汇总　查看" in listed and secret not in listed


def test_an_account_that_another_system_knows_lacks_no_password(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hongqiao(office, "people", "add", "ck", "--role", "viewer", "--source", "external") == 0
    assert hongqiao(office, "people", "list") == 0
    listed = capsys.readouterr().out.splitlines()[-1]
    assert "统一认证" in listed
    assert "未设密码" not in listed
