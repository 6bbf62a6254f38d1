"""The pulse: one visit of the sites' home pages, and how the last days' visits went."""

import typer

from app.commands.base import opened, say
from app.commands.chinese import ChineseCommand, ChineseGroup, group

pulse = group("pulse", "白天定时访问各网站首页")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    root.add_typer(pulse)


@pulse.callback(cls=ChineseGroup, invoke_without_command=True, no_args_is_help=False)
def visit(called: typer.Context) -> None:
    """各网站首页访问一次并记录结果；schedule 运行时按 monitor.yaml 中的 pulse 自动进行，工作时间（working_hours）内不访问。"""
    if called.invoked_subcommand is not None:
        return
    from app.pulse import visit_sites
    from config.words import reason_name
    from db.probes import Result

    words = {Result.OPENED: "正常打开", Result.FAILED: "打不开", Result.UNKNOWN: "不作判断"}
    with opened() as context:
        names = {site.id: site.name for site in context.configuration.sites}
        for item in visit_sites(context):
            why = "" if item.result is Result.OPENED else f"（{reason_name(item.reason)}）"
            say(f"{names[item.site]}：{words[item.result]}{why}，用时 {item.milliseconds / 1000:.1f} 秒")


@pulse.command("status", cls=ChineseCommand)
def status() -> None:
    """列出最近 7 天和今天各网站首页的访问次数和失败次数。"""
    from datetime import datetime, time, timedelta

    from app.looking.visits import counted
    from checks.availability import DAYS, share_text

    with opened() as context:
        zone = context.configuration.zone
        tomorrow = datetime.combine(datetime.now(zone).date() + timedelta(days=1), time(), zone)
        found = counted(context, tomorrow - timedelta(days=DAYS + 1), tomorrow)
        for site in context.configuration.sites:
            days = found.get(site.id, ())
            visits, failed = sum(day.visits for day in days), sum(day.failed for day in days)
            say(f"{site.name}：访问 {visits} 次，失败 {failed} 次（{share_text(visits, failed)}）")
            for day in days:
                say(f"    {day.day}　访问 {day.visits} 次，失败 {day.failed} 次")
