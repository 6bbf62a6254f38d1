"""`inspect`: what the crawler sees at one address: template, entries with dates and their sources, next page, links."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.errors import Unopened, WrongUse
from app.looking.fixture_pair import save_pair
from app.looking.look import Fetched, asking, fetch
from checks.verdicts import Judgement, judge
from config.schema import SiteKind
from config.settings import ColumnPlace, Configuration, SectionPlace
from config.templates import JSON
from config.words import ROLE_NAMES, VERDICT_NAMES, reason_name
from crawler.addresses import asked_address, canonical
from crawler.job import canonical_section
from crawler.pages.reader import read_page
from crawler.probing.prober import Prober
from crawler.records.items import Article, Link, PageExtract
from crawler.records.observations import Answer, Target
from crawler.walking.owners import Owners
from crawler.wire.asker import Asker
from reports import words

logger = logging.getLogger(__name__)
MAX_PROBED = 300


async def inspect(
    configuration: Configuration,
    url: str,
    moment: datetime,
    template: str | None,
    with_links: bool,
    save: Path | None = None,
) -> Iterator[str]:
    """Everything seen at an address, a text line each; `save` names a folder for a pair of page and expectation.

    Raises Unopened where the address cannot be fetched, WrongUse where it is none, or no template has this name.
    """
    tracking = configuration.monitor.policies.tracking_parameters
    try:
        asked = asked_address(url)
    except ValueError:
        raise WrongUse(f"“{url}”不是网址，应以 http:// 或 https:// 开头") from None
    address = canonical(asked, tracking)
    async with asking(configuration) as asker:
        fetched = await fetch(asker, Target(address, asked))
        if fetched.answer.failure is not None:
            logger.info("%s: %s", url, fetched.answer.detail)
            raise Unopened(f"{url} 打不开：{_verdict(judge(fetched.answer))}")
        place, column = place_of(configuration, address)
        chosen = template or (column.template if column else place_template(place))
        if chosen not in (*configuration.templates, JSON):
            raise WrongUse(f"没有模板“{chosen}”，可用的有：{'、'.join((*configuration.templates, JSON))}")
        extract = read_page(
            fetched.document, chosen, moment, is_list=True, tracking=tracking, templates=configuration.templates
        )
        answers = await _probe(asker, fetched.url, extract.links) if with_links else {}
    lines = list(_shown(fetched, place, column, chosen, extract, answers, with_links))
    if save is not None:
        lines.append(f"已写出：{save_pair(save, fetched.document, chosen, extract, moment)}")
    return iter(lines)


def _verdict(judgement: Judgement) -> str:
    reason = f"（{reason_name(judgement.reason)}）" if judgement.reason != "ok" else ""
    return f"{VERDICT_NAMES[judgement.verdict.value]}{reason}"


def place_of(configuration: Configuration, url: str) -> tuple[SectionPlace | None, ColumnPlace | None]:
    """The section whose scope holds an address, and the column whose page it is."""
    tracking = configuration.monitor.policies.tracking_parameters
    places = [canonical_section(place, tracking) for place in configuration.sections()]
    for place in places:
        for column in place.columns:
            if column.url == url:
                return place, column
    owners = Owners(places)
    for kind in SiteKind:
        key = owners.of(url, configuration.site(kind).id)
        if key is not None:
            return next(place for place in places if place.key == key), None
    return None, None


def place_template(place: SectionPlace | None) -> str:
    """The template of a section's pages."""
    return place.columns[0].template if place is not None and place.columns else "generic"


async def _probe(asker: Asker, page: str, links: tuple[Link, ...]) -> dict[str, Answer]:
    answers: list[Answer] = []
    targets = {link.url: Target(link.url, link.asked, page) for link in links if not link.problem}
    await Prober(asker).probe_all(list(targets.values())[:MAX_PROBED], answers.extend)
    return {answer.url: answer for answer in answers}


def _shown(
    fetched: Fetched,
    place: SectionPlace | None,
    column: ColumnPlace | None,
    template: str,
    extract: PageExtract,
    answers: dict[str, Answer],
    with_links: bool,
) -> Iterator[str]:
    yield f"地址：{fetched.url}（状态 {fetched.answer.status}，{fetched.answer.content_type or '未标明类型'}）"
    yield f"结论：{_verdict(judge(fetched.answer))}"
    yield f"编码：{fetched.document.charset}（页面声明 {fetched.declared or '无'}）"
    yield f"标题：{extract.title}"
    roles = "、".join(ROLE_NAMES[role] for role in column.roles) if column else "不是已配置的栏目"
    section = f"{place.site}/{place.unit or '主站'}" if place else "不在任何专区内"
    yield f"专区：{section}；栏目：{column.name if column else '—'}（{roles}）"
    yield f"模板：{extract.template}（配置 {template}{'；不匹配，已改用自动识别' if extract.mismatch else ''}）"
    if extract.by_script:
        yield "提示：页面有加载数据的脚本，列表可能由脚本生成"
    shapes = {block.number: block.shape for block in extract.blocks}
    yield f"列表条目：{len(extract.entries)} 条{f'，另有 {extract.left_over} 条未能识别' if extract.left_over else ''}"
    for entry in extract.entries:
        day = f"{entry.date.day}（原文“{entry.date.raw}”）" if entry.date else f"未读到日期（原文“{entry.raw_date}”）"
        yield f"  第{entry.block}块（{shapes.get(entry.block, '—')}）　{day}　{entry.title}　{words.shown_address(entry.url) if entry.url else '（无网址）'}"
    yield f"下一页：{_next_page(extract)}"
    if extract.article is not None:
        yield from _article(extract.article)
    if with_links:
        yield from _links(extract.links, answers)


def _next_page(extract: PageExtract) -> str:
    paging = extract.paging
    claims = [f"共 {paging.total_pages} 页"] if paging.total_pages else []
    claims += [f"共 {paging.total_rows} 条"] if paging.total_rows else []
    if paging.unreadable:
        return f"有，但无法读取（{reason_name(paging.unreadable)}{'；页面标明' + '、'.join(claims) if claims else ''}）"
    following = paging.following or tuple(url for _, url in paging.numbered[:1]) or paging.perhaps
    shown = f"（页面标明{'、'.join(claims)}）" if claims else ""
    return f"{following[0] if following else '没有'}{shown}"


def _article(article: Article) -> Iterator[str]:
    yield f"文章：{article.title}"
    for reading in article.dates:
        yield f"  日期 {reading.day}，来自{words.shown_source(reading.source)}，原文“{reading.raw}”"
    for raw in article.unread_dates:
        yield f"  未能读懂的日期：“{raw}”"
    yield f"  来源：{article.source or '—'}　发布机构：{article.issuer or '—'}　索引号：{article.index_number or '—'}　文号：{article.document_number or '—'}"
    if article.formed:
        yield f"  成文日期：{article.formed.day}"
    if article.doubtful:
        yield "  提示：发布日期与页面生成时间完全相同"
    for attachment in article.attachments:
        yield f"  附件：{attachment}"


def _links(links: tuple[Link, ...], answers: dict[str, Answer]) -> Iterator[str]:
    yield f"链接：{len({link.url for link in links})} 个"
    for link in {link.url: link for link in links}.values():
        if link.problem in ("ignored", "placeholder", "missing_anchor"):
            continue
        judgement = judge(answers.get(link.url), link.problem or "", [link.text])
        shown = _verdict(judgement)
        yield f"  {shown}　{link.text[:30]}　{words.shown_address(link.url)}"
