"""Follows one line to its evidence: line → measure → findings and posts → observations with their stored copies."""

from collections.abc import Iterator

from app.context import Context
from app.looking.lookup import criterion_named
from app.looking.view import unit_in
from checks.findings import Post
from config.rubric import Criterion
from config.words import BASIS_NAMES, OUTCOME_NAMES
from db.evidence import ObservationRecord, observations, observations_of
from reports import words
from reports.basis import bounds_text, measure_of, related
from reports.export import points
from reports.models import MonthReport, UnitReport


def explain(context: Context, report: MonthReport, unit_code: str, criterion_id: str) -> Iterator[str]:
    """The chain of evidence behind one line, a text line each. Raises WrongUse for an unknown unit or criterion."""
    unit = unit_in(context, report, unit_code)
    criterion = criterion_named(report.rubric, criterion_id)
    line = unit.sheet.line(criterion.id)
    yield f"{unit.name}　{criterion.name}　{report.month.chinese}（{report.status_name}）"
    yield f"得分：{words.line_span(line)}（满分 {points(line.maximum)}），依据：{BASIS_NAMES[line.basis]}"
    yield f"说明：{line.reason}"
    if line.advice:
        yield f"怎样改变：{line.advice}"
    measure = measure_of(unit, criterion)
    if measure is not None:
        yield f"测量值：{words.measure_text(measure)}{bounds_text(measure)}"
    yield from _findings(context, unit, criterion)
    if criterion.id.endswith(("posts", "clones")):
        yield from _posts(context, unit, criterion)


def _findings(context: Context, unit: UnitReport, criterion: Criterion) -> Iterator[str]:
    found = related(unit, criterion)
    names = [name for item in found for name in item.evidence]
    records = {record.name: record for record in observations(context.engine, names)}
    holders = observations_of(context.engine, [item.places[0].page for item in found if item.places])
    yield f"问题和核对结果：{len(found)} 条"
    for item in found:
        yield f"  · {item.number + ' ' if item.number else ''}{words.finding_title(item)}［{OUTCOME_NAMES[item.outcome]}］{item.title}"
        yield f"    地址：{words.shown_address(item.subject)}"
        yield f"    {item.message}"
        if item.confirmed is not None:
            yield f"    认定：{words.confirmed_text(item)}；首次发现 {item.first_seen}，连续 {item.nights} 夜"
        for place in item.places[:5]:
            yield f"    所在页面：{words.shown_address(place.page)}　链接文字：{place.text}　{words.place_text(place)}"
        if item.page_count > 5:
            yield f"    ……共 {item.page_count} 个页面"
        for quote in item.quotes:
            if quote:
                yield f"    页面原文：“{quote}”"
        for name in dict.fromkeys(item.evidence):
            if name in records:
                yield f"    {observation_text(context, records[name])}"
        if item.places and item.places[0].page in holders:
            yield f"    持有该链接的页面：{observation_text(context, holders[item.places[0].page])}"


def _posts(context: Context, unit: UnitReport, criterion: Criterion) -> Iterator[str]:
    posts = unit.posts_of(criterion.id)
    counted = [post for post in posts if post.counted]
    yield f"计入的信息：{len(counted)} 条；不计入：{len(posts) - len(counted)} 条"
    for post in posts:
        yield f"  {_post_text(post)}"
        for record in observations(context.engine, [post.evidence]):
            yield f"      {observation_text(context, record)}"


def _post_text(post: Post) -> str:
    mark = "计入　" if post.counted else "不计入"
    source = f"{words.shown_source(post.date_source)}“{post.raw_date}”"
    return f"{mark} {post.published or '无日期'} 《{post.title}》（{post.column}；日期依据：{source}） {words.shown_address(post.url)}"


def observation_text(context: Context, record: ObservationRecord) -> str:
    """One observation as a sentence: address, time, status, stored copy."""
    zone = context.configuration.zone
    status = f"状态 {record.status}" if record.status is not None else f"失败：{words.failure_name(record.failure)}"
    stored = "，有存档（加 --open 查看）" if context.bodies.holds(record.body_hash) else ""
    seen = (
        f"{record.first_at.astimezone(zone):%Y-%m-%d %H:%M} 起，最近 {record.last_at.astimezone(zone):%Y-%m-%d %H:%M}"
    )
    return f"{words.evidence_name(record.name)}：{words.shown_address(record.url)}，{seen}，{status}，试 {record.attempts} 次{stored}"
