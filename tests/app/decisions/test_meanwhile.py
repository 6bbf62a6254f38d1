"""Two people at the same time: what one closed, decided or withdrew between another's check and writing counts.

The second connection acts as soon as the first has checked its form: at its first look into the ledger it would be too late.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from app.context import open_context
from app.decisions.appeals import AcceptForm, OpenForm, SayForm, ask, open_appeal, refuse, reply, take_back
from app.decisions.appeals import accept as give_in
from app.decisions.closing import CloseForm, ReopenForm, close, reopen
from app.decisions.desk import Desk
from app.decisions.entries import EntriesForm, EntryForm, enter
from app.decisions.exceptions import LinkForm, accept
from app.decisions.order_drafts import DraftForm, draft
from app.decisions.overrides import InconsistencyForm, OverrideForm, inconsistent, override
from app.decisions.record import WithdrawForm, withdraw
from app.decisions.refusal import Refused
from db.decisions import DecisionTable, Kind
from db.proposals import Proposals
from db.statements import Statements
from tests.app.decisions.office import Office, link
from tests.sites import ZONE

MONTH = "2026-10"
OVERRIDE = OverrideForm("jyj", "portal.posts", "5", MONTH, MONTH, "核实")


def entry(desk: Desk) -> Any:
    form = EntryForm("jyj", "weibo.adopted", {"count": "12"})
    return enter(desk, EntriesForm((form,), MONTH, MONTH, "统计表"))


def appeal(desk: Desk) -> Any:
    return open_appeal(desk, OpenForm("jyj", MONTH, "count", "portal.posts", "更新数量", "数错了"))


WAYS: dict[str, Callable[[Desk], Any]] = {
    "entry": entry,
    "override": lambda desk: override(desk, OVERRIDE),
    "inconsistency": lambda desk: inconsistent(desk, InconsistencyForm("jyj", "portal", MONTH, MONTH, "核实")),
    "appeal": appeal,
}


def meanwhile(monkeypatch: pytest.MonkeyPatch, office: Office, act: Callable[[Desk], Any]) -> None:
    """Somebody else acts over a connection of their own, once, when the first person is about to write."""
    waiting = [act]
    for owner, name in (
        (DecisionTable, "write"),
        (DecisionTable, "withdraw"),
        (Statements, "open"),
        (Statements, "say"),
        (Proposals, "add"),
    ):
        own = getattr(owner, name)

        def late(table: Any, *values: Any, _own: Any = own) -> Any:
            if waiting:
                other = open_context(office.folder)
                try:
                    waiting.pop()(Desk(other, office.desk(2, 11).person, office.desk(2, 11).now))
                finally:
                    other.close()
            return _own(table, *values)

        monkeypatch.setattr(owner, name, late)


def closing(desk: Desk) -> None:
    close(desk, CloseForm(MONTH))


@pytest.mark.parametrize("way", WAYS)
def test_a_month_that_closes_before_the_writing_takes_nothing(
    office_on_both: Office, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    office = office_on_both
    office.night(31, 10)
    meanwhile(monkeypatch, office, closing)
    with pytest.raises(Refused, match="已封账"):
        WAYS[way](office.desk(2, 11))
    kinds = (Kind.ENTRY, Kind.OVERRIDE, Kind.INCONSISTENCY)
    assert not any(office.context.decisions.list(kind) for kind in kinds)
    assert not Statements(office.context.engine).appeals()


def test_a_record_whose_month_closes_before_its_withdrawal_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.night(31, 10)
    record = override(office.desk(2, 11), OVERRIDE)
    meanwhile(monkeypatch, office, closing)
    with pytest.raises(Refused, match="已封账"):
        withdraw(office.desk(2, 11), WithdrawForm(str(record.id), "更正"))
    assert office.context.decisions.list(Kind.OVERRIDE)[0].withdrawn_at is None


TWICE: dict[str, Callable[[Desk], Any]] = {
    "entry": entry,
    "override": WAYS["override"],
    "exception": lambda desk: accept(desk, LinkForm(link(1).subject, "2026-12-31", "改版中")),
    "order": lambda desk: draft(desk, DraftForm("jyj")),
}


@pytest.mark.parametrize("way", TWICE)
def test_the_same_decision_of_two_people_at_once_is_one(
    office: Office, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    office.night(31, 10, [link(1)])
    meanwhile(monkeypatch, office, TWICE[way])
    with pytest.raises(Refused):
        TWICE[way](office.desk(2, 11))
    kinds = {"entry": Kind.ENTRY, "override": Kind.OVERRIDE, "exception": Kind.LINK, "order": Kind.ORDER}
    assert len(office.context.decisions.list(kinds[way])) == 1


def gives_in(desk: Desk) -> Any:
    return give_in(desk, AcceptForm(1, "核实无误", "a1", criterion="portal.posts", points="5"))


ANSWERS: dict[str, Callable[[Desk], Any]] = {
    "refused": lambda desk: refuse(desk, SayForm(1, "计数无误")),
    "accepted": gives_in,
    "withdrawn": lambda desk: take_back(desk, SayForm(1, "不再申诉")),
    "replied": lambda desk: reply(desk, SayForm(1, "补充材料")),
    "asked": lambda desk: ask(desk, SayForm(1, "请补充")),
}


@pytest.mark.parametrize(("first", "late"), [("refused", "accepted"), ("accepted", "refused"), ("accepted", "accepted"), ("withdrawn", "asked"), ("refused", "replied")])  # fmt: skip
def test_an_appeal_that_somebody_answers_meanwhile_takes_no_second_answer(
    office_on_both: Office, monkeypatch: pytest.MonkeyPatch, first: str, late: str
) -> None:
    office = office_on_both
    office.night(31, 10)
    appeal(office.desk(2, 11))
    meanwhile(monkeypatch, office, ANSWERS[first])
    with pytest.raises(Refused, match="现在是"):
        ANSWERS[late](office.desk(2, 11))
    said = [item.kind for item in Statements(office.context.engine).of("appeal:1")]
    assert said == ["opened", first]
    assert len(Proposals(office.context.engine).all()) == (1 if first == "accepted" else 0)


def test_what_is_decided_while_a_month_is_scored_is_part_of_what_is_signed(
    office_on_both: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = office_on_both
    office.night(31, 10)
    read = DecisionTable.mark
    waiting = [lambda desk: override(desk, OVERRIDE)]

    def late(table: DecisionTable) -> Any:
        mark = read(table)
        if waiting:
            waiting.pop()(office.desk(2, 11, name="考评员乙"))
        return mark

    monkeypatch.setattr(DecisionTable, "mark", late)
    closed = close(office.desk(2, 11), CloseForm(MONTH))
    sheet = next(item for item in office.context.months.content(closed).sheets if item.unit == "jyj")
    assert sheet.line("portal.posts").low == 5


def test_a_month_that_is_appealed_against_while_it_is_scored_is_not_closed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.night(31, 10)
    read, waiting = DecisionTable.mark, [appeal]

    def late(table: DecisionTable) -> Any:
        mark = read(table)
        if waiting:
            waiting.pop()(office.desk(2, 11))
        return mark

    monkeypatch.setattr(DecisionTable, "mark", late)
    with pytest.raises(Refused, match="申诉没有办结"):
        closing(office.desk(2, 11))
    assert office.context.months.closing(MONTH) is None


def test_a_month_is_opened_again_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.night(31, 10)
    closing(office.desk(2, 11))
    reopen(office.desk(2, 11), ReopenForm(MONTH, "更正"))
    with pytest.raises(Refused, match="没有封账"):
        reopen(office.desk(2, 11), ReopenForm(MONTH, "更正"))


def test_the_day_of_a_closing_is_told_in_the_offices_zone(office: Office) -> None:
    office.night(31, 10)
    early = replace(office.desk(2, 11), now=datetime(2026, 11, 2, 7, 30, tzinfo=ZONE))
    closing(early)
    with pytest.raises(Refused, match="2026-11-02"):
        closing(early)
