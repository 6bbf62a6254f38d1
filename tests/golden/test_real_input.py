"""The main job on real input: pages of government sites, and a documentation site that LinkChecker checks beside us."""

import csv
import io
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.conftest import REAL
from tests.sites import Answer, Site, configure, night, unit_of

DOCUMENTATION = Path("/usr/share/debian-reference")
REMOVED = {"/ch03.zh-cn.html", "/images/caution.png", "/images/home.png"}
"""Files taken away from the documentation, so that there is something to find."""
_ELSEWHERE = re.compile(rb'href="https?://[^"]*"')
"""Links out of the documentation: LinkChecker leaves them alone, and 2,800 names that nobody knows show nothing more."""


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No name of the pages is looked up: the tests stay on this machine."""
    look_up = socket.getaddrinfo

    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        if str(host) not in ("127.0.0.1", "::1", "localhost", ""):
            raise socket.gaierror(socket.EAI_NONAME, f"{host} is not looked up in tests")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", guarded)
    yield


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not here")
@pytest.mark.parametrize("site_name", ["csrc", "most", "ndrc", "sasac"])
def test_a_night_on_real_pages_counts_what_people_count(site_name: str, tmp_path: Path) -> None:
    pages = [
        page
        for page in yaml.safe_load((REAL / "expected.yaml").read_text(encoding="utf-8"))["pages"]
        if page["site"] == site_name
    ]
    served: dict[str, Answer] = {urlsplit(page["url"]).path: (REAL / page["file"]).read_bytes() for page in pages}
    listing = next(page for page in pages if page["kind"] == "list")
    path = urlsplit(listing["url"]).path
    host = urlsplit(listing["url"]).netloc
    published = {page["url"]: page["published"] for page in pages if page["kind"] == "article"}
    doubtful = {page["url"] for page in pages if page.get("published_doubtful")}
    rows = {
        row["url"]: row
        for page in pages
        if page["kind"] != "article"
        for row in page["rows"]
        if urlsplit(row["url"]).netloc == host
    }
    with Site(served) as site:
        columns = [{"name": "规章", "url": path, "role": "posts"}]
        folder = configure(tmp_path, site, columns, assessment_starts="2003-01", canaries=[f"http://{site.name}{path}"])
        units = yaml.safe_load((folder / "units.yaml").read_text(encoding="utf-8"))
        units["units"][0]["portal"].update(home=path, scope=[path.rpartition("/")[0] + "/"])
        (folder / "units.yaml").write_text(yaml.safe_dump(units, allow_unicode=True), encoding="utf-8")
        assert night(folder, 27).is_good
        local = {url: url.replace(f"{urlsplit(url).scheme}://{host}", f"http://{site.name}") for url in rows}
    wanted: dict[str, list[tuple[str, bool]]] = {}
    for url, row in rows.items():
        day = row["date"] if url in doubtful and row["date"] else published.get(url) or row["date"]
        if day:
            wanted.setdefault(day[:7], []).append((unquote(local[url]), url in published))
    assert wanted
    for month in sorted(wanted)[-6:]:
        posts = {unquote(post["url"]): post["counted"] for post in unit_of(folder, month)["posts"] if post["published"]}
        for address, counted in wanted[month]:
            assert posts.get(address) is counted, (month, address)


@pytest.mark.skipif(not DOCUMENTATION.is_dir(), reason="Debian's debian-reference-zh-cn is not installed")
def test_broken_links_of_a_documentation_site_agree_with_linkchecker(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("linkchecker")
    if not program.exists():
        pytest.skip("LinkChecker is not installed")

    def pages(path: str) -> Answer:
        file = DOCUMENTATION / unquote(path.partition("?")[0]).lstrip("/")
        if path.partition("?")[0] in REMOVED or not file.is_file():
            return None
        if file.suffix != ".html":
            return 200, {"Content-Type": "image/png"}, file.read_bytes()
        return _ELSEWHERE.sub(b'href="#"', file.read_bytes())

    with Site(pages) as site:
        folder = configure(tmp_path, site, [], canaries=[f"http://{site.name}/index.zh-cn.html"])
        units = yaml.safe_load((folder / "units.yaml").read_text(encoding="utf-8"))
        units["units"][0]["portal"] = {"home": "/index.zh-cn.html", "scope": ["/"]}
        (folder / "units.yaml").write_text(yaml.safe_dump(units, allow_unicode=True), encoding="utf-8")
        assert night(folder, 27).is_good
        command = [str(program), "--no-status", "--no-robots", "-o", "csv", f"http://{site.name}/index.zh-cn.html"]
        done = subprocess.run(command, capture_output=True, timeout=240, check=False, cwd=tmp_path)
        base = f"http://{site.name}"
    lines = [line for line in done.stdout.decode().splitlines() if not line.startswith("#")]
    if len(lines) < 2:
        pytest.skip(f"LinkChecker did not run here: {done.stderr.decode()[-200:]}")
    theirs = {
        row["url"].partition("#")[0]
        for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";")
        if "404" in row["result"]
    }
    findings = unit_of(folder)["findings"]
    ours = {
        item["subject"] for item in findings if item.get("verdict") == "broken" and item["subject"].startswith(base)
    }
    assert ours == theirs
    assert {f"{base}/ch03.zh-cn.html"} <= ours


def test_linkchecker_is_there_where_the_tests_are_installed() -> None:
    assert Path(sys.executable).with_name("linkchecker").exists() or shutil.which("linkchecker")
