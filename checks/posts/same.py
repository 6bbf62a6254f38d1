"""Equal and similar posts (MEASURING 1): the first of equal ones counts, similar ones are listed for a person."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import Candidate, candidates
from checks.posts.finding import is_gone, post_finding
from checks.reasons import Reason
from checks.snapshot import EntryView, SectionSnapshot
from config.month import Month
from crawler.reading.similarity import distance


def normal_title(title: str) -> str:
    """A title for comparison: width, white space and punctuation do not matter."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title)).lower()


def content(item: Candidate) -> tuple[str, str]:
    """What makes two addresses the same post: title and body."""
    return normal_title(item.title), item.body


def known_contents(items: list[Candidate]) -> dict[tuple[str, str], date]:
    """Since when each content is known, whatever its address: a post that moved is not backdated."""
    known: dict[tuple[str, str], date] = {}
    for item in items:
        if item.body:
            known[content(item)] = min(known.get(content(item), item.first_seen), item.first_seen)
    return known


def repeated_posts(items: list[Candidate], month: Month) -> dict[str, Candidate]:
    """For each repeated post the first one: same normalised title and same body in the month."""
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for item in items:
        if item.day is not None and month.holds(item.day) and item.body and not is_gone(item):
            groups[(normal_title(item.title), item.body)].append(item)
    repeated: dict[str, Candidate] = {}
    for group in groups.values():
        group.sort(key=lambda item: (not item.is_listed, item.day or date.max, item.first_seen, item.entry.identity))
        repeated.update({item.entry.identity: group[0] for item in group[1:]})
    return repeated


NEAR = 3
"""Bits of 64 in which the bodies of two similar posts may differ."""


LONG_ENOUGH = 100
"""Characters of a body that can be called similar to another."""


def similar_posts(section: SectionSnapshot, entries: Iterable[EntryView], month: Month) -> list[Finding]:
    """Posts of a month whose bodies are nearly the same: listed for a person, never deducted."""
    items = [item for item in candidates(entries) if item.day is not None and month.holds(item.day) and item.is_listed]
    hashed = [
        (item, int(item.entry.article.simhash, 16))
        for item in items
        if item.entry.article and item.entry.article.body_length >= LONG_ENOUGH
    ]
    hashed.sort(key=lambda pair: (pair[0].day or date.max, pair[0].entry.identity))
    columns = {column.place.key: column for column in section.columns}
    findings = []
    for index, (item, mark) in enumerate(hashed):
        for first, known in hashed[:index]:
            if mark and known and item.body != first.body and distance(mark, known) <= NEAR:
                text = f"正文与《{first.title}》（{first.entry.entry.url}）相近，请人工判断是否重复，本身不扣减"
                finding = post_finding(
                    Check.POST_SIMILAR,
                    section.place.site,
                    item,
                    columns,
                    text,
                    Outcome.INCONCLUSIVE,
                    Reason.SIMILAR_BODY,
                )
                findings.append(replace(finding, costs=False))
                break
    return findings
