"""No secret in any output, whatever the shape of the configuration; what is kept is its owner's alone."""

import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.context import open_context
from app.masking import masked, remember
from config.monitor import Monitor
from tests.sites import write_office

SECRET = "hunter2secret"
PASSWORDS = (SECRET, f"p@{SECRET}", f"a/b:{SECRET}#1")
UNITS = [{"code": "jyj", "name": "区教育局"}]


def shapes(password: str) -> dict[str, dict[str, Any]]:
    """Every wrong (and right) place for an address with a password, a token, a name."""
    mail, token = f"mailtos://user:{password}@smtp.example.cn?from=a@b.cn", f"wecombot://{SECRET}"
    database = f"postgresql+psycopg://user:{password}@127.0.0.1:1/db"
    web = f"https://user:{password}@example.cn/{SECRET}"
    return {
        "urls is one address": {"notify": {"urls": mail}},
        "urls is a mapping": {"notify": {"urls": {mail: None}}},
        "urls holds mappings": {"notify": {"urls": [{"url": mail}, {token: 1}]}},
        "urls holds lists": {"notify": {"urls": [[mail, token]]}},
        "urls holds what is no address": {"notify": {"urls": [SECRET, f"nothing://{SECRET}", f"http//{SECRET}", ""]}},
        "urls holds addresses of no service": {"notify": {"urls": [f"mailto://{password}", f"tgram://{SECRET}/{SECRET}"]}},
        "url instead of urls": {"notify": {"url": mail}},
        "an address for a field": {"notify": {mail: None}},
        "notify is an address": {"notify": mail},
        "notify is a list": {"notify": [mail, token]},
        "mail is a list": {"notify": {"unit_mail": [mail]}},
        "ping is a mapping": {"notify": {"ping": {"url": web}}},
        "ping is nonsense": {"notify": {"ping": f"ht!tp://{SECRET}"}},
        "one level too high": {"urls": [mail], "ping": web},
        "one level too low": {"schedule": {"nightly": "02:00", "notify": {"urls": [mail]}, "ping": web}},
        "in a list of hosts": {"probe": {"allow_private_hosts": {mail: 1}}},
        "canaries is one address": {"canaries": web},
        "canaries is a mapping": {"canaries": {web: token}},
        "canaries of other schemes": {"canaries": [mail, token, f"http://[{SECRET}/", f"http://a\u2100b:{SECRET}@x/"]},
        "database is a list": {"database": [database]},
        "database is a mapping": {"database": {"url": database, "password": SECRET}},
        "database of another kind": {"database": f"mysql://user:{password}@127.0.0.1/db"},
        "database without a scheme": {"database": f"user:{password}@127.0.0.1/db"},
        "database with a bad port": {"database": f"postgresql+psycopg://user:x@127.0.0.1:{SECRET}/db"},
        "database that is not there": {"database": database},
        "database with odd options": {"database": f"postgresql+psycopg://user@127.0.0.1:1/db?password={SECRET}&x=1"},
        "database is a number": {"database": 5, "password": SECRET},
        "web as it is not": {"web": {"oidc": {"issuer": SECRET, "client_id": 1, "client_secret": [SECRET]}}},
        "a directory as it is not": {"web": {"ldap": {"url": web, "bind_password": {"x": SECRET}}}},
        "an unknown field": {"password": SECRET, "crawl": {"token": SECRET, "user_agent": [SECRET]}},
    }  # fmt: skip


WRITTEN = {
    "a list": f"- notify: {{urls: [{SECRET}]}}\n",
    "a text": f"{SECRET}\n",
    "a tag": f"assessment_starts: 2026-10\nnotify: {{ping: !{SECRET} x}}\n",
    "an alias": f"assessment_starts: 2026-10\nnotify: {{ping: *{SECRET} }}\n",
    "a quote left open": f"notify:\n  urls: ['mailto://user:{SECRET}@x\nassessment_starts: 2026-10\n",
    "a tab": f"notify:\n\turls: [mailto://user:{SECRET}@x]\n",
    "a colon in a password": f"notify: {{urls: [mailto://user: {SECRET}@x]}}\nassessment_starts: 2026-10\n",
    "a field twice": f"notify: {{'x://{SECRET}': 1, 'x://{SECRET}': 2}}\nassessment_starts: 2026-10\n",
    "a percent sign": f"notify: {{ping: %{SECRET}}}\n",
}
COMMANDS = (["config", "check"], ["status", "--tell"], ["db", "check"])


def everything_said(folder: Path, capfd: pytest.CaptureFixture[str]) -> str:
    logs = "".join(path.read_text(encoding="utf-8") for path in (folder / "var" / "logs").glob("*.log"))
    said = capfd.readouterr()
    return said.out + said.err + logs


@pytest.mark.parametrize("name", list(shapes("")))
def test_no_secret_is_shown_for_any_shape_of_the_configuration(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.telling.notify.PAUSES", (0.0,))
    monkeypatch.setattr("app.telling.notify.tell_problem.__defaults__", ((0.0,),))
    for index, password in enumerate(PASSWORDS):
        folder = tmp_path / str(index)
        write_office(folder, "127.0.0.1:9", UNITS, **{"assessment_starts": "2026-10", **shapes(password)[name]})
        for command in COMMANDS:
            for options in ([], ["--verbose"]):
                run(["--config", str(folder), *options, *command])
        said = everything_said(folder, capfd)
        assert said
        assert SECRET not in said


@pytest.mark.parametrize("name", list(WRITTEN))
def test_no_secret_is_shown_of_a_file_that_is_no_configuration(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write_office(tmp_path, "127.0.0.1:9", UNITS, assessment_starts="2026-10")
    (tmp_path / "monitor.yaml").write_text(WRITTEN[name], encoding="utf-8")
    assert run(["--config", str(tmp_path), "--verbose", "config", "check"]) == 2
    assert SECRET not in everything_said(tmp_path, capfd)


def test_a_wrong_value_that_is_no_secret_is_still_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    monitor: dict[str, Any] = {"assessment_starts": "2026-13", "crawl": {"delay": -1}, "web": {"idle_minutes": 0}}
    write_office(tmp_path, "127.0.0.1:9", UNITS, **monitor)
    assert run(["--config", str(tmp_path), "config", "check"]) == 2
    said = capfd.readouterr().out
    assert "'2026-13'" in said and "-1" in said and "web.idle_minutes：填写的是 0" in said


def test_what_libraries_log_of_a_channel_is_masked() -> None:
    remember(Monitor.model_validate({"assessment_starts": "2026-10", "notify": {"urls": [f"wecombot://{SECRET}"]}}))
    assert masked(f"POST /cgi-bin/webhook/send?key={SECRET} failed") == "POST /cgi-bin/webhook/send?key=*** failed"
    assert masked("http://user:pa@ss@a.cn/x") == "http://***@a.cn/x"


def test_what_is_kept_is_its_owners_alone(tmp_path: Path) -> None:
    write_office(tmp_path, "127.0.0.1:9", UNITS, assessment_starts="2026-10")
    command = [sys.executable, "-m", "app", "--config", str(tmp_path)]
    for arguments in (["status"], ["db", "backup"]):
        subprocess.run([*command, *arguments], capture_output=True, check=False)
    kept = [tmp_path / "var", *(tmp_path / "var").rglob("*")]
    assert len(kept) > 4
    for path in kept:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_a_store_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    write_office(tmp_path, "127.0.0.1:9", UNITS, assessment_starts="2026-10")
    open_context(tmp_path).close()
    (tmp_path / "var").chmod(0o755)
    (tmp_path / "var" / "hongqiao.db").chmod(0o644)
    open_context(tmp_path).close()
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var" / "hongqiao.db").stat().st_mode) == 0o600
