"""The program as its users type it: exit status, messages in Chinese, people's decisions, closing."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from warcio.archiveiterator import ArchiveIterator

from app.cli import run
from app.commands.base import options
from config.month import Month
from demo.run import moment_of
from demo.server import ReplicaServer
from demo.settings import write_configuration
from tests.sites import ZONE

pytestmark = pytest.mark.xdist_group("commands")
Type = Callable[..., tuple[int, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command; its status and what it printed."""

    def type_(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = run([str(item) for item in arguments])
        return status, capsys.readouterr().out

    return type_


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A configuration folder with one night done, for three of the replica's units."""
    folder = tmp_path_factory.mktemp("office") / "config"
    with ReplicaServer() as server:
        write_configuration(folder, server)
        text = (folder / "units.yaml").read_text(encoding="utf-8")
        (folder / "units.yaml").write_text(text[: text.index("- code: rsj")], encoding="utf-8")
        assert run(["--config", str(folder), "nightly", "--as-of", moment_of(0).isoformat()]) == 0
        yield folder


@pytest.fixture(autouse=True)
def _config(office: Path) -> None:
    options.folder = office


def test_the_starting_configuration_can_be_written_once_and_checked(typed: Type, tmp_path: Path) -> None:
    status, text = typed("init", tmp_path / "new")
    assert status == 0 and "monitor.yaml" in text
    assert typed("init", tmp_path / "new")[0] == 2
    status, text = typed("--config", tmp_path / "new", "config", "check")
    assert status == 0 and "尚未核实" in text


def test_wrong_configuration_ends_with_status_two_and_names_the_place(typed: Type, tmp_path: Path) -> None:
    typed("init", tmp_path)
    file = tmp_path / "monitor.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("close_day: 5", "close_day: 40"), encoding="utf-8")
    status, text = typed("--config", tmp_path, "config", "check")
    assert status == 2
    assert "monitor.yaml 第" in text and "schedule.close_day" in text


@pytest.mark.parametrize(
    ("months", "status", "told"),
    [(0, 0, ""), (1, 0, "开始（assessment_starts）：此前的月份照常检查，不自动封账"), (13, 2, "请核对年份")],
)
def test_an_assessment_that_is_yet_to_begin_is_told(
    typed: Type, tmp_path: Path, months: int, status: int, told: str
) -> None:
    typed("init", tmp_path)
    file, starts = tmp_path / "monitor.yaml", Month.of(datetime.now(ZONE).date()).after(months)
    text = re.sub(r"(?m)^assessment_starts: *[\d-]+", f"assessment_starts: {starts}", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    found, said = typed("--config", tmp_path, "config", "check")
    assert found == status
    assert told in said
    assert ("assessment_starts" in said) == bool(told)


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["explain"], ["export", "--format", "pdf"], ["export", "--month", "October"], ["close", "2026-13"]],
)
def test_wrong_use_ends_with_status_two(typed: Type, office: Path, arguments: list[str]) -> None:
    assert typed("--config", office, *arguments)[0] == 2


def test_export_gives_the_measured_counts(typed: Type, office: Path, tmp_path: Path) -> None:
    status, text = typed("--config", office, "export", "--month", "2026-10")
    assert status == 0
    assert [unit["code"] for unit in json.loads(text)["units"]] == ["jyj", "mzj", "wjw"]
    assert typed("--config", office, "export", "--format", "xlsx", "--out", tmp_path / "x.xlsx")[0] == 0
    book = load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames[:3] == ["总表", "测量数据", "区教育局"]


def test_explain_follows_a_line_to_its_stored_copy(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "explain", "jyj", "portal.dead_links", "--month", "2026-10")
    assert status == 0
    assert "断链：页面不存在（404）" in text and "观测 " in text and "存档" in text
    assert typed("--config", office, "explain", "jyj", "portal.nothing")[0] == 2


def test_status_says_that_the_last_night_is_missing(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "status")
    assert (status, "没有进行" in text) == (1, True)
    assert json.loads(typed("--config", office, "status", "--json")[1])["problem"] == "missing"


def test_entries_are_taken_whole_or_not_at_all(typed: Type, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "entries.xlsx"
    assert typed("--config", office, "entries", "template", file)[0] == 0
    book = load_workbook(file)
    cover, sheet = book["填写说明"], book["政务公开"]
    cover["B3"], cover["B5"], cover["B6"] = "2026-10", "录入员甲", "半年检查"
    sheet["C4"], sheet["D4"] = 2.5, "很好"
    book.save(file)
    status, text = typed("--config", office, "entries", "import", file)
    assert status == 2
    assert "工作表“政务公开”第 4 行 D 列" in text and "0 到 2.5 的数" in text
    assert "还没有" in typed("--config", office, "entries", "list")[1]
    sheet["D4"] = 2
    book.save(file)
    assert typed("--config", office, "entries", "import", file)[0] == 0
    assert "openness.leading_group" in typed("--config", office, "entries", "list")[1]
    typed("--config", office, "score")
    line = exported_line(typed, office, "openness.leading_group")
    assert (line["low"], line["basis"]) == ("2.5", "entered")


def exported_line(typed: Type, office: Path, criterion: str) -> dict[str, str]:
    unit = json.loads(typed("--config", office, "export", "--month", "2026-10")[1])["units"][0]
    return next(line for line in unit["lines"] if line["criterion"] == criterion)


def test_an_accepted_link_costs_nothing_while_it_is_accepted(typed: Type, office: Path) -> None:
    unit = json.loads(typed("--config", office, "export", "--month", "2026-10")[1])["units"][0]
    link = next(
        item["subject"] for item in unit["findings"] if item["check"] == "dead_link" and item["verdict"] == "broken"
    )
    assert (
        typed(
            "--config",
            office,
            "links",
            "accept",
            link,
            "--reason",
            "对方网站改版",
            "--until",
            "2026-12-31",
            "--author",
            "甲",
        )[0]
        == 0
    )
    typed("--config", office, "score")
    assert exported_line(typed, office, "portal.dead_links")["low"] == "2.5"
    assert "对方网站改版" in typed("--config", office, "links", "list")[1]


def test_an_order_is_drafted_followed_and_not_confirmed_before_its_deadline(typed: Type, office: Path) -> None:
    assert typed("--config", office, "orders", "draft", "mzj", "--deadline", "2026-10-20", "--by", "甲")[0] == 2
    status, text = typed("--config", office, "orders", "draft", "区民政局", "--by", "甲")
    assert status == 0 and ".docx" in text and "天前" in text
    assert "整改中" in typed("--config", office, "orders", "list")[1]
    number = text.partition("：")[0]
    assert typed("--config", office, "orders", "draft", "mzj", "--by", "甲")[0] == 2
    status, text = typed("--config", office, "orders", "confirm", number, "--by", "甲")
    assert status == 2 and "期满以后才能确认" in text
    assert typed("--config", office, "orders", "withdraw", number, "--reason", "已整改", "--by", "甲")[0] == 0


def test_nobody_decides_without_a_name(typed: Type, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = office / "monitor.yaml"
    kept = file.read_text(encoding="utf-8")
    file.write_text("\n".join(line for line in kept.splitlines() if not line.startswith("person:")), encoding="utf-8")
    arguments = ("entries", "override", "jyj", "portal.posts", "5", "--month", "2026-10", "--reason", "核对")
    monkeypatch.delenv("HONGQIAO_PERSON", raising=False)
    status, text = typed("--config", office, *arguments)
    assert status == 2 and "没有写明经办人" in text
    status, text = typed("--config", office, *arguments, "--by", "root")
    assert status == 2 and "机器账号" in text
    monkeypatch.setenv("HONGQIAO_PERSON", "考评员丙")
    status, text = typed("--config", office, *arguments)
    assert status == 0 and "考评员丙" in text
    number = text.partition("编号 ")[2].partition("，")[0]
    assert typed("--config", office, "entries", "withdraw", number, "--reason", "试填")[0] == 0
    file.write_text(kept, encoding="utf-8")


def test_a_closed_month_is_frozen_and_can_be_reopened_with_a_reason(typed: Type, office: Path) -> None:
    assert typed("--config", office, "close", "2099-01")[0] == 2
    assert typed("--config", office, "close", "2026-09", "--author", "甲")[0] == 0
    before = typed("--config", office, "export", "--month", "2026-09")[1]
    assert json.loads(before)["status"] == "closed"
    typed("--config", office, "check")
    typed("--config", office, "score")
    assert typed("--config", office, "export", "--month", "2026-09")[1] == before
    assert typed("--config", office, "close", "2026-09")[0] == 2
    assert typed("--config", office, "reopen", "2026-09", "--reason", "补录", "--author", "乙")[0] == 0
    assert typed("--config", office, "close", "2026-09", "--author", "甲")[0] == 0
    assert json.loads(typed("--config", office, "export", "--month", "2026-09")[1])["revision"] == 2
    assert typed("--config", office, "compare", "2026-09@1", "2026-09@2")[1].strip() == "两份得分表没有差别"
    assert "→" in typed("--config", office, "compare", "2026-09", "2026-10")[1]


def test_replay_without_a_change_says_so(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "replay")
    assert (status, text.strip()) == (0, "重读后没有变化")


def test_a_night_of_the_past_is_refused(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "nightly", "--as-of", "2026-10-01")
    assert status == 2 and "已无法观测" in text


def test_a_dead_network_publishes_nothing_and_keeps_the_last_report(typed: Type, office: Path) -> None:
    """The replica's hosts are still there, but the canary is not."""
    reports = office / "var" / "reports"
    before = (reports / "latest").resolve()
    file = office / "monitor.yaml"
    kept = file.read_text(encoding="utf-8")
    file.write_text(
        kept.replace(kept[kept.index("canaries:") :].split("\n")[1], "- http://127.0.0.1:9/"), encoding="utf-8"
    )
    status, text = typed("--config", office, "nightly", "--as-of", moment_of(1).isoformat())
    file.write_text(kept, encoding="utf-8")
    assert status == 3 and "不作判断" in text
    assert (reports / "latest").resolve() == before


def test_a_backup_can_be_restored(typed: Type, office: Path, tmp_path: Path) -> None:
    assert typed("--config", office, "db", "backup", tmp_path / "b.db")[0] == 0
    assert typed("--config", office, "db", "restore", tmp_path / "b.db")[0] == 2
    assert typed("--config", office, "db", "restore", tmp_path / "b.db", "--yes")[0] == 0
    assert typed("--config", office, "db", "check")[0] == 0
    assert typed("--config", office, "db", "prune")[0] == 0


def test_pruning_removes_old_reports_of_nights_and_keeps_those_of_months_and_the_latest(
    typed: Type, office: Path
) -> None:
    reports = office / "var" / "reports"
    latest = (reports / "latest").resolve()
    today = datetime.now(UTC).date()
    old, recent = f"{today - timedelta(days=20)}-00901", f"{today - timedelta(days=3)}-00902"
    for name in (old, recent, "month-2020-01", ".2026-01-02-00903.17.tmp"):
        (reports / name).mkdir()
    status, text = typed("--config", office, "db", "prune", "--report-days", "7")
    assert status == 0 and "每夜报告" in text
    assert {
        name for name in (old, recent, "month-2020-01", ".2026-01-02-00903.17.tmp") if (reports / name).exists()
    } == {
        recent,
        "month-2020-01",
    }
    assert (reports / "latest").resolve() == latest and latest.exists()
    for name in (recent, "month-2020-01"):
        (reports / name).rmdir()


def test_the_evidence_of_a_month_is_a_warc_file_with_the_stored_copies(
    typed: Type, office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "证据.warc.gz"
    status, text = typed("--config", office, "evidence", "jyj", "--month", "2026-10", "--out", file)
    assert status == 0 and "证据.warc.gz" in text
    with file.open("rb") as stream:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(stream)
        ]
    assert records[0][0] == "warcinfo"
    copies = {address: body for kind, address, body in records if kind == "resource"}
    told = {address: json.loads(body) for kind, address, body in records if kind == "metadata"}
    assert any("区教育局" in body.decode("utf-8", errors="replace") for body in copies.values())
    assert any(item["status"] == 404 for item in told.values())
    for address, item in told.items():
        if item["body_hash"] and (item["final_url"] or address) in copies:
            assert hashlib.sha256(copies[item["final_url"] or address]).hexdigest() == item["body_hash"]
    assert typed("--config", office, "evidence", "nobody", "--out", file)[0] == 2


def test_a_confirmed_inconsistency_fails_the_basic_information(typed: Type, office: Path) -> None:
    typed("--config", office, "score")
    before = exported_line(typed, office, "disclosure.basic_information")
    arguments = ("entries", "inconsistent", "jyj", "--month", "2026-10", "--reason", "电话不一致", "--author", "甲")
    assert typed("--config", office, *arguments)[0] == 0
    typed("--config", office, "score")
    after = exported_line(typed, office, "disclosure.basic_information")
    assert (before["high"], after["low"], after["high"]) == ("1.5", "0", "0")
    listed = typed("--config", office, "entries", "list")[1]
    number = next(line.split("　")[0] for line in listed.splitlines() if "认定不一致" in line)
    assert typed("--config", office, "entries", "withdraw", number, "--reason", "已更正", "--author", "甲")[0] == 0
    typed("--config", office, "score")
    assert exported_line(typed, office, "disclosure.basic_information") == before
    assert typed("--config", office, "entries", "inconsistent", "x", "--month", "2026-10", "--reason", "无")[0] == 2


def test_a_night_can_be_scored_under_another_rubric(typed: Type, office: Path) -> None:
    status, text = typed("--config", office, "score", "--rubric", "survey-2015")
    assert status == 0 and "全国政府网站普查预警" in text and "政务网" in text
    assert typed("--config", office, "score", "--rubric", "nothing")[0] == 2
    page = (office / "var" / "reports" / "latest" / "survey.html").read_text(encoding="utf-8")
    assert "链接可用性" in page and "政务网" in page


def test_a_months_report_holds_inspection_reports_for_the_district_and_for_each_unit(typed: Type, office: Path) -> None:
    assert typed("--config", office, "report", "--month", "2026-10")[0] == 0
    latest = office / "var" / "reports" / "month-2026-10"
    district, unit = (Document(str(latest / name)) for name in ("检查报告.docx", "units/jyj-检查报告.docx"))
    for document in (district, unit):
        headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
        assert [text[:2] for text in headings if text[1] == "、"] == ["一、", "二、", "三、"]
        assert headings[-1].startswith("附件：")
    cells = [cell.text for table in unit.tables for row in table.rows for cell in row.cells]
    assert any(text.startswith("LJ-") for text in cells) and "网站信息更新数量" in cells
    assert "jyj-检查报告.docx" in (latest / "units" / "jyj.html").read_text(encoding="utf-8")
