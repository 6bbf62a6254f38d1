"""Commands about months: closing, reopening, and why two sheets differ. Every rule is in `app.decisions`."""

from __future__ import annotations

import typer

from app.commands.base import ByOption, month_of, opened, say
from app.commands.chinese import ChineseCommand


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (close, reopen, compare):
        root.command(cls=ChineseCommand)(command)


def close(month: str = typer.Argument(..., metavar="月份"), by: str | None = ByOption) -> None:
    """封账：冻结一个月的测量值、问题和得分。"""
    from app.commands.deciding import desk_of
    from app.decisions import closing
    from app.looking.unseen import unseen_text
    from app.looking.view import Reader, latest_good
    from app.stages.publish import write_month
    from config.month import Month

    with opened() as context:
        closed = closing.close(desk_of(context, by), closing.CloseForm(month))
        wanted = Month.parse(closed.month)
        missing = unseen_text(context, wanted)
        say(f"{wanted.chinese}已封账（第 {closed.revision} 版，细则校验值 {closed.rubric_sha256[:16]}）")
        folder = write_month(context, Reader(context, latest_good(context)).report(wanted))
        say(f"得分表、检查报告（Word）和页面：{folder}")
        if missing:
            say(f"注意：{missing}；可运行 hongqiao nightly 之后重开该月、再次封账")


def reopen(
    month: str = typer.Argument(..., metavar="月份"),
    reason: str = typer.Option(..., "--reason", metavar="原因", help="重开的原因"),
    by: str | None = ByOption,
) -> None:
    """重开已封账的月份；原版本保留，再次封账时成为新版本。"""
    from app.commands.deciding import desk_of
    from app.decisions import closing
    from config.month import Month

    with opened() as context:
        opened_again = closing.reopen(desk_of(context, by), closing.ReopenForm(month, reason))
        say(f"{Month.parse(opened_again.month).chinese}已重开")


def compare(
    first: str = typer.Argument(..., metavar="月份", help="如 2026-09，或某一版 2026-09@1"),
    second: str = typer.Argument(..., metavar="月份"),
) -> None:
    """说明两份得分表为什么不同：网站变化、细则变化、人工认定，还是未能测定。"""
    from app.looking.compare import compare_months

    for text in (first, second):
        month_of(text.partition("@")[0])
    with opened() as context:
        for line in compare_months(context, first, second):
            say(line)
