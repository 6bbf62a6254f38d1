"""Builders: the records that checks and scoring are handed, with everything that a test does not name as it usually is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from checks.faults import check_faults
from checks.findings import Check, Finding, UnitMonth
from checks.look import Look, MainNight, SectionNight, judge_section
from checks.month.clones import judge_main
from checks.month.unit import check_unit, looked
from checks.reasons import Reason
from checks.snapshot import ColumnView, EntryView, Fault, LinkView, PageView, SectionSnapshot, UnitSnapshot
from config.monitor import Policies
from config.month import Month
from config.schema import Role, SiteKind, Unit
from config.settings import ColumnPlace, SectionPlace
from crawler.records.day import DateReading
from crawler.records.items import Article, Link, ListEntry, PageExtract
from crawler.records.observations import Answer, LinkSample

NIGHT = date(2026, 10, 27)
OCTOBER = Month(2026, 10)
AT = datetime(2026, 10, 26, 18, tzinfo=UTC)
IDS = {SiteKind.PORTAL: "zhengwu", SiteKind.DISCLOSURE: "gongkai"}
"""Ids of sites that mean nothing, as all ids."""
HOST = "http://h.example"
TEXT = "区教育局负责全区教育工作的规划、组织、协调和监督管理，具体事项如下。"


def home_of(kind: SiteKind = SiteKind.PORTAL) -> str:
    """The home of the test unit's section."""
    return f"{HOST}/{kind.value}/jyj/"


def answer(url: str, status: int | None = 200, **changes: Any) -> Answer:
    """An answer that is a web page."""
    return Answer(url, AT, **{"status": status, "final_url": url, "sniffed": "html", **changes})


def reading(day: date | str, source: str = "list", clock: str = "", raw: str = "") -> DateReading:
    """A day as it was read."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return DateReading(raw or str(known), known, "minute" if clock else "day", source, clock)


def article(*dates: DateReading, **changes: Any) -> Article:
    """An article with a body of its own."""
    values: dict[str, Any] = {
        "title": "", "source": "", "issuer": "", "formed": None, "index_number": "", "document_number": "",
        "attachments": (), "doubtful": False, "unread_dates": (), "body_hash": "b", "body_length": 40, "body_start": "",
        "simhash": "0" * 16,
    }  # fmt: skip
    return Article(dates=dates, **{**values, **changes})


def extract(url: str, *texts: str, **changes: Any) -> PageExtract:
    """What a page says."""
    return PageExtract(url, "generic", changes.pop("title", ""), "utf-8", texts=texts, **changes)


def page(url: str, *texts: str, **changes: Any) -> PageView:
    """A page that was read; `status` is that of its answer, `last_modified` its header."""
    header, status = changes.pop("last_modified", ""), changes.pop("status", 200)
    history = changes.pop("history", ())
    known = extract(url, *texts, **changes) if status == 200 else None
    return PageView(url, answer(url, status, last_modified=header), known, "obs:1", history)


def unread_page(url: str, **changes: Any) -> PageView:
    """A page of which nothing was read."""
    return PageView(url, answer(url, **changes), None, "obs:1")


def column(name: str = "工作动态", *roles: Role, **changes: Any) -> ColumnView:
    """A column that was read to its end and shows something."""
    kind = changes.pop("kind", SiteKind.PORTAL)
    url = changes.pop("url", f"{home_of(kind)}{name}/")
    roles = roles or (Role.POSTS,)
    place = ColumnPlace(
        key=changes.pop("key", f"01-{name}"), name=name, url=url, roles=roles, dynamic=changes.pop("dynamic", False),
        template="generic", is_counted=changes.pop("is_counted", Role.POSTS in roles), browser=False,
        freshness=changes.pop("freshness", None),
    )  # fmt: skip
    row = ListEntry(f"{url}x.html", "一条信息的标题", reading("2026-10-01"), "2026-10-01", 0)
    entries = (row,) if Role.POSTS in roles else ()
    values: dict[str, Any] = {
        "place": place, "page": page(url, TEXT, entries=entries), "complete": True, "reason": "", "pages": 1,
        "complete_nights": (NIGHT,), "is_linked": True,
    }  # fmt: skip
    return ColumnView(**{**values, **changes})


def entry(name: str = "a", day: str = "2026-10-12", **changes: Any) -> EntryView:
    """A listed entry that was there from the first night on, with its article read."""
    where = changes.pop("column", column())
    own = changes.pop("article", article(reading(day, "header"), body_hash=name) if day else article(body_hash=name))
    url = changes.pop("url", f"{where.page.url}{name}.html")
    shown = ListEntry(url, changes.pop("title", f"关于{name}的标题"), reading(day) if day else None, day, 0)
    values: dict[str, Any] = {
        "identity": url or f"row {name}", "entry": changes.pop("entry", shown), "column": where.place.key,
        "page": where.page.url, "block": "", "first_seen": date(2026, 10, 1), "last_seen": NIGHT, "is_listed": True,
        "answer": answer(url) if url else None, "article": own, "elsewhere": False, "evidence": f"obs:{name}",
        "is_read": own is not None, "first_night": True,
    }  # fmt: skip
    return EntryView(**{**values, **changes})


def link(target: str = f"{HOST}/x.html", **changes: Any) -> LinkView:
    """A link that works; `failure`, `status` and the like are those of its answer."""
    own = {key: changes.pop(key) for key in ("status", "failure", "sniffed", "missing", "challenge") if key in changes}
    sample = LinkSample(home_of(), "链接", "a", target, 1)
    values: dict[str, Any] = {
        "problem": "", "pages": 1, "samples": (sample,), "answer": answer(target, **own), "evidence": "obs:9",
    }  # fmt: skip
    return LinkView(target, **{**values, **changes})


def reference(url: str, text: str = "链接", kind: str = "a", **changes: Any) -> Link:
    """A reference of a page."""
    return Link(url, kind, text, changes.pop("raw", url), 1, **changes)


def section(
    kind: SiteKind = SiteKind.PORTAL,
    columns: Sequence[ColumnView] = (),
    entries: Sequence[EntryView] = (),
    **changes: Any,
) -> SectionSnapshot:
    """A section that was walked to its end; each of its lists shows one row of July, too."""
    home = home_of(kind)
    lists = [item for item in columns if item.page.extract is not None and item.page.extract.entries]
    old = [entry(f"old-{item.place.name}", "2026-07-01", column=item) for item in lists]
    place = SectionPlace(
        IDS[kind], kind, changes.pop("unit", "jyj"), home, (home,), tuple(item.place for item in columns)
    )
    values: dict[str, Any] = {
        "place": place, "home": page(home, "欢迎访问本单位的专区"), "columns": tuple(columns), "entries": (*entries, *old), "pages": (),
        "links": (), "faults": (), "complete": True, "reason": "", "is_down": False, "first_complete": date(2026, 10, 1),
    }  # fmt: skip
    return SectionSnapshot(**{**values, **changes})


def fault(check: Check = Check.DEAD_LINK, subject: str = f"{HOST}/x.html", **changes: Any) -> Fault:
    """A confirmed fault of the last three nights."""
    values: dict[str, Any] = {
        "section": "zhengwu/jyj", "reason": Reason(changes.pop("reason", "http_404")), "number": "LJ-zhengwu-jyj-001", "first_night": NIGHT - timedelta(3),
        "last_night": NIGHT - timedelta(1), "nights": 3, "confirmed": True, "is_open": True, "fixed_on": None,
        "category": "断链",
    }  # fmt: skip
    return Fault(check=check, subject=subject, **{**values, **changes})


def main_section(
    columns: Sequence[ColumnView] = (), entries: Sequence[EntryView] = (), **changes: Any
) -> SectionSnapshot:
    """The portal's main part."""
    return section(SiteKind.PORTAL, columns or (column("要闻"),), entries, unit="", **changes)


def unit(*sections: SectionSnapshot, **changes: Any) -> UnitSnapshot:
    """A unit tonight; `services`, `aliases` and the like are those of its configuration."""
    own = {key: changes.pop(key) for key in ("services", "aliases", "name") if key in changes}
    values: dict[str, Any] = {
        "unit": Unit(code="jyj", **{"name": "区教育局", **own}), "as_of": AT, "today": NIGHT,
        "sections": {item.place.kind: item for item in sections}, "main": main_section(), "nights": (NIGHT,),
        "closed": {}, "answers": {},
    }  # fmt: skip
    return UnitSnapshot(**{**values, **changes})


def nights_of(shown: UnitSnapshot, policies: Policies | None = None) -> dict[SiteKind, SectionNight]:
    """The unit's sections, judged."""
    return {
        kind: judge_section(own, check_faults(shown, own, policies or Policies(), 2))
        for kind, own in shown.sections.items()
        if own is not None
    }


def main_night(shown: UnitSnapshot, policies: Policies | None = None) -> MainNight:
    """The portal's main part, judged."""
    return judge_main(shown.main, [shown.unit], policies or Policies(), shown.today)


def look(
    *sections: SectionSnapshot, month: Month = OCTOBER, policies: Mapping[str, Any] | None = None, **changes: Any
) -> Look:
    """What a check is handed."""
    shown, rules = unit(*sections, **changes), Policies(**(policies or {}))
    return looked(shown, nights_of(shown, rules), main_night(shown, rules), month, rules)


def checked(
    *sections: SectionSnapshot,
    month: Month = OCTOBER,
    earlier: UnitMonth | None = None,
    policies: Mapping[str, Any] | None = None,
    **changes: Any,
) -> UnitMonth:
    """All that is concluded of a unit and month."""
    shown, rules = unit(*sections, **changes), Policies(**(policies or {}))
    return check_unit(shown, nights_of(shown, rules), main_night(shown, rules), month, rules, earlier)


def said(findings: Iterable[Finding], check: Check | None = None) -> list[tuple[str, str]]:
    """Outcome and reason of findings, as they come."""
    return [(item.outcome.value, item.reason.value) for item in findings if check is None or item.check is check]


def value(result: UnitMonth, name: str) -> tuple[int | None, str, str, int, int | None]:
    """A measure as a test compares it: value, outcome, reason, bounds."""
    found = next(item for item in result.measures if item.name == name)
    return found.value, found.outcome.value, found.reason.value, found.lower, found.upper
