"""`discover --confirm`: walks through what nobody has confirmed, with what the crawler sees there, and writes the answers."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from app.errors import Unopened, WrongUse
from app.looking.discovery import Proposal, fetched_page, propose
from app.looking.lookup import unit_named
from config.editing import SitesFile, UnitsFile
from config.open_points import OpenPoint, open_points
from config.schema import Column, Role, Section
from config.settings import Configuration
from config.words import ROLE_NAMES
from crawler.addresses import canonical
from crawler.pages.reader import read_page

Say = Callable[[str], None]
Ask = Callable[[str, str], str]
"""Asks a question with its usual answer; returns what was typed."""
YES, SKIP, ONE_BY_ONE, REMOVE, QUIT = "y", "s", "e", "d", "q"
ROLES = {**{role.value: role.value for role in Role}, **{name: role for role, name in ROLE_NAMES.items()}}
"""Roles as they may be typed: as the file writes them, or as the office calls them."""


class Stopped(Exception):
    """Raised when the person has had enough; what was answered is written."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the crawler saw at an address."""

    address: str
    is_good: bool
    text: str
    links: tuple[Proposal, ...] = ()


def confirm_all(configuration: Configuration, wanted: str, say: Say, ask: Ask) -> None:
    """Every open point of a unit, or of all; each answer is written at once. Raises WrongUse for an unknown unit."""
    code = unit_named(configuration, wanted).code if wanted else ""
    points = [point for point in open_points(configuration) if not code or point.unit == code]
    if not points:
        say("没有待确认的网址")
        return
    say(f"共 {len(points)} 处待确认。每一问直接回车即采用括号中的回答；随时可以用 q 停下，已答的都已写入。")
    try:
        for number, point in enumerate(points, 1):
            say(f"\n[{number}/{len(points)}] {point.unit_name or '网站'}　{point.site_name}")
            if point.unit:
                _Section(configuration, point, say, ask).walk()
            else:
                _site(configuration, point, say, ask)
    except Stopped:
        say("已停下，余下的以后再确认")
        return
    say("全部看过。请运行 hongqiao config check")


def _site(configuration: Configuration, point: OpenPoint, say: Say, ask: Ask) -> None:
    seen = look(configuration, point.home)
    say(f"  首页 {point.home}：{seen.text}")
    if _answer(ask, "网址正确吗？y 正确　s 以后再说　q 停下", YES if seen.is_good else SKIP) == YES:
        file = SitesFile(configuration.folder / "sites.yaml")
        file.confirm(point.kind)
        file.save()


def look(configuration: Configuration, address: str, pause: bool = True) -> Seen:
    """What the crawler sees at an address: status, title, entries and their latest day."""
    if pause:
        time.sleep(configuration.monitor.crawl.delay)
    try:
        fetched = asyncio.run(fetched_page(configuration, address))
    except (Unopened, WrongUse) as error:
        return Seen(address, False, str(error).removeprefix(address).strip())
    extract = read_page(fetched.document, "generic", datetime.now(configuration.zone), is_list=True)
    days = [entry.date.day for entry in extract.entries if entry.date]
    listed = f"，{len(days)} 条信息，最近 {max(days)}" if days else ""
    status = fetched.answer.status or 0
    good = 200 <= status < 300
    text = f"状态 {status}，《{extract.title[:40]}》{listed}"
    return Seen(address, good, text, tuple(propose(extract, fetched.url)) if good else ())


def _answer(ask: Ask, question: str, usual: str) -> str:
    """What was typed. Raises Stopped for q."""
    text = ask(f"  {question}", usual).strip()
    if text.lower() == QUIT:
        raise Stopped
    return text.lower() if len(text) == 1 else text


class _Section:
    """One section of a unit, from its home to its last column."""

    def __init__(self, configuration: Configuration, point: OpenPoint, say: Say, ask: Ask) -> None:
        self.configuration, self.point, self.say, self.ask = configuration, point, say, ask
        self.site = configuration.site(point.kind)
        section = configuration.unit(point.unit).section(point.kind)
        assert section is not None
        self.section: Section = section
        self.home = point.home
        self.file = UnitsFile(configuration.folder / "units.yaml")
        self.asked = [
            (index, column) for index, column in enumerate(section.columns) if point.is_home_open or column.to_confirm
        ]

    def walk(self) -> None:
        """Show everything, then take one answer for all of it, or one for each."""
        home = look(self.configuration, self.home, pause=False)
        self.say(f"  专区首页 {self.home}：{home.text}")
        if not home.is_good and self.point.is_home_open:
            home = self._other_home(home)
        if not home.is_good:
            return
        seen = [self._show(index, column) for index, column in self.asked]
        self._show_others(home.links)
        fine = all(item.is_good for item in seen)
        answer = _answer(self.ask, "以上都正确吗？y 都正确　e 逐个看　s 以后再说　q 停下", YES if fine else ONE_BY_ONE)
        if answer == YES:
            for index, _ in self.asked:
                self.file.confirm_column(self.point.unit, self.point.kind, index)
        elif answer == ONE_BY_ONE:
            self._one_by_one(seen, home.links)
            return
        else:
            return
        self._keep()

    def _keep(self) -> None:
        """Write what was answered: the section is confirmed, and each column that is not is marked itself."""
        if self.point.is_home_open:
            self.file.confirm_home(self.point.unit, self.point.kind)
        self.file.save()
        self.say("  已写入 units.yaml")

    def _other_home(self, seen: Seen) -> Seen:
        """Ask for another home until one answers or the person goes on."""
        while not seen.is_good:
            answer = _answer(self.ask, "首页打不开。请填写正确的网址，或 s 以后再说　q 停下", SKIP)
            if answer == SKIP:
                return seen
            address = self._resolved(answer)
            if address:
                seen = look(self.configuration, address)
                self.say(f"  {address}：{seen.text}")
                if seen.is_good:
                    self.home = address
                    self.file.set_home(self.point.unit, self.point.kind, urlsplit(address).path or "/")
        return seen

    def _show(self, index: int, column: Column) -> Seen:
        seen = look(self.configuration, self._address(column.url))
        roles = "、".join(ROLE_NAMES[role.value] for role in column.role)
        self.say(f"  {index + 1}. {'　' if seen.is_good else '！'}{column.name}（{roles}）{column.url}：{seen.text}")
        return seen

    def _show_others(self, links: Sequence[Proposal]) -> None:
        known = {canonical(self._address(column.url)) for column in self.section.columns}
        others = [link for link in links if link.url not in known]
        if others:
            self.say(f"  导航中还有：{'、'.join(link.name for link in others[:12])}（要加的请写入 units.yaml）")

    def _one_by_one(self, seen: Sequence[Seen], links: Sequence[Proposal]) -> None:
        """Take an answer for each column; what was answered is written, whether or not the person stops in between."""
        removed, left = [], dict(self.asked)
        try:
            for (index, column), found in zip(self.asked, seen, strict=True):
                self.say(f"  {index + 1}. {column.name} {column.url}：{found.text}")
                if self._column(index, column, found, links) == REMOVE:
                    removed.append(index)
                del left[index]
        finally:
            for index in left:
                self.file.mark_column(self.point.unit, self.point.kind, index)
            self.file.remove_columns(self.point.unit, self.point.kind, removed)
            self._keep()

    def _column(self, index: int, column: Column, seen: Seen, links: Sequence[Proposal]) -> str:
        """One column: right, another address, another role, not there at all, or later; an address is written once it is
        called right."""
        unit, kind = self.point.unit, self.point.kind
        typed = ""
        while True:
            near = "" if seen.is_good else next(iter(self._of_same_name(column, links)), "")
            usual = YES if seen.is_good else near or SKIP
            answer = _answer(
                self.ask,
                f"y 正确　d 没有这个栏目　s 以后再说　或填写新的网址、作用（如 {ROLE_NAMES[Role.POSTS]}）",
                usual,
            )
            if answer == YES:
                if typed:
                    self.file.set_column(unit, kind, index, url=typed)
                self.file.confirm_column(unit, kind, index)
            elif answer == SKIP:
                self.file.mark_column(unit, kind, index)
            elif answer in ROLES:
                self.file.set_column(unit, kind, index, roles=[ROLES[answer]])
                continue
            elif answer != REMOVE:
                address = self._resolved(answer)
                if address:
                    seen = look(self.configuration, address)
                    self.say(f"  {address}：{seen.text}")
                    typed = answer
                continue
            return answer

    def _of_same_name(self, column: Column, links: Sequence[Proposal]) -> Iterator[str]:
        """Addresses in the navigation under the column's name."""
        for link in links:
            if link.name == column.name:
                yield link.url.removeprefix(self.home) if link.url.startswith(self.home) else urlsplit(link.url).path

    def _address(self, text: str) -> str:
        return urljoin(self.site.home if text.startswith("/") else self.home, text)

    def _resolved(self, text: str) -> str:
        """An address that was typed, where it lies on the site's hosts; empty, and said so, where it does not."""
        address = self._address(text)
        if urlsplit(address).netloc.lower() not in self.site.hosts:
            self.say(f"  网址应位于 {'、'.join(self.site.hosts)}")
            return ""
        return address
