"""What all commands share: the configuration folder, opening the store, days and moments on the command line.

A command loads the rooms that it works with when it is run: `--help` and a wrong word on the line need none of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import typer

from app.errors import WrongUse
from app.outlet import outlet
from config.month import Month, parse_as_of

if TYPE_CHECKING:
    from app.context import Context
    from app.progress import Reporter
    from config.settings import Configuration

WIDE = 160
"""Columns of a table that no terminal limits."""


@dataclass(slots=True)
class Options:
    """What was said before the command."""

    folder: Path = Path("config")
    verbose: bool = False
    district: str = ""
    """A district of the fleet whose file `folder` then is."""


options = Options()
console = outlet()
if not console.is_terminal:
    console = outlet(width=WIDE)


def say(text: str = "") -> None:
    """One line of a command's result."""
    console.print(text)


def reporter() -> Reporter:
    """Progress on standard error."""
    from app.progress import Reporter

    return Reporter(outlet(stderr=True))


def configured() -> Configuration:
    """The configuration that a command works with, where it needs no store. Raises ConfigError, WrongUse."""
    from app.configured import configuration_at

    return configuration_at(options.folder, options.district)


@contextmanager
def opened(*, current: bool = True) -> Iterator[Context]:
    """Configuration and store for one command; a database without any table is set up."""
    from app.context import open_context
    from app.logs import log_to

    if options.district:
        from app.fleets.district import open_district

        context = open_district(options.folder, options.district, current=current)
    else:
        context = open_context(options.folder, current=current)
    log_to(context.logs)
    try:
        yield context
    finally:
        context.close()


def month_of(text: str | None) -> Month | None:
    """A month from the command line. Raises WrongUse for another text."""
    if text is None:
        return None
    try:
        return Month.parse(text)
    except ValueError:
        raise WrongUse(f"“{text}”不是月份，应写作 2026-10") from None


def day_of(text: str | None) -> date | None:
    """A day from the command line. Raises WrongUse for another text."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"“{text}”不是日期，应写作 2026-10-12") from None


def moment_of(text: str | None, context: Context) -> datetime:
    """The logical time of a run: now, or what the command line says. Raises WrongUse."""
    return time_of(text, context.configuration.monitor.timezone)


def asked_moment(text: str | None, context: Context) -> datetime:
    """The logical time of a night that is to be recorded: one that lies ahead shuts out every night before it, so that
    whoever sits at a terminal is asked whether the year is right, and what stood before it is kept."""
    moment = moment_of(text, context)
    today = datetime.now(context.configuration.zone).date()
    day = moment.astimezone(context.configuration.zone).date()
    if day > today:
        if sys.stdin.isatty():
            say(f"{day} 晚于今天（{today}）。记下之后，这一天以前的检查都不能再进行。")
            typer.confirm("确实要以这一天检查吗", abort=True)
        _keep_before(context, day, today)
    return moment


def _keep_before(context: Context, day: date, today: date) -> None:
    """A backup of what stands before a night that lies ahead, where anything does that it would shut out."""
    from db.backup import backup

    last = context.runs.last()
    if last is None or last.night > today:
        return
    path = context.configuration.storage / "backups" / f"before-{day}.db"
    backup(context.engine, path)
    reporter().say(f"{day} 晚于今天（{today}），已先备份到 {path}；日期填错时用 hongqiao db restore 恢复")


def time_of(text: str | None, zone: str) -> datetime:
    """The logical time of a run in a zone: now, or what the command line says. Raises WrongUse."""
    if text is None:
        return datetime.now(ZoneInfo(zone))
    try:
        return parse_as_of(text, zone)
    except ValueError:
        raise WrongUse(f"“{text}”不是时间，应写作 2026-10-28 或 2026-10-28T02:00:00+08:00") from None


def writable(path: Path, ending: str) -> Path:
    """A file to write: a new one, or one of its kind, as an earlier run left it. Raises WrongUse for any other that is there."""
    if path.exists() and not path.name.lower().endswith(ending):
        raise WrongUse(f"已有 {path}，不是 {ending} 文件，为免覆盖没有写入；请换一个文件名")
    return path


def codes_of(units: list[str] | None, context: Context) -> tuple[str, ...]:
    """Unit codes from the command line, where codes, names and aliases may stand. Raises WrongUse for unknown ones."""
    from app.looking.lookup import unit_named

    return tuple(sorted({unit_named(context.configuration, text).code for text in units or []}))


AsOf = typer.Option(
    None, "--as-of", metavar="时间", help="检查的逻辑时间，如 2026-10-28T02:00:00+08:00；只写日期即当日 02:00"
)
UnitOption = typer.Option(None, "--unit", metavar="单位", help="只检查该单位，可重复")
RunOption = typer.Option(None, "--run", metavar="编号", help="检查编号，默认最近一次")
MonthOption = typer.Option(None, "--month", metavar="月份", help="考核月，如 2026-10；默认最近一次检查所在的月")
ByOption = typer.Option(
    None,
    "--by",
    "--author",
    metavar="姓名",
    help="经办人；默认为 HONGQIAO_PERSON 或 monitor.yaml 中的 person，都没有则询问",
)

Site = Literal["portal", "disclosure"]
"""Which of the two sites a decision is about."""
EFFECT = "运行 hongqiao score 和 hongqiao report 后生效"
"""What is said behind a decision."""
