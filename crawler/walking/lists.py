"""What pages lead to: lists are walked to their end, entries and links of the section are followed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from math import inf

from config.schema import TEXT_ROLES, Content
from config.settings import ColumnPlace
from crawler.addresses import extension_of, host_of
from crawler.job import CrawlJob
from crawler.reading.kinds import FILES, document_extension
from crawler.reading.links import MAX_LINKS
from crawler.records.blocks import block_marks
from crawler.records.items import Link, PageExtract, PageLinks, links_of
from crawler.records.observations import Answer, ColumnWalk, EntrySeen, Failure, LinkUse, SectionWalk
from crawler.walking.frames import frames_of, is_still
from crawler.walking.frontier import Frontier, Task
from crawler.walking.link_table import LinkTable
from crawler.walking.outbox import Outbox
from crawler.walking.outcome import column_walks, cut_short
from crawler.walking.owners import Owners
from crawler.walking.reasons import reason_of
from crawler.walking.side_blocks import HOME, SAMPLES, SideBlocks, samples
from crawler.walking.turning import Turned
from crawler.walking.walk import GONE, MARGIN, MESSAGES_BACK, Walk
from crawler.walking.wholes import archives_of, open_parts, wholes_of

MOST_PARTS = 100
"""Pages with the wholes of one column's lists that are read."""
_FOLLOWED = frozenset(("a", "area", "iframe", "frame", "refresh"))


class Lists:
    """The sections of one crawl: their lists, their links, and what is asked next."""

    def __init__(self, job: CrawlJob, frontier: Frontier, outbox: Outbox) -> None:
        self.job = job
        self.forms: dict[str, str] = {}
        """Bodies of forms that lead to further pages, by the name of the page."""
        self._frontier = frontier
        self._outbox = outbox
        self._sections = {section.key: section for section in job.sections}
        self._owners = Owners(job.sections)
        self._links = LinkTable()
        self._walks: list[Walk] = []
        self._holders: dict[tuple[str, str], float] = {}
        """Sections and the pages whose links they were given, with the depth from which these were followed."""
        self._turned = Turned()
        self._sides: dict[str, SideBlocks] = {}
        self._held: dict[str, list[tuple[Answer, PageExtract, Task]]] = {}
        self._columns = {column.url for section in job.sections for column in section.columns}
        self._fronts: dict[str, tuple[tuple[str, str], ...]] = {}
        """A section's home and columns, each with what identifies it; looked up where a list of it goes on."""

    # ---- asking ---------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask the home and the columns of every section to walk."""
        for key in self.job.walked:
            section = self._sections[key]
            texts = frozenset(column.key for column in section.columns if set(column.roles) <= TEXT_ROLES)
            self._sides[key] = SideBlocks({HOME, *(column.key for column in section.columns)}, texts)
            self.ask(self.job.address(section.home), Task(key, compared=HOME))
            for column in section.columns:
                walk = Walk(key, column.key, column.url, column.template, self._floor(column), asked={column.url})
                self._walks.append(walk)
                self.ask(self.job.address(column.url), Task(key, walk, 1))

    def _floor(self, column: ColumnPlace) -> date:
        """How far back a column is read: to the oldest open month, messages of the public for a year."""
        if column.content is not Content.REPLIES:
            return self.job.floor
        return min(self.job.floor, self.job.reference.date() - MESSAGES_BACK)

    def ask(self, address: str, task: Task, referer: str = "") -> None:
        """Ask an address from a page that holds it; where a limit forbids it, its list ends here."""
        refused = self._frontier.ask(address, task, referer)
        if refused:
            self.give_up(task, refused)

    def give_up(self, task: Task, reason: str) -> None:
        """An address that is not asked ends its list; a guess that leads to another host is only no page of it."""
        if task.walk is not None and (not task.optional or reason != "redirected_away"):
            task.walk.stop(reason)
        elif task.walk is not None:
            task.walk.led_away()
        self._settle(task, None)
        if task.walk is not None:
            self._go_on(task.walk)

    # ---- answers --------------------------------------------------------------------------------------------------

    def serve(self, answer: Answer, extract: PageExtract | PageLinks | None, task: Task) -> None:
        """What one reason for asking makes of the answer; its links alone are enough where `needs_whole` says so."""
        if extract is None:
            self._nothing_read(answer, task)
            self._settle(task, None)
            return
        page = self._page(answer)
        if task.compared and task.listed and self._owner(page, task) is None:
            self._settle(task, extract if isinstance(extract, PageExtract) else None)
            return  # whichever section came first compares it: it is nobody's page until a list leads there
        links = extract if isinstance(extract, PageLinks) else links_of(extract)
        holder = self._holder(page, task)
        self._count_links(holder, page, answer, links)
        is_followed = holder == task.section and not self._is_old(links)
        if isinstance(extract, PageExtract):
            self._serve_whole(answer, extract, task, may_go_on=is_followed and _may_go_on(extract, task))
        if task.walk is None:
            place = (holder, answer.url)
            self._holders[place] = min(self._holders[place], task.depth if holder == task.section else inf)
            if is_followed:
                self._follow(page, links.links, task)

    def is_served(self, answer: Answer, task: Task) -> bool:
        """Whether a page that was read gives a row of a list nothing more: its section has its links, and has followed them.

        From nearer it would ask nothing else: what a page leads to is known by then, or was refused for good.
        """
        is_row = task.listed and task.walk is None and not task.compared
        followed = self._holders.get((task.section, answer.url), inf)
        return is_row and (followed <= task.depth or followed < self.job.crawl.max_depth)

    def _count_links(self, holder: str, page: str, answer: Answer, found: PageLinks) -> None:
        if (holder, answer.url) not in self._holders:
            self._holders[(holder, answer.url)] = inf
            self._links.add(holder, page, found.links)
            if len(found.links) >= MAX_LINKS:
                self._frontier.limits.setdefault(holder, "page_limit")

    def _serve_whole(self, answer: Answer, extract: PageExtract, task: Task, *, may_go_on: bool) -> None:
        """What asks for more of a page than its links: comparing, and lists."""
        if task.compared:
            self._settle(task, extract)
        if task.walk is not None:
            self._hold(answer, extract, task)
        elif may_go_on:
            walk = Walk(task.section, "", answer.url, extract.template, self.job.floor, asked={answer.url})
            self._walks.append(walk)
            self._list_page(answer, extract, replace(task, walk=walk, position=1))

    def _page(self, answer: Answer) -> str:
        """What identifies the page that answered."""
        return self._frontier.key(answer.final_url) if answer.final_url else answer.url

    def _holder(self, url: str, task: Task) -> str:
        """The section that a page belongs to: the one whose scope holds it, else the one that lists it."""
        return self._owner(url, task) or task.section

    def _owner(self, url: str, task: Task) -> str | None:
        return self._owners.of(url, self._sections[task.section].site)

    def _is_old(self, page: PageLinks) -> bool:
        """An article from before the open months: its links are checked, but lead no further into the past."""
        return page.published is not None and page.published < self.job.floor - MARGIN and not self.job.full

    def _nothing_read(self, answer: Answer, task: Task) -> None:
        """A list page that gave nothing: the walk ends here, unless the page was only a guess."""
        walk = task.walk
        if walk is None:
            return
        walk.frame_read(answer.url, is_still=reason_of(answer) in GONE)
        walk.failed(reason_of(answer), optional=task.optional)
        self._go_on(walk)

    def _hold(self, answer: Answer, extract: PageExtract, task: Task) -> None:
        """Keep a list page until the section's side blocks are known, then take it."""
        if task.walk is None or not task.walk.column:
            self._list_page(answer, extract, task)
            return
        self._held.setdefault(task.section, []).append((answer, extract, task))
        if task.position <= 1:
            self._compare(extract, task)
        self._settle(task, extract)

    def _compare(self, extract: PageExtract, task: Task) -> None:
        """Ask a few articles that a column's first page lists, to see what its rows share with other pages."""
        sides, wanted = self._sides[task.section], SAMPLES
        addresses = {link.url: link.address for link in extract.links}
        for url in samples(extract):
            if (
                wanted
                and url not in sides.waiting
                and self._is_own_page(url, task)
                and not self._frontier.is_known(url)
            ):
                wanted -= 1
                sides.waiting.add(url)
                sample = Task(task.section, depth=task.depth + 1, listed=True, compared=url)
                self.ask(addresses.get(url, url), sample, extract.url)

    def _settle(self, task: Task, extract: PageExtract | None) -> None:
        """Take a page into account for side blocks, and serve what waited where all are known."""
        sides = self._sides[task.section]
        if task.walk is not None and task.walk.column:
            sides.read(task.walk.column, extract)
        elif task.compared:
            sides.read(task.compared, extract, plain=task.compared != HOME)
        if sides.is_settled:
            for answer, page, waiting in self._held.pop(task.section, []):
                self._list_page(answer, sides.own(page, waiting.walk.column if waiting.walk else ""), waiting)

    # ---- lists ----------------------------------------------------------------------------------------------------

    def _list_page(self, answer: Answer, extract: PageExtract, task: Task) -> None:
        """Take a list page's entries and go on to the next one."""
        walk = task.walk
        assert walk is not None
        before = set(walk.asked)
        page = self._page(answer)
        frames = self._frames(extract, task)
        walk.frames.update(self._frontier.key(url) for url in frames)
        self._remember_below(walk, extract)
        for url in frames:
            walk.add(url, optional=bool(extract.entries))
        if not extract.entries and (frames or task.optional):
            if not task.optional:
                walk.framed_by(extract.paging)
            walk.led_nowhere(extract)
            walk.frame_read(answer.url, is_still=is_still(extract, self.job.hosts))
            self._ask_parts(extract, task)
            self._follow(page, extract.links, task)
        elif task.position > 1 and self._is_other_page(page, task):
            walk.stop("pages_missing")
        elif walk.read(extract, full=self.job.full, is_further=not task.optional and answer.url not in walk.frames):
            self._ask_wholes(extract, task)
            self._ask_parts(extract, task)
            self._turned.add(page, [self._frontier.key(url) for url in walk.asked - before])
            self._walk_lists(walk, extract)
            self._take_entries(page, extract, task, walk)
            self._follow(page, extract.links, task)
        self._go_on(walk)

    def _walk_lists(self, walk: Walk, extract: PageExtract) -> None:
        """Walk each of several lists of a page to its own end."""
        for one in walk.lists_of(extract):
            self._walks.append(one)
            self._turned.add(self._frontier.key(extract.url), [self._frontier.key(url) for url, _ in one.queue])
            self._go_on(one)

    def _is_other_page(self, page: str, task: Task) -> bool:
        """Whether a section leads there whoever asks for what is not there: its home, or another of its columns."""
        if task.section not in self._fronts:
            section = self._sections[task.section]
            fronts = [("", section.home), *((column.url, column.url) for column in section.columns)]
            self._fronts[task.section] = tuple((column, self._frontier.key(url)) for column, url in fronts)
        own = task.walk.url if task.walk is not None else None
        return any(key == page and column != own for column, key in self._fronts[task.section])

    def _ask_wholes(self, extract: PageExtract, task: Task) -> None:
        """Ask the pages that show the whole of lists of which a column's page shows the newest part (更多 in their head); their rows are the column's."""
        walk = task.walk
        if walk is not None and walk.column and walk.pages <= 1:
            for address in wholes_of(extract, walk.floor):
                self._ask_whole(address, task, walk)

    def _ask_parts(self, extract: PageExtract, task: Task) -> None:
        """Ask the parts of a column that its first page, or a frame of it, does not show (tabs, choices); those of periods before the open months are left out."""
        walk = task.walk
        if walk is None or not walk.column:
            return
        is_framed = self._frontier.key(extract.url) in walk.frames
        if not is_framed and (walk.pages > 1 or task.optional):
            return
        walk.archives += archives_of(extract)
        for address in open_parts(extract, walk.floor, self.job.reference.date()):
            if not (address and self._sides[task.section].is_navigation(self._frontier.key(address), walk.column)):
                self._ask_whole(address, task, walk)

    def _ask_archives(self, walk: Walk) -> None:
        """Ask what a list no longer shows (往期), where it does not run back before the open months by itself."""
        archives, walk.archives = walk.archives, []
        if walk.reaches_back or not walk.column:
            return
        for address in archives:
            self._ask_whole(address, Task(walk.section, walk, 1), walk)

    def _ask_whole(self, address: str, task: Task, walk: Walk) -> None:
        """Ask one of them, unless it is a column by itself, or another section's; where only a script leads to it, nobody can."""
        if not address:
            walk.reason = walk.reason or "parts_unread"
            return
        key = self._frontier.key(address)
        parts = {part.url for part in self._walks if part.column == walk.column and part.section == walk.section}
        if len(parts) > MOST_PARTS:
            walk.stop("page_limit")
            return
        if key in self._columns | parts | walk.asked or self._is_other_page(key, task):
            return
        if self._is_of_another(address, task):
            return
        if host_of(address) not in self.job.hosts or self._owner(address, task) is None:
            walk.stop("pager_elsewhere")
            return
        part = Walk(walk.section, walk.column, key, walk.template, walk.floor, asked={address}, led_by=walk.like)
        self._walks.append(part)
        self.ask(address, Task(task.section, part, 2), walk.url)

    def _frames(self, extract: PageExtract, task: Task) -> list[str]:
        """Frames of a column's first page that hold pages of our hosts: a list in one of them is the column's list."""
        if task.walk is None or task.walk.pages or not task.walk.column:
            return []
        return frames_of(extract, self.job.hosts)

    def _remember_below(self, walk: Walk, extract: PageExtract) -> None:
        """Which frames stand below the rows of a list's first page; one that is not asked may be its pager."""
        below = {self._frontier.key(url) for url in extract.framed} if walk.pages == 0 else set()
        walk.below |= below
        walk.may_go_on |= bool(below - walk.frames)

    def _take_entries(self, page: str, extract: PageExtract, task: Task, walk: Walk) -> None:
        marks = block_marks(extract)
        addresses = {link.url: link.address for link in extract.links}
        for index, entry in enumerate(extract.entries):
            if entry.url is not None and self._is_of_another(entry.url, task):
                continue
            if walk.column:
                position = (task.position - 1) * 1000 + index
                self._outbox.put(
                    EntrySeen(
                        section=walk.section,
                        column=walk.column,
                        page=page,
                        position=position,
                        entry=entry,
                        block=marks[entry.block],
                    )
                )
            if entry.url is not None:
                self._ask_entry(entry.url, addresses.get(entry.url, entry.url), page, task)

    def _ask_entry(self, url: str, address: str, page: str, task: Task) -> None:
        """Ask the page of an entry, where it is an HTML page on our hosts and not another section's."""
        if self._is_own_page(url, task):
            self.ask(address, Task(task.section, depth=task.depth + 1, listed=True), page)

    def _is_own_page(self, url: str, task: Task) -> bool:
        if host_of(url) not in self.job.hosts or document_extension(url) or extension_of(url) in FILES:
            return False
        return not self._is_of_another(url, task)

    def _is_of_another(self, url: str, task: Task) -> bool:
        """Whether an address lies in another unit's section; the portal's main columns list posts of all of them."""
        return self._owner(url, task) not in (None, task.section) and self._sections[task.section].unit != ""

    def _go_on(self, walk: Walk) -> None:
        """Ask the next page of a list, where there is one."""
        following = walk.following()
        if following is None:
            self._ask_archives(walk)
            return
        url, optional = following
        self.forms.update(walk.forms)
        if host_of(url) not in self.job.hosts:
            walk.stop("pager_elsewhere")
            return
        self.ask(url, Task(walk.section, walk, walk.pages + 1, listed=False, optional=optional), walk.url)

    # ---- links ----------------------------------------------------------------------------------------------------

    def _follow(self, page: str, links: tuple[Link, ...], task: Task) -> None:
        """Follow the links that stay in the section's scope."""
        if task.depth >= self.job.crawl.max_depth or not self._sections[task.section].scope:
            return
        for link in links:
            if self._is_followed(link, task):
                self.ask(link.address, Task(task.section, depth=task.depth + 1), page)

    def _is_followed(self, link: Link, task: Task) -> bool:
        """Whether a link leads to another page of the section that is not reached by walking a list."""
        if link.problem or link.kind not in _FOLLOWED or self._frontier.is_known(link.url):
            return False
        if host_of(link.url) not in self.job.hosts or extension_of(link.url) in FILES:
            return False
        if self._owner(link.url, task) != task.section:
            return False
        return not self._turned.holds(link.url)

    # ---- the end --------------------------------------------------------------------------------------------------

    def end(self, reason: str) -> Iterator[ColumnWalk | SectionWalk | LinkUse | Answer]:
        """How the walks, the sections and the links stand when the crawl ends for a reason of Scrapy's."""
        for walk in self._walks:
            if not walk.is_over:
                walk.stop("stopped" if reason != "finished" else "page_limit")
        yield from column_walks(self._walks)
        yield from cut_short(self._walks)
        for key in self.job.walked:
            limit = self._frontier.limits.get(key, "" if reason == "finished" else "stopped")
            yield SectionWalk(key, not limit, limit, sum(holder == key for holder, _ in self._holders))
        yield from self._links.uses()
        for url in self._frontier.refused():
            yield Answer(url, datetime.now(UTC), failure=Failure.LIMIT)


def needs_whole(page: PageLinks, task: Task) -> bool:
    """Whether a reason for asking needs more of a page than its links."""
    return task.walk is not None or bool(task.compared) or (page.leads_on and not task.listed)


def _may_go_on(extract: PageExtract, task: Task) -> bool:
    """Whether a page that only links led to is a list with more pages: a way on, or rows and a pager that only a script follows."""
    if task.listed:
        return False
    is_list = bool(extract.entries) and not task.compared
    return bool(extract.paging.following) or (is_list and extract.paging.unreadable != "")
