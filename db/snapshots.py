"""Reads the store back as the snapshots that the checks are handed: each section as it stood in one night."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, and_, func, select

from checks.snapshot import ColumnView, EntryView, LinkView, PageView, SectionSnapshot, UnitSnapshot
from config.schema import Role, SiteKind, Unit
from config.settings import Configuration, SectionPlace
from crawler.addresses import host_of
from crawler.job import canonical_section, host_groups
from crawler.reading.attached import kind_of
from crawler.records.items import PageGist
from crawler.records.observations import UNNAMED, LinkSample
from crawler.walking.owners import Owners
from db import tables
from db.attachments import AttachmentReads
from db.codec import unpack
from db.entry_views import EntryReader
from db.intervals import chunks
from db.keys import HEAD, following, hashed
from db.message_pages import message_pages
from db.readings import Readings
from db.results import Results
from db.runs import RunRecord, Runs
from db.sink import ANSWER_COLUMNS, answer_of
from db.titles import titles_of

_ANSWERS, _ADDRESSES, _EXTRACTS = (
    tables.table(tables.AnswerState),
    tables.table(tables.Address),
    tables.table(tables.Extract),
)
_USES = tables.table(tables.LinkUseState)
_COLUMNS, _SECTIONS, _HOSTS = (
    tables.table(tables.ColumnWalkState),
    tables.table(tables.SectionWalkState),
    tables.table(tables.HostState),
)
Holders = Mapping[str, tuple[int, Mapping[str, int]]]
"""For each site how many of its sections were walked, and in how many each target stands that several hold."""
_PROFILE_ROLES = frozenset(Role) - {Role.POSTS, Role.SERVICES, Role.OTHER, Role.ANNUAL_REPORT, Role.KEY_AREAS}


class SnapshotReader:
    """Everything that one night saw, section by section; `holders` are given where another reader of the night has them."""

    def __init__(
        self, engine: Engine, configuration: Configuration, run: RunRecord, floor: date, holders: Holders | None = None
    ) -> None:
        self.engine = engine
        self.configuration = configuration
        self.run = run
        tracking = configuration.monitor.policies.tracking_parameters
        self.places = [canonical_section(place, tracking) for place in configuration.sections()]
        self.owners = Owners(self.places)
        runs = Runs(engine)
        self.nights = {item.id: item.night for item in runs.all()}
        self.readings = Readings(engine, run, self.nights)
        self.entries = EntryReader(self.readings, self.owners, floor, texts=bool(configuration.words))
        self.good = [item for item in runs.good(run.id) if item.id != run.id] + [run]
        previous = runs.before(run)
        self.faults_before: dict[tuple[str, str], Any] = Results(engine).load(previous.id, "faults") if previous else {}
        self._given = holders

    # ---- whole night ----------------------------------------------------------------------------------------------

    @cached_property
    def _groups(self) -> list[tuple[str, ...]]:
        return host_groups(self.configuration)

    def _crawled_with(self, place: SectionPlace) -> set[str]:
        """The hosts of a section's site whose pages its own crawl reads; all others are elsewhere."""
        hosts = {host for site in self.configuration.sites if site.id == place.site for host in site.hosts}
        group = next((group for group in self._groups if host_of(place.home) in group), ())
        return hosts & set(group) or hosts

    @cached_property
    def down(self) -> frozenset[str]:
        """Configured hosts that were out of reach."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(_HOSTS.c.host).where(_HOSTS.c.run_id == self.run.id, _HOSTS.c.configured, ~_HOSTS.c.reachable)
            )
            return frozenset(row.host for row in rows)

    @cached_property
    def holders(self) -> Holders:
        """What all sections of the sites hold in common: the same for every unit of a night."""
        return self._found_holders() if self._given is None else self._given

    def _found_holders(self) -> Holders:
        found: dict[str, tuple[int, dict[str, int]]] = {}
        with self.engine.connect() as connection:
            for site in self.configuration.sites:
                keys = [place.key for place in self.places if place.site == site.id and place.unit]
                now = (_USES.c.first_run <= self.run.id, _USES.c.last_run >= self._since, _USES.c.section.in_(keys))
                walked = connection.execute(select(func.count(func.distinct(_USES.c.section))).where(*now)).scalar_one()
                count = func.count(func.distinct(_USES.c.section))
                statement = select(_USES.c.target, count).where(*now).group_by(_USES.c.target).having(count > 1)
                found[site.id] = (int(walked), {row[0]: int(row[1]) for row in connection.execute(statement)})
        return found

    @cached_property
    def _since(self) -> int:
        """A night over some units only is compared with the sections of the last whole night."""
        return self.good[-2].id if self.run.units and len(self.good) > 1 else self.run.id

    # ---- sections -------------------------------------------------------------------------------------------------

    def unit(self, unit: Unit, main: SectionSnapshot, closed: Mapping[str, date]) -> UnitSnapshot:
        """One unit tonight."""
        sections = {kind: self._section_of(unit, kind) for kind in SiteKind}
        wanted = [url for section in sections.values() if section for entry in section.entries for url in _forms(entry)]
        answers = {url: answer for url, (answer, _) in self.readings.answers(wanted).items()}
        return UnitSnapshot(
            unit=unit,
            as_of=self.run.as_of,
            today=self.run.night,
            sections=sections,
            main=main,
            nights=tuple(item.night for item in self.good),
            closed=closed,
            answers=answers,
            words=self.configuration.words,
        )

    def _section_of(self, unit: Unit, kind: SiteKind) -> SectionSnapshot | None:
        place = next((item for item in self.places if item.unit == unit.code and item.kind is kind), None)
        return None if place is None else self.section(place)

    def main(self, kind: SiteKind) -> SectionSnapshot:
        """A site's own main part."""
        return self.section(next(place for place in self.places if not place.unit and place.kind is kind))

    def section(self, place: SectionPlace) -> SectionSnapshot:
        """One section tonight."""
        columns = self._columns(place)
        pages, personal = self._pages(place)
        entries, listed_personal = self.entries.read(place, columns, self._crawled_with(place))
        walk = self._section_walk(place)
        links = self._links(place)
        return SectionSnapshot(
            place=place,
            home=self.readings.pages([place.home])[place.home],
            columns=columns,
            entries=entries,
            pages=pages,
            links=links,
            attachments=self._attachments(links),
            faults=self.faults_before.get((place.key, ""), ()),
            complete=bool(walk and walk["complete"]),
            reason=str(walk["reason"]) if walk else "not_read",
            is_down=host_of(place.home) in self.down,
            personal=tuple(dict.fromkeys(personal + listed_personal)),
            first_complete=self._first_complete(place),
            messages=tuple(message_pages(self.readings.pages, columns, entries)),
            site_sections=self.holders[place.site][0],
            cut_short=self._cut_short(place),
        )

    def _at(self, table: Any) -> tuple[Any, Any]:
        return table.c.first_run <= self.run.id, table.c.last_run >= self.run.id

    def _section_walk(self, place: SectionPlace) -> Any:
        with self.engine.connect() as connection:
            return (
                connection.execute(select(_SECTIONS).where(_SECTIONS.c.section == place.key, *self._at(_SECTIONS)))
                .mappings()
                .first()
            )

    def _cut_short(self, place: SectionPlace) -> str:
        with self.engine.connect() as connection:
            where = (_COLUMNS.c.section == place.key, _COLUMNS.c.column_key == UNNAMED, *self._at(_COLUMNS))
            return str(connection.execute(select(_COLUMNS.c.reason).where(*where)).scalar() or "")

    def _first_complete(self, place: SectionPlace) -> date | None:
        statement = select(func.min(_SECTIONS.c.first_run)).where(
            _SECTIONS.c.section == place.key, _SECTIONS.c.complete
        )
        with self.engine.connect() as connection:
            first = connection.execute(statement).scalar()
        return self.nights.get(first) if first is not None else None

    def _columns(self, place: SectionPlace) -> tuple[ColumnView, ...]:
        with self.engine.connect() as connection:
            rows = list(
                connection.execute(
                    select(_COLUMNS).where(_COLUMNS.c.section == place.key).order_by(_COLUMNS.c.id)
                ).mappings()
            )
            urls = [column.url for column in place.columns]
            linked = {
                row.target for piece in chunks(urls)
                for row in connection.execute(select(_USES.c.target).where(_USES.c.section == place.key, _USES.c.target_hash.in_([hashed(url) for url in piece]), *self._at(_USES)))
            }  # fmt: skip
        pages = self.readings.pages(urls, history=any(_PROFILE_ROLES & set(column.roles) for column in place.columns))
        views = []
        for column in place.columns:
            walks = [row for row in rows if row["column_key"] == column.key]
            now = next((row for row in walks if row["first_run"] <= self.run.id <= row["last_run"]), None)
            complete = tuple(
                item.night
                for item in self.good
                for row in walks
                if row["complete"] and row["first_run"] <= item.id <= row["last_run"]
            )
            views.append(
                ColumnView(
                    place=column,
                    page=pages[column.url],
                    complete=bool(now and now["complete"]),
                    reason=str(now["reason"]) if now else "not_read",
                    pages=int(now["pages"]) if now else 0,
                    complete_nights=complete,
                    is_linked=column.url in linked,
                )
            )
        return tuple(views)

    def _pages(self, place: SectionPlace) -> tuple[tuple[PageView, ...], list[tuple[str, str, str]]]:
        """Pages in scope that are no articles, and personal numbers on any page in scope."""
        rows: dict[str, tuple[int, bytes]] = {}
        with self.engine.connect() as connection:
            for prefix in place.scope:
                rest = prefix.partition("://")[2]
                for scheme in ("http", "https"):
                    start = f"{scheme}://{rest}"[:HEAD]
                    statement = (
                        select(_ADDRESSES.c.url, _ANSWERS.c.id, _EXTRACTS.c.gist)
                        .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
                        .join(_EXTRACTS, _EXTRACTS.c.key == _ANSWERS.c.extract_key)
                        .where(_ADDRESSES.c.head >= start, _ADDRESSES.c.head < following(start), *self._at(_ANSWERS))
                    )
                    for url, number, gist in connection.execute(statement).all():
                        if self.owners.of(url, place.site) == place.key:
                            rows[url] = (number, gist)
        personal: list[tuple[str, str, str]] = []
        plain: list[str] = []
        for url, (number, packed) in rows.items():
            gist = unpack(packed, PageGist)
            personal += [(url, masked, f"obs:{number}") for masked in gist.personal]
            if gist.article is None or not gist.article.shows_day:
                plain.append(url)
        views = self.readings.pages(plain)
        return tuple(views[url] for url in sorted(plain)), personal

    def _links(self, place: SectionPlace) -> tuple[LinkView, ...]:
        statement = (
            select(_USES.c.target, _USES.c.problem, _USES.c.pages, _USES.c.samples, _ANSWERS.c.id, *ANSWER_COLUMNS)
            .outerjoin_from(_USES, _ADDRESSES, (_ADDRESSES.c.url_hash == _USES.c.target_hash) & (_USES.c.problem == ""))
            .outerjoin(_ANSWERS, and_(_ANSWERS.c.address_id == _ADDRESSES.c.id, *self._at(_ANSWERS)))
            .where(_USES.c.section == place.key, *self._at(_USES))
            .order_by(_USES.c.target, _ANSWERS.c.last_run, _ANSWERS.c.id)
        )
        holders = self.holders[place.site][1] if place.unit else {}
        views: dict[str, LinkView] = {}
        with self.engine.connect() as connection:
            for target, problem, pages, samples, number, *values in connection.execute(statement).all():
                answer, evidence = (answer_of(values), f"obs:{number}") if number is not None else (None, "")
                places = tuple(sorted((LinkSample(*sample) for sample in samples), key=_place_order))
                views[target] = LinkView(
                    target,
                    problem,
                    pages=pages,
                    samples=places,
                    answer=answer,
                    evidence=evidence,
                    sections=holders.get(target, 1),
                )
        return self._with_titles(views)

    def _attachments(self, links: Sequence[LinkView]) -> tuple[tuple[str, str, str], ...]:
        """Personal numbers in the attachments that links lead to."""
        asked = {
            link.target: link
            for link in links
            if link.answer is not None and kind_of(link.target, link.answer.file_name)
        }
        found = AttachmentReads(self.engine).numbers(link.answer for link in asked.values() if link.answer is not None)
        return tuple((url, number, asked[url].evidence) for url in sorted(found) for number in found[url])

    def _with_titles(self, views: dict[str, LinkView]) -> tuple[LinkView, ...]:
        """Links with the titles that their pages have borne, where these changed."""
        pages = [url for url, view in views.items() if view.answer is not None and view.answer.sniffed == "html"]
        titles = titles_of(self.engine, pages, self.run.id)
        return tuple(
            replace(view, titles=tuple((self.readings.night_up_to(run), title) for run, title in titles[url]))
            if url in titles
            else view
            for url, view in views.items()
        )


def _forms(entry: EntryView) -> list[str]:
    return [link.url for link in entry.offered]


def _place_order(sample: LinkSample) -> tuple[str, int, str]:
    return sample.page, sample.line, sample.text
