"""Every route × every role × one's own and another unit's things, against this table: a new route without a row fails."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.decisions.appeals import OpenForm, open_appeal
from app.decisions.order_drafts import DraftForm, draft
from app.decisions.proposals import ProposalKind, ProposeForm, propose
from app.decisions.record import keep, made
from app.web.pages.evidence import sources_of
from app.web.routes import RULES
from db.decisions import Kind
from db.statements import NewStatement
from tests.web.served import HOST, Served, make

WHO = ("", "gly", "kpy", "shr", "ck", "lly", "lly2")
"""Nobody, administrator, officer, reviewer, viewer, the unit's own contact, another unit's contact."""
ALL = "S======"
OPEN = "======="
OFFICE = "S====--"
OWN = "S=====x"
TABLE: dict[tuple[str, str], str] = {
    ("GET", "/healthz"): OPEN,
    ("GET", "/api/v1/export"): "TTTTTTT",
    ("GET", "/api/v1/status"): "TTTTTTT",
    ("GET", "/metrics"): "TTTTTTT",
    ("GET", "/signin"): OPEN,
    ("POST", "/signin"): OPEN,
    ("GET", "/signin/code"): ALL,
    ("POST", "/signin/code"): ALL,
    ("GET", "/signin/oidc"): "xxxxxxx",
    ("GET", "/signin/oidc/back"): "xxxxxxx",
    ("GET", "/welcome/{token}"): "xxxxxxx",
    ("POST", "/welcome/{token}"): "xxxxxxx",
    ("POST", "/signout"): ALL,
    ("GET", "/account"): ALL,
    ("POST", "/account/password"): ALL,
    ("POST", "/account/sessions"): "Sxxxxxx",
    ("POST", "/account/mail"): ALL,
    ("GET", "/"): ALL,
    ("GET", "/nights"): OFFICE,
    ("GET", "/months"): OFFICE,
    ("GET", "/months/{month}"): OFFICE,
    ("GET", "/months/{month}/files/{name}"): OFFICE,
    ("GET", "/reports/{path:path}"): OFFICE,
    ("GET", "/compare"): OFFICE,
    ("GET", "/problems"): ALL,
    ("GET", "/problems/{number}"): OWN,
    ("GET", "/problems/{number}/picture"): "S=====x",
    ("POST", "/problems/{number}/exception"): "S-=----",
    ("GET", "/units/{code}/{month}"): OWN,
    ("POST", "/units/{code}/{month}/override"): "S-=----",
    ("GET", "/evidence/{number}"): OWN,
    ("GET", "/evidence/{number}/page"): OWN,
    ("GET", "/entries"): "S-=----",
    ("GET", "/entries/{month}/{group}"): "S-=----",
    ("POST", "/entries/{month}/{group}"): "S-=----",
    ("GET", "/workbook/{month}"): "S-=----",
    ("POST", "/workbook/{month}"): "S-=----",
    ("GET", "/appeals"): ALL,
    ("POST", "/appeals"): "S----=x",
    ("GET", "/appeals/{number}"): OWN,
    ("POST", "/appeals/{number}/say"): "S----=x",
    ("POST", "/appeals/{number}/answer"): "S-=----",
    ("GET", "/attachments/{statement}"): OWN,
    ("GET", "/orders"): ALL,
    ("POST", "/orders"): "S-=----",
    ("GET", "/orders/{id}"): OWN,
    ("GET", "/orders/{id}/document"): OWN,
    ("POST", "/orders/{id}/issue"): "S-=----",
    ("POST", "/orders/{id}/reply"): "S----=x",
    ("POST", "/orders/{id}/propose"): "S-=----",
    ("GET", "/proposals"): "S-==---",
    ("POST", "/proposals/{id}"): "S--=---",
    ("POST", "/proposals/{id}/withdraw"): "S-=----",
    ("GET", "/records"): OFFICE,
    ("POST", "/records/{id}/withdraw"): "S-=----",
    ("GET", "/close/{month}"): "S-==---",
    ("POST", "/close/{month}"): "S-=----",
    ("GET", "/settings"): "S=-----",
    ("POST", "/settings"): "Sx-----",
    ("GET", "/people"): "S=-----",
    ("POST", "/people"): "S=-----",
    ("POST", "/people/{id}"): "S=-----",
    ("GET", "/tokens"): "S=-----",
    ("POST", "/tokens"): "S=-----",
    ("POST", "/tokens/{id}"): "S=-----",
    ("GET", "/audit"): "S=-----",
}
"""For each of WHO: `=` answered, `S` told to sign in, `-` forbidden, `x` as if it were not there, `T` needs a token."""


@dataclass
class Things:
    """What the paths' parts stand for, and what forms must say to get as far as the handler's own checks."""

    served: Served
    parts: dict[str, str]
    forms: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Things:
    served = make(tmp_path_factory.mktemp("access"))
    office = served.office
    digest = served.web.statements.keep(b"%PDF-1.7 x", "pdf")
    number = "LJ-portal-jyj-001"
    appeal = open_appeal(
        office.desk(), OpenForm("jyj", "2026-10", "finding", number, "断链", "可以打开", digest, "图.pdf")
    )
    order = draft(office.desk(), DraftForm("jyj", findings=("LJ-portal-jyj-002",))).record
    entry = made(office.desk(), Kind.ENTRY, "jyj", "openness.plan", {"points": "1"}, "依据", "2026-10-01", "2026-10-31")
    [record] = keep(office.desk(), lambda _: [entry])
    fields = {"unit": "jyj", "criterion": "portal.design", "points": "4", "first": "2026-10", "last": ""}
    proposal = propose(office.desk(), ProposeForm(ProposalKind.OVERRIDE, "x", fields, "原因", "jyj", "kpy2"))
    served.web.tokens.make("t", served.person("ck").roles[0], (), "测试", served.moment + timedelta(days=300))
    reports = office.context.reports / "latest"
    reports.mkdir(parents=True)
    (reports / "export.csv").write_text("x", encoding="utf-8")
    view = served.web.views.month()
    (reports / "evidence").mkdir()
    (reports / "evidence" / sources_of(view, view.problems[number])[0].file).with_suffix(".png").write_bytes(b"\x89PNG")
    statement = str(served.web.statements.of(appeal.thread)[0].id)
    parts = {
        "number": number, "code": "jyj", "month": "2026-10", "group": "openness", "name": "export.csv", "path:path": "latest/export.csv",
        "statement": statement, "token": "nonsense", "evidence": served.observation, "appeals": str(appeal.id), "orders": str(order.id),
        "proposals": str(proposal.id), "records": str(record.id), "people": "1", "tokens": "1",
    }  # fmt: skip
    forms = {
        "/proposals/{id}": {"action": "confirm"},
        "/appeals/{number}/answer": {"action": "ask"},
        "/orders/{id}/propose": {"action": "confirm"},
        "/appeals": {"unit": "jyj", "month": "2026-10", "kind": "finding", "subject": number},
    }
    return Things(served, parts, forms)


def address(things: Things, path: str) -> str:
    """The path with its parts filled in."""
    room = path.split("/")[1]
    for name, value in things.parts.items():
        path = path.replace(f"{{{name}}}", things.parts[room] if name == "number" and room in things.parts else value)
    return path.replace("{id}", things.parts.get(room, ""))


def verdict(answer: Any) -> str:
    """What an answer says about access."""
    target = answer.headers.get("location", "")
    if answer.status_code == 303 and target.startswith("/signin") and not target.startswith("/signin/code"):
        return "S"
    if answer.status_code == 401 and answer.headers.get("www-authenticate") == "Bearer":
        return "T"
    if answer.status_code == 401 and "登录已过期" in answer.text:
        return "S"
    return {403: "-", 404: "x"}.get(answer.status_code, "=")


def test_the_table_has_a_row_for_every_route_and_no_other() -> None:
    assert {(rule.method, rule.path) for rule in RULES} == set(TABLE)


@pytest.mark.parametrize("route", sorted(TABLE), ids=" ".join)
def test_each_role_gets_what_the_table_says(things: Things, route: tuple[str, str]) -> None:
    method, path = route
    said = ""
    for who in WHO:
        client = things.served.client(who)
        asked = address(things, path)
        if method == "GET":
            answer = client.get(asked)
        elif who or path.startswith(("/signin", "/welcome")):
            answer = client.fill(asked, things.forms.get(path), form="" if who else "/signin")
        else:
            answer = client.post(asked)
        said += "=" if path == "/signout" and who else verdict(answer)
        if path == "/signin" and method == "POST":
            said = said[:-1] + "="
    assert said == TABLE[route], f"{method} {path}"


def test_an_order_that_is_not_issued_is_the_offices_own(served: Served) -> None:
    record = draft(served.office.desk(), DraftForm("jyj")).record
    served.web.statements.say(f"order:{record.id}", NewStatement("drafted", "考评员甲", "起草"))
    assert served.client("lly").get(f"/orders/{record.id}").status_code == 404
    assert record.subject not in served.client("lly").get("/orders").text


def test_lists_hold_nothing_of_other_units(served: Served) -> None:
    foreign = served.client("lly2")
    for path in ("/", "/problems", "/problems?state=fixed", "/problems?unit=jyj", "/appeals?state=all", "/orders"):
        assert "gone-1" not in foreign.get(path).text
        assert "区教育局" not in foreign.get(path).text


def test_a_person_who_was_shut_out_is_out_at_once(served: Served) -> None:
    client = served.client("kpy")
    assert client.get("/").status_code == 200
    admin = served.client("gly")
    admin.fill(f"/people/{served.person('kpy').id}", {"action": "disable"})
    assert client.get("/").headers["location"] == "/signin"


def test_a_report_is_read_from_its_own_folder_alone(served: Served, tmp_path: Path) -> None:
    reports = served.office.context.reports
    (reports / "2026-10-20-00001").mkdir(parents=True)
    (reports / "2026-10-20-00001" / "index.html").write_text("<p>报告</p>", encoding="utf-8")
    (reports / "latest").symlink_to("2026-10-20-00001", target_is_directory=True)
    (reports / ".2026-10-21-00002.1.tmp").mkdir()
    (reports / ".2026-10-21-00002.1.tmp" / "index.html").write_text("half", encoding="utf-8")
    (reports / "out.html").symlink_to(served.office.folder / "monitor.yaml")
    client = served.client("ck")
    good = client.get("/reports/latest/index.html")
    assert good.status_code == 200 and "form-action 'none'" in good.headers["content-security-policy"]
    for path in (
        ".2026-10-21-00002.1.tmp/index.html",
        "out.html",
        "../hongqiao.db",
        "%2e%2e/hongqiao.db",
        "..%2fhongqiao.db",
        "latest/../../hongqiao.db",
        "latest/%00",
        "nothing.html",
        "",
    ):
        assert client.get(f"/reports/{path}").status_code == 404, path


def test_evidence_of_nobodys_finding_is_the_offices_own(served: Served) -> None:
    assert served.client("lly").get("/evidence/999999").status_code == 404
    assert served.client("kpy").get("/evidence/999999").status_code == 404
    assert served.client("lly").get(f"/evidence/{served.observation}?month=2026-10").status_code == 200
    assert HOST in served.client("lly").get(f"/evidence/{served.observation}").text
