"""Compares an export with the replica's truth: every measure, broken link, empty column, post, finding and line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

POST_CHECKS = frozenset(
    [
        "post_undated",
        "post_future_dated",
        "post_unreachable",
        "post_duplicate",
        "post_removed",
        "post_backdated",
        "post_overdue",
        "date_conflict",
        "date_doubtful",
        "personal_information",
        "bulk_import",
        "service_forms",
        "profile_consistency",
        "words",
        "hidden_link",
        "changed_host",
    ]
)


@dataclass(frozen=True)
class Comparison:
    """What was found and what is true, of one kind."""

    kind: str
    found: frozenset[Any]
    true: frozenset[Any]

    @property
    def precision(self) -> float:
        """The share of what was found that is true."""
        return len(self.found & self.true) / len(self.found) if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found."""
        return len(self.found & self.true) / len(self.true) if self.true else 1.0

    @property
    def is_exact(self) -> bool:
        """Whether both are the same."""
        return self.found == self.true

    def differences(self) -> list[str]:
        """What is wrong and what is missing, a line each."""
        wrong = [f"{self.kind}：多出 {item}" for item in sorted(self.found - self.true, key=str)]
        return wrong + [f"{self.kind}：缺少 {item}" for item in sorted(self.true - self.found, key=str)]


def compare_month(export: dict[str, Any], truth: dict[str, Any], month: str, current: bool) -> list[Comparison]:
    """All comparisons of one month's export; links, columns and findings only for the running month."""
    units = {unit["code"]: unit for unit in export["units"]}
    true = truth["units"]
    made = [
        _made("测量值", ((code, *item) for code, unit in units.items() for item in _measures(unit)), ((code, *item) for code in true for item in _true_measures(true[code], month))),
        _made("信息条目", ((code, *item) for code, unit in units.items() for item in _posts(unit)), ((code, *item) for code in true for item in _true_posts(true[code], month))),
        _made("得分行", ((code, *item) for code, unit in units.items() for item in _lines(unit)), ((code, *item) for code in true for item in _true_lines(true[code], month))),
    ]  # fmt: skip
    if not current:
        return made
    links = ((code, *item) for code, unit in units.items() for item in _links(unit["findings"]))
    empty = ((code, *item) for code, unit in units.items() for item in _empty(unit))
    findings = (
        (code, item["check"], item["site"], item["subject"])
        for code, unit in units.items()
        for item in unit["findings"]
        if item["check"] in POST_CHECKS and item["outcome"] != "met"
    )
    guides = (
        (code, item["subject"], item["outcome"])
        for code, unit in units.items()
        for item in unit["findings"]
        if item["check"] == "guide"
    )
    site_links = (item for site in export["sites"] for item in _links(site["findings"]))
    sources = (
        (item["source"], item["posts"]) for item in export["unmatched_sources"] if item["source"] != "红桥区融媒体中心"
    )
    return [
        *made,
        _made("无效链接", links, ((code, *item) for code in true for item in true[code]["broken_links"])),
        _made("空栏目", empty, ((code, *item) for code in true for item in true[code]["empty_columns"])),
        _made("信息问题", findings, ((code, *item) for code in true for item in true[code]["findings"])),
        _made("网站公共链接", site_links, (tuple(item) for item in truth["site_links"])),
        _made("办事指南", guides, (tuple(item) for item in truth["guides"])),
        _made("留言办理", _messages(export), (tuple(item) for item in truth["messages"])),
        _made("可用性和连接", _seen_by_day(export), (tuple(item) for item in truth["visits"])),
        _made(
            "早期预警",
            ((item["where"], item["text"][:4], item["left"]) for item in export["early_warnings"]),
            (tuple(item) for item in truth["early_warnings"]),
        ),
        _made("网站标识", _identity(export), (tuple(item) for item in truth["identity"])),
        _made("网站检查预警", _site_sheets(export), (tuple(item) for item in truth["site_sheets"])),
        _made("未对应来源", sources, (tuple(item) for item in truth["unmatched_sources"])),
    ]


def _made(kind: str, found: Iterable[Any], true: Iterable[Any]) -> Comparison:
    return Comparison(kind, frozenset(found), frozenset(true))


_COUNTED = frozenset(
    (
        "portal.posts",
        "portal.clones",
        "disclosure.posts",
        "portal.dead_links",
        "portal.empty_columns",
        "portal.dynamic_columns",
    )
)


def _measures(unit: dict[str, Any]) -> Iterable[tuple[str, Any, str]]:
    for name, measure in unit["measures"].items():
        if name in ("disclosure.dead_links", "disclosure.empty_columns"):
            continue  # reported, never scored
        yield name, measure["value"] if name in _COUNTED else None, measure["outcome"]


def _true_measures(unit: dict[str, Any], month: str) -> Iterable[tuple[str, Any, str]]:
    for name, (value, outcome) in unit["months"][month]["measures"].items():
        yield name, value if name in _COUNTED else None, outcome


def _posts(unit: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for post in unit["posts"]:
        if post["counted"] and not post["column"].startswith("主站："):
            yield post["site"], post["url"]


def _true_posts(unit: dict[str, Any], month: str) -> Iterable[tuple[str, str]]:
    for site, urls in unit["months"][month]["posts"].items():
        for url in urls:
            yield site, url.partition("#")[0]


def _lines(unit: dict[str, Any]) -> Iterable[tuple[str, Decimal, Decimal]]:
    for line in unit["lines"]:
        yield line["criterion"], Decimal(line["low"]), Decimal(line["high"])


def _true_lines(unit: dict[str, Any], month: str) -> Iterable[tuple[str, Decimal, Decimal]]:
    for name, (low, high) in unit["months"][month]["lines"].items():
        yield name, Decimal(low), Decimal(high)


def _site_sheets(export: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    for site in export["sites"]:
        for sheet in site["sheets"]:
            if sheet["rubric"]["id"] == "inspection-2019":
                for line in sheet["lines"]:
                    yield site["id"], line["criterion"], line.get("veto") or f"{line['low']} {line['high']}"


def _identity(export: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    for site in export["sites"]:
        for item in site["findings"]:
            if item["check"] == "identity":
                yield site["id"], item["title"], item["outcome"]


def _messages(export: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    own = [("", item) for site in export["sites"] for item in site["findings"]]
    own += [(unit["code"], item) for unit in export["units"] for item in unit["findings"]]
    return ((code, item["title"], item["outcome"]) for code, item in own if item["check"] == "messages")


def _seen_by_day(export: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    for site in export["sites"]:
        for item in site["findings"]:
            if item["check"] in ("availability", "connection"):
                yield site["id"], item.get("title", "网站可用性"), item["outcome"]


def _links(findings: list[dict[str, Any]]) -> Iterable[tuple[str, str, str, bool]]:
    for item in findings:
        if item["check"] == "dead_link" and item.get("verdict") == "broken":
            yield item["site"], item["subject"], item["reason"], item["confirmed"]


def _empty(unit: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    for item in unit["findings"]:
        if item["check"] == "empty_column" and item["outcome"] == "not_met":
            yield item["site"], item["subject"], item["reason"]
