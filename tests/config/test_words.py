"""Every member of a closed vocabulary has its word, and no word stands for nothing."""

from collections.abc import Iterable, Mapping

import pytest

from app.decisions.appeal_states import Said
from app.decisions.proposals import ProposalKind
from checks.findings import Outcome
from checks.measures import Name
from checks.posts.day import _TRUST
from checks.reasons import Reason
from checks.table import CHECK_NAMES, CHECKS
from checks.verdicts import Verdict, failure_reason
from config import words
from config.monitor import Policies
from config.people import PERSON_ROLE_NAMES, PersonRole
from config.rubric import Subject
from config.schema import Role
from crawler.health import NightReason
from crawler.records.observations import Failure
from db.decisions import Kind
from db.proposals import Verdict as ProposalVerdict
from db.runs import RunStatus
from reports.models import ItemState, OrderState
from scoring.lines import LineBasis, Veto

TABLES: list[tuple[Mapping[str, str], Iterable[str]]] = [
    (words.ROLE_NAMES, Role),
    (words.POLICY_NAMES, Policies.model_fields),
    (words.OUTCOME_NAMES, Outcome),
    (words.VERDICT_NAMES, Verdict),
    (words.MEASURE_NAMES, Name),
    (words.DATE_SOURCE_NAMES, (*_TRUST, "")),
    (words.BASIS_NAMES, LineBasis),
    (words.VETO_NAMES, Veto),
    (words.SUBJECT_NAMES, Subject),
    (words.DECISION_KINDS, Kind),
    (words.ORDER_STATES, OrderState),
    (words.ITEM_STATES, ItemState),
    (words.STATUS_NAMES, RunStatus),
    (words.HEALTH_NAMES, (reason for reason in NightReason if reason)),
    (PERSON_ROLE_NAMES, PersonRole),
    (words.PROPOSAL_NAMES, ProposalKind),
    (words.PROPOSAL_STATES, ProposalVerdict),
    (words.APPEAL_STEPS, Said),
    (words.APPEAL_STATES, Said),
    (CHECK_NAMES, (rule.id for rule in CHECKS)),
]


@pytest.mark.parametrize(("table", "members"), TABLES)
def test_a_table_has_a_word_for_each_member_and_no_other(table: Mapping[str, str], members: Iterable[str]) -> None:
    assert set(table) == {str(member) for member in members}


def test_every_reason_has_a_word() -> None:
    named = {reason for reason in Reason if not reason.startswith("http_")}
    assert set(words.REASON_NAMES) == {str(reason) for reason in named}
    assert all(words.REASON_NAMES[reason] for reason in named - {Reason.NONE})


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 451, 500, 503, 521, 599, 999])
def test_every_status_is_told_with_its_number(status: int) -> None:
    assert words.reason_name(f"http_{status}").endswith(f"（{status}）")


@pytest.mark.parametrize("failure", Failure)
def test_every_failure_leads_to_a_reason_that_has_a_word(failure: Failure) -> None:
    assert words.reason_name(failure_reason(failure))


@pytest.mark.parametrize("table", [table for name, table in vars(words).items() if name.isupper()])
def test_words_are_chinese_and_no_program_value(table: Mapping[str, str]) -> None:
    for key, word in table.items():
        assert word == "" or word == "—" or any("\u4e00" <= character <= "\u9fff" for character in word), key
