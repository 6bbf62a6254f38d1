"""What a night asks of its own store while it runs: which links are still to be asked, how much was seen."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, func, or_, select

from crawler.records.observations import PASSING_FAILURES, UNNAMED, Answer, LinkSample, Target
from db import tables
from db.answers import ANSWER_COLUMNS, answer_of
from db.intervals import chunks
from db.keys import hashed

_ANSWERS, _ADDRESSES = tables.table(tables.AnswerState), tables.table(tables.Address)
_USES, _HOSTS = tables.table(tables.LinkUseState), tables.table(tables.HostState)
_COLUMNS, _SECTIONS = tables.table(tables.ColumnWalkState), tables.table(tables.SectionWalkState)


class NightQuestions:
    """Questions about one running night."""

    def __init__(self, engine: Engine, run: int) -> None:
        self.engine = engine
        self.run = run

    def answered(self) -> int:
        """How many addresses this night has asked so far."""
        with self.engine.connect() as connection:
            statement = select(func.count()).select_from(_ANSWERS).where(_ANSWERS.c.last_run == self.run)
            return int(connection.execute(statement).scalar_one())

    def unasked(self) -> list[Target]:
        """Distinct link targets that this night has not asked yet, each as its first place would ask it."""
        asked = (
            select(_ADDRESSES.c.url_hash)
            .join(_ANSWERS, _ANSWERS.c.address_id == _ADDRESSES.c.id)
            .where(_ANSWERS.c.last_run == self.run)
        )
        statement = select(_USES.c.target, _USES.c.samples).where(
            _USES.c.last_run == self.run, _USES.c.problem == "", _USES.c.target_hash.not_in(asked)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(statement.order_by(_USES.c.target, _USES.c.section.desc()))
            return list({target: _target(target, samples) for target, samples in rows}.values())

    def sheets(self) -> Iterator[tuple[Target, Answer]]:
        """Link targets of tonight that answered tonight and may be style sheets, by their kind or name."""
        statement = (
            select(_USES.c.target, _USES.c.samples, *ANSWER_COLUMNS)
            .join(_ADDRESSES, _ADDRESSES.c.url_hash == _USES.c.target_hash)
            .join(_ANSWERS, _ANSWERS.c.address_id == _ADDRESSES.c.id)
            .where(_USES.c.last_run == self.run, _USES.c.problem == "", _ANSWERS.c.last_run == self.run)
            .where(or_(_ANSWERS.c.content_type.icontains("text/css"), _ADDRESSES.c.url.icontains(".css")))
        )
        with self.engine.connect() as connection:
            for row in connection.execute(statement.order_by(_USES.c.target, _USES.c.section.desc())):
                yield _target(*row[:2]), answer_of(row[2:])

    def holders(self, targets: list[str]) -> Iterator[tuple[str, str, int]]:
        """The sections whose pages hold these targets: (section, target, pages)."""
        with self.engine.connect() as connection:
            for piece in chunks(targets):
                statement = select(_USES.c.section, _USES.c.target, _USES.c.pages).where(
                    _USES.c.last_run == self.run, _USES.c.target_hash.in_([hashed(target) for target in piece])
                )
                for row in connection.execute(statement):
                    yield row.section, row.target, row.pages

    def host_answers(self, hosts: list[str]) -> dict[str, tuple[int, int]]:
        """For each host how many of its addresses answered tonight, and how many failed in a passing way."""
        failures = [failure.value for failure in PASSING_FAILURES]
        found = dict.fromkeys(hosts, (0, 0))
        statement = (
            select(_ADDRESSES.c.host, func.count(), func.count().filter(_ANSWERS.c.failure.in_(failures)))
            .join(_ANSWERS, _ANSWERS.c.address_id == _ADDRESSES.c.id)
            .where(_ANSWERS.c.last_run == self.run, _ADDRESSES.c.host.in_(hosts))
            .group_by(_ADDRESSES.c.host)
        )
        with self.engine.connect() as connection:
            for host, total, failed in connection.execute(statement):
                found[host] = (total - failed, failed)
        return found

    def reachable_hosts(self, run: int) -> frozenset[str]:
        """Hosts that an earlier night reached."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(_HOSTS.c.host).where(_HOSTS.c.run_id == run, _HOSTS.c.reachable))
            return frozenset(row.host for row in rows)

    def walked(self) -> frozenset[str]:
        """Sections whose walk of tonight is recorded."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(_SECTIONS.c.section).where(_SECTIONS.c.last_run == self.run))
            return frozenset(row.section for row in rows)

    def sites_that_say_why(self) -> frozenset[str]:
        """Sites none of whose columns was read to its end tonight, each for a reason that is known."""
        whole: dict[str, bool] = {}
        with self.engine.connect() as connection:
            own = (_COLUMNS.c.last_run == self.run, _COLUMNS.c.column_key != UNNAMED)
            statement = select(_COLUMNS.c.section, _COLUMNS.c.complete).where(*own)
            for section, complete in connection.execute(statement):
                site = section.split("/")[0]
                whole[site] = whole.get(site, False) or complete
        return frozenset(site for site, complete in whole.items() if not complete)

    def reasons(self) -> frozenset[str]:
        """Why columns were not read to their end tonight."""
        with self.engine.connect() as connection:
            statement = select(_COLUMNS.c.reason).distinct().where(_COLUMNS.c.last_run == self.run)
            return frozenset(row.reason for row in connection.execute(statement))

    def counts(self) -> dict[str, int]:
        """Pages and entries read tonight, site by site: what a sudden drop is told from."""
        counts: dict[str, int] = {}
        with self.engine.connect() as connection:
            for table, column, word in (
                (_SECTIONS, _SECTIONS.c.pages, "pages"),
                (_COLUMNS, _COLUMNS.c.entries, "entries"),
            ):
                for section, number in connection.execute(
                    select(table.c.section, column).where(table.c.last_run == self.run)
                ):
                    key = f"{section.split('/')[0]} {word}"
                    counts[key] = counts.get(key, 0) + int(number)
        return dict(sorted(counts.items()))


def _target(url: str, samples: list[list[Any]]) -> Target:
    first = LinkSample(*samples[0]) if samples else None
    return Target(url, first.asked, first.page) if first else Target(url)
