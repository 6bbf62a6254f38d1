"""`replay`: stored pages are read again after a template was corrected, and the night is concluded anew, without a network."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.context import Context
from app.errors import WrongUse
from app.looking.view import latest_good
from app.progress import Reporter
from app.stages.crawl import opener_of, walk
from app.stages.night import conclude
from app.stages.publish import publish
from checks.findings import UnitMonth
from config.words import MEASURE_NAMES
from crawler.job import plan_jobs
from db.lock import night_lock
from db.questions import NightQuestions
from db.runs import RunRecord
from reports import words


def replay(context: Context, since: date | None, reporter: Reporter) -> list[str]:
    """Read the last good night's stored pages again; return what changed, a line for each measure of each unit.

    Lists are read back to the oldest open month every night, so the last night holds every post that still counts.
    Raises WrongUse where no good night lies on or after `since`.
    """
    with night_lock(context.engine):
        run = latest_good(context)
        if since is not None and run.night < since:
            raise WrongUse(f"{since} 以来没有可用的检查结果")
        before = context.results.load(run.id, "unit")
        _read_again(context, run, reporter)
        run = conclude(context, run, reporter)
        publish(context, run, reporter)
        return list(_changes(context, before, context.results.load(run.id, "unit")))


def _read_again(context: Context, run: RunRecord, reporter: Reporter) -> None:
    reference = run.as_of.astimezone(context.configuration.zone)
    jobs = plan_jobs(context.configuration, reference, context.floor(run.as_of), run.units, replay=True)
    questions = NightQuestions(context.engine, run.id)
    with reporter.counting("正在重读存档页面", questions.answered):
        reports = walk(context, jobs, opener_of(context, run, context.runs.before(run)))
    failed = [f"{report.name}：{report.error}" for report in reports if report.error]
    if failed:
        raise WrongUse("重读没有完成：" + "；".join(failed))


def _changes(context: Context, before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any]) -> Iterator[str]:
    names = {unit.code: unit.name for unit in context.configuration.units}
    for (code, month), result in sorted(after.items()):
        assert isinstance(result, UnitMonth)
        old = (
            {measure.name: words.measure_text(measure) for measure in before[(code, month)].measures}
            if (code, month) in before
            else {}
        )
        for measure in result.measures:
            shown = words.measure_text(measure)
            if old.get(measure.name, "—") != shown:
                yield f"{names.get(code, code)}　{month}　{MEASURE_NAMES.get(measure.name, measure.name)}：{old.get(measure.name, '—')} → {shown}"
