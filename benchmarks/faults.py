"""Broken links, tool by tool: what each finds of what is broken, and what it calls broken that is not."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from benchmarks import ours
from benchmarks.measure import measured
from benchmarks.nginx import Nginx
from benchmarks.rivals import LINK_CHECKERS, Task
from demo.model import MONTHS, World
from demo.run import moment_of
from demo.server import ReplicaServer
from demo.settings import TIMEOUT, write_configuration

DOCUMENTATION = Path("/usr/share/debian-reference")
TAKEN_AWAY = ("ch03.zh-cn.html", "images/caution.png", "images/home.png")
DEAD_OF_OTHERS = 50
"""Every so many links to other hosts one is dead."""
MONITOR = "this monitor"
SOUND = "(sound)"


@dataclass
class Report:
    """What one tool said: the addresses it calls broken, by all their spellings; seconds; requests."""

    broken: list[frozenset[str]]
    seconds: float
    requests: int


@dataclass
class Table:
    """A site with its truth, and what the tools said of it."""

    site: str
    true: Mapping[str, str]
    """Each broken address and its kind of fault."""
    decoys: Mapping[str, str]
    """Addresses that are not broken although they look so, each with what it is."""
    reports: dict[str, Report] = field(default_factory=dict)

    def found(self, tool: str) -> set[str]:
        """The true broken addresses that a tool named."""
        named = {spelling for spellings in self.reports[tool].broken for spelling in spellings}
        return {address for address in self.true if spellings_of(address) & named}

    def false(self, tool: str) -> Counter[str]:
        """How many sound addresses a tool called broken, by what they are."""
        true = {spelling for address in self.true for spelling in spellings_of(address)}
        wrong = [spellings for spellings in self.reports[tool].broken if not spellings & true]
        decoys = {spelling: kind for address, kind in self.decoys.items() for spelling in spellings_of(address)}
        return Counter(next((decoys[item] for item in spellings if item in decoys), SOUND) for spellings in set(wrong))

    def lines(self) -> list[str]:
        """The table as text, a column for each tool."""
        tools = list(self.reports)
        kinds = sorted(set(self.true.values()))
        rows = [[f"{self.site}: kind of fault", "true", *(f"{tool}" for tool in tools)]]
        for kind in kinds:
            wanted = {address for address, each in self.true.items() if each == kind}
            rows.append([kind, str(len(wanted)), *(f"{len(wanted & self.found(tool))}" for tool in tools)])
        for kind in sorted({*self.decoys.values(), SOUND}):
            rows.append([f"called broken: {kind}", "0", *(str(self.false(tool)[kind]) for tool in tools)])
        rows.append(["recall", "", *(f"{len(self.found(tool)) / len(self.true):.3f}" for tool in tools)])
        rows.append(["precision", "", *(f"{self.precision(tool):.3f}" for tool in tools)])
        rows.append(["requests", "", *(str(self.reports[tool].requests) for tool in tools)])
        rows.append(["seconds", "", *(f"{self.reports[tool].seconds:.1f}" for tool in tools)])
        return aligned(rows)

    def precision(self, tool: str) -> float:
        """The share of what a tool calls broken that is."""
        found, false = len(self.found(tool)), sum(self.false(tool).values())
        return found / (found + false) if found + false else 1.0

    def behind(self) -> list[str]:
        """The rows in which the monitor is behind any other tool."""
        said = []
        for kind in sorted(set(self.true.values())):
            wanted = {address for address, each in self.true.items() if each == kind}
            found = {tool: len(wanted & self.found(tool)) for tool in self.reports}
            said += [f"{kind}: {tool}" for tool, count in found.items() if count > found[MONITOR]]
        mine = self.false(MONITOR)
        for tool in self.reports:
            said += [f"called broken, {kind}: {tool}" for kind in mine if self.false(tool)[kind] < mine[kind]]
        return said

    def document(self) -> dict[str, object]:
        """The table as JSON."""
        return {
            "site": self.site,
            "true": dict(Counter(self.true.values())),
            "tools": {
                tool: {
                    "found": dict(Counter(self.true[address] for address in self.found(tool))),
                    "called_broken": dict(self.false(tool)),
                    "precision": round(self.precision(tool), 4),
                    "recall": round(len(self.found(tool)) / len(self.true), 4),
                    "requests": report.requests,
                    "seconds": round(report.seconds, 2),
                }
                for tool, report in self.reports.items()
            },
        }


def aligned(rows: list[list[str]]) -> list[str]:
    """Rows as lines of equal columns."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def spellings_of(address: str) -> set[str]:
    """The ways in which tools may write an address: escapes read, a malformed one as URL parsers mend it."""
    plain = unquote(address.partition("#")[0])
    mended = re.sub(r"^(\w+):/{3,}", r"\1://", plain)
    mended = re.sub(r"^http://(https?):?//", r"http://\1//", mended)
    return {item.rstrip("/").replace("\\", "/").lower() for item in (address, plain, mended)} - {""}


def said(broken: Iterable[tuple[str, ...]]) -> list[frozenset[str]]:
    """What a tool's report names, each link by all its spellings."""
    return [frozenset(spelling for name in names for spelling in spellings_of(name)) for names in broken]


def replica(folder: Path) -> Table:
    """The replica of a government site, whose third host fails in many ways."""
    with ReplicaServer(headers={"LinkChecker": "1"}) as server:
        world = server.worlds[0]
        true = {target: reason for _, _, target, _, reason, _, nights in server.replica.truth.links if 0 in nights}
        table = Table("replica", true, _decoys(world["other"], server.places.other))
        office = folder / "office"
        write_configuration(office, server)
        asked = server.requests.total()
        cost = ours.run(office, "nightly", "--as-of", moment_of(0).isoformat())
        table.reports[MONITOR] = Report(
            said((item,) for item in ours.broken(office, MONTHS[-1])), cost.seconds, server.requests.total() - asked
        )
        task = Task(
            homes=tuple(f"http://{server.places.host(site)}/" for site in ("portal", "disclosure")),
            pages=tuple(_pages(world, server)),
            hosts=(server.places.portal, server.places.disclosure),
            timeout=TIMEOUT,
            retries=2,
        )
        _others(table, task, folder, lambda: server.requests.total())
    return table


def _others(table: Table, task: Task, folder: Path, counter: Callable[[], int]) -> None:
    for rival in LINK_CHECKERS:
        if not rival.path():
            print(f"{rival.name} is not installed: left out")
            continue
        place = folder / rival.name
        place.mkdir(parents=True, exist_ok=True)
        before = counter()
        cost = measured(rival.command(rival.path(), task, place), place, timeout=1800)
        table.reports[rival.name] = Report(said(rival.broken(cost.output)), cost.seconds, counter() - before)


def _pages(world: World, server: ReplicaServer) -> Iterable[str]:
    for site in ("portal", "disclosure"):
        for path, served in world[site].items():
            if served.status == 200 and "html" in served.kind:
                yield f"http://{server.places.host(site)}{quote(path, safe='/?&=%#:;,+')}"


def _decoys(other: Mapping[str, object], host: str) -> dict[str, str]:
    kinds = {"/status/403": "403", "/guard/412": "412 with a script", "/guard/521": "521 with a cookie"}
    kinds.update({"/moved": "moved permanently", "/jump": "redirect"})
    return {f"http://{host}{path}": kind for path, kind in kinds.items() if path in other}


# ---- a documentation site -------------------------------------------------------------------------------------------


def documentation(folder: Path) -> Table | None:
    """Debian's reference in Chinese, with files taken away and its links to other hosts led to one of our own."""
    if not DOCUMENTATION.is_dir():
        print("debian-reference-zh-cn is not installed: left out")
        return None
    root = folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    home = "index.zh-cn.html"
    nginx = Nginx(folder / "nginx", root, home)
    outside: dict[str, None] = {}
    for file in DOCUMENTATION.rglob("*"):
        name = str(file.relative_to(DOCUMENTATION))
        if not file.is_file() or name in TAKEN_AWAY:
            continue
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".html":
            (root / name).write_text(
                _led(file.read_text(encoding="utf-8"), nginx.other_host, outside), encoding="utf-8"
            )
        else:
            shutil.copyfile(file, root / name)
    nginx.dead = [
        urlsplit(address)._replace(scheme="", netloc="").geturl() for address in list(outside)[::DEAD_OF_OTHERS]
    ]
    true, pages = _truth(root, nginx, home)
    table = Table("documentation", true, {})
    with nginx:
        office = folder / "office"
        shutil.rmtree(office, ignore_errors=True)
        section = {"code": "doc", "name": "文档", "portal": {"home": "/", "scope": ["/"]}}
        canary = f"http://{nginx.other_host}/alive"
        ours.configure(
            office,
            nginx.home,
            nginx.host,
            [section],
            canaries=[canary],
            probe={"allow_private_hosts": [nginx.other_host]},
        )
        nginx.asked()
        cost = ours.run(office, "nightly", "--as-of", "2026-10-27T02:00:00+08:00")
        mine = [item for item in ours.broken(office, "2026-10") if "/xxgk" not in item]
        table.reports[MONITOR] = Report(said((item,) for item in mine), cost.seconds, nginx.asked().requests)
        task = Task((nginx.home,), tuple(pages), (nginx.host,), timeout=5)
        total = [0]

        def counted() -> int:
            total[0] += nginx.asked().requests
            return total[0]

        _others(table, task, folder, counted)
    return table


def _led(text: str, host: str, outside: dict[str, None]) -> str:
    """Links to other hosts led to our own second host; the page is otherwise as it is."""

    def led(match: re.Match[str]) -> str:
        address = f"http://{host}/{quote(unquote(match[2]), safe='/?&=:;,+@!$()*~-._')}"
        outside[address.partition("#")[0]] = None
        return f'{match[1]}"{address}"'

    return re.sub(r"(href=)\"(?:https?|ftp)://([^\"#\s]+)[^\"]*\"", led, text)


def _truth(root: Path, nginx: Nginx, home: str) -> tuple[dict[str, str], list[str]]:
    """Walk the files with another parser than the product's: what is broken, and which pages there are."""
    true: dict[str, str] = {}
    seen, waiting = {home}, [home]
    dead = {f"http://{nginx.other_host}{path}" for path in nginx.dead}
    while waiting:
        name = waiting.pop()
        soup = BeautifulSoup((root / name).read_text(encoding="utf-8"), "html.parser")
        references = [
            (tag.name, str(tag.get(attribute)))
            for attribute in ("href", "src")
            for tag in soup.find_all(["a", "area", "img", "script", "link"])
            if tag.get(attribute) and not (tag.name == "link" and "stylesheet" not in (tag.get("rel") or []))
        ]
        for _, reference in references:
            address = urljoin(f"{nginx.home}{name}", reference).partition("#")[0]
            if address in dead:
                true[address] = "http_404, another host"
            if not address.startswith(nginx.home):
                continue
            target = unquote(urlsplit(address).path).lstrip("/")
            if not (root / target).is_file():
                true[address] = "http_404, own host"
            elif target.endswith(".html") and target not in seen:
                seen.add(target)
                waiting.append(target)
    return true, [f"{nginx.home}{quote(name)}" for name in sorted(seen)]


def run(folder: Path) -> list[Table]:
    """Both tables, printed."""
    tables = [table for table in (replica(folder / "replica"), documentation(folder / "documentation")) if table]
    for table in tables:
        print("\n".join(table.lines()))
        behind = table.behind()
        print(f"the monitor is behind in: {'; '.join(behind)}\n" if behind else "the monitor is behind in no row\n")
    return tables
