"""The command line itself: how fast it starts, what it says of wrong use, and what of errors that nobody foresaw."""

import contextlib
import errno
import json
import logging
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from docx import Document
from openpyxl import Workbook
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from typer.main import get_command

import app.cli as program
from app.accounts.people import roles_text
from app.cli import run
from app.commands.accounts import ROLES
from app.failures import told
from app.logs import configure_logs
from config.people import PersonRole
from db.migrate import alembic_config, newest_revision
from db.whole_files import write_document
from tests.sites import write_office

Type = Callable[..., tuple[int, str]]
UNITS = [{"code": "jyj", "name": "区教育局", "portal": {"home": "/jyj/", "columns": []}}]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command; its status and what it printed on both streams."""

    def type_(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = run([str(item) for item in arguments])
        captured = capsys.readouterr()
        return status, captured.out + captured.err

    return type_


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A configuration without any night."""
    return write_office(tmp_path / "config", "127.0.0.1:9", UNITS, assessment_starts="2026-10")


def loaded_by(*arguments: str) -> set[str]:
    """The top-level packages and our modules that a command loads."""
    code = f"import sys; from app.cli import run; run({list(arguments)!r}); print('\\n' + ' '.join(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return set(shown.splitlines()[-1].split())


def test_help_loads_none_of_the_rooms() -> None:
    loaded = loaded_by("--help")
    assert not loaded & {
        "sqlalchemy",
        "scrapy",
        "httpx",
        "openpyxl",
        "docx",
        "jinja2",
        "yaml",
        "lxml",
        "aiohttp",
        "pydantic",
    }
    assert not [name for name in loaded if name.startswith(("crawler", "checks", "scoring", "reports", "db", "demo"))]


def test_status_loads_neither_crawler_nor_reports(office: Path) -> None:
    loaded = loaded_by("--config", str(office), "db", "upgrade")
    loaded = loaded_by("--config", str(office), "status")
    assert not loaded & {"scrapy", "httpx", "openpyxl", "docx", "jinja2", "aiohttp", "alembic", "apprise", "dateparser"}
    assert not loaded & {"psutil", "markdown_it", "sqlalchemy.dialects.postgresql"}
    assert not [
        name
        for name in loaded
        if name.startswith(
            (
                "crawler.walking",
                "crawler.probing",
                "crawler.wire",
                "crawler.pages",
                "crawler.engines",
                "reports",
                "demo",
            )
        )
    ]


def test_explaining_a_line_loads_nothing_that_reads_pages(office: Path) -> None:
    loaded = loaded_by("--config", str(office), "explain", "jyj", "portal.dead_links")
    assert not loaded & {"dateparser", "psutil", "markdown_it", "docx", "openpyxl", "jinja2", "crawler.pages"}


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["nigthly"], "没有命令“nigthly”，是不是 nightly"),
        (["orders", "lst"], "是不是 list"),
        (["zzzz"], "没有命令“zzzz”"),
        (["explain"], "缺少参数“单位”"),
        (["explain", "jyj"], "缺少参数“评测要点”"),
        (["links", "accept", "http://a.cn/"], "缺少选项 --"),
        (["serve", "--port", "x"], "选项 --port 填写得不对，应为 1 到 65535 的整数"),
        (["serve", "--port", "99999"], "应为 1 到 65535 的整数"),
        (["serve", "--port"], "选项 --port 后面要写一个值"),
        (["nightly", "--ful"], "没有选项 --ful，是不是 --full"),
        (["nightly", "--full=yes"], "选项 --full 后面不带值"),
        (["status", "now", "then"], "多出了 now then"),
        (["--verbos", "status"], "没有选项 --verbos，是不是 --verbose"),
        (["orders", "draft", "jyj", "--site", "both"], "以下之一：portal、disclosure"),
        (["db", "prune", "--days", "3"], "应为不小于 31 的整数"),
    ],
)
def test_wrong_use_is_told_in_chinese(typed: Type, arguments: list[str], wanted: str) -> None:
    status, text = typed(*arguments)
    assert status == 2
    assert wanted in text
    assert not any(word in text for word in ("such", "issing", "nvalid", "nexpected", "rror", "hould"))


@pytest.mark.parametrize(
    "arguments",
    [["check", "--run", 10**20], ["report", "--run", 2**63], ["people", "token", "revoke", 10**20, "--by", "甲"]],
)
def test_a_number_that_no_record_can_have_is_no_fault_of_the_program(
    typed: Type, office: Path, arguments: list[object]
) -> None:
    status, text = typed("--config", office, *arguments)
    assert status == 2 and "没有编号为" in text


def test_a_template_is_not_written_over_one_that_may_be_filled(typed: Type, office: Path, tmp_path: Path) -> None:
    book = tmp_path / "录入表.xlsx"
    assert typed("--config", office, "entries", "template", book)[0] == 0
    book.write_bytes(b"what somebody filled in")
    status, text = typed("--config", office, "entries", "template", book)
    assert (status, book.read_bytes()) == (2, b"what somebody filled in") and "为免覆盖没有写入" in text
    assert typed("--config", office, "entries", "template", tmp_path / "录入表.txt")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["db", "backup", "units.yaml"], "为免覆盖没有写入"),
        (["db", "backup", "var/hongqiao.db"], "正在使用的数据库"),
        (["export", "--out", "units.yaml"], "为免覆盖没有写入"),
        (["export", "--format", "xlsx", "--out", "units.yaml"], "为免覆盖没有写入"),
    ],
)
def test_no_command_writes_over_what_is_not_its_own(
    typed: Type, office: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(office)
    assert typed("--config", office, "db", "upgrade")[0] == 0
    before = (office / "units.yaml").read_bytes(), (office / "var" / "hongqiao.db").read_bytes()
    status, text = typed("--config", office, *arguments)
    assert status == 2 and told in text
    assert before == ((office / "units.yaml").read_bytes(), (office / "var" / "hongqiao.db").read_bytes())


def test_a_backup_may_take_the_place_of_an_earlier_one(typed: Type, office: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert typed("--config", office, "db", "backup", tmp_path / "daily.db")[0] == 0


def test_a_host_to_serve_on_that_is_none_is_told_in_chinese(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "serve", "--host", "nowhere.invalid")
    assert status == 2 and "没有这个主机名" in text


def test_accounts_take_units_by_name_and_name_the_nearest_few(typed: Type, office: Path) -> None:
    added = typed("--config", office, "people", "add", "lly", "--role", "contact", "--unit", "区教育局", "--by", "甲")
    assert added[0] == 0
    assert "jyj" in typed("--config", office, "people", "list")[1]
    status, text = typed("--config", office, "people", "token", "add", "大屏", "--until", "2026-10-30", "--role", "contact", "--unit", "教局")  # fmt: skip
    assert status == 2 and "最接近的：区教育局（jyj）" in text


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["inspect", "http://nowhere.invalid/"], 1),
        (["discover", "http://127.0.0.1:9/"], 1),
        (["inspect", "nowhere"], 2),
        (["init", "/proc/none"], 2),
    ],
)
def test_what_the_system_says_is_told_in_chinese(
    typed: Type, office: Path, arguments: list[str], expected: int
) -> None:
    """What may pass needs attention (1), wrong use is told as that (2)."""
    status, text = typed("--config", office, *arguments)
    assert status == expected and not re.search(r"[Nn]ame|Errno|[Nn]o such", text)


def test_a_channel_that_no_service_takes_is_an_error_of_the_configuration(typed: Type, office: Path) -> None:
    file = office / "monitor.yaml"
    right = file.read_text(encoding="utf-8")
    file.write_text(f'{right}notify: {{urls: ["json://127.0.0.1/x", "foo://bar"], unit_mail: "mailto://a:b@c.cn"}}\n', encoding="utf-8")  # fmt: skip
    status, text = typed("--config", office, "config", "check")
    assert re.search(
        r"monitor\.yaml 第 \d+ 行，notify\.urls\[2\]：填写的是 （内容不显示），应为Apprise 支持的地址", text
    )
    assert status == 2 and "bar" not in text
    file.write_text(f'{right}notify: {{urls: ["json://127.0.0.1/x"]}}\n', encoding="utf-8")
    assert typed("--config", office, "config", "check")[0] == 0


def test_sending_without_a_month_writes_nothing_first(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "report", "--send")
    assert status == 2 and "请用 --month 指定" in text


def commands(group: Any, *names: str) -> Iterator[list[str]]:
    """Every command and group of the program."""
    yield [*names]
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, *names, name)


@pytest.mark.parametrize("arguments", list(commands(get_command(program.app))), ids=" ".join)
@pytest.mark.parametrize("width", [80, 100])
def test_help_is_shown_whole(typed: Type, monkeypatch: pytest.MonkeyPatch, arguments: list[str], width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    _, text = typed(*arguments, "--help")
    assert "用法" in text and "…" not in text.replace("[参数]…", "")


def test_the_demo_writes_into_an_empty_folder_alone(typed: Type, office: Path) -> None:
    before = (office / "monitor.yaml").read_bytes()
    status, text = typed("demo", "--folder", office.parent)
    assert (status, (office / "monitor.yaml").read_bytes()) == (2, before)
    assert "不是空文件夹" in text
    status, text = typed("demo", "--folder", office / "monitor.yaml")
    assert status == 2 and "不是空文件夹" in text


@pytest.mark.parametrize(
    "arguments", [["--help"], ["nightly", "--help"], ["entries", "override", "--help"], ["serve", "--help"]]
)
def test_help_is_in_chinese(typed: Type, arguments: list[str]) -> None:
    _, text = typed(*arguments)
    assert not any(
        word in text for word in ("<bool>", "<str>", "<int>", "<float>", "OPTIONS", "COMMAND", "Usage", "Show")
    )


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (lambda path: None, "没有这个文件夹"),
        (lambda path: path.touch(), "不是文件夹"),
        (lambda path: (path / "monitor.yaml").mkdir(parents=True), "这是一个文件夹，应为文件"),
    ],
)
def test_a_configuration_that_cannot_be_read_says_why_in_chinese(
    typed: Type, tmp_path: Path, made: Callable[[Path], None], wanted: str
) -> None:
    made(tmp_path / "office")
    status, text = typed("--config", tmp_path / "office", "status")
    assert status == 2 and wanted in text
    assert "directory" not in text


def test_what_is_no_workbook_is_told_as_that(typed: Type, office: Path, tmp_path: Path) -> None:
    Document().save(str(tmp_path / "a.docx"))
    status, text = typed("--config", office, "orders", "reply", tmp_path / "a.docx", "--by", "甲")
    assert status == 2 and "不是 xlsx 工作簿" in text and "Error" not in text


@pytest.mark.parametrize("address", ["", "https://jc.example.gov.cn"])
def test_a_link_of_an_invitation_bears_the_configured_address_or_says_what_to_replace(
    typed: Type, tmp_path: Path, address: str
) -> None:
    folder = write_office(tmp_path / "c", "127.0.0.1:9", UNITS, assessment_starts="2026-10", web={"address": address})
    _, text = typed("--config", folder, "people", "add", "gly", "--role", "admin", "--by", "甲")
    assert f"{address or 'http://127.0.0.1:8080'}/welcome/" in text
    assert ("请换掉链接的开头" in text) is not bool(address)


def test_the_version_is_told(typed: Type) -> None:
    assert typed("--version") == (0, f"红桥政务网监测 hongqiao {program.VERSION}\n")


def test_a_trace_is_shown_only_with_verbose(typed: Type, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr("app.looking.status.status", broken)
    status, text = typed("--config", office, "status")
    assert status == 1
    assert "程序出错：ZeroDivisionError：nobody foresaw this" in text and "Traceback" not in text
    assert "Traceback" in (office / "var" / "logs" / "hongqiao.log").read_text(encoding="utf-8")
    assert "Traceback" in typed("--config", office, "--verbose", "status")[1]


def test_a_used_port_is_no_fault_of_the_database(typed: Type, office: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, text = typed("--config", office, "serve", "--port", taken.getsockname()[1])
    assert status == 2
    assert "端口已被其他程序占用" in text and "数据库" not in text


@pytest.mark.parametrize(
    ("error", "status", "wanted"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/var/x"), 1, "/var/x：磁盘已满"),
        (PermissionError(errno.EACCES, "Permission denied", "/etc/x"), 2, "/etc/x：没有读写权限"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "/tmp"), 2, "/tmp：这是一个文件夹"),
        (socket.gaierror(-2, "Name or service not known"), 2, "没有这个主机名"),
        (OperationalError("SELECT 1", {}, Exception("database is locked")), 1, "数据库无法读写：正被另一个程序占用"),
        (OperationalError("SELECT 1", {}, Exception('connection to server failed: Connection refused')), 1, "连接不上数据库服务器"),
        (ModuleNotFoundError("No module named 'apprise'", name="apprise"), 2, "缺少组件 apprise"),
    ],
)  # fmt: skip
def test_what_the_system_says_is_told_as_what_it_is(error: Exception, status: int, wanted: str) -> None:
    found, lines = told(error)
    assert found == status
    assert wanted in lines[0]


def test_status_lists_what_waits_for_somebody(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "status")
    assert status == 1
    assert "待处理的问题" in text and "数据库还没有备份" in text
    assert (
        "数据库还没有备份：hongqiao db backup"
        in json.loads(typed("--config", office, "status", "--json")[1])["problems"]
    )
    assert typed("--config", office, "db", "backup")[0] == 0
    assert "没有备份" not in typed("--config", office, "status")[1]


def test_an_empty_list_says_so(typed: Type, office: Path) -> None:
    for words in (
        ["entries", "list"],
        ["links", "list"],
        ["orders", "list"],
        ["people", "list"],
        ["people", "token", "list"],
    ):
        status, text = typed("--config", office, *words)
        assert status == 0 and text.startswith("还没有"), words


@pytest.mark.parametrize("is_there", [False, True])
def test_a_file_for_which_the_disk_has_no_room_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "得分表.xlsx"
    if is_there:
        path.write_bytes(b"before")
    monkeypatch.setattr("db.whole_files.settle_many", full)
    with pytest.raises(OSError, match="No space"):
        write_document(Workbook(), path)
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"before"] * is_there


def test_a_log_that_cannot_be_written_is_no_trace_for_the_office(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(verbose=False)
    root, handler = logging.getLogger(), logging.StreamHandler(Path("/dev/full").open("w"))  # noqa: SIM115 - closed below
    root.addHandler(handler)
    try:
        logging.getLogger("app").error("the database failed")
    finally:
        root.removeHandler(handler)
        with contextlib.suppress(OSError):
            handler.stream.close()
        configure_logs(verbose=False)
    assert capsys.readouterr() == ("", "")


def test_the_newest_migration_is_known_without_alembic() -> None:
    scripts = ScriptDirectory.from_config(alembic_config(create_engine("sqlite://")))
    assert newest_revision() == scripts.get_current_head()


def test_the_roles_in_the_help_are_those_that_there_are() -> None:
    assert roles_text(PersonRole) == ROLES
