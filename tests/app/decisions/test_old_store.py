"""A store that the first version wrote, wrong decisions and a closed month in it, is read on, scored and told.

`store_of_first_version.sql` is such a store as that version left it: its tables, its results, its frozen month.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli import run
from app.context import open_context
from app.decisions.orders import OrderForm, withdraw
from db.decisions import Kind
from db.migrate import upgrade
from scoring.lines import LineBasis
from tests.app.decisions.office import UNITS, Office, write_office_of

DUMP = Path(__file__).with_name("store_of_first_version.sql")
Type = Callable[..., tuple[int, str]]


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Office]:
    """That store, brought to the tables of now."""
    folder = write_office_of(tmp_path / "config", UNITS[:2])
    (folder / "var").mkdir()
    store = sqlite3.connect(folder / "var" / "hongqiao.db")
    store.executescript(DUMP.read_text(encoding="utf-8"))
    store.close()
    context = open_context(folder, current=False)
    upgrade(context.engine)
    yield Office(folder, context)
    context.close()


@pytest.fixture
def typed(old: Office, capsys: pytest.CaptureFixture[str]) -> Type:
    def type_(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = run(["--config", str(old.folder), *(str(item) for item in arguments)])
        return status, capsys.readouterr().out

    return type_


def test_wrong_points_of_an_old_store_neither_count_nor_kill(old: Office) -> None:
    sheet = old.sheet()
    assert sheet.total.high <= 100
    assert "没有采用" in sheet.line("portal.posts").reason and sheet.line("portal.posts").low == 10
    assert sheet.line("portal.design").basis is LineBasis.UNKNOWN
    assert sheet.line("weibo.adopted").low == 5


def test_an_order_that_an_old_store_confirmed_twice_costs_once(old: Office) -> None:
    assert old.line("portal.orders").low == -4
    assert len(withdraw(old.desk(21), OrderForm("网督〔2026〕1号", "已整改"))) == 2
    assert old.line("portal.orders").low == 0


def test_exceptions_of_an_old_store_are_taken_in(old: Office) -> None:
    old.scored()
    found = {item.number: item.accepted for item in old.unit().result.findings if item.number}
    assert found["LJ-portal-jyj-001"] == "root：对方改版" and not found["LJ-portal-jyj-002"]


def test_a_month_that_the_first_version_closed_stays_as_it_was_signed(old: Office, typed: Type) -> None:
    before = typed("export", "--month", "2026-09")[1]
    assert typed("score")[0] == 0
    assert typed("export", "--month", "2026-09")[1] == before
    unit = json.loads(before)["units"][0]
    assert (json.loads(before)["status"], unit["code"]) == ("closed", "jyj")
    assert next(line for line in unit["lines"] if line["criterion"] == "weibo.adopted")["low"] == "5"
    assert typed("compare", "2026-09", "2026-10")[0] == 0


@pytest.mark.parametrize(
    "command",
    [
        ("score",),
        ("report", "--month", "2026-10"),
        ("report", "--month", "2026-09"),
        ("export", "--month", "2026-10"),
        ("export", "--month", "2026-10", "--format", "csv"),
        ("explain", "jyj", "portal.posts"),
        ("explain", "教育局", "网站无效链接"),
        ("explain", "jyj", "portal.design", "--month", "2026-09"),
        ("entries", "list"),
        ("links", "list"),
        ("orders", "list"),
    ],
)
def test_every_command_that_tells_still_tells(typed: Type, command: tuple[str, ...]) -> None:
    status, text = typed(*command)
    assert status == 0 and text.strip(), text


def test_every_kind_of_record_is_read(old: Office) -> None:
    assert {kind: len(old.context.decisions.list(kind)) for kind in Kind} == {
        **dict.fromkeys(Kind, 0), Kind.ENTRY: 3, Kind.OVERRIDE: 2, Kind.LINK: 2, Kind.ORDER: 1, Kind.ORDER_CONFIRMED: 2, Kind.MESSAGE: 1,
    }  # fmt: skip
