"""Counting posts (MEASURING 1 and 2): which entries of a month count, and for each that does not, why."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome, Post
from checks.snapshot import ColumnView, EntryView, SectionSnapshot
from checks.verdicts import Verdict, judge, reason_name
from config.month import Month
from config.schema import Policies
from crawler.reading.days import date_in_address
from crawler.reading.similarity import distance
from crawler.records.day import DateReading
from crawler.records.observations import Failure

SOURCE_NAMES = {
    "meta": "文章 PubDate 标记",
    "header": "文章标题下的发布时间",
    "list": "列表中的日期",
    "address": "网址中的日期",
    "": "无",
}
_TRUST = ("meta", "header", "list", "address")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One post of a section: all its entries, its day, and what is to be said of it."""

    entry: EntryView
    columns: tuple[str, ...]
    readings: tuple[DateReading, ...]
    day: date | None
    source: str
    doubtful: bool
    title: str
    body: str
    first_seen: date
    last_seen: date
    is_listed: bool
    unsure: bool
    """Whether it could not be judged because its own page was not read tonight."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The posts of a section that concern a month, with the findings about them."""

    posts: tuple[Post, ...]
    findings: tuple[Finding, ...]
    count: int
    unsure: int
    """Listed posts that could not be judged; `least` leaves them out of the count."""
    least: int


def candidates(entries: Iterable[EntryView]) -> list[Candidate]:
    """Entries joined by identity: a post listed in several columns is one post."""
    groups: dict[str, list[EntryView]] = defaultdict(list)
    for entry in entries:
        groups[entry.identity].append(entry)
    return [_candidate(group) for group in groups.values()]


def _candidate(group: Sequence[EntryView]) -> Candidate:
    first = max(group, key=lambda item: (item.article is not None, item.is_listed, item.last_seen))
    readings = _readings(group)
    doubtful = bool(first.article and first.article.doubtful)
    chosen = next((reading for reading in readings if not (doubtful and reading.source == "meta")), None)
    chosen = chosen or (readings[0] if readings else None)
    article = first.article
    failed = first.answer is not None and first.answer.failure is not None
    return Candidate(
        entry=first,
        columns=tuple(dict.fromkeys(item.column for item in group)),
        readings=readings,
        day=chosen.day if chosen else None,
        source=chosen.source if chosen else "",
        doubtful=doubtful and chosen is not None and chosen.source == "meta",
        title=first.entry.title or (article.title if article else ""),
        body=article.body_hash if article and article.body_length >= 10 else "",
        first_seen=min(item.first_seen for item in group),
        last_seen=max(item.last_seen for item in group),
        is_listed=any(item.is_listed for item in group),
        unsure=first.entry.url is not None and (_was_left_out(first) or (chosen is None and failed)),
    )


def _readings(group: Sequence[EntryView]) -> tuple[DateReading, ...]:
    """All days that are claimed for a post, by trust: meta, header, list, address."""
    found: list[DateReading] = []
    for item in group:
        if item.article is not None:
            found += item.article.dates
        if item.entry.date is not None:
            found.append(item.entry.date)
        if item.entry.url:
            address = date_in_address(item.entry.url)
            found += [address] if address and not item.elsewhere else []
    unique = {(reading.source, reading.day): reading for reading in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda reading: _TRUST.index(reading.source)))


def normal_title(title: str) -> str:
    """A title for comparison: width, white space and punctuation do not matter."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title)).lower()


def _was_left_out(entry: EntryView) -> bool:
    """Whether a listed post's page was not asked tonight, because a limit was reached: it may be gone, or of another day."""
    return entry.is_listed and (entry.answer is None or entry.answer.failure is Failure.LIMIT)


def count_posts(
    section: SectionSnapshot,
    entries: Iterable[EntryView],
    month: Month,
    today: date,
    policies: Policies,
    closed_on: date | None = None,
) -> Counted:
    """The posts of one section (or one unit's clones) that claim a day in the month, or none at all."""
    shown = candidates(entries)
    months = [item for item in shown if _concerns(item, month, today)]
    duplicates = _duplicates(shown, month)
    known_since = _known_since(shown)
    posts: list[Post] = []
    findings: list[Finding] = []
    columns = {column.place.key: column for column in section.columns}
    ordered = sorted(months, key=lambda item: (item.day or date.max, item.entry.identity))
    for item in ordered:
        flags = _flags(item, section, columns, today, policies, duplicates, known_since, closed_on)
        posts.append(_post(item, section, columns, flags))
        findings += flags
    counted = sum(post.counted for post in posts)
    unsure = {item.entry.identity for item in months if item.is_listed and item.unsure}
    least = sum(post.counted for post, item in zip(posts, ordered, strict=True) if item.entry.identity not in unsure)
    return Counted(tuple(posts), tuple(findings), counted, len(unsure), least)


def _concerns(item: Candidate, month: Month, today: date) -> bool:
    """A month's list: what claims a day in it; and in the current month everything undated or future-dated now listed."""
    if item.day is not None and item.day <= today:
        return month.holds(item.day)
    return item.is_listed and month.holds(today)


def _duplicates(items: list[Candidate], month: Month) -> dict[str, Candidate]:
    """For each repeated post the first one: same normalised title and same body in the month."""
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for item in items:
        if item.day is not None and month.holds(item.day) and item.body and not _is_gone(item):
            groups[(normal_title(item.title), item.body)].append(item)
    repeated: dict[str, Candidate] = {}
    for group in groups.values():
        group.sort(key=lambda item: (not item.is_listed, item.day or date.max, item.first_seen, item.entry.identity))
        repeated.update({item.entry.identity: group[0] for item in group[1:]})
    return repeated


NEAR = 3
"""Bits of 64 in which the bodies of two similar posts may differ."""
LONG_ENOUGH = 100
"""Characters of a body that can be called similar to another."""


def similar_posts(section: SectionSnapshot, entries: Iterable[EntryView], month: Month) -> list[Finding]:
    """Posts of a month whose bodies are nearly the same: listed for a person, never deducted."""
    items = [item for item in candidates(entries) if item.day is not None and month.holds(item.day) and item.is_listed]
    hashed = [
        (item, int(item.entry.article.simhash, 16))
        for item in items
        if item.entry.article and item.entry.article.body_length >= LONG_ENOUGH
    ]
    hashed.sort(key=lambda pair: (pair[0].day or date.max, pair[0].entry.identity))
    columns = {column.place.key: column for column in section.columns}
    findings = []
    for index, (item, mark) in enumerate(hashed):
        for first, known in hashed[:index]:
            if mark and known and item.body != first.body and distance(mark, known) <= NEAR:
                text = f"正文与《{first.title}》（{first.entry.entry.url}）相近，请人工判断是否重复，本身不扣减"
                finding = _finding(
                    Check.POST_SIMILAR, section.place.site, item, columns, text, Outcome.INCONCLUSIVE, "similar_body"
                )
                findings.append(replace(finding, costs=False))
                break
    return findings


def _is_gone(item: Candidate) -> bool:
    judgement = judge(item.entry.answer) if item.entry.answer else None
    return judgement is not None and judgement.verdict is Verdict.BROKEN and judgement.definite


def _flags(
    item: Candidate,
    section: SectionSnapshot,
    columns: dict[str, ColumnView],
    today: date,
    policies: Policies,
    duplicates: dict[str, Candidate],
    known_since: dict[tuple[str, str], date],
    closed_on: date | None,
) -> list[Finding]:
    """Everything to be said of one post; those that keep it from counting come first."""
    site = section.place.site
    flags: list[Finding] = []
    if item.day is None:
        raw = item.entry.entry.raw_date
        outcome = Outcome.INCONCLUSIVE if item.unsure else Outcome.NOT_MET
        text = f"列表和文章页都没有读到发布日期{f'（原文：{raw}）' if raw else ''}"
        flags.append(
            _finding(
                Check.POST_UNDATED, site, item, columns, text, outcome, "page_not_read" if item.unsure else "undated"
            )
        )
    elif item.day > today:
        flags.append(_finding(Check.POST_FUTURE_DATED, site, item, columns, f"标注日期 {item.day} 晚于检查日 {today}"))
    if _is_gone(item) and item.is_listed:
        reason = judge(item.entry.answer).reason
        flags.append(
            _finding(
                Check.POST_UNREACHABLE, site, item, columns, f"信息页面打不开：{reason_name(reason)}", reason=reason
            )
        )
    if item.entry.identity in duplicates:
        first = duplicates[item.entry.identity]
        flags.append(
            _finding(
                Check.POST_DUPLICATE,
                site,
                item,
                columns,
                f"与《{first.title}》标题、正文相同（{first.entry.entry.url or first.entry.page}），只计第一条",
            )
        )
    if not item.is_listed and _is_removed(item, columns):
        flags.append(_finding(Check.POST_REMOVED, site, item, columns, f"{item.last_seen} 还在列表中，之后已撤下"))
    if closed_on is not None and item.first_seen > closed_on:
        flags.append(
            _finding(
                Check.POST_LATE,
                site,
                item,
                columns,
                f"{closed_on} 封账后，{item.first_seen} 才首次出现，不改变已封账月份",
            )
        )
    return flags + _remarks(item, site, columns, policies, known_since.get(_content(item), item.first_seen))


def _content(item: Candidate) -> tuple[str, str]:
    """What makes two addresses the same post: title and body."""
    return normal_title(item.title), item.body


def _known_since(items: list[Candidate]) -> dict[tuple[str, str], date]:
    """Since when each content is known, whatever its address: a post that moved is not backdated."""
    known: dict[tuple[str, str], date] = {}
    for item in items:
        if item.body:
            known[_content(item)] = min(known.get(_content(item), item.first_seen), item.first_seen)
    return known


def _remarks(
    item: Candidate, site: str, columns: dict[str, ColumnView], policies: Policies, since: date
) -> list[Finding]:
    """What is flagged but counted; `since` is the first night that saw this content at any address."""
    remarks: list[Finding] = []
    if item.day is None:
        return remarks
    missed = _missed_night(item, columns, policies.backdated_after_days, since)
    if missed is not None:
        text = f"标注日期 {item.day}，但 {missed} 完整检查该栏目时还没有，{item.first_seen} 才首次出现"
        remarks.append(_finding(Check.POST_BACKDATED, site, item, columns, text))
    trusted = [reading for reading in item.readings if reading.source != "address"]
    limit = timedelta(days=policies.date_conflict_above_days)
    apart = [
        reading
        for reading in trusted[1:]
        if abs(reading.day - trusted[0].day) > limit and not _may_agree(reading, trusted[0])
    ]
    if apart and not item.doubtful:
        shown = "；".join(f"{SOURCE_NAMES[reading.source]} {reading.day}" for reading in trusted)
        remarks.append(
            _finding(
                Check.DATE_CONFLICT,
                site,
                item,
                columns,
                f"几处日期相差超过 {policies.date_conflict_above_days} 天：{shown}。按最可信的一处计",
            )
        )
    if item.doubtful:
        remarks.append(
            _finding(Check.DATE_DOUBTFUL, site, item, columns, "发布日期与页面生成时间完全相同，且没有其他日期可以印证")
        )
    return remarks


def _may_agree(reading: DateReading, trusted: DateReading) -> bool:
    """Whether a reading without a year is the same day of another year: its year was only taken to be the latest."""
    has_year = re.search(r"\d{4}|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}", reading.raw) is not None
    return not has_year and (reading.day.month, reading.day.day) == (trusted.day.month, trusted.day.day)


def _is_removed(item: Candidate, columns: dict[str, ColumnView]) -> bool:
    """Removed where every column that once held it was read to its end tonight and no longer shows it."""
    return all(column not in columns or columns[column].complete for column in item.columns)


def _missed_night(item: Candidate, columns: dict[str, ColumnView], days: int, since: date) -> date | None:
    """A night that read a column to its end more than `days` after the claimed day and did not see the post."""
    if item.day is None:
        return None
    nights = [
        night
        for column in item.columns
        if column in columns
        for night in columns[column].complete_nights
        if night < since and (night - item.day).days > days
    ]
    return max(nights, default=None)


def _finding(
    check: Check,
    site: str,
    item: Candidate,
    columns: dict[str, ColumnView],
    message: str,
    outcome: Outcome = Outcome.NOT_MET,
    reason: str = "",
) -> Finding:
    entry = item.entry
    quotes = tuple(f"{SOURCE_NAMES[reading.source]}：{reading.raw}" for reading in item.readings)
    return Finding(
        check=check,
        site=site,
        outcome=outcome,
        subject=entry.entry.url or entry.page,
        reason=reason or check.value,
        message=message,
        title=item.title,
        column=column_names(item.columns, columns),
        first_seen=item.first_seen,
        last_seen=item.last_seen,
        evidence=(entry.evidence,) if entry.evidence else (),
        quotes=quotes,
        published=item.day,
    )


def column_names(keys: Iterable[str], columns: dict[str, ColumnView]) -> str:
    """The names of columns, as people know them."""
    return "、".join(columns[key].place.name if key in columns else key.partition("-")[2] for key in keys)


NOT_COUNTED = frozenset(
    (
        Check.POST_UNDATED,
        Check.POST_FUTURE_DATED,
        Check.POST_UNREACHABLE,
        Check.POST_DUPLICATE,
        Check.POST_REMOVED,
        Check.POST_LATE,
    )
)


def _post(item: Candidate, section: SectionSnapshot, columns: dict[str, ColumnView], flags: list[Finding]) -> Post:
    article = item.entry.article
    raw = next(
        (reading.raw for reading in item.readings if reading.source == item.source and reading.day == item.day),
        item.entry.entry.raw_date,
    )
    return Post(
        site=section.place.site,
        url=item.entry.entry.url or item.entry.page,
        title=item.title,
        published=item.day,
        date_source=item.source,
        raw_date=raw,
        column=column_names(item.columns, columns),
        counted=not any(flag.check in NOT_COUNTED for flag in flags),
        flags=tuple(flag.check.value for flag in flags),
        source=article.source if article else "",
        evidence=item.entry.evidence,
    )


def bulk_imports(section: SectionSnapshot, entries: Sequence[EntryView], month: Month, above: int) -> list[Finding]:
    """Many posts with one address day, or first seen in one night after the first complete walk: a warning."""
    days: Counter[date] = Counter()
    nights: Counter[date] = Counter()
    for item in candidates(entries):
        address = date_in_address(item.entry.entry.url or "")
        if address is not None:
            days[address.day] += 1
        if (
            section.first_complete is not None
            and item.first_seen > section.first_complete
            and not item.entry.first_night
        ):
            nights[item.first_seen] += 1
    findings = []
    for counter, text in ((days, "网址日期同为"), (nights, "同一夜首次出现")):
        for day, number in sorted(counter.items()):
            if number > above and month.holds(day):
                message = f"{number} 条信息{text} {day}，疑似批量导入，请人工核对发布日期"
                findings.append(
                    Finding(
                        Check.BULK_IMPORT,
                        section.place.site,
                        Outcome.NOT_MET,
                        section.place.home,
                        "bulk_import",
                        message,
                        role=f"{text}{day}",
                    )
                )
    return findings


def normal_source(source: str, prefixes: Sequence[str]) -> str:
    """A source for comparison: white space, full-width forms, and leading names of city and district dropped."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", source))
    for prefix in prefixes:
        text = text.removeprefix(prefix)
    return text
