"""Forms that an item offers (MEASURING 7): told by what an address answers and by a link's text, not by its ending alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checks.profiles.own_text import shared_of
from checks.snapshot import EntryView, SectionSnapshot
from checks.verdicts import Verdict, judge
from crawler.reading.kinds import DOCUMENTS, document_extension, document_in, document_name
from crawler.records.observations import Answer

_FILES = frozenset(kind for kinds in DOCUMENTS.values() for kind in kinds)
"""Kinds of first bytes that a document may have."""
_DOWNLOAD = re.compile(r"down|attach|annex|appendix|file|upload|fujian|(?<![a-z])fj(?![a-z])", re.IGNORECASE)
"""Addresses of systems that serve files: `download.jsp?id=1`, `downfile.do`, `/attach/…`, `/fj/…`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A document that an item offers, and what is known of its download."""

    url: str
    works: bool
    is_unknown: bool


def offered_forms(item: EntryView, answers: Mapping[str, Answer], section: SectionSnapshot) -> list[Form] | None:
    """The documents that an item page offers, or that the item itself is; None where its page was not read."""
    if item.url and (document_extension(item.url) or _is_file(item.answer)):
        return [_form(item.url, item.title, item.answer)]
    if item.article is None and item.answer is None:
        return None
    if item.answer is not None and (item.answer.status != 200 or item.answer.failure or item.answer.missing):
        return None
    shared = shared_of(section)
    return [
        _form(link.url, link.text, answers.get(link.url))
        for link in item.offered
        if not shared.is_shared(shared.targets[link.url]) and _offers_a_file(link.url, link.text, answers.get(link.url))
    ]


def _offers_a_file(url: str, text: str, answer: Answer | None) -> bool:
    """Whether a link says that it leads to a document, or does; where nobody knows, whether its address may."""
    if document_extension(url) or document_in(text) or _is_file(answer):
        return True
    return _is_unknown(answer) and _DOWNLOAD.search(url.partition("://")[2].partition("/")[2]) is not None


def _is_file(answer: Answer | None) -> bool:
    """Whether a document came, or the host says that it is one."""
    return answer is not None and (answer.sniffed in _FILES or document_name(answer.file_name) != "")


def _is_unknown(answer: Answer | None) -> bool:
    judgement = judge(answer)
    return judgement.verdict in (Verdict.INCONCLUSIVE, Verdict.RESTRICTED) or not judgement.definite


def _form(url: str, text: str, answer: Answer | None) -> Form:
    judgement = judge(answer)
    fits = answer is not None and answer.sniffed in _kinds(url, text, answer)
    return Form(
        url=url,
        works=fits and judgement.verdict in (Verdict.OK, Verdict.WARNED),
        is_unknown=_is_unknown(answer),
    )


def _kinds(url: str, text: str, answer: Answer) -> frozenset[str]:
    """The first bytes that fit what address, host or the link's text name, the first that does; else any document's."""
    named = document_extension(url) or document_extension(answer.final_url) or document_name(answer.file_name)
    named = named or document_in(text)
    return DOCUMENTS.get(named, _FILES)
