"""Commands of the night: the whole of it, its stages, replay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.commands.base import (
    AsOf,
    MonthOption,
    RunOption,
    UnitOption,
    asked_moment,
    codes_of,
    console,
    day_of,
    month_of,
    opened,
    options,
    reporter,
    say,
)
from app.commands.chinese import ChineseCommand
from app.errors import WrongUse

if TYPE_CHECKING:
    from app.context import Context
    from db.runs import RunRecord
    from reports.models import MonthReport


INCONCLUSIVE = 3


def register(root: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (nightly, crawl, check, score, report, replay):
        root.command(cls=ChineseCommand)(command)


def nightly(
    as_of: str | None = AsOf,
    unit: list[str] | None = UnitOption,
    full: bool = typer.Option(False, "--full", help="把列表读到尽头，不止于未封账的月份"),
) -> None:
    """检查一夜：访问网站、核对、计分、出报告。中断后再次运行会接着做。"""
    from crawler.engines.loading import begin_loading

    if not options.district:  # a fleet's crawls may run elsewhere
        begin_loading()
    from app.overdue import CONCLUDED_WITHIN, ended_after
    from app.stages.night import nightly as run_nightly

    with (
        opened() as context,
        ended_after((context.configuration.monitor.crawl.time_limit + CONCLUDED_WITHIN).total_seconds()),
    ):
        run, found = run_nightly(context, asked_moment(as_of, context), codes_of(unit, context), reporter(), full)
        _end(context, run, found)


def _end(context: Context, run: RunRecord, found: MonthReport | None) -> None:
    from app.telling.contacts import tell_new_faults
    from app.telling.metrics import ping, write_metrics
    from app.telling.notify import alarm, tell
    from app.telling.summary import unit_table, warning_lines

    if found is None:
        write_metrics(context, run, None)
        tell(context, run, None)
        say(alarm(run))
        raise typer.Exit(INCONCLUSIVE)
    console.print(unit_table(found, console.width))
    for line in warning_lines(found):
        say(line)
    write_metrics(context, run, found)
    tell(context, run, found)
    tell_new_faults(context, found)
    ping(context)
    say(f"报告：{context.reports / 'latest' / 'index.html'}")
    for item in found.site_results:
        if item.outcome.value == "inconclusive":
            say(f"注意：{found.site_name(item.site)}当时无法访问，相关专区不作判断")
            raise typer.Exit(1)


def crawl(as_of: str | None = AsOf, unit: list[str] | None = UnitOption) -> None:
    """只访问网站并保存观测结果，不作核对。"""
    from app.reasons import reason_text
    from app.stages.night import observe
    from db.lock import night_lock
    from db.runs import RunStatus

    with opened() as context, night_lock(context.engine):
        run = observe(context, asked_moment(as_of, context), codes_of(unit, context), reporter())
        if run.status is RunStatus.INCONCLUSIVE:
            say(f"{run.night} 的检查不作判断：{reason_text(run.reason)}")
            raise typer.Exit(INCONCLUSIVE)
        say(f"第 {run.id} 次检查（{run.night}）的网站观测已保存")


def check(run: int | None = RunOption, month: str | None = MonthOption) -> None:
    """由已保存的观测重新核对，不访问网络。"""
    from app.stages.check import check as run_check
    from db.lock import night_lock
    from db.runs import RunStatus

    month_of(month)
    with opened() as context, night_lock(context.engine):
        chosen = _run(context, run)
        run_check(context, chosen, reporter())
        context.runs.finish(chosen, RunStatus.GOOD)
        say(f"第 {chosen.id} 次检查（{chosen.night}）已重新核对")


def score(
    run: int | None = RunOption,
    month: str | None = MonthOption,
    rubric: str | None = typer.Option(
        None, "--rubric", metavar="细则", help="改用另一套评分表，如 survey-2015；不影响考评得分"
    ),
) -> None:
    """由已保存的核对结果和人工录入重新计分，不访问网络。"""
    from app.looking.view import Reader
    from app.stages.score import score as run_score
    from app.stages.score import score_otherwise
    from app.telling.summary import other_table, unit_table
    from config.loader import rubric_path
    from config.rubric import Subject, load_rubric
    from db.lock import night_lock

    month_of(month)
    with opened() as context, night_lock(context.engine):
        chosen = _run(context, run)
        if rubric is not None:
            path = rubric_path(context.configuration.folder, rubric)
            if path is None:
                raise WrongUse(f"没有编号为 {rubric} 的细则")
            other = load_rubric(path)
            configuration = context.configuration
            names = {item.code: item.name for item in configuration.units}
            if other.subject is Subject.SITE:
                names = {site.id: site.name for site in configuration.sites}
            console.print(other_table(other, score_otherwise(context, chosen, other), names))
            return
        run_score(context, chosen)
        console.print(unit_table(Reader(context, chosen).report(month_of(month)), console.width))


def report(
    run: int | None = RunOption,
    month: str | None = MonthOption,
    out: Path | None = typer.Option(None, "--out", metavar="文件夹", help="写到该文件夹，不改动 latest"),
    send: bool = typer.Option(False, "--send", help="把已封账月份的检查报告发往 notify 中的渠道和各单位，每版只发一次"),
) -> None:
    """由已保存的结果重新生成报告，不访问网络。指定月份或文件夹时，连同检查报告（Word）一并写出。"""
    from app.looking.view import Reader
    from app.stages.publish import publish, write_month

    if send and month is None:
        raise WrongUse("发送检查报告请用 --month 指定已封账的月份")
    with opened() as context:
        chosen = _run(context, run)
        if out is not None or month is not None:
            folder = write_month(context, Reader(context, chosen).report(month_of(month)), out)
        else:
            folder = publish(context, chosen, reporter()).folder
        say(f"报告：{folder / 'index.html'}")
        if send:
            _send(context, chosen, month, folder)


def _send(context: Context, chosen: RunRecord, month: str | None, folder: Path) -> None:
    """Send a month's documents, or say that a channel did not take them."""
    from app.looking.view import Reader
    from app.telling.monthly import send_month

    if not send_month(context, Reader(context, chosen).report(month_of(month)), folder):
        say("有渠道没有收下检查报告，下次发送时补发")
        raise typer.Exit(1)
    say("检查报告已全部发送（每版只发一次）")


def _run(context: Context, run_id: int | None) -> RunRecord:
    """The night that a stage is asked for: by number, else the last one that was observed."""
    from app.looking.view import latest_good
    from app.stages.night import require_observed
    from db.runs import RunStatus

    if run_id is None:
        observed = [
            run for run in context.runs.all() if run.notes.get("observed") and run.status is not RunStatus.INCONCLUSIVE
        ]
        return observed[-1] if observed else latest_good(context)
    run = context.runs.get(run_id)
    if run is None:
        raise WrongUse(f"没有编号为 {run_id} 的检查")
    require_observed(run)
    return run


def replay(
    since: str | None = typer.Option(None, "--since", metavar="日期", help="从这一天起的检查；默认最近一次"),
) -> None:
    """改正模板后，用存档页面重读最近一次检查，并说明哪些单位的数值变了。"""
    from app.stages.replay import replay as run_replay

    with opened() as context:
        changes = run_replay(context, day_of(since), reporter())
        for line in changes or ["重读后没有变化"]:
            say(line)
