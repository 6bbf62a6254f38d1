"""How the monitor is: last nights, next night, open problems; for people and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from app.context import Context
from app.looking.open_problems import open_problems
from app.reasons import reason_text
from config.words import STATUS_NAMES
from db.lock import holder
from db.runs import RunRecord, RunStatus

LATE_AFTER = timedelta(hours=8)
"""A night that has not ended this long after its hour is late."""


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the monitor at a moment."""

    problem: str
    """`missing`, `late`, `inconclusive`, `clock` (the last night lies after today) or empty."""
    message: str
    running: str
    next_night: str
    nights: list[dict[str, object]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What waits for somebody, a sentence each; it does not change the exit status."""

    @property
    def is_fine(self) -> bool:
        """Whether nothing needs attention."""
        return not self.problem

    def document(self) -> dict[str, object]:
        """Plain values for JSON."""
        return asdict(self)


def status(context: Context, now: datetime) -> Status:
    """Judge the last night against the clock."""
    now = now.astimezone(context.configuration.zone)
    runs = [run for run in context.runs.all() if not run.units]
    problem, message = _problem(context, runs, now)
    shown = [
        {"run": run.id, "night": run.night.isoformat(), "status": run.status.value, "reason": reason_text(run.reason), "counts": run.notes.get("counts", {})}
        for run in runs[-7:]
    ]  # fmt: skip
    waiting = list(open_problems(context, runs, now))
    return Status(
        problem=problem,
        message=message,
        running=holder(context.engine) or "",
        next_night=next_night(context, now).isoformat(),
        nights=shown,
        problems=waiting,
    )


def last_due(context: Context, now: datetime) -> date:
    """The day of the latest night that should have begun by now."""
    return now.date() if now >= _hour_of(context, now.date(), now) else now.date() - timedelta(days=1)


def next_night(context: Context, now: datetime) -> datetime:
    """When the next night begins."""
    return _hour_of(context, last_due(context, now) + timedelta(days=1), now)


def _hour_of(context: Context, day: date, now: datetime) -> datetime:
    hour, minute = (int(part) for part in context.configuration.monitor.schedule.nightly.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=now.tzinfo)


def _problem(context: Context, runs: list[RunRecord], now: datetime) -> tuple[str, str]:
    due = last_due(context, now)
    if not runs:
        return "missing", "还没有任何检查记录"
    last = max(runs, key=lambda run: run.night)
    if last.night > now.date():
        return (
            "clock",
            f"最近一次检查记在 {last.night}，晚于今天 {now.date()}，此前的检查都会被拒绝：请核对服务器时钟；是检查那天的时钟错了，请恢复更早的备份",
        )
    if last.night < due:
        if now - _hour_of(context, due, now) < LATE_AFTER and (due - last.night).days == 1:
            return (
                ("", f"{due} 的检查尚未开始")
                if last.is_good
                else ("inconclusive", f"{last.night} 的检查{_shown(last)}")
            )
        return "missing", f"最近一次检查是 {last.night}，{due} 的检查没有进行"
    if last.status is RunStatus.INCONCLUSIVE:
        return "inconclusive", f"{last.night} 的检查{_shown(last)}"
    if last.status is RunStatus.RUNNING:
        late = now - _hour_of(context, last.night, now) > LATE_AFTER
        return ("late", f"{last.night} 的检查超时未完成") if late else ("", f"{last.night} 的检查正在进行")
    return "", f"{last.night} 的检查已完成"


def _shown(run: RunRecord) -> str:
    return f"{STATUS_NAMES[run.status]}{f'：{reason_text(run.reason)}' if run.reason else ''}"


def lines(found: Status) -> Iterator[str]:
    """The state in words."""
    yield found.message
    for night in found.nights:
        reason = f"（{night['reason']}）" if night["reason"] else ""
        yield f"  {night['night']}　第 {night['run']} 次　{STATUS_NAMES[RunStatus(str(night['status']))]}{reason}"
    if found.running:
        yield f"正在运行：{found.running}"
    yield f"下一次检查：{found.next_night[:16].replace('T', ' ')}"
    if found.problems:
        yield f"待处理的问题（{len(found.problems)}）："
        yield from (f"  {text}" for text in found.problems)
    else:
        yield "没有待处理的问题"
