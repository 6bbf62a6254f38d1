"""A generated pair of government sites, portal and disclosure platform on hosts of their own: sections with columns, lists of
dated posts, articles with META tags, header and a body of distinct sentences; 60 links and about 20 KB a page, half of it in GBK."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LINKS = 60
ROWS = 20
COLUMNS = 3
DEAD_SHARE = 0.01
PARAGRAPHS, SENTENCES = 24, 8
"""Of a body: some 5,000 characters, as long official texts have."""
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 26)
HOSTS = ("portal", "disclosure")
"""The two sites, each in a folder of its own; the sections of a unit stand on both."""
OPENING = "各部门要认真落实本通知的要求。"
_WORDS = [
    "推进",
    "落实",
    "完善",
    "建立",
    "健全",
    "优化",
    "提升",
    "加强",
    "开展",
    "组织",
    "实施",
    "制定",
    "发布",
    "公开",
    "审核",
    "办理",
    "受理",
    "检查",
    "监督",
    "指导",
    "协调",
    "配合",
    "保障",
    "支持",
    "服务",
    "规范",
    "公示",
    "解读",
    "回应",
    "评估",
    "政务",
    "企业",
    "群众",
    "社区",
    "街道",
    "学校",
    "医院",
    "养老",
    "就业",
    "教育",
    "卫生",
    "环境",
    "交通",
    "住房",
    "税收",
    "预算",
    "项目",
    "资金",
    "工程",
    "安全",
    "消防",
    "应急",
    "质量",
    "标准",
    "数据",
    "平台",
    "窗口",
    "网站",
    "信箱",
    "热线",
    "全面",
    "逐步",
    "及时",
    "依法",
    "主动",
    "统一",
    "集中",
    "重点",
    "长期",
    "年度",
    "季度",
    "本市",
    "本区",
    "各级",
    "有关",
    "相关",
    "具体",
    "主要",
    "基本",
    "先行",
    "方案",
    "意见",
    "办法",
    "规定",
    "通知",
    "公告",
    "目录",
    "清单",
    "流程",
    "时限",
    "责任",
    "机制",
    "制度",
    "体系",
    "能力",
    "水平",
    "效率",
    "成效",
    "问题",
    "建议",
    "材料",
    "申请",
    "结果",
    "情况",
    "工作",
    "任务",
    "目标",
    "措施",
    "要求",
    "会议",
    "培训",
    "试点",
    "名单",
    "岗位",
]


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written: the addresses of pages and of dead links, and the units of a configuration."""

    pages: tuple[str, ...]
    dead: tuple[str, ...]
    units: tuple[dict[str, Any], ...]
    files: tuple[Path, ...]
    """The articles' files."""


@dataclass(frozen=True, slots=True)
class _Section:
    number: int
    folder: Path
    """Of the host that it stands on."""
    origin: str
    charset: str

    @property
    def home(self) -> str:
        return f"/u{self.number // 2:02d}/"

    @property
    def columns(self) -> list[str]:
        return [f"{self.home}c{column}/" for column in range(COLUMNS)]


def generate(root: Path, count: int, origins: tuple[str, str], seed: int = 1) -> Generated:
    """Write two sites of about `count` pages together; `origins` are the addresses that they will be served at, without a path."""
    total = max(2, min(80, count // 300) // 2 * 2)
    posts = max(1, count // (total * COLUMNS))
    chance = random.Random(seed)
    sections = [_section(root, origins, number) for number in range(total)]
    homes = [section.home for section in sections[::2]]
    for name, other in zip(HOSTS, reversed(origins), strict=True):
        _write(root / name / "index.html", name, _links([*homes, f"{other}/"]), "utf-8")
    pages, dead, files = [f"{origin}/" for origin in origins], [], []
    for section in sections:
        articles = [f"{column}p{post:05d}.html" for column in section.columns for post in range(posts)]
        gone = [f"{section.home}gone/{index:04d}.html" for index in range(max(1, int(len(articles) * DEAD_SHARE)))]
        frame = f"<div class='nav'>{_links([*homes[:10], *section.columns])}</div>"
        _page(section, section.home + "index.html", f"单位{section.number:02d}", frame)
        written = [section.home]
        for column in section.columns:
            written += _lists(section, column, [one for one in articles if one.startswith(column)], frame)
        for index, article in enumerate(articles):
            others = chance.sample(articles, min(len(articles), LINKS - len(section.columns) - len(homes[:10])))
            if index < len(gone) * 2:
                others[-1] = gone[index // 2]
            _article(section, article, frame, others, chance)
        pages += [section.origin + path for path in (*written, *articles)]
        dead += [section.origin + path for path in gone]
        files += [section.folder / article.strip("/") for article in articles]
    units = tuple(_unit(*sections[number : number + 2]) for number in range(0, total, 2))
    return Generated(pages=tuple(pages), dead=tuple(dead), units=units, files=tuple(files))


def change(site: Generated, share: float = 0.01) -> int:
    """Change the text of every so many articles; how many were changed."""
    chosen = site.files[:: int(1 / share)]
    for file in chosen:
        text = file.read_bytes()
        for charset in ("utf-8", "gb18030"):
            text = text.replace("各部门".encode(charset), "各单位".encode(charset), 1)
        file.write_bytes(text)
    return len(chosen)


def _section(root: Path, origins: tuple[str, str], number: int) -> _Section:
    charset = "gb18030" if number // 2 % 2 else "utf-8"
    return _Section(number, root / HOSTS[number % 2], origins[number % 2], charset)


def _unit(*sections: _Section) -> dict[str, Any]:
    """A unit with its section on each of the two sites."""
    columns = [{"name": f"栏目{number}", "url": f"c{number}/", "role": "posts"} for number in range(COLUMNS)]
    code = f"u{sections[0].number // 2:02d}"
    places = {name: {"home": section.home, "columns": columns} for name, section in zip(HOSTS, sections, strict=True)}
    return {"code": code, "name": f"单位{code}", **places}


def _lists(section: _Section, column: str, articles: list[str], frame: str) -> list[str]:
    ordered = sorted(articles, key=_day, reverse=True)
    count = -(-len(ordered) // ROWS)
    names = ["index.html", *(f"index_{number}.html" for number in range(1, count))]
    for number, name in enumerate(names):
        rows = "".join(
            f"<li><a href='{article}'>{_title(article)}</a><span>{_day(article)}</span></li>\n"
            for article in ordered[number * ROWS : (number + 1) * ROWS]
        )
        following = f"<a href='{column}{names[number + 1]}'>下一页</a>" if number + 1 < count else ""
        text = f"{frame}<ul class='list'>\n{rows}</ul><div class='page'>{following}</div>"
        _page(section, column + name, f"列表 {column}", text)
    return [column, *(f"{column}{name}" for name in names[1:])]


def _article(section: _Section, path: str, frame: str, others: list[str], chance: random.Random) -> None:
    title, day, office = _title(path), _day(path), f"单位{section.number:02d}"
    metas = (
        f"<meta name='SiteName' content='政务网'><meta name='ArticleTitle' content='{title}'>"
        f"<meta name='PubDate' content='{day} 10:00'><meta name='ContentSource' content='{office}'>"
    )
    body = "\n".join(f"<p style='text-indent: 2em'>{text}</p>" for text in _paragraphs(chance))
    text = (
        f"{frame}<div class='main'><h1>{title}</h1><div class='info'><span>发布时间：{day}</span><span>来源：{office}</span></div>"
        f"<div class='TRS_Editor'>{body}</div></div><div class='related'>{_links(others)}</div>"
    )
    _page(section, path, title, text, metas)


def _paragraphs(chance: random.Random) -> Iterator[str]:
    """The paragraphs of a body: sentences of words in chance order, so that hardly a piece of them stands twice."""
    for number in range(PARAGRAPHS):
        sentences = ("".join(chance.choices(_WORDS, k=12)) for _ in range(SENTENCES))
        yield f"{'' if number else OPENING}{'，'.join(sentences)}。"


def _title(article: str) -> str:
    return f"关于第{article.strip('/').replace('/', '-').removesuffix('.html')}号工作的通知"


def _day(article: str) -> date:
    number = int(article.rsplit("p", 1)[-1].removesuffix(".html"))
    return FIRST + timedelta(days=number % ((LAST - FIRST).days + 1))


def _links(addresses: list[str]) -> str:
    return "".join(f"<a href='{address}'>链接{address.strip('/')}</a>\n" for address in addresses)


def _page(section: _Section, path: str, title: str, content: str, metas: str = "") -> None:
    footer = "<div class='footer'>主办单位：某区人民政府　网站标识码：3100000000</div>"
    _write(section.folder / path.strip("/"), title, f"{content}{footer}", section.charset, metas)


def _write(file: Path, title: str, content: str, charset: str, metas: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    named = "gb2312" if charset == "gb18030" else charset
    head = f"<head><meta charset='{named}'><title>{title}</title>{metas}</head>"
    file.write_bytes(f"<html>{head}<body>{content}</body></html>".encode(charset))
