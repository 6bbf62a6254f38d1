"""Commands that look: configuration, pages, evidence, exports, the state of the monitor."""

from __future__ import annotations

import json
import webbrowser
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from app.commands.base import MonthOption, configured, month_of, opened, say, writable
from app.commands.chinese import ChineseCommand, group
from app.errors import WrongUse

if TYPE_CHECKING:
    from app.context import Context
    from config.settings import Configuration


configuration = group("config", "配置文件")


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (init, inspect, discover, explain, evidence, export, status):
        root.command(cls=ChineseCommand)(command)
    root.add_typer(configuration)


def init(folder: Path = typer.Argument(..., metavar="文件夹", help="写到哪里；文件夹须为空或不存在")) -> None:
    """写出一套带注释的配置，供修改。"""
    from app.starter import write_starter
    from config.monitor import ZONE
    from config.month import Month

    for path in write_starter(folder, Month.of(datetime.now(ZoneInfo(ZONE)).date())):
        say(f"已写入 {path}")
    say(f"请按本地情况修改，然后运行：hongqiao --config {folder} config check")


@configuration.command("check", cls=ChineseCommand)
def config_check() -> None:
    """检查全部配置，一次列出所有错误和待确认的网址。"""
    from config.open_points import grouped, open_points

    found = configured()
    if found.monitor.notify.urls or found.monitor.notify.unit_mail:
        from app.telling.notify import wrong_channels
        from config.loader import wrong_settings

        wrong = wrong_channels(found.monitor.notify)
        if wrong:
            wanted = "Apprise 支持的地址；应写作 mailto://用户:密码@主机、wecombot://密钥 等"
            raise wrong_settings(found.folder, wrong, wanted)
    early = _starts_later(found)
    waiting = list(open_points(found))
    say(
        f"配置正确：{len(found.sites)} 个网站，{len(found.units)} 个单位，细则 {found.rubric.id}（校验值 {found.rubric.sha256[:16]}）"
    )
    if waiting:
        say(f"以下 {len(waiting)} 处尚未核实，可用 hongqiao discover --confirm 逐个确认：")
        for line in grouped(waiting):
            say(f"  {line}")
    if early:
        say(early)


def _starts_later(found: Configuration) -> str:
    """What is said of an assessment that is yet to begin; raises ConfigError where it lies so far off that the year is mistyped."""
    from app.decisions.period import FURTHEST
    from config.loader import wrong_settings

    starts, current = found.monitor.assessment_starts, found.month_of(datetime.now(found.zone))
    furthest = current.after(FURTHEST)
    if starts > furthest:
        expected = f"开始考核的月份，不晚于 {furthest}：请核对年份"
        raise wrong_settings(found.folder, [("assessment_starts",)], expected, str(starts))
    return (
        f"考核从{starts.chinese}开始（assessment_starts）：此前的月份照常检查，不自动封账" if starts > current else ""
    )


def inspect(
    url: str = typer.Argument(..., metavar="网址"),
    template: str | None = typer.Option(None, "--template", metavar="模板", help="改用这个模板来读"),
    links: bool = typer.Option(True, "--links/--no-links", help="是否逐个检查页面上的链接"),
    save: Path | None = typer.Option(
        None, "--save", metavar="文件夹", help="把页面和读到的内容写成一对文件，供更正后作为测试用例"
    ),
) -> None:
    """看监测程序在一个网址上看到什么：模板、条目和日期、下一页、链接。不改变任何检查结果。"""
    import asyncio

    from app.looking.inspection import inspect as run_inspect

    found = configured()
    for line in asyncio.run(run_inspect(found, url, datetime.now(found.zone), template, links, save)):
        say(line)


def discover(
    wanted: str = typer.Argument("", metavar="单位或网址", help="单位代码、名称或网址；--confirm 时可以不写"),
    confirm: bool = typer.Option(False, "--confirm", help="逐个确认 to_confirm 的网址，写回配置并保留注释"),
) -> None:
    """由专区导航推测栏目及其作用，输出可粘贴到 units.yaml 的内容；或逐个确认待核实的网址。"""
    import asyncio

    from app.looking.discovery import discover as run_discover
    from app.looking.discovery import target_of

    found = configured()
    if confirm:
        from app.looking.confirming import confirm_all

        confirm_all(found, wanted, say, lambda text, usual: str(typer.prompt(text, default=usual)))
        return
    if not wanted:
        raise WrongUse("请写明单位或网址，或加 --confirm 逐个确认待核实的网址")
    for home in target_of(found, wanted):
        say(asyncio.run(run_discover(found, home, datetime.now(found.zone))))


def explain(
    unit: str = typer.Argument(..., metavar="单位"),
    criterion: str = typer.Argument(..., metavar="评测要点", help="如 portal.posts、portal.dead_links"),
    month: str | None = MonthOption,
    show: bool = typer.Option(False, "--open", help="写成网页并在浏览器中打开，逐条可看存档页面"),
) -> None:
    """说明一项得分的依据：得分、测量值、问题、观测和存档页面。"""
    from app.looking.explain import explain as run_explain
    from app.looking.view import Reader, latest_good

    with opened() as context:
        report = Reader(context, latest_good(context)).report(month_of(month))
        for line in run_explain(context, report, unit, criterion):
            say(line)
        if show:
            from app.looking.explain_pages import write_explanation

            page = write_explanation(context, report, unit, criterion)
            say(f"依据页面：{page}")
            webbrowser.open(page.as_uri())


def evidence(
    unit: str = typer.Argument(..., metavar="单位"),
    month: str | None = MonthOption,
    out: Path = typer.Option(..., "--out", metavar="文件.warc.gz", help="写到该文件"),
) -> None:
    """把一个单位一个月的证据（存档页面和观测记录）写成 WARC 文件。"""
    from app.looking.evidence_file import write_evidence
    from app.looking.view import Reader, latest_good

    with opened() as context:
        report = Reader(context, latest_good(context)).report(month_of(month))
        count = write_evidence(context, report, unit, writable(out, ".warc.gz"))
        say(f"已写入 {out}：{count} 个网址的观测和存档")


def export(
    month: str | None = MonthOption,
    form: str = typer.Option("json", "--format", metavar="json|csv|xlsx", help="格式"),
    out: Path | None = typer.Option(
        None, "--out", metavar="文件", help="写到文件；默认输出到屏幕（xlsx 必须写到文件）"
    ),
    everything: bool = typer.Option(False, "--all", help="连同结果为“符合”的核对一并导出"),
    unit: list[str] | None = typer.Option(None, "--unit", metavar="单位", help="只导出该单位，可重复"),
) -> None:
    """导出一个月的测量值和得分表。"""
    with opened() as context:
        _export(context, month, form, out, everything, unit)


def _export(
    context: Context, month: str | None, form: str, out: Path | None, everything: bool, units: list[str] | None
) -> None:
    if out is not None and form in ("json", "csv", "xlsx"):
        writable(out, f".{form}")
    from app.looking.view import Reader, latest_good, unit_in
    from db.whole_files import write_all, write_document
    from reports.export import export_csv, export_json
    from reports.workbooks import score_workbook

    report = Reader(context, latest_good(context)).report(month_of(month))
    if units:
        codes = {unit_in(context, report, name).code for name in units}
        report = replace(report, units=tuple(item for item in report.units if item.code in codes))
    if form == "xlsx":
        if out is None:
            raise WrongUse("导出 xlsx 请用 --out 指定文件")
        out.parent.mkdir(parents=True, exist_ok=True)
        write_document(score_workbook(report), out)
    elif form in ("json", "csv"):
        text = export_json(report, all_findings=everything) if form == "json" else export_csv(report)
        if out is None:
            typer.echo(text, nl=False)
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        write_all({out: text.encode()})
    else:
        raise WrongUse(f"不支持的格式 {form}，应为 json、csv 或 xlsx")
    say(f"已导出到 {out}")


def status(
    as_json: bool = typer.Option(False, "--json", help="以 JSON 输出"),
    tell: bool = typer.Option(False, "--tell", help="检查缺失或超时的，向 notify 中的渠道告警（每天一次）"),
) -> None:
    """最近几次检查、下一次检查和待处理的问题。检查缺失、超时或不作判断时以状态 1 结束。"""
    from app.looking.status import last_due, lines
    from app.looking.status import status as run_status

    with opened() as context:
        now = datetime.now(context.configuration.zone)
        found = run_status(context, now)
        if as_json:
            typer.echo(json.dumps(found.document(), ensure_ascii=False, indent=1))
        else:
            for line in lines(found):
                say(line)
        if tell and found.problem in ("missing", "late"):
            from app.telling.notify import tell_problem

            tell_problem(context, found.problem, found.message, last_due(context, now))
        if not found.is_fine:
            raise typer.Exit(1)
