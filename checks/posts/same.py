"""Equal and similar posts (MEASURING 1): the first of equal ones counts, similar ones are listed for a person."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import Candidate
from checks.posts.finding import is_gone, post_finding
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot
from config.month import Month
from crawler.reading.similarity import distance

NEAR = 3
"""Bits of 64 in which the bodies of two similar posts may differ."""
LONG_ENOUGH = 100
"""Characters of a body that can be called similar to another."""
_NO_CLOCK = "~"
"""Sorts after every time of day: a post that states none is not known to be the earlier."""


def normal_title(title: str) -> str:
    """A title for comparison: width, white space and punctuation do not matter."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title)).lower()


def content(item: Candidate) -> tuple[str, str]:
    """What makes two addresses the same post: title and body."""
    return normal_title(item.title), item.body


def known_contents(items: Iterable[Candidate]) -> dict[tuple[str, str], date]:
    """Since when each content is known, whatever its address: a post that moved is not backdated."""
    known: dict[tuple[str, str], date] = {}
    for item in items:
        if item.body:
            known[content(item)] = min(known.get(content(item), item.first_seen), item.first_seen)
    return known


def repeated_posts(items: Iterable[Candidate], month: Month) -> dict[str, Candidate]:
    """For each repeated post the first one: same normalised title and same body in the month."""
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for item in items:
        if item.day is not None and month.holds(item.day) and item.body and not is_gone(item):
            groups[content(item)].append(item)
    repeated: dict[str, Candidate] = {}
    for group in groups.values():
        group.sort(key=_order)
        repeated.update({item.identity: group[0] for item in group[1:]})
    return repeated


def _order(item: Candidate) -> tuple[bool, date, str, date, str]:
    """What is listed comes first; then by day, by the article's clock, by the night first seen, by address."""
    return not item.is_listed, item.day or date.max, item.clock or _NO_CLOCK, item.first_seen, item.identity


def similar_posts(section: SectionSnapshot, posts: Iterable[Candidate], month: Month) -> list[Finding]:
    """Posts of a month whose bodies are nearly the same: listed for a person, never deducted."""
    hashed = [
        (item, int(item.seen.article.simhash, 16))
        for item in posts
        if item.day is not None
        and month.holds(item.day)
        and item.is_listed
        and item.seen.article is not None
        and item.seen.article.body_length >= LONG_ENOUGH
    ]
    hashed.sort(key=lambda pair: (pair[0].day or date.max, pair[0].identity))
    findings = []
    for index, (item, mark) in enumerate(hashed):
        for first, known in hashed[:index]:
            if mark and known and item.body != first.body and distance(mark, known) <= NEAR:
                findings.append(_similar(section, item, first))
                break
    return findings


def _similar(section: SectionSnapshot, item: Candidate, first: Candidate) -> Finding:
    text = f"正文与《{first.title}》（{first.address}）相近，请人工判断是否重复，本身不扣减"
    return post_finding(Check.POST_SIMILAR, section, item, text, Outcome.INCONCLUSIVE, Reason.SIMILAR_BODY, costs=False)
