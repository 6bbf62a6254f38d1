"""Words of the office's own lists (`words.yaml`) in titles and texts of posts: with quotes, for a person, never scored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.own_content import Shared
from checks.profiles.own_text import shared_of
from checks.reasons import Reason
from checks.snapshot import EntryView, SectionSnapshot
from config.word_lists import WordList, normal

ROUND = 15
"""Characters that a quote shows before and behind a word."""
QUOTED = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a list, as it stands in a text."""

    word: str
    quote: str


def check_words(look: Look) -> list[Finding]:
    """A finding for each post and list of which it holds words."""
    if not look.is_current or not look.unit.words:
        return []
    sections = (night.section for night in look.sections.values())
    return [item for section in sections for item in words_in(section, look.unit.words)]


def words_in(section: SectionSnapshot, lists: Sequence[WordList]) -> list[Finding]:
    """A finding for each post of a section and list; a text that several pages share is none of the post's."""
    if not lists:
        return []
    shared = shared_of(section)
    told: dict[str, Finding] = {}
    for item in section.entries:
        if item.is_listed:
            texts = list(_own(item, shared))
            for words in lists:
                found = matches(words, texts)
                if found:
                    finding = _finding(section, item, words, found)
                    told.setdefault(finding.key, finding)
    return list(told.values())


def _own(item: EntryView, shared: Shared) -> Iterator[str]:
    yield item.title
    for text in item.texts or ():
        if text != item.title and not shared.is_shared(shared.texts[text]):
            yield text


def matches(words: WordList, texts: Iterable[str]) -> list[Match]:
    """The words of a list that texts hold, each place once."""
    found: dict[Match, None] = {}
    for text in texts:
        bare = normal(text)
        for match in words.pattern.finditer(bare):
            if match[1]:
                quote = bare[max(0, match.start() - ROUND) : match.end() + ROUND]
                found[Match(match[1], quote)] = None
    return list(found)


def _finding(section: SectionSnapshot, item: EntryView, words: WordList, found: Sequence[Match]) -> Finding:
    named = "、".join(dict.fromkeys(match.word for match in found))
    advice = f"；{words.advice}" if words.advice else ""
    return Finding(
        Check.WORDS,
        section.place.site,
        Outcome.INCONCLUSIVE,
        item.address,
        reason=Reason.WORD_LISTED,
        message=f"词表“{words.name}”中的词：{named}{advice}。须由人判断",
        title=item.title,
        role=words.name,
        quotes=tuple(match.quote for match in found[:QUOTED]),
        evidence=(item.evidence,) if item.evidence else (),
        costs=False,
    )
