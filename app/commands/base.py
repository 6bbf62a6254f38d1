"""What all commands share: the configuration folder, opening the store, days and moments on the command line."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup

from app.context import Context, open_context
from app.errors import WrongUse
from app.logs import log_to
from app.progress import Reporter
from config.month import Month, parse_as_of

WIDE = 160
"""Columns of a table that no terminal limits."""


@dataclass(slots=True)
class Options:
    """What was said before the command."""

    folder: Path = Path("config")
    verbose: bool = False


options = Options()
console = Console(soft_wrap=True, highlight=False, markup=False)
if not console.is_terminal:
    console = Console(soft_wrap=True, highlight=False, markup=False, width=WIDE)


class ChineseCommand(TyperCommand):
    """A command whose help speaks Chinese."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with a Chinese text."""
        return _translated(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The usage line with a Chinese label."""
        return super().get_usage(ctx).replace("Usage:", "用法：", 1)


class ChineseGroup(TyperGroup):
    """A group of commands whose help speaks Chinese."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with a Chinese text."""
        return _translated(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The usage line with a Chinese label."""
        return super().get_usage(ctx).replace("Usage:", "用法：", 1)


def _translated(option: Any) -> Any:
    if option is not None:
        option.help = "显示本说明"
    return option


def group(name: str | None, text: str) -> typer.Typer:
    """A group of commands."""
    return typer.Typer(
        name=name,
        help=text,
        cls=ChineseGroup,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )


def say(text: str = "") -> None:
    """One line of a command's result."""
    console.print(text)


def reporter() -> Reporter:
    """Progress on standard error."""
    return Reporter(Console(stderr=True))


@contextmanager
def opened(*, current: bool = True) -> Iterator[Context]:
    """Configuration and store for one command; a database without any table is set up."""
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
    if text is None:
        return datetime.now(context.configuration.zone)
    try:
        return parse_as_of(text, context.configuration.monitor.timezone)
    except ValueError:
        raise WrongUse(f"“{text}”不是时间，应写作 2026-10-28 或 2026-10-28T02:00:00+08:00") from None


def codes_of(units: list[str] | None, context: Context) -> tuple[str, ...]:
    """Unit codes from the command line. Raises WrongUse for unknown ones."""
    known = {unit.code for unit in context.configuration.units}
    unknown = [code for code in units or [] if code not in known]
    if unknown:
        raise WrongUse(f"没有单位 {'、'.join(unknown)}；单位代码见 units.yaml")
    return tuple(sorted(set(units or [])))


def author_of(name: str | None) -> str:
    """Who decides: as said, else the user of the machine."""
    return name or os.environ.get("HONGQIAO_AUTHOR") or getpass.getuser()


AsOf = typer.Option(
    None, "--as-of", metavar="时间", help="检查的逻辑时间，如 2026-10-28T02:00:00+08:00；只写日期即当日 02:00"
)
UnitOption = typer.Option(None, "--unit", metavar="代码", help="只检查该单位，可重复")
RunOption = typer.Option(None, "--run", metavar="编号", help="检查编号，默认最近一次")
MonthOption = typer.Option(None, "--month", metavar="月份", help="考核月，如 2026-10；默认最近一次检查所在的月")
AuthorOption = typer.Option(None, "--author", metavar="姓名", help="经办人，默认当前用户")
