"""Runs unattended: every job is a command in a subprocess; what was missed is found from the store, not remembered."""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from app.context import Context
from app.looking.status import LATE_AFTER, last_due
from app.looking.unseen import unseen_text
from app.overdue import CONCLUDED_WITHIN
from app.private import PARENT, YIELDING
from app.progress import Reporter
from app.pulse import visit_times
from app.telling.monthly import unsent

logger = logging.getLogger(__name__)
SUNDAY = 7
GRACE = 6 * 3600
"""Seconds that a job may begin late; APScheduler's own grace is one second."""
VISIT_GRACE = 600
"""Seconds that a visit may begin late; one that is missed by more is missed."""
VISIT_WITHIN = 300.0
"""Seconds after which a visit is ended that hangs."""
STOP_WITHIN = 8.0
"""Seconds that a job has to end after it was told to."""
KEPT_BACKUPS = 14


def night_arguments(day: date) -> tuple[str, ...]:
    """The command of a night: on Sundays the lists are walked to their end."""
    return ("nightly", "--full") if day.isoweekday() == SUNDAY else ("nightly",)


class Schedule:
    """The jobs, each a child process. Those that change what is concluded run one at a time; the alarm, the backup and what
    is sent wait for nobody, a night that hangs least of all."""

    def __init__(self, context: Context, folder: Path, reporter: Reporter) -> None:
        self.context, self.folder, self.reporter = context, folder, reporter
        self.stopping = threading.Event()
        self._one = threading.Lock()
        self._children: set[subprocess.Popen[bytes]] = set()

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; end within ten seconds, progress kept."""
        monitor = self.context.configuration.monitor
        hour, minute = monitor.schedule.nightly.split(":")
        zone = self.context.configuration.zone
        scheduler = BackgroundScheduler(timezone=zone)
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE}
        scheduler.add_job(
            self.nightly, CronTrigger(hour=int(hour), minute=int(minute), timezone=zone), id="nightly", **options
        )
        scheduler.add_job(
            self.close_months,
            CronTrigger(hour=12, timezone=zone),
            id="close",
            **options,
        )
        late = datetime(2000, 1, 1, int(hour), int(minute), tzinfo=zone) + LATE_AFTER + timedelta(minutes=5)
        scheduler.add_job(
            self.watch, CronTrigger(hour=late.hour, minute=late.minute, timezone=zone), id="watch", **options
        )
        scheduler.add_job(self.backup, CronTrigger(hour=13, timezone=zone), id="backup", **options)
        scheduler.add_job(self.send_months, CronTrigger(hour=9, timezone=zone), id="send", **options)
        scheduler.add_job(self.prune, CronTrigger(day=15, hour=14, timezone=zone), id="prune", **options)
        if monitor.pulse.visits:
            scheduler.add_job(
                lambda: self.plan_visits(scheduler), CronTrigger(hour=0, timezone=zone), id="visits", **options
            )
            self.plan_visits(scheduler)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        scheduler.start()
        self.reporter.say(f"已开始值守，每日 {monitor.schedule.nightly} 检查，每月 {monitor.schedule.close_day} 日封账")
        if self.is_missed():
            wait = self._until_night(datetime.now(zone))
            scheduler.add_job(self.nightly, DateTrigger(datetime.now(zone) + wait, zone), id="missed", **options)
        self.close_months()
        self.stopping.wait()
        _end(list(self._children))
        scheduler.shutdown(wait=False)

    def _until_night(self, now: datetime) -> timedelta:
        """How long a night that was missed has to wait for the end of the working hours."""
        return self.context.configuration.monitor.schedule.left_of_work(now)

    def plan_visits(self, scheduler: BackgroundScheduler) -> None:
        """Plan what is left of today's visits of the home pages: a restart goes on with the same plan."""
        monitor, zone = self.context.configuration.monitor, self.context.configuration.zone
        now = datetime.now(zone)
        seed = "|".join(site.home for site in self.context.configuration.sites)
        for moment in visit_times(now.date(), monitor.pulse.visits, monitor.schedule, zone, seed):
            if moment > now:
                scheduler.add_job(
                    self.visit,
                    DateTrigger(moment, zone),
                    id=f"visit {moment:%H:%M:%S}",
                    replace_existing=True,
                    coalesce=True,
                    max_instances=1,
                    misfire_grace_time=VISIT_GRACE,
                )

    def visit(self) -> None:
        """One visit of each home page; it waits for nobody."""
        self._beside("pulse", limit=VISIT_WITHIN)

    def watch(self) -> None:
        """Raise the alarm where the night is missing or still not done."""
        self._beside("status", "--tell")

    def is_missed(self) -> bool:
        """Whether the night that should have begun by now has not been completed."""
        due = last_due(self.context, datetime.now(self.context.configuration.zone))
        last = next(reversed([run for run in self.context.runs.all() if run.is_good and not run.units]), None)
        return last is None or last.night < due

    def nightly(self) -> None:
        """The night, as of the real time of its beginning; one that is not over long after its limit is ended."""
        limit = self.context.configuration.monitor.crawl.time_limit + CONCLUDED_WITHIN
        arguments = night_arguments(datetime.now(self.context.configuration.zone).date())
        self._command(*arguments, limit=limit.total_seconds())

    def backup(self) -> None:
        """A backup of the database; the oldest ones go."""
        self._beside("db", "backup")
        kept = sorted((self.context.configuration.storage / "backups").glob("hongqiao-*.db"))
        for path in kept[:-KEPT_BACKUPS]:
            path.unlink(missing_ok=True)

    def prune(self) -> None:
        """Thin out what old nights concluded."""
        self._command("db", "prune")

    def close_months(self) -> None:
        """Close every month that is due; one with open appeals, or whose end no night has seen, is asked again every day."""
        for month in self.context.due_months(datetime.now(self.context.configuration.zone).date()):
            missing = unseen_text(self.context, month)
            if missing:
                self.reporter.say(f"{month.chinese}暂不自动封账：{missing}，检查之后再封")
            else:
                self._command("close", str(month), "--by", "自动封账")

    def send_months(self) -> None:
        """Send the reports of months that were closed, from the day after on."""
        for month in unsent(self.context, datetime.now(self.context.configuration.zone).date()):
            self._beside("report", "--month", str(month), "--send")

    def _command(self, *arguments: str, limit: float | None = None) -> None:
        """A command of those that run one at a time."""
        with self._one:
            self._beside(*arguments, limit=limit)

    def _beside(self, *arguments: str, limit: float | None = None) -> None:
        """A command in a child process, which ends with this one, and after so many seconds."""
        if self.stopping.is_set():
            return
        logger.info("starting %s", " ".join(arguments))
        command = [*self.context.line(self.folder), *arguments]
        child = subprocess.Popen(command, env={**os.environ, PARENT: str(os.getpid())})
        os.setpriority(os.PRIO_PROCESS, child.pid, YIELDING)
        self._children.add(child)
        try:
            status = child.wait(limit)
            logger.info("%s ended with status %s", arguments[0], status)
        except subprocess.TimeoutExpired:
            logger.error("%s was not over after %.0f seconds and is ended", arguments[0], limit)
            _end([child])
        finally:
            self._children.discard(child)


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Tell children to end, and kill those that do not."""
    for child in children:
        child.terminate()
    until = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
