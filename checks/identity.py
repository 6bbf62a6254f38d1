"""A site's identity on its home page: marks, numbers and entrances of the footer (国办秘函〔2019〕19号), and META tags of the guideline.

Shown and never scored. An item is met where the page shows it, its code fits and its link works.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.findings import Check, Finding, Outcome, Place
from checks.reasons import Reason
from checks.snapshot import LinkView, PageView, SectionSnapshot
from checks.verdicts import Verdict, judge
from config.schema import Content
from config.words import reason_name
from crawler.addresses import host_of
from crawler.records.items import Link, PageExtract

SITE_CODE = "政府网站标识码"
_SITE_CODE = re.compile(r"\d{10}|bm\d{8}", re.IGNORECASE)
"""Ten digits; sites of the ministries bear bm and eight (bm04000007)."""
QUOTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One item of a footer, and how it is told: by its words, the words of a link, or where a reference leads."""

    name: str
    words: re.Pattern[str] | None = None
    """In the page's text; a group `code` is the number behind them."""
    link: re.Pattern[str] | None = None
    hosts: tuple[str, ...] = ()
    code: re.Pattern[str] | None = None
    """What a right number looks like."""
    form: str = ""
    """The same for people."""
    tells: bool = False
    """Whether its words tell that a footer was read: they stand nowhere else."""
    drawn: bool = False
    """Whether it is commonly drawn by a script, which nobody ran: that the page does not hold it proves nothing."""


MARKS: tuple[Mark, ...] = (
    Mark(
        name="党政机关标识",
        words=re.compile(r"党政机关(?:网站)?标识"),
        link=re.compile(r"党政机关"),
        hosts=("bszs.conac.cn", "dcs.conac.cn"),
        drawn=True,
    ),
    Mark(
        name=SITE_CODE,
        words=re.compile(r"标识码\s*[:：]?\s*(?P<code>[0-9A-Za-z]+)"),
        code=_SITE_CODE,
        form="10 位数字，部委网站为 bm 加 8 位数字",
        tells=True,
    ),
    Mark(
        name="ICP备案号",
        words=re.compile(r"(?P<code>[\u4e00-\u9fff]?\s?ICP\s?备\s?[0-9A-Za-z]*\s?号?(?:-\d+)?)"),
        hosts=("beian.miit.gov.cn",),
        code=re.compile(r"[\u4e00-\u9fff]ICP备\d{8}(?:\d{2})?号(?:-\d+)?"),
        form="省份简称、ICP备、8 位或 10 位数字、号",
        tells=True,
    ),
    Mark(
        name="公安备案号",
        words=re.compile(r"(?P<code>[\u4e00-\u9fff]?\s?公网安备\s?[0-9A-Za-z]*\s?号?)"),
        hosts=("beian.gov.cn", "beian.mps.gov.cn"),
        code=re.compile(r"[\u4e00-\u9fff]公网安备\d{12,14}号?"),
        form="省份简称、公网安备、12 至 14 位数字、号",
        tells=True,
    ),
    Mark(name="主办单位", words=re.compile(r"主办(?:单位\s*[:：]?|\s*[:：])\s*(?!承办|协办|维护|技术|版权|联系|地址)[\u4e00-\u9fff]{4}"), tells=True),
    Mark(
        name="联系方式",
        words=re.compile(r"(?:联系(?:电话|方式)|电话|邮箱)\s*[:：]?\s*[\d(]|(?:邮箱|E-?mail)\s*[:：]?\s*[\w.-]+@", re.IGNORECASE),
        link=re.compile(r"联系(?:我们|方式|电话)"),
    ),
    Mark(name="政府网站找错", link=re.compile(r"网站找错|我要找错|^找错$"), hosts=("zfwzgl.www.gov.cn",)),
    Mark(name="站点地图", link=re.compile(r"(?:网站|站点|本站)(?:地图|导航图)")),
    Mark(name="无障碍", link=re.compile(r"无障碍|适老|关怀版|长者(?:版|模式|助手)")),
)  # fmt: skip
HOME_METAS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_METAS = ("ColumnName", "ColumnType")
ARTICLE_METAS = ("ArticleTitle", "PubDate", "ContentSource")
"""The META tags that the guideline for government sites (国办发〔2017〕47号) prescribes for home pages, columns and articles."""


def check_identity(main: SectionSnapshot, links: Sequence[LinkView]) -> list[Finding]:
    """A finding for each item of the home page's footer, and one each for the META tags of home page, columns and articles."""
    home = _finding(main)
    asked = {link.target: link for link in links}
    extract = None if main.is_down else main.home.extract
    names = [*(mark.name for mark in MARKS), "首页META标签"]
    if extract is None:
        unread = replace(home, outcome=Outcome.INCONCLUSIVE, reason=Reason.PAGE_NOT_READ, message="首页未能读取")
        return [*(_named(unread, name) for name in names), _column_metas(home, main), _article_metas(home, main)]
    return [
        *(_named(_judged(home, mark, extract, asked), mark.name) for mark in MARKS),
        _home_metas(home, extract),
        _column_metas(home, main),
        _article_metas(home, main),
    ]


def _finding(main: SectionSnapshot) -> Finding:
    evidence = (main.home.evidence,) if main.home.evidence else ()
    return Finding(
        Check.IDENTITY, main.place.site, Outcome.MET, main.place.home, reason=Reason.OK, evidence=evidence, costs=False
    )


def _named(finding: Finding, name: str) -> Finding:
    return replace(finding, title=name, role=name)


def _judged(home: Finding, mark: Mark, extract: PageExtract, asked: Mapping[str, LinkView]) -> Finding:
    quotes, codes = _shown(mark, extract.texts)
    links = [link for link in extract.links if _is_of(mark, link)]
    home = replace(
        home,
        quotes=tuple(quotes),
        places=tuple(
            Place(extract.url, link.text, link.kind, link.raw, line=link.line, position=link.position) for link in links
        ),
    )
    if not quotes and (not links or mark.code):  # a link alone shows no number
        return _missing(home, mark, extract)
    wrong = _wrong_code(mark, codes, extract)
    if wrong:
        return replace(home, outcome=Outcome.NOT_MET, reason=Reason.CODE_WRONG, message=wrong)
    return _answered(home, mark, links, asked)


def _shown(mark: Mark, texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """What stands on the page for a mark, and the numbers in it, full-width ones as plain ones."""
    if mark.words is None:
        return [], []
    text = " ".join(unicodedata.normalize("NFKC", " ".join(texts)).split())
    matches = list(mark.words.finditer(text))
    codes = [match["code"].replace(" ", "") for match in matches] if mark.code else []
    quotes = (match[0][:QUOTED] if mark.code else text[match.start() :][:QUOTED] for match in matches)
    return list(dict.fromkeys(quotes))[:3], codes


def _is_of(mark: Mark, link: Link) -> bool:
    return _leads(mark, link) or bool(
        mark.link and link.kind in ("a", "area", "img") and mark.link.search("".join(link.text.split()))
    )


def _leads(mark: Mark, link: Link) -> bool:
    """Whether a reference leads to a host that keeps the register."""
    host = host_of(link.address) if link.address.startswith(("http:", "https:")) else ""
    return any(host == known or host.endswith(f".{known}") for known in mark.hosts)


def _missing(home: Finding, mark: Mark, extract: PageExtract) -> Finding:
    """Nothing is seen: not there, unless a script may have drawn it, or the footer itself stands elsewhere (a frame, a script)."""
    if mark.drawn or extract.by_script or not any(_shown(other, extract.texts)[0] for other in MARKS if other.tells):
        told = f"首页上没有读到{mark.name}，可能由脚本或框架显示，须人工查看"
        return replace(home, outcome=Outcome.INCONCLUSIVE, reason=Reason.NOT_SEEN, message=told)
    return replace(home, outcome=Outcome.NOT_MET, reason=Reason.MARK_MISSING, message=f"首页上没有{mark.name}")


def _wrong_code(mark: Mark, codes: Sequence[str], extract: PageExtract) -> str:
    """What is wrong with the numbers shown; nothing where one fits and, of the site's code, equals the META tag."""
    if mark.code is None:
        return ""
    fitting = [code for code in codes if mark.code.fullmatch(code)]
    if not fitting:
        return f"{mark.name}“{codes[0]}”不符合格式（{mark.form}）"
    meta = extract.metas.get("siteidcode", "").strip() if mark.name == SITE_CODE else ""
    if meta and meta.lower() not in {code.lower() for code in fitting}:
        return f"页面显示的标识码“{fitting[0]}”与 META 标签 SiteIDCode“{meta}”不一致"
    return ""


def _answered(home: Finding, mark: Mark, links: Sequence[Link], asked: Mapping[str, LinkView]) -> Finding:
    """Shown, and right: what is left is whether its link works; one that does is enough."""
    answers = [judge(asked[link.url].answer, asked[link.url].problem) for link in links if link.url in asked]
    told = [judgement for judgement in answers if judgement.verdict is Verdict.BROKEN and judgement.definite]
    if told and len(told) == len(answers):
        message = f"{mark.name}的链接打不开：{reason_name(told[0].reason)}"
        return replace(home, outcome=Outcome.NOT_MET, reason=told[0].reason, message=message)
    without = mark.hosts and not any(_leads(mark, link) for link in links)
    return replace(home, message=f"已标明；没有链接到 {mark.hosts[0]}" if without else "已标明")


# ---- META tags ------------------------------------------------------------------------------------------------------------


def _home_metas(home: Finding, extract: PageExtract) -> Finding:
    missing = _lacking(extract, HOME_METAS)
    quotes = tuple(f"{name}：{extract.metas[name.lower()]}"[:QUOTED] for name in HOME_METAS if name not in missing)
    home = replace(_named(home, "首页META标签"), quotes=quotes)
    if missing:
        told = f"缺少或没有内容：{'、'.join(missing)}"
        return replace(home, outcome=Outcome.NOT_MET, reason=Reason.MARK_MISSING, message=told)
    return replace(home, message=f"{'、'.join(HOME_METAS)} 齐全")


def _column_metas(home: Finding, main: SectionSnapshot) -> Finding:
    """How many of the main columns' pages have the tags; without main columns there is nothing to ask."""
    home = _named(home, "栏目页META标签")
    if not main.columns:
        told = "没有配置主站栏目"
        return replace(home, outcome=Outcome.NOT_APPLICABLE, reason=Reason.NO_COLUMN, message=told)
    read = [page.extract for page in _pages(main) if page.extract is not None]
    lacking = [extract for extract in read if _lacking(extract, COLUMN_METAS)]
    counted = f"主站栏目 {len(read)} 个，{'、'.join(COLUMN_METAS)} 齐全的 {len(read) - len(lacking)} 个"
    if lacking:
        quotes = tuple(extract.url for extract in lacking[:3])
        return replace(home, outcome=Outcome.NOT_MET, reason=Reason.MARK_MISSING, message=counted, quotes=quotes)
    if len(read) < len(main.columns):
        told = f"{counted}，另有 {len(main.columns) - len(read)} 个未能读取"
        return replace(home, outcome=Outcome.INCONCLUSIVE, reason=Reason.PAGE_NOT_READ, message=told)
    return replace(home, message=counted)


def _article_metas(home: Finding, main: SectionSnapshot) -> Finding:
    """How many of the posts that the main columns list have the tags on their own pages, where those are the site's."""
    home = _named(home, "信息页META标签")
    if not main.columns:
        told = "没有配置主站栏目"
        return replace(home, outcome=Outcome.NOT_APPLICABLE, reason=Reason.NO_COLUMN, message=told)
    boxes = {column.place.key for column in main.columns if column.place.content is Content.REPLIES}  # no articles
    listed = (item for item in main.entries if item.is_listed and not item.elsewhere and item.column not in boxes)
    known = {item.address: item.metas for item in listed}
    read = {address: metas for address, metas in known.items() if metas is not None}
    lacking = [address for address, metas in read.items() if {name.lower() for name in ARTICLE_METAS} - set(metas)]
    counted = f"主站栏目的信息页 {len(read)} 个，{'、'.join(ARTICLE_METAS)} 齐全的 {len(read) - len(lacking)} 个"
    if lacking:
        quotes = tuple(sorted(lacking)[:3])
        return replace(home, outcome=Outcome.NOT_MET, reason=Reason.MARK_MISSING, message=counted, quotes=quotes)
    if not read:
        return replace(home, outcome=Outcome.INCONCLUSIVE, reason=Reason.PAGE_NOT_READ, message="没有读到信息页")
    return replace(home, message=counted)


def _pages(main: SectionSnapshot) -> Iterable[PageView]:
    return {column.page.url: column.page for column in main.columns}.values()


def _lacking(extract: PageExtract, names: Iterable[str]) -> list[str]:
    return [name for name in names if not extract.metas.get(name.lower(), "").strip()]
