"""A generated government site: sections with columns, lists of dated posts, 60 links and about 20 KB a page, half of it in GBK."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LINKS = 60
ROWS = 20
COLUMNS = 3
DEAD_SHARE = 0.01
TEXT = "各部门要认真落实工作要求，做好信息公开和便民服务，及时回应群众关切，不断提高办事效率和服务水平。"
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 26)


@dataclass(frozen=True)
class Generated:
    """What was written: the pages' addresses below the home, the dead ones, and the units of a configuration."""

    pages: tuple[str, ...]
    dead: tuple[str, ...]
    units: tuple[dict[str, Any], ...]


def generate(root: Path, count: int, seed: int = 1) -> Generated:
    """Write a site of about `count` pages."""
    sections = max(3, min(80, count // 300))
    posts = max(1, count // (sections * COLUMNS))
    chance = random.Random(seed)
    pages: list[str] = []
    dead: list[str] = []
    units = []
    (root / "xxgk").mkdir(parents=True, exist_ok=True)
    homes = [f"/u{section:02d}/" for section in range(sections)]
    _write(root / "index.html", "政务网", _links(homes), "utf-8")
    _write(root / "xxgk" / "index.html", "公开平台", _links(homes), "utf-8")
    for section, home in enumerate(homes):
        charset = "gb18030" if section % 2 else "utf-8"
        columns = [f"{home}c{column}/" for column in range(COLUMNS)]
        articles = [f"{column}p{post:05d}.html" for column in columns for post in range(posts)]
        gone = [f"{home}gone/{index:04d}.html" for index in range(max(1, int(len(articles) * DEAD_SHARE)))]
        dead += gone
        frame = _links([*homes[:10], *columns])
        _write(root / home.strip("/") / "index.html", f"单位{section:02d}", frame, charset)
        pages.append(home)
        for column in columns:
            mine = [article for article in articles if article.startswith(column)]
            pages += _lists(root, column, mine, frame, charset)
        for index, article in enumerate(articles):
            others = chance.sample(articles, min(len(articles), LINKS - len(columns) - 10))
            if index < len(gone) * 2:
                others[-1] = gone[index // 2]
            text = f"<h1>{_title(article)}</h1><p>发布时间：{_day(article)}　来源：单位{section:02d}</p><p>{index}：{TEXT * 135}</p>"
            _write(root / article.strip("/"), _title(article), frame + text + _links(others), charset)
        pages += articles
        listed = [{"name": f"栏目{number}", "url": column, "role": "posts"} for number, column in enumerate(columns)]
        units.append(
            {"code": f"u{section:02d}", "name": f"单位{section:02d}", "portal": {"home": home, "columns": listed}}
        )
    return Generated(("/", "/xxgk/", *pages), tuple(dead), tuple(units))


def change(root: Path, site: Generated, share: float = 0.01) -> int:
    """Change the text of every so many articles; how many were changed."""
    articles = [page for page in site.pages if page.endswith(".html") and "/p" in page]
    chosen = articles[:: int(1 / share)]
    for page in chosen:
        file = root / page.strip("/")
        charset = "gb18030" if int(page[2:4]) % 2 else "utf-8"
        file.write_bytes(file.read_bytes().replace("各部门".encode(charset), "各单位".encode(charset), 1))
    return len(chosen)


def _lists(root: Path, column: str, articles: list[str], frame: str, charset: str) -> list[str]:
    ordered = sorted(articles, key=_day, reverse=True)
    count = -(-len(ordered) // ROWS)
    names = ["index.html", *(f"index_{number}.html" for number in range(1, count))]
    for number, name in enumerate(names):
        rows = "".join(
            f"<li><a href='{article}'>{_title(article)}</a><span>{_day(article)}</span></li>"
            for article in ordered[number * ROWS : (number + 1) * ROWS]
        )
        following = f"<a href='{column}{names[number + 1]}'>下一页</a>" if number + 1 < count else ""
        text = f"<ul class='list'>{rows}</ul><div class='page'>{following}</div>"
        _write(root / column.strip("/") / name, f"列表 {column}", frame + text, charset)
    return [column, *(f"{column}{name}" for name in names[1:])]


def _title(article: str) -> str:
    return f"关于第{article.strip('/').replace('/', '-').removesuffix('.html')}号工作的通知"


def _day(article: str) -> date:
    number = int(article.rsplit("p", 1)[-1].removesuffix(".html"))
    return FIRST + timedelta(days=number % ((LAST - FIRST).days + 1))


def _links(addresses: list[str]) -> str:
    return "".join(f"<a href='{address}'>链接{address.strip('/')}</a>\n" for address in addresses)


def _write(file: Path, title: str, content: str, charset: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    named = "gb2312" if charset == "gb18030" else charset
    text = f"<html><head><meta charset='{named}'><title>{title}</title></head><body>{content}</body></html>"
    file.write_bytes(text.encode(charset))
