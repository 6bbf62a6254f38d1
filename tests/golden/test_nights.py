"""The golden nights: everything the product says of the replica equals its truth."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from app.looking.explain import explain
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.stages.check import check
from app.stages.night import nightly
from app.stages.score import score
from crawler.engines.local import LocalEngine
from demo.compare import Comparison
from demo.run import moment_of
from tests.golden.conftest import Golden

pytestmark = pytest.mark.xdist_group("two_hosts")


def shown(comparisons: tuple[Comparison, ...]) -> list[str]:
    return [line for item in comparisons for line in item.differences()]


@pytest.mark.parametrize("night", [0, 1])
def test_everything_that_is_said_of_the_replica_is_true_and_nothing_is_missing(two_hosts: Golden, night: int) -> None:
    result = two_hosts.results[night]
    for item in result.comparisons:
        print(
            f"night {night + 1} {item.kind}: precision {item.precision:.4f} recall {item.recall:.4f} of {len(item.true)}"
        )
    assert shown(result.comparisons) == []
    assert min(len(item.true) for item in result.comparisons) > 0


def test_the_second_night_asks_conditionally_and_parses_almost_nothing(two_hosts: Golden) -> None:
    first, second = two_hosts.results
    assert first.not_modified == 0
    assert second.not_modified > 0.9 * second.requests


def test_each_page_of_both_sites_is_asked_once_a_night(two_hosts: Golden) -> None:
    """Failures are asked again before they are believed, homes once more at the end of the night, and a file's version is fetched once to be read."""
    failing = re.compile(r"/hq\w{10}/|missing-bg|/old/2019|art_14_422|cgzs")
    often = {
        address: count
        for address, count in two_hosts.server.requests.items()
        if count > 2 and not address.startswith("other ") and not failing.search(address)
    }
    files = {address for address, count in often.items() if address.endswith(".docx") and count == 3}
    assert set(often) - files <= {"portal /", "disclosure /", "portal /robots.txt", "disclosure /robots.txt"}
    total, distinct = sum(two_hosts.server.requests.values()), len(two_hosts.server.requests)
    assert total <= 2 * 1.02 * distinct


def test_private_addresses_are_never_asked(two_hosts: Golden) -> None:
    assert not [address for address in two_hosts.server.requests if "192.168" in address or "/oa/" in address]


def test_running_the_same_night_again_asks_nothing_and_changes_nothing(two_hosts: Golden) -> None:
    context = two_hosts.context
    run = latest_good(context)
    before, digests = Counter(two_hosts.server.requests), context.results.digests(run.id)
    nightly(context, moment_of(1), (), Reporter(quiet=True))
    assert two_hosts.server.requests == before
    assert context.results.digests(run.id) == digests
    assert len(context.runs.all()) == 2


def test_check_and_score_alone_need_no_network_and_give_the_same(two_hosts: Golden, socket_disabled: None) -> None:
    context = two_hosts.context
    run = latest_good(context)
    digests = context.results.digests(run.id)
    check(context, run, Reporter(quiet=True))
    score(context, run)
    assert context.results.digests(run.id) == digests


def test_units_that_are_judged_in_tasks_are_judged_the_same(two_hosts: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    context = replace(two_hosts.context, lent=LocalEngine())
    run = latest_good(context)
    digests = context.results.digests(run.id)
    monkeypatch.setattr("app.stages.check_shares.TOGETHER", 3)
    monkeypatch.setattr("crawler.engines.local.LocalEngine.shares_work", True)
    check(context, run, Reporter(quiet=True))
    score(context, run)
    assert context.results.digests(run.id) == digests


def test_every_measured_line_can_be_followed_to_addresses_and_stored_copies(two_hosts: Golden) -> None:
    context = two_hosts.context
    report = Reader(context, latest_good(context)).report()
    measured = [criterion.id for criterion in report.rubric.criteria if criterion.basis == "measured"]
    for unit in report.units:
        for criterion in measured:
            text = "\n".join(explain(context, report, unit.code, criterion))
            line = unit.sheet.line(criterion)
            assert "得分：" in text
            if line.findings:
                assert "http" in text, (unit.code, criterion)
    text = "\n".join(explain(context, report, "jyj", "portal.posts"))
    assert text.count("存档") >= 32
    assert text.count("观测 ") >= 32


def test_a_repaired_column_costs_nothing_within_the_repair_days(two_hosts: Golden) -> None:
    unit = next(
        item for item in Reader(two_hosts.context, latest_good(two_hosts.context)).report().units if item.code == "dag"
    )
    assert str(unit.sheet.line("portal.empty_columns").low) == "2.5"
    assert any("已修复" in item.message and "不扣分" in item.message for item in unit.result.findings)


def test_fault_numbers_stay_over_nights(two_hosts: Golden) -> None:
    context = two_hosts.context
    first, second = (context.results.load(run.id, "unit", "2026-10") for run in context.runs.good())
    numbers = {
        (key[0], item.site, item.subject): item.number
        for key, unit in first.items()
        for item in unit.findings
        if item.number
    }
    again = {
        (key[0], item.site, item.subject): item.number
        for key, unit in second.items()
        for item in unit.findings
        if item.number
    }
    assert numbers
    assert {key: again[key] for key in numbers if key in again} == {
        key: value for key, value in numbers.items() if key in again
    }


def test_the_export_has_the_shape_of_its_contract(two_hosts: Golden) -> None:
    export = json.loads(json.dumps(two_hosts.export("2026-10")))
    assert export["schema"] == "hongqiao.export/1"
    assert (export["month"], export["status"], export["revision"], export["run"]) == ("2026-10", "provisional", 1, 2)
    assert export["as_of"] == "2026-10-28T02:00:00+08:00"
    assert set(export["rubric"]) == {"id", "sha256"}
    unit = export["units"][0]
    assert set(unit) >= {"code", "name", "measures", "posts", "findings", "lines", "groups", "total"}
    assert unit["measures"]["portal.posts"] == {"value": 32, "outcome": "met", "lower": 32, "upper": 32}
    assert set(unit["total"]) == {"low", "high", "max", "coverage"}
    link = next(item for item in unit["findings"] if item["check"] == "dead_link" and item["verdict"] == "broken")
    assert {"subject", "category", "reason", "confirmed", "first_seen", "pages", "page_count", "evidence"} <= set(link)
    missing = next(item for item in export["units"] if item["code"] == "csj")["measures"]["disclosure.posts"]
    assert (missing["value"], missing["outcome"], missing["reason"]) == (None, "inconclusive", "no_section")
    limited = next(item for item in export["units"] if item["code"] == "xfj")["measures"]["portal.posts"]
    assert (limited["value"], limited["lower"], limited["upper"]) == (None, 12, None)
