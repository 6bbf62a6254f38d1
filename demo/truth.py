"""What is true about the replica, written down while it is built and worked out by hand-made tables, not by the product."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from demo import mailbox, visits
from demo.footers import IDENTITY
from demo.model import MONTHS, NIGHTS, Column, Post, Section
from demo.plan import UNITS, UNMATCHED, UnitPlan

CURRENT = MONTHS[-1]
_LADDERS = {
    "portal.posts": ((30, "10"), (10, "5"), (1, "2.5"), (0, "-10")),
    "disclosure.posts": ((30, "4"), (10, "2"), (1, "1"), (0, "-4")),
    "portal.clones": ((10, "5"), (1, "2.5"), (0, "-5")),
}
FULL = {
    "portal.basic_information": "2.5",
    "portal.leaders": "2.5",
    "portal.dead_links": "2.5",
    "portal.empty_columns": "2.5",
    "portal.dynamic_columns": "2",
    "portal.services": "5",
    "disclosure.basic_information": "1.5",
    "disclosure.timeliness": "1",
}
"""Points of the measured lines that are earned wholly or not at all."""
_NOBODY_ENTERED = {
    "openness.leading_group": ("0", "2.5"), "openness.work_rules": ("0", "2.5"), "openness.annual_plan": ("0", "1"),
    "openness.self_report": ("-2", "2"), "openness.powers_catalogue": ("0", "2"), "openness.flow_charts": ("0", "2"),
    "openness.powers_missing": ("-4", "0"), "openness.channels": ("0", "1"), "openness.affairs_content": ("0", "1"),
    "openness.affairs_guides": ("0", "1"), "openness.affairs_rules": ("0", "1"), "openness.affairs_catalogue": ("0", "1"),
    "openness.affairs_duties": ("0", "1"), "openness.affairs_missing": ("-4", "0"), "openness.internal": ("0", "1"),
    "portal.design": ("0", "5"), "portal.security": ("0", "3"), "portal.orders": ("0", "0"),
    "interaction.mailbox": ("-10", "10"), "disclosure.rules": ("0", "2"), "disclosure.training": ("0", "1"),
    "disclosure.staff": ("0", "3"), "disclosure.lawful_content": ("-1.5", "1.5"), "disclosure.key_areas": ("0", "1"),
    "disclosure.requests": ("0", "3"), "disclosure.request_channels": ("0", "2"), "disclosure.reconsideration": ("-2", "1"),
    "disclosure.litigation": ("-2", "1"), "disclosure.orders": ("0", "0"), "disclosure.annual_report": ("-3", "0"),
    "disclosure.statistics": ("-12", "0"), "weibo.adopted": ("-5", "5"), "weibo.response": ("-4", "4"),
}  # fmt: skip
SHEETS = (
    ("portal", "veto.home", "no"), ("disclosure", "veto.home", "unknown"),
    ("portal", "veto.stale_columns", "unknown"),
    ("portal", "veto.long_stale_columns", "no"), ("disclosure", "veto.long_stale_columns", "no"),
    ("portal", "deduction.policies", "5 5"), ("disclosure", "deduction.policies", "0 5"),
    ("portal", "deduction.statistics", "0 2"), ("disclosure", "deduction.statistics", "0 0"),
    ("portal", "deduction.replies", "0 0"), ("disclosure", "deduction.replies", "0 3"),
)  # fmt: skip
"""What follows from the plan and from `CONTENTS` of the settings: policies of October, statistics of March."""
_Address = Callable[[str, str], str]


@dataclass
class Truth:
    """Everything that is true, by unit and night (0 and 1)."""

    posts: dict[tuple[str, str], list[tuple[date, str, Post]]] = field(default_factory=lambda: defaultdict(list))
    clones: dict[str, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    findings: list[tuple[str, str, str, str, tuple[int, ...]]] = field(default_factory=list)
    links: list[tuple[str, str, str, str, str, bool, tuple[int, ...]]] = field(default_factory=list)
    empty: list[tuple[str, str, str, str, tuple[int, ...]]] = field(default_factory=list)
    updated: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    states: dict[tuple[str, str], str] = field(default_factory=dict)
    """Outcome of the measures that plants change, by (unit, measure); all others are met."""
    dynamics: dict[str, set[str]] = field(default_factory=dict)
    guides: list[tuple[str, str, str]] = field(default_factory=list)
    """Guides of services: unit, address, whether they have their elements."""
    formed: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    # ---- while building -------------------------------------------------------------------------------------------

    def counts(self, unit: str, site: str, day: date, identity: str, post: Post) -> None:
        """A post that counts."""
        self.posts[(unit, site)].append((day, identity, post))
        if site == "disclosure" and post.formed is not None:
            self.formed[(unit, f"{day:%Y-%m}")] += 1

    def dynamic(self, unit: str, day: date, column: str) -> None:
        """A dynamic column that has a post on a day."""
        self.updated[(unit, f"{day:%Y-%m}")].add(column)

    def clone(self, unit: str, day: date, address: str) -> None:
        """A post in the main columns whose source is the unit."""
        self.clones[unit].append((day, address))

    def finding(self, unit: str, check: str, site: str, subject: str, nights: tuple[int, ...] = (0, 1)) -> None:
        """A finding of October."""
        self.findings.append((unit, check, site, subject, nights))

    def link(
        self,
        unit: str,
        site: str,
        subject: str,
        category: str,
        reason: str,
        definite: bool = True,
        nights: tuple[int, ...] = (0, 1),
    ) -> None:
        """A broken link of a section (`unit` empty: of the site)."""
        self.links.append((unit, site, subject, category, reason, definite, nights))

    def columns(self, plan: UnitPlan, family: Any, address: _Address, sections: Sequence[Section]) -> None:
        """What the plan's plants make of columns and basic information."""
        portal = sections[0]
        self.dynamics[plan.code] = {column.key for column in portal.columns if column.dynamic}
        for column in portal.columns:
            self._column(plan, column, address("portal", family.column_url(portal, column)))
        for key, measure in (("lxfs", "portal.basic_information"), ("ldxx", "portal.leaders")):
            if f"portal.{key}" in plan.fields:
                self.states[(plan.code, measure)] = "not_met"
        for plant, measure, outcome in (
            ("stale", "portal.leaders", "not_met"),
            ("no_date", "portal.basic_information", "inconclusive"),
            ("no_form", "portal.services", "not_met"),
            ("broken_form", "portal.services", "not_met"),
        ):
            if plant in plan.plants:
                self.states[(plan.code, measure)] = outcome
        if not plan.services:
            self.states[(plan.code, "portal.services")] = "not_applicable"

    def _column(self, plan: UnitPlan, column: Column, address: str) -> None:
        if column.shows == "placeholder":
            self.empty.append((plan.code, "portal", address, "placeholder", (0, 1)))
        elif column.shows == "nothing":
            self.empty.append((plan.code, "portal", address, "no_content", (0,) if column.key == "zcjd" else (0, 1)))
        elif column.shows == "list" and not column.posts:
            self.empty.append((plan.code, "portal", address, "no_content", (0, 1)))
        elif column.shows == "gone":
            self.link(plan.code, "portal", address, "断链", "http_404")

    # ---- answers --------------------------------------------------------------------------------------------------

    def counted(self, unit: str, site: str, month: str, night: int) -> list[str]:
        """Addresses of the posts that count."""
        shown = [(day, identity, post) for day, identity, post in self.posts[(unit, site)] if post.is_shown(night)]
        return sorted(identity for day, identity, _ in shown if f"{day:%Y-%m}" == month)

    def measures(self, plan: UnitPlan, month: str, night: int) -> dict[str, tuple[int | None, str]]:
        """Value and outcome of every measure that scoring asks for."""
        found: dict[str, tuple[int | None, str]] = {}
        for site in ("portal", "disclosure"):
            if site == "disclosure" and plan.disclosure is None:
                found["disclosure.posts"] = (None, "inconclusive")
                continue
            number = len(self.counted(plan.code, site, month, night))
            unread = site == "portal" and "script_list" in plan.plants
            found[f"{site}.posts"] = (None, "inconclusive") if unread else (number, "met" if number else "not_met")
        clones = sum(f"{day:%Y-%m}" == month for day, _ in self.clones[plan.code])
        found["portal.clones"] = (clones, "met" if clones else "not_met")
        updated = self.updated[(plan.code, month)]
        dynamics = self.dynamics[plan.code]
        found["portal.dynamic_columns"] = (len(updated & dynamics), "met" if dynamics <= updated else "not_met")
        overdue = "overdue" in plan.plants and month == CURRENT
        pairs = self.formed[(plan.code, month)]
        found["disclosure.timeliness"] = (1, "not_met") if overdue else (0, "met") if pairs else (None, "inconclusive")
        return {**found, **self._states(plan, month, night)}

    def _states(self, plan: UnitPlan, month: str, night: int) -> dict[str, tuple[int | None, str]]:
        names = ("portal.basic_information", "portal.leaders", "portal.services", "disclosure.basic_information")
        found: dict[str, tuple[int | None, str]] = {}
        if month < CURRENT:  # no night looked at it; what does not apply needs no look
            found |= dict.fromkeys((*names, "portal.dead_links", "portal.empty_columns"), (None, "inconclusive"))
            return found if plan.services else {**found, "portal.services": (None, "not_applicable")}
        for name in names:
            missing = name.startswith("disclosure") and plan.disclosure is None
            found[name] = (None, "inconclusive" if missing else self.states.get((plan.code, name), "met"))
        dead = sum(item[3] for item in self.broken(plan.code, night) if item[0] == "portal")
        found["portal.dead_links"] = (dead, "not_met" if dead else "met")
        empty = len(self.empties(plan.code, night))
        unread = not empty and "script_list" in plan.plants
        found["portal.empty_columns"] = (None, "inconclusive") if unread else (empty, "not_met" if empty else "met")
        return found

    def broken(self, unit: str, night: int) -> list[tuple[str, str, str, bool]]:
        """Broken links of a unit (or, for an empty unit, of the sites): site, address, reason, confirmed."""
        return [
            (site, subject, reason, definite or (night == 1 and 0 in nights))
            for code, site, subject, _, reason, definite, nights in self.links
            if code == unit and night in nights
        ]

    def empties(self, unit: str, night: int) -> list[tuple[str, str, str]]:
        """Empty columns of a unit: site, address, reason."""
        return [
            (site, subject, reason)
            for code, site, subject, reason, nights in self.empty
            if code == unit and night in nights
        ]

    def lines(self, plan: UnitPlan, month: str, night: int) -> dict[str, tuple[str, str]]:
        """Low and high of every criterion."""
        lines = dict(_NOBODY_ENTERED)
        measures = self.measures(plan, month, night)
        for name, steps in _LADDERS.items():
            value = measures[name][0]
            least = (
                value
                if value is not None
                else len(self.counted(plan.code, "portal", month, night))
                if name == "portal.posts"
                else 0
            )
            low = next(points for bound, points in steps if least >= bound)
            lines[name] = (low, low if value is not None else steps[0][1])
        for name, full in FULL.items():
            outcome = measures[name][1]
            lines[name] = {"inconclusive": ("0", full), "not_met": ("0", "0")}.get(outcome, (full, full))
        return lines

    def site_sheets(self, night: int) -> list[tuple[str, str, str]]:
        """Every item of both sites' sheets under the checks of 2019: site, item, veto or lowest and highest points."""
        unknown = ("wording", "secrets", "tampering", "forged_dates", "interaction")
        found = [(site, f"veto.{name}", "unknown") for site in ("portal", "disclosure") for name in unknown]
        for site in ("portal", "disclosure"):
            blank = sum(item[1] == site and night in item[4] for item in self.empty)
            unread = sum("script_list" in plan.plants for plan in UNITS) if site == "portal" else 0
            found.append(
                (site, "veto.empty_columns", "yes" if blank >= 5 else "no" if blank + unread < 5 else "unknown")
            )
        lists = [self.posts[(plan.code, "disclosure")] for plan in UNITS if plan.disclosure is not None]
        since = NIGHTS[night] - timedelta(days=14)
        still = sum(not any(since <= day <= NIGHTS[night] for day, _, _ in posts) for posts in lists)
        found.append(("disclosure", "veto.stale_columns", "no" if still < 5 else "unknown"))
        poor = sum(outcome == "not_met" for _, _, outcome in self.guides)
        return [
            *found,
            *SHEETS,
            ("portal", "veto.services", "yes" if poor >= 5 else "no"),
            ("disclosure", "veto.services", "unknown"),
            ("portal", "veto.unreachable", "no"),
            ("disclosure", "veto.unreachable", "yes"),
        ]

    def early_warnings(self, night: int) -> list[tuple[str, str, int]]:
        """What tips over within ten days: whose, how it is called, and days left; the news of the main columns are the home page's."""
        today = NIGHTS[night]
        certificate = visits.CONNECTIONS["portal"].until
        assert certificate is not None
        newest = max(day for days in self.clones.values() for day, address in days if "/hqyw/" in address)
        left = 14 - (today - newest).days
        blank = sum(site == "portal" and night in nights for _, site, _, _, nights in self.empty)
        return [
            *([("红桥政务网", "已有 4", 0)] if blank == 4 else []),
            ("红桥政务网", "最近 7", 0),
            ("红桥政务网", "红桥要闻", left),
            ("红桥政务网", "首页最近", left),
            ("红桥政务网", "http", (certificate - today).days),
        ]

    def document(self, night: int) -> dict[str, Any]:
        """The whole truth of one night, as it is written beside the reports."""
        units = {}
        for plan in UNITS:
            units[plan.code] = {
                "months": {
                    month: {
                        "measures": {name: list(value) for name, value in sorted(self.measures(plan, month, night).items())},
                        "posts": {site: self.counted(plan.code, site, month, night) for site in ("portal", "disclosure")},
                        "lines": {name: list(value) for name, value in sorted(self.lines(plan, month, night).items())},
                    }
                    for month in MONTHS
                },
                "broken_links": sorted(list(item) for item in self.broken(plan.code, night)),
                "empty_columns": sorted(list(item) for item in self.empties(plan.code, night)),
                "findings": sorted([check, site, subject] for code, check, site, subject, nights in self.findings if code == plan.code and night in nights),
            }  # fmt: skip
        return {
            "units": units,
            "identity": sorted(list(item) for item in IDENTITY),
            "messages": sorted(list(item) for item in mailbox.TRUTH),
            "visits": sorted(list(item) for item in visits.TRUTH),
            "early_warnings": sorted(list(item) for item in self.early_warnings(night)),
            "guides": sorted(list(item) for item in self.guides),
            "site_sheets": sorted(list(item) for item in self.site_sheets(night)),
            "site_links": sorted(list(item) for item in self.broken("", night)),
            "unmatched_sources": sorted([source, count] for source, count in UNMATCHED),
        }
