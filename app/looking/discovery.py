"""`discover`: columns and roles proposed from a section's navigation, as YAML to paste into `units.yaml`."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import yaml

from app.errors import Unopened, WrongUse
from app.looking.look import Fetched, asking, fetch
from app.looking.lookup import unit_named
from checks.verdicts import judge
from config.schema import SiteKind
from config.settings import Configuration, folder_of
from config.words import reason_name
from crawler.addresses import asked_address, canonical, host_of, identity
from crawler.pages.reader import read_page
from crawler.records.items import Link, PageExtract
from crawler.records.observations import Target

_ROLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"年度?报告|年报", ("annual_report",)),
    (r"依申请公开", ("request_channel",)),
    (r"重点领域", ("key_areas",)),
    (r"联系(我们|方式)|通讯地址", ("telephone", "address")),
    (r"(联系|办公|咨询)电话|电话", ("telephone",)),
    (r"办公地址|地址", ("address",)),
    (r"信箱|邮箱|写信", ("mailbox",)),
    (r"领导(信息|介绍|班子|成员|之窗|分工)|局领导|主要领导", ("leaders",)),
    (r"(内设|下属|组织)?机构(设置|职能)?|内设机构|科室", ("departments",)),
    (r"(主要|工作|部门|机构)?(职责|职能)", ("duties",)),
    (r"基本信息|机构信息|机构概况", ("basic_information",)),
    (r"(单位|部门|机构|街道|区情)?(简介|概况|介绍)", ("introduction",)),
    (r"网上办事|办事(指南|服务|大厅)|表格下载|便民服务", ("services",)),
    (
        r"动态|新闻|要闻|资讯|通知|公告|公示|信息|文件|法规|解读|规划|计划|总结|财政|预决?算|统计|人事|招聘|采购|政策|活动|专题",
        ("posts",),
    ),
)
_SKIP = re.compile(
    r"^(首页|网站首页|返回|更多|登录|注册|网站地图|English|繁体|无障碍|设为首页|加入收藏|上一页|下一页|尾页|\d+)$"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One column as it could stand in the configuration."""

    name: str
    url: str
    roles: tuple[str, ...]
    dynamic: bool


def role_of(name: str) -> tuple[str, ...]:
    """Roles by a column's name; codes in addresses carry no meaning."""
    return next((roles for pattern, roles in _ROLES if re.search(pattern, name)), ("other",))


def target_of(configuration: Configuration, wanted: str) -> list[str]:
    """The section homes that a unit's code or name, or an address, stands for. Raises WrongUse for neither."""
    if re.match(r"^https?://", wanted):
        return [wanted]
    unit = unit_named(configuration, wanted)
    return [
        urljoin(configuration.site(kind).home, section.home)
        for kind in SiteKind
        if (section := unit.section(kind)) is not None
    ]


async def fetched_page(configuration: Configuration, address: str) -> Fetched:
    """A page of the configured hosts, or of any public one. Raises Unopened where it cannot be fetched, WrongUse where it is no address."""
    try:
        target = Target(canonical(address), asked_address(address))
    except ValueError:
        raise WrongUse(f"{address} 不是网址，应以 http:// 或 https:// 开头") from None
    async with asking(configuration) as asker:
        fetched = await fetch(asker, target)
    if fetched.answer.failure is not None:
        raise Unopened(f"{address} 打不开：{reason_name(judge(fetched.answer).reason)}")
    return fetched


async def discover(configuration: Configuration, home: str, moment: datetime) -> str:
    """The YAML of one section's columns. Raises Unopened where the page cannot be fetched."""
    fetched = await fetched_page(configuration, home)
    extract = read_page(fetched.document, "generic", moment, is_list=True)
    proposals = propose(extract, fetched.url)
    base = folder_of(fetched.url)
    section = {
        "home": urlsplit(fetched.url).path,
        "columns": [_shown(item, base) for item in proposals],
    }
    head = f"# {extract.title or home}：由导航推测，请逐项核对名称和作用（role）后粘贴到 units.yaml\n"
    return head + yaml.safe_dump(section, allow_unicode=True, sort_keys=False, default_flow_style=None, width=160)


def propose(extract: PageExtract, home: str) -> list[Proposal]:
    """Columns among a page's links: short texts that lead to lists or folders of the same host."""
    found: dict[str, Proposal] = {}
    entries = {entry.url for entry in extract.entries if entry.date}
    for link in extract.links:
        if link.url in entries or link.url in found or not _is_column(link, home):
            continue
        roles = role_of(link.text)
        found[link.url] = Proposal(link.text, link.url, roles, bool(re.search(r"动态|新闻|要闻", link.text)))
    folder = identity(folder_of(home))
    inside = [item for item in found.values() if identity(item.url).startswith(folder)]
    return inside or [item for item in found.values() if item.roles != ("other",)]


def _is_column(link: Link, home: str) -> bool:
    if link.problem or link.kind not in ("a", "area") or not 2 <= len(link.text) <= 16 or _SKIP.match(link.text):
        return False
    if host_of(link.url) != host_of(home) or link.url == canonical(home):
        return False
    tail = urlsplit(link.url).path.rsplit("/", 1)[-1]
    return not re.search(r"\d{5,}|\.(docx?|xlsx?|pdf|zip|rar|jpe?g|png)$", tail) or tail.startswith("col")


def _shown(item: Proposal, base: str) -> dict[str, object]:
    url = (
        item.url.removeprefix(base)
        if item.url.startswith(base) and item.url != base
        else urlsplit(item.url).path + (f"?{urlsplit(item.url).query}" if urlsplit(item.url).query else "")
    )
    value: dict[str, object] = {
        "name": item.name,
        "url": url,
        "role": item.roles[0] if len(item.roles) == 1 else list(item.roles),
    }
    return {**value, "dynamic": True} if item.dynamic else value
