"""留言办理: the oldest unanswered message, the share answered in time, the last published reply. Evidence for a person, never scored by itself.

国办秘函〔2019〕19号 asks for a valid message that waits for more than three months within a year (veto, by a person), and for replies published
within two months. How many working days a reply may take is the office's own rule (`policies.reply_working_days`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.messages import Mailbox, mailboxes
from checks.posts.sources import normal_source
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot
from checks.workdays import CalendarUnknown, working_days_between
from config.monitor import Policies
from config.month import back
from config.schema import Content
from crawler.records.exchange import Exchange, State

YEAR, OLD = "1y", "3mo"
"""A message counts for a year, and may not wait for more than three months (国办秘函〔2019〕19号)."""
OLDEST, IN_TIME, LAST = "最早未答复留言", "按时答复", "最近一次答复"
QUOTED = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """The messages of a calendar year: how many are to be answered, were answered, were or are late."""

    messages: int
    answered: int
    late: int

    @property
    def text(self) -> str:
        """As a finding keeps it: `12 11 1`."""
        return f"{self.messages} {self.answered} {self.late}"

    @classmethod
    def parse(cls, text: str) -> "Counts":
        """Read it back. ValueError for another text."""
        messages, answered, late = text.split(" ")
        return cls(int(messages), int(answered), int(late))


def messages_counted(findings: Iterable[Finding]) -> Counts | None:
    """The counts of all columns of one unit; None where there is no column, or one of them was not read whole."""
    found = [item for item in findings if item.role == IN_TIME]
    if not found or not all(item.category for item in found):
        return None
    each = [Counts.parse(item.category) for item in found]
    return Counts(*(sum(getattr(item, name) for item in each) for name in Counts.__slots__))


def check_replies(look: Look) -> list[Finding]:
    """Three findings for each column of messages of a unit, and two for each main column that holds messages which it answers."""
    if not look.is_current:
        return []
    own = [(night.section, box) for night in look.sections.values() for box in mailboxes(night.section)]
    found = [item for section, box in own for item in _findings(section, box, look.today, look.policies)]
    names = (look.unit.unit.name, *look.unit.unit.aliases)
    known = {normal_source(name, look.policies.source_prefixes) for name in names}
    main = look.main.section
    for box in mailboxes(main):
        answered = _of_unit(box, known, look.policies)
        if answered.messages:
            made = _findings(main, answered, look.today, look.policies)
            found += [
                item for item in made if item.role != LAST
            ]  # when the last reply was published is the site's matter
    return found


def main_replies(main: SectionSnapshot, today: date, policies: Policies) -> list[Finding]:
    """Three findings for each main column of messages, whoever answers them."""
    return [item for box in mailboxes(main) for item in _findings(main, box, today, policies)]


def _of_unit(box: Mailbox, names: set[str], policies: Policies) -> Mailbox:
    """The messages that name a unit as the one who replies; where others that are not answered name nobody, there may be more."""
    own = [item for item in box.messages if normal_source(item.by, policies.source_prefixes) in names]
    nobodys = any(not item.by and item.state in (State.WAITING, State.UNKNOWN) for item in box.messages)
    return replace(box.of(own), complete=box.complete and not nobodys)


def _findings(section: SectionSnapshot, box: Mailbox, today: date, policies: Policies) -> list[Finding]:
    made = Finding(
        Check.MESSAGES,
        section.place.site,
        Outcome.INCONCLUSIVE,
        box.column.page.url,
        column=box.column.place.name,
        last_seen=today,
        evidence=box.evidence,
        costs=False,
    )
    named = [replace(made, title=name, role=name) for name in (OLDEST, IN_TIME, LAST)]
    if not box.messages:
        reason, told = _nothing(box)
        return [replace(item, reason=reason, message=told) for item in named]
    since = back(today, YEAR)
    valid = [
        item
        for item in box.messages
        if item.state is not State.REFUSED and (item.asked is None or since <= item.asked.day <= today)
    ]
    return [
        _oldest(named[0], box, valid, today),
        _in_time(named[1], box, valid, today, policies),
        _last(named[2], box, today),
    ]


def _nothing(box: Mailbox) -> tuple[Reason, str]:
    if not box.complete:
        return Reason.PAGE_NOT_READ, "留言列表未能读取完整"
    if box.unread:
        return Reason.NO_MESSAGE, f"列表有 {box.unread} 行，没有读出留言和答复的时间、状态"
    return Reason.NO_MESSAGE, "列表中没有留言"


def _oldest(made: Finding, box: Mailbox, valid: Sequence[Exchange], today: date) -> Finding:
    """Whether a message waits for more than three months; one whose day or state was not read may."""
    limit = back(today, OLD)
    waiting = sorted((item for item in valid if item.state is State.WAITING and item.asked), key=_asked)
    if waiting and _asked(waiting[0]) < limit:
        old = [item for item in waiting if _asked(item) < limit]
        told = f"{len(old)} 件留言超过 3 个月未答复，最早的 {_asked(old[0])} 提出"
        return replace(
            made,
            outcome=Outcome.NOT_MET,
            reason=Reason.UNANSWERED,
            message=told,
            quotes=_quotes(old),
            published=_asked(old[0]),
        )
    told = f"最早的未答复留言 {_asked(waiting[0])} 提出" if waiting else "没有看到未答复的留言"
    doubtful = [item for item in valid if _may_be_old(item, limit)]
    if doubtful or not box.is_known:
        told = f"{told}；{_unsure(box, len(doubtful), '读不出时间或状态')}"
        return replace(made, reason=Reason.MESSAGES_UNREAD, message=told, quotes=_quotes(waiting or doubtful))
    day = _asked(waiting[0]) if waiting else None
    return replace(made, outcome=Outcome.MET, reason=Reason.OK, message=told, quotes=_quotes(waiting), published=day)


def _may_be_old(item: Exchange, limit: date) -> bool:
    if item.state is State.ANSWERED:
        return False
    return item.asked is None or (item.state is State.UNKNOWN and item.asked.day < limit)


def _in_time(made: Finding, box: Mailbox, valid: Sequence[Exchange], today: date, policies: Policies) -> Finding:
    """How many were answered within the working days that the office's rule allows."""
    due = policies.reply_working_days
    late, good, unknown, pending = [], 0, 0, 0
    for item in valid:
        is_late = _is_late(item, today, policies)
        if is_late is None:
            unknown += 1
        elif is_late:
            late.append(item)
        elif item.state is State.ANSWERED:
            good += 1
        else:
            pending += 1
    answered = sum(item.state is State.ANSWERED for item in valid)
    told = f"最近一年有效留言 {len(valid)} 件，已答复 {answered} 件；按时（{due} 个工作日内）{good} 件，逾期 {len(late)} 件"
    told += f"，按时率 {100 * good // (good + len(late))}%" if good + len(late) else ""
    told += f"，未到期 {pending} 件" if pending else ""
    known = box.is_known and not unknown
    if not known:
        told = f"{told}；{_unsure(box, unknown, '读不出提出或答复的时间')}"
    made = replace(made, message=told, quotes=_quotes(late), category=_counts(valid, late, today) if known else "")
    if late:
        return replace(made, outcome=Outcome.NOT_MET, reason=Reason.OVERDUE)
    return (
        replace(made, outcome=Outcome.MET, reason=Reason.OK) if known else replace(made, reason=Reason.MESSAGES_UNREAD)
    )


def _is_late(item: Exchange, today: date, policies: Policies) -> bool | None:
    """Whether the reply came too late, or has not come in time; None where a day or the state was not read."""
    if item.asked is None or item.state is State.UNKNOWN:
        return None
    until = today
    if item.state is State.ANSWERED:
        if item.answered is None or item.answered.day < item.asked.day:
            return None
        until = item.answered.day
    try:
        return working_days_between(item.asked.day, until, policies.holidays) > policies.reply_working_days
    except CalendarUnknown:
        return None


def _counts(valid: Iterable[Exchange], late: Sequence[Exchange], today: date) -> str:
    """The counts of the calendar year, as the criterion of the mailbox asks for them (全年)."""
    own = [item for item in valid if item.asked is not None and item.asked.day.year == today.year]
    answered = sum(item.state is State.ANSWERED for item in own)
    return Counts(len(own), answered, sum(item in late for item in own)).text


def _last(made: Finding, box: Mailbox, today: date) -> Finding:
    """When a reply was last published; where replies show no day that is unknown."""
    days = [item.answered.day for item in box.messages if item.answered is not None and item.answered.day <= today]
    last = max(days, default=None)
    told = f"最近一次答复在 {last}（{(today - last).days} 天前）" if last else "没有读到答复的时间"
    made = replace(made, message=told, published=last)
    if last is not None and last >= back(today, Content.REPLIES.window):
        return replace(made, outcome=Outcome.MET, reason=Reason.OK)
    undated = any(item.state in (State.ANSWERED, State.UNKNOWN) and item.answered is None for item in box.messages)
    if undated or not box.is_known:
        return replace(made, reason=Reason.MESSAGES_UNREAD)
    return replace(made, outcome=Outcome.NOT_MET, reason=Reason.STALE, message=f"{told}，应在 2 个月内公开答复")


def _unsure(box: Mailbox, count: int, what: str) -> str:
    parts = [f"{count} 件{what}"] if count else []
    parts += [f"{box.unread} 行没有读懂"] if box.unread else []
    parts += ["列表未能读取完整"] if not box.complete else []
    return "、".join(parts) + "，须人工查看"


def _asked(item: Exchange) -> date:
    assert item.asked is not None
    return item.asked.day


def _quotes(items: Sequence[Exchange]) -> tuple[str, ...]:
    return tuple(_quote(item) for item in items[:QUOTED])


def _quote(item: Exchange) -> str:
    asked = f"{item.asked.day} 提出" if item.asked else "提出时间未读出"
    states = {State.WAITING: "未答复", State.UNKNOWN: "状态未读出", State.REFUSED: "不予受理"}
    said = f"{item.answered.day} 答复" if item.answered else states.get(item.state, "已答复，时间未读出")
    by = f"，{item.by}" if item.by else ""
    return f"{item.title[:40]}：{asked}，{said}{by}"
