"""What waits for somebody: months to close, orders past their deadline, sites out of reach, places to confirm, backups, disk."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from app.context import Context
from app.looking.unseen import unseen_text
from config.open_points import open_points
from db.decisions import Kind
from db.runs import RunRecord

BACKUP_EVERY = timedelta(days=7)
"""A copy older than this is worth a word; the schedule makes one each day."""
FREE_BYTES = 2_000_000_000
"""Less than this much free disk is worth a word: 80 units write some 0.8 GB of reports in 92 nights (docs/benchmarks.md)."""


def open_problems(context: Context, runs: Sequence[RunRecord], now: datetime) -> Iterator[str]:
    """A sentence for each thing that somebody should see to."""
    yield from _months(context, now.date())
    yield from _orders(context, now.date())
    yield from _sites(context, runs)
    waiting = len(list(open_points(context.configuration)))
    if waiting:
        yield f"配置中有 {waiting} 处尚未核实，用 hongqiao discover --confirm 逐个确认"
    yield from _backups(context, now)
    free = shutil.disk_usage(context.configuration.storage).free
    if free < FREE_BYTES:
        yield f"磁盘只剩 {free / 1e9:.1f} GB，请清理（hongqiao db prune）"


def _months(context: Context, today: date) -> Iterator[str]:
    early = context.unwatched_months(today)
    if early:
        until = f"至{early[-1].chinese}" if len(early) > 1 else ""
        yield f"{early[0].chinese}{until}早于首次检查，不自动封账；可由人核对后封账（如 hongqiao close {early[0]}），不考核则改 assessment_starts"
    for month in context.due_months(today):
        missing = unseen_text(context, month)
        how = f"{missing}，请先运行 hongqiao nightly" if missing else f"hongqiao close {month}"
        yield f"{month.chinese}应于 {context.due_day(month)} 封账，尚未封账：{how}"


def _orders(context: Context, today: date) -> Iterator[str]:
    ended = [item for item in context.decisions.list(Kind.ORDER) if item.valid_to < today.isoformat()]
    if not ended:
        return
    from app.decisions.order_states import confirmed_ids

    settled = confirmed_ids(context.decisions.list(Kind.ORDER_CONFIRMED))
    names = {unit.code: unit.name for unit in context.configuration.units}
    for item in ended:
        if item.withdrawn_at is None and item.id not in settled:
            yield f"督办单 {item.subject}（{names.get(item.unit, item.unit)}）已于 {item.valid_to} 到期，整改情况见 hongqiao orders list"


def _sites(context: Context, runs: Sequence[RunRecord]) -> Iterator[str]:
    down = set(runs[-1].notes.get("down", ())) if runs else set()
    for site in context.configuration.sites:
        if down & {site.id, *site.hosts}:
            yield f"{site.name}在 {runs[-1].night} 的检查中无法访问，相关专区未作判断"


def _backups(context: Context, now: datetime) -> Iterator[str]:
    made = max(
        (path.stat().st_mtime for path in (context.configuration.storage / "backups").glob("hongqiao-*.db")),
        default=None,
    )
    if made is None:
        yield "数据库还没有备份：hongqiao db backup"
    elif now - datetime.fromtimestamp(made, now.tzinfo) > BACKUP_EVERY:
        yield f"数据库最近一次备份是 {datetime.fromtimestamp(made, now.tzinfo):%Y-%m-%d}：hongqiao db backup"
