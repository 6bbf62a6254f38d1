"""Whose a link is (MEASURING 3): one of the shared header, footer or navigation belongs to the site's operator."""

from checks.snapshot import LinkView, SectionSnapshot
from checks.verdicts import Verdict, judge

LEAST = 3
"""So many sections at least have to hold a link before it can be the frame's."""


def is_shared(link: LinkView, section: SectionSnapshot) -> bool:
    """Whether a target stands in the pages of more than half of the site's sections, three sections at least."""
    return link.sections >= LEAST and link.sections * 2 > section.site_sections


def operators_links(section: SectionSnapshot) -> list[LinkView]:
    """The shared links of a section that are not plainly good, or hidden, or bear another title: they are told once, under the site."""
    return [
        link
        for link in section.links
        if is_shared(link, section)
        and (judge(link.answer, link.problem, link.texts).verdict is not Verdict.OK or link.is_hidden or link.titles)
    ]
