"""From the parts that a page shows of one message to its record: one way for tables, lists and pages of their own."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from crawler.pages.exchanges.words import Part, is_nothing, state_of, survey_state
from crawler.reading.days import find_in, read
from crawler.reading.plain import plain
from crawler.records.day import DateReading
from crawler.records.exchange import Exchange, State

LONGEST_NAME = 30
"""Characters: the longest names of offices on the pages in tests have eighteen."""
_BODY = r"[\u4e00-\u9fa5]{1,24}(?:局|委|委员会|办|办公室|院|中心|街道|办事处|镇|乡|部|公司|大队|支队|处|所|会|馆|队|政府|法院|站|学校|集团)"
_SAYS = re.compile(
    rf"^({_BODY})\s*(?:于.{{0,24}})?(?:的)?(?:回复|答复|回信|办理|反馈|回应)(?:如下|意见|内容|情况)?\s*:?$"
)
_ENDS = re.compile(r"\s{1,}|[,，;；。|/]")
_SUFFIX = re.compile(r"(?:已?(?:回复|答复|办理|回信))$")


@dataclass(slots=True)
class Parts:
    """What a page shows of one message, as texts. A part that is there and empty is an empty text; one that is not there is missing."""

    title: str = ""
    href: str = ""
    """The reference of its own page, as it is written."""
    texts: dict[Part, list[str]] = field(default_factory=dict)

    def add(self, part: Part, text: str) -> None:
        """One more text of a part."""
        self.texts.setdefault(part, []).append(text)

    def first(self, part: Part) -> str:
        """The first text of a part that says something."""
        return next((text for text in self.texts.get(part, ()) if not is_nothing(text)), "")


def exchange_of(parts: Parts, reference: datetime) -> Exchange | None:
    """The record of a message; None where nothing of it was told."""
    is_survey = bool(parts.texts.keys() & {Part.STARTS, Part.ENDS})
    asked = _day(parts.first(Part.ENDS if is_survey else Part.ASKED), reference, "question")
    answered = _day(parts.first(Part.ANSWERED), reference, "reply") or _day_of_reply(parts, reference)
    by = name_of(parts.first(Part.BY)) or _signed(parts)
    title = parts.title or parts.first(Part.TITLE) or parts.first(Part.QUESTION)[:60]
    state = _state(parts, answered)
    if not title or not (asked or answered or state is not State.UNKNOWN or by or is_survey):
        return None
    return Exchange(
        title=title[:300],
        asked=asked,
        answered=answered if state is not State.WAITING else None,
        by=by,
        state=state,
        is_survey=is_survey,
    )


def name_of(text: str) -> str:
    """Who replied, as it is written, without brackets and what follows."""
    bare = plain(text).strip(" []【】()〔〕:-")
    bare = _SUFFIX.sub("", _ENDS.split(bare, maxsplit=1)[0]).strip(" []【】()〔〕:-")
    return bare if 2 <= len(bare) <= LONGEST_NAME and not is_nothing(bare) and not bare[0].isdigit() else ""


def says_who(text: str) -> str:
    """The office in a heading such as `区教育局回复：`; empty for any other text."""
    match = _SAYS.match(plain(text).strip(" []【】")) if len(text) <= 2 * LONGEST_NAME else None
    return match[1] if match else ""


def _day(text: str, reference: datetime, source: str) -> DateReading | None:
    text = text.strip(" []【】()（）")[:40]
    return (read(text, reference, source) or find_in(text, reference, source)) if text else None


def _day_of_reply(parts: Parts, reference: datetime) -> DateReading | None:
    """The day in the place of a result, or at the foot of the reply's text, where letters bear theirs."""
    result = parts.first(Part.RESULT)
    if result and len(result) <= 24:
        found = _day(result, reference, "reply")
        if found is not None:
            return found
    tails = [text for text in parts.texts.get(Part.REPLY, ()) if not is_nothing(text)][-2:]
    for text in reversed(tails):
        found = read(text, reference, "reply") if len(text) <= LONGEST_NAME else None
        if found is not None:
            return found
    return None


def _signed(parts: Parts) -> str:
    """The office that signed the reply's text: in a line of its own at the foot, or in the heading above."""
    texts = parts.texts.get(Part.REPLY, [])
    for text in (*texts[:1], *reversed(texts[-3:])):
        match = re.fullmatch(_BODY, plain(text)) or _SAYS.match(plain(text))
        if match and len(text) <= LONGEST_NAME:
            return match[match.lastindex or 0]
    return ""


def _state(parts: Parts, answered: DateReading | None) -> State:
    told = [*parts.texts.get(Part.STATUS, ()), *(text for text in parts.texts.get(Part.RESULT, ()) if len(text) <= 24)]
    named = [state for text in told if (state := survey_state(text) or state_of(text)) is not None]
    reply = [text for part in (Part.REPLY, Part.RESULT) for text in parts.texts.get(part, ()) if not is_nothing(text)]
    says_more = any(state_of(text) is None and survey_state(text) is None for text in reply)
    states = dict.fromkeys(state for state in named if state is not State.UNKNOWN)
    waits = {state_of(text) for text in reply} == {State.WAITING}
    shows = answered is not None or says_more
    if len(states) > 1 or (State.WAITING in states and shows):
        return State.UNKNOWN
    if states:
        return next(iter(states))
    if shows:
        return State.ANSWERED
    if waits or any(parts.texts.get(part) for part in (Part.ANSWERED, Part.REPLY, Part.RESULT)):
        return State.WAITING if not named else State.UNKNOWN
    return State.UNKNOWN
