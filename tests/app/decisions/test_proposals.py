"""What one person proposes another one confirms: it takes effect then, once."""

from typing import Any

import pytest

from app.decisions.proposals import ProposalKind, ProposeForm, VerdictForm, confirm, propose, refuse, withdraw
from app.decisions.refusal import Refused
from db.decisions import Kind
from db.proposals import ProposalRecord
from tests.app.decisions.office import Office

FIELDS = {"unit": "jyj", "criterion": "portal.posts", "points": "5", "first": "2026-10", "last": ""}


def proposed(office: Office, **changes: Any) -> ProposalRecord:
    office.night(20, 10)
    values: dict[str, Any] = {"kind": ProposalKind.OVERRIDE, "subject": "更新数量", "fields": FIELDS, "reason": "核实"}
    return propose(office.desk(name="甲"), ProposeForm(**{**values, "unit": "jyj", "account": "a", **changes}))


def test_a_proposal_waits_until_another_person_confirms_it(office: Office) -> None:
    made = proposed(office)
    assert not office.context.decisions.list(Kind.OVERRIDE)
    with pytest.raises(Refused, match="自己"):
        confirm(office.desk(name="甲"), VerdictForm(made.id, "a"))
    confirm(office.desk(name="乙"), VerdictForm(made.id, "b"))
    [record] = office.context.decisions.list(Kind.OVERRIDE)
    assert record.author == "甲" and "乙审核" in record.reason
    with pytest.raises(Refused, match="已经有人处理"):
        confirm(office.desk(name="丙"), VerdictForm(made.id, "c"))


def test_what_could_not_be_decided_is_not_proposed(office: Office) -> None:
    with pytest.raises(Refused, match="得分应在"):
        proposed(office, fields={**FIELDS, "points": "999"})


def test_the_same_matter_waits_once(office: Office) -> None:
    proposed(office)
    with pytest.raises(Refused, match="正在等待"):
        proposed(office)


@pytest.mark.parametrize("end", [refuse, withdraw])
def test_what_is_refused_or_taken_back_takes_no_effect(office: Office, end: Any) -> None:
    made = proposed(office)
    own = end is withdraw
    end(office.desk(name="甲" if own else "乙"), VerdictForm(made.id, "a" if own else "b", "理由不足"))
    assert not office.context.decisions.list(Kind.OVERRIDE)
