"""Writes the stored pages behind a report's problems as inert pages into its folder; equal ones are kept once on disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.context import Context
from app.progress import Reporter
from app.stages.pictures import Taken, Wanted, take
from app.stages.placing import second_name
from config.legible import legible
from reports import words
from reports.copies import Marks, can_be_shown, inert
from reports.models import Copy, MonthReport, Observed
from reports.problems import Problem, problems

FOLDER = "evidence"
SHOWN_COPIES = 3
"""Stored pages of one problem at most: the holding page, and what the address itself answered."""


@dataclass(frozen=True, slots=True)
class Source:
    """One stored page to show, and what is to be marked on it."""

    seen: Observed
    about: str
    marks: Marks

    @property
    def file(self) -> str:
        """Named by content and marks: what has the same name is the same."""
        return f"copy-{self.seen.body[:20]}-{self.marks.digest}.html"


class Shelf:
    """The folder of copies of one report; a file that another report has already is linked, not made again."""

    def __init__(self, context: Context, folder: Path, known: Sequence[Path]) -> None:
        self.context, self.folder = context, folder / FOLDER
        self.known = [place / FOLDER for place in known if (place / FOLDER).is_dir() and place != folder]
        self.folder.mkdir(parents=True, exist_ok=True)

    def copy(self, source: Source) -> Copy | None:
        """The inert page of a source, None where its body is not kept or is nothing to read."""
        if not source.seen.body or not can_be_shown(source.seen.content_type):
            return None
        path = self.folder / source.file
        if not self.linked(path):
            body = self.context.bodies.get(source.seen.body)
            if body is None:
                return None
            about = f"存档页面，不含脚本、样式和图片　{words.shown_address(source.seen.url)}　首次读到 {source.seen.first_at:%Y-%m-%d %H:%M}"
            made = inert(body, source.seen.content_type, source.seen.url, source.marks, about)
            path.write_text(legible(made.html), encoding="utf-8")
        marked = 'id="mark"' in path.read_text(encoding="utf-8")
        return Copy(source.about, source.seen.url, path.name, marked)

    def linked(self, path: Path) -> bool:
        """Whether a file is there, or could be taken over from another report."""
        if path.exists():
            return True
        for place in self.known:
            if (place / path.name).exists():
                second_name(place / path.name, path)
                return True
        return False


def with_evidence(context: Context, report: MonthReport, folder: Path, reporter: Reporter | None = None) -> MonthReport:
    """The report with its stored pages written below a folder, and pictures of new faults where a browser is installed."""
    shelf = Shelf(context, folder, [context.reports / "latest", *sorted(context.reports.glob("month-*"))])
    copies: dict[str, tuple[Copy, ...]] = {}
    wanted: list[Wanted] = []
    for problem in problems(report):
        made = tuple(copy for source in sources(report, problem) if (copy := shelf.copy(source)) is not None)
        if not made:
            continue
        copies[problem.name] = made
        if made[0].is_marked and problem.finding.stands and problem.finding.confirmed is not False:
            wanted.append(Wanted(problem.name, shelf.folder / made[0].file, _is_new(report, problem)))
    taken = take(wanted, shelf.linked) if context.configuration.monitor.pictures else Taken({})
    if reporter is not None and taken.made:
        reporter.say(str(taken))
    return replace(report, copies=copies, pictures=taken.files)


def _is_new(report: MonthReport, problem: Problem) -> bool:
    return report.is_new(problem.owner, problem.finding)


def sources(report: MonthReport, problem: Problem) -> Iterator[Source]:
    """The stored pages to show of one problem: the page that holds it first, then what was answered."""
    item = problem.finding
    shown: set[str] = set()
    if item.places and item.places[0].page in report.holders:
        place, holder = item.places[0], report.holders[item.places[0].page]
        shown.add(holder.name)
        yield Source(holder, "所在页面", Marks(item.subject, place.text, place.line))
    names = [name for name in dict.fromkeys(item.evidence) if name in report.observed and name not in shown]
    for name in names[: SHOWN_COPIES - len(shown)]:
        quotes = tuple(dict.fromkeys(quote for quote in item.quotes if quote))
        about = "该地址返回的页面" if words.kind_of(item) and item.places else "栏目或信息的页面"
        yield Source(report.observed[name], about, Marks(quotes=quotes))
