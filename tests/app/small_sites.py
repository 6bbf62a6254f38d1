"""Small sites of a list and its articles, and what nights made of them."""

from pathlib import Path
from typing import Any

from tests.sites import page, unit_of

POSTS: list[dict[str, Any]] = [{"name": "工作动态", "url": "gzdt/", "role": "posts", "dynamic": True}]


def row(path: str, title: str, day: str) -> str:
    return f"<li><a href='{path}'>{title}</a><span>{day}</span></li>"


def listing(*rows: str) -> str:
    return page(f"<ul>{''.join(rows)}</ul>", "工作动态-区教育局")


def article(day: str, text: str = "", title: str = "一篇文章", source: str = "") -> str:
    return page(
        f"<h1>{title}</h1><div class='info'>来源：{source} 发布时间：{day}</div><div class='content'><p>{text or '正文内容完整，欢迎阅读。'}</p></div>",
        title,
    )


def posts_of(folder: Path, month: str = "2026-10") -> dict[str, tuple[bool, tuple[str, ...]]]:
    return {
        post["url"].split("/", 3)[3]: (post["counted"], tuple(post["flags"]))
        for post in unit_of(folder, month)["posts"]
    }


def found(folder: Path, check: str) -> dict[str, str]:
    return {
        item["subject"].split("/", 3)[3]: item["outcome"]
        for item in unit_of(folder)["findings"]
        if item["check"] == check
    }


def posts_measure(folder: Path) -> dict[str, Any]:
    measure: dict[str, Any] = unit_of(folder)["measures"]["portal.posts"]
    return measure
