"""The links of a section as they stood in one night, with what their targets answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import and_, select

from checks.snapshot import LinkView
from config.settings import SectionPlace
from crawler.reading.attached import kind_of
from crawler.records.observations import LinkSample
from db import tables
from db.answers import ANSWER_COLUMNS, answer_of
from db.attachments import AttachmentReads
from db.intervals import holds_in
from db.snapshots.readings import Personal, Readings
from db.titles import titles_of

_ANSWERS, _ADDRESSES = tables.table(tables.AnswerState), tables.table(tables.Address)
_USES = tables.table(tables.LinkUseState)


class LinkReader:
    """Reads the links of one section after the other."""

    def __init__(self, readings: Readings) -> None:
        self._readings, self._run, self._engine = readings, readings.run, readings.engine

    def read(self, place: SectionPlace, holders: Mapping[str, int]) -> tuple[LinkView, ...]:
        """A section's links; `holders` says in how many of the site's sections a target stands, where that is in several."""
        statement = (
            select(_USES.c.target, _USES.c.problem, _USES.c.pages, _USES.c.samples, _ANSWERS.c.id, *ANSWER_COLUMNS)
            .outerjoin_from(_USES, _ADDRESSES, (_ADDRESSES.c.url_hash == _USES.c.target_hash) & (_USES.c.problem == ""))
            .outerjoin(_ANSWERS, and_(_ANSWERS.c.address_id == _ADDRESSES.c.id, *holds_in(_ANSWERS, self._run.id)))
            .where(_USES.c.section == place.key, *holds_in(_USES, self._run.id))
            .order_by(_USES.c.target, _ANSWERS.c.last_run, _ANSWERS.c.id)
        )
        views: dict[str, LinkView] = {}
        with self._engine.connect() as connection:
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

    def _with_titles(self, views: dict[str, LinkView]) -> tuple[LinkView, ...]:
        """Links with the titles that their pages have borne, where these changed."""
        pages = [url for url, view in views.items() if view.answer is not None and view.answer.sniffed == "html"]
        titles = titles_of(self._engine, pages, self._run.id)
        return tuple(
            replace(view, titles=tuple((self._readings.night_up_to(run), title) for run, title in titles[url]))
            if url in titles
            else view
            for url, view in views.items()
        )

    def attachments(self, links: Sequence[LinkView]) -> tuple[Personal, ...]:
        """Personal numbers in the attachments that links lead to."""
        asked = {
            link.target: link
            for link in links
            if link.answer is not None and kind_of(link.target, link.answer.file_name)
        }
        found = AttachmentReads(self._engine).numbers(link.answer for link in asked.values() if link.answer is not None)
        return tuple((url, number, asked[url].evidence) for url in sorted(found) for number in found[url])


def _place_order(sample: LinkSample) -> tuple[str, int, str]:
    return sample.page, sample.line, sample.text
