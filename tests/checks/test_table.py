"""The table of checks and the closed vocabularies: every member has its place."""

import pytest

from checks.findings import Check, Measure, Outcome, UnitMonth
from checks.look import Look
from checks.measures import POSTS, Name
from checks.month.measures import MEASURES
from checks.reasons import Reason, walk_reason
from checks.table import CHECKS, ORDERABLE, RULES
from config.loader import BUILT_IN_RUBRICS
from config.rubric import load_rubric
from config.schema import SiteKind
from db.codec import dump, pack, unpack
from tests.builders import checked, look, section


def test_every_check_has_one_line_and_a_name_of_its_own() -> None:
    assert sorted(rule.id for rule in CHECKS) == sorted(Check)
    assert len({rule.name for rule in CHECKS}) == len(CHECKS)


def test_every_check_can_be_run_on_a_unit_of_which_nothing_is_known() -> None:
    for empty in (look(), look(section(), section(SiteKind.DISCLOSURE))):
        assert isinstance(empty, Look)
        for rule in CHECKS:
            assert all(item.check is rule.id for item in rule.run(empty))


def test_a_check_that_feeds_a_measure_names_one_that_is_made() -> None:
    made = {name.what for name in MEASURES}
    assert {rule.measure for rule in CHECKS if rule.measure} <= made


def test_what_may_be_ordered_costs_points() -> None:
    assert ORDERABLE == (Check.DEAD_LINK, Check.EMPTY_COLUMN, Check.PROFILE, Check.SERVICE_FORMS)
    assert all(RULES[check].costs for check in ORDERABLE)
    others = {Check.DYNAMIC_COLUMN, Check.POST_UNDATED, Check.POST_FUTURE_DATED, Check.POST_UNREACHABLE, Check.POST_DUPLICATE, Check.POST_REMOVED, Check.POST_OVERDUE}  # fmt: skip
    assert {rule.id for rule in CHECKS if rule.costs} == {*ORDERABLE, *others}


def test_findings_stand_beside_criteria_of_the_rubric() -> None:
    names = {item.id.partition(".")[2] for item in load_rubric(BUILT_IN_RUBRICS / "2014.yaml").criteria}
    assert {name for rule in CHECKS for name in rule.criteria} <= names
    assert RULES[Check.DEAD_LINK].is_shown_at("portal.dead_links")
    assert not RULES[Check.DEAD_LINK].is_shown_at("portal.posts")


def test_every_measured_criterion_has_a_measure() -> None:
    measured = {item.id for item in load_rubric(BUILT_IN_RUBRICS / "2014.yaml").criteria if item.basis == "measured"}
    assert measured <= set(MEASURES)


def test_a_unit_has_every_measure_once_in_their_order() -> None:
    names = [item.name for item in checked(section()).measures]
    assert names == [name for name in Name if name in MEASURES]


def test_a_measure_says_its_site_and_what_it_counts() -> None:
    assert (Name.PORTAL_POSTS.kind, Name.PORTAL_POSTS.what) == (SiteKind.PORTAL, "posts")
    assert POSTS[SiteKind.DISCLOSURE].kind is SiteKind.DISCLOSURE
    with pytest.raises(ValueError, match="site"):
        _ = Name.SITE_IDLE.kind


# ---- vocabularies -----------------------------------------------------------------------------------------------------------


def test_reasons_of_statuses_are_made_once_and_others_are_closed() -> None:
    assert Reason("http_404") is Reason("http_404")
    for value in ("http_40", "http_4040", "xhttp_404", "nothing", 404):
        with pytest.raises(ValueError, match=r"not a valid Reason"):
            Reason(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("page_limit", Reason.LIMIT_REACHED), ("time_limit", Reason.LIMIT_REACHED), ("stopped", Reason.LIMIT_REACHED), ("limit", Reason.LIMIT_REACHED),
        ("", Reason.NOT_READ), ("a new word", Reason.NOT_READ), ("robots", Reason.ROBOTS), ("http_503", Reason("http_503")),
    ],
)  # fmt: skip
def test_a_walks_reason_is_one_of_ours(text: str, reason: Reason) -> None:
    assert walk_reason(text) is reason


def test_records_keep_their_values_in_the_store() -> None:
    result = UnitMonth("jyj", "2026-10", (Measure.unknown(Name.PORTAL_POSTS, Reason("http_503"), 3),), (), ())
    assert unpack(pack(result, UnitMonth), UnitMonth) == result
    assert b'"name":"portal.posts"' in dump(result, UnitMonth) and b'"reason":"http_503"' in dump(result, UnitMonth)


def test_a_measure_is_known_with_equal_bounds_or_unknown_without() -> None:
    known = Measure.known(Name.PORTAL_POSTS, 3, Outcome.MET)
    assert (known.value, known.lower, known.upper) == (3, 3, 3)
    unknown = Measure.unknown(Name.PORTAL_POSTS, Reason.ROBOTS, 3)
    assert (unknown.value, unknown.lower, unknown.upper, unknown.outcome) == (None, 3, None, Outcome.INCONCLUSIVE)
