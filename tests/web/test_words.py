"""What the office reads on the pages holds no name that only the program knows."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from checks.findings import Check, Finding, Outcome
from tests.app.decisions.office import HOST, link
from tests.reports.test_words import text_of
from tests.web.served import Client, Served

HIDDEN = re.compile(r"\bp-[0-9a-f]{8,}|\bobs:\d+")
"""Names of pages of problems without a number, and of observations."""
SHOWN = 120
"""Pages that are looked at."""


def pages_of(client: Client) -> Iterator[tuple[str, str]]:
    """Pages that a visitor comes to by their links, with what they say."""
    todo, seen = ["/"], {"/"}
    while todo and len(seen) < SHOWN:
        path = todo.pop(0)
        answer = client.get(path)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        yield path, text_of(answer.text) + " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', answer.text))
        for address in re.findall(r'href="(/[^"#]*)', answer.text):
            if address not in seen and "/static" not in address:
                seen.add(address)
                todo.append(address.replace("&amp;", "&"))


@pytest.mark.parametrize("name", ["kpy", "lly"])
def test_no_page_shows_a_name_that_only_the_program_knows(served: Served, name: str) -> None:
    undated = Finding(Check.POST_UNDATED, "portal", Outcome.NOT_MET, f"http://{HOST}/jyj/a.html", title="没有日期")
    served.office.night(21, 10, [link(1, evidence=(served.evidence,)), replace(undated, evidence=(served.evidence,))])
    shown = dict(pages_of(served.client(name)))
    assert {path: HIDDEN.findall(text) for path, text in shown.items() if HIDDEN.search(text)} == {}
    assert any("/problems/p-" in path for path in shown) and len(shown) > 10
