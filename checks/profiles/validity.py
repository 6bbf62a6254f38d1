"""Whether the content of a role is valid (MEASURING 6)."""

import re
import unicodedata

from checks.own_content import PLACEHOLDER
from checks.profiles.own_text import shared_of
from checks.profiles.patterns import ADDRESS, LEADER, MAIL, MAIL_LINK, STAMP, TELEPHONE
from checks.reasons import Reason
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import Verdict, judge
from config.schema import Role


def validity(role: Role, text: str, section: SectionSnapshot, column: ColumnView) -> tuple[Reason, str]:
    """Why a role's content is not valid (empty where it is), and the text that shows it."""
    plain = unicodedata.normalize("NFKC", text)
    real = "\n".join(line for line in plain.split("\n") if not PLACEHOLDER.match(line) and not STAMP.match(line))
    if role is Role.MAILBOX:
        return _mailbox(real, section, column)
    if not re.sub(r"\s", "", real):
        return Reason.NO_CONTENT, ""
    patterns = {
        Role.TELEPHONE: (TELEPHONE, Reason.NO_TELEPHONE),
        Role.ADDRESS: (ADDRESS, Reason.NO_ADDRESS),
        Role.LEADERS: (LEADER, Reason.NO_LEADER),
    }
    if role in patterns:
        pattern, problem = patterns[role]
        match = pattern.search(real)
        return (Reason.NONE, _around(real, match)) if match else (problem, real[:60])
    body = re.sub(r"\s", "", real)
    return (Reason.TOO_SHORT, real[:60]) if len(body) < 20 else (Reason.NONE, real[:60])


def _mailbox(text: str, section: SectionSnapshot, column: ColumnView) -> tuple[Reason, str]:
    """A mail address, or a form or link of the page's own that works; the frame's search form is neither."""
    match = MAIL.search(text)
    if match:
        return Reason.NONE, _around(text, match)
    extract = column.page.extract
    assert extract is not None
    shared = shared_of(section)
    broken = {link.target for link in section.links if judge(link.answer, link.problem).verdict is Verdict.BROKEN}
    for link in extract.links:
        if shared.is_shared(shared.targets[link.url]) or link.url in broken:
            continue
        if link.raw.lower().startswith("mailto:") and MAIL.search(link.raw):
            return Reason.NONE, link.raw
        if link.kind == "form" or (
            link.kind == "a" and not link.problem and MAIL_LINK.search(link.text) and link.url != extract.url
        ):
            return Reason.NONE, f"{link.text} {link.url}"
    forms = [item for item in extract.media if item.startswith("form:") and not shared.is_shared(shared.media[item])]
    if any(not re.search(r"search|query|sousuo|ss/", item, re.IGNORECASE) for item in forms):
        return Reason.NONE, "页面上的写信表单"
    return Reason.NO_MAILBOX, text[:60]


def _around(text: str, match: re.Match[str]) -> str:
    start = max(0, text.rfind("\n", 0, match.start()) + 1)
    end = text.find("\n", match.end())
    return text[max(start, match.start() - 30) : (end if end >= 0 else len(text))][:80].strip()
